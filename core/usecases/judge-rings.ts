import { type AgentContact, type AgentObservation, type AgentRecord, isRinging } from '../domain/agent';
import type { CallRecord } from '../domain/call';
import { type Directory, groupOfQueue } from '../domain/directory';
import type { ContactCentre, ContactFacts } from '../ports';

/** Calls of our queues on an agent's softphone. */
export const customerContacts = (contacts: readonly AgentContact[], directory: Directory): readonly AgentContact[] =>
  contacts.filter(
    (contact) => contact.channel === 'VOICE' && contact.queueId !== null && groupOfQueue(directory, contact.queueId),
  );

/** The state in which an agent's record or observation lists a contact; `null` when it does not. */
export const stateIn = (record: Pick<AgentObservation, 'contacts'> | null, contactId: string) =>
  record?.contacts.find((contact) => contact.contactId === contactId)?.state ?? null;

/**
 * REJECTED says "declined" or "the caller hung up while ringing"; a ring that vanished says as little. Connect knows:
 * answers those whose call waits no more, with what Connect says of it.
 */
export async function ringsThatEnded(
  ports: { readonly centre: Pick<ContactCentre, 'describe'> },
  known: Pick<AgentRecord, 'contacts'> | null,
  observation: Pick<AgentObservation, 'contacts'>,
  directory: Directory,
): Promise<ReadonlyMap<string, ContactFacts | null>> {
  const doubtful = [
    ...customerContacts(observation.contacts, directory).filter(
      (contact) => contact.state === 'REJECTED' && stateIn(known, contact.contactId) !== 'REJECTED',
    ),
    ...vanishedRings(known, observation, directory),
  ];
  const ended = new Map<string, ContactFacts | null>();
  for (const { contactId } of doubtful) {
    const facts = await ports.centre.describe(contactId);
    if (facts === null || facts.disconnectedAt !== null || facts.connectedToAgentAt !== null)
      ended.set(contactId, facts);
  }
  return ended;
}

export const isAnswered = (facts: ContactFacts | null): facts is ContactFacts =>
  facts !== null && facts.connectedToAgentAt !== null;

/** Contacts that rang by our record and are not listed any more, so that nobody told us how the ring ended. */
export const vanishedRings = (
  known: Pick<AgentRecord, 'contacts'> | null,
  observation: Pick<AgentObservation, 'contacts'>,
  directory: Directory,
): readonly AgentContact[] =>
  customerContacts(known?.contacts ?? [], directory).filter(
    (contact) => isRinging(contact) && stateIn(observation, contact.contactId) === null,
  );

/** What a ring that came to nothing counts as; one nobody told us the end of counts as missed. */
export const howRefused = (contact: AgentContact) => (contact.state === 'REJECTED' ? 'declined' : 'missed');

/** A ring as our record of the call has it, in the shape of a softphone's. */
export const ringOf = (call: CallRecord): AgentContact => ({
  contactId: call.callId,
  initialContactId: call.initialContactId,
  channel: 'VOICE',
  state: 'CONNECTING',
  since: call.ringing?.since ?? call.queuedAt,
  ownCall: false,
  queueId: call.queueId,
  queuedAt: call.queuedAt,
});
