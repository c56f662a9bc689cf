/** Connect's own routing: which waiting contact is offered to which agent (docs/amazon-connect.md#connects-own-order). */
import { freeSlots } from './agent-events';
import { hasMissed } from './agents';
import { type Agent, type Centre, type Channel, type Contact, lastSegment } from './centre';
import { matches } from './criteria';
import { activeStep } from './criteria-clock';
import { offer } from './offers';

/**
 * Offers every waiting contact it can. An agent's best contact is the one of the queue with the best priority in their
 * profile, then by contact priority, then the oldest; a contact goes to the one who has waited longest by the timer of
 * their profile, and on a tie to the lower username.
 */
export function routeWaitingContacts(centre: Centre): void {
  for (const channel of ['VOICE', 'TASK'] as const) {
    const contacts = [...centre.waiting].filter((contact) => contact.channel === channel && !contact.offer);
    if (contacts.length === 0) continue;
    const agents = [...centre.agents.values()].filter((agent) => isRoutable(agent, channel));
    if (agents.length === 0) continue;
    contacts.sort(byPlace);
    routeChannel(centre, channel, contacts, agents.sort(byAvailability));
  }
}

function routeChannel(centre: Centre, channel: Channel, contacts: Contact[], agents: Agent[]): void {
  for (;;) {
    const best = new Map<Contact, Agent>();
    for (const agent of agents) {
      const contact = bestContact(centre, agent, channel, contacts);
      if (contact && !best.has(contact)) best.set(contact, agent);
    }
    const next = contacts.find((contact) => best.has(contact));
    const agent = next && best.get(next);
    if (!next || !agent) return;
    contacts.splice(contacts.indexOf(next), 1);
    agents.splice(agents.indexOf(agent), 1);
    offer(centre, next, agent);
  }
}

function bestContact(centre: Centre, agent: Agent, channel: Channel, contacts: readonly Contact[]): Contact | null {
  let best: Contact | null = null;
  let bestPriority = Number.POSITIVE_INFINITY;
  for (const contact of contacts) {
    const priority = queuePriority(centre, agent, channel, contact);
    if (priority === null || priority >= bestPriority) continue;
    const step = activeStep(contact);
    if (step && !matches(step.expression, agent)) continue;
    best = contact;
    bestPriority = priority;
  }
  return best;
}

/** The priority of a contact's queue in an agent's profile; null where it does not serve the queue, or not yet. */
function queuePriority(centre: Centre, agent: Agent, channel: Channel, contact: Contact): number | null {
  if (!contact.queued) return null;
  const { queue, at } = contact.queued;
  const entry = agent.profile.queues.find(
    (served) => lastSegment(served.queueId) === queue.id && served.channel === channel,
  );
  if (!entry || centre.scheduler.now() < at + entry.delaySeconds * 1000) return null;
  return entry.priority;
}

/** Available, with no next status, a free slot, and no missed call in the way. A listed call takes its slot in any state. */
function isRoutable(agent: Agent, channel: Channel): boolean {
  return (
    agent.loggedIn &&
    agent.status.type === 'ROUTABLE' &&
    agent.next === null &&
    !hasMissed(agent) &&
    !isKeptAlone(agent, channel) &&
    freeSlots(agent, channel) > 0
  );
}

/** With a contact of another channel that is not to be disturbed. */
const isKeptAlone = (agent: Agent, channel: Channel): boolean =>
  agent.profile.concurrency.some(
    (entry) =>
      entry.alone === true &&
      entry.channel !== channel &&
      agent.contacts.some(({ contact }) => contact.channel === entry.channel),
  );

function byPlace(a: Contact, b: Contact): number {
  return a.priority - b.priority || routingAgeFrom(a) - routingAgeFrom(b);
}

const routingAgeFrom = ({ queued, ageAdjustmentSeconds }: Contact): number =>
  (queued?.at ?? Number.POSITIVE_INFINITY) - ageAdjustmentSeconds * 1000;

function byAvailability(a: Agent, b: Agent): number {
  return availableFrom(a) - availableFrom(b) || (a.username < b.username ? -1 : 1);
}

const availableFrom = (agent: Agent): number =>
  agent.profile.availabilityTimer === 'TIME_SINCE_LAST_INBOUND' ? agent.lastInboundAt : agent.lastActivityAt;
