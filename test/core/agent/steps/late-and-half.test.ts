import { MemoryAgentStore } from '../../../../adapters/memory/agent-store';
import { observeAgent } from '../../../../core/events/observe-agent';
import { planOffer } from '../../../../core/offering/plan-offer';
import { CallCentre, short, start } from '../../call-centre/call-centre';
import { dyingAt, untilKilled } from '../../call-centre/dying-ports';

let centre: CallCentre;
beforeEach(() => {
  centre = new CallCentre();
});

const tried = async (callId = 'c1') => (await centre.calls.load(callId))?.tried;
const claimOf = async (agentId: string) => (await centre.agents.load(agentId))?.claim?.callId ?? null;

/** A centre whose index of agents shows what was so `seconds` ago. */
function lagging(seconds: number): CallCentre {
  const world = new CallCentre();
  return Object.assign(world, { agents: new MemoryAgentStore(world.clock, () => seconds * 1000) });
}

/** ana was rung and missed the call; nobody else is logged in. */
async function missedByAna(): Promise<void> {
  await centre.observe('ana', { since: -100 });
  await centre.ask('c1');
  await centre.shows('ana', 'c1', 'CONNECTING');
  centre.at(20);
  await centre.shows('ana', 'c1', 'MISSED');
}

describe('an index that lags', () => {
  beforeEach(() => {
    centre = lagging(5);
    centre.at(-100);
  });

  it('does not keep an agent who logs in from the call that waits for somebody', async () => {
    await centre.observe('ana', { since: -100 });
    centre.at(0);
    await missedByAna();
    centre.at(24);
    await centre.observe('bo', { since: 24 });
    expect(centre.lastCriteria('c1')).toBe('hold 6 | bo 22 | hold');
    expect(await claimOf('bo')).toBe('c1');
  });

  it('does not send a caller to voicemail while an untried agent is at work, whom it misses at this moment', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.shows('bo', 'busy', 'CONNECTED');
    centre.at(0);
    await missedByAna();
    expect(centre.lastCriteria('c1')).toBe('hold 10 | bo 90 | hold');
    // DynamoDB moves an index entry by a delete and a put; a read may come in between.
    const between: CallCentre = Object.assign(Object.create(centre), {
      agents: Object.assign(Object.create(centre.agents), { ranked: async () => ({ agents: [], next: null }) }),
    });
    const tick = { stage: 'tick', callId: 'c1', initialContactId: 'c1', queueId: 'q1', required: [] } as const;
    centre.at(30);
    const reply = await planOffer(between, tick);
    expect(reply.action === 'plan' && short(reply.steps)).toBe('bo 90 | hold');
    centre.at(60);
    await centre.observe('bo', { status: { name: 'Offline', type: 'OFFLINE', since: centre.now } });
    expect(await planOffer(between, tick)).toMatchObject({ action: 'voicemail' });
  });
});

describe('a redelivery that comes late', () => {
  it('gives the plan its right durations, so that no ring starts past the maximum wait', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(20);
    const missed = centre.seen('ana', { contacts: [centre.contact('c1', 'MISSED')] });
    await observeAgent(centre, missed);
    expect(centre.lastCriteria('c1')).toBe('hold 10 | bo 22 | hold');
    centre.at(26);
    await observeAgent(centre, missed);
    expect(centre.lastCriteria('c1')).toBe('hold 4 | bo 22 | hold');
    // The flow was heard of all the time.
    const call = await centre.calls.load('c1');
    if (call)
      await centre.calls.save({ ...call, leaseUntil: start + 165_000, version: call.version + 1 }, call.version);
    centre.at(110);
    await observeAgent(centre, missed);
    expect(centre.lastCriteria('c1')).toBe('bo 10 | hold');
  });

  it('writes nothing under the ring of the next', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    centre.at(4);
    const declined = centre.seen('ana', { contacts: [centre.contact('c1', 'REJECTED')] });
    await observeAgent(centre, declined);
    await centre.shows('bo', 'c1', 'CONNECTING');
    const written = centre.criteria.length;
    centre.at(10);
    await observeAgent(centre, declined);
    expect(centre.criteria).toHaveLength(written);
  });
});

describe("an agent's events that come late", () => {
  it('leave the ring of the next agent alone, and count as tried all the same', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    const rang = { ...centre.contact('c1', 'CONNECTING') };
    centre.at(31);
    await centre.observe('ana', {
      status: { name: 'Break', type: 'CUSTOM', since: centre.now },
      observedAt: start + 1,
    });
    expect((await centre.ask('c1', 'tick')).action).toBe('plan');
    centre.at(32);
    await centre.shows('bo', 'c1', 'CONNECTING');
    const written = centre.criteria.length;
    await observeAgent(centre, centre.seen('ana', { contacts: [rang], observedAt: start + 2 }));
    expect((await centre.calls.load('c1'))?.ringing?.agentId).toBe('bo');
    await observeAgent(
      centre,
      centre.seen('ana', { contacts: [{ ...rang, state: 'MISSED' }], observedAt: start + 22_000 }),
    );
    expect(await centre.calls.load('c1')).toMatchObject({ tried: ['ana'], ringing: { agentId: 'bo' } });
    expect(centre.criteria).toHaveLength(written);
  });

  it('tell of a miss even after a newer observation: the call must not come back', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    const missed = { ...centre.contact('c1', 'MISSED'), since: start + 20_000 };
    centre.at(28);
    await centre.observe('ana', { status: { name: 'Break', type: 'CUSTOM', since: start + 27_000 } });
    expect(await tried()).toEqual([]);
    const late = centre.seen('ana', { contacts: [missed], observedAt: start + 20_000 });
    expect(await observeAgent(centre, late)).toBe('stale');
    expect(await tried()).toEqual(['ana']);
  });

  it('tell of no miss when the caller had hung up', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.ask('c1');
    centre.at(28);
    await centre.observe('ana', { status: { name: 'Break', type: 'CUSTOM', since: start + 27_000 } });
    centre.contacts.set('c1', { disconnectedAt: start + 20_000 });
    const rejected = { ...centre.contact('c1', 'REJECTED'), since: start + 20_000 };
    await observeAgent(centre, centre.seen('ana', { contacts: [rejected], observedAt: start + 20_000 }));
    expect(await tried()).toEqual([]);
  });
});

describe('a ring that vanished from the softphone', () => {
  beforeEach(async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    centre.at(15);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'is a miss although the function dies after its effect number %i',
    async (step) => {
      const gone = centre.seen('ana', { since: -100 });
      await untilKilled(observeAgent(dyingAt(centre, step, 'after'), gone));
      await observeAgent(centre, gone);
      expect(await tried()).toEqual(['ana']);
      expect(centre.lastCriteria('c1')).toMatch(/^hold 15 \| bo 22 /);
    },
  );

  it('because the caller hung up ends the call and frees the agent', async () => {
    centre.contacts.set('c1', { disconnectedAt: centre.now });
    await centre.observe('ana', { since: -100 });
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'abandoned', tried: [] });
    expect(await centre.agents.load('ana')).toMatchObject({ claim: null, availableSince: start - 100_000 });
  });

  it('because the agent talked, whose events were lost, costs the place in line', async () => {
    centre.contacts.set('c1', { connectedToAgentAt: start + 5_000, agentId: 'ana', disconnectedAt: start + 60_000 });
    centre.at(70);
    await centre.observe('ana', { since: -100 });
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'answered', tried: [] });
    expect((await centre.agents.load('ana'))?.availableSince).toBe(start + 70_000);
  });
});

describe('an agent promised to a call', () => {
  it.each([
    ['their queues', { queueIds: ['q2'] }],
    ['their routing profile', { routingProfileId: 'out' }],
  ])('who loses %s frees the call at once', async (_, changed) => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    centre.at(2);
    await centre.observe('ana', { since: -100, ...changed });
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold');
    expect(await claimOf('ana')).toBeNull();
  });

  it('is promised to none that is past the maximum wait', async () => {
    await missedByAna();
    centre.at(121);
    await centre.ask('c2');
    await centre.observe('bo', { since: 121 });
    expect(await claimOf('bo')).toBeNull();
  });
});
