import type { Scheduler } from '../../clock/scheduler';

/** The real time of a run that is paced. */
export interface RealTime {
  /** Where simulated time is between two tasks, ms since the epoch. */
  now(): number;
  /** Ends the pause between two tasks, after one was added that is due now. */
  interrupt(): void;
}

/** The run that would have done it is over. */
export class RunOverError extends Error {
  override readonly name = 'RunOverError';

  constructor() {
    super('the run is over, and nothing more happens in it');
  }
}

/**
 * What people at this machine do in a run, such as a click on a page: each act is a task of its own on the run's clock, at the
 * simulated time it is in real time. Without `realTime` that is the time of the task under way.
 */
export class OutsideActs {
  readonly #waiting = new Set<(error: Error) => void>();
  #over = false;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly realTime: RealTime | null,
  ) {}

  /** Simulated time as a person sees it, whole ms since the epoch. */
  now(): number {
    const now = this.scheduler.now();
    return this.#over || this.realTime === null ? now : Math.max(now, Math.floor(this.realTime.now()));
  }

  /** Resolves with what `act` comes to. Rejects with its error, which does not end the run, or with RunOverError. */
  perform<T>(act: () => T | Promise<T>): Promise<T> {
    if (this.#over) return Promise.reject(new RunOverError());
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      this.scheduler.at(this.now(), async () => {
        try {
          resolve(await act());
        } catch (error) {
          reject(error);
        } finally {
          this.#waiting.delete(reject);
        }
      });
      this.realTime?.interrupt();
    });
  }

  /** Acts that were not done reject, and so do all later ones. */
  close(): void {
    this.#over = true;
    for (const reject of this.#waiting) reject(new RunOverError());
    this.#waiting.clear();
  }
}
