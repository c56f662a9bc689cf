import type { CampaignEvent } from '../../../core/campaign-contract/events';
import type { WorkState } from '../../../core/campaign-contract/identifiers';
import { ingestEvents } from '../../../core/campaign-link/ingest-events';
import { takeCampaignEvent } from '../../../core/campaign-link/take-campaign-event';
import { start } from '../call-centre/call-centre';
import { tethered as onTether } from '../call-centre/outbound-log';
import { OutboundOffice } from '../call-centre/outbound-office';
import { unsound } from '../call-centre/outbound-soundness';

const tethered = async (): Promise<OutboundOffice> => {
  const office = await onTether('ana');
  await office.pass(5);
  return office;
};

/** The Campaign Manager says that ana does this, as `seq`, at so many seconds by its clock. */
const says = (office: OutboundOffice, seq: number, state: WorkState, at?: number, tetherId = 'ana:1') =>
  office.campaignManager.tell(
    { type: 'AgentWork', agentId: 'ana', tetherId, seq, state },
    at === undefined ? undefined : start + at * 1000,
  );

const clocks = async (office: OutboundOffice) => {
  const agent = await office.centre.agents.load('ana');
  const seconds = (at: number | null | undefined) => (at == null ? null : (at - start) / 1000);
  return {
    available: seconds(agent?.availableSince),
    onSide: seconds(agent?.idleOnSideSince),
    place: agent?.placeLost ? 'lost' : 'kept',
  };
};

const ignored = (office: OutboundOffice): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type === 'input.ignored' ? [`${decision.why}: ${decision.reason}`] : [],
  );

describe('what the agent does', () => {
  test('with a customer costs the place in line, from the end of the wrap-up', async () => {
    const office = await tethered();
    const steps: readonly WorkState[] = ['reserved', 'dialling', 'talking', 'wrap-up'];
    for (const state of steps) {
      office.campaignManager.work('ana', state);
      await office.pass(5);
    }
    expect(await clocks(office)).toMatchObject({ available: 0, place: 'lost' });
    office.campaignManager.work('ana', 'idle');
    await office.pass(1);
    expect(await clocks(office)).toEqual({ available: 30, onSide: 30, place: 'kept' });
  });

  test('without a customer costs nothing', async () => {
    const office = await tethered();
    for (const state of ['reserved', 'dialling', 'preview', 'idle'] as const) {
      office.campaignManager.work('ana', state);
      await office.pass(5);
    }
    expect(await clocks(office)).toMatchObject({ available: 0, place: 'kept' });
  });

  test('counts by its sequence, not by its arrival, and once', async () => {
    const office = await tethered();
    says(office, 4, 'dialling');
    says(office, 3, 'idle');
    says(office, 4, 'dialling');
    await office.pass(1);
    expect((await office.outbound('ana'))?.work).toMatchObject({ seq: 4, state: 'dialling' });
    expect(ignored(office)).toHaveLength(1);
  });

  test('told too late was a customer all the same', async () => {
    const office = await tethered();
    says(office, 5, 'idle', 20);
    await office.pass(15);
    expect(await clocks(office)).toMatchObject({ available: 0 });
    says(office, 3, 'talking', 9);
    await office.pass(0);
    expect(await clocks(office)).toMatchObject({ available: 10 });
    says(office, 4, 'wrap-up', 9.5);
    says(office, 3, 'talking', 9);
    await office.pass(1);
    expect(await clocks(office)).toMatchObject({ available: 10 });
    expect((await office.outbound('ana'))?.work).toMatchObject({ seq: 5, state: 'idle' });
  });

  test('told too late, with the next work begun, costs the place at the end of that', async () => {
    const office = await tethered();
    says(office, 5, 'dialling');
    says(office, 3, 'talking', 9);
    await office.pass(5);
    expect(await clocks(office)).toMatchObject({ available: 0, place: 'lost' });
    says(office, 6, 'idle');
    await office.pass(1);
    expect(await clocks(office)).toMatchObject({ available: 15, place: 'kept' });
  });

  test('told too late, with the next work begun, gives the place it gave in time', async () => {
    const office = await tethered();
    says(office, 2, 'talking', 5);
    await office.pass(25);
    says(office, 4, 'dialling', 22);
    await office.pass(1);
    expect(await clocks(office)).toMatchObject({ available: 0, place: 'lost' });
    says(office, 3, 'idle', 20);
    await office.pass(1);
    expect(await clocks(office)).toEqual({ available: 20, onSide: 20, place: 'kept' });
    expect((await office.outbound('ana'))?.work).toMatchObject({ seq: 4, state: 'dialling' });
  });

  test.each([
    ['far ahead', 1e9, 12],
    ['far behind', -1e6, 2],
  ])('by a clock that is %s moves no clock of ours beyond reason', async (_, at, available) => {
    const office = await tethered();
    await office.pass(2);
    says(office, 2, 'talking', at);
    await office.pass(0);
    says(office, 3, 'idle', at);
    await office.pass(0);
    // Not later than now, and not before the tether was there.
    expect((await clocks(office)).available).toBe(at > 0 ? available : 1);
  });

  test('is not believed of a tether that is not there, or of somebody unknown', async () => {
    const office = await tethered();
    says(office, 9, 'talking', undefined, 'ana:99');
    office.campaignManager.tell({ type: 'AgentWork', agentId: 'zoe', tetherId: 'zoe:1', seq: 1, state: 'talking' });
    await office.pass(1);
    expect(await clocks(office)).toMatchObject({ place: 'kept' });
    expect((await office.outbound('ana'))?.work).toMatchObject({ state: 'idle' });
    expect(ignored(office)).toEqual(['unknown-type: AgentWork is about zoe, whom we do not know']);
    expect(await unsound(office)).toEqual([]);
  });

  test('is not believed before the agent is on the tether', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    says(office, 1, 'talking');
    await office.pass(0.1);
    expect(await clocks(office)).toMatchObject({ place: 'kept' });
    expect((await office.outbound('ana'))?.work).toBeNull();
  });

  test('idle asks for a decision, also when it is told twice', async () => {
    const office = await tethered();
    office.campaignManager.work('ana', 'dialling');
    await office.pass(5);
    const event = { ...says(office, 9, 'idle') };
    await office.pass(1);
    const { asked } = office.centre;
    await takeCampaignEvent(office.centre, event);
    expect(asked.at(-1)).toEqual({ group: 'blend', manual: null });
    expect(asked).toHaveLength(1);
  });
});

describe('the place in line', () => {
  test('is not lost by a tether that comes and goes, or by a move', async () => {
    const office = await new OutboundOffice().open({ 'blend-to-outbound/min-idle-inbound-agents': 0 });
    office.login('ana');
    office.campaignHas(5);
    await office.pass(60);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound' });
    expect(await clocks(office)).toMatchObject({ available: 0, onSide: 31 });
    await office.campaignManager.drop('ana');
    await office.pass(10);
    office.wish('ana', 'inbound');
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound' });
    expect(await clocks(office)).toMatchObject({ available: 0, onSide: 71 });
  });

  test('is lost by a break and by a login', async () => {
    const office = await tethered();
    office.choose('ana', 'Break');
    await office.pass(10);
    office.choose('ana', 'Available');
    await office.pass(5);
    expect(await clocks(office)).toMatchObject({ available: 20 });
    office.logout('ana');
    await office.pass(5);
    office.login('ana', 'blended-out');
    await office.pass(5);
    expect(await clocks(office)).toMatchObject({ available: 30 });
  });
});

describe('how the call of a tether goes', () => {
  const progress = (state: 'dialling' | 'answered' | 'failed' | 'ended', tetherId = 'ana:1') =>
    ({ type: 'TetherProgress', agentId: 'ana', tetherId, state }) as const;

  test('may be told late, twice and in any order', async () => {
    const office = await tethered();
    for (const state of ['answered', 'dialling', 'answered'] as const) office.campaignManager.tell(progress(state));
    for (const state of ['ended', 'failed'] as const) office.campaignManager.tell(progress(state, 'ana:0'));
    // Of a tether that is ready the agent's own event tells when it is over.
    office.campaignManager.tell(progress('ended'));
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ tetherId: 'ana:1', state: 'ready' });
    expect(await unsound(office)).toEqual([]);
  });

  test.each([
    ['ahead', 1e9],
    ['behind', -1e6],
  ])('by a clock that is far %s keeps nothing waiting and greys nothing too soon', async (_, at) => {
    const office = await new OutboundOffice().open();
    office.campaignManager.tetherCalls = 'unanswered';
    office.login('ana', 'blended-out');
    await office.pass(2);
    office.campaignManager.tell(progress('answered'), start + at * 1000);
    await office.pass(0);
    expect(await office.tether('ana')).toMatchObject({ upAt: at > 0 ? start + 2_000 : start });
    await office.pass(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'unmapped' });
    office.campaignManager.tell(progress('ended'), start + at * 1000);
    await office.pass(0);
    // Over a moment ago, or so long ago that the pause before the next attempt is over too.
    const next = at > 0 ? { state: 'waiting', retryAt: start + 7_000 } : { state: 'dialling' };
    const tether = await office.tether('ana');
    expect(tether).toMatchObject({ ...next, attempt: 2 });
    if (at < 0) expect(tether).not.toHaveProperty('retryAt');
  });
});

describe('what a campaign has to do', () => {
  const workOf = async (office: OutboundOffice) => (await office.centre.campaigns.load('renewals'))?.callsAvailable;

  test('counts by its sequence, and a Campaign Manager may begin to count anew', async () => {
    const office = await new OutboundOffice().open();
    office.campaignHas(50, 5);
    office.campaignHas(40, 4);
    await office.pass(0);
    // Both of one moment: the higher number is the later.
    expect(await workOf(office)).toBe(50);
    await office.pass(10);
    office.campaignHas(10, 1);
    await office.pass(0);
    expect(await workOf(office)).toBe(10);
  });

  test('from the future is not kept against what comes after it', async () => {
    const office = await new OutboundOffice().open();
    const work = { campaign: 'renewals', callsAvailable: 50, dialsInFlight: 0, agentsNeeded: 50, priority: 1 };
    office.campaignManager.tell({ type: 'CampaignWork', ...work, seq: 900 }, start + 1e12);
    await office.pass(10);
    office.campaignHas(10, 1);
    await office.pass(0);
    expect(await workOf(office)).toBe(10);
  });

  test('told twice asks for a decision twice: the function may have died before it did', async () => {
    const office = await new OutboundOffice().open();
    office.campaignHas(50, 5);
    await office.pass(1);
    const record = await office.centre.campaigns.load('renewals');
    if (record === null) throw new Error('the campaign is not known');
    const { version: _, minAgents: __, maxAgents: ___, outcomes: ____, ...told } = record;
    await takeCampaignEvent(office.centre, { type: 'CampaignWork', eventId: 'again', ...told });
    expect(office.centre.asked).toEqual([{ group: 'blend', manual: null }]);
  });

  test('of a campaign nobody has is counted and left alone', async () => {
    const office = await new OutboundOffice().open();
    office.campaignManager.tell({
      ...({ type: 'CampaignWork', campaign: 'unknown', seq: 1, callsAvailable: 5, dialsInFlight: 0 } as const),
      ...{ agentsNeeded: 1, priority: 1 },
    });
    await office.pass(1);
    expect(ignored(office)).toEqual([expect.stringContaining('in no group of this environment')]);
  });
});

describe('how a release ended', () => {
  const result = (over: object = {}) =>
    ({
      type: 'ReleaseResult',
      agentId: 'ana',
      tetherId: 'ana:1',
      commandId: 'x',
      result: 'released',
      ...over,
    }) as const;

  test('of another tether, or refused for no move there is, changes nothing', async () => {
    const office = await tethered();
    office.campaignManager.tell(result({ tetherId: 'ana:0', moveId: 'm' }));
    office.campaignManager.tell(result({ result: 'refused', reason: 'talking', moveId: 'm' }));
    office.campaignManager.tell(result({ result: 'cancelled', moveId: 'm' }));
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ tether: { state: 'ready' }, giveBack: null, move: null });
    expect(await unsound(office)).toEqual([]);
  });

  test('released although nobody asked: the agent is out of the pool, and comes in', async () => {
    const office = await tethered();
    office.campaignManager.tell(result({ moveId: 'm' }));
    office.campaignManager.tell(result({ moveId: 'm' }));
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null, giveBack: null });
    expect(await unsound(office)).toEqual([]);
  });
});

describe('heartbeats', () => {
  test('that come back ask for a decision of every group with an outbound side, and say so once', async () => {
    const office = await tethered();
    const beat = (eventId: string) => takeCampaignEvent(office.centre, { type: 'Heartbeat', eventId, at: 0, seq: 1 });
    office.centre.now += 100_000;
    await beat('a');
    office.centre.now += 1_000;
    await beat('b');
    expect(office.centre.asked.map(({ group }) => group)).toEqual(['sales', 'blend']);
    const restored = office.centre.decisions.decisions.filter(({ type }) => type === 'campaign-link.restored');
    expect(restored.map(({ reason }) => reason)).toEqual([
      'the first heartbeat of the Campaign Manager',
      'the Campaign Manager is back after 110 s of silence',
    ]);
  });
});

describe('the ingress', () => {
  test('takes what can be used and refuses the rest with sentences', async () => {
    const published: CampaignEvent[] = [];
    const bus = { publish: async (events: readonly CampaignEvent[]) => void published.push(...events) };
    const good = { type: 'Heartbeat', eventId: 'e1', at: start, seq: 1, unknown: true };
    const answer = await ingestEvents(
      { bus },
      { version: '1', events: [good, { type: 'Nonsense' }, { ...good, seq: 0 }, 7] },
    );
    expect(answer.accepted).toBe(1);
    expect(answer.refused).toEqual([
      expect.stringMatching(/^events\[1\]: type is "Nonsense"; it must be one of /),
      expect.stringMatching(/^events\[2\]: Heartbeat: /),
      expect.stringMatching(/^events\[3\]: type is undefined/),
    ]);
    expect(published).toHaveLength(1);
    expect(await ingestEvents({ bus }, { version: '2', events: [good] })).toMatchObject({ accepted: 0 });
    expect(published).toHaveLength(1);
  });
});
