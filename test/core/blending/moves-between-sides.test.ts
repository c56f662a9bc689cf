import type { BlendView } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import {
  aView,
  caller,
  campaign,
  inbound,
  inFlight,
  inSeconds,
  limits,
  now,
  outbound,
  said,
  secondsAgo,
  short,
} from './blend-views';

const plan = (view: Partial<BlendView>, over: Partial<Thresholds> = {}, at = now) =>
  planMoves(aView(view), limits(over), at);

const three = [
  inbound('bo', { idleOnSideSince: secondsAgo(31) }),
  inbound('ana', { idleOnSideSince: secondsAgo(40) }),
  inbound('cy', { idleOnSideSince: secondsAgo(10) }),
];

describe('idle agents go out', () => {
  const manyCalls = { idleInbound: three, campaigns: [campaign(50)] };

  it('idle longest first, when idle long enough, and the reserve stays', () => {
    const decided = plan(manyCalls);
    expect(short(decided)).toEqual(['ana out idle', 'bo out idle']);
    expect(said(decided.moves[0])).toBe(
      'ana has been idle on inbound for 40 s, over 30 s, and nobody waits; campaigns need 10 agents and have 0, so ana goes out',
    );
    expect(decided.moves[1]?.inputs).toMatchObject({
      idleSeconds: 31,
      idleInboundAfter: 1,
      'blend-to-outbound/min-idle-inbound-agents': 1,
      staffedInboundAfter: 1,
      demandTarget: 10,
      staffedOutbound: 0,
      movingToOutbound: 1,
      secondsOnSide: 100,
      movesInHour: 0,
    });
    expect(short(plan(manyCalls, { 'blend-to-outbound/min-idle-inbound-agents': 2 }))).toEqual(['ana out idle']);
  });

  it('and where too few of those read may go, others are read next, within the minute', () => {
    const bound = {
      idleInbound: [inbound('ana', { sideSince: now })],
      idleInboundCount: 300,
      campaigns: [campaign(50)],
    };
    const unread = { inbound: 279, outbound: 0 };
    const decided = plan({ ...bound, unread }, { 'side/dwell-seconds': 3_600 });
    expect(decided).toMatchObject({ moves: [], readOn: true, nextCheckAt: inSeconds(3) });
    expect(plan(bound, { 'side/dwell-seconds': 3_600 }).readOn).toBe(false);
    // Nobody is needed, or nobody may go: nothing to look for.
    expect(plan({ ...bound, unread, campaigns: [campaign(0)] }).readOn).toBe(false);
    expect(plan({ ...bound, unread, callRoom: 0 }).readOn).toBe(false);
    expect(plan({ ...bound, unread, callers: [caller('c1', 1, [])] }).readOn).toBe(false);
  });

  it('and one agent stays for each task that waits', () => {
    const noReserve = { 'blend-to-outbound/min-idle-inbound-agents': 0 };
    expect(short(plan({ ...manyCalls, tasksWaiting: 2 }, noReserve))).toEqual(['ana out idle']);
    expect(short(plan({ ...manyCalls, tasksWaiting: 2 }))).toEqual([]);
  });

  it('and of two idle equally long the lower username', () => {
    const equal = { ...manyCalls, idleInbound: [inbound('bo'), inbound('ana')] };
    expect(short(plan(equal))).toEqual(['ana out idle']);
  });

  it('and the next look is when the next of them is idle long enough', () => {
    const noReserve = { 'blend-to-outbound/min-idle-inbound-agents': 0 };
    expect(plan(manyCalls, noReserve).nextCheckAt).toBe(inSeconds(20));
    expect(plan(manyCalls).nextCheckAt).toBeNull();
  });

  it.each<[string, Partial<BlendView>, Partial<Thresholds>]>([
    ['a caller waits, however short', { callers: [caller('c1', 0, [])] }, {}],
    [
      'a caller waits for whom somebody is on the way',
      { callers: [caller('c1', 30, [])], moves: [inFlight('mo', { callId: 'c1' })] },
      {},
    ],
    ['no calls are left, whatever the minimum of the campaign', { campaigns: [campaign(0, { minAgents: 3 })] }, {}],
    ['outbound has as many as the calls need', { campaigns: [campaign(10)], staffed: { inbound: 3, outbound: 2 } }, {}],
    [
      'enough are on their way',
      {
        campaigns: [campaign(5)],
        moves: [inFlight('mo', { to: 'outbound', rule: 'idle' })],
      },
      {},
    ],
    ['the inbound minimum needs them', {}, { 'side/min-inbound-agents': 3 }],
    ['the Campaign Manager is not heard from', { linkAlive: false }, {}],
    ['no tether can be placed', { callRoom: 0 }, {}],
    [
      'they came a moment ago (dwell)',
      { idleInbound: three.map((agent) => ({ ...agent, sideSince: secondsAgo(29) })) },
      { 'blend-to-outbound/idle-seconds': 0 },
    ],
    [
      'they were moved too often this hour (cap)',
      { idleInbound: three.map((agent) => ({ ...agent, movedAt: [secondsAgo(3599)] })) },
      { 'side/max-moves-per-agent-hour': 1 },
    ],
    ['they are left alone', { idleInbound: three.map((agent) => ({ ...agent, leftAloneUntil: inSeconds(1) })) }, {}],
    ['blending is off', {}, { 'blend/enabled': false }],
  ])('not while %s', (_, view, over) => {
    expect(plan({ ...manyCalls, ...view }, over).moves).toEqual([]);
  });

  it('although a call is ringing', () => {
    const callers = [caller('c1', 5, [], { ringing: true })];
    expect(short(plan({ ...manyCalls, callers }))).toEqual(['ana out idle', 'bo out idle']);
  });

  it('as many as the calls of all campaigns need, each within its own minimum and maximum', () => {
    const campaigns = [
      campaign(11, { campaign: 'renewals', maxAgents: 1 }),
      campaign(1, { campaign: 'surveys', minAgents: 2, priority: 2 }),
      campaign(0, { campaign: 'closed', minAgents: 4 }),
    ];
    expect(plan({ idleInbound: three, campaigns }).moves[0]?.inputs['demandTarget']).toBe(3);
    expect(short(plan({ idleInbound: three, campaigns: campaigns.slice(0, 1) }))).toEqual(['ana out idle']);
  });

  it('no more than the inbound minimum and the reserve allow with those who are leaving, though the index lags', () => {
    const moves = [inFlight('mo', { to: 'outbound', rule: 'idle' })];
    const leaving = { ...manyCalls, moves, staffed: { inbound: 4, outbound: 0 } };
    expect(short(plan(leaving, { 'side/min-inbound-agents': 2 }))).toEqual(['ana out idle']);
    const lagging = { ...leaving, idleInbound: [...three, inbound('mo')] };
    expect(plan(lagging, { 'blend-to-outbound/min-idle-inbound-agents': 3 }).moves).toEqual([]);
  });

  it('no more than tethers can be placed, those for a supervisor first', () => {
    const manual = ['cy', 'bo'].map((name) => ({ agentId: `id-${name}`, to: 'outbound', by: 'sam' }) as const);
    const decided = plan({ ...manyCalls, callRoom: 1, manual });
    expect(short(decided)).toEqual(['cy out supervisor']);
    expect(decided.refused.map((one) => one.manual.agentId)).toEqual(['id-bo']);
  });

  it('are looked at when dwell ends, or when the oldest move of a full hour is an hour old', () => {
    const only = (over: Parameters<typeof inbound>[1]) => ({
      idleInbound: [inbound('ana', over), inbound('bo', { leftAloneUntil: inSeconds(5000) })],
      campaigns: [campaign(5)],
    });
    expect(plan(only({ sideSince: secondsAgo(12) })).nextCheckAt).toBe(inSeconds(18));
    const movedAt = [secondsAgo(3500), secondsAgo(2000), secondsAgo(1000)];
    expect(plan(only({ movedAt }), { 'side/max-moves-per-agent-hour': 3 }).nextCheckAt).toBe(inSeconds(100));
    expect(plan(only({ movedAt }), { 'side/max-moves-per-agent-hour': 2 }).nextCheckAt).toBe(inSeconds(1600));
  });
});

describe('many calls', () => {
  const fresh = {
    idleInbound: [
      inbound('ana', { idleOnSideSince: secondsAgo(2) }),
      inbound('bo', { idleOnSideSince: secondsAgo(1) }),
    ],
  };
  const at12 = { 'campaigns/acquire-at-calls': 12 };

  it('waive the idle time from the threshold on, and not before', () => {
    expect(plan({ ...fresh, campaigns: [campaign(11)] }, at12).moves).toEqual([]);
    const decided = plan({ ...fresh, campaigns: [campaign(12)] }, at12);
    expect(short(decided)).toEqual(['ana out campaign-acquire']);
    expect(said(decided.moves[0])).toBe(
      '12 calls available for campaigns, enough at 12, and nobody waits; campaigns need 3 agents and have 0, so ana, idle on inbound for 2 s, goes out',
    );
  });

  it('do not waive dwell, and acquire nobody when that is off', () => {
    const justCame = { idleInbound: fresh.idleInbound.map((agent) => ({ ...agent, sideSince: secondsAgo(3) })) };
    expect(plan({ ...justCame, campaigns: [campaign(50)] }, at12).moves).toEqual([]);
    expect(plan({ ...fresh, campaigns: [campaign(50)] }).moves).toEqual([]);
  });
});

describe('demand runs dry', () => {
  const tethered = [
    outbound('bo', { availableSince: secondsAgo(50) }),
    outbound('ana', { availableSince: secondsAgo(90) }),
    outbound('tal', { work: 'talking', availableSince: secondsAgo(900) }),
  ];

  it('and idle agents come back, longest idle first; who works is left working', () => {
    const decided = plan({ outbound: tethered, campaigns: [campaign(0)] });
    expect(short(decided)).toEqual(['ana in campaign-release', 'bo in campaign-release']);
    expect(said(decided.moves[0])).toBe(
      '0 calls available for campaigns, under 1: 0 agents needed, 3 there; ana, idle longest on outbound, comes back',
    );
    expect(said(decided.moves[1])).toContain('0 agents needed, 2 there; bo,');
    expect(decided.moves[1]?.inputs).toEqual({
      ...{ callsAvailable: 0, 'campaigns/release-below-calls': 1, demandTarget: 0 },
      ...{ staffedOutbound: 3, leavingOutbound: 1, 'side/min-outbound-agents': 0 },
      ...{ work: 'idle', availableSeconds: 50, secondsOnSide: 100, 'side/dwell-seconds': 30 },
      ...{ movesInHour: 0, 'side/max-moves-per-agent-hour': 12 },
    });
  });

  it('and who is moved out by the same decision leaves nothing', () => {
    const manual = [{ agentId: 'id-cy', to: 'outbound', by: 'sam' } as const];
    const decided = plan({ outbound: [outbound('ana')], idleInbound: three, manual, campaigns: [campaign(0)] });
    expect(short(decided)).toEqual(['cy out supervisor', 'ana in campaign-release']);
  });

  it('and who may work for nothing is not one of those who stay', () => {
    const nothing = outbound('zed', { campaigns: [], availableSince: secondsAgo(200) });
    const decided = plan(
      { outbound: [nothing, outbound('ana'), outbound('bo')], campaigns: [campaign(0)] },
      { 'side/min-outbound-agents': 1 },
    );
    expect(short(decided)).toEqual(['zed in campaign-release', 'ana in campaign-release']);
  });

  it('and whose tether failed is told so', () => {
    const decided = plan({ outbound: [outbound('ana', { work: null })], campaigns: [campaign(0)] });
    expect(said(decided.moves[0])).toContain('; ana, whose tether failed, comes back');
  });

  it.each<[string, Partial<BlendView>, Partial<Thresholds>, number]>([
    ['to the demand target', { campaigns: [campaign(9)] }, { 'campaigns/release-below-calls': 10 }, 1],
    [
      'to the demand target, those who leave not counted',
      { campaigns: [campaign(9)], moves: [inFlight('mo')], outbound: tethered.slice(0, 2) },
      { 'campaigns/release-below-calls': 10 },
      0,
    ],
    ['to the outbound minimum', {}, { 'side/min-outbound-agents': 2 }, 1],
    ['as those who leave already allow', { moves: [inFlight('mo')] }, { 'side/min-outbound-agents': 3 }, 0],
    ['not at all on dwell', { outbound: tethered.map((agent) => ({ ...agent, sideSince: secondsAgo(29) })) }, {}, 0],
    ['not at all while calls are at the threshold', { campaigns: [campaign(1, { maxAgents: 0 })] }, {}, 0],
    ['not at all before any campaign was heard of', { campaigns: [] }, {}, 0],
    ['not at all while the Campaign Manager is not heard from', { linkAlive: false }, {}, 0],
  ])('they come back down %s', (_, view, over, moved) => {
    expect(plan({ outbound: tethered, campaigns: [campaign(0)], ...view }, over).moves).toHaveLength(moved);
  });
});

it('those fetched for callers count as gone when agents are released for want of calls', () => {
  const decided = plan(
    {
      callers: [caller('c1', 60, ['ana'])],
      outbound: [outbound('ana'), outbound('bo'), outbound('cy')],
      campaigns: [campaign(0)],
    },
    { 'side/min-outbound-agents': 1 },
  );
  expect(short(decided)).toEqual(['ana in caller-waiting c1', 'bo in campaign-release']);
});

it('an agent who is to be released is looked at when dwell ends, unless others were enough', () => {
  const justCame = outbound('ana', { sideSince: secondsAgo(12) });
  expect(plan({ outbound: [justCame], campaigns: [campaign(0)] }).nextCheckAt).toBe(inSeconds(18));
  const both = { outbound: [justCame, outbound('bo')], campaigns: [campaign(4)] };
  const decided = plan(both, { 'campaigns/release-below-calls': 10 });
  expect([short(decided), decided.nextCheckAt]).toEqual([['bo in campaign-release'], null]);
});

describe('a minimum per side', () => {
  it('of inbound brings idle agents back, and others after work', () => {
    const decided = plan(
      { outbound: [outbound('tal', { work: 'talking' }), outbound('ana')], idleInbound: [inbound('bo')] },
      { 'side/min-inbound-agents': 3 },
    );
    expect(short(decided)).toEqual(['ana in minimum-inbound', 'tal in minimum-inbound after work']);
    expect(said(decided.moves[0])).toBe(
      'the inbound side has 1 agent, those on their way counted, under its minimum of 3; ana, idle on outbound, comes back',
    );
  });

  it('of inbound counts who is on the way, and waits for dwell', () => {
    const minimum = { 'side/min-inbound-agents': 2 };
    const ana = outbound('ana', { sideSince: secondsAgo(10) });
    const both = [inFlight('mo'), inFlight('mi')];
    expect(plan({ outbound: [ana], moves: both }, minimum).nextCheckAt).toBeNull();
    const oneLeaves = [...both, inFlight('al', { to: 'outbound' })];
    const view = { outbound: [ana], moves: oneLeaves, staffed: { inbound: 1, outbound: 3 } };
    expect(plan(view, minimum).nextCheckAt).toBeNull();
    expect(plan(view, { 'side/min-inbound-agents': 3 }).nextCheckAt).toBe(inSeconds(20));
    expect(plan({ outbound: [ana], moves: [inFlight('mo')] }, minimum)).toMatchObject({
      moves: [],
      nextCheckAt: inSeconds(20),
    });
  });

  it('of outbound sends idle agents without any demand, keeping reserve and inbound minimum', () => {
    const minimum = { 'side/min-outbound-agents': 3 };
    const decided = plan({ idleInbound: three }, minimum);
    expect(short(decided)).toEqual(['ana out minimum-outbound', 'bo out minimum-outbound']);
    expect(plan({ idleInbound: three }, { ...minimum, 'side/min-inbound-agents': 2 }).moves).toHaveLength(1);
  });

  it('of outbound is given up for callers past the threshold, not for those who have only come', () => {
    const minimum = { 'side/min-outbound-agents': 1 };
    expect(plan({ idleInbound: three, callers: [caller('c1', 10, [])] }, minimum).moves).toEqual([]);
    expect(plan({ idleInbound: three, callers: [caller('c1', 9, [])] }, minimum).moves).toHaveLength(1);
  });
});

describe('who was to come for a caller, and need not', () => {
  const tal = inFlight('tal', { callId: 'c1', when: 'after-work', deadline: null });

  it('is not on the way for any other rule', () => {
    const decided = plan({ outbound: [outbound('ana')], moves: [tal] }, { 'side/min-inbound-agents': 1 });
    expect(decided.cancelled.map(({ moveId }) => moveId)).toEqual(['m-tal']);
    expect(short(decided)).toEqual(['ana in minimum-inbound']);
  });

  it('neither is who is replaced by somebody sooner', () => {
    const view = { callers: [caller('c1', 60, ['ana', 'tal'])], outbound: [outbound('ana'), outbound('bo')] };
    const decided = plan({ ...view, moves: [tal] }, { 'side/min-inbound-agents': 2 });
    expect(decided.cancelled.map(({ moveId }) => moveId)).toEqual(['m-tal']);
    expect(short(decided)).toEqual(['ana in caller-waiting c1', 'bo in minimum-inbound']);
  });

  it('is taken back where blending is off, and nobody is looked for', () => {
    const decided = plan({ outbound: [outbound('ana')], moves: [tal, inFlight('mo')] }, { 'blend/enabled': false });
    expect(decided).toEqual({
      cancelled: [{ moveId: 'm-tal', agentId: 'id-tal', because: { code: 'blending-switched-off', figures: {} } }],
      ...{ moves: [], refused: [], hold: null, nextCheckAt: null, readOn: false },
    });
  });
});

it('an idle group at rest is not looked at again', () => {
  const decided = plan({ idleInbound: three, outbound: [outbound('dan')], campaigns: [campaign(3)] });
  expect(decided).toEqual({ moves: [], readOn: false, cancelled: [], refused: [], hold: null, nextCheckAt: null });
});
