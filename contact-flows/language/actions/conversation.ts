import { flowTypes } from '../document';
import {
  type ActionRule,
  anyError,
  anyErrorAdvised,
  choice,
  fixedChoice,
  flag,
  holdTypes,
  inboundTransferAndQueue,
  listOf,
  noErrors,
  number,
  object,
  prompt,
  promptNames,
  queueTypes,
  structure,
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
  optional: prompt,
  exactlyOne: [promptNames],
});

const loopingPrompts = {
  type: 'MessageParticipantIteratively',
  flowTypes: [...queueTypes, ...holdTypes],
  errors: anyErrorAdvised,
  nextOptional: true,
  notDirectlyAfter: notBeforeLoopingPrompts,
} as const;

const keypadBehaviour = object({
  optional: {
    InputTerminationSequence: text,
    DisableCancelKey: flag,
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
    optional: { ...prompt, SkipWhenDTMFBufferEnabled: flag },
    exactlyOne: [promptNames],
    flowTypes: [...inboundTransferAndQueue, ...whisperTypes],
    errors: anyErrorAdvised,
    source: 'docs/amazon-connect.md#flow-actions [D: not in hold flows; L FAC 37: the error may be left out]',
  },
  {
    ...loopingPrompts,
    when: { parameter: 'InterruptFrequencySeconds' },
    required: { Messages: listOf(loopedMessage) },
    optional: {
      InterruptFrequencySeconds: { kind: 'interrupt' },
      ContinueMessagingDuringInterrupt: flag,
    },
    conditions: { operators: ['Equals'], operands: ['MessagesInterrupted'], advised: ['MessagesInterrupted'] },
    source: 'docs/amazon-connect.md#flow-actions, #looping-prompts [D ADM:loop-prompts; L VMX; L FAC 32, 38]',
  },
  {
    ...loopingPrompts,
    required: { Messages: listOf(loopedMessage) },
    source: 'docs/amazon-connect.md#flow-actions [D ADM:loop-prompts]: without an interrupt nothing can be interrupted',
  },
  {
    type: 'GetParticipantInput',
    when: { parameter: 'EnableDTMFBuffer' },
    required: { EnableDTMFBuffer: flag },
    optional: { StoreInput: flag, InputEncryption: structure },
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'docs/amazon-connect.md#flow-actions (buffer mode: [D ADM:set-touchtone-buffer-behavior; L AICC])',
  },
  {
    type: 'GetParticipantInput',
    when: { parameter: 'StoreInput', is: ['True', 'true'] },
    required: {
      StoreInput: flag,
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
    optional: { ...prompt, DTMFConfiguration: keypadBehaviour, InputEncryption: structure },
    exactlyOne: [promptNames],
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['NoMatchingError'], may: ['InvalidPhoneNumber'] },
    source:
      'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions (store mode); DEV:participant-actions-getparticipantinput [D]; one prompt [L AICC]',
  },
  {
    type: 'GetParticipantInput',
    required: { StoreInput: flag, InputTimeLimitSeconds: number(1, 180) },
    optional: prompt,
    exactlyOne: [promptNames],
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'] },
    conditions: { operators: ['Equals'], oneKey: true },
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC, VMX], #flow-actions (branch mode)',
  },
  {
    type: 'UpdateContactRecordingBehavior',
    required: { RecordingBehavior: recordingBehaviour },
    optional: { AnalyticsBehavior: structure },
    flowTypes: [...inboundTransferAndQueue, 'OUTBOUND_WHISPER'],
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions, #voicemail-and-recordings [D; L VMX; L FAC 37: no error branch]',
  },
  {
    type: 'UpdateContactRecordingAndAnalyticsBehavior',
    when: { parameter: 'ChatBehavior' },
    required: { ChatBehavior: structure },
    flowTypes,
    errors: { must: ['NoMatchingError', 'ChannelMismatch', 'InFlightRedactionConfigurationFailed'] },
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions [L FAC 35] (chat)',
  },
  {
    type: 'UpdateContactRecordingAndAnalyticsBehavior',
    when: { parameter: 'ScreenRecordingBehavior' },
    required: {
      ScreenRecordingBehavior: object({ required: { ScreenRecordedParticipants: listOf(choice('Agent')) } }),
    },
    flowTypes,
    errors: { must: ['NoMatchingError', 'ChannelMismatch'] },
    source: 'docs/amazon-connect.md#flow-actions [L FAC 35] (screen)',
  },
  {
    type: 'UpdateContactRecordingAndAnalyticsBehavior',
    required: {
      VoiceBehavior: object({
        optional: { VoiceRecordingBehavior: recordingBehaviour, VoiceAnalyticsBehavior: structure },
        atLeastOne: [['VoiceRecordingBehavior', 'VoiceAnalyticsBehavior']],
      }),
    },
    flowTypes,
    errors: { must: ['NoMatchingError', 'ChannelMismatch'] },
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions (voice)',
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
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
];
