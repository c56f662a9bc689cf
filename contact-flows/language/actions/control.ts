import { flowTypes } from '../document';
import { operators } from '../operators';
import {
  type ActionRule,
  anyError,
  fixedChoice,
  fixedNumber,
  inboundTransferAndQueue,
  listOf,
  mapOf,
  noErrors,
  number,
  object,
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
    conditions: { operators, atLeastOne: true },
    source: 'CONNECT.md 1.1 [L PAC], 1.3; at least one condition [I]: without it the action decides nothing',
  },
  {
    type: 'Loop',
    required: { LoopCount: number(0, 100) },
    flowTypes,
    errors: noErrors,
    conditions: {
      operators: ['Equals'],
      operands: ['ContinueLooping', 'DoneLooping'],
      required: ['ContinueLooping', 'DoneLooping'],
    },
    source: 'CONNECT.md 1.2 [L PAC, VMX], 1.3',
  },
  {
    type: 'DistributeByPercentage',
    flowTypes,
    errors: { must: ['NoMatchingCondition'] },
    conditions: { operators: ['NumberLessThan'], atLeastOne: true },
    source: 'CONNECT.md 1.3 [D]',
  },
  {
    type: 'Wait',
    required: { TimeLimitSeconds: number(1, 604_800) },
    optional: { Events: listOf(text) },
    misnamed: { TimeoutSeconds: 'TimeLimitSeconds' },
    flowTypes: inboundTransferAndQueue,
    errors: { must: ['NoMatchingError'], may: ['ParticipantNotFound'] },
    conditions: { operators: ['Equals'], required: ['WaitCompleted'] },
    source: 'CONNECT.md 1.2 [L PAC], 1.3; flow types [I]: the table names channels only',
  },
  {
    type: 'InvokeFlowModule',
    required: { FlowModuleId: text },
    optional: { Input: { kind: 'structure' } },
    flowTypes,
    errors: { must: ['NoMatchingError'], may: ['NoMatchingCondition'] },
    conditions: { operators: ['Equals'] },
    source: 'CONNECT.md 1.3 [L PAC]',
  },
  {
    type: 'EndFlowModuleExecution',
    terminal: true,
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
