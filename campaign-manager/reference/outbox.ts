/** Events on their way to the application: in order, at most so many per request, kept until they are taken. */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import { type CampaignEvent, maxEventsPerRequest } from '../../core/campaign-contract/events';

/**
 * Resolves when the events were taken. Awaited within a task of the scheduler, so it must not wait for simulated time. A
 * rejection means none was taken.
 */
export type SendEvents = (events: readonly CampaignEvent[]) => Promise<void> | void;

/** The receiver did not take the events. */
export class EventsNotTakenError extends Error {
  override readonly name = 'EventsNotTakenError';
  constructor(
    /** HTTP status, `null` where no answer came. */
    readonly status: number | null,
    /** Of an answer 429. */
    readonly retryAfterSeconds: number | null,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A body of 64 kB is the most the receiver takes; this leaves room for the envelope. */
const maxBytesPerRequest = 60_000;
/** What the receiver takes of one sender: more requests would only be refused. */
const maxRequestsPerSecond = 50;
/** Seconds between tries: 1, 2, 4 and on, at most this. */
const longestBackOffSeconds = 30;

/** Events on their way to the application, in the order they happened; sent again until they are taken. */
export class Outbox {
  readonly #waiting: { readonly event: CampaignEvent; readonly dueMs: number }[] = [];
  /** When the last requests were made, oldest first; at most as many as one second allows. */
  readonly #requests: number[] = [];
  #next: Scheduled | null = null;
  #sending = false;
  #held = false;
  #closed = false;
  #delayMs = 0;
  #failures = 0;
  #retryMs = 0;
  #problem: string | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly send: SendEvents,
  ) {}

  /** Events that were not taken yet, and why the last try failed. */
  get undelivered(): { readonly events: number; readonly problem: string | null } {
    return { events: this.#waiting.length, problem: this.#problem };
  }

  /** Puts an event behind all others. Those of one moment go together. */
  add(event: CampaignEvent): void {
    const dueMs = Math.max(this.scheduler.now() + this.#delayMs, this.#waiting.at(-1)?.dueMs ?? 0);
    this.#waiting.push({ event, dueMs });
    this.#arm();
  }

  /** Events wait while held, and go when no more. */
  hold(held: boolean): void {
    this.#held = held;
    this.#arm();
  }

  /** Events added from now on go so much later; the order stays. */
  delay(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  close(): void {
    this.#closed = true;
    this.#next?.cancel();
  }

  #arm(): void {
    const first = this.#waiting[0];
    if (first === undefined || this.#next || this.#sending || this.#held || this.#closed) return;
    const oldest = this.#requests.length < maxRequestsPerSecond ? 0 : (this.#requests[0] ?? 0) + 1000;
    this.#next = this.scheduler.at(Math.max(first.dueMs, this.#retryMs, oldest), () => this.#deliver(), 'hop');
  }

  async #deliver(): Promise<void> {
    this.#next = null;
    if (this.#held || this.#closed) return;
    const batch = this.#batch();
    this.#sending = true;
    this.#requests.push(this.scheduler.now());
    if (this.#requests.length > maxRequestsPerSecond) this.#requests.shift();
    try {
      await this.send(batch);
      this.#waiting.splice(0, batch.length);
      this.#failures = 0;
      this.#problem = null;
    } catch (error) {
      this.#failures += 1;
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#retryMs = this.scheduler.now() + this.#pauseSeconds(error) * 1000;
    } finally {
      this.#sending = false;
    }
    this.#arm();
  }

  #batch(): readonly CampaignEvent[] {
    const now = this.scheduler.now();
    const batch: CampaignEvent[] = [];
    let bytes = 0;
    for (const { event, dueMs } of this.#waiting.slice(0, maxEventsPerRequest)) {
      bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
      if (dueMs > now || (batch.length > 0 && bytes > maxBytesPerRequest)) break;
      batch.push(event);
    }
    return batch;
  }

  #pauseSeconds(error: unknown): number {
    const asked = error instanceof EventsNotTakenError ? error.retryAfterSeconds : null;
    return asked ?? Math.min(longestBackOffSeconds, 2 ** (this.#failures - 1));
  }
}
