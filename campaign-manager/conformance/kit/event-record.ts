/** Everything the Campaign Manager has told, in the order it came. */
import type { CampaignEvent, CampaignEventOf } from '../../../core/campaign-contract/events';
import type { Time } from './time';

/** An event and when it came. */
export interface Arrival<E extends CampaignEvent = CampaignEvent> {
  readonly event: E;
  /** By our clock, ms since the epoch. */
  readonly arrivedAt: number;
}

/** Keeps each event once, and lets stories look for those that came and wait for those to come. */
export class EventRecord {
  readonly arrivals: Arrival[] = [];
  readonly #ids = new Set<string>();
  readonly #listeners = new Set<(arrival: Arrival) => void>();
  #leastDelayMs = Number.POSITIVE_INFINITY;

  constructor(private readonly time: Time) {}

  /** `false` when the event had come before. */
  add(event: CampaignEvent): boolean {
    if (this.#ids.has(event.eventId)) return false;
    this.#ids.add(event.eventId);
    const arrival = { event, arrivedAt: this.time.now() };
    this.#leastDelayMs = Math.min(this.#leastDelayMs, arrival.arrivedAt - event.at);
    this.arrivals.push(arrival);
    for (const listener of [...this.#listeners]) listener(arrival);
    return true;
  }

  has(eventId: string): boolean {
    return this.#ids.has(eventId);
  }

  /** When an event happened, by our clock: its own clock may be off, as much as its quickest event seemed to be early. */
  happenedAt({ event }: Arrival): number {
    return event.at + this.#leastDelayMs;
  }

  listen(listener: (arrival: Arrival) => void): void {
    this.#listeners.add(listener);
  }

  of<T extends CampaignEvent['type']>(type: T): readonly Arrival<CampaignEventOf<T>>[] {
    return this.arrivals.filter((arrival): arrival is Arrival<CampaignEventOf<T>> => arrival.event.type === type);
  }

  /** The first event found among those from place `from` on, also of what is still to come; `null` when none comes in time. */
  find<E extends CampaignEvent>(
    wanted: (event: CampaignEvent) => event is E,
    withinMs: number,
    from = 0,
  ): Promise<E | null> {
    const there = this.arrivals.slice(from).find(({ event }) => wanted(event));
    if (there && wanted(there.event)) return Promise.resolve(there.event);
    return new Promise((resolve) => {
      const listener = ({ event }: Arrival) => {
        if (!wanted(event)) return;
        this.#listeners.delete(listener);
        resolve(event);
      };
      this.#listeners.add(listener);
      void this.time.sleep(withinMs).then(() => {
        this.#listeners.delete(listener);
        resolve(null);
      });
    });
  }
}
