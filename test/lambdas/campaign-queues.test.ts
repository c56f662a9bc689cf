import type { AgentMove } from '../../core/agent/move-record';
import type { CampaignCommand } from '../../core/campaign-contract/commands';
import { makeHandler as makeCommandsHandler } from '../../lambdas/campaign-commands/handler';
import { makeHandler as makeRebalanceHandler } from '../../lambdas/rebalance/handler';
import { aCall, anAgent, onTether, start } from '../adapters/contract/builders';
import { world } from './world';

const queueArn = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:ccb-dev-${name}.fifo`;
const message = (body: unknown, messageId: string, queue: string) => ({
  messageId,
  receiptHandle: `receipt-${messageId}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'g', MessageDeduplicationId: messageId },
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn(queue),
});
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('campaign-commands', () => {
  function handling() {
    const here = world();
    const back: unknown[] = [];
    const ports = { ...here.ports, messages: { putBack: async (...given: unknown[]) => void back.push(given) } };
    const handle = makeCommandsHandler(ports);
    const run = (body: unknown) => handle({ Records: [message(body, 'm-1', 'campaign-commands')] });
    return { ...here, ports, back, run };
  }
  const command: CampaignCommand = {
    type: 'TetherStateChanged',
    commandId: 'u-ann:3',
    agentFence: 3,
    deadline: start + 60_000,
    agentId: 'u-ann',
    tetherId: 'tether-u-ann',
    state: 'ready',
    why: 'the agent is on it',
  };

  it('tells the Campaign Manager, and records what it made of it', async () => {
    const { run, posted, ports } = handling();
    expect(await run(command)).toEqual(failures());
    expect(posted).toEqual([command]);
    expect(ports.decisions.decisions).toMatchObject([{ type: 'campaign.replied', result: 'accepted' }]);
  });

  it('puts back what was not answered, for as long as it is worth sending', async () => {
    const { run, posted, replies, back, ports } = handling();
    replies.push('silence');
    expect(await run(command)).toEqual(failures('m-1'));
    expect(back).toEqual([[queueArn('campaign-commands'), 'receipt-m-1', 2_000]]);
    ports.clock.advance(60_000);
    expect(await run(command)).toEqual(failures());
    expect(posted).toHaveLength(1);
    expect(ports.decisions.decisions).toMatchObject([{ result: 'unreachable' }, { result: 'expired' }]);
  });

  it.each([
    [1, 'ready'],
    [2, 'ending'],
  ] as const)(
    'takes an answer to command %i for one about a tether of fence 2 that stays or goes: %s',
    async (agentFence, state) => {
      const { run, replies, ports } = handling();
      await ports.agents.save(anAgent('u-ann', { outbound: onTether('u-ann') }), null, { dropClaim: false });
      replies.push({ result: 'released' });
      const { tetherId: _, why: __, ...rest } = command;
      const leaves = {
        ...rest,
        type: 'ChangeAgentState',
        agentFence,
        username: 'ann',
        group: 'sales',
        state: 'not-ready',
      };
      expect(await run({ ...leaves, campaigns: ['spring'], reason: 'a break' })).toEqual(failures());
      expect((await ports.agents.load('u-ann'))?.outbound.tether?.state).toBe(state);
    },
  );

  it('leaves the agent alone who could not be released', async () => {
    const { run, replies, ports } = handling();
    const move: AgentMove = {
      moveId: 'sales:1:1',
      to: 'inbound',
      rule: 'caller-waiting',
      callId: null,
      when: 'now',
      phase: 'releasing',
      decidedAt: start,
      deadline: start + 60_000,
    };
    await ports.agents.save(anAgent('u-ann', { outbound: onTether('u-ann', { move }) }), null, { dropClaim: false });
    replies.push({ result: 'refused', reason: 'talking' });
    const { state: _, why: __, ...rest } = command;
    const release = { ...rest, type: 'ReleaseAgent', moveId: 'sales:1:1', when: 'now', reason: 'a caller waits' };
    expect(await run(release)).toEqual(failures());
    expect(ports.decisions.decisions).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ type: 'move.failed', moveId: 'sales:1:1' })]),
    );
  });

  it('gives back what it cannot read, and sends nothing', async () => {
    const { run, posted, ignored } = handling();
    expect(await run({ ...command, agentFence: 0 })).toEqual(failures('m-1'));
    expect(await run('not json')).toEqual(failures('m-1'));
    expect(posted).toEqual([]);
    expect(ignored()).toEqual(['malformed', 'malformed']);
  });
});

describe('rebalance', () => {
  function handling() {
    const here = world();
    const handle = makeRebalanceHandler(here.ports);
    const look = (body: unknown) => handle({ Records: [message(body, 'm-1', 'rebalance')] });
    return { ...here, look };
  }
  const request = { group: 'sales', manual: null };

  it('fetches the agent idle on the outbound side for a caller who has waited too long', async () => {
    const { look, ports, commanded } = handling();
    const served = { queueIds: ['q-sales'], routingProfileId: 'p-blended', idle: false };
    await ports.agents.save(anAgent('u-ann', { ...served, outbound: onTether('u-ann') }), null, { dropClaim: false });
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales', queuedAt: start }), null);
    expect(await look(request)).toEqual(failures());
    expect(ports.decisions.decisions).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ type: 'move.decided', agentId: 'u-ann', callId: 'c-1' })]),
    );
    expect(commanded).toMatchObject([{ type: 'ReleaseAgent', agentId: 'u-ann', when: 'now' }]);
  });

  it('says no to a supervisor who asks for somebody unknown', async () => {
    const { look, ports } = handling();
    const manual = { requestId: 'r-1', agentId: 'u-nobody', to: 'inbound', by: 'sue' };
    expect(await look({ group: 'sales', manual })).toEqual(failures());
    expect(ports.decisions.decisions).toMatchObject([{ type: 'move.refused', agentId: 'u-nobody', to: 'inbound' }]);
  });

  it('gives back what it cannot read or do', async () => {
    const { look, ports, ignored, failed } = handling();
    expect(await look({ group: 'sales' })).toEqual(failures('m-1'));
    expect(ignored()).toEqual(['malformed']);
    const read = () => Promise.reject(new Error('the table is away'));
    const handle = makeRebalanceHandler({
      ...ports,
      blend: Object.assign(Object.create(ports.blend), { read }),
    });
    expect(await handle({ Records: [message(request, 'm-2', 'rebalance')] })).toEqual(failures('m-2'));
    expect(failed).toEqual(['message m-2 failed and will be delivered again: the table is away']);
  });
});
