import { MemoryDirectorySource } from '../../../adapters/memory/directory-source';
import { pageVerdict } from '../../../core/agent-page/agent-page';
import { rebalance } from '../../../core/blending/rebalance';
import { observeContact } from '../../../core/events/observe-contact';
import { CallCentre, short, start } from '../call-centre/call-centre';
import { directory } from '../directory-of-two-groups';

/* A group that is only observed: everything is decided and written down, and nothing of it reaches Connect. */

let centre: CallCentre;
const runsAs = (over: object) =>
  Object.assign(centre, {
    directory: new MemoryDirectorySource({
      ...directory,
      groups: directory.groups.map((group) => ({ ...group, ...over })),
    }),
  });
beforeEach(() => {
  centre = new CallCentre();
  runsAs({ mode: 'observe' });
});

const event = (
  eventType: 'QUEUED' | 'CONNECTED_TO_AGENT' | 'DISCONNECTED',
  contactId: string,
  agentId: string | null,
) =>
  observeContact(centre, {
    eventType,
    at: centre.now,
    contactId,
    initialContactId: contactId,
    previousContactId: null,
    channel: 'VOICE',
    initiationMethod: 'INBOUND',
    queueId: 'q1',
    queuedAt: centre.now,
    agentId,
  });
const queued = (callId = 'c1') => event('QUEUED', callId, null);
const answeredBy = (agentId: string, callId = 'c1') => event('CONNECTED_TO_AGENT', callId, agentId);
const of = (type: string) => centre.decisions.decisions.filter((decision) => decision.type === type);

/** The Campaign Manager is alive, and has work for twenty. */
async function linked(): Promise<void> {
  const link = await centre.campaigns.link();
  const told = { seq: 1, at: centre.now, version: (link?.version ?? 0) + 1 };
  await centre.campaigns.saveLink(
    { ...told, lastHeartbeatAt: centre.now, capabilities: [], toldAt: centre.now },
    link?.version ?? null,
  );
  const work = { campaign: 'renewals', callsAvailable: 100, dialsInFlight: 0, agentsNeeded: 20, priority: 1 };
  await centre.campaigns.save(
    { ...told, ...work, minAgents: null, maxAgents: null, outcomes: [] },
    link?.version ?? null,
  );
}

const until = (seconds: number) => centre.passTo(seconds);

/** What anybody outside could notice. */
const outside = () => ({
  criteria: centre.criteria,
  commands: centre.sent,
  campaigns: centre.told,
  ended: centre.stopped,
  voicemail: [...centre.armed].filter(({ timer }) => timer.kind === 'voicemail'),
});
const nothing = { criteria: [], commands: [], campaigns: [], ended: [], voicemail: [] };

async function anaBeforeBo(): Promise<void> {
  await centre.observe('ana', { since: -100 });
  await centre.observe('bo', { since: -50 });
}

describe('a caller of a group that is only observed', () => {
  it.each([
    ['the ring', 'bo', 'other-agent'],
    ['the queue', 'ana', 'same-agent'],
  ])(
    'is planned as of the moment before Connect rang anybody, where %s is heard of first',
    async (first, rung, outcome) => {
      await anaBeforeBo();
      const ring = () => centre.shows(rung, 'c1', 'CONNECTING');
      if (first === 'the ring') await ring();
      await queued();
      if (first !== 'the ring') await ring();
      expect(of('offer.planned')).toMatchObject([{ agentId: 'ana', candidates: ['ana', 'bo'], observed: true }]);
      await centre.at(5).shows(rung, 'c1', 'CONNECTED');
      expect(of('call.compared')).toMatchObject([{ outcome, agentId: rung, plannedAgentId: 'ana', observed: true }]);
      expect(outside()).toEqual(nothing);
    },
  );

  it('is planned for the agent Connect rings, though the index has them among the busy', async () => {
    await anaBeforeBo();
    await centre.at(1).shows('ana', 'c1', 'CONNECTING');
    await queued();
    expect(of('offer.planned')).toMatchObject([{ agentId: 'ana' }]);
  });

  it('keeps others from its agent as long as Connect may not have rung anybody yet, and no longer', async () => {
    await anaBeforeBo();
    await queued();
    await queued('c2');
    await centre.at(4);
    await queued('c3');
    expect(of('offer.planned').map((decision) => 'agentId' in decision && decision.agentId)).toEqual([
      'ana',
      'bo',
      'ana',
    ]);
  });

  it('would not have come back to an agent who missed it; that it did is written down, and is no alarm', async () => {
    await anaBeforeBo();
    await queued();
    await centre.at(1).shows('ana', 'c1', 'CONNECTING');
    await centre.at(21).shows('ana', 'c1', 'MISSED');
    expect(of('offer.planned').at(-1)).toMatchObject({ agentId: 'bo', observed: true });
    await centre.at(22).observe('ana', { since: 22 });
    await centre.at(23).shows('ana', 'c1', 'CONNECTING');
    expect(of('offer.repeated')).toMatchObject([{ agentId: 'ana', observed: true }]);
    expect((await centre.calls.load('c1'))?.tried).toEqual(['ana']);
    await until(60);
    expect(of('agent.parked').every(({ observed }) => observed)).toBe(true);
    expect(outside()).toEqual(nothing);
  });

  it('has asked nobody by a plan alone: whoever was only named is named again', async () => {
    await anaBeforeBo();
    await queued();
    await until(70);
    expect((await centre.calls.load('c1'))?.tried).toEqual([]);
    expect(of('offer.planned').map((decision) => 'agentId' in decision && decision.agentId)).toEqual([
      'ana',
      'ana',
      'ana',
    ]);
    expect(outside()).toEqual(nothing);
  });

  it('is told of once it has waited so long that it would have got voicemail, and left where it is', async () => {
    await queued();
    await until(200);
    expect(of('call.past-max-wait')).toHaveLength(1);
    await event('DISCONNECTED', 'c1', null);
    expect(of('call.compared')).toMatchObject([{ outcome: 'abandoned', inputs: { isOverdue: true } }]);
    expect(outside()).toEqual(nothing);
  });

  it('is left where Connect would have chosen in either case', async () => {
    await queued();
    await centre.at(20);
    await answeredBy('zoe');
    expect(of('call.compared')).toMatchObject([{ outcome: 'same-agent', plannedAgentId: null }]);
  });

  it('in a flow of ours is told nothing, and has voicemail there at the maximum wait, since that flow has no other end', async () => {
    await anaBeforeBo();
    expect(await centre.ask('c1')).toMatchObject({ action: 'wait' });
    expect(await centre.at(30).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    expect(of('offer.planned')).toMatchObject([{ agentId: 'ana' }, { agentId: 'ana' }]);
    expect(await centre.at(121).ask('c1', 'tick')).toMatchObject({ action: 'voicemail' });
    expect(centre.criteria).toEqual([]);
  });

  it('in a flow of ours is held for voicemail once a ring past the maximum wait is over: the next would keep it from there', async () => {
    await anaBeforeBo();
    await centre.ask('c1');
    await centre.at(119).shows('bo', 'c1', 'CONNECTING');
    expect(await centre.at(120).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    await centre.at(139).shows('bo', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('hold');
    expect(await centre.at(150).ask('c1', 'tick')).toMatchObject({ action: 'voicemail' });
  });

  it('is not kept from anybody by the agents page: it stays Available after a miss', async () => {
    await anaBeforeBo();
    await queued();
    await centre.shows('ana', 'c1', 'CONNECTING');
    await centre.at(20).shows('ana', 'c1', 'MISSED');
    expect(await pageVerdict(centre, { agentId: 'ana', contactId: 'c1', shown: 'missed' })).toMatchObject({
      after: 'available',
    });
  });
});

describe('agents of a group that is only observed', () => {
  const blended = { routingProfileId: 'blended-in', queueIds: ['q2'] };
  it('are never moved; the move is written down once while they stay idle, and again when they are anew', async () => {
    for (const agent of ['ana', 'bo', 'cy']) await centre.observe(agent, { since: 0, ...blended });
    const decideAt = async (seconds: number) => {
      centre.at(seconds);
      await linked();
      await rebalance(centre, { group: 'blend', manual: null });
    };
    for (const seconds of [40, 55, 90]) await decideAt(seconds);
    expect(of('move.decided')).toMatchObject([
      { agentId: 'ana', to: 'outbound', observed: true },
      { agentId: 'bo', to: 'outbound', observed: true },
    ]);
    expect((await centre.agents.load('ana'))?.outbound).toMatchObject({ side: 'inbound', move: null, tether: null });
    await centre
      .at(100)
      .observe('ana', { ...blended, contacts: [{ ...centre.contact('c9', 'CONNECTED'), queueId: 'q2' }] });
    await centre.at(110).observe('ana', blended);
    await decideAt(180);
    expect(of('move.decided')).toHaveLength(3);
    expect(outside()).toEqual(nothing);
  });

  it('are refused to a supervisor, in a sentence', async () => {
    await centre.observe('ana', { since: 0, ...blended });
    await rebalance(centre.at(5), {
      group: 'blend',
      manual: { requestId: 'r', agentId: 'ana', to: 'outbound', by: 'maria' },
    });
    expect(of('move.refused')).toMatchObject([
      { agentId: 'ana', reason: 'the group is only observed: nobody is moved' },
    ]);
    expect(outside()).toEqual(nothing);
  });

  it.each(['outbound', 'blended-out'])('get no tether, though their profile is %s', async (routingProfileId) => {
    await linked();
    await centre.observe('out', { since: 0, routingProfileId, queueIds: [] });
    await until(60);
    expect(outside()).toEqual(nothing);
  });
});

describe('one threshold goes back', () => {
  beforeEach(() => {
    runsAs({});
  });
  const rule = { group: 'sales', manual: null };

  it('callers with criteria of ours are opened to anyone, and written down from then on', async () => {
    await anaBeforeBo();
    const reply = await centre.ask('c1');
    expect(reply.action === 'plan' && short(reply.steps)).toBe('ana 22 | hold 8 | bo 90 | hold');
    await centre.set({ 'rollout/mode': 'observe' });
    await rebalance(centre, rule);
    await until(6);
    expect(centre.lastCriteria('c1')).toBe('anyone');
    expect(await centre.calls.load('c1')).toMatchObject({ plan: { observed: true } });
    expect(centre.criteria).toHaveLength(1);
    await until(40);
    expect(centre.criteria).toHaveLength(1);
    expect(await centre.ask('c1', 'tick')).toMatchObject({ action: 'wait' });
  });

  it('a caller who is rung then is opened when the ring is over, by whoever hears of it', async () => {
    await anaBeforeBo();
    await centre.ask('c1');
    await centre.at(1).shows('ana', 'c1', 'CONNECTING');
    await centre.set({ 'rollout/mode': 'observe' });
    await rebalance(centre, rule);
    await until(15);
    expect(centre.criteria).toEqual([]);
    await centre.at(21).shows('ana', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('anyone');
  });

  it('a tick opens a caller whom nothing else did, in its answer, and once more should that be lost', async () => {
    await anaBeforeBo();
    await centre.ask('c1');
    await centre.set({ 'rollout/mode': 'observe' });
    const ticks = [];
    for (const second of [30, 60, 90]) {
      const reply = await centre.at(second).ask('c1', 'tick');
      ticks.push(reply.action === 'plan' ? short(reply.steps) : reply.action);
    }
    expect(ticks).toEqual(['anyone', 'anyone', 'wait']);
  });

  it('a tick opens a caller also where offers were switched off before, and by the API where the flow cannot', async () => {
    await anaBeforeBo();
    await centre.ask('c1');
    await centre.set({ 'offer/enabled': false, 'rollout/mode': 'observe' });
    expect(await centre.at(30).ask('c1', 'tick')).toMatchObject({ action: 'plan' });
    expect(await centre.ask('c1', 'criteria-refused')).toMatchObject({ action: 'hold' });
    await until(32);
    expect(centre.lastCriteria('c1')).toBe('anyone');
  });

  it('an agent on a tether is given back after the work in hand, as by blend/enabled', async () => {
    await centre.set({ 'rollout/mode': 'observe' }, 'blend');
    const agent = centre.seen('sam', { routingProfileId: 'blended-in', queueIds: ['q2'] });
    await centre.observe('sam', { routingProfileId: agent.routingProfileId, queueIds: agent.queueIds });
    const known = await centre.agents.load('sam');
    if (known === null) throw new Error('sam is not known');
    const tether = {
      tetherId: 't1',
      state: 'ready',
      contactId: 'tc',
      campaigns: ['renewals'],
      attempt: 1,
      requestedAt: start,
      expiresAt: start,
      retryAt: null,
    };
    const outbound = {
      ...known.outbound,
      side: 'outbound',
      tether,
      work: { tetherId: 't1', state: 'idle', campaign: null, seq: 1, since: start },
    };
    await centre.agents.save({ ...known, idle: false, outbound, version: known.version + 1 } as never, known.version, {
      dropClaim: false,
    });
    await rebalance(centre, { group: 'blend', manual: null });
    expect((await centre.agents.load('sam'))?.outbound.giveBack).not.toBeNull();
    expect(centre.told.length).toBeGreaterThan(0);
  });

  it('and forth again: callers who wait are planned, and Connect is told', async () => {
    await anaBeforeBo();
    await centre.set({ 'rollout/mode': 'observe' });
    await centre.ask('c1');
    expect(centre.criteria).toEqual([]);
    await centre.set({ 'rollout/mode': 'deployed' });
    await rebalance(centre, rule);
    await until(8);
    expect(centre.lastCriteria('c1')).toMatch(/^ana 22 \| hold 8 \| bo \d+ \| hold$/);
  });
});

describe('a pilot of some agents', () => {
  beforeEach(() => {
    runsAs({ pilot: ['ANA'] });
  });
  const steps = async (callId: string) => {
    const reply = await centre.ask(callId);
    return reply.action === 'plan' ? short(reply.steps) : reply.action;
  };

  it('offers a caller to one of them in their turn, and to everybody after their time', async () => {
    await anaBeforeBo();
    expect(await steps('c1')).toBe('ana 22 | hold 8 | anyone 90 | hold');
  });

  it('leaves a caller to Connect when it is the turn of somebody else, who is not claimed', async () => {
    await centre.observe('bo', { since: -100 });
    await centre.observe('ana', { since: -50 });
    expect(await steps('c1')).toBe('anyone 120 | hold');
    expect(of('offer.open')).toHaveLength(1);
    for (const agent of ['ana', 'bo']) expect((await centre.agents.load(agent))?.claim ?? null).toBeNull();
  });

  it('after one of them has missed a call it is open to everybody, and not written over and over', async () => {
    await anaBeforeBo();
    await centre.ask('c1');
    await centre.at(1).shows('ana', 'c1', 'CONNECTING');
    await centre.at(21).shows('ana', 'c1', 'MISSED');
    expect(centre.lastCriteria('c1')).toBe('anyone 99 | hold');
    expect(await centre.at(35).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    expect(centre.criteria).toHaveLength(1);
  });

  it('parks those in it and nobody else, and tells the page of nobody else to', async () => {
    await anaBeforeBo();
    for (const [second, agent] of [
      [1, 'ana'],
      [30, 'bo'],
    ] as const) {
      await centre.at(second).ask(agent);
      await centre.shows(agent, agent, 'CONNECTING');
      await centre.at(second + 20).shows(agent, agent, 'MISSED');
    }
    await until(70);
    expect(centre.sent.map(({ command }) => 'agentId' in command && command.agentId)).toEqual(['ana']);
    const verdicts = ['ana', 'bo'].map((agentId) =>
      pageVerdict(centre, { agentId, contactId: agentId, shown: 'missed' }),
    );
    expect((await Promise.all(verdicts)).map((verdict) => verdict?.after)).toEqual(['not-ready', 'available']);
  });

  it('counts no second ring of those who are not in it', async () => {
    await centre.ask('c1');
    for (const second of [1, 30]) {
      await centre.at(second).shows('bo', 'c1', 'CONNECTING');
      await centre.at(second + 20).shows('bo', 'c1', 'MISSED');
      await centre.at(second + 21).observe('bo', { since: second + 21 });
    }
    expect(of('offer.repeated')).toEqual([]);
  });

  it('moves those in it and nobody else, also for a supervisor', async () => {
    const blended = { routingProfileId: 'blended-in', queueIds: ['q2'], since: 0 };
    for (const agent of ['bo', 'ana', 'cy']) await centre.observe(agent, blended);
    centre.at(60);
    await linked();
    await rebalance(centre, { group: 'blend', manual: { requestId: 'r', agentId: 'bo', to: 'outbound', by: 'maria' } });
    expect(of('move.decided')).toMatchObject([{ agentId: 'ana' }]);
    expect(of('move.refused')).toMatchObject([{ agentId: 'bo', reason: 'bo is not in the pilot of this group' }]);
  });

  it('gives no tether to those who are not in it', async () => {
    await linked();
    for (const agent of ['ana', 'bo'])
      await centre.observe(agent, { since: 0, routingProfileId: 'outbound', queueIds: [] });
    expect(centre.told.map((command) => 'username' in command && command.username)).toEqual(['ana']);
  });
});
