/** Actions that only decide where the flow goes. */
import { hoursAreOpen } from '../hours';
import type { Hours } from '../instance';
import { type ActionHandler, fail, next, noMatchingError, parameter } from './action';
import { asText, isReference, lookUp, resourceParameter, wholeParameter } from './references';

/** A blank or a missing value meets no condition; no test for blank exists (docs/amazon-connect.md#flow-documents). */
const compare: ActionHandler = {
  takes: ['ComparisonValue'],
  run(context) {
    const path = parameter(context, 'ComparisonValue');
    if (!isReference(path))
      fail(context, `ComparisonValue must be a reference such as $.External.action, got ${JSON.stringify(path)}`);
    const value = asText(lookUp(context, path));
    if (value === undefined) return { go: 'error', type: 'NoMatchingCondition' };
    return { go: 'condition', value, otherwise: 'NoMatchingCondition' };
  },
};

const loop: ActionHandler = {
  takes: ['LoopCount'],
  run(context) {
    const { loops } = context.contact.chain;
    const key = `${context.execution.flow.id}/${context.action.Identifier}`;
    const times = wholeParameter(context, 'LoopCount', 0, 100);
    const done = loops.get(key) ?? 0;
    if (done < times) loops.set(key, done + 1);
    else loops.delete(key);
    return { go: 'condition', value: done < times ? 'ContinueLooping' : 'DoneLooping', otherwise: null };
  },
};

/** The hours named, or those of the contact's queue; an override that closes a queue closes its hours for its contacts. */
const checkHours: ActionHandler = {
  takes: ['HoursOfOperationId'],
  run(context) {
    const { centre, contact } = context;
    const queue = contact.queued?.queue ?? contact.targetQueue;
    let hours: Hours | undefined;
    if (parameter(context, 'HoursOfOperationId') !== undefined) {
      hours = resourceParameter(context, 'HoursOfOperationId', 'hours of operation', centre.instance.hours);
    } else {
      hours = queue ? centre.instance.hours(queue.hoursId) : undefined;
    }
    if (!hours) return noMatchingError;
    const { id, arn } = hours;
    const sharing = centre.instance.setup.queues.filter(({ hoursId }) => hoursId === id || hoursId === arn);
    const concerned = queue ? [queue] : sharing;
    const overridden = concerned.length > 0 && concerned.every((one) => centre.closedQueueIds.has(one.id));
    const open = !overridden && hoursAreOpen(hours, centre.scheduler.now());
    if (!open) contact.chain.foundClosed = true;
    return { go: 'condition', value: open ? 'True' : 'False', otherwise: 'NoMatchingError' };
  },
};

const transferToFlow: ActionHandler = {
  takes: ['ContactFlowId'],
  run(context) {
    if (context.execution.flow.type === 'CUSTOMER_QUEUE')
      fail(context, 'TransferToFlow is not allowed in a queue flow');
    const flow = resourceParameter(context, 'ContactFlowId', 'flow', context.centre.instance.flow);
    return flow ? { go: 'flow', flow } : noMatchingError;
  },
};

/** In a queue flow the way back to the looping prompts (docs/amazon-connect.md#looping-prompts). */
const endFlowExecution: ActionHandler = {
  takes: [],
  run(context) {
    const { execution } = context;
    if (execution.flow.type !== 'CUSTOMER_QUEUE') {
      fail(
        context,
        `EndFlowExecution is not allowed in a flow of type ${execution.flow.type}; DisconnectParticipant would be right`,
      );
    }
    return execution.prompts === null ? { go: 'end' } : { go: 'action', identifier: execution.prompts };
  },
};

/** The log of flows is not simulated; the choice is taken and has no other effect in Connect either. */
const flowLogging: ActionHandler = { takes: ['FlowLoggingBehavior'], run: () => next };

/** Actions that decide where the flow goes, by their types (docs/amazon-connect.md#flow-actions). */
export const branchingActions: Readonly<Record<string, ActionHandler>> = {
  Compare: compare,
  Loop: loop,
  CheckHoursOfOperation: checkHours,
  TransferToFlow: transferToFlow,
  EndFlowExecution: endFlowExecution,
  UpdateFlowLoggingBehavior: flowLogging,
};
