import { flowTypes } from '../document';
import {
  type ActionRule,
  anyError,
  anyErrorAdvised,
  fixedChoice,
  inboundTransferAndQueue,
  number,
  object,
  openChoice,
  prompt,
  structure,
  text,
} from './action-rule';

/** How the caller is spoken to, and what else is between a participant and the flow. */
export const participantActions: readonly ActionRule[] = [
  {
    type: 'UpdateContactTextToSpeechVoice',
    optional: {
      TextToSpeechVoice: text,
      TextToSpeechEngine: openChoice(
        'Standard',
        'Neural',
        'Generative',
        'standard',
        'neural',
        'generative',
        'long-form',
        'Long-form',
      ),
      TextToSpeechStyle: openChoice('None', 'Conversational', 'Newscaster'),
    },
    flowTypes,
    errors: anyErrorAdvised,
    source:
      'docs/amazon-connect.md#flow-actions [L FAC 29, 37: engines are not checked, the error is optional; L PAC: no LanguageCode]',
  },
  {
    type: 'ConnectParticipantWithLexBot',
    optional: prompt,
    open: true,
    flowTypes: [...inboundTransferAndQueue, 'OUTBOUND_WHISPER'],
    errors: { must: ['NoMatchingError'], may: ['InputTimeLimitExceeded', 'NoMatchingCondition'] },
    conditions: { operators: ['Equals'] },
    unchecked: 'What the bot is given, and what it answers, is not checked here.',
    source:
      'docs/amazon-connect.md#flow-actions [D DEV:participant-actions-connectparticipantwithlexbot; L FAC 34, 37]',
  },
  {
    type: 'ShowView',
    required: {
      ViewResource: object({ required: { Id: text }, open: true }),
      InvocationTimeLimitSeconds: number(1, Number.MAX_SAFE_INTEGER),
    },
    optional: { ViewData: structure },
    open: true,
    flowTypes: ['CONTACT_FLOW', 'CUSTOMER_QUEUE'],
    errors: { must: ['NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'] },
    conditions: { operators: ['Equals'] },
    source:
      'docs/amazon-connect.md#flow-actions [D DEV:participant-actions-showview; L FAC 36: time limit and all three errors are demanded]',
  },
  {
    type: 'UpdatePreviousContactParticipantState',
    required: { PreviousContactParticipantState: fixedChoice('AgentOnHold', 'CustomerOnHold', 'OffHold') },
    flowTypes,
    errors: anyError,
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC]',
  },
];
