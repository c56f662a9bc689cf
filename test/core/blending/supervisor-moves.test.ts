import type { BlendView } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import {
  aView,
  caller,
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

const plan = (view: Partial<BlendView>, over: Partial<Thresholds> = {}) => planMoves(aView(view), limits(over), now);

describe('a supervisor', () => {
  const wish = (name: string, to: 'inbound' | 'outbound') => ({ agentId: `id-${name}`, to, by: 'sam' });
  const view = {
    idleInbound: [inbound('ana', { sideSince: now, idleOnSideSince: now })],
    outbound: [outbound('bo', { sideSince: now }), outbound('tal', { work: 'talking' })],
  };

  it('moves whom they like, bound by work in hand alone', () => {
    const manual = [wish('ana', 'outbound'), wish('bo', 'inbound'), wish('tal', 'inbound')];
    const decided = plan({ ...view, manual }, { 'side/min-outbound-agents': 2, 'side/min-inbound-agents': 1 });
    expect(short(decided)).toEqual(['ana out supervisor', 'bo in supervisor', 'tal in supervisor after work']);
    expect(decided.moves.map(said)).toEqual([
      'sam asked for it; ana, idle on inbound, goes out',
      'sam asked for it; bo, idle on outbound, comes back',
      'sam asked for it; tal, talking to a customer, comes back after that',
    ]);
    expect(decided.moves.map(({ because }) => because.figures)).toMatchObject([
      { work: 'idle', comes: 'goes-out' },
      { work: 'idle', comes: 'now' },
      { work: 'talking', comes: 'after-work' },
    ]);
    expect(decided.moves[2]?.inputs).toEqual({ by: 'sam', work: 'talking' });
  });

  it.each<[string, Partial<BlendView>, 'inbound' | 'outbound', string, Partial<Thresholds>]>([
    ['ana', {}, 'inbound', 'ana is on the inbound side already', {}],
    ['bo', {}, 'outbound', 'bo is on the outbound side already', {}],
    ['mo', { moves: [inFlight('mo')] }, 'outbound', 'mo is on the way to inbound already', {}],
    [
      'dan',
      {},
      'outbound',
      'only an agent of kind blended who is idle on the inbound side with nothing in hand, and not about to be rung, can go to outbound',
      {},
    ],
    [
      'dan',
      {},
      'inbound',
      'only an agent of kind blended who is on a tether on the outbound side can come to inbound',
      {},
    ],
    ['ana', { linkAlive: false }, 'outbound', 'the Campaign Manager is not heard from, so no tether can be placed', {}],
    [
      'ana',
      { callRoom: 0 },
      'outbound',
      'no tether can be placed: as many calls are in progress as the instance allows',
      {},
    ],
    [
      'bo',
      { outbound: [outbound('bo', { leftAloneUntil: inSeconds(7) })] },
      'inbound',
      'bo is left alone for another 7 s, since the last move failed; ask again then',
      {},
    ],
    [
      'ana',
      {},
      'outbound',
      'blending is switched off for this group; set blend/enabled to true to move agents',
      { 'blend/enabled': false },
    ],
  ])('is refused %s with a sentence (%#)', (name, over, to, reason, thresholds) => {
    const manual = wish(name, to);
    const decided = plan({ ...view, ...over, manual: [manual] }, thresholds);
    expect(decided.moves).toEqual([]);
    expect(decided.refused.map((one) => [one.manual, said(one)])).toEqual([[manual, reason]]);
  });

  it('asks twice for the same agent, and is refused the second time', () => {
    const decided = plan({ ...view, manual: [wish('bo', 'inbound'), wish('bo', 'inbound')] });
    expect(decided.moves).toHaveLength(1);
    expect(decided.refused.map(said)).toEqual(['bo is on the way to inbound already']);
  });

  it('chooses the agent first; callers are fetched somebody else, and go first where there is room for one only', () => {
    const manual = [wish('bo', 'inbound')];
    const callers = [caller('c1', 60, ['bo', 'cy'])];
    const outboundAgents = [outbound('bo', { availableSince: secondsAgo(500) }), outbound('cy')];
    const busy = { callers, manual, outbound: outboundAgents };
    expect(short(plan(busy))).toEqual(['cy in caller-waiting c1', 'bo in supervisor']);
    const one = plan(busy, { 'blend/moves-per-decision': 1 });
    expect(short(one)).toEqual(['cy in caller-waiting c1']);
    expect(one).toMatchObject({ refused: [], nextCheckAt: inSeconds(1) });
  });
});
