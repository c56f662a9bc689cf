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
    source: 'CONNECT.md 1.3 [D DEV:interactions-invokelambdafunction; L PAC] (asynchronous)',
  },
  {
    ...invocation,
    optional: {
      ...invocationOptions,
      InvocationType: fixedChoice('SYNCHRONOUS', 'ASYNCHRONOUS'),
      InvocationTimeLimitSeconds: fixedNumber(1, 8),
    },
    source: 'CONNECT.md 1.3 [D DEV:interactions-invokelambdafunction] (synchronous)',
  },
  {
    type: 'Compare',
    required: { ComparisonValue: { kind: 'comparison' } },
    flowTypes,
    errors: { must: ['NoMatchingCondition'] },
    conditions: { operators, atLeastOne: 'refused' },
    source: 'CONNECT.md 1.1 [L PAC], 1.3; at least one condition [L AICC]',
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
    source: 'CONNECT.md 1.2 [L PAC, VMX], 1.3, 13 [L FAC 21]',
  },
  {
    type: 'DistributeByPercentage',
    flowTypes: [...inboundTransferAndQueue, 'OUTBOUND_WHISPER'],
    errors: { must: ['NoMatchingCondition'] },
    conditions: { operators: ['NumberLessThan'], atLeastOne: 'advice' },
    source:
      'CONNECT.md 1.3; flow types [D DEV:flow-control-actions-distributebypercentage, ADM:distribute-by-percentage]',
  },
  {
    type: 'Wait',
    when: { parameter: 'ContinueExecution' },
    required: { ContinueExecution: structure },
    open: true,
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['ParticipantNotFound'] },
    conditions: { operators: ['Equals'] },
    source: 'CONNECT.md 1.2 [L PAC] (the flow goes on meanwhile)',
  },
  {
    type: 'Wait',
    required: { TimeLimitSeconds: number(1, 604_800) },
    optional: { Events: structure },
    misnamed: { TimeoutSeconds: 'TimeLimitSeconds' },
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['ParticipantNotFound'] },
    conditions: { operators: ['Equals'], required: ['WaitCompleted'] },
    source: 'CONNECT.md 1.2 [L PAC], 1.3 [D: any flow, chat only; L HH 16.1: taken in a queue flow]',
  },
  {
    type: 'InvokeFlowModule',
    required: { FlowModuleId: text },
    optional: { Input: structure },
    unchecked: 'What the module takes and answers is not checked here.',
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['NoMatchingCondition'] },
    conditions: { operators: ['Equals'] },
    source: 'CONNECT.md 1.3 [L PAC]',
  },
  {
    type: 'EndFlowModuleExecution',
    terminal: true,
    open: true,
    flowTypes: [],
    errors: noErrors,
    source: 'CONNECT.md 1.3: modules only',
  },
  {
    type: 'UpdateFlowLoggingBehavior',
    required: { FlowLoggingBehavior: fixedChoice('Enabled', 'Disabled') },
    flowTypes,
    errors: noErrors,
    source: 'CONNECT.md 1.3 [D; L VMX]',
  },
];
