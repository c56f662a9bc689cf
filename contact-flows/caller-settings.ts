import type { FlowAction, FlowDocument, FlowValue } from './language/document';
import { isObject } from './language/json';
import { withActionsBefore } from './with-actions';

/** What is said to callers: a text for the voice of Connect, or a prompt that was recorded. */
export type Spoken = string | { readonly promptArn: string };

export interface Voice {
  /** Of Amazon Polly, such as Joanna. */
  readonly name: string;
  readonly engine?: 'Standard' | 'Neural' | 'Generative' | 'Long-form' | undefined;
  readonly style?: 'None' | 'Conversational' | 'Newscaster' | undefined;
}

/** Whose words are recorded once an agent and the caller talk, and whether they are analysed. */
export interface Recording {
  readonly participants: readonly ('Agent' | 'Customer')[];
  /** Only with both participants. */
  readonly analytics: { readonly mode: 'PostContact' | 'RealTime'; readonly language: string } | null;
  /** What callers hear before; null: nothing. */
  readonly consent: Spoken | null;
}

/** How the callers of a queue are spoken to. `null`: the flow says nothing of it, and Connect goes on as it was. */
export interface CallerSettings {
  /** By the token of a template that stands for it. */
  readonly spoken: Readonly<Record<string, Spoken>>;
  readonly voice: Voice | null;
  /** Such as en-US: the language of the contact, for whatever Connect makes of its words. */
  readonly language: string | null;
  /** ARN of a prompt, in the place of the pauses between two hold messages. */
  readonly holdMusic: string | null;
  readonly recording: Recording | null;
}

/** Set once a caller has been told; a flow that tells it before its transfer to ours sets it, too. */
const announced = 'ccbRecordingAnnounced';

/**
 * A template with the settings of a queue in it: prompts in the place of texts, voice and language first, recording before the
 * caller is led to the queue. Settings that say nothing leave the template as it is.
 */
export function withSettings(template: FlowDocument, settings: CallerSettings): FlowDocument {
  const spoken = withPrompts(withMusic(template, settings.holdMusic), settings.spoken);
  const recorded = settings.recording === null ? spoken : withRecording(spoken, settings.recording);
  return withActionsBefore(recorded, recorded.StartAction, (start) => voiceActions(settings, start));
}

/** The texts among what is spoken: the tokens that are still to be bound. */
export const textsOf = (spoken: Readonly<Record<string, Spoken>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(spoken).flatMap(([token, said]) => (typeof said === 'string' ? [[token, said]] : [])),
  );

/** `{ "Text": "${Greeting}" }` as `{ "PromptId": "arn..." }`, wherever it stands. */
function withPrompts<T>(part: T, spoken: Readonly<Record<string, Spoken>>): T;
function withPrompts(part: unknown, spoken: Readonly<Record<string, Spoken>>): unknown {
  if (Array.isArray(part)) return part.map((item) => withPrompts(item, spoken));
  if (!isObject(part)) return part;
  const said = Object.entries(spoken).find(([token]) => part['Text'] === `\${${token}}`)?.[1];
  const entries = Object.entries(part).map(([key, value]) =>
    key === 'Text' && isObject(said) ? ['PromptId', said['promptArn']] : [key, withPrompts(value, spoken)],
  );
  return Object.fromEntries(entries);
}

/** Silence in SSML between the messages of a loop is what the music replaces. */
function withMusic(template: FlowDocument, prompt: string | null): FlowDocument {
  if (prompt === null) return template;
  const isPause = (message: FlowValue): boolean => isObject(message) && message['SSML'] !== undefined;
  const Actions = template.Actions.map((action): FlowAction => {
    const { Messages } = action.Parameters;
    if (action.Type !== 'MessageParticipantIteratively' || !Array.isArray(Messages) || !Messages.some(isPause))
      return action;
    const kept = Messages.filter((message: FlowValue) => !isPause(message));
    return { ...action, Parameters: { ...action.Parameters, Messages: [...kept, { PromptId: prompt }] } };
  });
  return { ...template, Actions };
}

function voiceActions({ voice, language }: CallerSettings, start: string): readonly FlowAction[] {
  const then = (next: string) => ({ NextAction: next, Errors: [{ NextAction: next, ErrorType: 'NoMatchingError' }] });
  const setLanguage: readonly FlowAction[] =
    language === null
      ? []
      : [
          {
            Identifier: 'Set the language',
            Type: 'UpdateContactData',
            Parameters: { LanguageCode: language },
            Transitions: then(start),
          },
        ];
  if (voice === null) return setLanguage;
  return [
    {
      Identifier: 'Set the voice',
      Type: 'UpdateContactTextToSpeechVoice',
      Parameters: {
        TextToSpeechVoice: voice.name,
        ...(voice.engine && { TextToSpeechEngine: voice.engine }),
        ...(voice.style && { TextToSpeechStyle: voice.style }),
      },
      Transitions: then(setLanguage[0]?.Identifier ?? start),
    },
    ...setLanguage,
  ];
}

/** Before the hook of the queue flow, where nothing but the way into the queue is left; a flow without one leads on elsewhere. */
function withRecording(template: FlowDocument, recording: Recording): FlowDocument {
  const place = template.Actions.find(
    ({ Type, Parameters: { EventHooks } }) =>
      Type === 'UpdateContactEventHooks' && isObject(EventHooks) && EventHooks['CustomerQueue'] !== undefined,
  );
  if (place === undefined) return template;
  return withActionsBefore(template, place.Identifier, (next) => recordingActions(recording, next));
}

function recordingActions({ participants, analytics, consent }: Recording, next: string): readonly FlowAction[] {
  const record: FlowAction = {
    Identifier: participants.length === 0 ? 'Record nobody' : 'Record the conversation',
    Type: 'UpdateContactRecordingBehavior',
    Parameters: {
      RecordingBehavior: { RecordedParticipants: participants },
      // Keys of redaction are left out: it is off then, and the documented "Disabled" was refused by a live instance.
      ...(analytics && {
        AnalyticsBehavior: {
          Enabled: 'True',
          AnalyticsLanguage: analytics.language,
          ChannelConfiguration: { Voice: { AnalyticsModes: [analytics.mode] } },
        },
      }),
    },
    // It takes no error branch (docs/amazon-connect.md#flow-actions).
    Transitions: { NextAction: next },
  };
  if (consent === null || participants.length === 0) return [record];
  const [announce, note] = ['Announce the recording', 'Note the announcement'];
  return [
    {
      Identifier: 'Was the recording announced',
      Type: 'Compare',
      Parameters: { ComparisonValue: `$.Attributes.${announced}` },
      Transitions: {
        NextAction: announce,
        Conditions: [{ NextAction: record.Identifier, Condition: { Operator: 'Equals', Operands: ['true'] } }],
        Errors: [{ NextAction: announce, ErrorType: 'NoMatchingCondition' }],
      },
    },
    {
      Identifier: announce,
      Type: 'MessageParticipant',
      Parameters: typeof consent === 'string' ? { Text: consent } : { PromptId: consent.promptArn },
      // Who could not be told is not recorded.
      Transitions: { NextAction: note, Errors: [{ NextAction: next, ErrorType: 'NoMatchingError' }] },
    },
    {
      Identifier: note,
      Type: 'UpdateContactAttributes',
      Parameters: { Attributes: { [announced]: 'true' }, TargetContact: 'Current' },
      Transitions: {
        NextAction: record.Identifier,
        Errors: [{ NextAction: record.Identifier, ErrorType: 'NoMatchingError' }],
      },
    },
    record,
  ];
}
