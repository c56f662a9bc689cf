import type { Phase, Scheduled, Scheduler, Task } from './scheduler';

/** A scheduler whose tasks come to nothing once it is closed, so that a cloud leaves nothing behind. */
export class ClosableScheduler implements Scheduler {
  #closed = false;

  constructor(private readonly inner: Scheduler) {}

  now(): number {
    return this.inner.now();
  }

  at(timeMs: number, task: Task, phase?: Phase): Scheduled {
    return this.inner.at(timeMs, () => (this.#closed ? undefined : task()), phase);
  }

  after(delayMs: number, task: Task, phase?: Phase): Scheduled {
    return this.at(this.now() + delayMs, task, phase);
  }

  close(): void {
    this.#closed = true;
  }
}
