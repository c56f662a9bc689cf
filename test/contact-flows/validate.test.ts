import { actionRule, actionRules, actionTypes, misnamedTypes } from '../../contact-flows/language/actions';
import { knownByName } from '../../contact-flows/language/actions/known-by-name';
import { describeFlowProblems, findFlowProblems, flowRules, refusals } from '../../contact-flows/language/validate';
import { ruleExamples } from './rule-examples';
import { action, flowOf, goTo, hangUp, say, when } from './sample-flow';

describe('the table of rules', () => {
  it.each(flowRules.map((rule) => [rule.id, rule] as const))(
    '%s is broken by its examples, and only it',
    (id, rule) => {
      const examples = ruleExamples[id];
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const problems = example();
        expect([...new Set(problems.map((problem) => problem.rule))]).toEqual([id]);
        for (const problem of problems) {
          expect(problem.message).toMatch(/^.+[.?]$/s);
          expect(problem.source).not.toBe('');
        }
      }
      expect(rule.description).toMatch(/\.$/);
      expect(rule.source).toMatch(/^(docs|contact-flows)\/[\w-]+\.md#[\w-]+/);
    },
  );

  it('names each rule once', () => {
    const ids = flowRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the table of actions', () => {
  it('has a source in every row and a last row without condition for every type', () => {
    for (const type of actionTypes) {
      const rows = actionRules.filter((rule) => rule.type === type);
      expect(rows.map(({ when }) => when === undefined)).toEqual(rows.map((_, index) => index === rows.length - 1));
      for (const { source } of rows) expect(source).toMatch(/^docs\/amazon-connect\.md#/);
    }
  });

  it('knows every action of the flow language that is used here', () => {
    const wanted =
      'InvokeLambdaFunction UpdateContactTargetQueue TransferContactToQueue DequeueContactAndTransferToQueue TransferContactToAgent MessageParticipant MessageParticipantIteratively Wait Loop Compare CheckMetricData GetMetricData CheckHoursOfOperation UpdateContactAttributes UpdateFlowAttributes UpdateContactData TagContact UntagContact UpdateContactRoutingBehavior UpdateContactRoutingCriteria UpdateContactEventHooks UpdateContactRecordingBehavior UpdateContactRecordingAndAnalyticsBehavior UpdateContactMediaStreamingBehavior GetParticipantInput UpdateContactCallbackNumber CreateCallbackContact TransferParticipantToThirdParty TransferToFlow EndFlowExecution DisconnectParticipant CheckOutboundCallStatus CompleteOutboundCall CreateTask CreateWisdomSession DistributeByPercentage InvokeFlowModule EndFlowModuleExecution UpdateFlowLoggingBehavior';
    expect(wanted.split(' ').filter((type) => !actionTypes.includes(type))).toEqual([]);
  });

  it('knows all 56 types of the developer guide by name, and none twice', () => {
    const documented =
      'CompleteOutboundCall CreateCase CreateTask CreateWisdomSession DequeueContactAndTransferToQueue EndFlowModuleExecution GetCase InvokeFlowModule StartOutboundChatContact TagContact TransferContactToAgent TransferContactToQueue UntagContact UpdateCase UpdateContactAttributes UpdateContactCallbackNumber UpdateContactData UpdateContactEventHooks UpdateContactMediaProcessing UpdateContactMediaStreamingBehavior UpdateContactRecordingAndAnalyticsBehavior UpdateContactRecordingBehavior ResumeContact UpdateContactRoutingBehavior UpdateContactTargetQueue UpdateContactTextToSpeechVoice UpdatePreviousContactParticipantState ConnectParticipantWithLexBot DisconnectParticipant GetParticipantInput MessageParticipant MessageParticipantIteratively ShowView CheckHoursOfOperation CheckMetricData CheckOutboundCallStatus CheckVoiceId Compare DistributeByPercentage EndFlowExecution GetMetricData Loop StartVoiceIdStream TransferToFlow UpdateFlowAttributes UpdateFlowLoggingBehavior UpdateContactRoutingCriteria Wait AssociateContactToCustomerProfile CreateCallbackContact CreateCustomerProfile InvokeLambdaFunction GetCustomerProfile GetCustomerProfileObject GetCalculatedAttributesForCustomerProfile UpdateCustomerProfile'.split(
        ' ',
      );
    expect(documented).toHaveLength(56);
    const known = [...actionTypes, ...knownByName];
    expect(documented.filter((type) => !known.includes(type))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('chooses the row by what the action is used for', () => {
    expect(actionRule('GetParticipantInput', { StoreInput: 'True' })?.source).toContain('store mode');
    expect(actionRule('GetParticipantInput', { StoreInput: 'False' })?.source).toContain('branch mode');
    expect(actionRule('GetParticipantInput', { EnableDTMFBuffer: 'true' })?.source).toContain('buffer mode');
    expect(actionRule('CheckMetricData', { MetricType: 'NumberOfContactsInQueue' })?.source).toContain('queue metrics');
    expect(actionRule('CheckMetricData', {})?.source).toContain('agent counts');
    expect(actionRule('constructor', {})).toBeUndefined();
  });
});

describe('findFlowProblems', () => {
  const only = (flow: unknown) => findFlowProblems(flow, 'CONTACT_FLOW');

  it('finds nothing wrong with a valid flow', () => {
    expect(only(flowOf(say('a', 'end')))).toEqual([]);
  });

  it('takes tokens of CDK for what they are: values that are known later', () => {
    const lambda = { LambdaFunctionARN: '${Token[PlanOffer.Arn.12]}', InvocationTimeLimitSeconds: '${Token[TOKEN.7]}' };
    expect(only(flowOf(action('a', 'InvokeLambdaFunction', lambda, goTo('end', 'NoMatchingError'))))).toEqual([]);
  });

  it('accepts what only some uses of an action allow', () => {
    const asynchronous = { LambdaFunctionARN: 'arn', InvocationType: 'ASYNCHRONOUS', InvocationTimeLimitSeconds: '60' };
    expect(only(flowOf(action('a', 'InvokeLambdaFunction', asynchronous, goTo('end', 'NoMatchingError'))))).toEqual([]);
    const whisper = {
      Version: '2019-10-30',
      StartAction: 'a',
      Actions: [
        action('a', 'MessageParticipant', { Text: 'Hi.' }, { NextAction: 'z' }),
        action('z', 'EndFlowExecution', {}, {}),
      ],
    };
    expect(refusals(findFlowProblems(whisper, 'AGENT_WHISPER'))).toEqual([]);
  });

  it('lets a system attribute be compared', () => {
    const compare = action(
      'a',
      'Compare',
      { ComparisonValue: '$.StoredCustomerInput' },
      { ...goTo('end', 'NoMatchingCondition'), Conditions: [when('Equals', 'Timeout', 'end')] },
    );
    expect(only(flowOf(compare))).toEqual([]);
  });

  it('reports everything at once, each with its action', () => {
    const problems = findFlowProblems(
      {
        Version: '2019',
        StartAction: 'a',
        Actions: [
          action('a', 'MessageParticipant', { Text: '', Loud: 'yes' }, { NextAction: 'gone' }),
          action('b', 'UnTagContact', { TagKeys: ['x'] }, goTo('end')),
          hangUp,
          'no action',
        ],
      },
      'AGENT_HOLD',
    );
    const found = problems.map(({ rule, action: identifier }) => `${rule} ${identifier ?? '-'}`);
    expect(found.sort()).toEqual([
      'action-type b',
      'dangling a',
      'empty-string a',
      'error-missing a',
      'flow-type a',
      'flow-type end',
      'parameter-unknown a',
      'shape -',
      'unreachable b',
      'unreachable end',
      'version -',
    ]);
    expect(describeFlowProblems('greeting', problems)).toMatch(
      /^Contact flow "greeting" has 11 problems:\n {2}Version is/,
    );
  });

  it.each([
    ['UpdateRoutingCriteria', 'UpdateContactRoutingCriteria'],
    ['UnTagContact', 'UntagContact'],
    ['MesageParticipant', 'MessageParticipant'],
    ['invokeLambdafunction', 'InvokeLambdaFunction'],
    ['DisconectParticipant', 'DisconnectParticipant'],
  ])('suggests for %s the type %s', (written, meant) => {
    const [problem] = only(flowOf(action('a', written, {}, goTo('end'))));
    expect(problem).toMatchObject({ rule: 'action-type', action: 'a', message: expect.stringContaining(`"${meant}"`) });
  });

  it('has suggestions that the service takes', () => {
    expect(Object.values(misnamedTypes).filter((type) => !actionTypes.includes(type))).toEqual([]);
  });

  it('does not suggest what nobody can have meant', () => {
    const [problem] = only(flowOf(action('a', 'Teleport', {}, goTo('end'))));
    expect(problem?.message).toBe('Nothing is known of an action type "Teleport"; it is not checked here.');
    expect(problem?.voice).toBe('not-checked');
  });
});
