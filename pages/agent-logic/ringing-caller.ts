import type { RingView } from '../../core/agent-page/ring-on-page';
import type { SoftphoneContact, SoftphoneView } from './ports';

/** The caller who rings on the softphone. Times are ms since 1970, by the clock of the agent's machine. */
export interface RingingCaller {
  readonly contact: SoftphoneContact;
  readonly since: number;
  /** When the ring ends, as the server counts it; `null`: the server has not heard of the ring yet. */
  readonly endsAt: number | null;
  /** When the next agent is rung; `null`: as soon as the ring ends, or not known yet. */
  readonly slotEndsAt: number | null;
}

/** By what the softphone shows and the server told, in whichever order they came. `before`: what this said last. Pure. */
export function ringingCaller(
  before: RingingCaller | null,
  view: SoftphoneView | null,
  told: { readonly ring: RingView | null; readonly receivedAt: number } | null,
  now: number,
): RingingCaller | null {
  const contact = view?.contacts.find((one) => one.phase === 'ringing' && one.tetherId === null && !one.ownCall);
  if (contact === undefined) return null;
  const again = before?.contact.contactId === contact.contactId ? before : null;
  const ring = told?.ring?.contactId === contact.contactId ? told.ring : null;
  const endOf = (known: number | null | undefined, secondsLeft: number | null | undefined): number | null => {
    const end = told === null || secondsLeft == null ? null : told.receivedAt + secondsLeft * 1000;
    // An answer only takes longer than it should: the earliest end is the truest.
    return end === null || known == null ? (end ?? known ?? null) : Math.min(known, end);
  };
  return {
    contact,
    since: again?.since ?? now,
    endsAt: endOf(again?.endsAt, ring?.secondsLeft),
    slotEndsAt: endOf(again?.slotEndsAt, ring?.slotSecondsLeft),
  };
}
