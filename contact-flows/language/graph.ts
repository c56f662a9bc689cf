import { actionRule } from './actions';
import { type FlowProblem, flowProblem } from './findings';
import type { ReadAction, ReadFlow } from './read';
import { nearestWord } from './spelling';

/** Every transition of an action: how it is called in a sentence, and where it leads. */
export function* transitions(action: ReadAction): Generator<{ label: string; target: string }> {
  if (action.next !== undefined) yield { label: 'NextAction', target: action.next };
  for (const { operator, operands, target } of action.conditions) {
    if (target !== undefined) yield { label: `the condition ${operator} ${operands.join(', ')}`, target };
  }
  for (const { error, target } of action.errors) {
    if (target !== undefined) yield { label: `the error ${error}`, target };
  }
}

/** What is wrong with how the actions hang together: start, dangling and unreachable ones, forbidden neighbours. */
export function graphProblems(flow: ReadFlow): FlowProblem[] {
  const actions = new Map<string, ReadAction>();
  for (const action of flow.actions) if (!actions.has(action.identifier)) actions.set(action.identifier, action);
  const identifiers = [...actions.keys()];
  const problems: FlowProblem[] = [];
  for (const action of flow.actions) {
    for (const { label, target } of transitions(action)) {
      if (target === '') continue;
      const next = actions.get(target);
      if (next === undefined) {
        const meant = nearestWord(target, identifiers);
        const advice =
          meant === null ? 'no action has that Identifier.' : `no action has that Identifier; did you mean "${meant}"?`;
        problems.push(
          flowProblem('dangling', `${upperFirst(label)} leads to "${target}"; ${advice}`, action.identifier),
        );
      } else if (actionRule(next.type, next.parameters)?.notDirectlyAfter?.includes(action.type)) {
        const message = `${upperFirst(label)} leads directly to "${target}", but ${next.type} must not stand right after ${action.type}.`;
        problems.push(flowProblem('directly-after', message, action.identifier));
      }
    }
  }
  if (flow.startAction === undefined || flow.startAction === '') return problems;
  if (!actions.has(flow.startAction)) {
    problems.push(flowProblem('start-action', `StartAction is "${flow.startAction}"; no action has that Identifier.`));
    return problems;
  }
  const reached = reachable(flow.startAction, actions);
  for (const identifier of identifiers) {
    if (reached.has(identifier)) continue;
    problems.push(
      flowProblem(
        'unreachable',
        'No way leads here from StartAction; remove the action or lead a branch to it.',
        identifier,
      ),
    );
  }
  return problems;
}

function reachable(start: string, actions: ReadonlyMap<string, ReadAction>): Set<string> {
  const reached = new Set<string>([start]);
  // A Set hands out what is added while it is walked, so this visits every action once.
  for (const identifier of reached) {
    const action = actions.get(identifier);
    if (action) for (const { target } of transitions(action)) reached.add(target);
  }
  return reached;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
