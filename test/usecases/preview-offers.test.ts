import type { CampaignEventOf } from '../../core/domain/campaign-manager/events';
import { answerPreview } from '../../core/usecases/answer-preview';
import { fireTimer } from '../../core/usecases/fire-timer';
import { takeCampaignEvent } from '../../core/usecases/take-campaign-event';
import { anAgent, onTether } from '../contract/builders';
import { world } from '../handlers/world';

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
    works: (state: 'preview' | 'idle', contact?: string) =>
      takeCampaignEvent(ports, {
        type: 'AgentWork',
        ...about,
        ...{ eventId: `w-${state}`, at: start, seq: 100, state, ...(contact && { contact }) },
      }),
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
