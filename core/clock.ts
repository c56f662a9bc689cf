/** The time, ms since the epoch. A run has one of its own, which only the run turns. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
