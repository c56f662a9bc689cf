import { createHash } from 'node:crypto';

/** A test's sandbox makes each look at a global slow, and these are looked at for every number. */
const { imul } = Math;

const buffered = 256;

/**
 * Random numbers of one source, by xoshiro128** (Blackman and Vigna 2018): its period of 2^128 - 1 is never used up, and two
 * streams begin so far apart that they do not meet. The same key gives the same numbers. `seededChance` of clock/ has one
 * number in 2^32 and would repeat itself within one long run.
 */
export class Stream {
  private readonly state: Int32Array;
  private readonly buffer = new Float64Array(buffered);
  private at = buffered;

  /** `key` names the source: seed, replication and what is drawn. */
  constructor(key: string) {
    const digest = createHash('sha256').update(key).digest();
    this.state = Int32Array.from([0, 4, 8, 12], (offset) => digest.readInt32LE(offset));
  }

  /** The next number, in [0, 1), with 53 random bits. */
  next(): number {
    if (this.at === buffered) this.fill();
    return this.buffer[this.at++] as number;
  }

  private fill(): void {
    const { state, buffer } = this;
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let index = 0; index < buffered; index++) {
      let high = 0;
      for (let half = 0; half < 2; half++) {
        const times5 = imul(b, 5);
        const word = imul((times5 << 7) | (times5 >>> 25), 9);
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
        if (half === 0) high = word >>> 5;
        else buffer[index] = (high * 67108864 + (word >>> 6)) / 9007199254740992;
      }
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
    this.at = 0;
  }
}
