import type { AnswerToPreview } from '../../../core/agent/steps/preview';
import { pageHeartbeat, pageSnapshot, pageState, pageVerdict } from '../../../core/agent-page/agent-page';
import { answerPreview } from '../../../core/agent-page/answer-preview';
import { takeCampaignEvent } from '../../../core/campaign-link/take-campaign-event';
import { fireTimer } from '../../../core/events/fire-timer';
import type { CallRecord, OfferPlanRecord } from '../../../core/offering/call-record';
import { eventCause } from '../../../core/offering/plan-cause';
import { defaultThresholds } from '../../../core/thresholds/thresholds';
import { aCall, anAgent, aTether, onTether, start } from '../../adapters/contract/builders';
import { world } from '../../lambdas/world';

const card = {
  name: 'C. Ustomer',
  number: '+49 *** *** 89',
  attempts: 1,
  lastOutcome: 'busy',
  fields: { City: 'Bonn' },
};

/** Ann and bob on ready tethers; ann is shown the contact `p-1` for 20 s, and was a moment ago. */
async function previewing(onTimeout: 'accept' | 'reject' = 'reject') {
  const here = world();
  const { ports } = here;
  for (const agentId of ['ann', 'bob']) {
    await ports.agents.save(anAgent(agentId, { idle: false, outbound: onTether(agentId) }), null, { dropClaim: false });
  }
  await takeCampaignEvent(ports, {
    type: 'PreviewOffered',
    ...{ eventId: 'e-1', at: ports.clock.now(), agentId: 'ann', tetherId: 'tether-ann', previewId: 'p-1' },
    ...{ campaign: 'renewals', contact: 'c-1', seconds: 20, reservationSeconds: 60, onTimeout, card },
  });
  here.commanded.length = 0;
  const outcome = async () => (await ports.agents.load('ann'))?.outbound.preview?.decided?.outcome ?? 'open';
  return {
    ...here,
    outcome,
    answer: (answer: AnswerToPreview, by: Partial<{ agentId: string; previewId: string }> = {}) =>
      answerPreview(ports, { agentId: 'ann', previewId: 'p-1', answer, ...by }),
    timeOut: async () => {
      const armed = here.armed.find(({ timer }) => timer.kind === 'preview');
      if (armed) await fireTimer({ ...ports, centre: ports.centre }, armed);
    },
  };
}

describe('the snapshot of a page', () => {
  it('shows where the agent is, which tether to accept, and the contact with the time that is left', async () => {
    const { ports } = await previewing();
    expect(await pageSnapshot(ports, 'ann')).toEqual({
      agent: { username: 'ann' },
      side: 'outbound',
      indicator: 'green',
      tether: { tetherId: 'tether-ann', state: 'ready' },
      preview: {
        ...{ previewId: 'p-1', campaign: 'renewals', contact: 'c-1', card, onTimeout: 'reject' },
        ...{ seconds: 20, secondsLeft: 20 },
      },
      lastPreview: null,
      customer: null,
      takenOff: null,
      lastMove: null,
      next: [{ code: 'fetched', figures: { seconds: 10 } }],
      ring: null,
      lead: null,
      serverTime: ports.clock.now(),
    });
    expect(await pageSnapshot(ports, 'bob')).toMatchObject({ agent: { username: 'bob' }, preview: null });
  });

  it('counts on while the page is closed or refreshed, and never below 0', async () => {
    const { ports } = await previewing();
    const left: unknown[] = [];
    for (const ms of [0, 7_250, 12_750, 60_000]) {
      ports.clock.advance(ms);
      left.push((await pageSnapshot(ports, 'ann'))?.preview?.secondsLeft);
    }
    expect(left).toEqual([20, 12.75, 0, 0]);
  });

  it('shows no contact that is decided', async () => {
    const { ports, answer } = await previewing();
    await answer('reject');
    expect((await pageSnapshot(ports, 'ann'))?.preview).toBeNull();
  });

  it.each([
    ['requested', 'none', true],
    ['mapped', 'none', true],
    ['unmapped', 'grey', true],
    ['ready', 'green', true],
    ['waiting', 'none', false],
    ['ending', 'green', false],
    ['failed', 'red', false],
  ] as const)('of a tether that is %s has the icon %s', async (state, indicator, accepted) => {
    const { ports } = world();
    const outbound = onTether('ann', { tether: aTether('t-9', { state }) });
    await ports.agents.save(anAgent('ann', { idle: false, outbound }), null, { dropClaim: false });
    const tether = accepted ? { tetherId: 't-9', state } : null;
    expect(await pageSnapshot(ports, 'ann')).toMatchObject({ indicator, tether });
  });

  it('is not there for whoever is not known', async () => {
    const { ports } = world();
    expect(await pageSnapshot(ports, 'eve')).toBeNull();
    expect(await pageState(ports, { agentId: 'eve', state: 'available' })).toBeNull();
    expect(await pageState(ports, { agentId: 'eve', state: 'not-ready' })).toBeNull();
  });
});

describe('an answer', () => {
  it.each(['accept', 'reject', 'close'] as const)('%s decides, and the Campaign Manager is told once', async (word) => {
    const { answer, commanded, outcome } = await previewing();
    expect(await answer(word)).toEqual({ kind: 'decided', outcome: word, by: 'agent', final: false });
    expect(await outcome()).toBe(word);
    expect(commanded).toMatchObject([{ type: 'PreviewDecided', previewId: 'p-1', outcome: word, by: 'agent' }]);
  });

  it('of two at the same moment one decides, and the other is told which', async () => {
    const { answer, commanded, outcome } = await previewing();
    const results = await Promise.all([answer('accept'), answer('close')]);
    const decided = await outcome();
    expect(['accept', 'close']).toContain(decided);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['decided', 'lost']);
    expect(results).toEqual(results.map(({ kind }) => ({ kind, outcome: decided, by: 'agent', final: false })));
    expect(commanded.filter(({ type }) => type === 'PreviewDecided')).toHaveLength(1);
  });

  it('that comes again is still the one that decided', async () => {
    const { answer } = await previewing();
    await answer('accept');
    expect(await answer('accept')).toMatchObject({ kind: 'decided', outcome: 'accept' });
  });

  it('after the time is out has lost, whether the timer came or is on its way', async () => {
    const { ports, answer, timeOut, outcome } = await previewing();
    ports.clock.advance(20_000);
    expect(await answer('accept')).toEqual({ kind: 'lost', outcome: 'reject', by: 'timeout', final: false });
    expect(await outcome()).toBe('reject');
    await timeOut();
    expect(await answer('accept')).toEqual({ kind: 'lost', outcome: 'reject', by: 'timeout', final: false });
    expect(await outcome()).toBe('reject');
  });

  it('to a contact that another agent is shown, or nobody, is unknown and changes nothing', async () => {
    const { answer, commanded, outcome } = await previewing();
    expect(await answer('accept', { agentId: 'bob' })).toEqual({ kind: 'unknown' });
    expect(await answer('accept', { agentId: 'eve' })).toEqual({ kind: 'unknown' });
    expect(await answer('accept', { previewId: 'p-2' })).toEqual({ kind: 'unknown' });
    expect(await outcome()).toBe('open');
    expect(commanded).toEqual([]);
  });
});

describe('a sign of life', () => {
  it.each([
    [9_000, 'accept'],
    [10_000, 'accept'],
    [10_001, 'reject'],
    [11_000, 'reject'],
  ])('%i ms before the end makes the time-out %s', async (ms, expected) => {
    const { ports, timeOut, outcome } = await previewing('accept');
    ports.clock.advance(20_000 - ms);
    await pageHeartbeat(ports, 'ann');
    await pageHeartbeat({ ...ports, clock: { now: () => ports.clock.now() + ms } }, 'bob');
    ports.clock.advance(ms);
    await timeOut();
    expect(await outcome()).toBe(expected);
  });
});

describe('the wish for Not Ready', () => {
  it('withdraws an open contact at once, and says why', async () => {
    const { ports, commanded, answer } = await previewing();
    const shown = await pageState(ports, { agentId: 'ann', state: 'not-ready', reason: 'lunch' });
    expect(shown).toMatchObject({ agent: { username: 'ann' }, preview: null });
    expect(commanded).toMatchObject([{ type: 'PreviewDecided', outcome: 'withdrawn', by: 'system' }]);
    expect(commanded).toMatchObject([{ reason: 'ann goes Not Ready (lunch)' }]);
    expect(await answer('accept')).toEqual({ kind: 'lost', outcome: 'withdrawn', by: 'system', final: true });
    await pageState(ports, { agentId: 'ann', state: 'not-ready' });
    expect(commanded).toHaveLength(1);
  });

  it('races an answer: one of both is what happened', async () => {
    const { ports, commanded, answer, outcome } = await previewing();
    const [answered] = await Promise.all([answer('accept'), pageState(ports, { agentId: 'ann', state: 'not-ready' })]);
    expect(answered).toMatchObject({ outcome: await outcome() });
    expect(commanded).toHaveLength(1);
  });

  it('of an agent without a contact, and for Available, only shows', async () => {
    const { ports, commanded, outcome } = await previewing();
    expect(await pageState(ports, { agentId: 'bob', state: 'not-ready' })).toMatchObject({
      agent: { username: 'bob' },
    });
    expect(await pageState(ports, { agentId: 'ann', state: 'available' })).toMatchObject({
      preview: { previewId: 'p-1' },
    });
    expect(await outcome()).toBe('open');
    expect(commanded).toEqual([]);
  });
});

/** Ann's softphone shows `c-1` as missed; what we know of the call is the test's. */
async function refusing(call: Partial<CallRecord> | null, state: 'MISSED' | 'REJECTED' | null = 'MISSED') {
  const here = world();
  const listed = {
    ...{ contactId: 'c-1', initialContactId: 'c-1', channel: 'VOICE', since: start },
    queueId: 'q-sales',
  };
  const contacts = state === null ? [] : [{ ...listed, state, queuedAt: start, ownCall: false }];
  await here.ports.agents.save(anAgent('ann', { idle: false, contacts }), null, { dropClaim: false });
  if (call) await here.ports.calls.save(aCall('c-1', call), null);
  const ask = (shown: 'missed' | 'declined' = 'missed') =>
    pageVerdict(here.ports, { agentId: 'ann', contactId: 'c-1', shown });
  return { ...here, ask };
}

const planFor = (...agentIds: readonly string[]): OfferPlanRecord => ({
  ...{
    kind: 'restricted',
    agentId: null,
    slotEndsAt: null,
    holdUntil: null,
    decidedAt: start + 21_000,
    cause: eventCause('x'),
  },
  steps: [
    { who: { kind: 'hold' }, seconds: 9 },
    { who: { kind: 'agents', agentIds }, seconds: 60 },
    { who: { kind: 'hold' }, seconds: null },
  ],
});

describe('the verdict on a call that the softphone shows as missed', () => {
  it('is not known before the event is here', async () => {
    const { ask } = await refusing({ plan: planFor('bob') });
    expect(await ask()).toEqual({ verdict: 'unknown', criteriaWrittenAt: null, after: 'not-ready' });
  });

  it('says when the criteria were written that leave the agent out', async () => {
    const { ask } = await refusing({ tried: ['ann'], plan: planFor('bob') });
    expect(await ask()).toEqual({ verdict: 'missed', criteriaWrittenAt: start + 21_000, after: 'not-ready' });
  });

  it.each<[string, OfferPlanRecord | null]>([
    ['a plan that names them in a later step', planFor('bob', 'ann')],
    [
      'a plan for anyone',
      { ...planFor('bob'), steps: [{ who: { kind: 'anyone', required: [] }, seconds: 60 }, ...planFor('bob').steps] },
    ],
    ['no plan', null],
    ['a plan that waits for room in the API', { ...planFor('bob'), pending: true }],
  ])('knows no such criteria with %s', async (_, plan) => {
    const { ask } = await refusing({ tried: ['ann'], plan });
    expect(await ask()).toMatchObject({ verdict: 'missed', criteriaWrittenAt: null });
  });

  it('is declined where Connect told so, and has the threshold of it', async () => {
    const { ports, ask } = await refusing({ tried: ['ann'], plan: planFor('bob') }, 'REJECTED');
    await ports.thresholds.publish(
      {
        group: 'sales',
        version: 1,
        thresholds: { ...defaultThresholds, 'offer/after-decline': 'available' },
        rejected: null,
      },
      0,
    );
    expect(await ask()).toMatchObject({ verdict: 'declined', after: 'available' });
  });

  it('goes by the softphone once Connect lists the call no more', async () => {
    const { ask } = await refusing({ tried: ['ann'], plan: planFor('bob') }, null);
    expect(await ask('declined')).toMatchObject({ verdict: 'declined' });
  });

  it.each(['answered', 'abandoned', 'voicemail'] as const)('is caller-left of a call that is %s', async (state) => {
    const { ask } = await refusing({ state, tried: ['ann'], plan: planFor('ann') });
    expect(await ask()).toMatchObject({ verdict: 'caller-left', criteriaWrittenAt: null });
  });

  it.each<[string, Partial<CallRecord> | null]>([
    ['nobody has renewed', { leaseUntil: start, tried: ['ann'] }],
    ['we have no record of', null],
  ])('asks Connect about a call that %s', async (_, call) => {
    const { ask, contacts } = await refusing(call);
    expect(await ask()).toMatchObject({ verdict: 'caller-left' });
    const facts = { initialContactId: 'c-1', queueId: 'q', queuedAt: start, agentId: null, wrapUpEndedAt: null };
    contacts.set('c-1', { contactId: 'c-1', ...facts, connectedToAgentAt: null, disconnectedAt: null });
    expect((await ask())?.verdict).not.toBe('caller-left');
    contacts.set('c-1', { contactId: 'c-1', ...facts, connectedToAgentAt: null, disconnectedAt: start + 9_000 });
    expect(await ask()).toMatchObject({ verdict: 'caller-left' });
  });

  it('is given to nobody who is not known', async () => {
    const { ports } = await refusing(null);
    expect(await pageVerdict(ports, { agentId: 'eve', contactId: 'c-1', shown: 'missed' })).toBeNull();
  });
});
