import type { BlendView } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import { aView, campaign, inbound, limits, now, outbound, said, secondsAgo, short } from './blend-views';

const plan = (view: Partial<BlendView>, over: Partial<Thresholds> = {}) => planMoves(aView(view), limits(over), now);
const idle = [inbound('ana', { idleOnSideSince: secondsAgo(40) }), inbound('bo', { idleOnSideSince: secondsAgo(35) })];
const manual = (name: string, to: 'inbound' | 'outbound') => [{ agentId: `id-${name}`, to, by: 'sam' }];
const noReserve = { 'blend-to-outbound/min-idle-inbound-agents': 0 };

describe('what campaigns need', () => {
  it('is less by whom a supervisor sends, and not more by whom one fetches, until they have left', () => {
    const sent = { idleInbound: idle, manual: manual('bo', 'outbound') };
    expect(short(plan({ ...sent, campaigns: [campaign(5)] }, noReserve))).toEqual(['bo out supervisor']);
    expect(short(plan({ ...sent, campaigns: [campaign(10)] }, noReserve))).toEqual([
      'bo out supervisor',
      'ana out idle',
    ]);
    const fetched = { idleInbound: idle, outbound: [outbound('cy')], manual: manual('cy', 'inbound') };
    expect(short(plan({ ...fetched, campaigns: [campaign(5)] }))).toEqual(['cy in supervisor']);
    expect(short(plan({ ...fetched, campaigns: [campaign(10)] }))).toEqual(['cy in supervisor', 'ana out idle']);
  });

  it('goes to who has been idle just long enough by the rule of the idle', () => {
    const justEnough = [inbound('ana', { idleOnSideSince: secondsAgo(30) }), inbound('bo')];
    const needed = { idleInbound: justEnough, campaigns: [campaign(10)] };
    for (const acquireAt of [0, 1])
      expect(short(plan(needed, { ...noReserve, 'campaigns/acquire-at-calls': acquireAt }))).toEqual([
        'bo out idle',
        'ana out idle',
      ]);
  });

  it('is told for all together only where everybody there may work for all', () => {
    const reason = (view: Partial<BlendView>) =>
      said(plan({ idleInbound: idle, campaigns: [campaign(5)], ...view }).moves[0]);
    expect(reason({ teams: [{ campaigns: ['winback'], agents: 0 }] })).toContain('campaigns need 1 agent and have 0');
    expect(reason({ teams: [{ campaigns: ['winback'], agents: 1 }] })).toContain('renewals could do with 1 more');
  });

  it('is told by the campaigns that have work for the agent', () => {
    const ana = inbound('ana', { campaigns: ['surveys', 'renewals'] });
    const campaigns = [campaign(0, { campaign: 'surveys' }), campaign(5), campaign(5, { campaign: 'winback' })];
    const decided = plan({ idleInbound: [ana, inbound('bo')], campaigns }, { 'blend/moves-per-decision': 1 });
    expect(said(decided.moves[0])).toContain('; renewals could do with 1 more, so ana goes out');
  });

  it('is not known before any campaign was heard of, also for who may work for none', () => {
    const zed = { outbound: [outbound('zed', { campaigns: [] })] };
    expect(plan({ ...zed, campaigns: [] }).moves).toEqual([]);
    expect(short(plan({ ...zed, campaigns: [campaign(5)] }))).toEqual(['zed in campaign-release']);
  });
});
