import { type FlowProblem, flowProblem } from './findings';
import { transitions } from './graph';
import { isObject } from './json';
import type { ReadAction, ReadFlow } from './read';

/**
 * Actions that begin to record what agent or caller say, and can be reached before anything was said to the caller. What a
 * caller says to an automated part alone, as on a voicemail, is announced by its own prompt and not meant.
 */
export function consentFindings(flow: ReadFlow): FlowProblem[] {
  const actions = new Map(flow.actions.map((action) => [action.identifier, action]));
  const reached = new Set<string>(flow.startAction === undefined ? [] : [flow.startAction]);
  const findings: FlowProblem[] = [];
  // A Set hands out what is added while it is walked, so this visits every action once.
  for (const identifier of reached) {
    const action = actions.get(identifier);
    if (action === undefined || isHeard(action)) continue;
    if (records(action)) {
      const message =
        'The conversation is recorded, but nothing has been said to the caller on the way here; announce it first.';
      findings.push(flowProblem('consent', message, identifier));
    }
    for (const { target } of transitions(action)) reached.add(target);
  }
  return findings;
}

function records({ type, parameters }: ReadAction): boolean {
  const behaviour =
    type === 'UpdateContactRecordingBehavior'
      ? parameters['RecordingBehavior']
      : type === 'UpdateContactRecordingAndAnalyticsBehavior' && isObject(parameters['VoiceBehavior'])
        ? parameters['VoiceBehavior']['VoiceRecordingBehavior']
        : undefined;
  const participants = isObject(behaviour) ? behaviour['RecordedParticipants'] : undefined;
  return Array.isArray(participants) && participants.length > 0;
}

/** Whether the caller hears something: silence in SSML is nothing. */
function isHeard({ type, parameters }: ReadAction): boolean {
  if (type === 'MessageParticipantIteratively') {
    const messages = parameters['Messages'];
    return Array.isArray(messages) && messages.some((message) => isObject(message) && saysSomething(message));
  }
  return (
    (type === 'MessageParticipant' || type === 'GetParticipantInput' || type === 'ConnectParticipantWithLexBot') &&
    saysSomething(parameters)
  );
}

function saysSomething(prompt: { readonly [name: string]: unknown }): boolean {
  if (prompt['PromptId'] !== undefined || prompt['Media'] !== undefined) return true;
  const text = prompt['Text'] ?? prompt['SSML'];
  return typeof text === 'string' && text.replace(/<[^>]*>/g, '').trim() !== '';
}
