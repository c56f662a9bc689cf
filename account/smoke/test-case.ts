import type { FlowAction, FlowDocument } from '../../contact-flows/language/document';

/**
 * The one test case of a smoke run, in the testing language of Connect's own test cases. A caller waits until they are asked for
 * a message, or are told that nobody is there, and hangs up. What is observed stands side by side, so that nothing which a live
 * instance does not report keeps the rest from being seen.
 */

/** What is observed; `tick` only after `queued`. */
export const observed = ['greeting', 'closed', 'queued', 'tick', 'voicemail'] as const;
export type Observed = (typeof observed)[number];

export interface TestCall {
  /** What the caller is told at each point, as the deployed flows have it. */
  readonly greeting: FlowAction;
  readonly closed: FlowAction;
  readonly voicemail: FlowAction;
  readonly queue: { readonly arn: string; readonly name: string };
  /** ARN of the function that is asked at each tick. */
  readonly planOfferArn: string;
  /** Hang up at the first tick: the caller would be asked for a message only after the test is over. */
  readonly endsAtTick: boolean;
}

const hangUp = (at: Observed) => [
  {
    Identifier: `${at}-hang-up`,
    Type: 'SendInstruction',
    Parameters: { ActionType: 'SendInstruction', Actor: 'Customer', Instruction: { Type: 'Disconnect' } },
    Transitions: { NextAction: `${at}-end` },
  },
  {
    Identifier: `${at}-end`,
    Type: 'TestControl',
    Parameters: { ActionType: 'TestControl', Command: { Type: 'EndTest' } },
    Transitions: {},
  },
];

/** The `Content` of the test case. */
export function testCaseContent({ greeting, closed, voicemail, queue, planOfferArn, endsAtTick }: TestCall): string {
  const observation = (
    name: 'start' | Observed,
    event: object,
    actions: readonly object[] = [],
    next: readonly Observed[] = [],
  ) => ({
    Identifier: name,
    Event: { Identifier: `${name}-event`, Actor: 'System', ...event },
    Actions: actions,
    Transitions: { NextObservations: next },
  });
  const hears = (action: FlowAction) => ({ Type: 'MessageReceived', Properties: heardOf(action) });
  const starts = (ActionType: string, ActionParameters: object) => ({
    ...{ Type: 'FlowActionStarted', Properties: { ActionType, ActionParameters } },
  });
  const rightQueue = {
    Identifier: 'queued-is-right',
    Type: 'Assert',
    Parameters: { Namespace: '$.Queue.Name', Operator: 'Equals', Operand: queue.name },
    Transitions: {},
  };
  return JSON.stringify({
    Version: '2019-10-30',
    Metadata: {},
    Observations: [
      observation('start', { Type: 'TestInitiated', Properties: {} }),
      observation('greeting', hears(greeting)),
      observation('closed', hears(closed), hangUp('closed')),
      observation('queued', starts('TransferContactToQueue', { QueueId: queue.arn }), [rightQueue], ['tick']),
      observation(
        'tick',
        starts('InvokeLambdaFunction', { LambdaFunctionARN: planOfferArn }),
        endsAtTick ? hangUp('tick') : [],
      ),
      observation('voicemail', hears(voicemail), hangUp('voicemail')),
    ],
  });
}

/** Words enough to know a text by, and few enough that speech is not taken apart within them. */
const words = 6;

/** How a MessageReceived names what an action says: its prompt, or the first words of its text. */
function heardOf({ Parameters }: FlowAction): object {
  const { PromptId, Text, SSML } = Parameters;
  if (PromptId !== undefined) return { PromptId };
  const text = String(Text ?? String(SSML ?? '').replace(/<[^>]*>/g, ' '));
  const [sentence = ''] = text.trim().split(/[.!?]\s/);
  const first = sentence
    .split(/\s+/)
    .slice(0, words)
    .join(' ')
    .replace(/[.!?,;:]$/, '');
  return { Text: first, MatchingCriteria: { Type: 'Inclusion' } };
}

/** An action of a deployed flow by its name there; throws a sentence where it is gone. */
export function actionOf(flow: FlowDocument, flowName: string, identifier: string): FlowAction {
  const found = flow.Actions.find(({ Identifier }) => Identifier === identifier);
  if (!found) throw new Error(`the flow ${flowName} has no action called ${identifier}; deploy it again`);
  return found;
}
