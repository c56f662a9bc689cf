import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { makeSqsClient } from '../../adapters/aws/clients';
import { SqsCommandQueue, SqsMalformedInput, SqsMessageReturn, SqsTimerQueue } from '../../adapters/aws/message-queues';
import { MemoryCommandQueue, MemoryTimerQueue } from '../../adapters/memory/message-queues';
import type { Command, Timer } from '../../core/domain/messages';
import { handClock, start } from '../contract/builders';

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
    expect(body.payload).toHaveLength(200_000);
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
});
