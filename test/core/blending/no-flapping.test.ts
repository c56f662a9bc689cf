import fc from 'fast-check';
import type { PlannedMove } from '../../../core/agent/planned-move';
import type { BlendView, InboundAgent, OutboundAgent } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import { withAgents } from '../../../core/group/campaign-teams';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import type { Side } from '../../../core/vocabulary';
import { aView, campaign, inbound, now, outbound } from './blend-views';
import { someLimits } from './random-views';

/** A group whose agents arrive the moment they are moved and have nothing to do; calls available change with time. */

interface Moved {
  readonly at: number;
  readonly move: PlannedMove;
}

const moverOf = ({ agentId, username, campaigns, sideSince, movedAt }: InboundAgent | OutboundAgent) => ({
  ...{ agentId, username, campaigns, sideSince, movedAt },
});

function arrived(view: BlendView, { agentId, to }: PlannedMove, at: number): BlendView {
  const agent = [...view.idleInbound, ...view.outbound].find((one) => one.agentId === agentId);
  if (agent === undefined) throw new Error(`${agentId} is on no side`);
  const { username, campaigns, movedAt } = moverOf(agent);
  const there = { agentId, campaigns, sideSince: at, movedAt: [...movedAt, at] };
  const idleInbound = view.idleInbound.filter((one) => one.agentId !== agentId);
  const onTether = view.outbound.filter((one) => one.agentId !== agentId);
  if (to === 'inbound') idleInbound.push(inbound(username, { ...there, idleOnSideSince: at }));
  else onTether.push(outbound(username, there));
  return {
    ...view,
    idleInbound,
    idleInboundCount: idleInbound.length,
    outbound: onTether,
    staffed: { inbound: idleInbound.length, outbound: onTether.length },
    teams: withAgents(view.teams, campaigns, to === 'outbound' ? 1 : -1),
  };
}

/** Decides whenever it is time to, and at least every `everyMs`, when the calls available are asked anew. */
function run(
  view: BlendView,
  thresholds: Thresholds,
  callsAt: (step: number) => number,
  everyMs: number,
  steps: number,
) {
  const moved: Moved[] = [];
  let state = view;
  for (let step = 0; step < steps; step += 1) {
    let at = now + step * everyMs;
    const end = at + everyMs;
    const winback = { campaign: 'winback', priority: 2 };
    state = { ...state, campaigns: [campaign(callsAt(step)), campaign(callsAt(step + 1), winback)] };
    while (at < end) {
      const plan = planMoves(state, thresholds, at);
      for (const move of plan.moves) {
        state = arrived(state, move, at);
        moved.push({ at, move });
      }
      // After arrivals there is a decision anew, as every completed move asks for one.
      at = plan.moves.length > 0 ? at + 1000 : (plan.nextCheckAt ?? end);
    }
  }
  return moved;
}

const byAgent = (moved: readonly Moved[]): readonly (readonly Moved[])[] =>
  [...new Set(moved.map(({ move }) => move.agentId))].map((agentId) =>
    moved.filter(({ move }) => move.agentId === agentId),
  );

/** Agents who may work for at least so many of the two campaigns. */
const sidesWith = (leastCampaigns: number) =>
  fc
    .array(
      fc.record({
        side: fc.constantFrom<Side>('inbound', 'outbound'),
        campaigns: fc.subarray(['renewals', 'winback'], { minLength: leastCampaigns }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((agents) => {
      const on = <A>(where: Side, make: (name: string, over: { campaigns: readonly string[] }) => A) =>
        agents.flatMap(({ side, campaigns }, index) => (side === where ? [make(`a${index}`, { campaigns })] : []));
      return aView({ idleInbound: on('inbound', inbound), outbound: on('outbound', outbound) });
    });
const someSides = sidesWith(0);
const someCalls = fc.nat(20);

describe.each([1, 2, 3])('no flapping (seed %i)', (seed) => {
  const settings = { seed, numRuns: 25 };

  it('at constant figures nobody is moved twice, and the group comes to rest', () => {
    fc.assert(
      fc.property(someSides, someLimits, someCalls, (view, thresholds, calls) => {
        const moved = run(view, thresholds, () => calls, 60_000, 30);
        for (const moves of byAgent(moved)) expect(moves.map(({ move }) => move.rule)).toHaveLength(1);
      }),
      settings,
    );
  });

  it('calls that swing over any threshold move nobody more often than dwell and cap allow', () => {
    fc.assert(
      fc.property(someSides, someLimits, someCalls, someCalls, (view, thresholds, low, high) => {
        const moved = run(view, thresholds, (step) => (step % 2 === 0 ? low : high), 7_000, 100);
        for (const moves of byAgent(moved)) {
          for (const [index, { at }] of moves.entries()) {
            const before = moves[index - 1];
            if (before) expect(at - before.at).toBeGreaterThanOrEqual(thresholds['side/dwell-seconds'] * 1000);
            const inHour = moves.filter((other) => other.at <= at && at - other.at < 3_600_000);
            expect(inHour.length).toBeLessThanOrEqual(thresholds['side/max-moves-per-agent-hour']);
          }
        }
      }),
      settings,
    );
  });

  it('calls that swing between release-below and acquire-at send nobody back', () => {
    fc.assert(
      fc.property(sidesWith(1), someLimits, someCalls, someCalls, (view, some, first, second) => {
        const below = some['campaigns/release-below-calls'];
        const calls = [first, second].map((one) => one + below);
        const moved = run(view, some, (step) => calls[step % 2] ?? below, 7_000, 60);
        expect(moved.filter(({ move }) => move.rule === 'campaign-release')).toEqual([]);
        for (const moves of byAgent(moved)) expect(moves).toHaveLength(1);
      }),
      settings,
    );
  });
});
