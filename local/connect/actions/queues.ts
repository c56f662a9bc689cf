/** Queues, routing criteria and the end of a contact. */
import { CriteriaProblem, readCriteria } from '../criteria';
import { writeCriteria } from '../criteria-clock';
import { endContact } from '../ending';
import { changePlace, enqueue, moveToQueue } from '../queueing';
import { type ActionHandler, allowParameters, fail, next, noMatchingError, parameter } from './action';
import { resolve, resourceParameter, wholeParameter } from './references';

const updateTargetQueue: ActionHandler = (context) => {
  allowParameters(context, ['QueueId']);
  const queue = resourceParameter(context, 'QueueId', 'queue', context.centre.instance.queue);
  if (!queue) return noMatchingError;
  context.contact.targetQueue = queue;
  return next;
};

/** Queues have no limit here, so QueueAtCapacity never happens. */
const transferToQueue: ActionHandler = (context) => {
  allowParameters(context, []);
  const { centre, contact, execution } = context;
  if (execution.flow.type === 'CUSTOMER_QUEUE')
    fail(
      context,
      'TransferContactToQueue is not allowed in a queue flow; DequeueContactAndTransferToQueue would be right',
    );
  if (!contact.targetQueue) return noMatchingError;
  enqueue(centre, contact, contact.targetQueue);
  return { go: 'queue-flow', contact };
};

/** Refused while somebody is ringing: the error branch (CONNECT.md 1.4). */
const dequeueAndTransfer: ActionHandler = (context) => {
  allowParameters(context, ['QueueId']);
  const { centre, contact, execution } = context;
  if (execution.flow.type !== 'CUSTOMER_QUEUE')
    fail(
      context,
      `DequeueContactAndTransferToQueue is allowed in queue flows only, not in one of type ${execution.flow.type}`,
    );
  const queue = resourceParameter(context, 'QueueId', 'queue', centre.instance.queue);
  const segment = queue && moveToQueue(centre, contact, queue);
  return segment ? { go: 'queue-flow', contact: segment } : noMatchingError;
};

/** Criteria that are not valid take the error branch. */
const updateRoutingCriteria: ActionHandler = (context) => {
  allowParameters(context, ['RoutingCriteria']);
  const { centre, contact } = context;
  const { predefinedAttributes } = centre.instance.setup;
  try {
    const given = resolve(context, parameter(context, 'RoutingCriteria'));
    writeCriteria(centre, contact, readCriteria(given, { form: 'flow', predefinedAttributes }));
    return next;
  } catch (error) {
    if (error instanceof CriteriaProblem) return noMatchingError;
    throw error;
  }
};

const updateRoutingBehavior: ActionHandler = (context) => {
  allowParameters(context, ['QueuePriority', 'QueueTimeAdjustmentSeconds']);
  const byPriority = parameter(context, 'QueuePriority') !== undefined;
  if (byPriority === (parameter(context, 'QueueTimeAdjustmentSeconds') !== undefined)) {
    fail(context, 'exactly one of QueuePriority and QueueTimeAdjustmentSeconds must be given');
  }
  changePlace(
    context.centre,
    context.contact,
    byPriority
      ? { priority: wholeParameter(context, 'QueuePriority', 1, Number.MAX_SAFE_INTEGER) }
      : { ageAdjustmentSeconds: wholeParameter(context, 'QueueTimeAdjustmentSeconds', -86_400, 86_400) },
  );
  return next;
};

const disconnect: ActionHandler = (context) => {
  allowParameters(context, []);
  endContact(context.centre, context.contact, 'CONTACT_FLOW_DISCONNECT');
  return { go: 'end' };
};

export const queueActions: Readonly<Record<string, ActionHandler>> = {
  UpdateContactTargetQueue: updateTargetQueue,
  TransferContactToQueue: transferToQueue,
  DequeueContactAndTransferToQueue: dequeueAndTransfer,
  UpdateContactRoutingCriteria: updateRoutingCriteria,
  UpdateContactRoutingBehavior: updateRoutingBehavior,
  DisconnectParticipant: disconnect,
};
