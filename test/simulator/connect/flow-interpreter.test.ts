import type { FlowAction, FlowType, FlowValue } from '../../../contact-flows/language/document';
import { FlowFailure } from '../../../simulator/connect/flow-failure';
import { cannotRun } from '../../../simulator/connect/flow-interpreter';
import type { PlatformSwitches } from '../../../simulator/connect/platform-switches';
import {
  aFlow,
  agentsStep,
  anAction,
  aWorld,
  flowArn,
  type Options,
  planArn,
  queueArn,
  straightToQueue,
} from './connect-fixture';

const error = (to: string, type = 'NoMatchingError') => ({ NextAction: to, ErrorType: type });
const equals = (operand: string, to: string, operator = 'Equals') => ({
  NextAction: to,
  Condition: { Operator: operator, Operands: [operand] },
});
const note = (name: string, value: string, to: string): FlowAction =>
  anAction(name, 'UpdateContactAttributes', { Attributes: { went: value } }, { NextAction: to, Errors: [error(to)] });
const bye = anAction('bye', 'DisconnectParticipant');
const ask = (parameters: Record<string, FlowValue> = {}) =>
  anAction(
    'ask',
    'InvokeLambdaFunction',
    {
      LambdaFunctionARN: planArn,
      InvocationTimeLimitSeconds: '8',
      LambdaInvocationAttributes: { stage: 'arrival' },
      ...parameters,
    },
    { NextAction: 'ok', Errors: [error('failed')] },
  );

/** Runs an entry flow and gives the attributes it left. */
async function attributesAfter(actions: readonly FlowAction[], options: Options = {}): Promise<Record<string, string>> {
  const world = aWorld({ ...options, entry: aFlow(actions) });
  const contact = await world.call(0);
  await world.to(30);
  const { Attributes } = await world.api('GetContactAttributes', { InitialContactId: contact });
  return Attributes as Record<string, string>;
}

/** A queue flow for the sales queue. */
const queued = (actions: readonly FlowAction[], options: Options = {}): Options => ({
  ...options,
  entry: aFlow([
    anAction(
      'hook',
      'UpdateContactEventHooks',
      { EventHooks: { CustomerQueue: flowArn('hold') } },
      { NextAction: 'target', Errors: [error('bye')] },
    ),
    ...straightToQueue.Actions,
  ]),
  flows: { hold: { type: 'CUSTOMER_QUEUE', content: aFlow(actions) }, ...options.flows },
});
const prompts = (to: string) =>
  anAction(
    'hold',
    'MessageParticipantIteratively',
    { Messages: [{ Text: 'Please hold.' }], InterruptFrequencySeconds: '30' },
    {
      NextAction: to,
      Conditions: [equals('MessagesInterrupted', to)],
      Errors: [error(to)],
    },
  );

describe('conditions and references', () => {
  it.each([
    ['Equals', '7', true],
    ['Equals', '70', false],
    ['TextStartsWith', '7', true],
    ['TextEndsWith', '8', false],
    ['TextContains', '7', true],
    ['NumberGreaterThan', '7', false],
    ['NumberGreaterOrEqualTo', '7', true],
    ['NumberLessThan', '10', true],
    ['NumberLessOrEqualTo', '6', false],
  ])('compares by %s %s', async (operator, operand, met) => {
    const attributes = await attributesAfter([
      anAction(
        'set',
        'UpdateContactAttributes',
        { Attributes: { x: '7' } },
        { NextAction: 'compare', Errors: [error('bye')] },
      ),
      anAction(
        'compare',
        'Compare',
        { ComparisonValue: '$.Attributes.x' },
        {
          NextAction: 'no',
          Conditions: [equals(operand, 'yes', operator)],
          Errors: [error('no', 'NoMatchingCondition')],
        },
      ),
      note('yes', 'yes', 'bye'),
      note('no', 'no', 'bye'),
      bye,
    ]);
    expect(attributes.went).toBe(met ? 'yes' : 'no');
  });

  it('fills references of every kind', async () => {
    const attributes = await attributesAfter(
      [
        anAction(
          'target',
          'UpdateContactTargetQueue',
          { QueueId: queueArn('sales') },
          { NextAction: 'flow', Errors: [error('bye')] },
        ),
        anAction(
          'flow',
          'UpdateFlowAttributes',
          { FlowAttributes: { f: { Value: 'from-flow' } } },
          { NextAction: 'ask', Errors: [error('bye')] },
        ),
        ask({ ResponseValidation: { ResponseType: 'JSON' } }),
        anAction(
          'ok',
          'UpdateContactAttributes',
          {
            Attributes: {
              deep: '$.External.a.b',
              flow: '$.FlowAttributes.f',
              queue: '$.Queue.Name',
              arn: '$.Queue.ARN',
              from: '$.CustomerEndpoint.Address',
              to: '$.SystemEndpoint.Address',
            },
          },
          { NextAction: 'bye', Errors: [error('failed')] },
        ),
        note('failed', 'failed', 'bye'),
        bye,
      ],
      { lambda: async () => ({ a: { b: 5 } }) },
    );
    expect(attributes).toEqual({
      deep: '5',
      flow: 'from-flow',
      queue: 'sales',
      arn: queueArn('sales'),
      from: '+4915550001',
      to: '+4930000001',
    });
  });

  it('takes the error branch where a reference stands for nothing', async () => {
    const attributes = await attributesAfter([
      anAction(
        'set',
        'UpdateContactAttributes',
        { Attributes: { x: '$.Attributes.none' } },
        { NextAction: 'ok', Errors: [error('failed')] },
      ),
      note('ok', 'ok', 'bye'),
      note('failed', 'failed', 'bye'),
      bye,
    ]);
    expect(attributes).toEqual({ went: 'failed' });
  });

  it('loops as often as told', async () => {
    const world = aWorld({
      entry: aFlow([
        anAction(
          'loop',
          'Loop',
          { LoopCount: '3' },
          { NextAction: 'bye', Conditions: [equals('ContinueLooping', 'listen'), equals('DoneLooping', 'bye')] },
        ),
        anAction(
          'listen',
          'GetParticipantInput',
          { StoreInput: 'False', InputTimeLimitSeconds: '10', Text: 'Speak.' },
          {
            NextAction: 'bye',
            Errors: [error('loop', 'InputTimeLimitExceeded'), error('bye', 'NoMatchingCondition'), error('bye')],
          },
        ),
        bye,
      ]),
    });
    await world.call(0);
    await world.to(100);
    expect(world.told('contact.refused')).toEqual(['30 refused flow-ended']);
  });
});

const level = { Name: 'ccb-hold', Value: 'hold', ComparisonOperator: 'NumberGreaterOrEqualTo', ProficiencyLevel: 1 };
const numbered = {
  ana: {
    AttributeCondition: { ComparisonOperator: 'Match', MatchCriteria: { AgentsCriteria: { AgentIds: ['ana'] } } },
  },
  hold: { AttributeCondition: level },
  notHeld: {
    NotAttributeCondition: {
      Name: 'ccb-hold',
      Value: 'hold',
      ComparisonOperator: 'Range',
      Range: { MinProficiencyLevel: 1, MaxProficiencyLevel: 5 },
    },
  },
};

describe('what a user may add to a flow', () => {
  it('runs tags, and passes over voice and recordings', async () => {
    const voice = anAction(
      'voice',
      'UpdateContactTextToSpeechVoice',
      { TextToSpeechVoice: 'Vicki', TextToSpeechEngine: 'Neural' },
      { NextAction: 'record' },
    );
    const record = anAction(
      'record',
      'UpdateContactRecordingBehavior',
      { RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] } },
      { NextAction: 'tag' },
    );
    const tag = anAction(
      'tag',
      'TagContact',
      { Tags: { team: 'sales' } },
      { NextAction: 'note', Errors: [error('bye')] },
    );
    const read = anAction(
      'note',
      'UpdateContactAttributes',
      { Attributes: { team: '$.Tags.team' } },
      { NextAction: 'untag', Errors: [error('bye')] },
    );
    const untag = anAction(
      'untag',
      'UntagContact',
      { TagKeys: ['team'] },
      { NextAction: 'gone', Errors: [error('bye')] },
    );
    const gone = anAction(
      'gone',
      'UpdateContactAttributes',
      { Attributes: { still: '$.Tags.team' } },
      { NextAction: 'bye', Errors: [error('bye')] },
    );
    expect(await attributesAfter([voice, record, tag, read, untag, gone, bye])).toEqual({ team: 'sales' });
  });

  it('is told before a run where it cannot be simulated', () => {
    const flow = aFlow([
      anAction('case', 'CreateCase', {}, { NextAction: 'task' }),
      anAction('task', 'MessageParticipant', { Text: 'Hi.', Volume: '11' }, { NextAction: 'bye' }),
      bye,
    ]);
    expect(cannotRun(flow)).toEqual([
      expect.stringMatching(/^action case: type CreateCase is not supported/),
      expect.stringMatching(/^action task: MessageParticipant with Volume is not supported/),
    ]);
    expect(cannotRun(straightToQueue)).toEqual([]);
  });
});

describe('routing criteria in flows', () => {
  const criteria = (DurationInSeconds: FlowValue): FlowValue => ({
    Steps: [
      {
        Expression: {
          AttributeCondition: {
            ComparisonOperator: 'Match',
            MatchCriteria: { AgentsCriteria: { AgentIds: ['$.Attributes.preferred'] } },
          },
        },
        Expiry: { DurationInSeconds },
      },
      {
        Expression: {
          AttributeCondition: {
            Name: 'ccb-hold',
            Value: 'hold',
            ComparisonOperator: 'NumberGreaterOrEqualTo',
            ProficiencyLevel: '1',
          },
        },
      },
    ],
  });
  const prefer = anAction(
    'prefer',
    'UpdateContactAttributes',
    { Attributes: { preferred: 'nobody' } },
    { NextAction: 'criteria', Errors: [error('bye')] },
  );
  const set = (RoutingCriteria: FlowValue) => [
    anAction(
      'criteria',
      'UpdateContactRoutingCriteria',
      { RoutingCriteria },
      { NextAction: 'target', Errors: [error('failed')] },
    ),
    note('failed', 'failed', 'target'),
    ...straightToQueue.Actions,
  ];

  it('start with the queue, for the agents a reference names', async () => {
    const world = aWorld({ entry: aFlow([prefer, ...set(criteria('22'))]) });
    world.agent('ana', -5);
    const contact = await world.call(0);
    await world.to(60);
    expect(world.told('contact.ringing')).toEqual([]);
    expect((await world.api('DescribeContact', { ContactId: contact })).Contact).toMatchObject({
      RoutingCriteria: {
        Index: 1,
        Steps: [{ Status: 'EXPIRED', Expiry: { DurationInSeconds: 22 } }, { Status: 'ACTIVE' }],
      },
    });
  });

  it.each<[string, readonly FlowAction[]]>([
    ['a reference that stands for nothing', set('$.External.RoutingCriteria')],
    ['an agent that is not there', set(criteria('22'))],
    ['a duration as a number', [prefer, ...set(criteria(22))]],
    ['OR, which is for dynamic criteria only', set({ Steps: [{ Expression: { OrExpression: [numbered.hold] } }] })],
  ])('take the error branch for %s', async (_, actions) => {
    const world = aWorld({ entry: aFlow(actions) });
    const contact = await world.call(0);
    const { Attributes } = await world.api('GetContactAttributes', { InitialContactId: contact });
    expect(Attributes).toMatchObject({ went: 'failed' });
  });

  /** Where the flow goes with what a Lambda returned. */
  async function wentWith(RoutingCriteria: unknown, switches: Partial<PlatformSwitches> = {}) {
    const ask = anAction(
      'ask',
      'InvokeLambdaFunction',
      {
        LambdaFunctionARN: planArn,
        InvocationTimeLimitSeconds: '8',
        ResponseValidation: { ResponseType: 'JSON' },
      },
      { NextAction: 'criteria', Errors: [error('bye')] },
    );
    const world = aWorld({
      entry: aFlow([ask, ...set('$.External.RoutingCriteria')]),
      lambda: async () => ({ RoutingCriteria }),
      switches,
    });
    const contact = await world.call(0);
    const { Attributes } = await world.api('GetContactAttributes', { InitialContactId: contact });
    return (Attributes as Record<string, string>)['went'] ?? 'on';
  }
  const steps = (...expressions: readonly unknown[]) => ({
    Steps: expressions.map((Expression, index) => ({
      Expression,
      ...(index < expressions.length - 1 ? { Expiry: { DurationInSeconds: 22 } } : {}),
    })),
  });

  it.each([
    ['agents, and then the hold', steps(numbered.ana, numbered.hold)],
    ['nobody who carries the hold at any level', steps(numbered.notHeld)],
    [
      'one OR at the top, with AND inside',
      steps({ OrExpression: [numbered.hold, { AndExpression: [numbered.notHeld] }] }),
    ],
  ])('of a Lambda carry numbers: %s', async (_, criteria) => {
    expect(await wentWith(criteria)).toBe('on');
  });

  it.each([
    [
      'durations in strings',
      { Steps: [{ Expression: numbered.ana, Expiry: { DurationInSeconds: '22' } }, { Expression: numbered.hold }] },
    ],
    [
      'levels in strings',
      steps({ AttributeCondition: { ...numbered.hold.AttributeCondition, ProficiencyLevel: '1' } }),
    ],
    ['NOT with another operator than Range', steps({ NotAttributeCondition: numbered.hold.AttributeCondition })],
    ['OR inside AND', steps({ AndExpression: [{ OrExpression: [numbered.hold] }] })],
    ['OR inside OR', steps({ OrExpression: [{ OrExpression: [numbered.hold] }] })],
  ])('of a Lambda take the error branch for %s', async (_, criteria) => {
    expect(await wentWith(criteria)).toBe('failed');
  });

  it('of a Lambda take the error branch where the switches say that Connect refuses them', async () => {
    const both = steps(numbered.ana, numbered.hold);
    expect(await wentWith(both, { dynamicCriteria: 'refused' })).toBe('failed');
    expect(await wentWith(both, { dynamicAgents: 'refused' })).toBe('failed');
    expect(await wentWith(steps(numbered.hold), { dynamicAgents: 'refused' })).toBe('on');
    expect(await wentWith(steps(numbered.hold), { dynamicCriteria: 'refused' })).toBe('failed');
  });
});

describe('Lambdas in flows', () => {
  const branches = [note('ok', 'ok', 'bye'), note('failed', 'failed', 'bye'), bye];

  it('sends the event Connect sends', async () => {
    const world = aWorld({ entry: aFlow([ask(), ...branches]) });
    const contact = await world.call(0);
    expect(world.lambdaEvents).toMatchObject([
      {
        Name: 'ContactFlowEvent',
        Details: {
          Parameters: { stage: 'arrival' },
          ContactData: {
            ContactId: contact,
            InitialContactId: contact,
            Channel: 'VOICE',
            InitiationMethod: 'INBOUND',
            Queue: null,
            CustomerEndpoint: { Address: '+4915550001' },
          },
        },
      },
    ]);
  });

  it.each<[string, Options['lambda'], FlowValue]>([
    ['fails', async () => Promise.reject(new Error('boom')), 'JSON'],
    ['answers nothing', async () => null, 'JSON'],
    ['answers more than 32 KB', async () => ({ x: 'x'.repeat(33_000) }), 'JSON'],
    ['nests its answer where a flat one is wanted', async () => ({ a: { b: '1' } }), 'STRING_MAP'],
  ])('takes the error branch when one %s', async (_, lambda, ResponseType) => {
    const attributes = await attributesAfter(
      [ask({ ResponseValidation: { ResponseType } }), ...branches],
      lambda ? { lambda } : {},
    );
    expect(attributes.went).toBe('failed');
  });

  it('compares a blank answer with nothing', async () => {
    const attributes = await attributesAfter(
      [
        ask(),
        anAction(
          'ok',
          'Compare',
          { ComparisonValue: '$.External.action' },
          {
            NextAction: 'next',
            Conditions: [equals('', 'next')],
            Errors: [error('failed', 'NoMatchingCondition')],
          },
        ),
        note('next', 'next', 'bye'),
        note('failed', 'failed', 'bye'),
        bye,
      ],
      { lambda: async () => ({ action: '' }) },
    );
    expect(attributes.went).toBe('failed');
  });

  it('waits for the way there, and gives up at the time limit', async () => {
    const slow = aWorld({
      entry: aFlow([ask(), note('ok', 'ok', 'target'), note('failed', 'failed', 'bye'), ...straightToQueue.Actions]),
      lambdaDelayMs: 250,
    });
    await slow.call(1);
    await slow.to(2);
    expect(slow.told('contact.queued')).toEqual(['1.25 queued']);
    expect((await attributesAfter([ask(), ...branches], { lambdaDelayMs: 9_000 })).went).toBe('failed');
  });

  it('ends the run when a Lambda is not associated with the instance', async () => {
    const world = aWorld({ entry: aFlow([ask(), ...branches]), setup: { lambdaAssociations: [] } });
    await expect(world.call(0)).rejects.toThrow(
      `flow inbound, action ask: it invokes ${planArn}, which is not associated with the instance`,
    );
  });
});

describe('queue flows', () => {
  it('interrupt the prompts at 30, 60 and 90 s from queued, also after a way back by EndFlowExecution', async () => {
    const options = queued([
      prompts('ask'),
      ask(),
      note('ok', 'ok', 'back'),
      note('failed', 'failed', 'back'),
      anAction('back', 'EndFlowExecution'),
    ]);
    const world = aWorld({ ...options, lambdaDelayMs: 500 });
    const times: number[] = [];
    const counted = aWorld({
      ...options,
      lambda: async () => ({ at: times.push((counted.clock.now() - 5_000) % 30_000) }),
    });
    await counted.call(5);
    await counted.to(100);
    expect(times).toEqual([0, 0, 0]);
    await world.call(5);
    await world.to(100);
    expect(world.lambdaEvents).toHaveLength(3);
  });

  it('go on through a miss and stop with the answer', async () => {
    const world = aWorld(queued([prompts('ask'), ask(), note('ok', 'ok', 'hold'), note('failed', 'failed', 'hold')]));
    const ana = world.agent('ana', -5);
    const contact = await world.call(0);
    world.at(31, () => world.connect.agents.clear(ana, contact));
    world.at(33, () => world.connect.agents.accept(ana, contact));
    await world.to(200);
    expect(world.lambdaEvents).toHaveLength(1);
    expect(world.facts.find(({ type }) => type === 'contact.answered')).toMatchObject({ waitSeconds: 33 });
  });

  const dequeue = (switches: Options['switches'] = {}) =>
    queued(
      [
        anAction(
          'first',
          'Compare',
          { ComparisonValue: '$.Attributes.went' },
          {
            NextAction: 'hold',
            Conditions: [equals('moved', 'inherited')],
            Errors: [error('hold', 'NoMatchingCondition')],
          },
        ),
        prompts('mark'),
        note('mark', 'moved', 'set'),
        anAction(
          'set',
          'UpdateContactEventHooks',
          { EventHooks: { CustomerQueue: flowArn('record') } },
          { NextAction: 'move', Errors: [error('move')] },
        ),
        anAction(
          'move',
          'DequeueContactAndTransferToQueue',
          { QueueId: queueArn('voicemail') },
          { NextAction: 'back', Errors: [error('not', 'QueueAtCapacity'), error('not')] },
        ),
        note('not', 'not-moved', 'back'),
        anAction('back', 'EndFlowExecution'),
        note('inherited', 'inherited', 'back'),
      ],
      {
        switches: { queueHookOnDequeue: 'inherited', ...switches },
        flows: {
          record: {
            type: 'CUSTOMER_QUEUE',
            content: aFlow([
              anAction(
                'on',
                'UpdateContactRecordingBehavior',
                { RecordingBehavior: { RecordedParticipants: [], IVRRecordingBehavior: 'Enabled' } },
                { NextAction: 'listen' },
              ),
              anAction(
                'listen',
                'GetParticipantInput',
                { StoreInput: 'False', InputTimeLimitSeconds: '60', Text: 'Speak.' },
                {
                  NextAction: 'bye',
                  Errors: [error('bye', 'InputTimeLimitExceeded'), error('bye', 'NoMatchingCondition'), error('bye')],
                },
              ),
              bye,
            ]),
          },
        },
      },
    );

  it('ends the ring of a caller who hangs up while speaking on the recording, and abandons nothing', async () => {
    const on = { RecordingBehavior: { RecordedParticipants: [], IVRRecordingBehavior: 'Enabled' } };
    const record = anAction('on', 'UpdateContactRecordingBehavior', on, { NextAction: 'hold' });
    const world = aWorld(queued([record, prompts('hold'), bye]));
    world.agent('ana', -100);
    const contact = await world.call(0);
    world.at(5, () => world.connect.callers.hangUp(contact));
    await world.to(6);
    expect(world.told('contact.ringing', 'contact.missed', 'contact.abandoned')).toEqual([
      '0 ringing ana',
      '5 missed ana',
    ]);
  });

  it('may set whispers, of the right type, and switch none off without a hook', async () => {
    const whisper = (type: FlowType) => ({ type, content: aFlow([anAction('end', 'EndFlowExecution')]) });
    const hooks = (parameters: Record<string, FlowValue>) =>
      attributesAfter(
        [
          anAction('hooks', 'UpdateContactEventHooks', parameters, { NextAction: 'ok', Errors: [error('bye')] }),
          note('ok', 'on', 'bye'),
          bye,
        ],
        { flows: { agent: whisper('AGENT_WHISPER'), customer: whisper('CUSTOMER_WHISPER') } },
      );
    for (const [hook, flow] of [
      ['AgentWhisper', 'agent'],
      ['CustomerWhisper', 'customer'],
    ] as const)
      expect(await hooks({ EventHooks: { [hook]: flowArn(flow) } })).toEqual({ went: 'on' });
    await expect(hooks({ EventHooks: { AgentWhisper: flowArn('customer') } })).rejects.toThrow(
      'AGENT_WHISPER would be right',
    );
    // Connect refuses it on publishing (docs/amazon-connect.md#flow-actions).
    await expect(hooks({ EventHooksConfiguration: { AgentWhisper: { DisableExecution: 'true' } } })).rejects.toThrow(
      'EventHooksConfiguration is not supported',
    );
  });

  it.each([
    ['inherited', 'inherited'],
    ['replaced', 'moved'],
  ] as const)('of a moved contact are %s as the switch says', async (queueHookOnDequeue, went) => {
    const world = aWorld(dequeue({ queueHookOnDequeue }));
    const contact = await world.call(0);
    await world.to(31);
    const segment = world.connect.callers.currentSegment(contact);
    expect(segment).not.toBe(contact);
    expect(world.told('contact.queued', 'contact.dequeued', 'recording.started')).toEqual([
      '0 queued',
      '30 dequeued',
      '30 queued',
      ...(went === 'moved' ? ['30 recording.started'] : []),
    ]);
    const { Attributes } = await world.api('GetContactAttributes', { InitialContactId: contact });
    expect(Attributes).toMatchObject({ went });
    const { Contact } = await world.api('DescribeContact', { ContactId: segment });
    expect(Contact).toMatchObject({
      InitialContactId: contact,
      PreviousContactId: contact,
      InitiationMethod: 'QUEUE_TRANSFER',
    });
    const types = (id: string) =>
      world.contactEvents.filter(({ contactId }) => contactId === id).map(({ eventType }) => eventType);
    expect(types(contact)).toEqual(['INITIATED', 'CONNECTED_TO_SYSTEM', 'QUEUED', 'DISCONNECTED', 'COMPLETED']);
    expect(types(segment).slice(0, 2)).toEqual(['INITIATED', 'QUEUED']);
  });

  it('cannot move a contact while somebody is ringing', async () => {
    const world = aWorld(dequeue());
    const contact = await world.call(0);
    world.at(25, () => world.agent('ana', 25));
    await world.to(31);
    const { Attributes } = await world.api('GetContactAttributes', { InitialContactId: contact });
    expect(Attributes).toMatchObject({ went: 'not-moved' });
    await world.to(61);
    expect(world.told('contact.dequeued')).toEqual(['60 dequeued']);
  });

  it('carries the criteria along, from their first step', async () => {
    const world = aWorld({ ...dequeue(), setup: {} });
    const contact = await world.call(0);
    const steps = [agentsStep(['nobody'], 40), agentsStep(['somebody'])];
    await world.api('UpdateContactRoutingData', { ContactId: contact, RoutingCriteria: { Steps: steps } });
    await world.to(45);
    const segment = world.connect.callers.currentSegment(contact);
    const active = async () =>
      ((await world.api('DescribeContact', { ContactId: segment })).Contact as { RoutingCriteria: { Index: number } })
        .RoutingCriteria.Index;
    expect(await active()).toBe(0);
    await world.to(71);
    expect(await active()).toBe(1);
  });

  it('record what the caller says, and file it when they hang up', async () => {
    const world = aWorld(dequeue({ queueHookOnDequeue: 'replaced' }));
    const contact = await world.call(0);
    world.at(30.5, () => world.connect.callers.speak(contact, 4));
    world.at(34.5, () => world.connect.callers.hangUp(contact));
    await world.to(40);
    const segment = world.connect.callers.currentSegment(contact);
    const key = `connect/aaaaaaaa-0000-4000-8000-000000000001/CallRecordings/ivr/2026/01/05/${segment}_20260105T09:00_UTC.wav`;
    expect(world.recordings).toEqual([
      { contactId: segment, key, bytes: 44 + 4 * 16_000, transcript: expect.stringContaining('4 seconds') },
    ]);
    expect((await world.api('DescribeContact', { ContactId: segment })).Contact).toMatchObject({
      Recordings: [{ Location: `recordings/${key}`, Status: 'AVAILABLE' }],
    });
    expect(world.told('contact.abandoned', 'contact.refused')).toEqual([]);

    const silent = aWorld(dequeue({ queueHookOnDequeue: 'replaced' }));
    await silent.call(0);
    await silent.to(100);
    expect(silent.recordings).toMatchObject([{ bytes: 44, transcript: '' }]);
  });
});

describe('hours', () => {
  const hoursFlow = aFlow([
    anAction(
      'target',
      'UpdateContactTargetQueue',
      { QueueId: queueArn('sales') },
      { NextAction: 'hours', Errors: [error('bye')] },
    ),
    anAction(
      'hours',
      'CheckHoursOfOperation',
      {},
      { NextAction: 'bye', Conditions: [equals('True', 'queue'), equals('False', 'bye')], Errors: [error('bye')] },
    ),
    anAction(
      'queue',
      'TransferContactToQueue',
      {},
      { NextAction: 'bye', Errors: [error('bye', 'QueueAtCapacity'), error('bye')] },
    ),
    bye,
  ]);

  it('close by an override and open again', async () => {
    const world = aWorld({ entry: hoursFlow });
    world.connect.setClosed('sales', true);
    await world.call(0);
    world.connect.setClosed(queueArn('sales'), false);
    await world.call(1);
    await world.to(2);
    expect(world.told('contact.arrived', 'contact.refused', 'contact.queued')).toEqual([
      '0 arrived',
      '0 refused closed-hours',
      '1 arrived',
      '1 queued',
    ]);
  });

  it('follow the time zone', async () => {
    const weekdays = [{ day: 'MONDAY', start: { hours: 9, minutes: 0 }, end: { hours: 17, minutes: 0 } }];
    const refused = async (timeZone: string) => {
      const hours = [{ id: 'always', arn: 'h', name: 'Office', timeZone, config: weekdays }];
      const world = aWorld({ entry: hoursFlow, setup: { hours } });
      await world.call(0);
      return world.told('contact.refused');
    };
    expect(await refused('Europe/Berlin')).toEqual([]);
    expect(await refused('America/New_York')).toEqual(['0 refused closed-hours']);
  });
});

describe('flows that cannot run', () => {
  it.each<[string, FlowAction, string]>([
    [
      'an unknown action',
      anAction('x', 'CreateTask'),
      'flow inbound, action x: type CreateTask is not supported by the simulated Connect; supported: CheckHoursOfOperation, Compare,',
    ],
    [
      'an unknown parameter',
      anAction('x', 'UpdateContactTargetQueue', { AgentId: 'a' }),
      'UpdateContactTargetQueue with AgentId is not supported',
    ],
    [
      'a queue that does not exist',
      anAction('x', 'UpdateContactTargetQueue', { QueueId: 'nowhere' }),
      'QueueId "nowhere" names no queue of the instance',
    ],
    [
      'a transition into nothing',
      anAction('x', 'MessageParticipant', { Text: 'Hi.' }, { NextAction: 'y' }),
      'flow inbound, action y: the flow has no action of this identifier',
    ],
    [
      'a missing error branch',
      anAction('x', 'UpdateContactAttributes', { Attributes: { a: '$.Attributes.none' } }, { NextAction: 'x' }),
      'meets the error NoMatchingError, for which it declares no branch',
    ],
    [
      'a reference of an unknown kind',
      anAction('x', 'Compare', { ComparisonValue: '$.Lex.Intent' }),
      'the reference $.Lex.Intent is not supported',
    ],
    [
      'a loop without a wait',
      anAction('x', 'MessageParticipant', { Text: 'Hi.' }, { NextAction: 'x' }),
      '1000 actions ran without a moment passing',
    ],
    [
      'a dequeue outside a queue flow',
      anAction('x', 'DequeueContactAndTransferToQueue', { QueueId: queueArn('sales') }),
      'allowed in queue flows only',
    ],
    [
      'an operator of no kind',
      anAction(
        'x',
        'Compare',
        { ComparisonValue: '$.ContactId' },
        { NextAction: 'x', Conditions: [equals('1', 'x', 'KeyExists')] },
      ),
      'the operator KeyExists is not supported',
    ],
  ])('say so: %s', async (_, action, message) => {
    const world = aWorld({ entry: aFlow([action]) });
    const failing = world.call(0);
    await expect(failing).rejects.toThrow(FlowFailure);
    await expect(failing).rejects.toThrow(message);
  });
});
