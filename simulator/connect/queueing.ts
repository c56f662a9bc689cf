/** Contacts entering, leaving and changing queues, and their place in them. */
import { type Centre, type Chain, type Contact, lastSegment, whenStill } from './centre';
import { sendContactEvent } from './contact-events';
import { startCriteria, stopCriteria } from './criteria-clock';
import type { Flow, Queue } from './instance';
import { stopBuffering } from './keypad';
import { nextSegment } from './next-segment';
import { storeRecording } from './recordings';

/**
 * How long a change of priority or age takes to bite on a queued contact (docs/amazon-connect.md#flow-actions,
 * UpdateContactRoutingBehavior).
 */
const PRIORITY_DELAY_MS = 60_000;

/** Puts a contact into a queue. Criteria written before start now. */
export function enqueue(centre: Centre, contact: Contact, queue: Queue): void {
  const now = centre.scheduler.now();
  const { chain } = contact;
  contact.phase = 'queued';
  contact.targetQueue = queue;
  contact.queued = { queue, at: now };
  contact.updatedAt = now;
  if (chain.firstQueuedAt === null) {
    chain.firstQueuedAt = now;
    chain.firstQueueHook = chain.queueHook;
  }
  centre.waiting.add(contact);
  stopBuffering(chain);
  if (contact.channel === 'VOICE') {
    centre.emit({
      type: 'contact.queued',
      contactId: contact.id,
      initialContactId: chain.initialId,
      queueArn: queue.arn,
    });
  } else {
    centre.emit({
      type: 'task.created',
      contactId: contact.id,
      queueArn: queue.arn,
      attributes: Object.fromEntries(chain.attributes),
    });
  }
  sendContactEvent(centre, contact, 'QUEUED');
  for (const delaySeconds of delaysOf(centre, queue)) {
    whenStill(centre, delaySeconds * 1000, () => contact.phase === 'queued', centre.requestRouting);
  }
  startCriteria(centre, contact, contact.written);
}

/**
 * Moves a waiting contact to another queue as a new segment of the same chain; criteria go along and start again
 * (docs/amazon-connect.md#routing-criteria). Not possible while somebody is ringing (docs/amazon-connect.md#leaving-a-queue):
 * null then.
 */
export function moveToQueue(centre: Centre, contact: Contact, queue: Queue): Contact | null {
  if (contact.phase !== 'queued' || contact.offer) return null;
  contact.stopFlow?.();
  stopCriteria(contact);
  centre.waiting.delete(contact);
  const segment = nextSegment(centre, contact, { initiationMethod: 'QUEUE_TRANSFER', offer: null });
  centre.emit({ type: 'contact.dequeued', contactId: contact.id, newContactId: segment.id, queueArn: queue.arn });
  sendContactEvent(centre, segment, 'INITIATED');
  enqueue(centre, segment, queue);
  storeRecording(centre, contact);
  sendContactEvent(centre, contact, 'DISCONNECTED');
  sendContactEvent(centre, contact, 'COMPLETED');
  return segment;
}

/** The queue flow a contact runs once queued; which hook a moved contact has is a switch (docs/scenarios.md#platform). */
export function queueFlowOf(centre: Centre, contact: Contact): Flow | null {
  const { firstQueueHook, queueHook }: Chain = contact.chain;
  const moved = contact.initiationMethod === 'QUEUE_TRANSFER';
  return moved && centre.switches.queueHookOnDequeue === 'inherited' ? firstQueueHook : queueHook;
}

/** Changes priority or age: at once before the queue, a minute later in it. */
export function changePlace(
  centre: Centre,
  contact: Contact,
  change: { readonly priority?: number; readonly ageAdjustmentSeconds?: number },
): void {
  const apply = () => {
    contact.priority = change.priority ?? contact.priority;
    contact.ageAdjustmentSeconds = change.ageAdjustmentSeconds ?? contact.ageAdjustmentSeconds;
    centre.requestRouting();
  };
  if (contact.phase === 'queued') whenStill(centre, PRIORITY_DELAY_MS, () => contact.phase === 'queued', apply);
  else apply();
}

function delaysOf(centre: Centre, queue: Queue): Set<number> {
  const delays = new Set<number>();
  for (const profile of centre.instance.setup.routingProfiles) {
    for (const entry of profile.queues) {
      if (lastSegment(entry.queueId) === queue.id && entry.delaySeconds > 0) delays.add(entry.delaySeconds);
    }
  }
  return delays;
}
