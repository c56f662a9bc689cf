import type { TetherPhone } from '../../campaign-manager/reference/tether-phone';
import type { ContactId } from '../../core/ids';
import type { SimulatedConnect } from '../connect/world';
import type { WorldFact } from '../connect/world-facts';

/** What of the simulated Connect a tether call needs. */
export interface TetherLine {
  readonly callers: Pick<SimulatedConnect['callers'], 'dial' | 'enter' | 'hangUp'>;
  readonly observe: SimulatedConnect['observe'];
}

/** Tether calls into the simulated Connect. */
export function createTetherPhone({ callers, observe }: TetherLine): TetherPhone {
  /** Calls in progress by the id of their first segment. */
  const calls = new Map<ContactId, { listener: (() => void) | null }>();
  /** Later segments of a call, by their own id. */
  const firstOf = new Map<ContactId, ContactId>();
  let dialling: { contactId: ContactId | null; busy: boolean } | null = null;

  const over = (contactId: ContactId): void => {
    const first = firstOf.get(contactId) ?? contactId;
    const call = calls.get(first);
    calls.delete(first);
    for (const [segment, of] of firstOf) if (of === first) firstOf.delete(segment);
    call?.listener?.();
  };

  const hear = (fact: WorldFact): void => {
    switch (fact.type) {
      case 'contact.arrived':
        // The fact comes while `dial` is being called; no other call can arrive in between.
        if (dialling === null || dialling.contactId !== null) return;
        dialling.contactId = fact.contactId;
        calls.set(fact.contactId, { listener: null });
        return;
      case 'contact.refused':
        if (dialling?.contactId === fact.contactId && fact.why === 'concurrent-calls') dialling.busy = true;
        over(fact.contactId);
        return;
      case 'contact.dequeued': {
        const first = firstOf.get(fact.contactId) ?? fact.contactId;
        if (calls.has(first)) firstOf.set(fact.newContactId, first);
        return;
      }
      case 'contact.ended':
      case 'contact.abandoned':
        over(fact.contactId);
        return;
      default:
    }
  };
  observe(hear);

  return {
    async dial(number, from) {
      const placing = { contactId: null, busy: false };
      dialling = placing;
      try {
        const contactId = await callers.dial(number, from);
        return placing.busy ? null : contactId;
      } finally {
        if (dialling === placing) dialling = null;
      }
    },
    async enter(contactId, digits) {
      callers.enter(contactId, digits);
    },
    async hangUp(contactId) {
      if (calls.has(contactId)) await callers.hangUp(contactId);
    },
    onEnded(contactId, listener) {
      const call = calls.get(contactId);
      if (call) call.listener = listener;
      else listener();
    },
  };
}
