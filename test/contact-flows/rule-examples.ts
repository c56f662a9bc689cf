import { unsetAttributes } from '../../contact-flows/language/attributes';
import { bindFlow } from '../../contact-flows/language/bind';
import type { FlowType, FlowValue } from '../../contact-flows/language/document';
import { type FlowProblem, type FlowRuleId, findFlowProblems } from '../../contact-flows/language/validate';
import { action, flowOf, goTo, hangUp, say, when } from './sample-flow';

/** Ways to break each rule and nothing else. */
export const ruleExamples: Readonly<Record<FlowRuleId, readonly (() => FlowProblem[])[]>> = {
  shape: [
    check(null),
    check([]),
    check({ ...flowOf(), StartAction: 7 }),
    check({ ...flowOf(), Metadata: 'none' }),
    check({ Version: '2019-10-30', StartAction: 'end', Actions: {} }, 'CONTACT_FLOW', ['start-action']),
    check({ ...flowOf(), Actions: [hangUp, 'hang up'] }),
    check({ ...flowOf(), Actions: [{ ...hangUp, Parameters: [] }] }),
    check(flowOf({ ...say('a', 'end'), Transitions: { ...say('a', 'end').Transitions, Errors: 'none' } as never })),
    check(flowOf({ ...say('a', 'end'), Transitions: { NextAction: 'end', Errors: [{ NextAction: 'end' }] } as never })),
    check(flowOf(compare({ Operator: 'Equals', Operands: 'x' }))),
    check(flowOf(compare({ Operator: 'Equals', Operands: [5] }))),
  ],
  version: [check({ ...flowOf(), Version: '2020-01-01' })],
  settings: [check({ ...flowOf(), Settings: {} })],
  'unknown-field': [
    check({ ...flowOf(), Description: 'x' }),
    check({ ...flowOf(), Actions: [{ ...hangUp, Comment: 'x' }] }),
    check(flowOf({ ...say('a', 'end'), Transitions: { ...say('a', 'end').Transitions, Next: 'end' } as never })),
  ],
  'metadata-case': [
    check({ ...flowOf(), Metadata: { EntryPointPosition: { x: 0, y: 0 } } }),
    check({ ...flowOf(), Metadata: { ActionMetadata: { end: { Position: { x: 0, y: 0 } } } } }),
  ],
  'start-action': [check({ ...flowOf(), StartAction: 'begin' })],
  'action-count': [
    check(
      flowOf(
        ...Array.from({ length: 250 }, (_, index) => say(`say ${index}`, index === 249 ? 'end' : `say ${index + 1}`)),
      ),
    ),
    check({ ...flowOf(), Actions: [] }, 'CONTACT_FLOW', ['start-action']),
  ],
  'identifier-length': [check(flowOf(say('a'.repeat(51), 'end')))],
  'identifier-characters': ['%', ':', '(', '\\', '/', ')', '=', '$', ',', ';', '[', ']', '{', '}'].map((character) =>
    check(flowOf(say(`a${character}b`, 'end'))),
  ),
  'identifier-name': ['__proto__', 'constructor', 'toString', 'valueOf'].map((name) => check(flowOf(say(name, 'end')))),
  'identifier-duplicate': [check(flowOf(say('a', 'end'), say('a', 'end')))],
  'empty-string': [
    check(flowOf({ ...say('a', 'end'), Parameters: { Text: '' } })),
    check(flowOf(act('UpdateContactAttributes', { Attributes: { a: 'b', c: '' }, TargetContact: 'Current' }))),
    check(flowOf(compare({ Operator: 'Equals', Operands: [''] }))),
    check({ ...flowOf(), StartAction: '' }),
  ],
  'scalar-string': [
    check(flowOf(act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', InvocationTimeLimitSeconds: 8 }))),
    check(flowOf(act('UpdateContactAttributes', { Attributes: { a: true }, TargetContact: 'Current' }))),
    check(flowOf(act('UpdateContactAttributes', { Attributes: { a: null }, TargetContact: 'Current' }))),
    check(flowOf(criteria([{ ...agents(['u']), Expiry: { DurationInSeconds: 30 } }, agents(['v'])]))),
  ],
  'unbound-token': [
    () => bindFlow({ ...flowOf(), Metadata: { note: '${Name}' } }, {}).problems,
    () => bindFlow(flowOf({ ...say('a', 'end'), Parameters: { Text: '${Name}' } }), {}).problems,
  ],
  'unused-token': [() => bindFlow(flowOf(), { Name: 'x' }).problems],
  'action-type': ['UpdateRoutingCriteria', 'UnTagContact', 'MesageParticipant', 'Teleport'].map((type) =>
    check(flowOf(action('a', type, {}, goTo('end')))),
  ),
  'flow-type': [
    check(flowOf(act('TransferToFlow', { ContactFlowId: 'f' })), 'CUSTOMER_QUEUE'),
    check(flowOf(act('UpdateContactTargetQueue', { QueueId: 'q' })), 'CUSTOMER_QUEUE'),
    check(flowOf(), 'CUSTOMER_WHISPER'),
    check({ ...flowOf(), Actions: [action('end', 'EndFlowExecution', {}, {})] }),
    check({ ...flowOf(), Actions: [action('end', 'EndFlowModuleExecution', {}, {})] }),
    check(flowOf(act('CompleteOutboundCall', {}))),
  ],
  'directly-after': [
    check(flowOf(say('a', 'hold'), hold({ InterruptFrequencySeconds: '30' })), 'CUSTOMER_QUEUE'),
    check(
      flowOf(
        action(
          'a',
          'DequeueContactAndTransferToQueue',
          { QueueId: 'q' },
          goTo('hold', 'QueueAtCapacity', 'NoMatchingError'),
        ),
        hold({ InterruptFrequencySeconds: '30' }),
      ),
      'CUSTOMER_QUEUE',
    ),
  ],
  'parameter-missing': [
    check(flowOf(act('InvokeLambdaFunction', {}))),
    check(flowOf(act('UpdateContactData', {}))),
    check(flowOf(act('UpdateContactEventHooks', {}))),
    check(flowOf(disablingWhispers('AgentWhisper', 'CustomerWhisper'))),
    check(flowOf(asking({ InputValidation: { CustomValidation: {} } }))),
    check(
      flowOf(
        act('UpdateContactEventHooks', {
          EventHooks: { AgentWhisper: 'f' },
          EventHooksConfiguration: { AgentWhisper: {} },
        }),
      ),
    ),
  ],
  'parameter-unknown': [
    check(flowOf(act('InvokeLambdaFunction', { LambdaFunctionArn: 'arn' }))),
    check(flowOf(asking({ DTMFConfiguration: { FinishOnKey: '#' } }))),
    check(flowOf(act('GetParticipantInput', { EnableDTMFBuffer: 'true', InputTimeLimitSeconds: '5' }))),
    check(
      flowOf(
        act('InvokeLambdaFunction', {
          LambdaFunctionARN: 'arn',
          ResponseValidation: { Type: 'JSON', ResponseType: 'JSON' },
        }),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'Wait',
          { TimeoutSeconds: '5' },
          { ...goTo('end', 'NoMatchingError'), Conditions: [when('Equals', 'WaitCompleted', 'end')] },
        ),
      ),
    ),
  ],
  'parameter-choice': [
    check(flowOf(act('UpdateContactTargetQueue', {}))),
    check(flowOf(act('UpdateContactTargetQueue', { QueueId: 'q', AgentId: 'a' }))),
    check(flowOf(act('MessageParticipant', { Text: 'a', SSML: '<speak>a</speak>' }))),
    check(flowOf(act('CreateTask', { Name: 'n', ContactFlowId: 'f', DelaySeconds: '5', ScheduledTime: 'x' }))),
    check(flowOf(asking({ InputValidation: {} }))),
  ],
  'parameter-value': [
    check(flowOf(act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', InvocationTimeLimitSeconds: '9' }))),
    check(flowOf(act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', InvocationTimeLimitSeconds: '0' }))),
    check(
      flowOf(
        act('InvokeLambdaFunction', { LambdaFunctionARN: 'arn', InvocationTimeLimitSeconds: '$.Attributes.limit' }),
      ),
    ),
    check(flowOf(act('InvokeLambdaFunction', { LambdaFunctionARN: { arn: 'x' } }))),
    check(flowOf(act('UpdateContactAttributes', { Attributes: { a: 'b' }, TargetContact: 'Other' }))),
    check(flowOf(act('UpdateContactAttributes', { Attributes: ['a'], TargetContact: 'Current' }))),
    check(flowOf(act('TagContact', { Tags: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f', g: 'g' } }))),
    check(flowOf(act('UpdateContactRoutingCriteria', { RoutingCriteria: 'agents' }))),
    check(flowOf(asking({ DTMFConfiguration: { InterdigitTimeLimitSeconds: '21' } }))),
    check(flowOf(asking({ DTMFConfiguration: { DisableCancelKey: 'yes' } }))),
    check(flowOf(asking({ InputValidation: { CustomValidation: { MaximumLength: 'eight' } } }))),
    check(flowOf(asking({ InputValidation: { PhoneNumberValidation: { NumberFormat: 'National' } } }))),
    check(flowOf(act('GetParticipantInput', { EnableDTMFBuffer: 'yes' }))),
    check(
      flowOf(
        action(
          'a',
          'UpdateContactCallbackNumber',
          { CallbackNumber: '+491' },
          goTo('end', 'InvalidCallbackNumber', 'CallbackNumberNotDialable'),
        ),
      ),
    ),
  ],
  'interrupt-frequency': ['20', '1', '0', 'thirty', '20.5'].map((seconds) =>
    check(flowOf(hold({ InterruptFrequencySeconds: seconds })), 'CUSTOMER_QUEUE'),
  ),
  'comparison-value': ['$.External', 'gold', '$', '$.External.'].map((value) =>
    check(flowOf(compare(undefined, value))),
  ),
  'prompt-length': [
    check(flowOf({ ...say('a', 'end'), Parameters: { Text: 'a'.repeat(3_001) } })),
    check(flowOf({ ...say('a', 'end'), Parameters: { SSML: `<speak>${'a'.repeat(3_001)}</speak>` } })),
    check(flowOf({ ...say('a', 'end'), Parameters: { SSML: `<speak>${'<break/>'.repeat(800)}</speak>` } })),
    check(flowOf(hold({ Messages: [{ Text: 'a'.repeat(3_001) }], InterruptFrequencySeconds: '30' })), 'CUSTOMER_QUEUE'),
  ],
  'attribute-unset': [
    () => unsetAttributes([flowOf(compare(undefined, '$.Attributes.mood'))]).flat(),
    () => unsetAttributes([flowOf({ ...say('a', 'end'), Parameters: { Text: 'Hello $.Attributes.name' } })]).flat(),
  ],
  consent: [
    check(
      flowOf(
        action(
          'a',
          'UpdateContactRecordingBehavior',
          { RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] } },
          goTo('end'),
        ),
      ),
    ),
  ],
  'not-checked': [
    check(flowOf(action('a', 'CreateCase', { CaseTemplateId: 't' }, goTo('end', 'NoMatchingError')))),
    check(flowOf(act('InvokeFlowModule', { FlowModuleId: 'm' }))),
    check(flowOf(act('UpdateContactData', { Disposition: 'x' }))),
    () => findFlowProblems({ ...flowOf(), Settings: {} }, null),
  ],
  'terminal-parameters': [check({ ...flowOf(), Actions: [{ ...hangUp, Parameters: { Reason: 'x' } }] })],
  'terminal-transitions': [
    check({ ...flowOf(), Actions: [{ ...hangUp, Transitions: { NextAction: 'end' } }] }),
    check({ ...flowOf(), Actions: [{ ...hangUp, Transitions: { Errors: [{ NextAction: 'end', ErrorType: 'x' }] } }] }),
  ],
  'next-action-missing': [
    check(
      flowOf(
        action(
          'a',
          'MessageParticipant',
          { Text: 'a' },
          { Errors: [{ NextAction: 'end', ErrorType: 'NoMatchingError' }] },
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'Loop',
          { LoopCount: '2' },
          { Conditions: [when('Equals', 'ContinueLooping', 'a'), when('Equals', 'DoneLooping', 'end')] },
        ),
      ),
    ),
  ],
  dangling: [
    check(
      flowOf(
        action(
          'a',
          'MessageParticipant',
          { Text: 'a' },
          { NextAction: 'end', Errors: [{ NextAction: 'emd', ErrorType: 'NoMatchingError' }] },
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'Compare',
          { ComparisonValue: '$.External.a' },
          { ...goTo('end', 'NoMatchingCondition'), Conditions: [when('Equals', 'x', 'nowhere')] },
        ),
      ),
    ),
  ],
  unreachable: [check({ ...flowOf(say('a', 'end'), say('lost', 'end')) })],
  'error-missing': [
    check(flowOf(action('a', 'InvokeLambdaFunction', { LambdaFunctionARN: 'arn' }, goTo('end')))),
    check(flowOf(action('a', 'TransferContactToQueue', {}, goTo('end', 'NoMatchingError')))),
    check(
      flowOf(
        action(
          'a',
          'GetParticipantInput',
          { StoreInput: 'False', InputTimeLimitSeconds: '5', Text: 'a' },
          goTo('end', 'NoMatchingCondition', 'NoMatchingError'),
        ),
      ),
    ),
    check(flowOf(action('a', 'UpdateFlowAttributes', { FlowAttributes: { k: { Value: 'v' } } }, goTo('end')))),
  ],
  'error-foreign': [
    check(flowOf(action('a', 'MessageParticipant', { Text: 'a' }, goTo('end', 'NoMatchingError', 'QueueAtCapacity')))),
    check(
      flowOf(action('a', 'GetParticipantInput', storing(), goTo('end', 'NoMatchingError', 'InputTimeLimitExceeded'))),
    ),
    check(
      flowOf(
        action(
          'a',
          'TransferParticipantToThirdParty',
          thirdParty('False'),
          goTo('end', 'NoMatchingError', 'CallFailed'),
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'TransferParticipantToThirdParty',
          thirdParty('True'),
          goTo('end', 'NoMatchingError', 'CallFailed'),
        ),
      ),
      'AGENT_TRANSFER',
    ),
    check(
      flowOf(
        action('a', 'UpdateFlowLoggingBehavior', { FlowLoggingBehavior: 'Enabled' }, goTo('end', 'NoMatchingError')),
      ),
    ),
  ],
  'branch-duplicate': [
    check(flowOf(action('a', 'MessageParticipant', { Text: 'a' }, goTo('end', 'NoMatchingError', 'NoMatchingError')))),
    check(
      flowOf(
        action(
          'a',
          'Compare',
          { ComparisonValue: '$.External.a' },
          {
            ...goTo('end', 'NoMatchingCondition'),
            Conditions: [when('Equals', 'x', 'end'), when('Equals', 'x', 'end')],
          },
        ),
      ),
    ),
  ],
  'condition-missing': [
    check(
      flowOf(
        action(
          'a',
          'CheckHoursOfOperation',
          {},
          { ...goTo('end', 'NoMatchingError'), Conditions: [when('Equals', 'True', 'end')] },
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'Loop',
          { LoopCount: '2' },
          { NextAction: 'end', Conditions: [when('Equals', 'DoneLooping', 'end')] },
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'hold',
          'MessageParticipantIteratively',
          { Messages: [{ Text: 'a' }], InterruptFrequencySeconds: '30' },
          goTo('end', 'NoMatchingError'),
        ),
      ),
      'CUSTOMER_QUEUE',
    ),
    check(flowOf(action('a', 'Compare', { ComparisonValue: '$.External.a' }, goTo('end', 'NoMatchingCondition')))),
  ],
  'condition-foreign': [
    check(
      flowOf({
        ...say('a', 'end'),
        Transitions: { ...goTo('end', 'NoMatchingError'), Conditions: [when('Equals', 'x', 'end')] },
      }),
    ),
    check(
      flowOf(
        action(
          'hold',
          'MessageParticipantIteratively',
          { Messages: [{ Text: 'a' }] },
          { ...goTo('end', 'NoMatchingError'), Conditions: [when('Equals', 'MessagesInterrupted', 'end')] },
        ),
      ),
      'CUSTOMER_QUEUE',
    ),
    check(
      flowOf(
        action(
          'a',
          'CheckMetricData',
          { MetricType: 'NumberOfAgentsAvailable' },
          {
            ...goTo('end', 'NoMatchingError', 'NoMatchingCondition'),
            Conditions: [when('NumberGreaterThan', '3', 'end')],
          },
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'GetParticipantInput',
          { StoreInput: 'False', InputTimeLimitSeconds: '5', Text: 'a' },
          {
            ...goTo('end', 'InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'),
            Conditions: [when('Equals', '12', 'end')],
          },
        ),
      ),
    ),
    check(
      flowOf(
        action(
          'a',
          'DistributeByPercentage',
          {},
          { ...goTo('end', 'NoMatchingCondition'), Conditions: [when('Equals', '50', 'end')] },
        ),
      ),
    ),
  ],
  'operator-unknown': ['And', 'Not', 'equals', 'NumberGreaterOrEqualThan'].map((Operator) =>
    check(flowOf(compare({ Operator, Operands: ['x'] }))),
  ),
  'operand-count': [
    check(flowOf(compare({ Operator: 'Equals', Operands: ['x', 'y'] }))),
    check(flowOf(compare({ Operator: 'Equals', Operands: [] }))),
  ],
  'criteria-form': [
    check(flowOf(act('UpdateContactRoutingCriteria', { RoutingCriteria: { steps: [] } }))),
    check(flowOf(criteria([{ Expression: {} }]))),
    check(flowOf(criteria([{ ...agents(['u']), Expiry: { DurationInSeconds: 'soon' } }, agents(['v'])]))),
    check(
      flowOf(
        criteria([
          {
            Expression: {
              AttributeCondition: {
                Name: 'n',
                Value: 'v',
                ComparisonOperator: 'NumberGreaterOrEqualTo',
                ProficiencyLevel: '6',
              },
            },
          },
        ]),
      ),
    ),
  ],
  'criteria-steps': [
    check(flowOf(criteria([]))),
    check(
      flowOf(
        criteria([
          ...Array.from({ length: 5 }, () => ({ ...agents(['u']), Expiry: { DurationInSeconds: '30' } })),
          agents(['v']),
        ]),
      ),
    ),
  ],
  'criteria-expiry': [check(flowOf(criteria([agents(['u']), agents(['v'])])))],
  'criteria-agents': [
    check(flowOf(criteria([agents([])]))),
    check(flowOf(criteria([agents(Array.from({ length: 11 }, (_, index) => `u${index}`))]))),
  ],
  'criteria-dynamic': [
    check(flowOf(criteria([{ Expression: { NotAttributeCondition: agents(['u']).Expression.AttributeCondition } }]))),
    check(flowOf(criteria([{ Expression: { OrExpression: [agents(['u']).Expression] } }]))),
  ],
};

/** Validates; leaves out the rules that breaking this one cannot help breaking too. */
function check(flow: unknown, type: FlowType = 'CONTACT_FLOW', besides: readonly FlowRuleId[] = []) {
  return () => findFlowProblems(flow, type).filter(({ rule }) => !besides.includes(rule));
}

function act(type: string, parameters: Record<string, FlowValue>) {
  return action('a', type, parameters, goTo('end', 'NoMatchingError'));
}

function compare(condition: unknown = { Operator: 'Equals', Operands: ['x'] }, value = '$.External.a') {
  const conditions = [{ NextAction: 'end', Condition: condition }] as never;
  return action(
    'a',
    'Compare',
    { ComparisonValue: value },
    { ...goTo('end', 'NoMatchingCondition'), Conditions: conditions },
  );
}

function hold(parameters: Record<string, FlowValue>) {
  return action(
    'hold',
    'MessageParticipantIteratively',
    { Messages: [{ Text: 'Please hold.' }], ...parameters },
    { ...goTo('end', 'NoMatchingError'), Conditions: [when('Equals', 'MessagesInterrupted', 'end')] },
  );
}

function criteria(steps: FlowValue[]) {
  return act('UpdateContactRoutingCriteria', { RoutingCriteria: { Steps: steps } });
}

function agents(ids: string[]) {
  const condition = { ComparisonOperator: 'Match', MatchCriteria: { AgentsCriteria: { AgentIds: ids } } };
  return { Expression: { AttributeCondition: condition } };
}

function storing(parameters: Record<string, FlowValue> = {}) {
  return {
    StoreInput: 'True',
    InputTimeLimitSeconds: '5',
    Text: 'a',
    InputValidation: { CustomValidation: { MaximumLength: '8' } },
    ...parameters,
  };
}

function asking(parameters: Record<string, FlowValue>) {
  return act('GetParticipantInput', storing(parameters));
}

function disablingWhispers(...hooks: string[]) {
  const configuration = Object.fromEntries(hooks.map((hook) => [hook, { DisableExecution: 'true' }]));
  return act('UpdateContactEventHooks', { EventHooksConfiguration: configuration });
}

function thirdParty(goesOn: string) {
  return {
    ThirdPartyPhoneNumber: '+4930123456',
    ThirdPartyConnectionTimeLimitSeconds: '30',
    ContinueFlowExecution: goesOn,
  };
}
