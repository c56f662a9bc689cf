import { flowTypes } from '../document';
import {
  type ActionRule,
  anyError,
  fixedChoice,
  fixedNumber,
  flag,
  inboundAndTransfer,
  inboundTransferAndQueue,
  noErrors,
  number,
  object,
  queueTypes,
  structure,
  text,
  transferTypes,
  whisperTypes,
} from './action-rule';

const queueOrAgent = { QueueId: text, AgentId: text } as const;
const queueOrAgentNames = ['QueueId', 'AgentId'] as const;
const transferErrors = { must: ['QueueAtCapacity', 'NoMatchingError'] } as const;

/**
 * Hooks of UpdateContactEventHooks; the reference wants one to an action, the service takes more
 * (docs/amazon-connect.md#names-the-service-takes).
 */
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

/** Switches a whisper on or off, beside its hook only (docs/amazon-connect.md#whispers). */
const whisperSwitch = object({ required: { DisableExecution: flag } });

const thirdParty = {
  type: 'TransferParticipantToThirdParty',
  required: {
    ThirdPartyPhoneNumber: text,
    ThirdPartyConnectionTimeLimitSeconds: number(1, Number.MAX_SAFE_INTEGER),
    ContinueFlowExecution: flag,
  },
  optional: {
    ThirdPartyDTMFDigits: text,
    CallerId: object({ optional: { Name: text, Number: text }, atLeastOne: [['Name', 'Number']] }),
  },
  flowTypes: inboundTransferAndQueue,
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
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'TransferContactToQueue',
    flowTypes: inboundAndTransfer,
    errors: transferErrors,
    source: 'docs/amazon-connect.md#flow-actions [D; L VMX]',
  },
  {
    type: 'DequeueContactAndTransferToQueue',
    optional: queueOrAgent,
    exactlyOne: [queueOrAgentNames],
    flowTypes: queueTypes,
    errors: transferErrors,
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'TransferContactToAgent',
    terminal: true,
    flowTypes: transferTypes,
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'UpdateContactRoutingBehavior',
    when: { parameter: 'RoutingProficiencies' },
    required: { RoutingProficiencies: structure },
    open: true,
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'docs/amazon-connect.md#flow-actions [L AICC] (proficiencies)',
  },
  {
    type: 'UpdateContactRoutingBehavior',
    optional: {
      QueuePriority: fixedNumber(1, 2 ** 63),
      QueueTimeAdjustmentSeconds: fixedNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    },
    exactlyOne: [['QueuePriority', 'QueueTimeAdjustmentSeconds']],
    flowTypes: inboundTransferAndQueue,
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions [D ADM:change-routing-priority]',
  },
  {
    type: 'UpdateContactRoutingCriteria',
    required: { RoutingCriteria: { kind: 'routing-criteria' } },
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC, VMX], #flow-actions',
  },
  {
    type: 'UpdateContactEventHooks',
    required: { EventHooks: object({ optional: hooks }) },
    optional: {
      EventHooksConfiguration: object({ optional: { AgentWhisper: whisperSwitch, CustomerWhisper: whisperSwitch } }),
    },
    flowTypes,
    errors: anyError,
    source:
      'docs/amazon-connect.md#names-the-service-takes, #flow-actions [L FAC 31, AICC: no configuration without hooks]',
  },
  {
    type: 'UpdateContactCallbackNumber',
    required: { CallbackNumber: { kind: 'json-path' } },
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['InvalidCallbackNumber', 'CallbackNumberNotDialable'] },
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'CreateCallbackContact',
    optional: {
      ...queueOrAgent,
      InitialCallDelaySeconds: fixedNumber(1, 259_200),
      RetryDelaySeconds: fixedNumber(1, 259_200),
      MaximumConnectionAttempts: number(1, Number.MAX_SAFE_INTEGER),
      ContactFlowId: text,
      CallerId: text,
    },
    atMostOne: [queueOrAgentNames],
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    source: 'docs/amazon-connect.md#flow-actions [D DEV:interactions-createcallbackcontact: at most 259,200 s]',
  },
  {
    ...thirdParty,
    when: { parameter: 'ContinueFlowExecution', is: ['True', 'true'] },
    errors: {
      must: ['NoMatchingError', 'CallFailed', 'ConnectionTimeLimitExceeded'],
      notIn: { types: ['AGENT_TRANSFER'], errors: ['CallFailed', 'ConnectionTimeLimitExceeded'] },
    },
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions [L HH 16.8] (flow goes on)',
  },
  {
    ...thirdParty,
    errors: anyError,
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions (call handed over)',
  },
  {
    type: 'TransferToFlow',
    required: { ContactFlowId: text },
    flowTypes: inboundAndTransfer,
    errors: anyError,
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'CheckOutboundCallStatus',
    flowTypes: ['CONTACT_FLOW', 'OUTBOUND_WHISPER'],
    errors: anyError,
    conditions: {
      operators: ['Equals'],
      operands: ['CallAnswered', 'VoicemailBeep', 'VoicemailNoBeep', 'NotDetected'],
      atLeastOne: 'advice',
    },
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'CompleteOutboundCall',
    flowTypes: ['OUTBOUND_WHISPER'],
    errors: anyError,
    source: 'docs/amazon-connect.md#flow-actions [D; L PAC]',
  },
  {
    type: 'EndFlowExecution',
    terminal: true,
    flowTypes: [...whisperTypes, ...queueTypes],
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions [D ADM:end-flow-resume; L PAC]',
  },
  {
    type: 'DisconnectParticipant',
    terminal: true,
    flowTypes: inboundTransferAndQueue,
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions [D; L PAC: refused in whispers and holds]',
  },
  {
    ...metricCheck,
    when: { parameter: 'MetricType', is: queueMetrics },
    required: { MetricType: fixedChoice(...queueMetrics) },
    conditions: {
      operators: ['Equals', 'NumberGreaterThan', 'NumberGreaterOrEqualTo', 'NumberLessThan', 'NumberLessOrEqualTo'],
      atLeastOne: 'refused',
    },
    source:
      'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions (queue metrics); at least one condition [L AICC]',
  },
  {
    ...metricCheck,
    required: { MetricType: fixedChoice(...agentCounts, ...queueMetrics) },
    conditions: { operators: ['NumberGreaterThan'], operands: ['0'], atLeastOne: 'refused' },
    source:
      'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions (agent counts); at least one condition [L AICC]',
  },
  {
    type: 'GetMetricData',
    optional: { ...queueOrAgent, QueueChannel: text },
    atMostOne: [queueOrAgentNames],
    flowTypes,
    errors: anyError,
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    type: 'CheckHoursOfOperation',
    optional: { HoursOfOperationId: text },
    flowTypes: inboundTransferAndQueue,
    errors: anyError,
    conditions: { operators: ['Equals'], operands: ['True', 'False'], required: ['True', 'False'] },
    source: 'docs/amazon-connect.md#flow-actions [D; L PAC]',
  },
];
