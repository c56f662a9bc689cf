/**
 * The one clock of the local world. Everything local (simulated Connect, people, cloud emulators) waits through this
 * port and through nothing else, so that the same world runs at any speed and in either runner.
 */
export interface Scheduler {
  /** Simulated time, milliseconds since the epoch. */
  now(): number;
  /** Runs `task` at `timeMs` (now, if that is past). Tasks run strictly one after another; the clock stands still meanwhile. */
  at(timeMs: number, task: Task, phase?: Phase): Scheduled;
  /** Runs `task` in `delayMs` from now. */
  after(delayMs: number, task: Task, phase?: Phase): Scheduled;
}

/** A task must not wait for simulated time to pass: it schedules what comes later and returns. */
export type Task = () => void | Promise<void>;

export interface Scheduled {
  /** Takes the task back; harmless once it has run. */
  cancel(): void;
}

/**
 * Order among tasks due at the same moment, then first come, first served.
 * `hop`: a delivery inside the application (event, queue message, invocation). All hops due now are done before the
 * world moves, so a chain of two hops and a chain of three, both taking no simulated time, leave the same world behind.
 * `world`: people, flows, prompts, rings. `settle`: Connect's routing pass, which looks at what all others left.
 */
export type Phase = 'hop' | 'world' | 'settle';

/** Where chance comes from: one seeded stream per named source, so that adding a source never shifts another. */
export interface Chance {
  /** A number in [0, 1) from the stream called `source`. */
  next(source: string): number;
}
