/** How contacts begin and end. */
import type { ContactId } from '../../core/ids';
import { agentChanged } from './agents';
import { type Centre, type Chain, type Channel, type Contact, type DisconnectReason, waitSeconds } from './centre';
import { sendContactEvent } from './contact-events';
import { stopCriteria } from './criteria-clock';
import { loseOffer } from './offers';
import { storeRecording } from './recordings';

/** What a contact begins with; null where its kind has no such thing. */
export interface NewContact {
  readonly channel: Channel;
  readonly initiationMethod: 'INBOUND' | 'OUTBOUND' | 'API';
  readonly customer: string | null;
  readonly system: string | null;
  readonly relatedId: ContactId | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Makes the first segment of a chain, still silent. */
export function createContact(centre: Centre, given: NewContact): Contact {
  const { attributes, ...rest } = given;
  const now = centre.scheduler.now();
  const id = centre.ids.next('contact');
  const chain: Omit<Chain, 'current'> = {
    initialId: id,
    attributes: new Map(attributes),
    tags: new Map(),
    queueHook: null,
    firstQueueHook: null,
    firstQueuedAt: null,
    foundClosed: false,
    recordingAsked: false,
    keypad: { typed: '', buffering: false, listener: null },
    loops: new Map(),
    watch: null,
  };
  const contact: Contact = {
    ...rest,
    id,
    arn: `${centre.instance.arn}/contact/${id}`,
    chain: chain as Chain,
    previousId: null,
    initiatedAt: now,
    phase: 'flow',
    targetQueue: null,
    queued: null,
    priority: 5,
    ageAdjustmentSeconds: 0,
    written: null,
    criteria: null,
    offer: null,
    owner: null,
    answered: null,
    clearedAt: null,
    recording: null,
    speaking: null,
    disconnected: null,
    updatedAt: now,
    stopFlow: null,
  };
  contact.chain.current = contact;
  centre.contacts.set(id, contact);
  return contact;
}

/** How an own call shows on the softphone that never was answered. */
const unanswered = { 'no-answer': 'MISSED', 'hung-up': 'ERROR' } as const;

/** Ends a contact in whatever state it is; harmless once it has ended. `how`: of an agent's own call that was not answered. */
export function endContact(
  centre: Centre,
  contact: Contact,
  reason: DisconnectReason,
  how: keyof typeof unanswered = 'no-answer',
): void {
  if (contact.phase === 'ended') return;
  const now = centre.scheduler.now();
  contact.stopFlow?.();
  stopCriteria(contact);
  centre.waiting.delete(contact);
  centre.activeCalls.delete(contact.chain);
  contact.phase = 'ended';
  contact.disconnected = { at: now, reason };
  contact.updatedAt = now;
  const ringing = loseOffer(centre, contact);
  if (contact.initiationMethod === 'OUTBOUND') tellOwnCall(centre, contact);
  else if (contact.channel === 'VOICE') tellOutcome(centre, contact, reason, ringing?.id ?? null);
  else if (contact.queued === null && contact.owner === null) tellTaskWithoutQueue(centre, contact);
  const agent = contact.answered?.agent ?? contact.owner;
  const entry = agent?.contacts.find((listed) => listed.contact === contact);
  if (entry) {
    entry.state = contact.answered ? 'ENDED' : unanswered[how];
    entry.since = now;
  }
  const changed = ringing ?? agent;
  if (changed) agentChanged(centre, changed);
  storeRecording(centre, contact);
  sendContactEvent(centre, contact, 'DISCONNECTED');
  if (!contact.answered) sendContactEvent(centre, contact, 'COMPLETED');
}

function tellOutcome(centre: Centre, contact: Contact, reason: DisconnectReason, ringing: string | null): void {
  const { answered, chain, id: contactId } = contact;
  if (answered) centre.emit({ type: 'contact.ended', contactId, userId: answered.agent.id });
  else if (chain.recordingAsked) {
    // The caller leaves a message while an agent is being rung: the wait is not abandoned, and the ring is over.
    if (ringing !== null) centre.emit({ type: 'contact.missed', contactId, userId: ringing, withdrawn: true });
  } else if (reason === 'CUSTOMER_DISCONNECT') {
    centre.emit({ type: 'contact.abandoned', contactId, userId: ringing, waitSeconds: waitSeconds(centre, chain) });
  } else {
    const why = chain.foundClosed && chain.firstQueuedAt === null ? 'closed-hours' : 'flow-ended';
    centre.emit({ type: 'contact.refused', contactId, why, ...(ringing !== null && { userId: ringing }) });
  }
}

function tellOwnCall(centre: Centre, { id: contactId, owner, answered }: Contact): void {
  if (owner) centre.emit({ type: 'callout.ended', contactId, userId: owner.id, answered: answered !== null });
}

function tellTaskWithoutQueue(centre: Centre, contact: Contact): void {
  const attributes = Object.fromEntries(contact.chain.attributes);
  centre.emit({ type: 'task.created', contactId: contact.id, queueArn: null, attributes });
}
