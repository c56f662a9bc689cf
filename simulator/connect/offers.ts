/** A contact ringing at an agent: from the offer to one of answer, miss, decline, withdrawal, or the caller's leaving. */
import { agentChanged } from './agents';
import { type Agent, type AgentContact, type Centre, type Contact, type Offer, waitSeconds } from './centre';
import { sendContactEvent } from './contact-events';

/** How long an agent has to accept; fixed by the platform (docs/amazon-connect.md#a-voice-offer). */
export const ringSeconds = { VOICE: 20, TASK: 30 } as const;

/** The contact rings the agent from now on, for `ringSeconds` of its channel at most (docs/amazon-connect.md#a-voice-offer). */
export function offer(centre: Centre, contact: Contact, agent: Agent): void {
  const now = centre.scheduler.now();
  contact.offer = {
    agent,
    startedAt: now,
    timer: centre.scheduler.after(ringSeconds[contact.channel] * 1000, () => ringOut(centre, contact)),
    criteria: contact.criteria,
    stepIndex: contact.criteria?.index ?? 0,
  };
  agent.contacts.push({ contact, state: 'CONNECTING', since: now, connectedAt: null });
  const fact = contact.channel === 'VOICE' ? 'contact.ringing' : 'task.offered';
  centre.emit({ type: fact, contactId: contact.id, userId: agent.id });
  agentChanged(centre, agent);
}

/** The agent takes it: the contact leaves the queue and its queue flow stops. */
export function accept(centre: Centre, agent: Agent, contact: Contact): void {
  const entry = endOffer(centre, contact, 'CONNECTED', agent);
  const now = centre.scheduler.now();
  entry.connectedAt = now;
  contact.phase = 'connected';
  contact.answered = { agent, at: now };
  contact.updatedAt = now;
  centre.waiting.delete(contact);
  contact.stopFlow?.();
  if (contact.criteria) {
    contact.criteria.timer?.cancel();
    contact.criteria.joined = true;
  }
  if (contact.channel === 'VOICE') {
    const seconds = waitSeconds(centre, contact.chain);
    centre.emit({ type: 'contact.answered', contactId: contact.id, userId: agent.id, waitSeconds: seconds });
  }
  agentChanged(centre, agent);
  sendContactEvent(centre, contact, 'CONNECTED_TO_AGENT');
}

/** The agent declines; the contact stays in the queue and the agent in its pool (docs/amazon-connect.md#misses-and-declines). */
export function decline(centre: Centre, agent: Agent, contact: Contact): void {
  endOffer(centre, contact, 'REJECTED', agent);
  if (contact.channel === 'VOICE') {
    centre.emit({ type: 'contact.declined', contactId: contact.id, userId: agent.id, withdrawn: false });
  }
  agentChanged(centre, agent);
}

/**
 * A step's expiry takes the ring away: a miss that leaves nothing on the softphone, so that nobody is parked for it
 * (docs/scenarios.md#platform).
 */
export function withdrawOffer(centre: Centre, contact: Contact): void {
  miss(centre, contact, true);
}

/**
 * The contact ends while ringing: REJECTED, as after a decline (docs/amazon-connect.md#misses-and-declines). Returns who was
 * ringing.
 */
export function loseOffer(centre: Centre, contact: Contact): Agent | null {
  const agent = contact.offer?.agent ?? null;
  if (agent) endOffer(centre, contact, 'REJECTED', agent);
  return agent;
}

function ringOut(centre: Centre, contact: Contact): void {
  miss(centre, contact, false);
}

function miss(centre: Centre, contact: Contact, withdrawn: boolean): void {
  const agent = contact.offer?.agent;
  if (!agent) return;
  const entry = endOffer(centre, contact, 'MISSED', agent);
  if (withdrawn) agent.contacts.splice(agent.contacts.indexOf(entry), 1);
  if (contact.channel === 'VOICE')
    centre.emit({ type: 'contact.missed', contactId: contact.id, userId: agent.id, withdrawn });
  agentChanged(centre, agent);
}

function endOffer(centre: Centre, contact: Contact, state: AgentContact['state'], agent: Agent): AgentContact {
  const current: Offer | null = contact.offer;
  const entry = agent.contacts.find((listed) => listed.contact === contact && listed.state === 'CONNECTING');
  if (current?.agent !== agent || !entry) {
    throw new Error(
      `contact ${contact.id} is not ringing at agent ${agent.username}; it is ${current ? 'ringing elsewhere' : contact.phase}`,
    );
  }
  current.timer.cancel();
  contact.offer = null;
  entry.state = state;
  entry.since = centre.scheduler.now();
  centre.requestRouting();
  return entry;
}
