import { makeHandler as makeCommandsHandler } from '../../lambdas/connect-commands/handler';
import { makeHandler as makeTimersHandler } from '../../lambdas/timers/handler';
import { anAgent, aVoicemail, start } from '../adapters/contract/builders';
import { world } from './world';

const queueArn = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:ccb-dev-${name}`;
const message = (body: unknown, messageId: string, queue: string, receiveCount = '1') => ({
  messageId,
  receiptHandle: `receipt-${messageId}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { ApproximateReceiveCount: receiveCount, SentTimestamp: '1767607200000' },
  messageAttributes: {},
  md5OfBody: 'x',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn(queue),
  awsRegion: 'eu-central-1',
});
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('timers', () => {
  function handling() {
    const here = world();
    return { ...here, handle: makeTimersHandler(here.ports) };
  }
  const due = (initialContactId: string) => ({ dueAt: start, timer: { kind: 'voicemail', initialContactId } });

  it('looks at what a timer is about', async () => {
    const { handle, ports, sent } = handling();
    await ports.voicemails.save(aVoicemail('c-1', { deadline: start }), null);
    expect(await handle({ Records: [message(due('c-1'), 'm-1', 'timers')] })).toEqual(failures());
    expect(sent).toMatchObject([
      { command: { kind: 'deliver-voicemail', initialContactId: 'c-1' }, priority: 'urgent' },
    ]);
  });

  it('has a group looked at whose time has come', async () => {
    const { handle, looks } = handling();
    const timer = { dueAt: start, timer: { kind: 'rebalance', group: 'sales' } };
    expect(await handle({ Records: [message(timer, 'm-1', 'timers')] })).toEqual(failures());
    expect(looks).toEqual([{ group: 'sales', manual: null }]);
  });

  it('arms a timer again that came early', async () => {
    const { handle, armed } = handling();
    const timer = { kind: 'voicemail', initialContactId: 'c-1' };
    const dueAt = start + 2_000_000;
    expect(await handle({ Records: [message({ dueAt, timer }, 'm-1', 'timers')] })).toEqual(failures());
    expect(armed).toEqual([{ timer, dueAt }]);
  });

  it('gives back what it cannot read or do, does the rest, and counts the unreadable once', async () => {
    const { handle, ports, ignored, failed, sent } = handling();
    await ports.voicemails.save(aVoicemail('c-1', { deadline: start }), null);
    const load = async (id: string) => {
      if (id === 'c-bad') throw new Error('the table is away');
      return ports.voicemails.load(id);
    };
    const failing = makeTimersHandler({
      ...ports,
      voicemails: Object.assign(Object.create(ports.voicemails), { load }),
    });
    const batch = [
      message('not json', 'm-1', 'timers'),
      message({ dueAt: 'soon' }, 'm-2', 'timers'),
      message(due('c-bad'), 'm-3', 'timers'),
      message(due('c-1'), 'm-4', 'timers'),
    ];
    expect(await failing({ Records: batch })).toEqual(failures('m-1', 'm-2', 'm-3'));
    expect(ignored()).toEqual(['malformed', 'malformed']);
    expect(failed).toEqual(['message m-3 failed and will be delivered again: the table is away']);
    expect(sent).toHaveLength(1);
    expect(await handle({ Records: [message('not json', 'm-1', 'timers', '2')] })).toEqual(failures('m-1'));
    expect(ignored()).toHaveLength(2);
  });

  it('fails whole on what is no batch of a queue', async () => {
    await expect(handling().handle({ Records: [{ kinesis: {} }] })).rejects.toThrow(/messageId/);
  });
});

describe('connect-commands', () => {
  function handling() {
    const here = world();
    const back: unknown[] = [];
    for (const agentId of ['u-ann', 'u-1', 'u-2', 'u-3', 'u-4', 'u-5', 'u-6', 'u-7'])
      here.softphones.set(agentId, anAgent(agentId, { contacts: [missed] }));
    const ports = {
      ...here.ports,
      // Everybody has a missed call on the softphone.
      agents: { load: async (agentId: string) => anAgent(agentId, { contacts: [missed] }) },
      centre: here.ports.limitedCentre,
      messages: { putBack: async (...given: unknown[]) => void back.push(given) },
      priorityOf: (arn: string) => (arn === queueArn('urgent') ? ('urgent' as const) : ('repair' as const)),
    };
    return { ...here, ports, back, handle: makeCommandsHandler(ports) };
  }
  const missed = {
    contactId: 'c-1',
    initialContactId: null,
    channel: 'VOICE',
    state: 'MISSED' as const,
    since: start,
    ownCall: false,
    queueId: 'q-sales',
    queuedAt: start,
  };
  const park = (agentId: string, deadline = start + 90_000) => ({
    kind: 'park-agent',
    commandId: `park:c-1:${agentId}`,
    deadline,
    agentId,
    contactId: 'c-1',
    notReady: true,
  });

  it('parks an agent: the status first, the contact second', async () => {
    const { handle, asked } = handling();
    expect(await handle({ Records: [message(park('u-ann'), 'm-1', 'repair')] })).toEqual(failures());
    expect(asked).toEqual(['GetCurrentUserData u-ann', 'PutUserStatus u-ann s-missed', 'DismissUserContact u-ann c-1']);
  });

  it('puts back what finds no token until there is one, and leaves two tokens to the urgent', async () => {
    const { handle, asked, back } = handling();
    const batch = ['u-1', 'u-2', 'u-3', 'u-4'].map((id) => message(park(id), id, 'repair'));
    expect(await handle({ Records: batch })).toEqual(failures('u-4'));
    expect(asked).toHaveLength(9);
    expect(back).toEqual([[queueArn('repair'), 'receipt-u-4', 500]]);
    const urgent = ['u-5', 'u-6', 'u-7'].map((id) => message(park(id), id, 'urgent'));
    expect(await handle({ Records: urgent })).toEqual(failures('u-7'));
    expect(back).toHaveLength(2);
  });

  it('puts back what Connect throttles', async () => {
    const { handle, answers, back } = handling();
    answers.push({ kind: 'throttled' });
    expect(await handle({ Records: [message(park('u-ann'), 'm-1', 'urgent')] })).toEqual(failures('m-1'));
    expect(back).toEqual([[queueArn('urgent'), 'receipt-m-1', 1_000]]);
  });

  it('drops what is past its deadline, and says so', async () => {
    const { handle, asked, ports } = handling();
    expect(await handle({ Records: [message(park('u-ann', start), 'm-1', 'repair')] })).toEqual(failures());
    expect(asked).toEqual([]);
    expect(ports.decisions.decisions).toMatchObject([{ type: 'command.dropped', commandId: 'park:c-1:u-ann' }]);
  });

  it('gives back what it cannot read, and does the rest', async () => {
    const { handle, asked, ignored } = handling();
    const batch = [message({ kind: 'dance' }, 'm-1', 'urgent'), message(park('u-ann'), 'm-2', 'urgent')];
    expect(await handle({ Records: batch })).toEqual(failures('m-1'));
    expect(ignored()).toEqual(['malformed']);
    expect(asked).toHaveLength(3);
  });
});
