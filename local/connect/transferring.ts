/** An agent sends the caller on to another queue, by a quick connect, and leaves the call. */
import { agentChanged } from './agents';
import type { Agent, Centre, Contact } from './centre';
import { sendContactEvent } from './contact-events';
import { runFlow } from './flow-interpreter';

/**
 * The caller goes on as a new segment of the same chain, attributes and all, in the flow of the quick connect; for the
 * agent the call is over. Throws where no quick connect leads to the queue.
 */
export async function transfer(centre: Centre, agent: Agent, contact: Contact, queueId: string): Promise<void> {
  const queue = centre.instance.queue(queueId);
  const quickConnect = centre.instance.setup.quickConnects?.find(({ queueArn }) => queueArn === queue?.arn);
  const flow = quickConnect && centre.instance.flow(quickConnect.flowArn);
  if (!queue || !flow) throw new Error(`no quick connect leads to queue ${queueId}, so nobody can be sent there`);
  if (flow.type !== 'QUEUE_TRANSFER') {
    throw new Error(`the flow ${flow.name} of a quick connect is of type ${flow.type}; QUEUE_TRANSFER would be right`);
  }
  const entry = agent.contacts.find((listed) => listed.contact === contact && listed.state === 'CONNECTED');
  if (!entry) throw new Error(`contact ${contact.id} is not connected to agent ${agent.username}`);
  const now = centre.scheduler.now();
  const { chain } = contact;
  contact.phase = 'ended';
  contact.disconnected = { at: now, reason: null };
  contact.updatedAt = now;
  entry.state = 'ENDED';
  entry.since = now;
  const id = centre.ids.next('contact');
  const segment: Contact = {
    ...contact,
    id,
    arn: `${centre.instance.arn}/contact/${id}`,
    previousId: contact.id,
    initiationMethod: 'TRANSFER',
    initiatedAt: now,
    phase: 'flow',
    targetQueue: null,
    queued: null,
    priority: 5,
    ageAdjustmentSeconds: 0,
    written: null,
    criteria: null,
    answered: null,
    clearedAt: null,
    recording: null,
    speaking: null,
    disconnected: null,
    stopFlow: null,
  };
  chain.current = segment;
  chain.firstQueuedAt = null;
  chain.firstQueueHook = null;
  chain.foundClosed = false;
  centre.contacts.set(id, segment);
  centre.emit({ type: 'contact.ended', contactId: contact.id, userId: agent.id, sentOnAs: id });
  centre.emit({ type: 'contact.transferred', contactId: contact.id, newContactId: id, queueArn: queue.arn });
  agentChanged(centre, agent);
  sendContactEvent(centre, segment, 'INITIATED');
  sendContactEvent(centre, contact, 'DISCONNECTED');
  await runFlow(centre, segment, flow);
}
