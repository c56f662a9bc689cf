import { type AgentContact, type AgentObservation, type AgentRecord, isRefused, isRinging } from '../agent/agent';
import type { ContactCentre, ContactFacts } from '../connect/ports';
import { type Directory, groupOfQueue } from '../group/directory';
import { type AgentId, type ContactId, callOf } from '../ids';
import type { CallRecord } from './call-record';
import type { CallStore } from './ports';

/** Calls of our queues on an agent's softphone. */
export const customerContacts = (contacts: readonly AgentContact[], directory: Directory): readonly AgentContact[] =>
  contacts.filter(
    (contact) => contact.channel === 'VOICE' && contact.queueId !== null && groupOfQueue(directory, contact.queueId),
  );

/** The state in which an agent's record or observation lists a contact; `null` when it does not. */
export const stateIn = (record: Pick<AgentObservation, 'contacts'> | null, contactId: ContactId) =>
  record?.contacts.find((contact) => contact.contactId === contactId)?.state ?? null;

/** The end of a ring whose call waits no more. */
export interface EndedCall {
  /** What Connect says of the contact; `null` when it knows none of that id. */
  readonly facts: ContactFacts | null;
  /** The agent refused before the caller left or was answered: what the caller did afterwards does not matter. */
  readonly refusedFirst: boolean;
}

/**
 * A caller who hangs up takes the ring away in the same moment, but the stream of agent events and DescribeContact take
 * their times from clocks of their own: a refusal that is not earlier than this before the end was caused by it.
 */
const sameMomentMs = 5;

/**
 * A call that somebody else answered did not ring this agent any more, so a refusal came first whatever its time. When a ring
 * that vanished ended is not known.
 */
function refusedFirst(contact: AgentContact, agentId: AgentId, facts: ContactFacts | null): boolean {
  if (facts === null || !isRefused(contact)) return false;
  if (facts.connectedToAgentAt !== null) return facts.agentId !== agentId;
  return facts.disconnectedAt !== null && contact.since < facts.disconnectedAt - sameMomentMs;
}

/**
 * REJECTED says "declined" or "the caller hung up while ringing", and a ring that vanished could be either, too. Connect knows:
 * answers those whose call waits no more, with what Connect says of it and what came first. Where more refuse at once than
 * Connect lets us ask about, our own record tells whether an event has ended the call.
 */
export async function ringsThatEnded(
  ports: { readonly centre: Pick<ContactCentre, 'tryDescribe'>; readonly calls: Pick<CallStore, 'load'> },
  known: Pick<AgentRecord, 'contacts'> | null,
  observation: Pick<AgentObservation, 'agentId' | 'contacts'>,
  directory: Directory,
): Promise<ReadonlyMap<ContactId, EndedCall>> {
  const doubtful = [
    ...customerContacts(observation.contacts, directory).filter(
      (contact) => contact.state === 'REJECTED' && stateIn(known, contact.contactId) !== 'REJECTED',
    ),
    ...vanishedRings(known, observation, directory),
  ];
  const ended = new Map<ContactId, EndedCall>();
  for (const contact of doubtful) {
    const facts = await ports.centre.tryDescribe(contact.contactId);
    if (facts === 'throttled') {
      const call = await ports.calls.load(callOf(contact.contactId));
      if (call !== null && call.state !== 'waiting') ended.set(call.callId, { facts: null, refusedFirst: false });
    } else if (waitsNoMore(facts))
      ended.set(contact.contactId, { facts, refusedFirst: refusedFirst(contact, observation.agentId, facts) });
  }
  return ended;
}

/** Connect knows no such contact, or one that was answered or is over: nobody waits in it. */
export const waitsNoMore = (facts: ContactFacts | null): boolean =>
  facts === null || facts.disconnectedAt !== null || facts.connectedToAgentAt !== null;

/** Whether an agent has taken the contact, as Connect has it now; `null`: Connect does not know it any more. */
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
