import { setImmediate } from 'node:timers/promises';
import type { Pace } from './event-clock';

/** How long tasks follow one another before whatever else waits in this process gets its turn, ms of real time. */
const turnEveryMs = 50;

/**
 * As fast as it goes, for programs: now and then the process gets to do what else there is, so that Ctrl-C is heard also where
 * no task waits for anything.
 */
export function fullSpeed(): Pace {
  let lastMs = performance.now();
  const takeTurn = async (): Promise<void> => {
    await setImmediate();
    lastMs = performance.now();
  };
  return () => (performance.now() - lastMs < turnEveryMs ? undefined : takeTurn());
}
