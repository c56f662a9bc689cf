import { calm } from '../../simulator/platform/conditions';
import {
  allow,
  arn,
  assembly,
  fn,
  messages,
  permission,
  type Resources,
  ref,
  refusal,
  run,
  secondsAt,
} from './small-app';

const rule = (properties: Readonly<Record<string, unknown>>): Resources => ({
  Rule: { Type: 'AWS::Events::Rule', Properties: properties },
});
const target = (more: Readonly<Record<string, unknown>> = {}) => [{ Id: 'one', Arn: arn('Listener'), ...more }];
const listener = (behaviour = 'log', properties: Readonly<Record<string, unknown>> = {}): Resources => ({
  ...fn('Listener', behaviour, [allow('sqs:SendMessage', arn('Dead'))], { properties }),
  ...permission('Listener', 'events.amazonaws.com', arn('Rule')),
});
const dead: Resources = { Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'Dead' } } };
const deadPolicy = (principal = 'events.amazonaws.com'): Resources => ({
  DeadPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [ref('Dead')],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: principal },
            Action: 'sqs:SendMessage',
            Resource: arn('Dead'),
            Condition: { ArnEquals: { 'aws:SourceArn': arn('Rule') } },
          },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sqs:*',
            Resource: arn('Dead'),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
  },
});
const bus: Resources = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'facts' } },
  ...fn('Sender', 'calls', [allow('events:PutEvents', arn('Bus'))]),
};
const facts = { EventBusName: ref('Bus'), EventPattern: { source: ['ours'], 'detail-type': ['OfferMade'] } };

const put = (detail: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  calls: [
    {
      call: 'PutEvents',
      input: {
        Entries: [
          { EventBusName: 'facts', Source: 'ours', DetailType: 'OfferMade', Detail: JSON.stringify(detail), ...more },
        ],
      },
    },
  ],
});

it('hands an event of our bus to the function of the rule that matches', async () => {
  const Resources = {
    ...bus,
    ...dead,
    ...deadPolicy(),
    ...listener(),
    ...rule({ ...facts, Targets: target({ DeadLetterConfig: { Arn: arn('Dead') } }) }),
  };
  const started = await run(assembly({ Resources }));
  const [answer] = (await started.cloud.invoke('Sender', put({ agent: 'ana' }))) as { FailedEntryCount: number }[];
  expect(answer?.FailedEntryCount).toBe(0);
  await started.pass(1);
  expect(started.of('Listener')).toEqual([
    {
      event: expect.objectContaining({
        source: 'ours',
        'detail-type': 'OfferMade',
        detail: { agent: 'ana' },
        account: '111122223333',
        region: 'eu-central-1',
        time: '2026-01-05T09:00:00Z',
      }),
      now: expect.any(Number),
    },
  ]);
  expect(started.failures).toEqual([]);
});

it('is lost, delayed and doubled as the conditions say', async () => {
  const deliveries = [[], [2000, 5000]];
  const conditions = {
    ...calm,
    hopDelayMs: () => 250,
    deliveries: () => deliveries.shift() ?? [0],
  };
  const Resources = { ...bus, ...dead, ...listener(), ...rule({ ...facts, Targets: target() }) };
  const started = await run(assembly({ Resources }), { conditions });
  await started.cloud.invoke('Sender', put({ n: 1 }));
  await started.cloud.invoke('Sender', put({ n: 2 }));
  await started.pass(10);
  const seen = started.of('Listener').map(({ now, event }) => [secondsAt(now), (event as { detail: unknown }).detail]);
  expect(seen).toEqual([
    [2.25, { n: 2 }],
    [5.25, { n: 2 }],
  ]);
});

it('names an event of our bus that no rule matches', async () => {
  const broken = { EventBusName: ref('Bus'), EventPattern: { source: ['ours'], 'detail-type': ['OfferMad'] } };
  const started = await run(
    assembly({ Resources: { ...bus, ...dead, ...listener(), ...rule({ ...broken, Targets: target() }) } }),
  );
  await started.cloud.invoke('Sender', put({}));
  await started.pass(1);
  expect(messages(started)).toEqual(['no rule of event bus facts matches the event OfferMade from ours']);
});

it('refuses a rule whose pattern it would not honour', async () => {
  const strange = { EventBusName: ref('Bus'), EventPattern: { detail: { ip: [{ cidr: '10.0.0.0/8' }] } } };
  const said = await refusal(assembly({ Resources: { ...bus, ...rule(strange) } }));
  expect(said).toContain(
    'stack small-1, resource Rule (AWS::Events::Rule): EventPattern.detail.ip holds {"cidr":"10.0.0.0/8"}',
  );
});

describe('contact events', () => {
  const pattern = {
    source: ['aws.connect'],
    'detail-type': ['Amazon Connect Contact Event'],
    detail: { eventType: ['QUEUED', 'DISCONNECTED'], channel: ['VOICE'] },
  };
  const start = (EventPattern: unknown, expectedContactEvents: readonly string[] = []) =>
    run(assembly({ Resources: { ...dead, ...listener(), ...rule({ EventPattern, Targets: target() }) } }), {
      expectedContactEvents,
    });

  it('come in their envelope to the rule that wants them, others to nobody', async () => {
    const started = await start(pattern);
    for (const eventType of ['QUEUED', 'INITIATED'])
      started.outlets.contactEvent({ eventType, channel: 'VOICE', contactId: 'c1' });
    started.outlets.contactEvent({ eventType: 'QUEUED', channel: 'TASK', contactId: 'c2' });
    await started.pass(1);
    expect(started.of('Listener')).toEqual([
      {
        event: expect.objectContaining({
          source: 'aws.connect',
          detail: { eventType: 'QUEUED', channel: 'VOICE', contactId: 'c1' },
        }),
        now: expect.any(Number),
      },
    ]);
    expect(started.failures).toEqual([]);
  });

  it.each([
    ['lists its type', { ...pattern, source: ['aws.conect'] }, []],
    [
      'is not the one the contract lists',
      { ...pattern, detail: { ...pattern.detail, eventType: ['QUEUE'] } },
      ['QUEUED'],
    ],
    ['misspells the channel', { ...pattern, detail: { ...pattern.detail, channel: ['VOCE'] } }, []],
  ])('that no rule matches are named where a pattern %s', async (_, broken, expected) => {
    const started = await start(broken, expected);
    started.outlets.contactEvent({ eventType: 'QUEUED', channel: 'VOICE', contactId: 'c1' });
    await started.pass(1);
    expect(messages(started)).toEqual([
      'no rule of event bus default matches the contact event QUEUED of Amazon Connect',
    ]);
  });
});

it('says before any event that a rule may not invoke its function, and keeps the events', async () => {
  const { ListenerPermission: _, ...without } = listener();
  const Resources = {
    ...bus,
    ...dead,
    ...deadPolicy(),
    ...without,
    ...rule({ ...facts, Targets: target({ DeadLetterConfig: { Arn: arn('Dead') } }) }),
  };
  const started = await run(assembly({ Resources }));
  const refused = expect.stringMatching(
    /^rule small-1-Rule-\w+ \(principal events\.amazonaws\.com\) may not perform lambda:InvokeFunction on .*:function:small-Listener: no policy of the resource allows it$/,
  );
  expect(messages(started)).toEqual([refused]);
  await started.cloud.invoke('Sender', put({ kept: true }));
  await started.pass(1);
  expect(started.of('Listener')).toEqual([]);
  expect(JSON.parse(started.cloud.dlqContents()['Dead']?.[0] ?? '')).toMatchObject({ detail: { kept: true } });
  expect(messages(started)).toEqual([refused]);
});

it('says before any event that a queue policy keeps a rule from its dead-letter queue', async () => {
  const Resources = {
    ...bus,
    ...dead,
    ...deadPolicy('event.amazonaws.com'),
    ...listener(),
    ...rule({ ...facts, Targets: target({ DeadLetterConfig: { Arn: arn('Dead') } }) }),
  };
  const started = await run(assembly({ Resources }));
  expect(messages(started)).toEqual([
    expect.stringMatching(
      /^rule .* may not perform sqs:SendMessage on arn:aws:sqs:.*:Dead: no policy of the resource allows it$/,
    ),
  ]);
});

it('sends to queues and other buses, and transforms the input', async () => {
  const Resources: Resources = {
    ...bus,
    ...dead,
    ...deadPolicy(),
    Other: { Type: 'AWS::Events::EventBus', Properties: { Name: 'other' } },
    ...fn('Listener', 'log'),
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: ref('Listener'),
        Principal: 'events.amazonaws.com',
        SourceArn: arn('OtherRule'),
      },
    },
    ...rule({
      ...facts,
      Targets: [
        { Id: 'queue', Arn: arn('Dead'), InputPath: '$.detail' },
        { Id: 'bus', Arn: arn('Other') },
      ],
    }),
    OtherRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: 'other',
        EventPattern: { source: ['ours'] },
        Targets: [
          {
            Id: 'one',
            Arn: arn('Listener'),
            InputTransformer: {
              InputPathsMap: { agent: '$.detail.agent', first: '$.detail.list[0]', all: '$.detail' },
              InputTemplate: '{"who":<agent>,"text":"agent <agent>","first":<first>,"all":<all>}',
            },
          },
        ],
      },
    },
  };
  const started = await run(assembly({ Resources: { ...Resources, Rule: Resources['Rule'] as never } }));
  const detail = { agent: 'ana', list: [7] };
  await started.cloud.invoke('Sender', put(detail));
  await started.pass(1);
  expect(started.cloud.queuesNotEmpty()).toEqual({ Dead: 1 });
  expect(started.of('Listener').map(({ event }) => event)).toEqual([
    { who: 'ana', text: 'agent ana', first: 7, all: detail },
  ]);
  expect(started.failures).toEqual([]);
});

it('names what a FIFO queue would refuse of a rule, and keeps the event', async () => {
  const fifo = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'Work.fifo', FifoQueue: true } };
  const started = await run(
    assembly({
      Resources: {
        ...bus,
        ...dead,
        ...deadPolicy(),
        Work: fifo,
        ...rule({
          ...facts,
          Targets: [
            { Id: 'a', Arn: arn('Work'), DeadLetterConfig: { Arn: arn('Dead') } },
            {
              Id: 'b',
              Arn: arn('Work'),
              SqsParameters: { MessageGroupId: 'g' },
              DeadLetterConfig: { Arn: arn('Work') },
            },
          ],
        }),
      },
    }),
  );
  const found = messages(started).filter((message) => !message.includes('may not perform'));
  expect(found.map((message) => message.replace(/arn:\S+:/g, ''))).toEqual([
    expect.stringContaining('its target Work.fifo is a FIFO queue; SqsParameters.MessageGroupId is missing'),
    expect.stringContaining('its target Work.fifo is a FIFO queue that needs ContentBasedDeduplication'),
    expect.stringContaining('its dead-letter queue Work.fifo is no standard queue of the template'),
  ]);
  await started.cloud.invoke('Sender', put({ kept: true }));
  await started.pass(1);
  expect(JSON.parse(started.cloud.dlqContents()['Dead']?.[0] ?? '')).toMatchObject({ detail: { kept: true } });
});

it('refuses a retry policy that EventBridge does not have', async () => {
  const Targets = target({ RetryPolicy: { MaximumEventAgeInSeconds: 30, MaximumRetryAttempts: 2 } });
  expect(
    await refusal(assembly({ Resources: { ...bus, ...dead, ...listener(), ...rule({ ...facts, Targets }) } })),
  ).toContain('Targets.0.RetryPolicy.MaximumEventAgeInSeconds: must be 60 to 86400');
});

it('fires a schedule at its rate with its constant input', async () => {
  const Resources = {
    ...dead,
    ...listener(),
    ...rule({ ScheduleExpression: 'rate(5 minutes)', Targets: target({ Input: '{"reload":"all"}' }) }),
  };
  const started = await run(assembly({ Resources }));
  await started.pass(601);
  expect(started.of('Listener').map(({ event, now }) => [secondsAt(now), event])).toEqual([
    [300, { reload: 'all' }],
    [600, { reload: 'all' }],
  ]);
});

it('tries an asynchronous invocation three times and then keeps the event', async () => {
  const Resources: Resources = {
    ...bus,
    ...dead,
    ...listener('fail', { DeadLetterConfig: { TargetArn: arn('Dead') } }),
    Invoke: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: ref('Listener'),
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination: arn('Dead') } },
      },
    },
    ...rule({ ...facts, Targets: target({ InputPath: '$.detail' }) }),
  };
  const invoked: number[] = [];
  const started = await run(assembly({ Resources }), {
    onInvocation: ({ functionName, atMs }) => void (functionName === 'Listener' && invoked.push(secondsAt(atMs))),
  });
  await started.cloud.invoke('Sender', put({ n: 1 }));
  await started.pass(600);
  expect(invoked).toEqual([0, 60, 180]);
  const [event, record] = started.cloud.dlqContents()['Dead'] ?? [];
  expect(JSON.parse(event ?? '')).toEqual({ n: 1 });
  expect(JSON.parse(record ?? '')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { n: 1 },
    responsePayload: { errorType: 'TypeError', errorMessage: 'this function always fails' },
  });
  expect(messages(started)).toEqual(['function Listener failed: TypeError: this function always fails']);
});
