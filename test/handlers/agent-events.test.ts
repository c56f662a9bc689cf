import { DirectoryAbsentError, DirectoryUnreadableError } from '../../adapters/directory-errors';
import { makeHandler } from '../../lambdas/agent-events/handler';
import { aCall } from '../contract/builders';
import { fixture, world } from './world';

const streamArn = 'arn:aws:kinesis:eu-central-1:111122223333:stream/agent-events';
const record = (payload: string | object, sequenceNumber: string, agent = 'agent') => ({
  eventSource: 'aws:kinesis',
  eventSourceARN: streamArn,
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: agent,
    sequenceNumber,
    data: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64'),
  },
});

function handling() {
  const here = world();
  const kept: unknown[] = [];
  const ports = { ...here.ports, malformed: { keep: async (input: unknown) => void kept.push(input) } };
  return { ...here, ports, kept, handle: makeHandler(ports) };
}

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
    const { handle, ports, failed } = handling();
    const failing = makeHandler({
      ...ports,
      agents: Object.assign(Object.create(ports.agents), {
        save: async (...given: Parameters<typeof ports.agents.save>) => {
          if (given[0].agentId === 'u-ann') throw new Error('the table is away');
          return ports.agents.save(...given);
        },
      }),
    });
    const login = fixture('agent-event-old-shape');
    const batch = [
      record(login, '1', 'bob'),
      record(fixture('agent-event-missed'), '2', 'ann'),
      record({ ...login, agentARN: 'arn:x/agent/u-carl' }, '3', 'carl'),
      record(fixture('agent-event-missed'), '4', 'ann'),
    ];
    expect(await failing({ Records: batch })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(failed).toEqual([
      'record 2 failed; it is delivered again, with what follows of its agent: the table is away',
    ]);
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
});
