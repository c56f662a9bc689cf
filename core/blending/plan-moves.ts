import type { PlannedMove } from '../agent/planned-move';
import type { MoveId } from '../ids';
import type { Thresholds } from '../thresholds/thresholds';
import { agentsRead, type BlendPlan, type BlendView, type CancelledMove } from './blend-view';
import { campaignRelease } from './campaign-release';
import { isUnderMinimum, minimumInbound } from './minimum-inbound';
import { movesForCallers } from './moves-for-callers';
import { minimumOutbound, moveOnDemand, wantsAnother } from './moves-to-outbound';
import { secondsToNextTurn } from './nominees';
import type { RuleOutcome } from './rule-outcome';
import { type Situation, situationOf } from './situation';
import { supervisorMoves } from './supervisor-moves';

/** What is left over by `blend/moves-per-decision` is decided so much later. */
const leftoverMs = 1000;

/** After callers and supervisors, in order of precedence (docs/blending.md#how-it-is-decided). */
const rules: readonly ((situation: Situation, moves: readonly PlannedMove[]) => RuleOutcome)[] = [
  minimumInbound,
  minimumOutbound,
  moveOnDemand,
  campaignRelease,
];

/**
 * Who crosses between the sides now, and why (docs/blending.md#how-it-is-decided). Work in hand goes before everything: an
 * agent who is not idle comes after work at most. Then callers past `blend-to-inbound/wait-seconds`, a minimum per side, agents
 * idle past `blend-to-outbound/idle-seconds`, campaign demand. A supervisor's request chooses its agent first, and is carried
 * out after the callers' moves. Pure; the same view in another order gives the same plan; costs as much as its lists are long.
 */
export function planMoves(view: BlendView, thresholds: Thresholds, now: number): BlendPlan {
  if (!thresholds['blend/enabled']) return planOfDisabled(view);
  const situation = situationOf(view, thresholds, now);
  const wishes = supervisorMoves(situation);
  const callers = movesForCallers(situation, new Set(wishes.moves.map((move) => move.agentId)));

  const letOff = [...callers.cancelled, ...[...callers.replaced.values()].flat()];
  const remaining = without(situation, letOff);
  let moves = [...callers.moves, ...wishes.moves];
  const lookAt = [...callers.lookAt];
  for (const rule of rules) {
    const outcome = rule(remaining, moves);
    moves = [...moves, ...outcome.moves];
    lookAt.push(...outcome.lookAt);
  }
  const decided = moves.slice(0, thresholds['blend/moves-per-decision']);
  if (decided.length < moves.length) lookAt.push(now + leftoverMs);
  const wanted = {
    inbound: wantsAnother(remaining, moves),
    outbound: callers.lacking || isUnderMinimum(remaining, moves),
  };
  const unread = Math.max(...sides.map((side) => (wanted[side] ? view.unread[side] : 0)));
  if (unread > 0) lookAt.push(now + secondsToNextTurn(unread, agentsRead) * 1000);
  return {
    moves: decided,
    readOn: unread > 0,
    cancelled: [...callers.cancelled, ...decided.flatMap((move) => callers.replaced.get(move.agentId) ?? [])],
    refused: wishes.refused,
    hold: callers.hold,
    nextCheckAt: earliestAfter(now, lookAt),
  };
}

/** Nothing moves, and releases after work are taken back: `drain` gives the tethers back, without a move. */
const planOfDisabled = ({ moves, manual }: BlendView): BlendPlan => ({
  moves: [],
  cancelled: moves
    .filter((move) => move.when === 'after-work')
    .map(({ moveId, agentId }) => ({ moveId, agentId, because: { code: 'blending-switched-off', figures: {} } })),
  refused: manual.map((wish) => ({
    manual: wish,
    because: { code: 'blending-off', figures: {} },
  })),
  hold: null,
  nextCheckAt: null,
  readOn: false,
});

/** Of either list. */
const sides = ['inbound', 'outbound'] as const;

/** Without moves of agents who were to come for a caller and need not. */
function without(situation: Situation, gone: readonly CancelledMove[]): Situation {
  const moveIds = new Set(gone.map((move) => move.moveId));
  const stays = ({ moveId }: { readonly moveId: MoveId }) => !moveIds.has(moveId);
  const { inbound, outbound } = situation.inFlight;
  return { ...situation, inFlight: { inbound: inbound.filter(stays), outbound } };
}

function earliestAfter(now: number, moments: readonly number[]): number | null {
  const later = moments.filter((at) => at > now);
  return later.length > 0 ? Math.min(...later) : null;
}
