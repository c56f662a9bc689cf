import type { BlendView } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import {
  aView,
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

const plan = (view: Partial<BlendView>, over: Partial<Thresholds> = {}) =>
  planMoves(aView(view), limits({ 'blend-to-outbound/min-idle-inbound-agents': 0, ...over }), now);

const winback = (callsAvailable: number, priority = 1) => campaign(callsAvailable, { campaign: 'winback', priority });
const only = (...campaigns: readonly string[]) => ({ campaigns });
const idleFor = (seconds: number) => ({ idleOnSideSince: secondsAgo(seconds) });

describe('agents who may not work for every campaign', () => {
  const ana = inbound('ana', { ...only('renewals'), ...idleFor(60) });
  const bo = inbound('bo', { ...only('winback'), ...idleFor(50) });
  const cy = inbound('cy', idleFor(40));

  it('go out for theirs alone, with what is lacking there as the reason', () => {
    const decided = plan({ idleInbound: [ana, bo], campaigns: [campaign(0), winback(10)] });
    expect(short(decided)).toEqual(['bo out idle']);
    expect(said(decided.moves[0])).toBe(
      'bo has been idle on inbound for 50 s, over 30 s, and nobody waits; winback could do with 2 more, so bo goes out',
    );
    expect(decided.moves[0]?.inputs).toMatchObject({ callsAvailable: 10, demandTarget: 2 });
    expect(short(plan({ idleInbound: [inbound('dan', only())], campaigns: [winback(10)] }))).toEqual([]);
  });

  it('are not needed where others of the outbound side can be spared for it', () => {
    const demand = { campaigns: [campaign(5), winback(5)] };
    const outside = (...agents: readonly ReturnType<typeof outbound>[]) =>
      short(plan({ idleInbound: [ana, bo], outbound: agents, ...demand }));
    expect(outside(outbound('out'))).toEqual(['ana out idle']);
    expect(outside(outbound('out', only('renewals')))).toEqual(['bo out idle']);
    expect(outside(outbound('out'), outbound('other'))).toEqual([]);
    // Nothing was heard of surveys yet: whoever is there for them stays.
    expect(outside(outbound('out', only('surveys')))).toEqual(['ana out idle', 'bo out idle']);
  });

  it('count while they are on the way', () => {
    const bound = inFlight('eve', { to: 'outbound', rule: 'idle', ...only('winback') });
    const view = { idleInbound: [ana, bo], campaigns: [campaign(5), winback(5)], moves: [bound] };
    expect(short(plan(view))).toEqual(['ana out idle']);
  });

  it('go first whose work has the first priority, and then who has been idle longest', () => {
    const one = { 'blend/moves-per-decision': 1 };
    const demand = [campaign(50, { priority: 2 }), winback(50)];
    expect(short(plan({ idleInbound: [ana, bo, cy], campaigns: demand }, one))).toEqual(['bo out idle']);
    expect(short(plan({ idleInbound: [ana, cy], campaigns: demand }, one))).toEqual(['cy out idle']);
    expect(short(plan({ idleInbound: [ana, bo, cy], campaigns: [campaign(50), winback(50)] }, one))).toEqual([
      'ana out idle',
    ]);
  });

  it('are acquired by the calls of their campaigns', () => {
    const fresh = [
      inbound('ana', { ...only('renewals'), ...idleFor(5) }),
      inbound('bo', { ...only('winback'), ...idleFor(5) }),
    ];
    const decided = plan(
      { idleInbound: fresh, campaigns: [campaign(9), winback(40)] },
      { 'campaigns/acquire-at-calls': 40 },
    );
    expect(short(decided)).toEqual(['bo out campaign-acquire']);
    expect(said(decided.moves[0])).toBe(
      '40 calls available for winback, enough at 40, and nobody waits; winback could do with 8 more, so bo, idle on inbound for 5 s, goes out',
    );
    expect(decided.nextCheckAt).toBe(inSeconds(25));
  });

  it('come back when theirs have run dry, though others have calls enough', () => {
    const tethered = [outbound('ana', only('renewals')), outbound('bo', only('winback')), outbound('cy')];
    const decided = plan({ outbound: tethered, campaigns: [campaign(0), winback(50)] });
    expect(short(decided)).toEqual(['ana in campaign-release']);
    expect(said(decided.moves[0])).toBe(
      '0 calls available for renewals, all that ana may work for, under 1, and nobody is lacking without ana; ana, idle longest on outbound, comes back',
    );
    expect(decided.moves[0]?.inputs).toMatchObject({ callsAvailable: 0, 'campaigns/release-below-calls': 1 });
  });

  it('stay while they are needed: who can be spared comes back in their place', () => {
    const low = { 'campaigns/release-below-calls': 20 };
    const tethered = [outbound('ana', only('renewals')), outbound('bo', only('renewals', 'winback')), outbound('cy')];
    expect(short(plan({ outbound: tethered, campaigns: [campaign(5), winback(5)] }, low))).toEqual([
      'ana in campaign-release',
    ]);
    const specialists = [
      outbound('ana', only('renewals')),
      outbound('bo', only('winback')),
      outbound('cy', only('winback')),
    ];
    expect(short(plan({ outbound: specialists, campaigns: [campaign(5), winback(5)] }, low))).toEqual([
      'bo in campaign-release',
    ]);
  });

  it('come back from a tether on which there is nothing they may do, once dwell is over', () => {
    const none = outbound('dan', { ...only(), sideSince: secondsAgo(20) });
    const view = { outbound: [none], campaigns: [winback(50)] };
    expect(plan(view)).toMatchObject({ moves: [], nextCheckAt: inSeconds(10) });
    const later = plan({ outbound: [{ ...none, sideSince: secondsAgo(30) }], campaigns: [winback(50)] });
    expect(said(later.moves[0])).toBe(
      'dan may work for none of the campaigns; dan, idle longest on outbound, comes back',
    );
    const barred = { 'side/min-outbound-agents': 5, 'campaigns/release-below-calls': 0 };
    expect(short(plan({ outbound: [outbound('dan', only())], campaigns: [winback(50)] }, barred))).toEqual([
      'dan in campaign-release',
    ]);
  });

  it('fill no minimum of the outbound side, and no supervisor sends them, if there is nothing for them at all', () => {
    const none = inbound('dan', only());
    const minimum = { 'side/min-outbound-agents': 1 };
    expect(short(plan({ idleInbound: [none, bo], campaigns: [campaign(0)] }, minimum))).toEqual([
      'bo out minimum-outbound',
    ]);
    const manual = [{ agentId: 'id-dan', to: 'outbound', by: 'sue' } as const];
    expect(said(plan({ idleInbound: [none], campaigns: [campaign(0)], manual }).refused[0])).toBe(
      "dan may work for none of the group's campaigns; see the proficiencies they ask for",
    );
    expect(short(plan({ idleInbound: [none], manual, campaignNames: [] }))).toEqual(['dan out supervisor']);
  });

  it('are not counted towards the minimum of the outbound side, which others fill', () => {
    const minimum = { 'side/min-outbound-agents': 1 };
    const dan = outbound('dan', { ...only(), sideSince: secondsAgo(5) });
    const view = { outbound: [dan], campaigns: [campaign(0), winback(0)] };
    expect(short(plan({ ...view, idleInbound: [bo] }, minimum))).toEqual(['bo out minimum-outbound']);
    const both = { ...view, outbound: [dan, outbound('bo', only('winback'))] };
    expect(short(plan(both, minimum))).toEqual([]);
  });

  it('come back first where the inbound side lacks somebody', () => {
    const tethered = [outbound('ana', { availableSince: secondsAgo(200) }), outbound('dan', only())];
    expect(short(plan({ outbound: tethered, campaigns: [campaign(50)] }, { 'side/min-inbound-agents': 1 }))).toEqual([
      'dan in minimum-inbound',
    ]);
  });
});
