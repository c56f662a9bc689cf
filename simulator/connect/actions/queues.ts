/** Queues, routing criteria and the end of a contact. */
import { type CriteriaExpression, CriteriaProblem, readCriteria } from '../criteria';
import { writeCriteria } from '../criteria-clock';
import { endContact } from '../ending';
import { changePlace, enqueue, moveToQueue } from '../queueing';
import { type ActionHandler, fail, next, noMatchingError, parameter } from './action';
import { isReference, resolve, resourceParameter, wholeParameter } from './references';

const updateTargetQueue: ActionHandler = {
  takes: ['QueueId'],
  run(context) {
    const queue = resourceParameter(context, 'QueueId', 'queue', context.centre.instance.queue);
    if (!queue) return noMatchingError;
    context.contact.targetQueue = queue;
    return next;
  },
};

/** Queues have no limit here, so QueueAtCapacity never happens. */
const transferToQueue: ActionHandler = {
  takes: [],
  run(context) {
    const { centre, contact, execution } = context;
    if (execution.flow.type === 'CUSTOMER_QUEUE')
      fail(
        context,
        'TransferContactToQueue is not allowed in a queue flow; DequeueContactAndTransferToQueue would be right',
      );
    if (!contact.targetQueue) return noMatchingError;
    enqueue(centre, contact, contact.targetQueue);
    return { go: 'queue-flow', contact };
  },
};

/** Refused while somebody is ringing: the error branch (docs/amazon-connect.md#leaving-a-queue). */
const dequeueAndTransfer: ActionHandler = {
  takes: ['QueueId'],
  run(context) {
    const { centre, contact, execution } = context;
    if (execution.flow.type !== 'CUSTOMER_QUEUE')
      fail(
        context,
        `DequeueContactAndTransferToQueue is allowed in queue flows only, not in one of type ${execution.flow.type}`,
      );
    const queue = resourceParameter(context, 'QueueId', 'queue', centre.instance.queue);
    const segment = queue && moveToQueue(centre, contact, queue);
    return segment ? { go: 'queue-flow', contact: segment } : noMatchingError;
  },
};

/**
 * Criteria that are not valid take the error branch, and so do those that a Lambda returned where the switches
 * `dynamicCriteria` and `dynamicAgents` say so: what Connect takes there is documented by samples only
 * (docs/amazon-connect.md#routing-criteria).
 */
const updateRoutingCriteria: ActionHandler = {
  takes: ['RoutingCriteria'],
  run(context) {
    const { centre, contact } = context;
    const { predefinedAttributes } = centre.instance.setup;
    const given = parameter(context, 'RoutingCriteria');
    const dynamic = isReference(given);
    const { dynamicCriteria, dynamicAgents } = centre.switches;
    if (dynamic && dynamicCriteria === 'refused') return noMatchingError;
    try {
      const form = dynamic ? 'dynamic' : 'static';
      const steps = readCriteria(resolve(context, given), { form, predefinedAttributes });
      if (dynamic && dynamicAgents === 'refused' && steps.some(({ expression }) => namesAgents(expression)))
        return noMatchingError;
      writeCriteria(centre, contact, steps);
      return next;
    } catch (error) {
      if (error instanceof CriteriaProblem) return noMatchingError;
      throw error;
    }
  },
};

const namesAgents = (expression: CriteriaExpression): boolean =>
  expression.kind === 'agents' ||
  (expression.kind === 'not' && namesAgents(expression.of)) ||
  ((expression.kind === 'and' || expression.kind === 'or') && expression.of.some(namesAgents));

const updateRoutingBehavior: ActionHandler = {
  takes: ['QueuePriority', 'QueueTimeAdjustmentSeconds'],
  run(context) {
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
  },
};

const disconnect: ActionHandler = {
  takes: [],
  run(context) {
    endContact(context.centre, context.contact, 'CONTACT_FLOW_DISCONNECT');
    return { go: 'end' };
  },
};

/** Actions that queue a contact, say by whom it is taken, or end it, by their types (docs/amazon-connect.md#flow-actions). */
export const queueActions: Readonly<Record<string, ActionHandler>> = {
  UpdateContactTargetQueue: updateTargetQueue,
  TransferContactToQueue: transferToQueue,
  DequeueContactAndTransferToQueue: dequeueAndTransfer,
  UpdateContactRoutingCriteria: updateRoutingCriteria,
  UpdateContactRoutingBehavior: updateRoutingBehavior,
  DisconnectParticipant: disconnect,
};
