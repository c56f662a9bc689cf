import type { ContactId } from '../../core/ids';
import { type CallTrack, trackCall } from './call-events';
import type { ScenarioNames } from './names';

/**
 * The calls of a trace by their contacts. What is told of a contact before it is known as a call waits until it is registered: a
 * call's first facts come before its phone knows the contact id.
 */
export class KnownCalls {
  readonly #tracks = new Map<string, CallTrack>();
  readonly #waiting = new Map<ContactId, ((track: CallTrack) => void)[]>();
  /** Of calls that were sent on to another queue. */
  readonly #secondLegs = new Map<string, string>();

  constructor(private readonly names: ScenarioNames) {}

  /** The contact is this call of the scenario, as is each contact registered for it before. Runs what waited for it. */
  register(call: { readonly id: string; readonly queue: string }, contactId: ContactId): void {
    this.names.callIs(contactId, call.id);
    const track = this.#tracks.get(call.id) ?? trackCall(call.id, call.queue);
    this.#tracks.set(call.id, track);
    const waiting = this.#waiting.get(contactId) ?? [];
    this.#waiting.delete(contactId);
    for (const write of waiting) write(track);
  }

  /** Runs `write` for the call behind a contact, now or once the contact is registered. */
  whenKnown(contactId: ContactId, write: (track: CallTrack) => void): void {
    const track = this.#tracks.get(this.names.call(contactId) ?? '');
    if (track !== undefined) write(track);
    else this.#waiting.set(contactId, [...(this.#waiting.get(contactId) ?? []), write]);
  }

  /** The contact is no call: what was told of it is dropped. */
  isNoCall(contactId: ContactId): void {
    this.#waiting.delete(contactId);
  }

  /** The caller was sent on: answers the id of the second leg, which is a call of its own. */
  sentOn(call: string): string {
    const leg = `${call}/2`;
    this.#secondLegs.set(call, leg);
    return leg;
  }

  /** The last leg of the caller whose first contact this was; undefined where it was no call's. */
  lastLegOf(firstContactId: ContactId): CallTrack | undefined {
    const first = this.names.call(firstContactId) ?? '';
    return this.#tracks.get(this.#secondLegs.get(first) ?? first);
  }
}
