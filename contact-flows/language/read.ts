import { type FlowProblem, flowProblem } from './findings';
import { isObject, type JsonObject, kindOf } from './json';

/** A branch as it was found: `target` undefined when it names none that could be read. */
export interface ReadBranch {
  readonly target: string | undefined;
}
export interface ReadCondition extends ReadBranch {
  readonly operator: string;
  readonly operands: readonly string[];
}
export interface ReadError extends ReadBranch {
  readonly error: string;
}

/** An action as far as it could be read. */
export interface ReadAction {
  readonly identifier: string;
  readonly type: string;
  readonly parameters: JsonObject;
  readonly next: string | undefined;
  readonly conditions: readonly ReadCondition[];
  readonly errors: readonly ReadError[];
  /** False when a part of the transitions could not be read: then nothing is said about what they lack. */
  readonly transitionsReadable: boolean;
  readonly transitionFields: readonly string[];
}

export interface ReadFlow {
  readonly startAction: string | undefined;
  readonly metadata: unknown;
  readonly actions: readonly ReadAction[];
}

/**
 * Reads what can be read of a flow, so that one malformed corner does not hide the problems of the rest. Reports wrong JSON
 * types (`shape`), the version, a Settings of modules, and fields the language does not have.
 */
export function readFlow(flow: unknown): { flow: ReadFlow; problems: FlowProblem[] } {
  const problems: FlowProblem[] = [];
  if (!isObject(flow)) {
    problems.push(
      flowProblem('shape', `The flow is ${kindOf(flow)}; it must be an object with Version, StartAction and Actions.`),
    );
    return { flow: { startAction: undefined, metadata: undefined, actions: [] }, problems };
  }
  const { Version, StartAction, Actions, Metadata } = flow;
  if (Version !== '2019-10-30') {
    problems.push(
      flowProblem('version', `Version is ${JSON.stringify(Version) ?? 'missing'}; it must be "2019-10-30".`),
    );
  }
  if (Object.hasOwn(flow, 'Settings'))
    problems.push(flowProblem('settings', 'Settings belongs to flow modules; a flow has none.'));
  foreignFields(flow, ['Version', 'StartAction', 'Metadata', 'Actions', 'Settings'], 'The flow', undefined, problems);
  if (typeof StartAction !== 'string')
    problems.push(flowProblem('shape', `StartAction is ${kindOf(StartAction)}; it must be a string.`));
  if (Metadata !== undefined && !isObject(Metadata)) {
    problems.push(flowProblem('shape', `Metadata is ${kindOf(Metadata)}; it must be an object.`));
  }
  if (!Array.isArray(Actions)) problems.push(flowProblem('shape', `Actions is ${kindOf(Actions)}; it must be a list.`));
  const actions: ReadAction[] = [];
  for (const [index, action] of (Array.isArray(Actions) ? Actions : []).entries()) {
    const read = readAction(action, index, problems);
    if (read) actions.push(read);
  }
  return {
    flow: { startAction: typeof StartAction === 'string' ? StartAction : undefined, metadata: Metadata, actions },
    problems,
  };
}

function readAction(action: unknown, index: number, problems: FlowProblem[]): ReadAction | null {
  const place = `Actions[${index}]`;
  if (!isObject(action)) {
    problems.push(flowProblem('shape', `${place} is ${kindOf(action)}; it must be an object.`));
    return null;
  }
  const { Identifier, Type, Parameters, Transitions } = action;
  const identifier = typeof Identifier === 'string' ? Identifier : place;
  const wrong = (what: string, value: unknown, wanted: string) =>
    problems.push(flowProblem('shape', `${what} of ${place} is ${kindOf(value)}; it must be ${wanted}.`, identifier));
  if (typeof Identifier !== 'string') wrong('Identifier', Identifier, 'a string');
  if (typeof Type !== 'string') wrong('Type', Type, 'a string');
  // The console leaves empty ones out (docs/amazon-connect.md#flow-documents).
  if (Parameters !== undefined && !isObject(Parameters)) wrong('Parameters', Parameters, 'an object');
  if (Transitions !== undefined && !isObject(Transitions)) wrong('Transitions', Transitions, 'an object');
  foreignFields(action, ['Identifier', 'Type', 'Parameters', 'Transitions'], 'The action', identifier, problems);
  const before = problems.length;
  const transitions = isObject(Transitions) ? Transitions : {};
  const { NextAction } = transitions;
  if (NextAction !== undefined && typeof NextAction !== 'string')
    wrong('Transitions.NextAction', NextAction, 'a string');
  foreignFields(transitions, ['NextAction', 'Conditions', 'Errors'], 'Transitions', identifier, problems);
  const conditions = readList(transitions, 'Conditions', wrong).map((entry, i) =>
    readCondition(entry, `Transitions.Conditions[${i}]`, wrong),
  );
  const errors = readList(transitions, 'Errors', wrong).map((entry, i) =>
    readError(entry, `Transitions.Errors[${i}]`, wrong),
  );
  return {
    identifier,
    type: typeof Type === 'string' ? Type : '',
    parameters: isObject(Parameters) ? Parameters : {},
    next: typeof NextAction === 'string' ? NextAction : undefined,
    conditions: conditions.filter((condition) => condition !== null),
    errors: errors.filter((error) => error !== null),
    transitionsReadable: (Transitions === undefined || isObject(Transitions)) && problems.length === before,
    transitionFields: Object.keys(transitions).filter((field) => !isEmptyList(transitions[field])),
  };
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

type Wrong = (what: string, value: unknown, wanted: string) => void;

function readList(transitions: JsonObject, name: string, wrong: Wrong): readonly unknown[] {
  const list = transitions[name];
  if (Array.isArray(list)) return list;
  if (list !== undefined) wrong(`Transitions.${name}`, list, 'a list');
  return [];
}

function readCondition(entry: unknown, place: string, wrong: Wrong): ReadCondition | null {
  const condition = isObject(entry) ? entry['Condition'] : undefined;
  if (!isObject(entry) || !isObject(condition)) {
    wrong(place, entry, 'an object {NextAction, Condition: {Operator, Operands}}');
    return null;
  }
  const { Operator, Operands } = condition;
  const operands =
    Array.isArray(Operands) && Operands.every((operand) => typeof operand === 'string') ? Operands : null;
  if (typeof Operator !== 'string') wrong(`${place}.Condition.Operator`, Operator, 'a string');
  if (operands === null) wrong(`${place}.Condition.Operands`, Operands, 'a list of strings');
  const target = readTarget(entry, place, wrong);
  if (typeof Operator !== 'string' || operands === null) return null;
  return { target, operator: Operator, operands };
}

function readError(entry: unknown, place: string, wrong: Wrong): ReadError | null {
  if (!isObject(entry) || typeof entry['ErrorType'] !== 'string') {
    wrong(place, entry, 'an object {NextAction, ErrorType} of strings');
    return null;
  }
  return { target: readTarget(entry, place, wrong), error: entry['ErrorType'] };
}

function readTarget(entry: JsonObject, place: string, wrong: Wrong): string | undefined {
  const target = entry['NextAction'];
  if (typeof target === 'string') return target;
  wrong(`${place}.NextAction`, target, 'a string');
  return undefined;
}

function foreignFields(
  value: JsonObject,
  known: readonly string[],
  what: string,
  action: string | undefined,
  problems: FlowProblem[],
) {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) {
      problems.push(
        flowProblem(
          'unknown-field',
          `${what} has a field ${JSON.stringify(field)}, which is not checked here; the language knows ${known.join(', ')}.`,
          action,
        ),
      );
    }
  }
}
