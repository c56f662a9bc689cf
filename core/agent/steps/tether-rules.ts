import type { Directory } from '../../group/directory';
import type { Thresholds } from '../../thresholds/thresholds';
import type { Tether } from '../tether-record';

/** What binds the tethers of a group: its thresholds in force, and the directory with the number that is called. */
export interface TetherRules {
  readonly thresholds: Thresholds;
  readonly directory: Directory;
}

/** Back-off after the first failed attempt, milliseconds; it doubles with each. */
export const firstBackOffMs = 2_000;

/** With less time left than this, milliseconds, no attempt is made: placing, mapping and ringing take some three seconds. */
export const shortestAttemptMs = 5_000;

/** How long all attempts may take with their back-offs, milliseconds (docs/scenarios.md#invariant-5). */
export const allAttemptsMs = (thresholds: Thresholds): number => {
  const attempts = thresholds['tether/attempts'];
  return attempts * thresholds['tether/timeout-seconds'] * 1000 + firstBackOffMs * (2 ** (attempts - 1) - 1);
};

/** What the next attempt takes over from this one. `lastsUntil`: see the record. */
export type TetherAttempt = Pick<Tether, 'tetherId' | 'attempt' | 'requestedAt'> & {
  readonly rang: boolean;
  readonly lastsUntil: number | null;
};

/** Whether what is left of the time of all attempts is enough for one that begins at `at`. */
export const isWorthAnAttempt = ({ lastsUntil }: TetherAttempt, at: number): boolean =>
  lastsUntil === null || at <= lastsUntil - shortestAttemptMs;
