import { flowTypes } from '../document';
import { operators } from '../operators';
import {
  type ActionRule,
  anyError,
  anyErrorOrNone,
  fixedChoice,
  fixedNumber,
  inboundTransferAndQueue,
  mapOf,
  noErrors,
  number,
  object,
  structure,
  text,
} from './action-rule';

const invocation = {
  type: 'InvokeLambdaFunction',
  required: { LambdaFunctionARN: text },
  flowTypes,
  errors: anyError,
} as const;
const invocationOptions = {
  LambdaInvocationAttributes: mapOf(text),
  ResponseValidation: object({ required: { ResponseType: fixedChoice('STRING_MAP', 'JSON') } }),
} as const;

/** How the flow goes on: Lambdas, comparisons, loops, waits, modules. */
export const controlActions: readonly ActionRule[] = [
  {
    ...invocation,
    when: { parameter: 'InvocationType', is: ['ASYNCHRONOUS'] },
    optional: {
      ...invocationOptions,
      InvocationType: fixedChoice('ASYNCHRONOUS'),
      InvocationTimeLimitSeconds: fixedNumber(1, 60),
    },
    source: 'docs/amazon-connect.md#flow-actions [D DEV:interactions-invokelambdafunction; L PAC] (asynchronous)',
  },
  {
    ...invocation,
    optional: {
      ...invocationOptions,
      InvocationType: fixedChoice('SYNCHRONOUS', 'ASYNCHRONOUS'),
      InvocationTimeLimitSeconds: fixedNumber(1, 8),
    },
    source: 'docs/amazon-connect.md#flow-actions [D DEV:interactions-invokelambdafunction] (synchronous)',
  },
  {
    type: 'Compare',
    required: { ComparisonValue: { kind: 'comparison' } },
    flowTypes,
    errors: { must: ['NoMatchingCondition'] },
    conditions: { operators, atLeastOne: 'refused' },
    source: 'docs/amazon-connect.md#flow-documents [L PAC], #flow-actions; at least one condition [L AICC]',
  },
  {
    type: 'Loop',
    required: { LoopCount: { kind: 'number', least: 0, most: 100, bare: true } },
    flowTypes,
    errors: anyErrorOrNone,
    conditions: {
      operators: ['Equals'],
      operands: ['ContinueLooping', 'DoneLooping'],
      required: ['ContinueLooping', 'DoneLooping'],
    },
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC, VMX], #flow-actions [L FAC 21]',
  },
  {
    type: 'DistributeByPercentage',
    flowTypes: [...inboundTransferAndQueue, 'OUTBOUND_WHISPER'],
    errors: { must: ['NoMatchingCondition'] },
    conditions: { operators: ['NumberLessThan'], atLeastOne: 'advice' },
    source:
      'docs/amazon-connect.md#flow-actions; flow types [D DEV:flow-control-actions-distributebypercentage, ADM:distribute-by-percentage]',
  },
  {
    type: 'Wait',
    when: { parameter: 'ContinueExecution' },
    required: { ContinueExecution: structure },
    open: true,
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['ParticipantNotFound'] },
    conditions: { operators: ['Equals'] },
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC] (the flow goes on meanwhile)',
  },
  {
    type: 'Wait',
    required: { TimeLimitSeconds: number(1, 604_800) },
    optional: { Events: structure },
    misnamed: { TimeoutSeconds: 'TimeLimitSeconds' },
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['ParticipantNotFound'] },
    conditions: { operators: ['Equals'], required: ['WaitCompleted'] },
    source:
      'docs/amazon-connect.md#names-the-service-takes [L PAC], #flow-actions [D: any flow, chat only; L HH 16.1: taken in a queue flow]',
  },
  {
    type: 'InvokeFlowModule',
    required: { FlowModuleId: text },
    optional: { Input: structure },
    unchecked: 'What the module takes and answers is not checked here.',
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['NoMatchingCondition'] },
    conditions: { operators: ['Equals'] },
    source: 'docs/amazon-connect.md#flow-actions [L PAC]',
  },
  {
    type: 'EndFlowModuleExecution',
    terminal: true,
    open: true,
    flowTypes: [],
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions: modules only',
  },
  {
    type: 'UpdateFlowLoggingBehavior',
    required: { FlowLoggingBehavior: fixedChoice('Enabled', 'Disabled') },
    flowTypes,
    errors: noErrors,
    source: 'docs/amazon-connect.md#flow-actions [D; L VMX]',
  },
];
