import type { Centre, Contact } from './centre';

/**
 * Ends the segment in which a contact was, and makes the one in which its caller goes on, in a flow and in no queue yet.
 * `own`: what else the new one does not take over.
 */
export function nextSegment(
  centre: Centre,
  contact: Contact,
  own: Pick<Contact, 'initiationMethod'> & Partial<Contact>,
): Contact {
  const now = centre.scheduler.now();
  contact.phase = 'ended';
  contact.disconnected = { at: now, reason: null };
  const id = centre.ids.next('contact');
  const segment: Contact = {
    ...contact,
    id,
    arn: `${centre.instance.arn}/contact/${id}`,
    previousId: contact.id,
    initiatedAt: now,
    phase: 'flow',
    queued: null,
    criteria: null,
    recording: null,
    disconnected: null,
    stopFlow: null,
    ...own,
  };
  contact.chain.current = segment;
  centre.contacts.set(id, segment);
  return segment;
}
