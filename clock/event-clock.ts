import type { Phase, Scheduled, Scheduler, Task } from './scheduler';

const phaseRank: Record<Phase, number> = { hop: 0, world: 1, settle: 2 };

interface Entry {
  readonly dueMs: number;
  readonly rank: number;
  readonly order: number;
  readonly task: Task;
  cancelled: boolean;
}

/**
 * Waits in real time until simulated `dueMs` may happen; ends earlier where a task was added that is due now, and answers no
 * promise where there is nothing to wait for, as at full speed.
 */
export type Pace = (dueMs: number) => Promise<void> | undefined;

/**
 * A discrete-event clock: the time stands still while a task is under way and then jumps to the next due moment.
 * Tasks run one at a time in (time, phase, arrival) order, so a run depends on nothing but its inputs.
 */
export class EventClock implements Scheduler {
  #nowMs: number;
  #order = 0;
  #heap: Entry[] = [];
  #stopped = false;

  constructor(
    startMs: number,
    private readonly pace: Pace = () => undefined,
  ) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  at(timeMs: number, task: Task, phase: Phase = 'world'): Scheduled {
    if (!Number.isFinite(timeMs)) throw new RangeError(`a task needs a finite time, got ${timeMs}`);
    const entry: Entry = {
      dueMs: Math.max(timeMs, this.#nowMs),
      rank: phaseRank[phase],
      order: this.#order++,
      task,
      cancelled: false,
    };
    this.#push(entry);
    return {
      cancel() {
        entry.cancelled = true;
      },
    };
  }

  after(delayMs: number, task: Task, phase: Phase = 'world'): Scheduled {
    return this.at(this.#nowMs + delayMs, task, phase);
  }

  /** Runs everything due up to and including `untilMs`, then sets the clock there. Errors of a task end the run. */
  async run(untilMs: number): Promise<void> {
    while (!this.#stopped) {
      const pause = this.pace(Math.min(this.#heap[0]?.dueMs ?? untilMs, untilMs));
      // Pausing lets real time pass, in which a stop or an earlier task may have come.
      if (pause) await pause;
      if (this.#stopped) return;
      const next = this.#heap[0];
      if (next === undefined || next.dueMs > untilMs) {
        this.#nowMs = Math.max(this.#nowMs, untilMs);
        return;
      }
      this.#pop();
      if (next.cancelled) continue;
      this.#nowMs = next.dueMs;
      // Most tasks wait for nothing, and each wait is a turn of the microtasks.
      const underWay = next.task();
      if (underWay) await underWay;
    }
  }

  /** Ends `run` after the task under way, and every later one before its first: a run may be made of several. */
  stop(): void {
    this.#stopped = true;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent] as Entry)) break;
      heap[index] = heap[parent] as Entry;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child++;
      if (!before(heap[child] as Entry, last)) break;
      heap[index] = heap[child] as Entry;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.dueMs - b.dueMs < 0 || (a.dueMs === b.dueMs && (a.rank - b.rank || a.order - b.order) < 0);
}
