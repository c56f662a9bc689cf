import { fireTimer } from '../../../core/events/fire-timer';
import { observeAgent } from '../../../core/events/observe-agent';
import { observeContact } from '../../../core/events/observe-contact';
import { planOffer } from '../../../core/offering/plan-offer';
import { CallCentre, short, start } from '../call-centre/call-centre';

let centre: CallCentre;
beforeEach(() => {
  centre = new CallCentre();
});

/** ana, bo and cy are idle, ana longest. */
async function threeIdle(): Promise<void> {
  await centre.observe('ana', { since: -100 });
  await centre.observe('bo', { since: -50 });
  await centre.observe('cy', { since: -10 });
}

describe('a call that arrives', () => {
  it('is planned for the agent available longest, who is claimed', async () => {
    await threeIdle();
    const reply = await centre.ask('c1');
    expect(reply).toMatchObject({ action: 'plan' });
    expect(reply.action === 'plan' && short(reply.steps)).toBe('ana 22 | hold 8 | bo,cy 90 | hold');
    expect((await centre.agents.load('ana'))?.claim).toEqual({ callId: 'c1', until: start + 30_000 });
    expect(centre.criteria).toEqual([]);
  });

  it('gets the next agent while the first is claimed by another call', async () => {
    await threeIdle();
    await centre.ask('c1');
    const reply = await centre.ask('c2');
    expect(reply.action === 'plan' && short(reply.steps)).toBe('bo 22 | hold 8 | cy,ana 90 | hold');
  });

  it('never names agents of kind outbound, nor those without the required proficiency', async () => {
    await centre.observe('out', { since: -500, routingProfileId: 'out' });
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50, proficiencies: [{ name: 'Language', value: 'Spanish', level: 3 }] });
    const reply = await planOffer(centre, {
      stage: 'arrival',
      callId: 'c1',
      initialContactId: 'c1',
      queueId: 'q1',
      required: [{ name: 'Language', value: 'Spanish', minLevel: 2 }],
    });
    expect(reply.action === 'plan' && short(reply.steps)).toBe('bo 22 | hold');
  });

  it('stays open to anyone when an admin raises the maximum wait', async () => {
    await centre.ask('c1');
    for (const second of [30, 60, 90]) await centre.at(second).ask('c1', 'tick');
    await centre.set({ 'queue/max-wait-seconds': 300 });
    const reply = await centre.at(120).ask('c1', 'tick');
    expect(reply.action === 'plan' && short(reply.steps)).toBe('anyone 180 | hold');
  });

  it('is left to Connect when offers are switched off, and is still remembered', async () => {
    await threeIdle();
    await centre.set({ 'offer/enabled': false });
    expect(await centre.ask('c1')).toMatchObject({ action: 'wait' });
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'waiting', plan: null });
  });

  it('in a queue that is none of ours is left to Connect', async () => {
    const reply = await planOffer(centre, {
      stage: 'arrival',
      callId: 'c1',
      initialContactId: 'c1',
      queueId: 'theirs',
      required: [],
    });
    expect(reply).toMatchObject({ action: 'wait', reason: expect.stringContaining('theirs') });
  });

  it('keeps what the flow requires of agents, also when an event made the record before the first answer', async () => {
    await centre.shows('dan', 'c1', 'CONNECTING');
    await centre.shows('dan', 'c1', 'MISSED');
    const required = [{ name: 'Language', value: 'Spanish', minLevel: 2 }];
    await planOffer(centre, { stage: 'tick', callId: 'c1', initialContactId: 'c1', queueId: 'q1', required });
    await threeIdle();
    expect(await centre.calls.load('c1')).toMatchObject({ required, plan: { kind: 'held' } });
  });

  it('is given the same plan again when Connect asks again because the answer was lost', async () => {
    await threeIdle();
    const first = await centre.ask('c1');
    centre.now += 3_000;
    expect(await centre.ask('c1')).toMatchObject({ action: 'plan', steps: first.action === 'plan' ? first.steps : [] });
    expect(centre.decisions.decisions.filter(({ type }) => type === 'offer.planned')).toHaveLength(1);
  });
});

describe('a miss', () => {
  beforeEach(async () => {
    await threeIdle();
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
  });

  it('moves the call on when the slot of 30 s ends, to the next, and never back', async () => {
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('hold 10 | bo 22 | hold 8 | cy 60 | hold');
    centre.at(50);
    await centre.shows('bo', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('hold 10 | cy 22 | hold');
    centre.at(80);
    await centre.shows('cy', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('hold');
    expect((await centre.calls.load('c1'))?.tried).toEqual(['ana', 'bo', 'cy']);
  });

  it('moves on at once with offer/advance-on-miss', async () => {
    centre.at(18);
    await centre.set({ 'offer/advance-on-miss': true });
    await centre.shows('ana', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toMatch(/^bo 22 /);
  });

  it('counts the slot from the ring, when Connect took its time with the criteria', async () => {
    centre.at(5);
    await centre.observe('dan', { since: -300 });
    await centre.ask('c2');
    centre.at(10);
    await centre.shows('dan', 'c2', 'CONNECTING');
    centre.at(30);
    await centre.shows('dan', 'c2', 'MISSED');
    expect(centre.lastCriteria('c2')).toMatch(/^hold 10 \| bo 22 /);
  });

  it('asks nobody any more once the maximum wait is over, and claims nobody', async () => {
    centre.at(130);
    await centre.shows('ana', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('hold');
    expect((await centre.agents.load('bo'))?.claim).toBeNull();
    expect(centre.decisions.decisions.at(-1)).toMatchObject({
      type: 'offer.held',
      reason: expect.stringContaining('maximum wait is over'),
    });
  });

  it('holds the caller for voicemail after the maximum wait also with offers switched off', async () => {
    await centre.set({ 'offer/enabled': false });
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    expect(centre.criteria).toEqual([]);
    centre.at(130);
    await centre.shows('ana', 'c1', 'CONNECTING');
    await centre.shows('ana', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('hold');
    expect((await centre.calls.load('c1'))?.tried).toEqual(['ana']);
  });

  it('is not counted while the ring goes on past the slot, which it began late', async () => {
    const late = new CallCentre();
    await late.set({ 'offer/seconds': 22 });
    late.at(0);
    await late.observe('ana', { since: -100 });
    await late.ask('c1');
    await late.at(5).shows('ana', 'c1', 'CONNECTING');
    expect(await late.at(24).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    expect(await late.calls.load('c1')).toMatchObject({ tried: [] });
  });

  it('leaves the agent to the page for 10 s, then parks them through the repair queue', async () => {
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    expect(centre.armed).toEqual([
      { timer: { kind: 'missed-call', agentId: 'ana', contactId: 'c1', after: 'missed' }, dueAt: start + 30_000 },
    ]);
    centre.at(30);
    await fireTimer(centre, { timer: centre.armed[0]?.timer as never, dueAt: start + 30_000 });
    expect(centre.sent).toMatchObject([
      { priority: 'repair', command: { kind: 'park-agent', agentId: 'ana', notReady: true } },
    ]);
  });

  it('asks nothing of the server when the page did its part', async () => {
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    centre.at(21);
    await centre.observe('ana', { status: { name: 'Missed call', type: 'CUSTOM', since: centre.now } });
    centre.at(30);
    await fireTimer(centre, { timer: centre.armed[0]?.timer as never, dueAt: start + 30_000 });
    expect(centre.sent).toEqual([]);
  });

  it('is only cleared, not parked, with offer/after-miss available', async () => {
    await centre.set({ 'offer/after-miss': 'available' });
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    centre.at(30);
    await fireTimer(centre, { timer: centre.armed[0]?.timer as never, dueAt: start + 30_000 });
    expect(centre.sent).toMatchObject([{ command: { notReady: false } }]);
  });

  it('that is rung a second time all the same is counted', async () => {
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    centre.at(21);
    await centre.observe('ana');
    await centre.shows('ana', 'c1', 'CONNECTING');
    expect(centre.decisions.decisions).toContainEqual(
      expect.objectContaining({ type: 'offer.repeated', callId: 'c1', agentId: 'ana' }),
    );
  });

  it('of a call nobody planned is remembered from the event alone', async () => {
    await centre.shows('bo', 'ghost', 'CONNECTING');
    centre.at(20);
    await centre.shows('bo', 'ghost', 'MISSED');
    expect(await centre.calls.load('ghost')).toMatchObject({ tried: ['bo'], queuedAt: start });
  });
});

describe('a rejection', () => {
  beforeEach(async () => {
    await threeIdle();
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(4);
  });

  it('by the agent moves the call on at once', async () => {
    await centre.shows('ana', 'c1', 'REJECTED');
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold 8 | cy 86 | hold');
  });

  it('by a caller who hung up keeps the agent in line and clears the softphone within two seconds', async () => {
    centre.contacts.set('c1', { disconnectedAt: centre.now });
    await centre.shows('ana', 'c1', 'REJECTED');
    expect(centre.criteria).toEqual([]);
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'abandoned', tried: [] });
    expect(centre.armed).toEqual([
      { timer: { kind: 'missed-call', agentId: 'ana', contactId: 'c1', after: 'caller-gone' }, dueAt: start + 5_000 },
    ]);
    centre.at(5);
    await fireTimer(centre, { timer: centre.armed[0]?.timer as never, dueAt: centre.now });
    expect(centre.sent).toMatchObject([{ priority: 'urgent', command: { notReady: false } }]);
    await centre.observe('ana', { since: -100 });
    expect((await centre.agents.load('ana'))?.availableSince).toBe(start - 100_000);
  });

  it('that Connect withdrew without a word counts as a miss', async () => {
    centre.at(10);
    await centre.observe('ana', { since: -100 });
    expect((await centre.calls.load('c1'))?.tried).toEqual(['ana']);
    expect(centre.armed).toEqual([]);
  });
});

describe('a planned agent who does something else', () => {
  it('loses the claim, and the next takes over what is left of the wait', async () => {
    await threeIdle();
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
    centre.at(23);
    await centre.observe('bo', { status: { name: 'Break', type: 'CUSTOM', since: centre.now } });
    expect(centre.lastCriteria('c1')).toBe('hold 7 | cy 22 | hold 8 | bo 60 | hold');
    expect((await centre.agents.load('bo'))?.claim).toBeNull();
  });

  it('because another call rang them loses it too', async () => {
    await threeIdle();
    await centre.ask('c1');
    await centre.shows('ana', 'other', 'CONNECTING');
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold 8 | cy,ana 90 | hold');
  });
});

describe('an agent who becomes idle', () => {
  beforeEach(async () => {
    await centre.observe('ana', { since: -100 });
    await centre.shows('bo', 'busy', 'CONNECTED');
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(20);
    await centre.shows('ana', 'c1', 'MISSED');
  });

  it('is given the restricted call that waits for them, when the slot ends', async () => {
    expect(centre.lastCriteria('c1')).toBe('hold 10 | bo 90 | hold');
    centre.at(25);
    await centre.observe('bo', { since: -50 });
    expect(centre.lastCriteria('c1')).toBe('hold 5 | bo 22 | hold');
  });

  it('is not given a call they have tried', async () => {
    centre.at(40);
    await centre.observe('ana', { since: 39 });
    expect(centre.criteria).toHaveLength(1);
  });

  it('is left to Connect when an older call is open to anyone', async () => {
    const older = new CallCentre();
    older.at(-30);
    await older.ask('open');
    older.at(0);
    await older.observe('ana', { since: -100 });
    expect(older.criteria).toEqual([]);
  });

  it('is not given a younger call that is restricted while an older one is open to anyone', async () => {
    const both = new CallCentre();
    await both.at(-30).ask('open');
    both.at(0);
    await both.observe('ana', { since: 0 });
    await both.observe('bo', { status: { name: 'Break', type: 'CUSTOM', since: both.now } });
    await both.ask('young');
    await both.shows('ana', 'young', 'CONNECTING');
    await both.at(20).shows('ana', 'young', 'MISSED');
    expect(both.lastCriteria('young')).toBe('hold 10 | bo 90 | hold');
    const written = both.criteria.length;
    await both.at(35).observe('bo', { since: 35 });
    expect(both.criteria).toHaveLength(written);
    expect((await both.agents.load('bo'))?.claim).toBeNull();
  });

  it('is given the call whose open plan ended at the maximum wait before an admin raised it', async () => {
    const older = new CallCentre();
    await older.set({ 'queue/max-wait-seconds': 100 });
    older.at(0);
    await older.ask('open');
    for (const second of [30, 60, 90]) await older.at(second).ask('open', 'tick');
    await older.set({ 'queue/max-wait-seconds': 300 });
    older.at(105);
    await older.observe('ana', { since: 105 });
    expect(older.lastCriteria('open')).toBe('ana 22 | hold');
  });

  it('is not given a caller whose lease ran out', async () => {
    centre.at(90);
    await centre.observe('bo', { since: -50 });
    expect(centre.criteria).toHaveLength(1);
  });
});

/** What EventBridge tells of caller c1. */
const told = (
  eventType: 'CONNECTED_TO_AGENT' | 'DISCONNECTED',
  agentId: string | null,
  at = centre.now,
): Parameters<typeof observeContact>[1] => ({
  eventType,
  at,
  contactId: 'c1',
  initialContactId: 'c1',
  previousContactId: null,
  channel: 'VOICE',
  initiationMethod: 'INBOUND',
  queueId: 'q1',
  queuedAt: start,
  agentId,
});

describe('the end of waiting', () => {
  it('frees the planned agent for the next call', async () => {
    await threeIdle();
    await centre.ask('c1');
    centre.at(3);
    await observeContact(centre, told('DISCONNECTED', null));
    expect((await centre.agents.load('ana'))?.claim).toBeNull();
    const reply = await centre.ask('c2');
    expect(reply.action === 'plan' && short(reply.steps)).toMatch(/^ana 22/);
  });

  it('is told by whichever event comes first, once', async () => {
    await threeIdle();
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTED');
    await observeContact(centre, told('CONNECTED_TO_AGENT', 'ana'));
    await observeContact(centre, told('DISCONNECTED', 'ana'));
    expect(centre.decisions.decisions.filter(({ type }) => type.startsWith('call.'))).toMatchObject([
      { type: 'call.answered', agentId: 'ana' },
    ]);
  });
});

describe('a contact event that is ahead of the agent stream', () => {
  const joined = (at = centre.now) => told('CONNECTED_TO_AGENT', 'ana', at);

  it('keeps the agent from other calls, until their own event says more', async () => {
    await threeIdle();
    await observeContact(centre.at(5), joined());
    const reply = await centre.ask('c2');
    expect(reply.action === 'plan' && short(reply.steps)).toMatch(/^bo 22/);
    await centre.at(6).shows('ana', 'c1', 'CONNECTED');
    expect((await centre.agents.load('ana'))?.claim).toBeNull();
  });

  it('gives the call that was planned for them to the next', async () => {
    await threeIdle();
    await centre.ask('c2');
    await observeContact(centre.at(5), joined());
    expect(centre.lastCriteria('c2')).toMatch(/^bo 22/);
    expect(await centre.agents.load('ana')).toMatchObject({ claim: { callId: 'c1' } });
  });

  it.each([
    ['older than what the agent stream told', -1, 0],
    ['a minute old', 5, 65],
  ])('means nothing when it is %s', async (_, happened, comes) => {
    await threeIdle();
    await observeContact(centre.at(comes), joined(start + happened * 1000));
    expect((await centre.agents.load('ana'))?.claim).toBeNull();
  });
});

describe('the end of a call that was answered, before anything told of the answer', () => {
  const end = () => told('DISCONNECTED', 'ana');

  it('is not taken for a caller who gave up', async () => {
    await threeIdle();
    await centre.ask('c1');
    await observeContact(centre.at(25), end());
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'answered' });
  });

  it('leads to no voicemail, although one was decided', async () => {
    await centre.ask('c1');
    await centre.at(120).ask('c1', 'tick');
    await observeContact(centre.at(125), end());
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'answered' });
    expect((await centre.voicemails.load('c1'))?.state).toEqual({ kind: 'cancelled' });
  });
});

describe('events late, twice and out of order', () => {
  it('a tick that asked a moment before the answer does not make the call wait again', async () => {
    await threeIdle();
    await centre.ask('c1');
    await centre.at(29).shows('ana', 'c1', 'CONNECTED');
    expect(await centre.at(30).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'answered' });
  });

  it('a stale one changes nothing and is said', async () => {
    await centre.observe('ana', { since: -100 });
    const late = centre.seen('ana', { contacts: [centre.contact('c1', 'MISSED')], observedAt: start - 1 });
    expect(await observeAgent(centre, late)).toBe('stale');
    expect(await centre.calls.load('c1')).toBeNull();
    expect(centre.decisions.decisions).toContainEqual(expect.objectContaining({ type: 'input.ignored', why: 'stale' }));
  });

  it('a duplicate changes nothing', async () => {
    await threeIdle();
    await centre.ask('c1');
    centre.at(20);
    const missed = centre.seen('ana', { contacts: [centre.contact('c1', 'MISSED')] });
    await observeAgent(centre, missed);
    const [call, agents] = [await centre.calls.load('c1'), await centre.agents.load('bo')];
    await observeAgent(centre, missed);
    expect(centre.decisions.decisions.at(-1)).toMatchObject({ type: 'input.ignored', why: 'duplicate' });
    expect(await centre.calls.load('c1')).toEqual(call);
    expect(await centre.agents.load('bo')).toEqual(agents);
  });
});
