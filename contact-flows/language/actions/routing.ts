import { flowTypes } from '../document';
import {
  type ActionRule,
  anyError,
  fixedChoice,
  fixedNumber,
  inboundAndTransfer,
  inboundTransferAndQueue,
  noErrors,
  number,
  object,
  queueTypes,
  text,
  transferTypes,
  whisperTypes,
} from './action-rule';

const queueOrAgent = { QueueId: text, AgentId: text } as const;
const queueOrAgentNames = ['QueueId', 'AgentId'] as const;
const transferErrors = { must: ['QueueAtCapacity', 'NoMatchingError'] } as const;

/** Hooks of UpdateContactEventHooks; one to an action (CONNECT.md 1.2). */
const hooks = {
  AgentHold: text,
  AgentWhisper: text,
  CustomerHold: text,
  CustomerQueue: text,
  CustomerRemaining: text,
  CustomerWhisper: text,
  DefaultAgentUI: text,
  DisconnectAgentUI: text,
  PauseContact: text,
  ResumeContact: text,
};

/** Switches a whisper off (CONNECT.md 1.3, VMX). */
const whisperSwitch = object({ required: { DisableExecution: fixedChoice('true', 'false') } });

const thirdParty = {
  type: 'TransferParticipantToThirdParty',
  required: {
    ThirdPartyPhoneNumber: text,
    ThirdPartyConnectionTimeLimitSeconds: number(1, Number.MAX_SAFE_INTEGER),
    ContinueFlowExecution: fixedChoice('True', 'False'),
  },
  optional: {
    ThirdPartyDTMFDigits: text,
    CallerId: object({ optional: { Name: text, Number: text }, atLeastOne: [['Name', 'Number']] }),
  },
  flowTypes: inboundAndTransfer,
} as const;

const agentCounts = ['NumberOfAgentsAvailable', 'NumberOfAgentsStaffed', 'NumberOfAgentsOnline'];
const queueMetrics = ['OldestContactInQueueAgeSeconds', 'NumberOfContactsInQueue'];
const metricCheck = {
  type: 'CheckMetricData',
  optional: queueOrAgent,
  atMostOne: [queueOrAgentNames],
  flowTypes: inboundTransferAndQueue,
  errors: { must: ['NoMatchingError', 'NoMatchingCondition'] },
} as const;

/** Where the contact goes, who may take it, and which flows it meets there. */
export const routingActions: readonly ActionRule[] = [
  {
    type: 'UpdateContactTargetQueue',
    optional: queueOrAgent,
    exactlyOne: [queueOrAgentNames],
    flowTypes: inboundAndTransfer,
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'TransferContactToQueue',
    flowTypes: inboundAndTransfer,
    errors: transferErrors,
    source: 'CONNECT.md 1.3 [D; L VMX]',
  },
  {
    type: 'DequeueContactAndTransferToQueue',
    optional: queueOrAgent,
    exactlyOne: [queueOrAgentNames],
    flowTypes: queueTypes,
    errors: transferErrors,
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'TransferContactToAgent',
    terminal: true,
    flowTypes: transferTypes,
    errors: noErrors,
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'UpdateContactRoutingBehavior',
    optional: {
      QueuePriority: fixedNumber(1, Number.MAX_SAFE_INTEGER),
      QueueTimeAdjustmentSeconds: fixedNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    },
    exactlyOne: [['QueuePriority', 'QueueTimeAdjustmentSeconds']],
    flowTypes: inboundTransferAndQueue,
    errors: noErrors,
    source: 'CONNECT.md 1.3 [D ADM:change-routing-priority]',
  },
  {
    type: 'UpdateContactRoutingCriteria',
    required: { RoutingCriteria: { kind: 'routing-criteria' } },
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'CONNECT.md 1.2 [L PAC, VMX], 1.3',
  },
  {
    type: 'UpdateContactEventHooks',
    optional: {
      EventHooks: object({ optional: hooks, exactlyOne: [Object.keys(hooks)] }),
      EventHooksConfiguration: object({
        optional: { AgentWhisper: whisperSwitch, CustomerWhisper: whisperSwitch },
        exactlyOne: [['AgentWhisper', 'CustomerWhisper']],
      }),
    },
    atLeastOne: [['EventHooks', 'EventHooksConfiguration']],
    flowTypes,
    errors: anyError,
    source: 'CONNECT.md 1.2 [L PAC, VMX], 1.3; one whisper at a time ADM:set-whisper-flow [D]',
  },
  {
    type: 'UpdateContactCallbackNumber',
    required: { CallbackNumber: { kind: 'json-path' } },
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['InvalidCallbackNumber', 'CallbackNumberNotDialable'] },
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'CreateCallbackContact',
    optional: {
      ...queueOrAgent,
      InitialCallDelaySeconds: number(0, Number.MAX_SAFE_INTEGER),
      RetryDelaySeconds: number(0, Number.MAX_SAFE_INTEGER),
      MaximumConnectionAttempts: number(1, Number.MAX_SAFE_INTEGER),
    },
    atMostOne: [queueOrAgentNames],
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    ...thirdParty,
    when: { parameter: 'ContinueFlowExecution', is: ['True'] },
    errors: {
      must: ['NoMatchingError'],
      may: ['CallFailed', 'ConnectionTimeLimitExceeded'],
      mayNotIn: ['AGENT_TRANSFER'],
    },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 (flow goes on)',
  },
  { ...thirdParty, errors: anyError, source: 'CONNECT.md 1.2 [L PAC], 1.3 (call handed over)' },
  {
    type: 'TransferToFlow',
    required: { ContactFlowId: text },
    flowTypes: inboundAndTransfer,
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'CheckOutboundCallStatus',
    flowTypes: ['CONTACT_FLOW', 'OUTBOUND_WHISPER'],
    errors: anyError,
    conditions: {
      operators: ['Equals'],
      operands: ['CallAnswered', 'VoicemailBeep', 'VoicemailNoBeep', 'NotDetected'],
      atLeastOne: true,
    },
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'CompleteOutboundCall',
    flowTypes: ['OUTBOUND_WHISPER'],
    errors: anyError,
    source: 'CONNECT.md 1.3 [D; L PAC]',
  },
  {
    type: 'EndFlowExecution',
    terminal: true,
    flowTypes: [...whisperTypes, ...queueTypes],
    errors: noErrors,
    source: 'CONNECT.md 1.3 [D ADM:end-flow-resume; L PAC]',
  },
  {
    type: 'DisconnectParticipant',
    terminal: true,
    flowTypes: inboundTransferAndQueue,
    errors: noErrors,
    source: 'CONNECT.md 1.3 [D; L PAC: refused in whispers and holds]',
  },
  {
    ...metricCheck,
    when: { parameter: 'MetricType', is: queueMetrics },
    required: { MetricType: fixedChoice(...queueMetrics) },
    conditions: {
      operators: ['Equals', 'NumberGreaterThan', 'NumberGreaterOrEqualTo', 'NumberLessThan', 'NumberLessOrEqualTo'],
      atLeastOne: true,
    },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 (queue metrics)',
  },
  {
    ...metricCheck,
    required: { MetricType: fixedChoice(...agentCounts, ...queueMetrics) },
    conditions: { operators: ['NumberGreaterThan'], operands: ['0'], atLeastOne: true },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 (agent counts)',
  },
  {
    type: 'GetMetricData',
    optional: { ...queueOrAgent, QueueChannel: text },
    atMostOne: [queueOrAgentNames],
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'CheckHoursOfOperation',
    optional: { HoursOfOperationId: text },
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    conditions: { operators: ['Equals'], operands: ['True', 'False'], required: ['True', 'False'] },
    source: 'CONNECT.md 1.3 [D; L PAC]',
  },
];
