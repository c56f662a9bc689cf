import { calm } from '../../simulator/platform/conditions';
import { allow, arn, assembly, fn, messages, type Resources, ref, refusal, run, secondsAt } from './small-app';

const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const queue = (name: string, properties: Readonly<Record<string, unknown>> = {}): Resources => ({
  [name]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name, ...properties } },
});

const mapping = (name: string, queueName: string, properties: Readonly<Record<string, unknown>> = {}): Resources => ({
  [`${name}Mapping`]: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: ref(name), EventSourceArn: arn(queueName), ...properties },
  },
});

/** A function that sends, a queue, and a function that reads it; a dead-letter queue after two receives. */
function pipeline(
  behaviour: string,
  queueProperties: Readonly<Record<string, unknown>> = {},
  mappingProperties: Readonly<Record<string, unknown>> = {},
  fifo = false,
): string {
  const suffix = fifo ? '.fifo' : '';
  return assembly({
    Resources: {
      ...queue('Dead', { QueueName: `Dead${suffix}`, ...(fifo && { FifoQueue: true }) }),
      ...queue('Work', {
        QueueName: `Work${suffix}`,
        ...(fifo && { FifoQueue: true }),
        RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 2 },
        ...queueProperties,
      }),
      ...fn('Sender', 'calls', [allow('sqs:SendMessage', arn('Work'))]),
      ...fn('Reader', behaviour, [allow([...consume, 'sqs:ChangeMessageVisibility'], arn('Work'))], {
        variables: { QUEUE_URL: ref('Work') },
      }),
      ...mapping('Reader', 'Work', mappingProperties),
    },
  });
}

/** Sends through the SDK. The client goes to the host of the URL, so the deployed one is asked for. */
async function send(
  started: Awaited<ReturnType<typeof run>>,
  name: string,
  ...inputs: Record<string, unknown>[]
): Promise<unknown[]> {
  const endpoint = started.cloud.endpoint;
  const calls = inputs.map((input) => ({
    call: 'SendMessage',
    input: { QueueUrl: `${endpoint}/111122223333/${name}`, ...input },
  }));
  return (await started.cloud.invoke('Sender', { calls })) as unknown[];
}

const batches = (logged: Record<string, unknown>[]): unknown[] =>
  logged.map(({ batch, now }) => [secondsAt(now), batch]);

it('hands messages over when their delay is over, at most a batch at a time', async () => {
  const started = await run(pipeline('partial', { DelaySeconds: 1 }, { BatchSize: 2 }));
  await send(started, 'Work', { MessageBody: 'a' }, { MessageBody: 'b' }, { MessageBody: 'c' });
  await send(started, 'Work', { MessageBody: 'later', DelaySeconds: 900 });
  await started.pass(2000);
  expect(batches(started.of('Reader'))).toEqual([
    [1, ['a', 'b']],
    [1, ['c']],
    [900, ['later']],
  ]);
  expect(started.cloud.queuesNotEmpty()).toEqual({});
  expect(started.failures).toEqual([]);
});

it('takes a batch of messages and refuses a delay that SQS does not have', async () => {
  const started = await run(pipeline('partial'));
  const Entries = [
    { Id: 'one', MessageBody: 'a' },
    { Id: 'two', MessageBody: 'b', DelaySeconds: 901 },
  ];
  const QueueUrl = `${started.cloud.endpoint}/111122223333/Work`;
  const [answer] = (await started.cloud.invoke('Sender', {
    calls: [{ call: 'SendMessageBatch', input: { QueueUrl, Entries } }],
  })) as unknown[];
  expect(answer).toMatchObject({
    Successful: [{ Id: 'one' }],
    Failed: [{ Id: 'two', Code: 'InvalidParameterValue', SenderFault: true }],
  });
  await started.pass(1);
  expect(batches(started.of('Reader'))).toEqual([[0, ['a']]]);
});

it('brings only what failed back after the visibility timeout, and then to the dead-letter queue', async () => {
  const started = await run(
    pipeline('partial', { VisibilityTimeout: 40 }, { FunctionResponseTypes: ['ReportBatchItemFailures'] }),
  );
  await send(started, 'Work', { MessageBody: 'good' }, { MessageBody: 'poison' });
  await started.pass(200);
  expect(batches(started.of('Reader'))).toEqual([
    [0, ['good', 'poison']],
    [40, ['poison']],
  ]);
  expect(started.cloud.dlqContents()).toEqual({ Dead: ['poison'] });
  expect(started.failures).toEqual([]);
});

it('brings a whole batch back when the function throws', async () => {
  const started = await run(pipeline('whole', { VisibilityTimeout: 30 }));
  await send(started, 'Work', { MessageBody: 'good' }, { MessageBody: 'poison' });
  await started.pass(200);
  expect(batches(started.of('Reader'))).toEqual([
    [0, ['good', 'poison']],
    [30, ['good', 'poison']],
  ]);
  expect(started.cloud.dlqContents()).toEqual({ Dead: ['good', 'poison'] });
  expect(messages(started)).toEqual(['function Reader failed: Error: poison in the batch']);
});

it('lets a function hide its message for longer', async () => {
  const started = await run(pipeline('postpone', { VisibilityTimeout: 30 }));
  await send(started, 'Work', { MessageBody: 'a' });
  await started.pass(200);
  expect(started.of('Reader').map(({ now, receiveCount }) => [secondsAt(now), receiveCount])).toEqual([
    [0, '1'],
    [100, '2'],
  ]);
});

it('waits for a full batch no longer than the batching window', async () => {
  const started = await run(pipeline('partial', {}, { BatchSize: 2, MaximumBatchingWindowInSeconds: 20 }));
  await send(started, 'Work', { MessageBody: 'a' });
  await started.pass(10);
  await send(started, 'Work', { MessageBody: 'b' }, { MessageBody: 'c' });
  await started.pass(100);
  expect(batches(started.of('Reader'))).toEqual([
    [10, ['a', 'b']],
    [10, ['c']],
  ]);
});

it('hands over only what passes a filter', async () => {
  const FilterCriteria = { Filters: [{ Pattern: JSON.stringify({ body: { kind: ['wanted'] } }) }] };
  const started = await run(pipeline('partial', {}, { FilterCriteria }));
  await send(started, 'Work', { MessageBody: '{"kind":"wanted"}' }, { MessageBody: '{"kind":"other"}' });
  await started.pass(1);
  expect(batches(started.of('Reader'))).toEqual([[0, ['{"kind":"wanted"}']]]);
  expect(started.cloud.queuesNotEmpty()).toEqual({});
});

describe('a FIFO queue', () => {
  it('keeps a group in order behind a failure while other groups go on', async () => {
    const properties = { VisibilityTimeout: 30, ContentBasedDeduplication: true };
    const started = await run(pipeline('whole', properties, { BatchSize: 1 }, true));
    const inGroup = (MessageGroupId: string, MessageBody: string) => ({ MessageGroupId, MessageBody });
    await send(started, 'Work.fifo', inGroup('x', 'poison'), inGroup('x', 'after'), inGroup('y', 'other'));
    await started.pass(200);
    expect(batches(started.of('Reader'))).toEqual([
      [0, ['poison']],
      [0, ['other']],
      [30, ['poison']],
      [60, ['after']],
    ]);
    expect(started.cloud.dlqContents()).toEqual({ 'Dead.fifo': ['poison'] });
  });

  it('drops a repeated deduplication id for five minutes', async () => {
    const started = await run(pipeline('partial', {}, {}, true));
    const input = { MessageGroupId: 'x', MessageDeduplicationId: 'same', MessageBody: 'first' };
    const [first, second] = await send(started, 'Work.fifo', input, { ...input, MessageBody: 'second' });
    expect(second).toEqual({ ...(first as object), MD5OfMessageBody: expect.any(String) });
    await started.pass(299);
    await send(started, 'Work.fifo', { ...input, MessageBody: 'third' });
    await started.pass(2);
    await send(started, 'Work.fifo', { ...input, MessageBody: 'fourth' });
    await started.pass(1);
    expect(batches(started.of('Reader'))).toEqual([
      [0, ['first']],
      [301, ['fourth']],
    ]);
  });

  it.each([
    ['queue', [[0, ['first']]]],
    ['messageGroup', [[0, ['first', 'second']]]],
  ])('drops a duplicate within the scope %s', async (DeduplicationScope, expected) => {
    const started = await run(pipeline('partial', { DeduplicationScope }, {}, true));
    const input = { MessageDeduplicationId: 'same' };
    await send(
      started,
      'Work.fifo',
      { ...input, MessageGroupId: 'x', MessageBody: 'first' },
      { ...input, MessageGroupId: 'y', MessageBody: 'second' },
      { ...input, MessageGroupId: 'x', MessageBody: 'third' },
    );
    await started.pass(1);
    expect(batches(started.of('Reader'))).toEqual(expected);
  });

  it('keeps the rest of a group back while one of it failed, and delays all alike', async () => {
    const properties = { VisibilityTimeout: 30, ContentBasedDeduplication: true, DelaySeconds: 1 };
    const mappingProperties = { BatchSize: 2, FunctionResponseTypes: ['ReportBatchItemFailures'] };
    const started = await run(pipeline('partial', properties, mappingProperties, true));
    const bodies = ['good', 'poison', 'after', 'last'];
    await send(started, 'Work.fifo', ...bodies.map((MessageBody) => ({ MessageGroupId: 'x', MessageBody })));
    await started.pass(200);
    expect(batches(started.of('Reader'))).toEqual([
      [1, ['good', 'poison']],
      [31, ['poison', 'after']],
      [61, ['last']],
    ]);
    expect(started.cloud.dlqContents()).toEqual({ 'Dead.fifo': ['poison'] });
  });

  it('takes a message by hand, by its own name or the short one', async () => {
    const Resources = {
      ...queue('Work', { QueueName: 'small-Work.fifo', FifoQueue: true }),
      ...fn('Reader', 'partial', [allow(consume, arn('Work'))]),
      ...mapping('Reader', 'Work'),
    };
    const started = await run(assembly({ Resources }));
    const { cloud } = started;
    cloud.sendMessage('Work.fifo', 'one', { groupId: 'sales', deduplicationId: 'manual:1' });
    cloud.sendMessage('small-Work.fifo', 'again', { groupId: 'sales', deduplicationId: 'manual:1' });
    expect(() => cloud.sendMessage('Work.fifo', 'two')).toThrow('needs a MessageGroupId');
    expect(() => cloud.sendMessage('Gone.fifo', 'two')).toThrow('there is no queue Gone.fifo in the template');
    await started.pass(1);
    expect(batches(started.of('Reader'))).toEqual([[0, ['one']]]);
  });

  it.each([
    [{ MessageBody: 'a' }, 'the FIFO queue Work.fifo needs a MessageGroupId'],
    [{ MessageBody: 'a', MessageGroupId: 'x' }, 'the FIFO queue Work.fifo needs a MessageDeduplicationId'],
    [
      { MessageBody: 'a', MessageGroupId: 'x', MessageDeduplicationId: 'd', DelaySeconds: 5 },
      'takes no delay per message',
    ],
    [
      { MessageBody: 'a', MessageGroupId: 'x', MessageDeduplicationId: 'two words' },
      'MessageDeduplicationId must be 1 to 128 letters, digits and punctuation, got "two words"',
    ],
  ])('refuses %j', async (input, message) => {
    const started = await run(pipeline('partial', {}, {}, true));
    await expect(send(started, 'Work.fifo', input)).rejects.toThrow(message);
  });
});

it('redelivers what a killed function had in hand after the visibility timeout', async () => {
  const kills: 'before'[] = ['before'];
  const resources: Resources = {
    ...queue('Work', { VisibilityTimeout: 30 }),
    ...fn('Sender', 'calls', [allow('sqs:SendMessage', arn('Work'))]),
    ...fn('Reader', 'postpone', [allow([...consume, 'sqs:ChangeMessageVisibility'], arn('Work'))], {
      variables: { QUEUE_URL: ref('Work') },
    }),
    ...mapping('Reader', 'Work'),
  };
  const started = await run(assembly({ Resources: resources }), {
    conditions: {
      ...calm,
      kill: (name) => (name === 'Reader' ? (kills.pop() ?? null) : null),
    },
  });
  await send(started, 'Work', { MessageBody: 'a' });
  await started.pass(100);
  expect(started.of('Reader').map(({ now, receiveCount }) => [secondsAt(now), receiveCount])).toEqual([
    [0, '1'],
    [30, '2'],
  ]);
  expect(started.failures).toEqual([]);
});

it('names action, resource and role when a function may not send', async () => {
  const started = await run(
    assembly({
      Resources: {
        ...queue('Work'),
        ...fn('Sender', 'calls', [allow('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:111122223333:Other')]),
      },
    }),
  );
  await expect(send(started, 'Work', { MessageBody: 'a' })).rejects.toThrow('may not perform sqs:SendMessage');
  expect(messages(started)[0]).toMatch(
    /^function Sender \(role small-1-SenderRole-[0-9A-F]{12}\) may not perform sqs:SendMessage on arn:aws:sqs:eu-central-1:111122223333:Work: no policy of the role allows it$/,
  );
});

it('names what the role of an event source mapping lacks, before anything is sent', async () => {
  const Resources = {
    ...queue('Work'),
    ...fn('Reader', 'partial', [allow(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], arn('Work'))]),
    ...mapping('Reader', 'Work'),
  };
  const started = await run(assembly({ Resources }));
  expect(messages(started)).toEqual([
    expect.stringMatching(
      /^the event source mapping of function Reader \(role .*\) may not perform sqs:DeleteMessage on arn:aws:sqs:.*:Work: no policy of the role allows it$/,
    ),
  ]);
});

it.each([
  [{ DelaySeconds: 901 }, 'DelaySeconds: must be a whole number from 0 to 900'],
  [{ ContentBasedDeduplication: true }, 'ContentBasedDeduplication is for FIFO queues only; q is a standard queue'],
  [
    { QueueName: 'q.fifo', FifoQueue: true, FifoThroughputLimit: 'perMessageGroupId' },
    'FifoThroughputLimit perMessageGroupId needs the DeduplicationScope messageGroup',
  ],
  [{ FifoQueue: true }, 'the name q of a FIFO queue must end in .fifo'],
])('deploys no queue with %j', async (properties, message) => {
  expect(await refusal(assembly({ Resources: queue('q', properties) }))).toContain(message);
});

it('refuses a visibility timeout shorter than the function may run', async () => {
  expect(await refusal(pipeline('partial', { VisibilityTimeout: 5 }))).toContain(
    "resource ReaderMapping (AWS::Lambda::EventSourceMapping): the visibility timeout of queue Work, 5 s, is less than the function's timeout of 10 s",
  );
});
