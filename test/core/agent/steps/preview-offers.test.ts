import { pageSnapshot } from '../../../../core/agent-page/agent-page';
import { answerPreview } from '../../../../core/agent-page/answer-preview';
import type { CampaignEventOf } from '../../../../core/campaign-contract/events';
import { takeCampaignEvent } from '../../../../core/campaign-link/take-campaign-event';
import { fireTimer } from '../../../../core/events/fire-timer';
import { anAgent, onTether } from '../../../adapters/contract/builders';
import { world } from '../../../lambdas/world';

/** Ann on a ready tether; offers and work as the Campaign Manager tells them, `at` in seconds by its clock. */
async function aTetheredAgent() {
  const here = world();
  const { ports } = here;
  const start = ports.clock.now();
  await ports.agents.save(anAgent('ann', { idle: false, outbound: onTether('ann') }), null, { dropClaim: false });
  const about = { agentId: 'ann', tetherId: 'tether-ann', campaign: 'renewals' };
  const offered = (previewId: string, at: number): CampaignEventOf<'PreviewOffered'> => ({
    type: 'PreviewOffered',
    ...about,
    ...{ eventId: `e-${previewId}-${at}`, at: start + at * 1000, previewId, contact: `contact-of-${previewId}` },
    ...{ seconds: 20, reservationSeconds: 60, onTimeout: 'reject' },
    card: { name: 'C. Ustomer', number: '+49 *** *** 89', attempts: 0, fields: {} },
  });
  return {
    ...here,
    offer: (previewId: string, at: number) => {
      ports.clock.advance(Math.max(0, start + at * 1000 - ports.clock.now()));
      return takeCampaignEvent(ports, offered(previewId, at));
    },
    /** Offered now, by a clock that is so many milliseconds ahead of ours. */
    offerAhead: (previewId: string, ms: number) =>
      takeCampaignEvent(ports, {
        ...offered(previewId, 0),
        at: Math.min(Number.MAX_SAFE_INTEGER, ports.clock.now() + ms),
      }),
    works: (state: 'preview' | 'idle' | 'dialling', contact?: string, at = 0) => {
      ports.clock.advance(Math.max(0, start + at * 1000 - ports.clock.now()));
      return takeCampaignEvent(ports, {
        type: 'AgentWork',
        ...about,
        ...{ eventId: `w-${state}-${at}`, at: start + at * 1000, seq: 100 + at, state, ...(contact && { contact }) },
      });
    },
    takesBack: (previewId: string) =>
      takeCampaignEvent(ports, {
        ...{ agentId: 'ann', tetherId: 'tether-ann', type: 'PreviewWithdrawn', previewId },
        ...{ eventId: `t-${previewId}`, at: ports.clock.now(), why: 'nobody decided' },
      }),
    accept: (previewId: string) => answerPreview(ports, { agentId: 'ann', previewId, answer: 'accept' }),
    /** What the agent's page is told. */
    last: async () => (await pageSnapshot(ports, 'ann'))?.lastPreview ?? null,
    answer: (previewId: string) => answerPreview(ports, { agentId: 'ann', previewId, answer: 'reject' }),
    timeOut: async (previewId: string) => {
      const armed = here.armed.find(({ timer }) => timer.kind === 'preview' && timer.previewId === previewId);
      if (!armed) throw new Error(`no timer of ${previewId}`);
      ports.clock.advance(Math.max(0, armed.dueAt - ports.clock.now()));
      await fireTimer({ ...ports, centre: ports.centre }, armed);
    },
    preview: async () => (await ports.agents.load('ann'))?.outbound.preview ?? null,
    decided: () =>
      here.commanded.flatMap((command) =>
        command.type === 'PreviewDecided' ? [`${command.previewId} ${command.outcome} by ${command.by}`] : [],
      ),
  };
}

describe('offers of contacts come in any order and any number of times', () => {
  test('one that comes again after its end, while another contact is shown, changes nothing', async () => {
    const { offer, answer, preview, decided } = await aTetheredAgent();
    await offer('p-1', 0);
    await answer('p-1');
    await offer('p-2', 5);
    await offer('p-1', 0);
    expect(await preview()).toMatchObject({ previewId: 'p-2', decided: null });
    expect(decided()).toEqual(['p-1 reject by agent']);
  });

  test.each([3_600_000, Number.MAX_SAFE_INTEGER])('one of a clock that is %i ms ahead silences nobody', async (ms) => {
    const { offer, offerAhead, answer, preview } = await aTetheredAgent();
    await offerAhead('p-1', ms);
    await answer('p-1');
    await offer('p-2', 30);
    expect(await preview()).toMatchObject({ previewId: 'p-2', decided: null });
  });

  test('an older one that comes late is not shown in the place of the newer', async () => {
    const { offer, preview, decided } = await aTetheredAgent();
    await offer('p-2', 5);
    await offer('p-1', 0);
    expect(await preview()).toMatchObject({ previewId: 'p-2', decided: null });
    expect(decided()).toEqual([]);
  });

  test('of two in one moment the one that comes later takes the place, and the other is not shown again', async () => {
    const { offer, preview, decided } = await aTetheredAgent();
    await offer('p-1', 5);
    await offer('p-2', 5);
    await offer('p-1', 5);
    expect(await preview()).toMatchObject({ previewId: 'p-2', decided: null });
    expect(decided()).toEqual(['p-1 withdrawn by system']);
  });

  test('a newer one takes the place of one whose end was not heard of, which is withdrawn', async () => {
    const { offer, preview, decided, timeOut } = await aTetheredAgent();
    await offer('p-1', 0);
    await offer('p-2', 5);
    expect(decided()).toEqual(['p-1 withdrawn by system']);
    await timeOut('p-1');
    expect(await preview()).toMatchObject({ previewId: 'p-2' });
    await timeOut('p-2');
    expect(decided()).toEqual(['p-1 withdrawn by system', 'p-2 reject by timeout']);
  });
});

describe('previews that are taken back before their offers come', () => {
  test('two in a short time are both not shown', async () => {
    const { offer, takesBack, preview } = await aTetheredAgent();
    await takesBack('p-1');
    await takesBack('p-2');
    await offer('p-1', 1);
    await offer('p-2', 2);
    expect(await preview()).toBeNull();
    await offer('p-3', 3);
    expect(await preview()).toMatchObject({ previewId: 'p-3', decided: null });
  });

  test('a hundred of them leave a record that is bounded', async () => {
    const { takesBack, ports } = await aTetheredAgent();
    for (let number = 1; number <= 100; number++) await takesBack(`p-${number}`);
    const kept = (await ports.agents.load('ann'))?.outbound.notToShow;
    expect(kept).toHaveLength(10);
    expect(kept?.at(-1)).toBe('p-100');
  });
});

describe('the page is told an outcome as final only when the Campaign Manager acts on it', () => {
  test('an accepted contact is dialled', async () => {
    const { offer, accept, works, last, takesBack } = await aTetheredAgent();
    await offer('p-1', 0);
    expect(await accept('p-1')).toEqual({ kind: 'decided', outcome: 'accept', by: 'agent', final: false });
    expect(await last()).toEqual({ previewId: 'p-1', outcome: 'accept', by: 'agent', final: false });
    await works('dialling', 'contact-of-p-1', 1);
    expect(await last()).toMatchObject({ outcome: 'accept', final: true });
    await takesBack('p-1');
    expect(await last()).toMatchObject({ outcome: 'accept', final: true });
  });

  test('another dial, and work from before, say nothing of it', async () => {
    const { offer, accept, works, last } = await aTetheredAgent();
    await offer('p-1', 5);
    await accept('p-1');
    await works('dialling', 'another', 6);
    await works('dialling', 'contact-of-p-1', 3);
    expect(await last()).toMatchObject({ outcome: 'accept', final: false });
  });

  test('an accepted contact is taken back, since nobody could tell the Campaign Manager in time', async () => {
    const { offer, accept, works, last, takesBack } = await aTetheredAgent();
    await offer('p-1', 0);
    await accept('p-1');
    await works('idle', undefined, 60);
    expect(await last()).toMatchObject({ outcome: 'accept', final: false });
    await takesBack('p-1');
    expect(await last()).toEqual({ previewId: 'p-1', outcome: 'withdrawn', by: 'campaign-manager', final: true });
  });

  test('after a rejection the agent is free before the reservation ran out, or after it', async () => {
    const { offer, answer, works, last } = await aTetheredAgent();
    await offer('p-1', 0);
    await answer('p-1');
    await works('idle', undefined, 61);
    expect(await last()).toMatchObject({ outcome: 'reject', final: false });
    await works('idle', undefined, 59);
    expect(await last()).toMatchObject({ outcome: 'reject', final: true });
  });
});

describe('an outcome the Campaign Manager may not have heard of', () => {
  test('is told once more at the time-out while it says that the contact is still shown', async () => {
    const { offer, answer, works, timeOut, decided } = await aTetheredAgent();
    await offer('p-1', 0);
    await works('preview', 'contact-of-p-1');
    await answer('p-1');
    await timeOut('p-1');
    expect(decided()).toEqual(['p-1 reject by agent', 'p-1 reject by agent']);
  });

  test('is not told again once the agent does something else, or it decided itself', async () => {
    const { offer, answer, works, timeOut, decided } = await aTetheredAgent();
    await offer('p-1', 0);
    await answer('p-1');
    await works('idle');
    await timeOut('p-1');
    expect(decided()).toEqual(['p-1 reject by agent']);
  });
});
