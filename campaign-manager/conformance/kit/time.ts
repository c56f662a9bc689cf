import type { Scheduler } from '../../../clock/scheduler';

/** Time for stories that wait: simulated in tests, real on the command line. */
export interface Time {
  /** Ms since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The time of a scheduler, simulated or real. */
export const timeOf = (scheduler: Scheduler): Time => ({
  now: () => scheduler.now(),
  sleep: (ms) => new Promise((resolve) => void scheduler.after(ms, resolve)),
});

/** How long is waited for what; milliseconds. */
export const patience = {
  /** What the contract wants at once. */
  promptMs: 3_000,
  /** From the command to the answered call of a tether. */
  tetherMs: 30_000,
  /** Until a customer is talked to, or the work about one has ended. */
  customerMs: 45_000,
  /** How long nothing may happen that must not. */
  quietMs: 6_000,
  /** Between the answer of a tether and ready. */
  beforeReadyMs: 4_000,
  /** What a message may take on its way. */
  onTheWayMs: 1_000,
} as const;
