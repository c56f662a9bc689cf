/** What agents take in hand by themselves: calls they place, and tasks they pick up. */
import { agentChanged, voiceContacts } from './agents';
import { type Agent, type AgentContact, type Centre, type Contact, whenStill } from './centre';
import { sendContactEvent } from './contact-events';
import { createContact, endContact } from './ending';

/** How an agent's own call ends for the customer: `hung-up` while the outbound whisper plays, before they are joined. */
export type OwnCallOutcome = 'answered' | 'no-answer' | 'hung-up';

/** How long a customer is rung. */
const ringMs = 10_000;

/**
 * An agent calls a customer over the default outbound queue of their profile, in whatever status but Offline, if they have no
 * other call on the softphone, and the quota of calls allows it. `null`: they cannot. Connect lets agents call from any status and
 * returns them to it (aws.amazon.com/about-aws/whats-new/2020/08, "returns agents to their previous status").
 */
export function callOut(
  centre: Centre,
  agent: Agent,
  call: { readonly outcome: OwnCallOutcome; readonly talkSeconds: number },
): Contact | null {
  const free = agent.loggedIn && agent.status.type !== 'OFFLINE' && agent.next === null;
  if (!free || voiceContacts(agent).length > 0 || centre.activeCalls.size >= centre.concurrentCalls) return null;
  const contact = begin(centre, agent, 'VOICE', 'CONNECTING');
  centre.activeCalls.add(contact.chain);
  centre.emit({ type: 'callout.started', contactId: contact.id, userId: agent.id });
  agentChanged(centre, agent);
  whenStill(
    centre,
    ringMs,
    () => contact.phase !== 'ended',
    () => {
      if (call.outcome !== 'answered') return endContact(centre, contact, 'CUSTOMER_DISCONNECT', call.outcome);
      connect(centre, agent, contact);
      whenStill(
        centre,
        call.talkSeconds * 1000,
        () => contact.phase === 'connected',
        () => endContact(centre, contact, 'CUSTOMER_DISCONNECT'),
      );
    },
  );
  return contact;
}

/** A task that was given to the agent and no queue: in hand from now on. `null`: only an agent who is Available takes one. */
export function takeTask(centre: Centre, agent: Agent): Contact | null {
  if (!agent.loggedIn || agent.status.type !== 'ROUTABLE' || agent.next !== null) return null;
  const contact = begin(centre, agent, 'TASK', 'CONNECTED');
  connect(centre, agent, contact);
  return contact;
}

function begin(centre: Centre, agent: Agent, channel: 'VOICE' | 'TASK', state: AgentContact['state']): Contact {
  const contact = createContact(centre, {
    channel,
    initiationMethod: channel === 'VOICE' ? 'OUTBOUND' : 'API',
    customer: channel === 'VOICE' ? '+15550100' : null,
    system: null,
    relatedId: null,
    name: channel === 'VOICE' ? null : 'A task of their own',
    description: null,
    attributes: new Map(),
  });
  agent.contacts.push({ contact, state, since: centre.scheduler.now(), connectedAt: null });
  contact.owner = agent;
  sendContactEvent(centre, contact, 'INITIATED');
  return contact;
}

function connect(centre: Centre, agent: Agent, contact: Contact): void {
  const entry = agent.contacts.find((listed) => listed.contact === contact);
  if (!entry) return;
  const now = centre.scheduler.now();
  entry.state = 'CONNECTED';
  entry.since = now;
  entry.connectedAt = now;
  contact.phase = 'connected';
  contact.answered = { agent, at: now };
  contact.updatedAt = now;
  agentChanged(centre, agent);
  sendContactEvent(centre, contact, 'CONNECTED_TO_AGENT');
}
