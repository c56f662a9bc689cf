import { setTimeout as realDelay } from 'node:timers/promises';
import { fullSpeed } from '../../clock/full-speed';

/**
 * Real time for people who watch: simulated time goes at `speed` seconds per real second. Where the machine cannot keep
 * up, the clock is held back (events never are), and by how much is told.
 */
export class HeldClock {
  #startedAt: number | null = null;
  #heldBackMs = 0;
  #released = false;
  /** Ends the wait under way. */
  #wake: AbortController | null = null;
  readonly #others = fullSpeed();

  constructor(
    private readonly speed: number,
    private readonly startMs: number,
    private readonly realNow: () => number = () => performance.now(),
  ) {}

  /** Simulated seconds the run is behind what `speed` asks for. */
  get heldBackSeconds(): number {
    return Math.round(this.#heldBackMs) / 1000;
  }

  /** Resolves when simulated `dueMs` may happen. The first call starts the clock. */
  async pace(dueMs: number): Promise<void> {
    this.#startedAt ??= this.realNow();
    const dueReal = this.#startedAt + (dueMs - this.startMs + this.#heldBackMs) / this.speed;
    const wait = dueReal - this.realNow();
    if (wait < -slackMs) {
      // The machine cannot catch up: the lost time is counted once, and the pace goes on from here.
      this.#heldBackMs += -wait * this.speed;
      await this.#others(dueMs);
    } else if (wait > 0 && !this.#released) {
      this.#wake = new AbortController();
      await realDelay(wait, undefined, { signal: this.#wake.signal }).catch(() => {});
      this.#wake = null;
    }
  }

  /** Where simulated time is by the real clock, between two events too, ms since the epoch. */
  simulatedNow(): number {
    if (this.#startedAt === null) return this.startMs;
    return this.startMs + (this.realNow() - this.#startedAt) * this.speed - this.#heldBackMs;
  }

  /** Ends all waiting, now and later. */
  release(): void {
    this.#released = true;
    this.interrupt();
  }

  /** Ends the wait under way: something came from outside that is due now. */
  interrupt(): void {
    this.#wake?.abort();
  }
}

/** Timers of this platform come this late without anybody being behind. */
const slackMs = 50;
