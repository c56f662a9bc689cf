import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { makeSqsClient } from '../../adapters/aws/clients';
import {
  SqsAgainQueue,
  SqsCampaignCommandQueue,
  SqsCommandQueue,
  SqsMalformedInput,
  SqsMessageReturn,
  SqsRebalanceQueue,
  SqsTimerQueue,
} from '../../adapters/aws/message-queues';
import {
  MemoryAgainQueue,
  MemoryCampaignCommandQueue,
  MemoryCommandQueue,
  MemoryRebalanceQueue,
  MemoryTimerQueue,
} from '../../adapters/memory/message-queues';
import type { CampaignCommand } from '../../core/campaign-contract/commands';
import type { Command, RebalanceRequest, Timer } from '../../core/messages/messages';
import { handClock, start } from './contract/builders';

const sqs = mockClient(SQSClient);
beforeEach(() => {
  sqs.reset();
  sqs.onAnyCommand().resolves({});
});
const client = makeSqsClient({ region: 'eu-central-1' });
const url = (name: string) => `https://sqs.eu-central-1.amazonaws.com/111122223333/${name}`;
const sent = () => sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input);

describe('timers', () => {
  const timer: Timer = { kind: 'voicemail', initialContactId: 'c-1' };

  it.each([
    { inMs: 10_000, delay: 10 },
    { inMs: 10_001, delay: 11 },
    { inMs: 900_001, delay: 900 },
    { inMs: 5_000_000, delay: 900 },
    { inMs: 0, delay: 0 },
    { inMs: -5_000, delay: 0 },
  ])('due in $inMs ms are delayed $delay s, in SQS and in memory', async ({ inMs, delay }) => {
    const handed: unknown[] = [];
    await new SqsTimerQueue(client, url('timers'), handClock()).arm(timer, start + inMs);
    await new MemoryTimerQueue(handClock(), (armed, delaySeconds) => handed.push([armed, delaySeconds])).arm(
      timer,
      start + inMs,
    );
    const armed = { dueAt: start + inMs, timer };
    expect(handed).toEqual([[armed, delay]]);
    expect(sent()).toEqual([{ QueueUrl: url('timers'), MessageBody: JSON.stringify(armed), DelaySeconds: delay }]);
  });
});

describe('commands', () => {
  const command: Command = { kind: 'deliver-voicemail', commandId: 'v', deadline: start, initialContactId: 'c-1' };

  it('go to the queue of their priority, in SQS and in memory', async () => {
    const handed: unknown[] = [];
    const memory = new MemoryCommandQueue((given, priority) => handed.push([given, priority]));
    const queue = new SqsCommandQueue(client, { urgent: url('urgent'), repair: url('repair') });
    for (const priority of ['urgent', 'repair'] as const) {
      await queue.send(command, priority);
      await memory.send(command, priority);
    }
    expect(sent()).toEqual([
      { QueueUrl: url('urgent'), MessageBody: JSON.stringify(command) },
      { QueueUrl: url('repair'), MessageBody: JSON.stringify(command) },
    ]);
    expect(handed).toEqual([
      [command, 'urgent'],
      [command, 'repair'],
    ]);
  });

  it('for a queue the function does not have are an error that says so', async () => {
    const queue = new SqsCommandQueue(client, { urgent: url('urgent'), repair: null });
    await expect(queue.send(command, 'repair')).rejects.toThrow('the queue repair, whose URL');
  });
});

describe('commands to the Campaign Manager', () => {
  const command: CampaignCommand = {
    type: 'CancelRelease',
    commandId: 'ann:7',
    agentFence: 7,
    deadline: start + 10_000,
    agentId: 'ann',
    tetherId: 'ann:5',
    moveId: 'm-1',
    reason: 'the caller was served',
  };

  it('go out in order for each agent, one for each command id', async () => {
    await new SqsCampaignCommandQueue(client, url('campaign-commands.fifo')).send(command);
    expect(sent()).toEqual([
      {
        QueueUrl: url('campaign-commands.fifo'),
        MessageBody: JSON.stringify(command),
        MessageGroupId: 'ann',
        MessageDeduplicationId: 'ann:7',
      },
    ]);
  });

  it('with ids that SQS would refuse go by their hash', async () => {
    const odd = { ...command, agentId: 'a b', commandId: 'x'.repeat(129) };
    await new SqsCampaignCommandQueue(client, url('campaign-commands.fifo')).send(odd);
    expect(sent()).toMatchObject([
      {
        MessageBody: JSON.stringify(odd),
        MessageGroupId: expect.stringMatching(/^[0-9a-f]{64}$/),
        MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('are one within five minutes in memory, too', async () => {
    const clock = handClock();
    const handed: CampaignCommand[] = [];
    const queue = new MemoryCampaignCommandQueue(clock, (given) => handed.push(given));
    await queue.send(command);
    clock.advance(299_999);
    await queue.send(command);
    await queue.send({ ...command, commandId: 'ann:8' });
    expect(handed).toEqual([command, { ...command, commandId: 'ann:8' }]);
    clock.advance(1);
    await queue.send(command);
    expect(handed).toHaveLength(3);
  });
});

describe('requests to look at a group', () => {
  const sales: RebalanceRequest = { group: 'sales', manual: null };
  const wish: RebalanceRequest = {
    group: 'sales',
    manual: { requestId: 'wish-1', agentId: 'ann', to: 'inbound', by: 'maria' },
  };
  const second = start / 1000;

  it('are one a second and group, and one for each wish, in SQS and in memory', async () => {
    const clock = handClock();
    const handed: unknown[] = [];
    const memory = new MemoryRebalanceQueue(clock, (request, delay) => handed.push([request, delay]));
    for (const queue of [new SqsRebalanceQueue(client, url('rebalance.fifo'), clock), memory]) {
      const already = clock.now() - start;
      clock.advance(-already);
      await Promise.all([queue.request(sales), queue.request(sales), queue.request({ ...sales, group: 'service' })]);
      clock.advance(999);
      await queue.request(sales);
      await queue.request(wish);
      clock.advance(1);
      await queue.request(sales);
      await queue.request(wish);
    }
    expect(sent().map((message) => [message.MessageGroupId, message.MessageDeduplicationId])).toEqual([
      ['sales', `sales:${second}`],
      ['service', `service:${second}`],
      ['sales', 'manual:wish-1'],
      ['sales', `sales:${second + 1}`],
    ]);
    expect(sent()[2]).toMatchObject({ QueueUrl: url('rebalance.fifo'), MessageBody: JSON.stringify(wish) });
    expect(handed).toEqual([
      [sales, 1],
      [{ ...sales, group: 'service' }, 1],
      [wish, 1],
      [sales, 1],
    ]);
  });

  it('that failed are sent again, and everybody who asked meanwhile hears of it', async () => {
    const failure = new SQSServiceException({ name: 'Throttled', $fault: 'client', message: 'no', $metadata: {} });
    sqs.on(SendMessageCommand).rejectsOnce(failure).resolves({});
    const queue = new SqsRebalanceQueue(client, url('rebalance.fifo'), handClock());
    const outcomes = await Promise.allSettled([queue.request(sales), queue.request(sales)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    await queue.request(sales);
    await queue.request(sales);
    expect(sent()).toHaveLength(2);
  });
});

describe('malformed input', () => {
  const input = { source: 'arn:stream', payload: 'not json', problems: ['the record is not JSON'] };

  it('is kept with its payload', async () => {
    await new SqsMalformedInput(client, url('dead')).keep(input);
    expect(sent()).toEqual([{ QueueUrl: url('dead'), MessageBody: JSON.stringify({ ...input, cut: false }) }]);
  });

  it('longer than a message is cut, and says so', async () => {
    await new SqsMalformedInput(client, url('dead')).keep({ ...input, payload: 'x'.repeat(900_000) });
    const body = JSON.parse(sent()[0]?.MessageBody ?? '{}');
    expect(body.cut).toBe(true);
    expect(body.payload).toHaveLength(150_000);
  });

  it.each([
    ['of control characters', '\u0000'.repeat(900_000)],
    ['of characters SQS refuses', '\uffff\ufffe'.repeat(400_000)],
  ])('%s is kept as well: SQS takes it, and it reads the same', async (_, payload) => {
    await new SqsMalformedInput(client, url('dead')).keep({ ...input, payload });
    const { MessageBody = '' } = sent()[0] ?? {};
    expect(Buffer.byteLength(MessageBody)).toBeLessThan(1_048_576);
    expect(MessageBody).not.toMatch(/[\ufffe\uffff]/);
    expect(JSON.parse(MessageBody).payload).toBe(payload.slice(0, 150_000));
  });
});

describe('what is to be tried again', () => {
  const item = { key: 'arn:aws:connect:eu-central-1:111122223333:instance/i/agent/ann', id: '49590', body: '{}' };

  it('goes out in order for each key, once for each id', async () => {
    await new SqsAgainQueue(client, url('agent-events-again.fifo')).send(item);
    await new SqsAgainQueue(client, url('agent-events-again.fifo')).send({ ...item, key: 'a key with spaces' });
    expect(sent()).toEqual([
      {
        QueueUrl: url('agent-events-again.fifo'),
        MessageBody: '{}',
        MessageGroupId: item.key,
        MessageDeduplicationId: '49590',
      },
      expect.objectContaining({ MessageGroupId: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
  });

  it('is once for each id in memory, too', async () => {
    const handed: (typeof item)[] = [];
    const queue = new MemoryAgainQueue(handClock(), (given) => handed.push(given));
    await queue.send(item);
    await queue.send(item);
    await queue.send({ ...item, id: '49591' });
    expect(handed.map(({ id }) => id)).toEqual(['49590', '49591']);
  });
});

describe('a message put back', () => {
  const back = new SqsMessageReturn(client, [url('ccb-dev-urgent'), url('ccb-dev-repair')]);
  const arn = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:${name}`;

  it.each([
    { afterMs: 1, seconds: 1 },
    { afterMs: 0, seconds: 1 },
    { afterMs: 1_001, seconds: 2 },
    { afterMs: 99_999_999, seconds: 43_200 },
  ])('for $afterMs ms is hidden for $seconds s in its own queue', async ({ afterMs, seconds }) => {
    await back.putBack(arn('ccb-dev-repair'), 'receipt', afterMs);
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
      QueueUrl: url('ccb-dev-repair'),
      ReceiptHandle: 'receipt',
      VisibilityTimeout: seconds,
    });
  });

  it('into a queue nobody knows is an error', async () => {
    await expect(back.putBack(arn('dev-repair'), 'receipt', 1)).rejects.toThrow('dev-repair, which is none of');
  });
});

it('a denial is thrown by every queue', async () => {
  const denied = new SQSServiceException({ name: 'AccessDenied', $fault: 'client', message: 'no', $metadata: {} });
  sqs.onAnyCommand().rejects(denied);
  const timer: Timer = { kind: 'voicemail', initialContactId: 'c-1' };
  await expect(new SqsTimerQueue(client, url('timers'), handClock()).arm(timer, start)).rejects.toBe(denied);
  await expect(new SqsMessageReturn(client, [url('a')]).putBack('x:a', 'r', 1)).rejects.toBe(denied);
  const rebalances = new SqsRebalanceQueue(client, url('rebalance.fifo'), handClock());
  await expect(rebalances.request({ group: 'sales', manual: null })).rejects.toBe(denied);
});
