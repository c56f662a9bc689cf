import type { Phase, Scheduled, Scheduler, Task } from './scheduler';

const phaseRank: Record<Phase, number> = { hop: 0, world: 1, settle: 2 };

interface Entry {
  readonly dueMs: number;
  readonly rank: number;
  readonly order: number;
  readonly task: Task;
}

export interface WallClockOptions {
  /** Ms since the epoch; the machine's clock when left out. */
  readonly now?: () => number;
  /** A task threw; the others go on. */
  readonly failed: (error: unknown) => void;
}

/**
 * The scheduler in real time, for what stands alone and speaks to others: tasks run one at a time in (time, phase,
 * arrival) order, and never before they are due. What is added from outside, such as by a request, goes by the time it is.
 */
export class WallClock implements Scheduler {
  readonly #now: () => number;
  readonly #entries: Entry[] = [];
  #order = 0;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #closed = false;

  constructor(private readonly options: WallClockOptions) {
    this.#now = options.now ?? Date.now;
  }

  now(): number {
    return Math.floor(this.#now());
  }

  at(timeMs: number, task: Task, phase: Phase = 'world'): Scheduled {
    if (!Number.isFinite(timeMs)) throw new RangeError(`a task needs a finite time, got ${timeMs}`);
    const entry: Entry = {
      dueMs: Math.max(timeMs, this.now()),
      rank: phaseRank[phase],
      order: this.#order++,
      task,
    };
    const index = this.#entries.findIndex((other) => before(entry, other));
    this.#entries.splice(index < 0 ? this.#entries.length : index, 0, entry);
    this.#arm();
    return {
      cancel: () => {
        const place = this.#entries.indexOf(entry);
        if (place >= 0) this.#entries.splice(place, 1);
      },
    };
  }

  after(delayMs: number, task: Task, phase: Phase = 'world'): Scheduled {
    return this.at(this.now() + delayMs, task, phase);
  }

  /** Nothing runs any more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [first] = this.#entries;
    if (first === undefined || this.#busy || this.#closed) return;
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, first.dueMs - this.now()));
  }

  async #run(): Promise<void> {
    this.#busy = true;
    for (let first = this.#entries[0]; first && first.dueMs <= this.now() && !this.#closed; first = this.#entries[0]) {
      this.#entries.shift();
      try {
        await first.task();
      } catch (error) {
        this.options.failed(error);
      }
    }
    this.#busy = false;
    this.#arm();
  }
}

const before = (a: Entry, b: Entry): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && (a.rank - b.rank || a.order - b.order) < 0);
