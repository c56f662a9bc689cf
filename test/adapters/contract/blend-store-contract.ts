import type { AgentRecord } from '../../../core/agent/agent';
import type { AgentStore, CallMeter } from '../../../core/agent/ports';
import type { BlendBounds, BlendStore } from '../../../core/blending/ports';
import type { CampaignRecord } from '../../../core/campaign-contract/campaign';
import type { CampaignStore } from '../../../core/campaign-contract/ports';
import { emptyLedger, type GroupLedger } from '../../../core/group/group-ledger';
import { mostTasks, taskCountsMs } from '../../../core/group/waiting-task';
import type { CallStore } from '../../../core/offering/ports';
import type { ThresholdSnapshots } from '../../../core/thresholds/ports';
import { defaultThresholds } from '../../../core/thresholds/thresholds';
import { indexSettles } from './agent-store-contract';
import { aCall, anAgent, aTether, type HandClock, onTether, start } from './builders';

export interface BlendWorld {
  readonly blend: BlendStore;
  readonly agents: AgentStore;
  readonly calls: CallStore;
  readonly campaigns: CampaignStore;
  readonly meter: CallMeter;
  readonly thresholds: Pick<ThresholdSnapshots, 'publish'>;
  readonly clock: HandClock;
}

export const aCampaign = (campaign: string, changes: Partial<CampaignRecord> = {}): CampaignRecord => ({
  campaign,
  seq: 4,
  at: start,
  callsAvailable: 120,
  dialsInFlight: 3,
  agentsNeeded: 6,
  priority: 1,
  minAgents: null,
  maxAgents: 8,
  outcomes: [{ outcome: 'sold', label: 'Sold' }],
  version: 1,
  ...changes,
});

export const blendBounds: BlendBounds = {
  waiting: 10,
  idleInbound: 5,
  idleInboundCount: 20,
  outbound: 10,
  outboundListed: 20,
  outboundShards: 1,
};

/** What every blend store reads and keeps. `make` gives a new, empty world each time. */
export function blendStoreContract(make: () => Promise<BlendWorld>): void {
  const put = async (world: BlendWorld, ...records: readonly AgentRecord[]) => {
    for (const record of records) await world.agents.save(record, null, { dropClaim: false });
  };
  const read = (world: BlendWorld, changes: { bounds?: Partial<BlendBounds>; also?: readonly string[] } = {}) => {
    world.clock.advance(indexSettles);
    return world.blend.read('sales', ['spring', 'autumn'], { ...blendBounds, ...changes.bounds }, changes.also ?? []);
  };
  const ids = (agents: readonly AgentRecord[]) => agents.map((agent) => agent.agentId);

  it('reads defaults and nothing where nothing is stored', async () => {
    expect(await read(await make(), { also: ['nobody'] })).toEqual({
      ledger: null,
      staffed: { inbound: 0, outbound: 0, teams: {} },
      thresholds: { group: 'sales', version: 0, thresholds: defaultThresholds, rejected: null },
      waiting: [],
      idleInbound: [],
      idleInboundCount: 0,
      outbound: [],
      also: [],
      campaigns: [],
      link: null,
      callsInProgress: 0,
      tasksWaiting: 0,
      unread: { inbound: 0, outbound: 0 },
      outboundUnread: [],
    });
  });

  it('reads everything of the group, every field of it, and nothing of another group', async () => {
    const world = await make();
    const ann = anAgent('ann');
    const bob = anAgent('bob', { idle: false, outbound: onTether('bob') });
    const call = aCall('call-1');
    const spring = aCampaign('spring');
    const thresholds = { group: 'sales', version: 1, thresholds: defaultThresholds, rejected: 'offer/seconds is "x"' };
    const ledger = { ...emptyLedger('sales'), version: 1, nextCheckAt: start + 7 };
    await put(world, ann, bob, anAgent('dee', { group: 'service', pool: 'service/0' }));
    await world.calls.save(call, null);
    await world.calls.save(aCall('call-2', { group: 'service' }), null);
    await world.campaigns.save(spring, null);
    await world.campaigns.save(aCampaign('summer'), null);
    await world.campaigns.saveLink(
      { lastHeartbeatAt: start, seq: 9, capabilities: ['hold-agents'], toldAt: start, version: 1 },
      null,
    );
    await world.thresholds.publish(thresholds, 0);
    await world.blend.saveLedger(ledger, 0);
    await world.blend.countStaffed('sales', { inbound: 1, outbound: 1, teams: { 'spring,autumn': 1 } });
    await world.meter.started('contact-1');
    expect(await read(world, { also: ['dee', 'ann'] })).toEqual({
      ledger,
      staffed: { inbound: 1, outbound: 1, teams: { 'spring,autumn': 1 } },
      thresholds,
      waiting: [call],
      idleInbound: [ann],
      idleInboundCount: 1,
      outbound: [bob],
      also: [anAgent('dee', { group: 'service', pool: 'service/0' }), ann],
      campaigns: [spring],
      link: { lastHeartbeatAt: start, seq: 9, capabilities: ['hold-agents'], toldAt: start, version: 1 },
      callsInProgress: 1,
      tasksWaiting: 0,
      unread: { inbound: 0, outbound: 0 },
      outboundUnread: [],
    });
  });

  it('has waiting calls in the order they were queued, campaigns in the order asked for', async () => {
    const world = await make();
    await world.calls.save(aCall('call-b', { queuedAt: start + 2 }), null);
    await world.calls.save(aCall('call-a', { queuedAt: start + 1 }), null);
    await world.calls.save(aCall('call-c', { queuedAt: start + 3 }), null);
    await world.campaigns.save(aCampaign('autumn'), null);
    await world.campaigns.save(aCampaign('spring'), null);
    const reading = await read(world, { bounds: { waiting: 2 } });
    expect(reading.waiting.map((call) => call.callId)).toEqual(['call-a', 'call-b']);
    expect(reading.campaigns.map((record) => record.campaign)).toEqual(['spring', 'autumn']);
  });

  it('has blended agents idle longest on the inbound side first, and counts beyond those it reads', async () => {
    const world = await make();
    await put(
      world,
      anAgent('ann', { idleOnSideSince: start + 3 }),
      anAgent('bob', { idleOnSideSince: start + 1 }),
      anAgent('carl', { idleOnSideSince: start, kind: 'inbound' }),
      anAgent('dora', { idleOnSideSince: start + 2 }),
      anAgent('eve', { idle: false }),
      anAgent('fay', { staffed: false }),
    );
    const reading = await read(world, { bounds: { idleInbound: 2 } });
    expect(ids(reading.idleInbound)).toEqual(['bob', 'dora']);
    expect(reading.idleInboundCount).toBe(4);
    expect((await read(world, { bounds: { idleInbound: 2, idleInboundCount: 3 } })).idleInboundCount).toBe(3);
    const nobody = await read(world, {
      bounds: { idleInbound: 0, idleInboundCount: 0, waiting: 0, outbound: 0, outboundListed: 0 },
    });
    expect([nobody.idleInbound, nobody.idleInboundCount, nobody.outbound]).toEqual([[], 0, []]);
  });

  it('reads some of every team that is listed, though others stand before them', async () => {
    const world = await make();
    const crowd = Array.from({ length: 8 }, (_, index) => `crowd-${index}`);
    const autumn = { campaigns: ['autumn'] };
    const outside = (agentId: string) => ({ idle: false, outbound: onTether(agentId) });
    await put(
      world,
      ...crowd.map((name, index) => anAgent(name, { idleOnSideSince: start + index })),
      anAgent('ann', { ...autumn, idleOnSideSince: start + 9 }),
      ...crowd.map((name) => anAgent(`out-${name}`, outside(`out-${name}`))),
      anAgent('bob', { ...autumn, ...outside('bob'), availableSince: start + 9 }),
    );
    const bounds = { idleInbound: 4, outbound: 4, outboundListed: 9 };
    const reading = await read(world, { bounds });
    expect(ids(reading.idleInbound)).toEqual(['crowd-0', 'crowd-1', 'crowd-2', 'ann']);
    expect(ids(reading.outbound)).toEqual(['out-crowd-0', 'out-crowd-1', 'out-crowd-2', 'bob']);
    const fewer = await read(world, { bounds: { ...bounds, outboundListed: 8 } });
    expect(ids(fewer.outbound)).not.toContain('bob');
  });

  it('has outbound agents in the order they would be asked back, those of kind outbound last, and nobody who is on the move', async () => {
    const world = await make();
    const working = (agentId: string, state: 'talking' | 'wrap-up' | 'idle', changes: Partial<AgentRecord> = {}) => {
      const outbound = onTether(agentId);
      const work = outbound.work && { ...outbound.work, state };
      return anAgent(agentId, { idle: false, outbound: { ...outbound, work }, ...changes });
    };
    const moving = working('gus', 'idle');
    await put(
      world,
      working('ann', 'talking'),
      working('bob', 'wrap-up'),
      working('carl', 'idle', { availableSince: start + 1 }),
      working('dora', 'idle'),
      working('eve', 'idle', { kind: 'outbound' }),
      anAgent('fay', {
        availableSince: start + 2,
        outbound: onTether('fay', { tether: aTether('t', { state: 'failed' }) }),
      }),
      {
        ...moving,
        outbound: {
          ...moving.outbound,
          move: {
            moveId: 'm-1',
            to: 'inbound',
            rule: 'caller-waiting',
            callId: 'call-1',
            when: 'now',
            phase: 'releasing',
            decidedAt: start,
            deadline: start + 10_000,
          },
        },
      },
    );
    expect(ids((await read(world)).outbound)).toEqual(['dora', 'carl', 'fay', 'bob', 'ann', 'eve']);
    expect(ids((await read(world, { bounds: { outbound: 2, outboundListed: 2 } })).outbound)).toEqual(['dora', 'carl']);
  });

  it('has all agents outside looked at in turn where they are in several parts, those of before there were more among them', async () => {
    const world = await make();
    const outside = (agentId: string, pool: string, version = 1) =>
      anAgent(agentId, { idle: false, pool, version, outbound: onTether(agentId) });
    await put(world, outside('ann', 'sales/0'), outside('bob', 'sales/0'), anAgent('inga', { pool: 'sales/2' }));
    const bounds = { outboundShards: 3 };
    const seen = async () => {
      const readings = [await read(world, { bounds }), await read(world, { bounds }), await read(world, { bounds })];
      expect(readings.map(({ idleInbound }) => ids(idleInbound))).toEqual([['inga'], ['inga'], ['inga']]);
      return readings.map(({ outbound }) => ids(outbound).join()).sort();
    };
    expect(await seen()).toEqual(['', '', 'ann,bob']);
    // Each stands where it belongs as soon as anything is heard of it.
    await world.agents.save(outside('bob', 'sales/2', 2), 1, { dropClaim: false });
    expect(await seen()).toEqual(['', 'ann', 'bob']);
  });

  it('counts as unread who stands in parts that were not looked at', async () => {
    const world = await make();
    await put(world, ...[0, 1, 2].map((n) => anAgent(`out-${n}`, { idle: false, outbound: onTether(`out-${n}`) })));
    const readings = [0, 1].map(() => read(world, { bounds: { outbound: 2, outboundListed: 3, outboundShards: 2 } }));
    expect((await Promise.all(readings)).map(({ unread }) => unread.outbound).sort()).toEqual([0, 4]);
  });

  it('moves an agent between the two lists with what is saved', async () => {
    const world = await make();
    await put(world, anAgent('ann'));
    expect(ids((await read(world)).idleInbound)).toEqual(['ann']);
    const away = anAgent('ann', { version: 2, idle: false, outbound: onTether('ann') });
    await world.agents.save(away, 1, { dropClaim: false });
    const reading = await read(world);
    expect([ids(reading.idleInbound), ids(reading.outbound)]).toEqual([[], ['ann']]);
    await world.agents.save({ ...away, version: 3, staffed: false }, 2, { dropClaim: false });
    const gone = await read(world);
    expect([ids(gone.idleInbound), ids(gone.outbound)]).toEqual([[], []]);
  });

  it('gives records as they are now, claims included, whatever the order is of', async () => {
    const world = await make();
    await put(world, anAgent('ann'));
    await world.calls.save(aCall('call-1'), null);
    world.clock.advance(indexSettles);
    await world.agents.claim('ann', { callId: 'call-1', until: start + 60_000 }, start);
    await world.calls.noteRinging('call-1', { agentId: 'ann', since: start });
    const { idleInbound, waiting, also } = await read(world, { also: ['ann'] });
    const claimed = anAgent('ann', { claim: { callId: 'call-1', until: start + 60_000 } });
    expect([idleInbound, also]).toEqual([[claimed], [claimed]]);
    expect(waiting[0]?.ringing).toEqual({ agentId: 'ann', since: start });
  });

  it('counts contacts, and tethers on their way until their time is over', async () => {
    const world = await make();
    for (let index = 0; index < 20; index++) await world.meter.started(`contact-${index}`);
    await world.meter.hold(['t-1', 't-2'], start + indexSettles + 1_000);
    expect((await read(world)).callsInProgress).toBe(22);
    world.clock.advance(1_000 - indexSettles);
    expect((await read(world)).callsInProgress).toBe(20);
  });

  it('has others read at each turn that the ledger tells of, and the first ones always', async () => {
    const world = await make();
    const names = Array.from({ length: 20 }, (_, n) => `agent-${String(n).padStart(2, '0')}`);
    await put(world, ...names.map((name, n) => anAgent(name, { idle: true, idleOnSideSince: start + n })));
    const bounds = { idleInbound: 8, idleInboundCount: 20 };
    let version = 0;
    const readAt = async (turn: number | undefined) => {
      const ledger = { ...emptyLedger('sales'), version: version + 1, ...(turn !== undefined && { turn }) };
      expect(await world.blend.saveLedger(ledger, version++)).toBe('saved');
      const reading = await read(world, { bounds });
      expect(reading).toMatchObject({ idleInboundCount: 20, unread: { inbound: 12, outbound: 0 } });
      expect(reading.ledger?.turn).toBe(turn);
      return ids(reading.idleInbound).map((id) => Number(id.slice(-2)));
    };
    expect(await readAt(undefined)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await readAt(1)).toEqual([0, 1, 8, 9, 10, 11, 12, 13]);
    expect(await readAt(2)).toEqual([0, 1, 14, 15, 16, 17, 18, 19]);
    expect(await readAt(3)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await readAt(undefined)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('names those on the outbound side who are listed and not read', async () => {
    const world = await make();
    const names = Array.from({ length: 7 }, (_, n) => `agent-${n}`);
    for (const name of names) await put(world, anAgent(name, { idle: false, outbound: onTether(name) }));
    const reading = await read(world, { bounds: { outbound: 3 } });
    expect([...ids(reading.outbound), ...reading.outboundUnread].sort()).toEqual(names);
    expect(reading.outbound).toHaveLength(3);
  });

  it('counts tasks that wait, each once, until they are over or too old', async () => {
    const world = await make();
    const task = { contactId: 'k:1', queuedAt: start };
    const later = { contactId: 'k2', queuedAt: start + 5_000 };
    for (const one of [task, task, later]) await world.blend.taskWaits('sales', one);
    await world.blend.taskWaits('service', { contactId: 'k3', queuedAt: start });
    expect((await read(world)).tasksWaiting).toBe(2);
    expect([...(await world.blend.tasks('sales'))].sort((a, b) => a.queuedAt - b.queuedAt)).toEqual([task, later]);
    await world.blend.tasksOver('sales', [task, { contactId: 'never', queuedAt: start }]);
    await world.blend.tasksOver('sales', []);
    expect((await read(world)).tasksWaiting).toBe(1);
    world.clock.advance(taskCountsMs);
    expect((await read(world)).tasksWaiting).toBe(0);
    await world.blend.tasksOver('sales', [later]);
    expect(await world.blend.tasks('sales')).toEqual([]);
  });

  it('notes no more tasks than count', async () => {
    const { blend } = await make();
    for (let n = 0; n < mostTasks + 3; n++) await blend.taskWaits('sales', { contactId: `k${n}`, queuedAt: start });
    expect(await blend.tasks('sales')).toHaveLength(mostTasks);
  });

  it('saves a ledger only on the version expected', async () => {
    const { blend } = await make();
    const moved: GroupLedger = {
      group: 'sales',
      version: 2,
      moves: [
        {
          moveId: 'm-1',
          agentId: 'ann',
          username: 'ann',
          campaigns: ['spring'],
          to: 'inbound',
          rule: 'caller-waiting',
          callId: 'call-1',
          when: 'after-work',
          decidedAt: start,
          deadline: null,
        },
      ],
      nextCheckAt: start + 5_000,
      hold: { fence: 2, agentIds: ['ann', 'bob'], until: start + 60_000 },
    };
    expect(await blend.ledger('sales')).toBeNull();
    expect(await blend.saveLedger(moved, 1)).toBe('conflict');
    expect(await blend.saveLedger({ ...emptyLedger('sales'), version: 1 }, 0)).toBe('saved');
    expect(await blend.saveLedger({ ...emptyLedger('sales'), version: 1 }, 0)).toBe('conflict');
    expect([...(await Promise.all([blend.saveLedger(moved, 1), blend.saveLedger(moved, 1)]))].sort()).toEqual([
      'conflict',
      'saved',
    ]);
    expect(await blend.ledger('sales')).toEqual(moved);
    expect(await blend.ledger('service')).toBeNull();
  });

  it('adds up who is staffed, each group for itself', async () => {
    const { blend } = await make();
    await Promise.all([
      blend.countStaffed('sales', { inbound: 1, outbound: 0, teams: {} }),
      blend.countStaffed('sales', { inbound: 1, outbound: 0, teams: {} }),
      blend.countStaffed('sales', { inbound: -1, outbound: 1, teams: { spring: 1, autumn: 2 } }),
      blend.countStaffed('sales', { inbound: 0, outbound: 0, teams: { spring: 1, autumn: -2, '': 1 } }),
      blend.countStaffed('service', { inbound: 0, outbound: 3, teams: { 'spring,autumn': 3 } }),
    ]);
    expect(await blend.staffed('sales')).toEqual({ inbound: 1, outbound: 1, teams: { spring: 2, autumn: 0, '': 1 } });
    await blend.dropTeams('sales', ['autumn', 'spring']);
    expect((await blend.staffed('sales')).teams).toEqual({ spring: 2, autumn: 0, '': 1 });
    await blend.dropTeams('sales', ['autumn']);
    expect(await blend.staffed('sales')).toEqual({ inbound: 1, outbound: 1, teams: { spring: 2, '': 1 } });
    await blend.dropTeams('sales', ['autumn']);
    expect(await blend.staffed('service')).toEqual({ inbound: 0, outbound: 3, teams: { 'spring,autumn': 3 } });
    expect(await blend.staffed('nobody')).toEqual({ inbound: 0, outbound: 0, teams: {} });
  });
}
