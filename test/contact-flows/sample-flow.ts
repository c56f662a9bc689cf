import { catalogEntry, type FlowName, loadFlow } from '../../contact-flows/catalog';
import { bindFlow } from '../../contact-flows/language/bind';
import type { FlowAction, FlowDocument, FlowTransitions, FlowValue } from '../../contact-flows/language/document';

export function action(
  identifier: string,
  type: string,
  parameters: Record<string, FlowValue>,
  transitions: FlowTransitions,
): FlowAction {
  return { Identifier: identifier, Type: type, Parameters: parameters, Transitions: transitions };
}

/** Transitions to one target, also on these errors. */
export function goTo(target: string, ...errors: string[]): FlowTransitions {
  return { NextAction: target, Errors: errors.map((error) => ({ NextAction: target, ErrorType: error })) };
}

export function when(operator: string, operand: string, target: string) {
  return { NextAction: target, Condition: { Operator: operator, Operands: [operand] } };
}

export const hangUp = action('end', 'DisconnectParticipant', {}, {});
export const say = (identifier: string, next: string) =>
  action(identifier, 'MessageParticipant', { Text: 'Hello.' }, goTo(next, 'NoMatchingError'));

/** A valid flow of these actions that starts with the first; `end` hangs up. */
export function flowOf(...actions: FlowAction[]): FlowDocument {
  return {
    Version: '2019-10-30',
    StartAction: actions[0]?.Identifier ?? hangUp.Identifier,
    Actions: [...actions, hangUp],
  };
}

const sampleArn = (kind: string) => `arn:aws:connect:eu-central-1:111122223333:instance/i/${kind}/x`;

/** A shipped flow with every token bound to something of the right form. */
export function shippedFlow(name: FlowName): FlowDocument {
  const tokens = Object.keys(catalogEntry(name).tokens).map((token) => [token, sampleValue(token)]);
  const { flow, problems } = bindFlow(loadFlow(name), Object.fromEntries(tokens));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return flow;
}

function sampleValue(token: string): string {
  if (token === 'PlanOfferArn') return 'arn:aws:lambda:eu-central-1:111122223333:function:plan-offer';
  if (token === 'MapTetherArn') return 'arn:aws:lambda:eu-central-1:111122223333:function:map-tether';
  if (token === 'RequiredProficiencies') return 'none';
  if (token === 'OwnProficiencies') return 'false';
  return token.endsWith('Arn') ? sampleArn(token.endsWith('FlowArn') ? 'contact-flow' : 'queue') : `Text of ${token}.`;
}
