import type { FlowAction } from '../../contact-flows/language/document';
import { type Answers, following, last, types, walk, written } from './flow-walk';
import { shippedFlow } from './sample-flow';

const flow = shippedFlow('tether');
const named = (identifier: string): FlowAction => {
  const action = flow.Actions.find(({ Identifier }) => Identifier === identifier);
  if (action === undefined) throw new Error(`tether has no action "${identifier}".`);
  return action;
};
const tries = ['First', 'Second', 'Third'] as const;

/** What a try passes, from its question on, when map-tether answers `action`. */
const tried = (which: string, action: string, answers: Answers = {}) =>
  walk(
    flow,
    `${which} try - ask for the token`,
    { '$.StoredCustomerInput': '12345678', '$.External.action': action },
    answers,
  );

describe('tether', () => {
  it('keeps the token out of the log, and keys that come early', () => {
    const steps = walk(flow, flow.StartAction, { '$.StoredCustomerInput': 'Timeout' });
    expect(steps.slice(0, 2).map(({ Parameters }) => Parameters)).toEqual([
      { FlowLoggingBehavior: 'Disabled' },
      { EnableDTMFBuffer: 'true' },
    ]);
    expect(flow.Actions.filter(({ Type }) => Type === 'UpdateFlowLoggingBehavior')).toHaveLength(1);
  });

  it.each(tries.map((which, index) => [which, String(index + 1)] as const))(
    'asks map-tether at the %s try for 8 digits, as try %s',
    (which, number) => {
      const [question, , ask] = tried(which, 'nonsense');
      expect(question?.Parameters).toMatchObject({
        StoreInput: 'True',
        InputTimeLimitSeconds: '5',
        DTMFConfiguration: { InterdigitTimeLimitSeconds: '2' },
        InputValidation: { CustomValidation: { MaximumLength: '8' } },
      });
      expect(ask?.Parameters).toMatchObject({
        LambdaFunctionARN: expect.stringContaining('map-tether'),
        LambdaInvocationAttributes: { token: '$.StoredCustomerInput', try: number },
        ResponseValidation: { ResponseType: 'JSON' },
      });
    },
  );

  it.each(tries)(
    'takes a tether mapped at the %s try to its agent alone: silent whispers, the tether queue',
    (which) => {
      const steps = tried(which, 'mapped');
      expect(types(steps).slice(3)).toEqual([
        'Compare',
        'UpdateContactAttributes',
        'UpdateContactRoutingCriteria',
        'UpdateContactEventHooks',
        'UpdateContactEventHooks',
        'UpdateContactEventHooks',
        'UpdateContactTargetQueue',
        'TransferContactToQueue',
        'DisconnectParticipant',
      ]);
      expect(written(steps)).toEqual({ ccbTetherId: '$.External.tetherId' });
      expect(steps.slice(5, 10).map(({ Parameters }) => Parameters)).toEqual([
        { RoutingCriteria: '$.External.RoutingCriteria' },
        { EventHooks: { CustomerQueue: expect.stringContaining('contact-flow') } },
        { EventHooks: { AgentWhisper: expect.stringContaining('contact-flow') } },
        { EventHooks: { CustomerWhisper: expect.stringContaining('contact-flow') } },
        { QueueId: expect.stringContaining('queue') },
      ]);
    },
  );

  it('asks three times and no more', () => {
    const steps = walk(flow, flow.StartAction, {
      '$.StoredCustomerInput': '12345678',
      '$.External.action': 'again',
    });
    expect(steps.filter(({ Type }) => Type === 'InvokeLambdaFunction')).toHaveLength(3);
    expect(written(steps)).toEqual({ ccbTetherRefusal: '$.External.reason' });
    expect(last(steps)).toBe('DisconnectParticipant');
  });

  it.each(tries)('hangs up at the %s try when map-tether says so, and notes why', (which) => {
    const steps = tried(which, 'end');
    expect(written(steps)).toEqual({ ccbTetherRefusal: '$.External.reason' });
    expect(types(steps).slice(-2)).toEqual(['UpdateContactAttributes', 'DisconnectParticipant']);
  });

  it.each(tries)('asks nobody about silence at the %s try', (which) => {
    const steps = walk(flow, `${which} try - ask for the token`, { '$.StoredCustomerInput': 'Timeout' });
    expect(types(steps)).toEqual(['GetParticipantInput', 'Compare', 'DisconnectParticipant']);
  });

  it.each(tries)('asks again at the %s try when only # was typed, three times, and then hangs up', (which) => {
    const nothing = { '$.StoredCustomerInput': '', '$.External.action': 'empty' };
    const loop = `${which} try - nothing was typed`;
    const path = (condition: string) =>
      walk(flow, `${which} try - what does it say`, nothing, { [loop]: { condition } }).map(
        ({ Identifier }) => Identifier,
      );
    expect(named(loop).Parameters).toEqual({ LoopCount: '3' });
    expect(path('DoneLooping').slice(1)).toEqual([loop, `${which} try - hang up without a token`]);
    expect(following(named(loop), {}, { condition: 'ContinueLooping' })).toBe(`${which} try - ask for the token`);
  });

  it('holds a tether whose criteria Connect does not take, until the API has written them', () => {
    const steps = (action: string) =>
      walk(
        flow,
        'Only this agent',
        { '$.External.action': action },
        { 'Only this agent': { error: 'NoMatchingError' } },
      );
    expect(
      steps('hold')
        .map(({ Identifier }) => Identifier)
        .slice(0, 5),
    ).toEqual([
      'Only this agent',
      'Tell map-tether - refused',
      'Do criteria follow',
      'Nobody is rung until then',
      'Set the queue flow',
    ]);
    expect(steps('hold')[1]?.Parameters['LambdaInvocationAttributes']).toEqual({
      stage: 'criteria-refused',
      agentId: '$.External.agentUserId',
    });
    expect(types(steps('end')).slice(-2)).toEqual(['Compare', 'DisconnectParticipant']);
  });

  it('hangs up on every error but that of a whisper, and leads nowhere but to the tether queue', () => {
    const errors = flow.Actions.filter(({ Parameters }) => !/Whisper/.test(JSON.stringify(Parameters))).flatMap(
      (step) =>
        (step.Transitions.Errors ?? [])
          .filter(() => step.Identifier !== 'Only this agent')
          .filter(({ ErrorType }) => ErrorType !== 'NoMatchingCondition')
          .map(({ ErrorType }) => following(step, {}, { error: ErrorType }) ?? 'nowhere'),
    );
    expect(errors.length).toBeGreaterThan(10);
    expect([...new Set(errors.map((target) => named(target).Type))]).toEqual(['DisconnectParticipant']);
    const transfers = flow.Actions.filter(({ Type }) => /Transfer|Dequeue/.test(Type));
    expect(transfers.map(({ Type }) => Type)).toEqual(['TransferContactToQueue']);
  });
});

describe.each(['agent-whisper', 'customer-whisper'] as const)('%s', (name) => {
  it('says nothing', () => {
    expect(shippedFlow(name).Actions.map(({ Type }) => Type)).toEqual(['EndFlowExecution']);
  });
});

describe('tether-queue', () => {
  it('hangs up after 25 s of silence, and on every error', () => {
    const queue = shippedFlow('tether-queue');
    const [hold, bye] = queue.Actions;
    expect(hold?.Parameters).toMatchObject({ InterruptFrequencySeconds: '25' });
    expect(hold?.Parameters['Messages']).toEqual([{ SSML: expect.stringContaining('break') }]);
    expect(bye?.Type).toBe('DisconnectParticipant');
    expect(queue.Actions).toHaveLength(2);
  });
});
