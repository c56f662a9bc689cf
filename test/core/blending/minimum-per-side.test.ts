import type { BlendView, SupervisorWish } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import { aView, caller, inbound, inFlight, limits, now, outbound, said, secondsAgo, short } from './blend-views';

const plan = (view: Partial<BlendView>, over: Partial<Thresholds> = {}) => planMoves(aView(view), limits(over), now);
const wish = (name: string, to: SupervisorWish['to']): SupervisorWish => ({ agentId: `id-${name}`, to, by: 'sam' });
const atLeastIn = (count: number) => ({ 'side/min-inbound-agents': count });
const atLeastOut = (count: number) => ({ 'side/min-outbound-agents': count });

describe('the inbound minimum', () => {
  const idle = ['bo', 'cy', 'di'].map((name) => inbound(name));

  it('counts who leaves, by this decision too, and tells how many there are with all who come', () => {
    const view = {
      idleInbound: idle,
      outbound: [outbound('ana'), outbound('tal', { work: 'talking' })],
      manual: [wish('cy', 'outbound')],
      moves: [inFlight('mo'), inFlight('al', { to: 'outbound', rule: 'idle' })],
    };
    const decided = plan(view, atLeastIn(5));
    expect(short(decided)).toEqual([
      'cy out supervisor',
      'ana in minimum-inbound',
      'tal in minimum-inbound after work',
    ]);
    const [, ana, tal] = decided.moves;
    expect([ana, tal].map((move) => move?.because.figures)).toMatchObject([{ comes: 'now' }, { comes: 'after-work' }]);
    const side = 'those on their way counted, under its minimum of 5';
    expect(said(ana)).toBe(`the inbound side has 3 agents, ${side}; ana, idle on outbound, comes back`);
    expect(said(tal)).toBe(`the inbound side has 4 agents, ${side}; tal, talking to a customer, comes back after that`);
    expect(tal).toMatchObject({
      when: 'after-work',
      inputs: {
        staffedInbound: 4,
        leavingInbound: 2,
        comingToInbound: 2,
        'side/min-inbound-agents': 5,
        work: 'talking',
      },
    });
    expect(short(plan(view, atLeastIn(3)))).toEqual(['cy out supervisor']);
  });

  it('counts who comes for a caller by this decision', () => {
    const view = { callers: [caller('c1', 60, ['ana'])], outbound: [outbound('ana'), outbound('bo')] };
    expect(short(plan(view, atLeastIn(1)))).toEqual(['ana in caller-waiting c1']);
    expect(short(plan(view, atLeastIn(2)))).toEqual(['ana in caller-waiting c1', 'bo in minimum-inbound']);
  });

  it('brings everybody once, who may work for no campaign first', () => {
    const view = { outbound: [outbound('ana'), outbound('zed', { campaigns: [] })] };
    for (const least of [2, 3])
      expect(short(plan(view, atLeastIn(least)))).toEqual(['zed in minimum-inbound', 'ana in minimum-inbound']);
  });

  it('that is not reached has others read, and one that is has not', () => {
    const readOn = (least: number, view: Partial<BlendView> = {}) =>
      plan({ idleInbound: idle, unread: { inbound: 0, outbound: 40 }, ...view }, atLeastIn(least)).readOn;
    expect([readOn(3), readOn(4)]).toEqual([false, true]);
    const leaving = { moves: [inFlight('al', { to: 'outbound', rule: 'idle' })], manual: [wish('cy', 'outbound')] };
    expect([readOn(2, leaving), readOn(3, leaving)]).toEqual([false, true]);
    const coming = { moves: [inFlight('mo')], outbound: [outbound('ana')], manual: [wish('ana', 'inbound')] };
    expect([readOn(5, coming), readOn(6, coming)]).toEqual([false, true]);
  });
});

describe('the outbound minimum', () => {
  const idle = ['ana', 'bo'].map((name) => inbound(name, { idleOnSideSince: secondsAgo(45) }));

  it('says how many there are, and what it was decided by', () => {
    const moves = [inFlight('mo', { to: 'outbound', rule: 'idle' })];
    const view = { idleInbound: idle, outbound: [outbound('cy')], moves };
    const decided = plan(view, { ...atLeastOut(3), 'blend-to-outbound/min-idle-inbound-agents': 0, ...atLeastIn(1) });
    expect(decided.moves.map(said)).toEqual([
      'the outbound side has 2 agents, those on their way counted, under its minimum of 3; ana, idle on inbound for 45 s, goes out',
    ]);
    expect(decided.moves[0]?.inputs).toEqual({
      ...{ idleSeconds: 45, 'blend-to-outbound/idle-seconds': 30, callersWaiting: 0, tasksWaiting: 0 },
      ...{ idleInboundAfter: 1, 'blend-to-outbound/min-idle-inbound-agents': 0 },
      ...{ staffedInboundAfter: 1, 'side/min-inbound-agents': 1 },
      ...{ secondsOnSide: 100, 'side/dwell-seconds': 30, movesInHour: 0, 'side/max-moves-per-agent-hour': 12 },
      ...{ callsAvailable: 0, 'campaigns/acquire-at-calls': 0, demandTarget: 0, agentsMissing: 0 },
      ...{ staffedOutbound: 1, movingToOutbound: 1, 'side/min-outbound-agents': 3 },
    });
  });

  it.each<[string, Partial<BlendView>, boolean]>([
    ['and while callers have only come', { callers: [caller('c1', 1, [])] }, true],
    ['not once one waits past the threshold', { callers: [caller('c1', 1, []), caller('c2', 60, [])] }, false],
    ['not where it is reached', { outbound: [outbound('cy')] }, false],
    ['not where it will be', { moves: [inFlight('mo', { to: 'outbound', rule: 'idle' })] }, false],
  ])('that is not reached has others read, %s', (_, view, readOn) => {
    const justCame = idle.map((agent) => ({ ...agent, sideSince: now }));
    const unread = { inbound: 40, outbound: 0 };
    const staffed = { inbound: 50, outbound: view.outbound?.length ?? 0 };
    const decided = plan({ idleInbound: justCame, idleInboundCount: 42, unread, staffed, ...view }, atLeastOut(1));
    expect(decided).toMatchObject({ moves: [], readOn });
  });
});
