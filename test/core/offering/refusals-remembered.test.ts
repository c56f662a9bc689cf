import { rebalance } from '../../../core/blending/rebalance';
import { fireTimer } from '../../../core/events/fire-timer';
import { observeAgent } from '../../../core/events/observe-agent';
import type { Timer } from '../../../core/messages/messages';
import { mayRingRefusers, wasOpenTo } from '../../../core/offering/call';
import type { OfferPlanRecord } from '../../../core/offering/call-record';
import type { OfferReply } from '../../../core/offering/offer-request';
import { eventCause } from '../../../core/offering/plan-cause';
import { CallCentre, short, start } from '../call-centre/call-centre';

let centre: CallCentre;
beforeEach(() => {
  centre = new CallCentre();
});

const plan = async (callId = 'c1') => (await centre.calls.load(callId))?.plan;
const tried = async (callId = 'c1') => (await centre.calls.load(callId))?.tried;
const timersOf = <K extends Timer['kind']>(kind: K) =>
  centre.armed.filter(
    (armed): armed is { timer: Extract<Timer, { kind: K }>; dueAt: number } => armed.timer.kind === kind,
  );
const fire = async (kind: Timer['kind']): Promise<void> => {
  const last = timersOf(kind).at(-1);
  if (!last) throw new Error(`no timer ${kind} is armed`);
  centre.now = Math.max(centre.now, last.dueAt);
  await fireTimer(centre, last);
};

/** ana declined c1; bo, who talks to somebody else, is the only one left. */
async function heldForBo(): Promise<void> {
  await centre.observe('ana', { since: -100 });
  await centre.shows('bo', 'busy', 'CONNECTED');
  await centre.ask('c1');
  await centre.shows('ana', 'c1', 'CONNECTING');
  centre.at(2);
  await centre.shows('ana', 'c1', 'REJECTED');
  expect(centre.lastCriteria('c1')).toBe('bo 118 | hold');
}

describe('an agent who is planned for a call that rings somebody else', () => {
  it('stays promised to it, whatever is heard of them late, until it is planned anew', async () => {
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    // Connect rings ana by the criteria before; bo was away for a moment, and both are heard of after the plan.
    await centre.shows('ana', 'c1', 'CONNECTING');
    await centre.observe('bo', { status: { name: 'Break', type: 'CUSTOM', since: centre.now } });
    await centre.observe('bo', { since: 0 });
    expect(await plan()).toMatchObject({ kind: 'offer', agentId: 'bo' });
    await centre.ask('c2');
    expect(await plan('c2')).toMatchObject({ kind: 'open', agentId: null });
    centre.at(1);
    await centre.shows('ana', 'c1', 'REJECTED');
    expect(await plan()).toMatchObject({ kind: 'offer', agentId: 'bo' });
  });
});

describe('an event that comes late', () => {
  it('plans nobody for a call that Connect has offered them since', async () => {
    await heldForBo();
    centre.at(20);
    const free = centre.seen('bo');
    centre.at(20.4);
    await observeAgent(centre, free);
    expect(await plan()).toMatchObject({ kind: 'restricted' });
    expect(centre.lastCriteria('c1')).toBe('bo 118 | hold');
  });

  it('plans them after all when nothing is heard of a ring', async () => {
    await heldForBo();
    centre.at(20);
    const free = centre.seen('bo');
    centre.at(20.4);
    await observeAgent(centre, free);
    await fire('free-agent');
    expect(centre.now).toBe(start + 22_800);
    expect(await plan()).toMatchObject({ kind: 'offer', agentId: 'bo' });
  });

  it('plans them not when they were rung meanwhile', async () => {
    await heldForBo();
    centre.at(20);
    const free = centre.seen('bo');
    centre.at(20.4);
    await observeAgent(centre, free);
    await centre.shows('bo', 'c1', 'CONNECTING');
    centre.at(20.7);
    await centre.shows('bo', 'c1', 'REJECTED');
    await fire('free-agent');
    expect(await tried()).toEqual(['ana', 'bo']);
    expect(centre.lastCriteria('c1')).toBe('hold');
  });

  it('of a refusal takes the agent out of a plan that was made after it', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    centre.at(1);
    const refused = centre.seen('bo', { contacts: [centre.contact('c1', 'REJECTED')] });
    centre.at(2);
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(3);
    await centre.shows('ana', 'c1', 'REJECTED');
    expect(await plan()).toMatchObject({ agentId: 'bo' });
    await observeAgent(centre, refused);
    expect(await tried()).toEqual(['ana', 'bo']);
    expect(mayRingRefusers((await centre.calls.load('c1')) ?? { plan: null, tried: ['x'] })).toBe(false);
    expect(centre.lastCriteria('c1')).toBe('hold');
  });
});

/** ana has the slot by a plan of t = 0, and her step 22 s; Connect rings bo by the criteria before, who declines at `at` s. */
async function declinedBesideThePlanned(at: number, ...others: readonly string[]): Promise<void> {
  await centre.observe('ana', { since: -100 });
  await centre.observe('bo', { since: -50 });
  for (const other of others) await centre.observe(other, { since: -20 });
  await centre.ask('c1');
  centre.at(1);
  await centre.shows('bo', 'c1', 'CONNECTING');
  centre.at(at);
  await centre.shows('bo', 'c1', 'REJECTED');
}

describe('whoever Connect may ring at this moment by a step that runs out before other criteria are in force', () => {
  it('is not named: the ring would be withdrawn and begin once more', async () => {
    await declinedBesideThePlanned(19, 'cy');
    expect(centre.lastCriteria('c1')).toBe('cy 22 | hold');
    expect(await plan()).toMatchObject({ agentId: 'cy' });
  });

  it('is named once news of the ring would have come, where nobody else is left', async () => {
    await declinedBesideThePlanned(19);
    expect(centre.lastCriteria('c1')).toBe('hold');
    await fire('criteria');
    expect(await plan()).toMatchObject({ kind: 'offer', agentId: 'ana' });
  });

  it('is not named either where they are busy now: Connect may ring them before the step runs out', async () => {
    await centre.shows('ana', 'c2', 'CONNECTED');
    await centre.shows('bo', 'c3', 'CONNECTED');
    await centre.ask('c1');
    for (const at of [30, 60, 90]) {
      centre.at(at);
      await centre.ask('c1', 'tick');
    }
    centre.at(115);
    await centre.shows('bo', 'c1', 'CONNECTING');
    centre.at(116);
    await centre.shows('bo', 'c1', 'REJECTED');
    expect(centre.lastCriteria('c1')).toBe('hold');
  });

  it('is named where the step runs on for longer than that', async () => {
    await declinedBesideThePlanned(10, 'cy');
    expect(await plan()).toMatchObject({ agentId: 'ana' });
  });
});

describe('a tick at the moment the plan before runs out, since the maximum wait is longer now', () => {
  /** c1 waits beside ana, who talks to others, open to anyone for the 120 s of its plan. */
  const tickAtItsEnd = async (...others: readonly string[]) => {
    await centre.shows('ana', 'c2', 'CONNECTED');
    for (const other of others) await centre.shows(other, 'c3', 'CONNECTED');
    await centre.ask('c1');
    for (const at of [30, 60, 90]) await centre.at(at).ask('c1', 'tick');
    await centre.set({ 'queue/max-wait-seconds': 300 });
    return centre.at(120.01).ask('c1', 'tick');
  };
  const told = (reply: OfferReply) => (reply.action === 'plan' ? short(reply.steps) : reply.action);

  it('opens the call to nobody whom Connect may have rung until then, and sends nobody to voicemail', async () => {
    expect(told(await tickAtItsEnd('bo'))).toBe('hold');
    // ana was rung for a moment, the ring was withdrawn, and she is free again.
    centre.at(120.4);
    await centre.shows('ana', 'c1', 'CONNECTING');
    await centre.shows('ana', 'c1', 'MISSED');
    await centre.observe('ana', { since: 120 });
    expect(await tried()).toEqual(['ana']);
    expect(centre.lastCriteria('c1')).toBe('hold');
  });

  it('opens it again once news of a ring would have come', async () => {
    await tickAtItsEnd();
    await fire('criteria');
    expect(centre.now).toBe(start + 133_010);
    expect(centre.lastCriteria('c1')).toBe('anyone 167 | hold');
  });

  it('names them not either when old news has them free', async () => {
    await tickAtItsEnd();
    centre.at(120.2);
    const free = centre.seen('ana', { since: 119 });
    centre.at(120.6);
    await observeAgent(centre, free);
    expect(await plan()).toMatchObject({ kind: 'held' });
    expect(centre.criteria).toEqual([]);
  });

  it('asks who was heard of since', async () => {
    await tickAtItsEnd();
    centre.at(126);
    await centre.observe('ana', { since: 126 });
    expect(centre.lastCriteria('c1')).toBe('ana 22 | hold');
  });
});

describe('a turn that would come after the maximum wait', () => {
  it('is kept for nobody, and is theirs where the maximum wait is raised meanwhile', async () => {
    await centre.set({ 'queue/max-wait-seconds': 30 });
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    centre.at(1);
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    expect(await plan()).toMatchObject({ kind: 'held', agentId: null });
    await centre.set({ 'queue/max-wait-seconds': 300 });
    centre.at(30);
    expect(await centre.ask('c1', 'tick')).toMatchObject({ action: 'plan' });
    expect(await plan()).toMatchObject({ kind: 'offer', agentId: 'bo' });
    expect(await tried()).toEqual(['ana']);
  });
});

const parked = (at: number) => ({ name: 'Missed call', type: 'CUSTOM' as const, since: start + at * 1000 });

describe('an agent parked in their own slot, of whose ring no event has come', () => {
  it.each([
    ['parked early, declined: the next is asked at once', 5, 'bo 22 | hold'],
    ['parked after a whole ring, missed: the next is asked when the slot ends', 20, 'hold 9 | bo 22 | hold'],
  ])('%s', async (_, parkedAt, criteria) => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    centre.at(21);
    await centre.observe('ana', { status: parked(parkedAt) });
    expect(await tried()).toEqual(['ana']);
    expect(centre.lastCriteria('c1')).toBe(criteria);
  });

  it('has refused nothing by what was missed before', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.ask('c1');
    centre.at(5);
    await centre.observe('ana', { status: parked(-1) });
    expect(await tried()).toEqual([]);
  });
});

describe('what comes first', () => {
  it.each([
    ['a second before the caller left', 1_000, true],
    ['some hundredths of a second before', 33, true],
    ['a moment before, as the two clocks have it', 5, false],
    ['when the caller left', 0, false],
    ['after that, by another clock', -20, false],
  ])('a refusal %s', async (_, beforeMs, costsThePlace) => {
    await centre.observe('ana', { since: -100 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(5);
    centre.contacts.set('c1', { disconnectedAt: centre.now + beforeMs });
    await centre.shows('ana', 'c1', 'REJECTED');
    centre.at(9);
    await centre.observe('ana');
    const since = (await centre.agents.load('ana'))?.availableSince;
    expect(since).toBe(costsThePlace ? start + 9_000 : start - 100_000);
    expect(timersOf('missed-call').at(-1)?.timer.after).toBe(costsThePlace ? 'declined' : 'caller-gone');
  });

  it('a refusal costs the place whatever the clocks say, where somebody else has answered', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(5);
    centre.contacts.set('c1', { connectedToAgentAt: centre.now - 20, agentId: 'bo' });
    await centre.shows('ana', 'c1', 'REJECTED');
    centre.at(9);
    await centre.observe('ana');
    expect((await centre.agents.load('ana'))?.availableSince).toBe(start + 9_000);
  });
});

describe('the API of 20 criteria a second', () => {
  const api = 'UpdateContactRoutingData';
  const useUp = async (count: number): Promise<void> => {
    for (let used = 0; used < count; used++) await centre.limiter.reserve(api);
  };
  const declines = async (): Promise<void> => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(2);
    await centre.shows('ana', 'c1', 'REJECTED');
  };

  it('leaves its last five calls to refusals', async () => {
    await useUp(15);
    await heldForBo();
    centre.criteria.length = 0;
    await useUp(17);
    centre.at(2.1);
    await centre.observe('bo');
    expect(centre.criteria).toEqual([]);
    expect(await plan()).toMatchObject({ agentId: 'bo', pending: true });
    await fire('criteria');
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold');
    expect((await plan())?.pending).toBeUndefined();
  });

  it('is reserved for a refusal that finds it used up: remembered at once, told as soon as there is room', async () => {
    centre.at(1.99);
    await useUp(60);
    centre.at(0);
    await declines();
    expect(await tried()).toEqual(['ana']);
    expect(centre.criteria).toEqual([]);
    const [waiting] = timersOf('criteria');
    expect(waiting?.timer).toMatchObject({ callId: 'c1', reserved: true, refusedAt: start + 2_000 });
    await fire('criteria');
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold');
    expect(centre.decisions.decisions.filter(({ type }) => type === 'criteria.late')).toEqual([]);
  });

  it('is counted where it comes when the page has stopped waiting', async () => {
    centre.at(1.99);
    await useUp(220);
    centre.at(0);
    await declines();
    await fire('criteria');
    expect(centre.now - start).toBeGreaterThan(10_000);
    expect(centre.decisions.decisions.filter(({ type }) => type === 'criteria.late')).toHaveLength(1);
  });

  it('is asked again a second later where Connect says no by itself', async () => {
    const said = centre.centre.setCriteria;
    Object.assign(centre.centre, { setCriteria: async () => 'throttled' });
    await declines();
    expect(await plan()).toMatchObject({ agentId: 'bo', pending: true });
    Object.assign(centre.centre, { setCriteria: said });
    await fire('criteria');
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold');
  });
});

describe('offers that are switched on again', () => {
  it('count what was refused meanwhile, at once', async () => {
    await centre.set({ 'offer/enabled': false });
    await centre.observe('ana', { since: -100 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(25);
    await centre.shows('ana', 'c1', 'MISSED');
    expect(await tried()).toEqual(['ana']);
    expect(centre.criteria).toEqual([]);
    await centre.set({});
    await rebalance(centre, { group: 'sales', manual: null });
    await fire('refusals');
    expect(centre.lastCriteria('c1')).toBe('hold');
    centre.at(60);
    expect((await centre.ask('c1', 'tick')).action).toBe('voicemail');
  });

  it('leave a caller alone who is being rung', async () => {
    await centre.set({ 'offer/enabled': false });
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(3);
    await centre.shows('ana', 'c1', 'REJECTED');
    await centre.shows('bo', 'c1', 'CONNECTING');
    await centre.set({});
    await rebalance(centre, { group: 'sales', manual: null });
    expect(timersOf('refusals')).toEqual([]);
    await fireTimer(centre, { dueAt: centre.now, timer: { kind: 'refusals', group: 'sales' } });
    expect(centre.criteria).toEqual([]);
  });
});

describe('a plan', () => {
  const restricted: OfferPlanRecord = {
    ...{
      kind: 'restricted',
      agentId: null,
      slotEndsAt: null,
      holdUntil: null,
      decidedAt: start,
      cause: eventCause('x'),
    },
    steps: [
      { who: { kind: 'hold' }, seconds: 10 },
      { who: { kind: 'agents', agentIds: ['ana'] }, seconds: 20 },
      { who: { kind: 'hold' }, seconds: null },
    ],
  };

  it.each([
    ['before its step begins', 0, 9, false],
    ['when it begins', 0, 10, true],
    ['when it has just ended, and Connect took its time', 34, 40, true],
    ['long after', 36, 40, false],
  ])('lets Connect offer by itself: %s', (_, from, to, open) => {
    expect(wasOpenTo(restricted, 'ana', start + from * 1000, start + to * 1000)).toBe(open);
    expect(wasOpenTo(restricted, 'bo', start + from * 1000, start + to * 1000)).toBe(false);
  });

  it('may ring who has refused if it names them, names nobody, or is none', () => {
    expect(mayRingRefusers({ plan: restricted, tried: ['bo'] })).toBe(false);
    expect(mayRingRefusers({ plan: restricted, tried: ['bo', 'ana'] })).toBe(true);
    expect(mayRingRefusers({ plan: { ...restricted, kind: 'open' }, tried: ['bo'] })).toBe(true);
    expect(mayRingRefusers({ plan: null, tried: ['bo'] })).toBe(true);
    expect(mayRingRefusers({ plan: null, tried: [] })).toBe(false);
  });
});
