import { DirectoryAbsentError, DirectoryUnreadableError } from '../../adapters/directory-errors';
import { makeHandler } from '../../lambdas/agent-events/handler';
import { aCall, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

const streamArn = 'arn:aws:kinesis:eu-central-1:111122223333:stream/agent-events';
const now = start + 30_000;
const record = (payload: string | object, sequenceNumber: string, agent = 'agent', ageMs = 0) => ({
  eventSource: 'aws:kinesis',
  eventSourceARN: streamArn,
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: agent,
    sequenceNumber,
    approximateArrivalTimestamp: (now - ageMs) / 1000,
    data: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64'),
  },
});

function handling() {
  const here = world();
  const kept: unknown[] = [];
  const queued: { readonly key: string; readonly id: string; readonly body: string }[] = [];
  const returned: unknown[] = [];
  const ports = {
    ...here.ports,
    malformed: { keep: async (input: unknown) => void kept.push(input) },
    again: { send: async (item: (typeof queued)[number]) => void queued.push(item) },
    messages: { putBack: async (...given: unknown[]) => void returned.push(given) },
  };
  /** The same, for whose agents the table is away. */
  const without = (...agentIds: readonly string[]) => ({
    ...ports,
    agents: Object.assign(Object.create(ports.agents), {
      save: async (...given: Parameters<typeof ports.agents.save>) => {
        if (agentIds.includes(given[0].agentId)) throw new Error('the table is away');
        return ports.agents.save(...given);
      },
    }),
  });
  return { ...here, ports, kept, queued, returned, without, handle: makeHandler(ports) };
}

const login = (agentId: string) => ({ ...fixture('agent-event-old-shape'), agentARN: `arn:x/agent/${agentId}` });
const logins = (count: number, ageMs: number) =>
  Array.from({ length: count }, (_, index) => record(login(`u-${index}`), String(index + 1), `a-${index}`, ageMs));

describe('agent-events', () => {
  it('takes in a miss: the agent is tried, a timer is set, the caller is planned anew', async () => {
    const { handle, ports, armed, written } = handling();
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
    expect(await handle({ Records: [record(fixture('agent-event-missed'), '100')] })).toEqual({
      batchItemFailures: [],
    });
    expect(await ports.agents.load('u-ann')).toMatchObject({ username: 'ann', idle: false, sequence: '100' });
    expect((await ports.calls.load('c-1'))?.tried).toEqual(['u-ann']);
    expect(armed).toMatchObject([{ timer: { kind: 'missed-call', agentId: 'u-ann', after: 'missed' } }]);
    expect(written).toMatchObject([{ callId: 'c-1' }]);
  });

  it('reads old and odd shapes: the other case, nulls, fields nobody knows', async () => {
    const { handle, ports } = handling();
    await handle({ Records: [record(fixture('agent-event-old-shape'), '1')] });
    expect(await ports.agents.load('u-bob')).toMatchObject({ username: 'bob', idle: true, queueIds: ['q-sales'] });
  });

  it('uses an event without a contact that has no id, and counts that', async () => {
    const { handle, ports, ignored, kept } = handling();
    const event = JSON.parse(
      JSON.stringify(fixture('agent-event-missed')).replace(/"ContactId":"[^"]*"/, '"ContactId":null'),
    );
    expect(await handle({ Records: [record(event, '100')] })).toEqual({ batchItemFailures: [] });
    expect(await ports.agents.load('u-ann')).toMatchObject({ username: 'ann', contacts: [] });
    expect([ignored(), kept]).toEqual([['malformed-part'], []]);
  });

  it('counts an event type it does not know, and goes on', async () => {
    const { handle, ports, ignored, kept } = handling();
    const batch = [record(fixture('agent-event-unknown-type'), '1'), record(fixture('agent-event-old-shape'), '2')];
    expect(await handle({ Records: batch })).toEqual({ batchItemFailures: [] });
    expect(ignored()).toEqual(['unknown-type']);
    expect(kept).toEqual([]);
    expect(await ports.agents.load('u-bob')).not.toBeNull();
  });

  it('keeps what it cannot read with its payload, counts it, and does not stop its neighbours', async () => {
    const { handle, ports, ignored, kept } = handling();
    const batch = [
      record('not json', '1'),
      record({ EventType: 'LOGIN' }, '2'),
      record(fixture('agent-event-old-shape'), '3'),
    ];
    expect(await handle({ Records: batch })).toEqual({ batchItemFailures: [] });
    expect(kept).toEqual([
      { source: streamArn, payload: 'not json', problems: ['the record is not JSON'] },
      {
        source: streamArn,
        payload: '{"EventType":"LOGIN"}',
        problems: [expect.stringMatching(/^eventTimestamp: /), expect.stringMatching(/^agentARN: /)],
      },
    ]);
    expect(ignored()).toEqual(['malformed', 'malformed']);
    expect(await ports.agents.load('u-bob')).not.toBeNull();
  });

  it('keeps what is dated ahead, so that what follows of the agent counts', async () => {
    const { handle, ports, kept } = handling();
    const event = fixture('agent-event-old-shape');
    const ahead = { ...event, EventTimestamp: '9999-12-31T00:00:00Z' };
    await handle({ Records: [record(ahead, '1'), record(event, '2')] });
    expect(kept).toMatchObject([{ problems: [expect.stringMatching(/ hours ahead of our clock$/)] }]);
    expect((await ports.agents.load('u-bob'))?.sequence).toBe('2');
  });

  it('holds back what follows of the agent whose record fails, and takes in the rest of the batch', async () => {
    const { handle, ports, failed, queued, without } = handling();
    const failing = makeHandler(without('u-ann'));
    const batch = [
      record(login('u-bob'), '1', 'bob'),
      record(fixture('agent-event-missed'), '2', 'ann'),
      record(login('u-carl'), '3', 'carl'),
      record(fixture('agent-event-missed'), '4', 'ann'),
    ];
    expect(await failing({ Records: batch })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(failed).toEqual(['record 2 failed; it comes again, with what follows of its agent: the table is away']);
    expect(queued).toEqual([]);
    expect(await ports.agents.load('u-bob')).not.toBeNull();
    expect(await ports.agents.load('u-carl')).not.toBeNull();
    expect(await handle({ Records: batch.slice(1) })).toEqual({ batchItemFailures: [] });
    expect(await ports.agents.load('u-ann')).toMatchObject({ sequence: '4' });
  });

  it('lets events go, and does not hold up the stream, while nothing is deployed in the instance', async () => {
    const { ports, failed } = handling();
    const refusing = (error: Error) => makeHandler({ ...ports, directory: { read: () => Promise.reject(error) } });
    const batch = { Records: [record(fixture('agent-event-missed'), '1'), record(fixture('agent-event-missed'), '2')] };
    expect(await refusing(new DirectoryAbsentError('/d', ['none']))(batch)).toEqual({ batchItemFailures: [] });
    expect(failed).toEqual([
      expect.stringMatching(/^record 1 is let go: /),
      expect.stringMatching(/^record 2 is let go: /),
    ]);
    expect(await refusing(new DirectoryUnreadableError('/d', ['half']))(batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
  });

  it('has a record delivered again whose payload could not be kept', async () => {
    const { ports, ignored } = handling();
    const handle = makeHandler({ ...ports, malformed: { keep: () => Promise.reject(new Error('the DLQ is away')) } });
    expect(await handle({ Records: [record('not json', '7')] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '7' }],
    });
    expect(ignored()).toEqual([]);
  });

  it('counts what is stale or a duplicate, and applies it once', async () => {
    const { handle, ports, ignored } = handling();
    const event = fixture('agent-event-old-shape');
    const before = { ...event, eventTimestamp: '2026-01-05T09:59:00.000Z' };
    await handle({ Records: [record(event, '5'), record(event, '5'), record(before, '4')] });
    expect(ignored()).toEqual(['duplicate', 'stale']);
    expect((await ports.agents.load('u-bob'))?.version).toBe(1);
  });

  it('fails whole on what is no batch of a stream', async () => {
    await expect(handling().handle({ Records: [{ body: '{}' }] })).rejects.toThrow(/kinesis/);
  });

  it('hands what has failed for three seconds over to the queue, with what follows of its agent, and goes on', async () => {
    const { ports, queued, without } = handling();
    const batch = [
      record(fixture('agent-event-missed'), '1', 'ann', 3_000),
      record(login('u-bob'), '2', 'bob', 2_999),
      record(login('u-ann'), '3', 'ann', 0),
      record(login('u-carl'), '4', 'carl', 0),
    ];
    expect(await makeHandler(without('u-ann', 'u-carl'))({ Records: batch })).toEqual({
      batchItemFailures: [{ itemIdentifier: '4' }],
    });
    expect(queued.map(({ key, id }) => [key, id])).toEqual([
      ['ann', '1'],
      ['ann', '3'],
    ]);
    expect(await ports.agents.load('u-bob')).not.toBeNull();
  });

  it('leaves it to the stream while the queue takes nothing, and loses nothing that follows', async () => {
    const { ports, failed, without } = handling();
    const away = { send: () => Promise.reject(new Error('the queue is away')) };
    const batch = [
      record(login('u-ann'), '1', 'ann', 5_000),
      record(login('u-ann'), '2', 'ann', 5_000),
      record(login('u-bob'), '3', 'bob', 5_000),
    ];
    expect(await makeHandler({ ...without('u-ann'), again: away })({ Records: batch })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(failed[1]).toBe('record 1 could not be handed over to the queue: the queue is away');
    expect(await ports.agents.load('u-bob')).not.toBeNull();
  });

  it('hands over untried what comes alone and is a minute old: the function may be dying of it', async () => {
    const { handle, ports, queued } = handling();
    expect(await handle({ Records: logins(1, 60_000) })).toEqual({ batchItemFailures: [] });
    expect([queued.length, await ports.agents.load('u-0')]).toEqual([1, null]);
    await handle({ Records: logins(1, 59_999) });
    expect([queued.length, await ports.agents.load('u-0')]).toEqual([1, expect.anything()]);
  });

  it('tries what comes alone all the same where the queue takes nothing', async () => {
    const { ports } = handling();
    const away = { send: () => Promise.reject(new Error('the queue is away')) };
    expect(await makeHandler({ ...ports, again: away })({ Records: logins(1, 60_000) })).toEqual({
      batchItemFailures: [],
    });
    expect(await ports.agents.load('u-0')).not.toBeNull();
  });

  it('takes in a stream that is a minute behind as it comes, and waits for nobody who fails in it', async () => {
    const { ports, queued, without } = handling();
    expect(await makeHandler(without('u-7'))({ Records: logins(100, 60_000) })).toEqual({ batchItemFailures: [] });
    expect(queued.map(({ id }) => id)).toEqual(['8']);
    const known = await Promise.all(Array.from({ length: 100 }, (_, index) => ports.agents.load(`u-${index}`)));
    expect(known.flatMap((agent, index) => (agent === null ? [index] : []))).toEqual([7]);
  });
});

describe('agent-events, of the queue of records that failed', () => {
  const queueArn = 'arn:aws:sqs:eu-central-1:111122223333:ccb-dev-agent-events-again.fifo';
  const message = (body: string, deliveries = 1) => ({
    messageId: 'm-1',
    receiptHandle: 'r-1',
    body,
    attributes: { ApproximateReceiveCount: String(deliveries) },
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
  });

  it('takes in what was handed over, as it came from the stream', async () => {
    const { handle, ports, queued, without } = handling();
    await makeHandler(without('u-ann'))({
      Records: [record(fixture('agent-event-missed'), '100', 'ann', 3_000)],
    });
    const body = queued[0]?.body ?? '';
    expect(await handle({ Records: [message(body)] })).toEqual({ batchItemFailures: [] });
    expect(await ports.agents.load('u-ann')).toMatchObject({ username: 'ann', sequence: '100' });
  });

  it.each([
    [1, 1_000],
    [19, 1_000],
    [20, 10_000],
    [49, 10_000],
  ])('puts back what fails at delivery %i for %i ms', async (deliveries, afterMs) => {
    const { returned, without, failed } = handling();
    const body = JSON.stringify(record(login('u-ann'), '7'));
    expect(await makeHandler(without('u-ann'))({ Records: [message(body, deliveries)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }],
    });
    expect(returned).toEqual([[queueArn, 'r-1', afterMs]]);
    expect(failed).toEqual(['record 7 of the queue failed; it comes again: the table is away']);
  });

  it('counts a message nobody can read, which goes to the DLQ', async () => {
    const { handle, ignored } = handling();
    expect(await handle({ Records: [message('{}')] })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(ignored()).toEqual(['malformed']);
  });
});
