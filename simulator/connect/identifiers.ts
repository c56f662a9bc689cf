import { createHash } from 'node:crypto';
import type { Chance } from '../../clock/scheduler';

/** Makes the next id of a kind, for example `next('contact')`: a UUID, the same in every run of the same seed. */
export interface Identifiers {
  next(kind: string): string;
}

/** UUIDs derived from the seed, the kind and a counter per kind. */
export function reproducibleIdentifiers(chance: Chance): Identifiers {
  const salt = chance.next('connect/identifiers');
  const counters = new Map<string, number>();
  return {
    next(kind) {
      const count = (counters.get(kind) ?? 0) + 1;
      counters.set(kind, count);
      const hex = createHash('sha256').update(`${salt}/${kind}/${count}`).digest('hex');
      const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}
