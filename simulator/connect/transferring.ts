/** An agent sends the caller on to another queue, by a quick connect, and leaves the call. */
import type { QueueId } from '../../core/ids';
import { agentChanged } from './agents';
import type { Agent, Centre, Contact } from './centre';
import { sendContactEvent } from './contact-events';
import { runFlow } from './flow-interpreter';
import { nextSegment } from './next-segment';

/**
 * The caller goes on as a new segment of the same chain, attributes and all, in the flow of the quick connect; for the
 * agent the call is over. Throws where no quick connect leads to the queue.
 */
export async function transfer(centre: Centre, agent: Agent, contact: Contact, queueId: QueueId): Promise<void> {
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
  contact.updatedAt = now;
  entry.state = 'ENDED';
  entry.since = now;
  const segment = nextSegment(centre, contact, {
    initiationMethod: 'TRANSFER',
    targetQueue: null,
    priority: 5,
    ageAdjustmentSeconds: 0,
    written: null,
    answered: null,
    clearedAt: null,
    speaking: null,
  });
  const { id } = segment;
  chain.firstQueuedAt = null;
  chain.firstQueueHook = null;
  chain.foundClosed = false;
  centre.emit({ type: 'contact.ended', contactId: contact.id, userId: agent.id, sentOnAs: id });
  centre.emit({ type: 'contact.transferred', contactId: contact.id, newContactId: id, queueArn: queue.arn });
  agentChanged(centre, agent);
  sendContactEvent(centre, segment, 'INITIATED');
  sendContactEvent(centre, contact, 'DISCONNECTED');
  await runFlow(centre, segment, flow);
}
