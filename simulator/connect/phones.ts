import type { ContactId } from '../../core/ids';
import type { Centre, Contact } from './centre';
import { sendContactEvent } from './contact-events';
import { createContact, endContact } from './ending';
import { runFlow } from './flow-interpreter';
import { pressKeys } from './keypad';
import type { SimulatedConnect } from './world';

/** What callers do. */
export function createPhones(centre: Centre): SimulatedConnect['callers'] {
  const current = (contactId: ContactId): Contact => {
    const contact = centre.contacts.get(contactId);
    if (!contact) throw new Error(`there is no contact ${contactId} in the simulated Connect`);
    return contact.chain.current;
  };
  return {
    async dial(e164, from) {
      const number = centre.instance.setup.numbers.find((known) => known.e164 === e164);
      const flow = number && centre.numberFlows.get(number.id);
      if (!number || !flow) {
        throw new Error(
          `${e164} cannot be dialled: ${number ? 'no flow is associated with it' : 'the instance has no such number'}`,
        );
      }
      const contact = createContact(centre, {
        channel: 'VOICE',
        initiationMethod: 'INBOUND',
        customer: from,
        system: e164,
        relatedId: null,
        name: null,
        description: null,
        attributes: new Map(),
      });
      centre.emit({ type: 'contact.arrived', contactId: contact.id, from, to: e164 });
      if (centre.activeCalls.size >= centre.concurrentCalls) {
        // The carrier gets busy: Connect makes no contact of it, so no event and no flow.
        contact.phase = 'ended';
        centre.emit({ type: 'contact.refused', contactId: contact.id, why: 'concurrent-calls' });
        return contact.id;
      }
      centre.activeCalls.add(contact.chain);
      sendContactEvent(centre, contact, 'INITIATED');
      sendContactEvent(centre, contact, 'CONNECTED_TO_SYSTEM');
      await runFlow(centre, contact, flow);
      return contact.id;
    },
    enter(contactId, keys) {
      if (!/^[0-9*#]+$/.test(keys))
        throw new Error(`${JSON.stringify(keys)} cannot be typed on a phone; keys are 0 to 9, * and #`);
      pressKeys(current(contactId), keys);
    },
    hangUp: async (contactId) => endContact(centre, current(contactId), 'CUSTOMER_DISCONNECT'),
    speak(contactId, seconds) {
      const now = centre.scheduler.now();
      current(contactId).speaking = { from: now, to: now + seconds * 1000 };
    },
    currentSegment: (contactId) => current(contactId).id,
  };
}
