import type { Totals } from '../measures/estimate';

/** One replication of a model. Times are seconds since its start. */
export interface Simulation {
  /** Arrivals, ends of service, abandonments, timers that act and ends of dials so far, of the warm-up too. */
  readonly events: number;
  /** Plays until then; not before a time it was played to. */
  advance(until: number): void;
  /** Forgets what was measured so far, and goes on from the same state. */
  startMeasuring(): void;
  /** What was measured since. */
  totals(): Totals;
}
