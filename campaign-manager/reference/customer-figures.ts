import type { AbandonWatch } from './abandon-watch';
import {
  customerBegan,
  customerDone,
  customerLost,
  type LearntFigures,
  nothingLearnt,
  type Rates,
  ratesOf,
  ringBegan,
  ringEnded,
} from './learnt-figures';

/**
 * What one campaign counts of its customers as they come and go: the figures pacing goes by (learnt-figures.ts), and the live answers
 * the law counts (abandon-watch.ts). `answeredAt` is when a customer's greeting ended, ms since the epoch; `null`: nobody answered.
 */
export class CustomerFigures {
  #learnt: LearntFigures;

  constructor(
    private readonly now: () => number,
    private readonly abandons: AbandonWatch,
  ) {
    this.#learnt = nothingLearnt(now());
  }

  /** `null` while too little is known. */
  rates(): Rates | null {
    return ratesOf(this.#learnt, this.now());
  }

  /** A number is dialled. */
  ringBegan(): void {
    this.#learnt = ringBegan(this.#learnt, this.now());
  }

  /** It rang long enough: somebody answers now, or nobody. */
  ringEnded(answered: boolean): void {
    this.#learnt = ringEnded(this.#learnt, answered, this.now());
    if (answered) this.abandons.answered(this.now());
  }

  /** A customer and an agent hear each other from now on. */
  connected(answeredAt: number | null): void {
    this.#learnt = customerBegan(this.#learnt, this.now());
    this.#settled(answeredAt, this.now());
  }

  /** Nobody was there for a customer in time. */
  abandoned(answeredAt: number | null): void {
    this.#settled(answeredAt, null);
  }

  /** The work about a customer is over; not `seen`: the agent is gone in the middle of it. */
  done(seen: boolean): void {
    this.#learnt = (seen ? customerDone : customerLost)(this.#learnt, this.now());
  }

  #settled(answeredAt: number | null, connectedAt: number | null): void {
    if (answeredAt !== null) this.abandons.settled({ greetingEndedAt: answeredAt, connectedAt }, this.now());
  }
}
