import fc from 'fast-check';
import type { PlannedMove } from '../../../core/agent/planned-move';
import type { BlendPlan, BlendView, WaitingCaller } from '../../../core/blending/blend-view';
import { demandOf } from '../../../core/blending/demand-target';
import { planMoves } from '../../../core/blending/plan-moves';
import { agentsAtWork, type TeamOfCampaigns, withAgents } from '../../../core/group/campaign-teams';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import { afterDecision, caller, now, said } from './blend-views';
import { contradictions, someLimits, someView } from './random-views';

const isInNeed = (one: WaitingCaller, thresholds: Thresholds): boolean =>
  !one.ringing && !one.idleAgentCanTake && now - one.queuedAt >= thresholds['blend-to-inbound/wait-seconds'] * 1000;

const figure = (move: PlannedMove, name: string): number => {
  const value = move.inputs[name];
  if (typeof value !== 'number') throw new Error(`${move.rule} has no figure ${name}`);
  return value;
};

/** In flight and not let off, or newly planned, for callers or at all. */
const onTheWayIn = (view: BlendView, plan: BlendPlan, only: (rule: string) => boolean): number => {
  const off = new Set(plan.cancelled.map((move) => move.moveId));
  const before = view.moves.filter((move) => move.to === 'inbound' && only(move.rule) && !off.has(move.moveId));
  return before.length + plan.moves.filter((move) => move.to === 'inbound' && only(move.rule)).length;
};

const shuffled = <T>(list: readonly T[], order: readonly number[]): readonly T[] =>
  list
    .map((item, index) => ({ item, key: order[index % order.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe.each([1, 2, 3])('every plan (seed %i)', (seed) => {
  const holds = (property: (view: BlendView, thresholds: Thresholds, plan: BlendPlan) => void) =>
    fc.assert(
      fc.property(someView, someLimits, (view, thresholds) =>
        property(view, thresholds, planMoves(view, thresholds, now)),
      ),
      { seed, numRuns: 100 },
    );

  it('is made from thresholds an admin could set', () => {
    fc.assert(
      fc.property(someLimits, (thresholds) => expect(contradictions(thresholds)).toEqual([])),
      { seed },
    );
  });

  it('cuts off no work: who is not idle comes after work, and nobody not in the lists is moved (invariant 7)', () => {
    holds((view, _, plan) => {
      for (const move of plan.moves) {
        const out = view.outbound.find((agent) => agent.agentId === move.agentId);
        const idle = out ? out.work === 'idle' || out.work === null : false;
        if (move.to === 'inbound') expect([move.when, out === undefined]).toEqual([idle ? 'now' : 'after-work', false]);
        else expect(view.idleInbound.map((agent) => agent.agentId)).toContain(move.agentId);
      }
    });
  });

  it('sends no more agents to callers than there are callers in need (invariant 8)', () => {
    holds((view, thresholds, plan) => {
      const inNeed = view.callers.filter((one) => isInNeed(one, thresholds)).length;
      for (const move of plan.moves.filter((one) => one.rule === 'caller-waiting')) {
        expect(figure(move, 'callersPastThreshold')).toBe(inNeed);
        expect(figure(move, 'movingToInbound') + 1).toBeLessThanOrEqual(inNeed);
        expect(figure(move, 'waitedSeconds')).toBeGreaterThanOrEqual(thresholds['blend-to-inbound/wait-seconds']);
      }
      const forCallers = (rule: string) => rule === 'caller-waiting';
      if (plan.moves.some((move) => forCallers(move.rule))) {
        expect(onTheWayIn(view, plan, forCallers)).toBeLessThanOrEqual(inNeed);
      }
    });
  });

  it('pairs each caller in need with one agent who may take the call and was not tried', () => {
    holds((view, thresholds, plan) => {
      const off = new Set(plan.cancelled.map((move) => move.moveId));
      const served = view.moves.filter((move) => !off.has(move.moveId)).map((move) => move.callId);
      const calls = plan.moves.filter((move) => move.callId !== null).map((move) => move.callId);
      expect(new Set(calls).size).toBe(calls.length);
      for (const move of plan.moves) {
        expect(move.callId === null).toBe(move.rule !== 'caller-waiting');
        if (move.callId === null) continue;
        const one = view.callers.find(({ callId }) => callId === move.callId);
        expect(one && isInNeed(one, thresholds)).toBe(true);
        expect(one?.eligibleOutbound).toContain(move.agentId);
        expect(one?.tried).not.toContain(move.agentId);
        expect(served).not.toContain(move.callId);
        expect(said(move)).toContain('{call}');
      }
    });
  });

  it('keeps reserve, inbound minimum, dwell, cap and demand in every move out that no supervisor asked for (invariant 8)', () => {
    holds((view, thresholds, plan) => {
      const out = plan.moves.filter((move) => move.to === 'outbound' && move.rule !== 'supervisor');
      for (const move of out) {
        expect(figure(move, 'idleInboundAfter')).toBeGreaterThanOrEqual(
          thresholds['blend-to-outbound/min-idle-inbound-agents'],
        );
        expect(figure(move, 'staffedInboundAfter')).toBeGreaterThanOrEqual(thresholds['side/min-inbound-agents']);
        expect(figure(move, 'secondsOnSide')).toBeGreaterThanOrEqual(thresholds['side/dwell-seconds']);
        expect(figure(move, 'movesInHour')).toBeLessThan(thresholds['side/max-moves-per-agent-hour']);
        const there = figure(move, 'staffedOutbound') + figure(move, 'movingToOutbound');
        if (move.rule === 'minimum-outbound') {
          expect(there).toBeLessThan(figure(move, 'side/min-outbound-agents'));
          expect(view.callers.some((one) => isInNeed({ ...one, idleAgentCanTake: false }, thresholds))).toBe(false);
        } else {
          expect(view.callers.every((one) => one.ringing)).toBe(true);
        }
        if (move.rule === 'idle') {
          expect(figure(move, 'idleSeconds')).toBeGreaterThanOrEqual(thresholds['blend-to-outbound/idle-seconds']);
        }
        if (move.rule === 'campaign-acquire') {
          expect(thresholds['campaigns/acquire-at-calls']).toBeGreaterThan(0);
          expect(figure(move, 'callsAvailable')).toBeGreaterThanOrEqual(thresholds['campaigns/acquire-at-calls']);
        }
      }
      const allOut = plan.moves.filter((move) => move.to === 'outbound').length;
      if (allOut > 0) expect([view.linkAlive, allOut <= view.callRoom]).toEqual([true, true]);
      // Counted on the view itself, not on the figures told.
      if (out.length > 0) {
        expect(view.idleInboundCount - allOut).toBeGreaterThanOrEqual(
          thresholds['blend-to-outbound/min-idle-inbound-agents'],
        );
        const leaving = view.moves.filter((move) => move.to === 'outbound').length + allOut;
        expect(view.staffed.inbound - leaving).toBeGreaterThanOrEqual(thresholds['side/min-inbound-agents']);
      }
    });
  });

  it('sends out for campaigns only who finds work there beside those outside already', () => {
    holds((view, thresholds, plan) => {
      const targets = new Map(
        demandOf(view.campaigns, thresholds['campaigns/calls-per-agent']).campaigns.map((one) => [
          one.campaign,
          one.target,
        ]),
      );
      const out = plan.moves.filter((move) => move.to === 'outbound');
      const onDemand = out.filter((move) => move.rule === 'idle' || move.rule === 'campaign-acquire');
      const others = [...view.moves, ...out].filter(
        (move) => move.to === 'outbound' && !onDemand.includes(move as never),
      );
      const join = (teams: readonly TeamOfCampaigns[], agents: readonly { readonly campaigns: readonly string[] }[]) =>
        agents.reduce((sum, { campaigns }) => withAgents(sum, campaigns, 1), teams);
      const without = join(view.teams, others);
      expect(agentsAtWork(join(without, onDemand), targets) - agentsAtWork(without, targets)).toBe(onDemand.length);
    });
  });

  it('binds releases for want of calls, and the inbound minimum, by dwell and cap (invariant 8)', () => {
    holds((view, thresholds, plan) => {
      for (const move of plan.moves) {
        if (move.rule !== 'campaign-release' && move.rule !== 'minimum-inbound') continue;
        expect(figure(move, 'secondsOnSide')).toBeGreaterThanOrEqual(thresholds['side/dwell-seconds']);
        expect(figure(move, 'movesInHour')).toBeLessThan(thresholds['side/max-moves-per-agent-hour']);
      }
      // Who may work for no campaign comes back whatever the figures.
      const released = plan.moves.filter((move) => move.rule === 'campaign-release' && move.campaigns.length > 0);
      if (released.length === 0) return;
      for (const { campaigns } of released) {
        const own = view.campaigns.filter(({ campaign }) => campaigns.includes(campaign));
        const calls = own.reduce((sum, one) => sum + one.callsAvailable, 0);
        expect(calls).toBeLessThan(thresholds['campaigns/release-below-calls']);
        expect(own).not.toEqual([]);
      }
      const off = new Set(plan.cancelled.map((move) => move.moveId));
      const leaving = view.moves.filter((move) => move.to === 'inbound' && !off.has(move.moveId)).length;
      const staying = view.staffed.outbound - leaving - plan.moves.filter((move) => move.to === 'inbound').length;
      expect(staying).toBeGreaterThanOrEqual(thresholds['side/min-outbound-agents']);
    });
  });

  it('moves nobody twice, nobody who is moving, nobody left alone, and never more than allowed at once', () => {
    holds((view, thresholds, plan) => {
      const agents = plan.moves.map((move) => move.agentId);
      expect(new Set(agents).size).toBe(agents.length);
      expect(agents.length).toBeLessThanOrEqual(thresholds['blend/moves-per-decision']);
      const barred = [
        ...view.moves.map((move) => move.agentId),
        ...[...view.idleInbound, ...view.outbound]
          .filter((agent) => (agent.leftAloneUntil ?? 0) > now)
          .map((agent) => agent.agentId),
      ];
      expect(agents.filter((agent) => barred.includes(agent))).toEqual([]);
    });
  });

  it('lets off only those who were to come after work, each once', () => {
    holds((view, _, plan) => {
      const off = plan.cancelled.map((move) => move.moveId);
      expect(new Set(off).size).toBe(off.length);
      for (const { moveId, agentId } of plan.cancelled) {
        expect(view.moves.find((move) => move.moveId === moveId)).toMatchObject({ agentId, when: 'after-work' });
      }
    });
  });

  it('moves nobody while blending is off, refuses what supervisors ask, and does not look again', () => {
    holds((view, thresholds) => {
      const plan = planMoves(view, { ...thresholds, 'blend/enabled': false }, now);
      expect([plan.moves, plan.nextCheckAt]).toEqual([[], null]);
      expect(plan.refused.map((one) => one.manual)).toEqual(view.manual);
      const afterWork = view.moves.filter((move) => move.when === 'after-work').map((move) => move.moveId);
      expect(plan.cancelled.map((move) => move.moveId)).toEqual(afterWork);
    });
  });

  it('is the same whatever the order of the lists', () => {
    const order = fc.array(fc.nat(100), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(someView, someLimits, order, (view, thresholds, keys) => {
        const other: BlendView = {
          ...view,
          callers: shuffled(view.callers, keys),
          idleInbound: shuffled(view.idleInbound, keys),
          outbound: shuffled(view.outbound, keys),
          moves: shuffled(view.moves, keys),
          campaigns: shuffled(view.campaigns, keys),
        };
        expect(planMoves(other, thresholds, now)).toEqual(planMoves(view, thresholds, now));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('leaves nothing undone: once it is carried out, nothing more is decided before the next look', () => {
    fc.assert(
      fc.property(someView, someLimits, fc.double({ min: 0, max: 1, noNaN: true }), (view, some, part) => {
        const thresholds: Thresholds = { ...some, 'blend/moves-per-decision': 20 };
        const plan = planMoves(view, thresholds, now);
        expect(plan.nextCheckAt ?? now + 1).toBeGreaterThan(now);
        const next = plan.nextCheckAt ?? now + 7_200_000;
        const between = Math.floor(now + (next - 1 - now) * part);
        const after = planMoves(afterDecision(view, plan, now), thresholds, between);
        expect([after.moves, after.cancelled]).toEqual([[], []]);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('decides what is over a second later, until nothing is left', () => {
    fc.assert(
      fc.property(someView, someLimits, (view, some) => {
        const cap = 2;
        const whole = planMoves(view, { ...some, 'blend/moves-per-decision': 20 }, now);
        const first = planMoves(view, { ...some, 'blend/moves-per-decision': cap }, now);
        expect(first.moves).toEqual(whole.moves.slice(0, cap));
        if (whole.moves.length > cap) expect(first.nextCheckAt).toBeLessThanOrEqual(now + 1000);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('brings callers no fewer agents when one more caller waits', () => {
    fc.assert(
      fc.property(someView, someLimits, fc.nat(60), fc.subarray(['o1', 'o2', 'o3']), (view, some, waited, eligible) => {
        const thresholds: Thresholds = { ...some, 'blend/moves-per-decision': 20 };
        const busier = { ...view, callers: [...view.callers, caller('one-more', waited, eligible)] };
        const before = planMoves(view, thresholds, now);
        const after = planMoves(busier, thresholds, now);
        const fetched = (plan: BlendPlan) => plan.moves.filter((move) => move.rule === 'caller-waiting').length;
        expect(fetched(after)).toBeGreaterThanOrEqual(fetched(before));
      }),
      { seed, numRuns: 150 },
    );
  });

  it('says why in one sentence, with figures a supervisor reads', () => {
    holds((_, __, plan) => {
      for (const move of plan.moves) {
        const reason = said(move);
        expect(reason).toContain(move.username);
        expect(reason).not.toMatch(/undefined|null|NaN|Infinity|\d\.\d{2,}|[.\n]$/);
      }
      for (const one of [...plan.refused, ...plan.cancelled]) expect(said(one)).not.toMatch(/undefined|null|NaN/);
    });
  });
});
