import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { AgentTable } from '../../adapters/aws/agent-table';
import { BlendTable } from '../../adapters/aws/blend-table';
import { CallMeterTable } from '../../adapters/aws/call-meter-table';
import { CallTable } from '../../adapters/aws/call-table';
import { makeDocumentClient } from '../../adapters/aws/clients';
import { UnreadableItemError } from '../../adapters/aws/stored-records';
import { readItems, type Table, UnreadKeysError } from '../../adapters/aws/table';
import { ThresholdTable } from '../../adapters/aws/threshold-table';
import { TokenBucketTable } from '../../adapters/aws/token-bucket-table';
import { TokenTable } from '../../adapters/aws/token-table';
import { VoicemailTable } from '../../adapters/aws/voicemail-table';
import { startingOutbound } from '../../core/agent/outbound';
import { defaultThresholds } from '../../core/thresholds/thresholds';
import { aCall, anAgent, aTether, aVoicemail, handClock, start } from './contract/builders';

const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => dynamo.reset());

const table: Table = {
  client: makeDocumentClient({ region: 'eu-central-1' }),
  name: 'table',
  layout: {
    rankedAgents: { name: 'ranked-agents', partitionKey: 'rankedAgentsPk', sortKey: 'rankedAgentsSk' },
    waitingCalls: { name: 'waiting-calls', partitionKey: 'waitingCallsPk', sortKey: 'waitingCallsSk' },
    blendAgents: { name: 'blend-agents', partitionKey: 'blendPool', sortKey: 'blendRank' },
    timeToLive: 'expiresAt',
  },
};
const conditionFailed = () => new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
const denied = () =>
  new DynamoDBServiceException({ name: 'AccessDeniedException', $fault: 'client', message: 'no', $metadata: {} });
const stored = (record: object, kind: string, id: string) => ({ pk: `${kind}#${id}`, sk: 'state', ...record });

describe('agents', () => {
  const saved = () => dynamo.commandCalls(UpdateCommand).map((call) => call.args[0].input);
  const attributesSet = (input: ReturnType<typeof saved>[number]) =>
    Object.fromEntries(
      Object.entries(input.ExpressionAttributeNames ?? {})
        .filter(([alias]) => alias.startsWith('#s'))
        .map(([alias, name]) => [name, input.ExpressionAttributeValues?.[`:s${alias.slice(2)}`]]),
    );
  const attributesRemoved = (input: ReturnType<typeof saved>[number]) =>
    Object.entries(input.ExpressionAttributeNames ?? {})
      .filter(([alias]) => alias.startsWith('#r'))
      .map(([, name]) => name)
      .sort();

  it('are read consistently by key', async () => {
    dynamo.on(GetCommand).resolves({ Item: stored(anAgent('ann'), 'agent', 'ann') });
    await new AgentTable(table).load('ann');
    expect(dynamo.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
      TableName: 'table',
      Key: { pk: 'agent#ann', sk: 'state' },
      ConsistentRead: true,
    });
  });

  it('cost one request an event on a warm environment and two on a cold one', async () => {
    dynamo.on(GetCommand).resolves({ Item: stored(anAgent('ann'), 'agent', 'ann') });
    dynamo.on(UpdateCommand).resolves({ Attributes: stored(anAgent('ann'), 'agent', 'ann') });
    const store = new AgentTable(table);
    const event = async (version: number) => {
      const known = await store.load('ann');
      await store.save(anAgent('ann', { version }), known?.version ?? null, { dropClaim: false });
    };
    await event(2);
    expect(dynamo.calls()).toHaveLength(2);
    await event(3);
    expect(dynamo.calls()).toHaveLength(3);
    expect(saved()[1]?.ExpressionAttributeValues).toMatchObject({ ':expected': 2 });
  });

  it('ask the store again after a conflict, and when told to', async () => {
    dynamo.on(GetCommand).resolves({ Item: stored(anAgent('ann', { version: 5 }), 'agent', 'ann') });
    dynamo.on(UpdateCommand).rejects(conditionFailed());
    const store = new AgentTable(table);
    await store.load('ann');
    expect(await store.save(anAgent('ann', { version: 5 }), 4, { dropClaim: false })).toEqual({ saved: false });
    await store.load('ann');
    await store.load('ann');
    await store.load('ann', { fresh: true });
    expect(dynamo.commandCalls(GetCommand)).toHaveLength(3);
  });

  it('remember 5,000 of them, the latest', async () => {
    dynamo.on(UpdateCommand).resolves({});
    dynamo.on(GetCommand).resolves({});
    const store = new AgentTable(table);
    for (let index = 0; index <= 5_000; index++) {
      await store.save(anAgent(`u-${index}`), null, { dropClaim: false });
    }
    await store.load('u-1');
    expect(dynamo.commandCalls(GetCommand)).toHaveLength(0);
    await store.load('u-0');
    expect(dynamo.commandCalls(GetCommand)).toHaveLength(1);
  });

  it('are written without their claim, with their place in the ranking', async () => {
    dynamo.on(UpdateCommand).resolves({});
    const ann = anAgent('ann', { claim: { callId: 'x', until: 1 } });
    await new AgentTable(table).save(ann, null, { dropClaim: false });
    const [input] = saved();
    if (!input) throw new Error('nothing was saved');
    const { claim: _, ...observed } = ann;
    expect(attributesSet(input)).toEqual({
      ...observed,
      rankedAgentsPk: 'sales/0',
      rankedAgentsSk: `0#00${start}#ann#ann`,
      blendPool: 'sales#inbound',
      blendRank: `0#00${start}#ann#ann#269yno`,
    });
    expect(attributesRemoved(input)).toEqual([]);
    expect(input).toMatchObject({ ConditionExpression: 'attribute_not_exists(#pk)', ReturnValues: 'ALL_OLD' });
  });

  it('leave the ranking with their logout, and their claim where it is dropped', async () => {
    dynamo.on(UpdateCommand).resolves({});
    const gone = anAgent('ann', { version: 2, staffed: false, idle: false });
    await new AgentTable(table).save(gone, 1, { dropClaim: true });
    const [input] = saved();
    if (!input) throw new Error('nothing was saved');
    expect(attributesRemoved(input)).toEqual(['blendPool', 'blendRank', 'claim', 'rankedAgentsPk', 'rankedAgentsSk']);
    expect(input.ConditionExpression).toBe('#version = :expected');
  });

  it('are nominated by one query a shard and read in one batch', async () => {
    const entry = (id: string, rank: string) => ({ pk: `agent#${id}`, sk: 'state', rankedAgentsSk: rank });
    dynamo
      .on(QueryCommand, { ExpressionAttributeValues: { ':pool': 'sales/0', ':after': '0#1' } })
      .resolves({ Items: [entry('ann', '0#2'), entry('carl', '0#4')], LastEvaluatedKey: { pk: 'agent#carl' } })
      .on(QueryCommand, { ExpressionAttributeValues: { ':pool': 'sales/1', ':after': '0#1' } })
      .resolves({ Items: [entry('bob', '0#3')] })
      .on(BatchGetCommand)
      .resolves({
        Responses: { table: [stored(anAgent('bob'), 'agent', 'bob'), stored(anAgent('ann'), 'agent', 'ann')] },
      });
    const page = await new AgentTable(table).ranked(['sales/0', 'sales/1'], { limit: 2, after: '0#1' });
    expect(page).toEqual({ agents: [anAgent('ann'), anAgent('bob')], next: '0#3' });
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(2);
    expect(dynamo.commandCalls(BatchGetCommand)[0]?.args[0].input).toEqual({
      RequestItems: {
        table: {
          Keys: [
            { pk: 'agent#ann', sk: 'state' },
            { pk: 'agent#bob', sk: 'state' },
          ],
          ConsistentRead: true,
        },
      },
    });
  });

  it('stored before there was an outbound side are on the inbound side, since they were last heard of', async () => {
    const { kind: _, outbound: __, ...before } = anAgent('ann');
    dynamo.on(GetCommand).resolves({ Item: stored(before, 'agent', 'ann') });
    expect(await new AgentTable(table).load('ann')).toEqual(
      anAgent('ann', { kind: 'inbound', outbound: startingOutbound('inbound', start) }),
    );
  });

  it('stored before a tether kept its fence have it from its id, where it was asked for', async () => {
    const load = async (tether: object) => {
      const outbound = { ...startingOutbound('outbound', start), tether };
      dynamo.on(GetCommand).resolves({ Item: stored({ ...anAgent('ann'), outbound }, 'agent', 'ann') });
      return (await new AgentTable(table).load('ann'))?.outbound.tether;
    };
    const { fence: _, ...before } = aTether('ann:b:7');
    expect(await load(before)).toEqual({ ...before, fence: 7 });
    expect(await load({ ...before, fence: 9 })).toMatchObject({ fence: 9 });
    const waiting = aTether(`waiting-${start}-1`, { state: 'waiting' });
    expect(await load(waiting)).toEqual(waiting);
  });

  it('are saved over no claim in the same write', async () => {
    dynamo.on(UpdateCommand).resolves({});
    await new AgentTable(table).save(anAgent('ann', { version: 3 }), 2, { dropClaim: false, unlessClaimedAt: start });
    expect(saved()).toMatchObject([
      {
        ConditionExpression: '#version = :expected AND (attribute_not_exists(#claim) OR #claim.#until <= :moment)',
        ExpressionAttributeValues: expect.objectContaining({ ':expected': 2, ':moment': start }),
      },
    ]);
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('make a denial known from every request', async () => {
    dynamo.onAnyCommand().rejects(denied());
    const store = new AgentTable(table);
    await expect(store.load('ann')).rejects.toThrow(DynamoDBServiceException);
    await expect(store.save(anAgent('ann'), null, { dropClaim: false })).rejects.toThrow(DynamoDBServiceException);
    await expect(store.claim('ann', { callId: 'c', until: 1 }, 0)).rejects.toThrow(DynamoDBServiceException);
    await expect(store.release('ann', 'c')).rejects.toThrow(DynamoDBServiceException);
    await expect(store.ranked(['sales/0'], { limit: 1, after: null })).rejects.toThrow(DynamoDBServiceException);
  });

  it('that another version stored in a way unknown here are refused with every problem', async () => {
    dynamo.on(GetCommand).resolves({ Item: { pk: 'agent#ann', sk: 'state', agentId: 'ann', version: 'one' } });
    const load = new AgentTable(table).load('ann');
    await expect(load).rejects.toThrow(UnreadableItemError);
    await expect(load).rejects.toThrow(/agent#ann.*username.*version/s);
  });
});

describe('calls and voicemails', () => {
  it('are in the waiting list only while they wait, and live a day longer than their lease', async () => {
    dynamo.on(PutCommand).resolves({});
    const store = new CallTable(table);
    await store.save(aCall('c-1'), null);
    await store.save(aCall('c-1', { state: 'answered', version: 2 }), 1);
    const [waiting, answered] = dynamo.commandCalls(PutCommand).map((call) => call.args[0].input);
    expect(waiting?.Item).toEqual({
      pk: 'call#c-1',
      sk: 'state',
      ...aCall('c-1'),
      waitingCallsPk: 'sales',
      waitingCallsSk: `01#00${start}#c-1`,
      expiresAt: (start + 75_000) / 1000 + 86_400,
    });
    expect(answered?.Item).not.toHaveProperty('waitingCallsPk');
    expect(answered).toMatchObject({ ConditionExpression: '#version = :expected' });
  });

  it('take one request to note a ring or the end of waiting', async () => {
    dynamo.on(UpdateCommand).resolves({ Attributes: stored(aCall('c-1'), 'call', 'c-1') });
    const store = new CallTable(table);
    await store.noteRinging('c-1', { agentId: 'ann', since: start });
    await store.close('c-1', 'answered');
    expect(dynamo.calls()).toHaveLength(2);
    const close = dynamo.commandCalls(UpdateCommand)[1]?.args[0].input;
    expect(close).toMatchObject({ ConditionExpression: '#state = :waiting', ReturnValues: 'ALL_OLD' });
  });

  it('live 14 days as voicemails', async () => {
    dynamo.on(PutCommand).resolves({});
    await new VoicemailTable(table).save(aVoicemail('c-1'), null);
    expect(dynamo.commandCalls(PutCommand)[0]?.args[0].input.Item).toMatchObject({
      pk: 'voicemail#c-1',
      expiresAt: (start + 120_000) / 1000 + 14 * 86_400,
    });
  });

  it('make a denial known from every request', async () => {
    dynamo.onAnyCommand().rejects(denied());
    const store = new CallTable(table);
    await expect(store.load('c-1')).rejects.toThrow(DynamoDBServiceException);
    await expect(store.save(aCall('c-1'), null)).rejects.toThrow(DynamoDBServiceException);
    await expect(store.noteRinging('c-1', { agentId: 'a', since: 1 })).rejects.toThrow(DynamoDBServiceException);
    await expect(store.close('c-1', 'answered')).rejects.toThrow(DynamoDBServiceException);
    await expect(store.waiting('sales', 1)).rejects.toThrow(DynamoDBServiceException);
    await expect(new VoicemailTable(table).save(aVoicemail('c-1'), null)).rejects.toThrow(DynamoDBServiceException);
  });
});

describe('what a blend decision reads', () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ pk: `agent#${index}`, sk: 'state', blendRank: `0#${index}` }));

  it('follows an index over its pages up to the bound, and asks for each item once', async () => {
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [] })
      .on(QueryCommand, { ExpressionAttributeValues: { ':partition': 'sales#inbound' }, Limit: 31 })
      .resolves({ Items: entries(20), LastEvaluatedKey: { pk: 'agent#19' } })
      .on(QueryCommand, { ExpressionAttributeValues: { ':partition': 'sales#inbound' }, Limit: 11 })
      .resolves({ Items: entries(31).slice(20), LastEvaluatedKey: { pk: 'agent#30' } })
      .on(BatchGetCommand)
      .resolves({});
    const bounds = {
      waiting: 5,
      idleInbound: 2,
      idleInboundCount: 30,
      outbound: 5,
      outboundListed: 5,
      outboundShards: 1,
    };
    const reading = await new BlendTable(table, handClock()).read('sales', ['spring'], bounds, ['0', 'gus', '0']);
    expect(reading.idleInboundCount).toBe(30);
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(4);
    const [batch, ...more] = dynamo
      .commandCalls(BatchGetCommand)
      .map((call) => call.args[0].input.RequestItems?.['table']);
    expect(more).toEqual([]);
    expect(batch?.ConsistentRead).toBe(true);
    expect(batch?.Keys?.map((key) => key['pk']).sort()).toEqual(
      [
        'agent#0',
        'agent#1',
        'agent#gus',
        'campaign#spring',
        'campaign-link',
        ...['count-0', 'count-1', 'held', ...[1, 2, 3, 4, 5, 6].map((n) => `held-${n}`)].map((n) => `calls#${n}`),
        'ledger#sales',
        'staffing#sales',
        'tasks#sales',
        'thresholds#sales',
      ].sort(),
    );
  });

  it('is refused with every problem where an item is of another making', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    dynamo.on(BatchGetCommand).resolves({ Responses: { table: [{ pk: 'ledger#sales', sk: 'state', moves: 3 }] } });
    const bounds = {
      waiting: 1,
      idleInbound: 1,
      idleInboundCount: 1,
      outbound: 1,
      outboundListed: 1,
      outboundShards: 1,
    };
    const read = new BlendTable(table, handClock()).read('sales', [], bounds, []);
    await expect(read).rejects.toThrow(/ledger#sales.*version.*moves/s);
  });
});

describe('calls in progress', () => {
  it('are spread over the shards, and counted beside them', async () => {
    dynamo.on(UpdateCommand).resolves({});
    const meter = new CallMeterTable(table);
    for (let index = 0; index < 2_000; index++) await meter.started(`contact-${index}`);
    const touched = dynamo.commandCalls(UpdateCommand).map((call) => String(call.args[0].input.Key?.['pk']));
    const counts = touched.filter((pk) => pk.startsWith('calls#count-'));
    expect([counts.length, new Set(counts).size]).toEqual([2_000, 2]);
    const shards = touched.filter((pk) => !counts.includes(pk));
    expect(shards).toHaveLength(2_000);
    expect(new Set(shards).size).toBeGreaterThan(240);
  });

  it('are counted only where the contact was not known, or is known no more', async () => {
    dynamo.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: 'known', $metadata: {} }));
    const meter = new CallMeterTable(table);
    await meter.started('contact-1');
    expect(dynamo.commandCalls(UpdateCommand)).toHaveLength(1);
    await meter.ended('contact-1');
    const [, ...ended] = dynamo.commandCalls(UpdateCommand).map((call) => String(call.args[0].input.Key?.['pk']));
    // Where it would stand now, and where it would have stood when there were eight shards.
    expect(ended).toHaveLength(2);
    expect(ended.every((pk) => /^calls#\d+$/.test(pk))).toBe(true);
    expect(Number(ended[0]?.slice(6)) % 8).toBe(Number(ended[1]?.slice(6)));
  });

  it('hold places for all tethers of a decision in one request', async () => {
    dynamo.on(UpdateCommand).resolves({});
    await new CallMeterTable(table).hold(['t-1', 't-2'], start);
    expect(dynamo.commandCalls(UpdateCommand).map((call) => call.args[0].input)).toMatchObject([
      {
        Key: { pk: expect.stringMatching(/^calls#held(-[1-6])?$/), sk: 'state' },
        UpdateExpression: 'ADD #members :members',
        ExpressionAttributeValues: { ':members': new Set([`tether:${start}:t-1`, `tether:${start}:t-2`]) },
      },
    ]);
  });

  it('lose places whose time is over when they are counted', async () => {
    const members = new Set([`tether:${start}:t-1`, `tether:${start + 1}:t-2`]);
    dynamo.on(BatchGetCommand).resolves({ Responses: { table: [{ pk: 'calls#held', sk: 'state', members }] } });
    dynamo.on(UpdateCommand).resolves({});
    expect(await new CallMeterTable(table).inProgress(start)).toBe(1);
    expect(dynamo.commandCalls(UpdateCommand).map((call) => call.args[0].input)).toMatchObject([
      {
        UpdateExpression: 'DELETE #members :members',
        ExpressionAttributeValues: { ':members': new Set([`tether:${start}:t-1`]) },
      },
    ]);
  });
});

describe('tokens', () => {
  it('are stored by their hash, with a life in seconds beside their own end', async () => {
    dynamo.on(PutCommand).resolves({});
    await new TokenTable(table, handClock()).put('hash', { agentId: 'ann', tetherId: 't', expiresAt: start + 30_001 });
    expect(dynamo.commandCalls(PutCommand)[0]?.args[0].input.Item).toEqual({
      pk: 'tether-token#hash',
      sk: 'state',
      agentId: 'ann',
      tetherId: 't',
      goodUntil: start + 30_001,
      expiresAt: start / 1000 + 31,
    });
  });
});

describe('a batch of reads', () => {
  const keys = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ pk: `agent#${index}`, sk: 'state' as const }));
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
  };
  beforeEach(() => pauses.splice(0));

  it('asks for 100 items at a time', async () => {
    dynamo.on(BatchGetCommand).resolves({});
    await readItems(table, keys(250), pause);
    const sizes = dynamo
      .commandCalls(BatchGetCommand)
      .map((call) => call.args[0].input.RequestItems?.['table']?.Keys?.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('asks again, after a pause, for what was left out, and keeps the order', async () => {
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({
        Responses: { table: [{ pk: 'agent#1', sk: 'state' }] },
        UnprocessedKeys: { table: { Keys: [{ pk: 'agent#0', sk: 'state' }] } },
      })
      .resolves({ Responses: { table: [{ pk: 'agent#0', sk: 'state' }] } });
    const items = await readItems(table, keys(2), pause);
    expect(items.map((item) => item['pk'])).toEqual(['agent#0', 'agent#1']);
    expect(pauses).toEqual([40]);
  });

  it('gives up after six rounds, and says how many are left', async () => {
    dynamo.on(BatchGetCommand).resolves({ UnprocessedKeys: { table: { Keys: [{ pk: 'agent#0', sk: 'state' }] } } });
    await expect(readItems(table, keys(1), pause)).rejects.toEqual(new UnreadKeysError('table', 1));
    expect(dynamo.commandCalls(BatchGetCommand)).toHaveLength(6);
  });
});

describe('thresholds', () => {
  it('that another version stored are completed from the defaults', async () => {
    const thresholds = { 'offer/seconds': 45, 'queue/max-wait-seconds': 1, 'gone/since': 7 };
    dynamo.on(GetCommand).resolves({ Item: stored({ version: 3, thresholds, rejected: null }, 'thresholds', 'sales') });
    expect(await new ThresholdTable(table).fresh('sales')).toEqual({
      group: 'sales',
      version: 3,
      thresholds: { ...defaultThresholds, 'offer/seconds': 45 },
      rejected: null,
    });
  });
});

describe('token buckets', () => {
  it('are taken from by one update each, without reading, and refuse without any request', async () => {
    let fullAt = handClock().now();
    dynamo.on(UpdateCommand).callsFake(() => {
      fullAt += 500;
      return { Attributes: { fullAt } };
    });
    const limiter = new TokenBucketTable(table, handClock());
    for (let count = 0; count < 5; count++) expect(await limiter.take('x', 0)).toEqual({ taken: true });
    expect(dynamo.calls()).toHaveLength(5);
    expect(await limiter.take('x', 0)).toEqual({ taken: false, retryAfterMs: 500 });
    expect(dynamo.calls()).toHaveLength(5);
  });

  it('say when to come again if others have emptied them, and soon if nobody can say', async () => {
    dynamo.on(UpdateCommand).rejects(conditionFailed());
    dynamo.on(GetCommand).resolves({ Item: { fullAt: handClock().now() + 2_600 } });
    const take = () => new TokenBucketTable(table, handClock()).take('x', 0);
    expect(await take()).toEqual({ taken: false, retryAfterMs: 600 });
    dynamo.on(GetCommand).resolves({});
    expect(await take()).toEqual({ taken: false, retryAfterMs: 500 });
  });
});
