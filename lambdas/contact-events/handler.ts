import { type ObserveContactPorts, observeContact } from '../../core/events/observe-contact';
import { parseContactEvent } from '../../core/offering/contact-event';
import { type NoteEndedWaitPorts, noteEndedWait } from '../../core/service-level/note-ended-wait';
import { noteLost } from '../shared/lost-parts';
import type { FailureLog } from '../shared/middleware';
import { onceDeployed } from '../shared/once-deployed';

export interface ContactEventsPorts extends ObserveContactPorts, NoteEndedWaitPorts {
  readonly failures: FailureLog;
}

/** Takes in one contact event from EventBridge. One nobody can use is counted, and not delivered again. */
export const makeHandler =
  (ports: ContactEventsPorts) =>
  async (event: unknown): Promise<void> => {
    const parsed = parseContactEvent(event);
    switch (parsed.kind) {
      case 'event':
        noteLost(ports, 'a contact event', parsed.lost, { contactId: parsed.event.contactId });
        await onceDeployed(ports.failures, `${parsed.event.eventType} of ${parsed.event.contactId}`, async () => {
          await observeContact(ports, parsed.event);
          await noteEndedWait(ports, parsed.event);
        });
        return;
      case 'unknown-type':
        ports.decisions.record({
          type: 'input.ignored',
          why: 'unknown-type',
          reason: `contact events of type ${parsed.eventType} are not known here`,
          inputs: { eventType: parsed.eventType },
        });
        return;
      case 'malformed':
        ports.decisions.record({
          type: 'input.ignored',
          why: 'malformed',
          reason: `a contact event cannot be read: ${parsed.problems.join('; ')}`,
          inputs: { problems: parsed.problems },
        });
    }
  };
