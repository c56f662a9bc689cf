import { createHash } from 'node:crypto';
import type { Chance } from './scheduler';

/** Seeded streams, one per source name (mulberry32 on a hash of seed and name). */
export function seededChance(seed: number): Chance {
  const streams = new Map<string, () => number>();
  return {
    next(source) {
      let stream = streams.get(source);
      if (!stream) {
        stream = mulberry32(createHash('sha256').update(`${seed}/${source}`).digest().readUInt32LE(0));
        streams.set(source, stream);
      }
      return stream();
    },
  };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
