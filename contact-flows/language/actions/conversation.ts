import { flowTypes } from '../document';
import {
  type ActionRule,
  anyError,
  choice,
  fixedChoice,
  holdTypes,
  inboundTransferAndQueue,
  listOf,
  noErrors,
  number,
  object,
  prompt,
  promptNames,
  queueTypes,
  text,
  whisperTypes,
} from './action-rule';

/** Blocks that the documentation forbids directly before looping prompts. */
const notBeforeLoopingPrompts = [
  'GetParticipantInput',
  'Loop',
  'MessageParticipant',
  'UpdateContactMediaStreamingBehavior',
  'TransferContactToQueue',
  'DequeueContactAndTransferToQueue',
  'TransferContactToAgent',
  'TransferParticipantToThirdParty',
  'TransferToFlow',
];

const loopedMessage = object({
  optional: { Text: text, SSML: text, PromptId: text },
  exactlyOne: [['Text', 'SSML', 'PromptId']],
});

const loopingPrompts = {
  type: 'MessageParticipantIteratively',
  flowTypes: [...queueTypes, ...holdTypes],
  errors: anyError,
  notDirectlyAfter: notBeforeLoopingPrompts,
} as const;

const keypadBehaviour = object({
  optional: {
    InputTerminationSequence: text,
    DisableCancelKey: fixedChoice('True', 'False'),
    InterdigitTimeLimitSeconds: number(1, 20),
  },
});

const recordedParticipants = listOf(choice('Agent', 'Customer'));
const recordingBehaviour = object({
  required: { RecordedParticipants: recordedParticipants },
  optional: {
    IVRRecordingBehavior: fixedChoice('Enabled', 'Disabled'),
    ScreenRecordedParticipants: listOf(choice('Agent')),
  },
});

/** What is said to the caller, asked of them, and recorded. */
export const conversationActions: readonly ActionRule[] = [
  {
    type: 'MessageParticipant',
    optional: { ...prompt, SkipWhenDTMFBufferEnabled: fixedChoice('true', 'false') },
    exactlyOne: [promptNames],
    flowTypes,
    errors: { ...anyError, freeIn: whisperTypes },
    source: 'CONNECT.md 1.3 [D; whispers L VMX]',
  },
  {
    ...loopingPrompts,
    when: { parameter: 'InterruptFrequencySeconds' },
    required: { Messages: listOf(loopedMessage) },
    optional: {
      InterruptFrequencySeconds: { kind: 'interrupt' },
      ContinueMessagingDuringInterrupt: fixedChoice('true', 'false'),
    },
    conditions: { operators: ['Equals'], operands: ['MessagesInterrupted'], required: ['MessagesInterrupted'] },
    source: 'CONNECT.md 1.3, 1.4 [D ADM:loop-prompts; L VMX]',
  },
  {
    ...loopingPrompts,
    required: { Messages: listOf(loopedMessage) },
    source: 'CONNECT.md 1.3 [D ADM:loop-prompts]: without an interrupt nothing can be interrupted',
  },
  {
    type: 'GetParticipantInput',
    when: { parameter: 'EnableDTMFBuffer' },
    required: { EnableDTMFBuffer: fixedChoice('true', 'false') },
    optional: { StoreInput: fixedChoice('true', 'false'), InputEncryption: { kind: 'structure' } },
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'CONNECT.md 1.3 (buffer mode: ADM:set-touchtone-buffer-behavior [D])',
  },
  {
    type: 'GetParticipantInput',
    when: { parameter: 'StoreInput', is: ['True'] },
    required: {
      StoreInput: fixedChoice('True'),
      InputTimeLimitSeconds: number(1, 180),
      InputValidation: object({
        optional: {
          CustomValidation: object({ required: { MaximumLength: number(1, Number.MAX_SAFE_INTEGER) } }),
          PhoneNumberValidation: object({
            required: { NumberFormat: fixedChoice('Local', 'E164') },
            optional: { CountryCode: text },
          }),
        },
        exactlyOne: [['CustomValidation', 'PhoneNumberValidation']],
      }),
    },
    optional: { ...prompt, DTMFConfiguration: keypadBehaviour, InputEncryption: { kind: 'structure' } },
    atMostOne: [promptNames],
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['NoMatchingError'], may: ['InvalidPhoneNumber'] },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 (store mode); DEV:participant-actions-getparticipantinput [D]',
  },
  {
    type: 'GetParticipantInput',
    required: { StoreInput: fixedChoice('True', 'False'), InputTimeLimitSeconds: number(1, 180) },
    optional: prompt,
    exactlyOne: [promptNames],
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'] },
    conditions: { operators: ['Equals'], oneKey: true },
    source: 'CONNECT.md 1.2 [L PAC, VMX], 1.3 (branch mode)',
  },
  {
    type: 'UpdateContactRecordingBehavior',
    required: { RecordingBehavior: recordingBehaviour },
    optional: { AnalyticsBehavior: { kind: 'structure' } },
    flowTypes: [...inboundTransferAndQueue, 'OUTBOUND_WHISPER'],
    errors: noErrors,
    source: 'CONNECT.md 1.3, 6 [D; L VMX]',
  },
  {
    type: 'UpdateContactRecordingAndAnalyticsBehavior',
    when: { parameter: 'ChatBehavior' },
    required: { ChatBehavior: { kind: 'structure' } },
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['NoMatchingError', 'ChannelMismatch'], may: ['InFlightRedactionConfigurationFailed'] },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 (chat)',
  },
  {
    type: 'UpdateContactRecordingAndAnalyticsBehavior',
    required: {
      VoiceBehavior: object({
        required: { VoiceRecordingBehavior: recordingBehaviour },
        optional: { VoiceAnalyticsBehavior: { kind: 'structure' } },
      }),
    },
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['NoMatchingError', 'ChannelMismatch'] },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 (voice)',
  },
  {
    type: 'UpdateContactMediaStreamingBehavior',
    required: {
      MediaStreamingState: fixedChoice('Enabled', 'Disabled'),
      MediaStreamType: fixedChoice('Audio'),
      Participants: listOf(
        object({
          required: { ParticipantType: fixedChoice('Customer'), MediaDirections: listOf(choice('To', 'From'), 2) },
        }),
      ),
    },
    flowTypes: [...inboundTransferAndQueue, ...whisperTypes],
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]',
  },
];
