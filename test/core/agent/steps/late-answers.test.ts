import type { AnswerToPreview } from '../../../../core/agent/steps/preview';
import { pageHeartbeat, pageSnapshot, pageState } from '../../../../core/agent-page/agent-page';
import { answerPreview } from '../../../../core/agent-page/answer-preview';
import type { CampaignEventOf } from '../../../../core/campaign-contract/events';
import type { TimeoutAction } from '../../../../core/campaign-contract/identifiers';
import { runCampaignCommand } from '../../../../core/campaign-link/run-campaign-command';
import { takeCampaignEvent } from '../../../../core/campaign-link/take-campaign-event';
import { fireTimer } from '../../../../core/events/fire-timer';
import { mendOutboundAgents } from '../../../../core/reconcile/reconcile-outbound';
import { campaignCommandsQueue } from '../../../../lambdas/campaign-commands/contract';
import { anAgent, onTether } from '../../../adapters/contract/builders';
import { world } from '../../../lambdas/world';

/** Ann on her tether; the contact `p-1` is offered for 20 s, unless it is not to be yet. */
async function showing(onTimeout: TimeoutAction = 'reject', { offered = true } = {}) {
  const here = world();
  const { ports } = here;
  await ports.agents.save(anAgent('ann', { idle: false, outbound: onTether('ann') }), null, { dropClaim: false });
  const about = { agentId: 'ann', tetherId: 'tether-ann', at: ports.clock.now() };
  const offer = (): Promise<void> =>
    takeCampaignEvent(ports, {
      ...about,
      ...{ type: 'PreviewOffered', eventId: 'e-1', previewId: 'p-1', campaign: 'renewals', contact: 'c-1', onTimeout },
      ...{ seconds: 20, reservationSeconds: 60, card: { name: 'C', number: '89', attempts: 0, fields: {} } },
    } satisfies CampaignEventOf<'PreviewOffered'>);
  if (offered) await offer();
  const decided = async () => (await ports.agents.load('ann'))?.outbound.preview?.decided ?? null;
  return {
    ...here,
    offer,
    decided,
    takesBack: (eventId = 'w-1') =>
      takeCampaignEvent(ports, { ...about, type: 'PreviewWithdrawn', eventId, previewId: 'p-1', why: 'called in' }),
    works: (state: 'preview' | 'idle') =>
      takeCampaignEvent(ports, {
        ...about,
        ...{ type: 'AgentWork', eventId: `a-${state}`, seq: 100, state },
        ...(state === 'preview' ? { campaign: 'renewals', contact: 'c-1' } : {}),
      }),
    answer: (answer: AnswerToPreview) => answerPreview(ports, { agentId: 'ann', previewId: 'p-1', answer }),
    timeOut: async () => {
      const timer = here.armed.findLast((armed) => armed.timer.kind === 'preview');
      if (timer) await fireTimer(ports, timer);
    },
    /** What the Campaign Manager is told, once for every command. */
    told: () =>
      here.commanded.flatMap((command) =>
        command.type === 'PreviewDecided' ? [`${command.outcome} by ${command.by}`] : [],
      ),
  };
}

describe('an answer after the deadline', () => {
  it.each<[string, TimeoutAction, boolean, string]>([
    ['accept where the page is watched', 'accept', true, 'accept'],
    ['reject where it is not', 'accept', false, 'reject'],
    ['reject-and-close', 'reject-and-close', true, 'reject-and-close'],
  ])('comes to what the time-out comes to: %s', async (_, onTimeout, watched, outcome) => {
    for (const answer of ['accept', 'reject', 'close'] as const) {
      const here = await showing(onTimeout);
      here.ports.clock.advance(19_000);
      if (watched) await pageHeartbeat(here.ports, 'ann');
      here.ports.clock.advance(1_500);
      expect(await here.answer(answer)).toEqual({ kind: 'lost', outcome, by: 'timeout', final: false });
      expect(await here.decided()).toMatchObject({ outcome, by: 'timeout' });
      await here.timeOut();
      expect(here.told()).toEqual([`${outcome} by timeout`]);
      expect(await pageSnapshot(here.ports, 'ann')).toMatchObject({
        preview: null,
        lastPreview: { previewId: 'p-1', outcome, by: 'timeout' },
      });
    }
  });

  it('is told that the contact was withdrawn, where that came first', async () => {
    const here = await showing('accept');
    here.ports.clock.advance(20_500);
    await pageState(here.ports, { agentId: 'ann', state: 'not-ready' });
    expect(await here.answer('accept')).toEqual({ kind: 'lost', outcome: 'withdrawn', by: 'system', final: true });
    expect(here.told()).toEqual(['withdrawn by system']);
  });

  it.each(['answer first', 'withdrawal first'])(
    'meets a withdrawal in the same moment (%s): one of both is told',
    async (which) => {
      const here = await showing('reject');
      here.ports.clock.advance(20_500);
      const both = [
        () => here.answer('accept'),
        () => pageState(here.ports, { agentId: 'ann', state: 'not-ready' }),
      ] as const;
      const begun =
        which === 'answer first'
          ? both.map((act) => act())
          : both
              .toReversed()
              .map((act) => act())
              .reverse();
      const [answered] = await Promise.all(begun);
      const decided = await here.decided();
      expect(answered).toMatchObject({ outcome: decided?.outcome, by: decided?.by });
      expect(here.told()).toEqual([`${decided?.outcome} by ${decided?.by}`]);
    },
  );

  it('whose function died before it was told is told the same when it comes again', async () => {
    const here = await showing('accept');
    here.ports.clock.advance(20_500);
    const dying = { send: async () => Promise.reject(new Error('killed')) };
    const answer = { agentId: 'ann', previewId: 'p-1', answer: 'accept' } as const;
    await expect(answerPreview({ ...here.ports, campaignCommands: dying }, answer)).rejects.toThrow('killed');
    expect(here.told()).toEqual([]);
    expect(await here.answer('accept')).toEqual({ kind: 'lost', outcome: 'reject', by: 'timeout', final: false });
    expect(here.told()).toEqual(['reject by timeout']);
  });
});

describe('the Campaign Manager takes a contact back', () => {
  test('before its offer came in: it is never shown', async () => {
    const here = await showing('accept', { offered: false });
    await here.takesBack();
    await here.offer();
    expect(await here.answer('accept')).toEqual({ kind: 'unknown' });
    expect((await pageSnapshot(here.ports, 'ann'))?.preview).toBeNull();
    expect(here.told()).toEqual([]);
  });

  test('before it heard the outcome: its own holds, also for the page', async () => {
    const here = await showing('accept');
    expect(await here.answer('accept')).toMatchObject({ kind: 'decided' });
    await here.takesBack();
    await here.takesBack('w-2');
    expect(await here.answer('accept')).toEqual({
      kind: 'lost',
      outcome: 'withdrawn',
      by: 'campaign-manager',
      final: true,
    });
    expect(await pageSnapshot(here.ports, 'ann')).toMatchObject({ lastPreview: { outcome: 'withdrawn' } });
    expect(here.told()).toEqual(['accept by agent']);
  });
});

describe('an outcome the Campaign Manager did not hear', () => {
  const lastCommand = (here: Awaited<ReturnType<typeof showing>>) => {
    const command = here.commanded.at(-1);
    if (command?.type !== 'PreviewDecided') throw new Error('nothing was told');
    return command;
  };

  test('is told again where a later message had overtaken it, and not for ever', async () => {
    const here = await showing();
    await here.answer('reject');
    const first = lastCommand(here);
    await pageState(here.ports, { agentId: 'ann', state: 'not-ready' });
    here.replies.push({ result: 'ignored' });
    await runCampaignCommand(here.ports, first);
    expect(here.told()).toEqual(['reject by agent']);
    const agent = await here.ports.agents.load('ann');
    if (!agent) throw new Error('ann is not known');
    const later = {
      ...agent,
      version: agent.version + 1,
      outbound: { ...agent.outbound, fence: agent.outbound.fence + 1 },
    };
    await here.ports.agents.save(later, agent.version, { dropClaim: false });
    for (let count = 0; count < 2; count++) {
      here.replies.push({ result: 'ignored' });
      await runCampaignCommand(here.ports, lastCommand(here));
    }
    expect(here.told()).toEqual(['reject by agent', 'reject by agent']);
    expect(lastCommand(here).agentFence).toBe(later.outbound.fence + 1);
  });

  test('once accepted, is done: what dies behind it keeps no later command waiting', async () => {
    const here = await showing();
    await here.answer('reject');
    const load = () => Promise.reject(new Error('killed'));
    const agents = { load, save: () => Promise.reject(new Error('killed')) };
    expect(await runCampaignCommand({ ...here.ports, agents }, lastCommand(here))).toEqual({ kind: 'done' });
  });

  test('is sent every 2 s for as long as it is worth telling, whatever the outage', async () => {
    const here = await showing();
    await here.answer('reject');
    const lifeMs = lastCommand(here).deadline - here.ports.clock.now();
    expect(campaignCommandsQueue.maxReceiveCount * 2_000).toBeGreaterThan(lifeMs);
  });

  it.each([
    ['the time is long out and nothing is decided', 'idle', 'reject by timeout'],
    ['the contact still counts as shown after the answer', 'preview', 'reject by agent'],
  ] as const)('reconcile sees to it: %s', async (_, state, outcome) => {
    const here = await showing();
    const { ports } = here;
    await here.works(state);
    if (state === 'preview') await here.answer('reject');
    here.commanded.length = 0;
    here.armed.length = 0;
    ports.clock.advance(36_000);
    const agent = await ports.agents.load('ann');
    if (!agent) throw new Error('ann is not known');
    await mendOutboundAgents(ports, await ports.directory.read(), { entries: [], agents: [agent] });
    await here.timeOut();
    expect(here.told()).toEqual([outcome]);
  });
});
