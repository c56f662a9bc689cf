import type { CallCentre } from './call-centre';

export class Killed extends Error {}

const stores = ['agents', 'calls', 'voicemails', 'centre', 'timers', 'commands'] as const;
type StoreName = (typeof stores)[number];

/** The same ports, dead from the `step`-th effect on: before it happens, or right after. */
export function dyingAt(centre: CallCentre, step: number, when: 'before' | 'after'): CallCentre {
  let count = 0;
  const mortal = (name: StoreName) =>
    new Proxy(centre[name], {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]) => {
          count++;
          if (count > step || (count === step && when === 'before')) throw new Killed();
          const answer: unknown = await member.apply(target, given);
          if (count === step) throw new Killed();
          return answer;
        };
      },
    });
  return Object.assign(Object.create(centre), Object.fromEntries(stores.map((name) => [name, mortal(name)])));
}

/** Runs on to the death of its ports; any other error is the test's. */
export const untilKilled = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
    return null;
  });
