/**
 * What a live instance takes, what it or its documentation refuses, and what is only advised:
 * docs/amazon-connect.md#contact-flows.
 */
import { unsetAttributes } from '../../contact-flows/language/attributes';
import type { FlowAction, FlowTransitions, FlowType, FlowValue } from '../../contact-flows/language/document';
import { findFlowProblems } from '../../contact-flows/language/validate';
import { action, flowOf, goTo, hangUp, say, when } from './sample-flow';

type Case = readonly [what: string, action: FlowAction, type?: FlowType];

const any = goTo('end', 'NoMatchingError');
const act = (type: string, parameters: Record<string, FlowValue>, transitions: FlowTransitions = any) =>
  action('a', type, parameters, transitions);
const voicesOf = (one: FlowAction, type: FlowType | null = null) => [
  ...new Set(findFlowProblems(flowOf(one), type).map(({ voice }) => voice)),
];

const prompts = { Messages: [{ Text: 'Please hold.' }] };
const interrupted = { NextAction: 'end', Conditions: [when('Equals', 'MessagesInterrupted', 'end')] };
const loop = { Conditions: [when('Equals', 'ContinueLooping', 'a'), when('Equals', 'DoneLooping', 'end')] };
const recording = { RecordingBehavior: { RecordedParticipants: [], IVRRecordingBehavior: 'Enabled' } };
const third = (ContinueFlowExecution: string) => ({
  ThirdPartyPhoneNumber: '$.Attributes.number',
  ThirdPartyConnectionTimeLimitSeconds: '30',
  ContinueFlowExecution,
});
const callback = (seconds: string) => ({ InitialCallDelaySeconds: seconds, RetryDelaySeconds: '600' });
const view = { ViewResource: { Id: 'v' }, InvocationTimeLimitSeconds: '30' };

const taken: readonly Case[] = [
  ['a message without an error branch (FAC 37)', act('MessageParticipant', { Text: 'Hello' }, goTo('end'))],
  ['a message with a prompt of 3,000 characters', act('MessageParticipant', { Text: 'a'.repeat(3_000) })],
  ['touchtone buffering in capitals (AICC)', act('GetParticipantInput', { EnableDTMFBuffer: 'True' })],
  [
    'loop prompts without NextAction (FAC 32, 38)',
    act('MessageParticipantIteratively', prompts, { Errors: [{ NextAction: 'end', ErrorType: 'NoMatchingError' }] }),
  ],
  ['loop prompts without error branch (FAC 32, 38)', act('MessageParticipantIteratively', prompts, goTo('end'))],
  ['attributes without a target (FAC 9)', act('UpdateContactAttributes', { Attributes: { lang: 'de' } })],
  ['Loop with an error branch (FAC 21)', act('Loop', { LoopCount: '3' }, { ...any, ...loop })],
  ['Loop with a count that is a number (FAC 21)', act('Loop', { LoopCount: 3 }, { ...goTo('end'), ...loop })],
  [
    'two hooks in one action (FAC 31)',
    act('UpdateContactEventHooks', { EventHooks: { AgentWhisper: 'f', CustomerWhisper: 'g' } }),
  ],
  ['no hook (FAC 31)', act('UpdateContactEventHooks', { EventHooks: {} })],
  [
    'a whisper switch beside its hook (VMX)',
    act('UpdateContactEventHooks', {
      EventHooks: { AgentWhisper: 'f' },
      EventHooksConfiguration: { AgentWhisper: { DisableExecution: 'false' } },
    }),
  ],
  ['recording of nobody, without error branch (FAC 37)', act('UpdateContactRecordingBehavior', recording, goTo('end'))],
  [
    'screen recording (FAC 35)',
    act(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { ScreenRecordingBehavior: { ScreenRecordedParticipants: ['Agent'] } },
      goTo('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
  ],
  [
    'Set voice, with and without error branch (FAC 29)',
    act('UpdateContactTextToSpeechVoice', { TextToSpeechVoice: 'Vicki' }, goTo('end')),
  ],
  [
    'Wait in a queue flow (HH 16.1)',
    act('Wait', { TimeLimitSeconds: '10' }, { ...any, Conditions: [when('Equals', 'WaitCompleted', 'end')] }),
    'CUSTOMER_QUEUE',
  ],
  [
    'a callback in three days',
    act('CreateCallbackContact', { ...callback('259200'), ContactFlowId: 'f', MaximumConnectionAttempts: '1' }),
  ],
  ['tags', act('TagContact', { Tags: { team: 'sales' } })],
  [
    'hours',
    act(
      'CheckHoursOfOperation',
      {},
      { ...any, Conditions: [when('Equals', 'True', 'end'), when('Equals', 'False', 'end')] },
    ),
  ],
  [
    'a third party, the flow goes on',
    act(
      'TransferParticipantToThirdParty',
      third('True'),
      goTo('end', 'NoMatchingError', 'CallFailed', 'ConnectionTimeLimitExceeded'),
    ),
  ],
  ['a token where a number stands', act('Loop', { LoopCount: '${Tries}' }, { ...goTo('end'), ...loop })],
  [
    'Lambda answers as JSON (FAC, AICC)',
    act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', ResponseValidation: { ResponseType: 'JSON' } }),
  ],
];

const refused: readonly Case[] = [
  ['a message in a hold flow (D)', act('MessageParticipant', { Text: 'Hi.' }), 'CUSTOMER_HOLD'],
  ['a prompt over 3,000 characters (D)', act('MessageParticipant', { Text: 'a'.repeat(3_001) })],
  ['a callback after more than three days (D)', act('CreateCallbackContact', callback('259201'))],
  ['an empty list of tags to remove (FAC 28)', act('UntagContact', { TagKeys: [] })],
  ['references as contact data (PAC)', act('UpdateContactData', { References: { a: 'b' } })],
  [
    'interrupts of 0 s (HH I5)',
    act('MessageParticipantIteratively', { ...prompts, InterruptFrequencySeconds: '0' }, interrupted),
  ],
  [
    'a whisper switch without a hook (FAC 31)',
    act('UpdateContactEventHooks', { EventHooksConfiguration: { AgentWhisper: { DisableExecution: 'true' } } }),
  ],
  ['an error branch of Set recording behaviour (FAC 37)', act('UpdateContactRecordingBehavior', recording)],
  [
    'chat behaviour without the redaction branch (FAC 35)',
    act(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { ChatBehavior: {} },
      goTo('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
  ],
  [
    'the redaction branch on voice (PAC)',
    act(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { VoiceBehavior: { VoiceRecordingBehavior: { RecordedParticipants: [] } } },
      goTo('end', 'NoMatchingError', 'ChannelMismatch', 'InFlightRedactionConfigurationFailed'),
    ),
  ],
  [
    'a third party whose call may fail, without branches (HH 16.8)',
    act('TransferParticipantToThirdParty', third('True')),
  ],
  ['a message without NextAction (FAC 38)', act('MessageParticipant', { Text: 'Hi.' }, {})],
  ['a transfer to a queue without At capacity (FAC 37)', act('TransferContactToQueue', {})],
  [
    'a queue named in the transfer itself (AICC)',
    act('TransferContactToQueue', { QueueId: 'q' }, goTo('end', 'QueueAtCapacity', 'NoMatchingError')),
  ],
  [
    'a language with the voice (PAC)',
    act('UpdateContactTextToSpeechVoice', { TextToSpeechVoice: 'Vicki', LanguageCode: 'de-DE' }),
  ],
  [
    'a callback number written into the flow (D)',
    act(
      'UpdateContactCallbackNumber',
      { CallbackNumber: '+4930123456' },
      goTo('end', 'InvalidCallbackNumber', 'CallbackNumberNotDialable'),
    ),
  ],
  [
    'a Lambda that has 9 seconds (D)',
    act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', InvocationTimeLimitSeconds: '9' }),
  ],
  [
    'an answer of type JSON_OBJECT (AICC)',
    act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', ResponseValidation: { ResponseType: 'JSON_OBJECT' } }),
  ],
  [
    'a check of a queue without a condition (AICC)',
    act(
      'CheckMetricData',
      { MetricType: 'NumberOfContactsInQueue' },
      goTo('end', 'NoMatchingError', 'NoMatchingCondition'),
    ),
  ],
  [
    'a view without its time limit branch (FAC 36)',
    act('ShowView', view, goTo('end', 'NoMatchingError', 'NoMatchingCondition')),
  ],
  [
    'the name the reference has for routing criteria (PAC)',
    act('UpdateRoutingCriteria', { RoutingCriteria: '$.External.x' }),
  ],
  [
    'OR in criteria written into the flow (D)',
    act('UpdateContactRoutingCriteria', { RoutingCriteria: { Steps: [{ Expression: { OrExpression: [] } }] } }),
  ],
  ['the end of a flow where none is (D)', { ...hangUp, Identifier: 'a', Type: 'EndFlowExecution' }, 'CONTACT_FLOW'],
];

const advised: readonly Case[] = [
  [
    'interrupts while an agent rings',
    act('MessageParticipantIteratively', { ...prompts, InterruptFrequencySeconds: '15' }, interrupted),
  ],
  [
    'an engine that no voice has (FAC 29: Connect does not look)',
    act('UpdateContactTextToSpeechVoice', { TextToSpeechVoice: 'Vicki', TextToSpeechEngine: 'Turbo' }),
  ],
  [
    'recording before anything is said',
    act(
      'UpdateContactRecordingBehavior',
      { RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] } },
      goTo('end'),
    ),
  ],
];

const unchecked: readonly Case[] = [
  ['a type nobody has told us of', act('Teleport', { To: 'Mars' })],
  ['a type known by name (Cases)', act('CreateCase', {})],
  [
    'what a module takes and answers',
    act(
      'InvokeFlowModule',
      { FlowModuleId: 'm', Input: { a: 1 } },
      { ...any, Conditions: [when('Equals', 'paid', 'end')] },
    ),
  ],
  [
    'analytics behind the recording',
    act('UpdateContactRecordingBehavior', { ...recording, AnalyticsBehavior: { Enabled: true } }, goTo('end')),
  ],
  [
    'a placement in a CAMPAIGN flow',
    act('TransferContactToQueue', {}, goTo('end', 'QueueAtCapacity', 'NoMatchingError')),
    'CAMPAIGN',
  ],
];

/** Each row full: of a shorter one Jest would make the last argument a callback. */
const rows = (cases: readonly Case[]) => cases.map(([what, one, type]) => [what, one, type ?? null] as const);

describe('a live instance', () => {
  it.each(rows(taken))('takes %s, whatever this house advises', (_, one, type) => {
    expect(voicesOf(one, type).filter((voice) => voice !== 'advice')).toEqual([]);
  });

  it.each(rows(refused))('refuses %s', (_, one, type) => {
    expect(voicesOf(one, type)).toContain('refused');
  });

  it.each(rows(advised))('takes %s, against advice', (_, one, type) => {
    expect(voicesOf(one, type)).toEqual(['advice']);
  });

  it.each(rows(unchecked))('is not known to take or refuse %s', (_, one, type) => {
    expect(voicesOf(one, type)).toEqual(['not-checked']);
  });

  it('takes actions without Parameters and Transitions where they would be empty', () => {
    const flow = {
      Version: '2019-10-30',
      StartAction: 'a',
      Actions: [
        {
          Identifier: 'a',
          Type: 'TransferContactToQueue',
          Transitions: goTo('end', 'QueueAtCapacity', 'NoMatchingError'),
        },
        { Identifier: 'end', Type: 'DisconnectParticipant' },
      ],
    };
    expect(findFlowProblems(flow, 'CONTACT_FLOW')).toEqual([]);
  });

  it('is not judged by where an action stands when the type of the flow is not known', () => {
    expect(voicesOf(act('MessageParticipant', { Text: 'Hi.' }))).toEqual([]);
    expect(voicesOf(act('CompleteOutboundCall', {}))).toEqual([]);
  });
});

describe('attributes that are read', () => {
  const reads = flowOf(
    act(
      'Compare',
      { ComparisonValue: '$.Attributes.mood' },
      { ...goTo('end', 'NoMatchingCondition'), Conditions: [when('Equals', 'good', 'end')] },
    ),
  );
  const sets = (TargetContact: string) =>
    flowOf(act('UpdateContactAttributes', { Attributes: { mood: 'good' }, TargetContact }));

  it('are to be set in one of the flows that are looked at together', () => {
    expect(unsetAttributes([reads]).flat()).toMatchObject([{ voice: 'advice', action: 'a' }]);
    expect(unsetAttributes([reads, sets('Current')]).flat()).toEqual([]);
    expect(unsetAttributes([reads, sets('Related')])).toMatchObject([[{ rule: 'attribute-unset' }], []]);
    expect(unsetAttributes([flowOf(say('a', 'end')), null])).toEqual([[], []]);
  });
});
