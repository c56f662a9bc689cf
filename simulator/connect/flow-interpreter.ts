/** Executes flow JSON (version 2019-10-30) for contacts, action by action, on the scheduler's time. */
import type { FlowAction, FlowCondition, FlowDocument } from '../../contact-flows/language/document';
import type { ActionHandler, Outcome } from './actions/action';
import { branchingActions } from './actions/branching';
import { contactDataActions } from './actions/contact-data';
import { lambdaActions } from './actions/lambda';
import { messageActions } from './actions/messages';
import { queueActions } from './actions/queues';
import { voiceActions } from './actions/voice';
import type { Centre, Contact, FlowExecution } from './centre';
import { FlowFailure } from './flow-failure';
import type { Flow } from './instance';
import { queueFlowOf } from './queueing';

const handlers: Readonly<Record<string, ActionHandler>> = {
  ...messageActions,
  ...branchingActions,
  ...contactDataActions,
  ...queueActions,
  ...lambdaActions,
  ...voiceActions,
};

/** The action types the simulated Connect executes. */
export const supportedActions: readonly string[] = Object.keys(handlers).sort();

/** Why an action cannot be run here; null when it can. */
function notSimulated({ Type, Parameters = {} }: FlowAction): string | null {
  const handler = Object.hasOwn(handlers, Type) ? handlers[Type] : undefined;
  if (!handler)
    return `type ${Type} is not supported by the simulated Connect; supported: ${supportedActions.join(', ')}`;
  const unknown = Object.keys(Parameters).filter((name) => !handler.takes.includes(name));
  if (unknown.length > 0)
    return `${Type} with ${unknown.join(', ')} is not supported by the simulated Connect; supported parameters: ${handler.takes.join(', ') || 'none'}`;
  return handler.cannot?.(Parameters) ?? null;
}

/**
 * What of a flow the simulated Connect cannot run, a sentence for each action: another service would be needed, or nobody
 * has built it. To be asked before a run, in which a caller might reach the action only after minutes.
 */
export function cannotRun(flow: FlowDocument): readonly string[] {
  return flow.Actions.flatMap((action) => {
    const cannot = notSimulated(action);
    return cannot === null ? [] : [`action ${action.Identifier}: ${cannot}`];
  });
}

/** What a run of the flow passes over, a sentence for each action. */
export function passedOver(flow: FlowDocument): readonly string[] {
  return flow.Actions.flatMap(({ Identifier, Type }) => {
    const why = Object.hasOwn(handlers, Type) ? handlers[Type]?.passedOver : undefined;
    return why === undefined ? [] : [`action ${Identifier}: ${Type} is passed over: ${why}`];
  });
}

/** More actions than that in one moment of time is a flow that never waits. */
const MAX_ACTIONS_AT_ONCE = 1000;

/**
 * Runs a flow for a contact until it ends or waits; what comes later is scheduled. Resolves then. Rejects with
 * FlowFailure where the flow cannot run.
 */
export async function runFlow(centre: Centre, contact: Contact, flow: Flow): Promise<void> {
  const execution: FlowExecution = {
    centre,
    contact,
    flow,
    external: {},
    flowAttributes: new Map(),
    storedInput: null,
    prompts: null,
    stopped: false,
    pending: null,
  };
  contact.stopFlow = () => {
    execution.stopped = true;
    execution.pending?.cancel();
    contact.chain.keypad.listener = null;
  };
  await runFrom(execution, flow.content.StartAction);
}

async function runFrom(execution: FlowExecution, identifier: string): Promise<void> {
  let action = findAction(execution, identifier);
  for (let count = 1; count <= MAX_ACTIONS_AT_ONCE; count++) {
    const handler = handlers[action.Type];
    const cannot = notSimulated(action);
    if (!handler || cannot !== null) throw failure(execution, action, cannot ?? action.Type);
    const { centre, contact } = execution;
    const context = { centre, contact, execution, action };
    contact.chain.watch?.(context);
    const following = await follow(execution, action, await handler.run(context));
    if (!following) return;
    action = following;
  }
  throw failure(
    execution,
    action,
    `${MAX_ACTIONS_AT_ONCE} actions ran without a moment passing; a flow must wait somewhere in a loop`,
  );
}

/** The action an outcome leads to; null where the flow ends, waits or was stopped. */
async function follow(execution: FlowExecution, action: FlowAction, outcome: Outcome): Promise<FlowAction | null> {
  if (outcome.go === 'queue-flow') {
    const flow = queueFlowOf(execution.centre, outcome.contact);
    if (flow) await runFlow(execution.centre, outcome.contact, flow);
    return null;
  }
  if (execution.stopped) return null;
  switch (outcome.go) {
    case 'end':
      return null;
    case 'next':
      return findAction(execution, nextOf(execution, action));
    case 'error':
      return findAction(execution, errorOf(execution, action, outcome.type));
    case 'action':
      return findAction(execution, outcome.identifier);
    case 'condition': {
      const met = action.Transitions.Conditions?.find(({ Condition }) =>
        meets(execution, action, Condition, outcome.value),
      );
      if (met) return findAction(execution, met.NextAction);
      const otherwise =
        outcome.otherwise === null ? nextOf(execution, action) : errorOf(execution, action, outcome.otherwise);
      return findAction(execution, otherwise);
    }
    case 'flow':
      execution.flow = outcome.flow;
      execution.external = {};
      execution.flowAttributes.clear();
      return findAction(execution, outcome.flow.content.StartAction);
    case 'wait': {
      const { scheduler } = execution.centre;
      const { keypad } = execution.contact.chain;
      const goOn = async () => {
        keypad.listener = null;
        const following = await follow(execution, action, await outcome.resume());
        if (following) await runFrom(execution, following.Identifier);
      };
      execution.pending = scheduler.at(outcome.untilMs, goOn, outcome.phase);
      if (outcome.wakenByKeys) {
        keypad.listener = () => {
          execution.pending?.cancel();
          execution.pending = scheduler.after(0, goOn, outcome.phase);
        };
      }
      return null;
    }
  }
}

function findAction(execution: FlowExecution, identifier: string): FlowAction {
  const action = execution.flow.content.Actions.find(({ Identifier }) => Identifier === identifier);
  if (!action) {
    throw new FlowFailure(
      execution.flow.name,
      identifier,
      'the flow has no action of this identifier, though a transition or its start leads there',
    );
  }
  return action;
}

function nextOf(execution: FlowExecution, action: FlowAction): string {
  const { NextAction } = action.Transitions;
  if (NextAction === undefined) throw failure(execution, action, `${action.Type} goes on, but declares no NextAction`);
  return NextAction;
}

/** An error branch by its name, or the general one. */
function errorOf(execution: FlowExecution, action: FlowAction, type: string): string {
  const errors = action.Transitions.Errors ?? [];
  const branch =
    errors.find(({ ErrorType }) => ErrorType === type) ??
    errors.find(({ ErrorType }) => ErrorType === 'NoMatchingError');
  if (!branch)
    throw failure(execution, action, `${action.Type} meets the error ${type}, for which it declares no branch`);
  return branch.NextAction;
}

/** The operators the service accepts (docs/amazon-connect.md#flow-documents), less the undocumented KeyExists. */
function meets(
  execution: FlowExecution,
  action: FlowAction,
  { Operator, Operands }: FlowCondition['Condition'],
  value: string,
): boolean {
  const operand = Operands[0] ?? '';
  switch (Operator) {
    case 'Equals':
      return value === operand;
    case 'TextStartsWith':
      return value.startsWith(operand);
    case 'TextEndsWith':
      return value.endsWith(operand);
    case 'TextContains':
      return value.includes(operand);
    case 'NumberGreaterThan':
      return Number(value) > Number(operand);
    case 'NumberGreaterOrEqualTo':
      return Number(value) >= Number(operand);
    case 'NumberLessThan':
      return Number(value) < Number(operand);
    case 'NumberLessOrEqualTo':
      return Number(value) <= Number(operand);
    default:
      throw failure(execution, action, `the operator ${Operator} is not supported by the simulated Connect`);
  }
}

const failure = (execution: FlowExecution, action: FlowAction, problem: string): FlowFailure =>
  new FlowFailure(execution.flow.name, action.Identifier, problem);
