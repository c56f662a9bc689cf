import type { WorkState } from '../campaign-contract/identifiers';

/** Pieces of the sentences a supervisor reads, in English. */

/** `21 s`. */
export const secondsSaid = (seconds: number): string => `${seconds} s`;

/** `21 s, over 20 s`, or `20 s, the limit` when it was just reached. */
export const againstLimit = (seconds: number, limitSeconds: number): string =>
  seconds > limitSeconds ? `${seconds} s, over ${limitSeconds} s` : `${limitSeconds} s, the limit`;

/** `a`, `a and b`, `a, b and c`. */
export const inWords = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');

/** `1 agent`, `2 agents`. */
export const countedNoun = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What an agent of the outbound side does, after whom they come back; `null`: their tether failed. */
export function doing(work: WorkState | null): string {
  switch (work) {
    case null:
      return 'whose tether failed';
    case 'idle':
      return 'idle on outbound';
    case 'wrap-up':
      return 'in wrap-up';
    case 'reserved':
      return 'reserved for a contact';
    case 'dialling':
      return 'for whom a customer is being dialled';
    case 'preview':
      return 'looking at a preview';
    case 'talking':
      return 'talking to a customer';
  }
}
