import { calm } from '../../simulator/platform/conditions';
import { allow, arn, assembly, fn, instanceArn, messages, type Resources, run, secondsAt } from './small-app';

const read = ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListShards'];

function app(
  behaviour: string,
  mapping: Readonly<Record<string, unknown>> = {},
  { shards = 1, readActions = read }: { shards?: number; readActions?: readonly string[] } = {},
): string {
  const Resources: Resources = {
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'Dead' } },
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'agent-events', ShardCount: shards } },
    Storage: {
      Type: 'AWS::Connect::InstanceStorageConfig',
      Properties: {
        InstanceArn: instanceArn,
        ResourceType: 'AGENT_EVENTS',
        StorageType: 'KINESIS_STREAM',
        KinesisStreamConfig: { StreamArn: arn('Stream') },
      },
    },
    ...fn('Reader', behaviour, [allow(readActions, arn('Stream')), allow('sqs:SendMessage', arn('Dead'))]),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Reader' },
        EventSourceArn: arn('Stream'),
        StartingPosition: 'TRIM_HORIZON',
        ...mapping,
      },
    },
  };
  return assembly({ Resources });
}

const event = (text: string, agent = 'ana') => ({ AgentARN: agent, text });
const batches = (logged: Record<string, unknown>[]): unknown[] =>
  logged.map(({ batch, now }) => [secondsAt(now), (batch as string[]).map((text) => JSON.parse(text).text)]);

const toDead = { DestinationConfig: { OnFailure: { Destination: arn('Dead') } } };

it('hands agent events over in batches, in the order of the agent', async () => {
  const { outlets, pass, of, failures } = await run(app('whole', { BatchSize: 2 }));
  for (const text of ['one', 'two', 'three']) outlets.agentEvent(event(text));
  await pass(1);
  expect(batches(of('Reader'))).toEqual([
    [0, ['one', 'two']],
    [0, ['three']],
  ]);
  expect(failures).toEqual([]);
});

it('reads as many parts of a shard at once as the mapping says: one agent holds up nobody of another part', async () => {
  const { outlets, pass, of } = await run(app('whole', { BatchSize: 1, ParallelizationFactor: 10 }));
  for (const [text, agent] of [
    ['poison', 'ana'],
    ['later', 'ana'],
    ['other', 'bob'],
  ] as const)
    outlets.agentEvent(event(text, agent));
  await pass(1.5);
  expect(batches(of('Reader'))).toEqual([
    [0, ['poison']],
    [0, ['other']],
    [1, ['poison']],
  ]);
});

it('keeps the order of one agent whatever the conditions do to each event', async () => {
  const delays = [[500], [], [0, 200], [0]];
  const conditions = {
    ...calm,
    deliveries: () => delays.shift() ?? [0],
  };
  const { outlets, pass, of } = await run(app('whole', { BatchSize: 1 }), { conditions });
  for (const text of ['one', 'lost', 'twice', 'last']) outlets.agentEvent(event(text));
  await pass(2);
  expect(batches(of('Reader'))).toEqual([
    [0.5, ['one']],
    [0.5, ['twice']],
    [0.5, ['twice']],
    [0.5, ['last']],
  ]);
});

it('halves a batch that throws until the bad record is alone, and keeps it out of the way of the rest', async () => {
  const { outlets, pass, of, cloud } = await run(
    app('whole', { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1, ...toDead }),
  );
  for (const text of ['a', 'b', 'poison', 'd']) outlets.agentEvent(event(text));
  await pass(60);
  expect(batches(of('Reader'))).toEqual([
    [0, ['a', 'b', 'poison', 'd']],
    [1, ['a', 'b']],
    [1, ['poison', 'd']],
    [2, ['poison']],
    [3, ['poison']],
    [4, ['d']],
  ]);
  const [dead] = cloud.dlqContents()['Dead'] ?? [];
  expect(JSON.parse(dead ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    KinesisBatchInfo: {
      shardId: 'shardId-000000000000',
      batchSize: 1,
      streamArn: expect.stringContaining('stream/agent-events'),
    },
  });
});

it('repeats from the first record a function reports', async () => {
  const { outlets, pass, of, cloud, failures } = await run(
    app('partial', { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 0, ...toDead }),
  );
  for (const text of ['a', 'poison', 'c']) outlets.agentEvent(event(text));
  await pass(60);
  expect(batches(of('Reader'))).toEqual([[0, ['a', 'poison', 'c']]]);
  expect(JSON.parse(cloud.dlqContents()['Dead']?.[0] ?? '').KinesisBatchInfo.batchSize).toBe(2);
  expect(failures).toEqual([]);
});

it('drops records that have become too old, and tells the destination', async () => {
  const { outlets, pass, of, cloud } = await run(app('whole', { MaximumRecordAgeInSeconds: 3, ...toDead }));
  outlets.agentEvent(event('poison'));
  await pass(60);
  expect(batches(of('Reader')).map((batch) => (batch as unknown[])[0])).toEqual([0, 1, 2, 3]);
  expect(JSON.parse(cloud.dlqContents()['Dead']?.[0] ?? '').requestContext.condition).toBe('RecordAgeExceeded');
});

it('lets the shards go on without each other', async () => {
  const { outlets, pass, of } = await run(app('whole', { MaximumRetryAttempts: 2 }, { shards: 8 }));
  outlets.agentEvent(event('poison', 'ana'));
  await pass(0.5);
  outlets.agentEvent(event('behind', 'ana'));
  outlets.agentEvent(event('beside', 'ben'));
  await pass(60);
  expect(batches(of('Reader'))).toEqual([
    [0, ['poison']],
    [0.5, ['beside']],
    [1, ['poison']],
    [2, ['poison']],
    [3, ['behind']],
  ]);
});

it('names what the reading role lacks', async () => {
  const started = await run(app('whole', {}, { readActions: read.slice(1) }));
  expect(messages(started)).toEqual([
    expect.stringMatching(
      /^the event source mapping of function Reader \(role .*\) may not perform kinesis:GetRecords on .*stream\/agent-events: no policy of the role allows it$/,
    ),
  ]);
});

it('says so once when agent events have nowhere to go', async () => {
  const started = await run(assembly({ Resources: fn('Idle', 'log') }));
  started.outlets.agentEvent(event('one'));
  started.outlets.agentEvent(event('two'));
  expect(messages(started)).toEqual([expect.stringMatching(/^agent events of .* go nowhere/)]);
});
