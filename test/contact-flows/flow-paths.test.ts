import type { FlowName } from '../../contact-flows/catalog';
import { type Answers, following, last, types, walk, written } from './flow-walk';
import { shippedFlow } from './sample-flow';

const AUDIBLE = ['MessageParticipant', 'MessageParticipantIteratively', 'GetParticipantInput'];

describe('inbound', () => {
  const flow = shippedFlow('inbound');
  const start = (attributes: Record<string, string>, answers: Answers) =>
    walk(flow, flow.StartAction, attributes, answers);
  const open = { 'Within opening hours': { condition: 'True' } };

  it('asks plan-offer on arrival and writes its criteria before the queue', () => {
    const steps = start({ '$.External.action': 'plan' }, open);
    const ask = steps.find(({ Type }) => Type === 'InvokeLambdaFunction');
    expect(ask?.Parameters).toMatchObject({
      LambdaInvocationAttributes: { stage: 'arrival', requiredProficiencies: 'none' },
      ResponseValidation: { ResponseType: 'JSON' },
    });
    expect(types(steps).slice(-3)).toEqual([
      'UpdateContactRoutingCriteria',
      'TransferContactToQueue',
      'DisconnectParticipant',
    ]);
    expect(written(steps)).toMatchObject({ planFailures: '0', ccbVoicemail: 'false', ccbDequeueFailures: '0' });
  });

  it.each(['wait', 'voicemail', 'nonsense'])('queues the call without criteria when the answer is %s', (action) => {
    const steps = start({ '$.External.action': action }, open);
    expect(types(steps)).toContain('TransferContactToQueue');
    expect(types(steps)).not.toContain('UpdateContactRoutingCriteria');
  });

  it('queues the call when plan-offer fails, and counts that', () => {
    const steps = start({}, { ...open, 'Ask plan-offer': { error: 'NoMatchingError' } });
    expect(types(steps)).toContain('TransferContactToQueue');
    expect(written(steps)).toMatchObject({ planFailures: '1' });
  });

  it('says so and hangs up when closed', () => {
    const steps = start({}, { 'Within opening hours': { condition: 'False' } });
    expect(types(steps).slice(-2)).toEqual(['MessageParticipant', 'DisconnectParticipant']);
    expect(types(steps)).not.toContain('TransferContactToQueue');
  });

  it('queues the call whatever else fails on the way', () => {
    const able = flow.Actions.filter(
      ({ Type, Transitions }) =>
        !['UpdateContactTargetQueue', 'TransferContactToQueue', 'Compare'].includes(Type) &&
        (Transitions.Errors ?? []).length > 0,
    );
    for (const { Identifier } of able) {
      const steps = start({ '$.External.action': 'plan' }, { ...open, [Identifier]: { error: 'NoMatchingError' } });
      if (Identifier !== 'Nobody can take the call' && Identifier !== 'We are closed') {
        expect(types(steps)).toContain('TransferContactToQueue');
      }
    }
    expect(able.length).toBeGreaterThan(5);
  });

  it('tells a caller whom the queue cannot take', () => {
    const steps = start({ '$.External.action': 'wait' }, { ...open, 'Into the queue': { error: 'QueueAtCapacity' } });
    expect(types(steps).slice(-2)).toEqual(['MessageParticipant', 'DisconnectParticipant']);
  });
});

describe('transfer', () => {
  const flow = shippedFlow('transfer');
  const start = (attributes: Record<string, string>, answers: Answers = {}) =>
    walk(flow, flow.StartAction, attributes, { 'Within opening hours': { condition: 'True' }, ...answers });

  it('takes the caller into the queue as a new one: nothing of the first leg is left', () => {
    const steps = start({
      '$.External.action': 'plan',
      '$.Attributes.ccbVoicemail': 'true',
      '$.Attributes.planFailures': '2',
      '$.Attributes.ccbOwnProficiencies': 'false',
    });
    expect(types(steps).slice(-3)).toEqual([
      'UpdateContactRoutingCriteria',
      'TransferContactToQueue',
      'DisconnectParticipant',
    ]);
    expect(written(steps)).toMatchObject({
      planFailures: '0',
      ccbVoicemail: 'false',
      ccbDequeueFailures: '0',
      ccbWaitReason: 'none',
      ccbRequiredProficiencies: 'none',
    });
  });

  it("keeps what the caller's number asked for, and else asks for what the queue's callers ask", () => {
    expect(written(start({ '$.Attributes.ccbOwnProficiencies': 'true' }))).not.toHaveProperty(
      'ccbRequiredProficiencies',
    );
    // A caller whom no flow of ours took in has no attribute.
    for (const attributes of [{ '$.Attributes.ccbOwnProficiencies': 'false' }, {}]) {
      expect(written(start(attributes))).toMatchObject({ ccbRequiredProficiencies: 'none' });
    }
    const ask = start({}).find(({ Type }) => Type === 'InvokeLambdaFunction');
    expect(ask?.Parameters).toMatchObject({
      LambdaInvocationAttributes: {
        stage: 'arrival',
        requiredProficiencies: '$.Attributes.ccbRequiredProficiencies',
      },
    });
  });

  it('asks for what another flow wrote before all that, and keeps it for whoever is sent on from here', () => {
    const steps = start({
      '$.Attributes.ccbProficiencies': 'Language=French>=3',
      '$.Attributes.ccbOwnProficiencies': 'true',
    });
    expect(written(steps)).toMatchObject({
      ccbRequiredProficiencies: '$.Attributes.ccbProficiencies',
      ccbOwnProficiencies: 'true',
    });
    const failed = start(
      { '$.Attributes.ccbProficiencies': 'Language=French>=3' },
      { 'Ask what the flow asks for': { error: 'NoMatchingError' } },
    );
    expect(written(failed)).toMatchObject({ ccbRequiredProficiencies: 'none' });
  });

  it('queues the call whatever else fails on the way', () => {
    for (const failing of [
      'Set the queue flow',
      'Ask what this queue asks for',
      'Note the call facts',
      'Ask plan-offer',
    ]) {
      expect(types(start({}, { [failing]: { error: 'NoMatchingError' } }))).toContain('TransferContactToQueue');
    }
  });

  it('says so and hangs up when the queue is closed', () => {
    const steps = start({}, { 'Within opening hours': { condition: 'False' } });
    expect(types(steps).slice(-2)).toEqual(['MessageParticipant', 'DisconnectParticipant']);
  });
});

describe.each(['inbound', 'transfer'] as const)('%s, where Connect does not take the criteria of a Lambda', (name) => {
  const refused = (action: string, answers: Answers = {}) =>
    walk(
      shippedFlow(name),
      'Set the plan',
      { '$.External.action': action },
      { 'Set the plan': { error: 'NoMatchingError' }, ...answers },
    );

  it('tells plan-offer, and queues the call under a HOLD that is written into the flow', () => {
    const steps = refused('hold');
    expect(types(steps)).toEqual([
      'UpdateContactRoutingCriteria',
      'InvokeLambdaFunction',
      'Compare',
      'UpdateContactRoutingCriteria',
      'TransferContactToQueue',
      'DisconnectParticipant',
    ]);
    expect(steps[1]?.Parameters['LambdaInvocationAttributes']).toEqual({ stage: 'criteria-refused' });
    const condition = {
      Name: 'ccb-hold',
      Value: 'hold',
      ProficiencyLevel: '1',
      ComparisonOperator: 'NumberGreaterOrEqualTo',
    };
    expect(steps[3]?.Parameters).toEqual({
      RoutingCriteria: { Steps: [{ Expression: { AttributeCondition: condition } }] },
    });
  });

  it('queues the call without one when nobody will write its criteria', () => {
    for (const steps of [
      refused('wait'),
      refused('hold', { 'Tell plan-offer - refused': { error: 'NoMatchingError' } }),
    ])
      expect(types(steps).filter((type) => type === 'UpdateContactRoutingCriteria')).toHaveLength(1);
    const failed = refused('hold', { 'Nobody is rung until then': { error: 'NoMatchingError' } });
    expect(types(failed)).toContain('TransferContactToQueue');
  });
});

describe('inbound-queue', () => {
  const flow = shippedFlow('inbound-queue');
  const tick = (attributes: Record<string, string>, answers: Answers = {}) =>
    walk(flow, 'Ask plan-offer', attributes, answers);
  const failing = { 'Ask plan-offer': { error: 'NoMatchingError' } };
  const refused = { 'Move to the voicemail queue': { error: 'NoMatchingError' } };

  it('holds with a tick every 30 seconds that does not break the prompts', () => {
    const hold = flow.Actions.find(({ Type }) => Type === 'MessageParticipantIteratively');
    expect(hold?.Parameters).toMatchObject({
      InterruptFrequencySeconds: '30',
      ContinueMessagingDuringInterrupt: 'true',
    });
    expect(walk(flow, flow.StartAction, { '$.Attributes.ccbVoicemail': 'false', '$.External.action': 'wait' })[1]).toBe(
      hold,
    );
  });

  it('goes back to the prompts after wait, and writes nothing when nothing had failed', () => {
    const steps = tick({ '$.External.action': 'wait', '$.Attributes.planFailures': '0' });
    expect(types(steps)).toEqual(['InvokeLambdaFunction', 'Compare', 'Compare', 'EndFlowExecution']);
  });

  it('tells plan-offer when Connect does not take the criteria, and goes back to the prompts', () => {
    const seen = { '$.External.action': 'plan', '$.Attributes.planFailures': '0' };
    const steps = tick(seen, { 'Plan - set the criteria': { error: 'NoMatchingError' } });
    expect(types(steps).slice(2)).toEqual([
      'UpdateContactRoutingCriteria',
      'InvokeLambdaFunction',
      'Compare',
      'EndFlowExecution',
    ]);
    expect(steps[3]?.Parameters['LambdaInvocationAttributes']).toEqual({ stage: 'criteria-refused' });
  });

  it('writes the criteria of a plan and goes back to the prompts', () => {
    const steps = tick({ '$.External.action': 'plan', '$.Attributes.planFailures': '0' });
    expect(types(steps)).toEqual([
      'InvokeLambdaFunction',
      'Compare',
      'UpdateContactRoutingCriteria',
      'Compare',
      'EndFlowExecution',
    ]);
    expect(steps[2]?.Parameters).toEqual({ RoutingCriteria: '$.External.RoutingCriteria' });
  });

  it.each(['wait', 'plan'])('forgets earlier failures after %s', (action) => {
    const steps = tick({ '$.External.action': action, '$.Attributes.planFailures': '2' });
    expect(written(steps)).toEqual({ planFailures: '0' });
    expect(last(steps)).toBe('EndFlowExecution');
  });

  it('plays nothing before the decision of a tick', () => {
    const answers = [['wait'], ['plan'], ['voicemail'], ['nonsense'], ['wait', failing]] as const;
    for (const [action, answer] of answers) {
      const steps = tick({ '$.External.action': action, '$.Attributes.planFailures': '0' }, answer);
      expect(types(steps).filter((type) => AUDIBLE.includes(type))).toEqual([]);
    }
  });

  it('moves the caller to the voicemail queue: marked, with the recording flow as hook', () => {
    const steps = tick({
      '$.External.action': 'voicemail',
      '$.Attributes.planFailures': '1',
      '$.Attributes.ccbDequeueFailures': '0',
    });
    expect(types(steps).slice(-3)).toEqual([
      'UpdateContactEventHooks',
      'DequeueContactAndTransferToQueue',
      'EndFlowExecution',
    ]);
    expect(written(steps)).toEqual({ planFailures: '0', ccbWaitReason: '$.External.reason', ccbVoicemail: 'true' });
  });

  it('counts a refused move, takes the mark back and restores the hook', () => {
    for (const [before, after] of [
      ['0', '1'],
      ['1', '2'],
    ] as const) {
      const steps = tick({ '$.External.action': 'voicemail', '$.Attributes.ccbDequeueFailures': before }, refused);
      expect(written(steps)).toMatchObject({ ccbVoicemail: 'false', ccbDequeueFailures: after });
      expect(steps.at(-2)?.Parameters).toEqual({ EventHooks: { CustomerQueue: '$.Attributes.ccbQueueFlowArn' } });
      expect(last(steps)).toBe('EndFlowExecution');
    }
  });

  it('records in place when the third try is refused too', () => {
    const given = { '$.External.action': 'voicemail', '$.Attributes.ccbDequeueFailures': '2' };
    const steps = tick(given, refused);
    expect(types(steps)).toContain('UpdateContactRecordingBehavior');
    expect(written(steps)).toMatchObject({ ccbVoicemail: 'true' });
    const moved = tick(given);
    expect(types(moved).slice(-2)).toEqual(['DequeueContactAndTransferToQueue', 'EndFlowExecution']);
  });

  it('steps the count of failures and leads to voicemail at the third in a row', () => {
    const first = tick({}, failing);
    const second = tick({ '$.Attributes.planFailures': '1' }, failing);
    expect([written(first), last(first)]).toEqual([{ planFailures: '1' }, 'EndFlowExecution']);
    expect([written(second), last(second)]).toEqual([{ planFailures: '2' }, 'EndFlowExecution']);
    for (const before of ['2', '3']) {
      const third = tick({ '$.Attributes.planFailures': before }, failing);
      expect(written(third)).toMatchObject({ planFailures: '3', ccbVoicemail: 'true' });
      expect(types(third)).toContain('DequeueContactAndTransferToQueue');
      // Before that, so that nobody begins to ring who would answer a caller on voicemail.
      const criteria = third.find(({ Type }) => Type === 'UpdateContactRoutingCriteria');
      expect(JSON.stringify(criteria?.Parameters)).toContain('ccb-hold');
    }
  });

  it('takes an answer it does not know for a failure', () => {
    expect(written(tick({ '$.External.action': 'transfer', '$.Attributes.planFailures': '1' }))).toEqual({
      planFailures: '2',
    });
  });

  it('records at once when it runs by an inherited hook', () => {
    const steps = walk(flow, flow.StartAction, { '$.Attributes.ccbVoicemail': 'true' });
    expect(steps[1]?.Type).toBe('UpdateContactRecordingBehavior');
    expect(last(steps)).toBe('DisconnectParticipant');
  });
});

describe('recording', () => {
  const actionsOf = (name: FlowName) => {
    const flow = shippedFlow(name);
    const from = flow.Actions.findIndex(({ Type }) => Type === 'UpdateContactRecordingBehavior');
    return flow.Actions.slice(from);
  };

  it('is the same in both queue flows', () => {
    expect(actionsOf('inbound-queue')).toEqual(actionsOf('voicemail-queue'));
  });

  it('records the caller alone, asks, listens three times a minute, and hangs up', () => {
    const flow = shippedFlow('voicemail-queue');
    const silent = { error: 'InputTimeLimitExceeded' };
    const first = walk(flow, flow.StartAction, {}, { 'Listen for up to three minutes': { condition: 'DoneLooping' } });
    expect(first[0]?.Parameters).toEqual({
      RecordingBehavior: { RecordedParticipants: [], IVRRecordingBehavior: 'Enabled' },
    });
    expect(types(first).slice(1)).toEqual(['MessageParticipant', 'Loop', 'DisconnectParticipant']);
    const loop = flow.Actions.find(({ Type }) => Type === 'Loop');
    const listen = flow.Actions.find(({ Type }) => Type === 'GetParticipantInput');
    expect(Number(loop?.Parameters['LoopCount']) * Number(listen?.Parameters['InputTimeLimitSeconds'])).toBe(180);
    expect(listen && following(listen, {}, silent)).toBe(loop?.Identifier);
  });
});

describe('voicemail-task', () => {
  it('goes to the queue the caller had waited in', () => {
    const flow = shippedFlow('voicemail-task');
    const steps = walk(flow, flow.StartAction, {});
    expect(steps[0]?.Parameters).toEqual({ QueueId: '$.Attributes.ccbQueueArn' });
    expect(types(steps)).toEqual(['UpdateContactTargetQueue', 'TransferContactToQueue', 'DisconnectParticipant']);
  });
});
