import type { EndReason } from '../../reasons/reason';
import { type AgentRecord, isIdle } from '../agent';
import type { LastMove } from '../last-move';
import { moveEnded } from '../move-ended';
import type { AgentMove } from '../move-record';
import type { OutboundState } from '../outbound';
import { decided, type Step, stepTo, then, unchanged } from './agent-step';

/** How a move of one agent is over: they have arrived, it failed, or nobody needs it any more. Pure; times are ms since the epoch. */

/**
 * Puts the agent on the inbound side without a move. `at` may come from a late message, and is never before they came to the
 * outbound side.
 */
export const comeIn = (agent: AgentRecord, at: number): Step => {
  const sideSince = Math.max(at, agent.outbound.sideSince);
  return stepTo({ ...agent, idleOnSideSince: at }, { side: 'inbound', sideSince }, { kind: 'rebalance' });
};

/** The tether is up: a move to outbound has come about, at `at`. Any other move stays as it is. */
export function completeMoveOut(agent: AgentRecord, at: number): Step {
  const { move } = agent.outbound;
  if (move?.to !== 'outbound') return unchanged(agent);
  return completed({ ...agent, idleOnSideSince: at }, move, at);
}

/**
 * The agent is Available without a tether: they have arrived, whoever ended it. With another status they are on this side all
 * the same.
 */
export function finishMoveIn(agent: AgentRecord, at: number = agent.observedAt): Step {
  const { move, tether } = agent.outbound;
  if (move?.to !== 'inbound' || tether !== null) return unchanged(agent);
  if (isIdle(agent)) {
    return then(completed({ ...agent, idleOnSideSince: at }, move, at), (record) =>
      move.callId === null
        ? unchanged(record)
        : { agent: record, effects: [{ kind: 'offer-paired', callId: move.callId }] },
    );
  }
  if (agent.status.type === 'ROUTABLE' && agent.nextStatus === null) return unchanged(agent);
  return then(comeIn(agent, at), (record) =>
    failMove(record, at, {
      code: 'agent-went',
      figures: { agent: agent.username, status: agent.nextStatus ?? agent.status.name },
    }),
  );
}

/** The move that is shown as the last one is over. One of an agent whose record is older than the field is not shown. */
const over = (
  { lastMove }: OutboundState,
  { moveId }: AgentMove,
  ended: NonNullable<LastMove['ended']>,
): LastMove | null => (lastMove !== null && lastMove.moveId === moveId ? { ...lastMove, ended } : lastMove);

function completed(agent: AgentRecord, move: AgentMove, at: number): Step {
  const ended = { how: 'completed', at, because: null } as const;
  return stepTo(
    agent,
    { move: null, side: move.to, sideSince: at, lastMove: over(agent.outbound, move, ended) },
    decided(moveEnded(agent, agent.group ?? '', move, ended, { rule: move.rule })),
    { kind: 'move-over', moveId: move.moveId },
    { kind: 'rebalance' },
  );
}

/** The move failed: no other is tried for `aloneMs`. */
export const failMove = (agent: AgentRecord, toldAt: number, why: EndReason, aloneMs = 0): Step =>
  moveOff(agent, 'failed', toldAt, why, aloneMs);

/** Nothing failed, and nobody needs it any more: whoever was waited for is served, or needs the agent where they are. */
export const callOffMove = (agent: AgentRecord, toldAt: number, why: EndReason): Step =>
  moveOff(agent, 'cancelled', toldAt, why, 0);

/**
 * Ends the move: the agent is again on the side they came from. `toldAt` may come from a late message, and is never before the
 * move began.
 */
function moveOff(
  agent: AgentRecord,
  how: 'failed' | 'cancelled',
  toldAt: number,
  because: EndReason,
  aloneMs: number,
): Step {
  const { move, side, leftAloneUntil, movedAt } = agent.outbound;
  if (move === null) return unchanged(agent);
  const at = Math.max(toldAt, move.decidedAt);
  const ended = { how, at, because };
  const asked = move.phase === 'releasing' || move.phase === 'after-work';
  const shownElsewhere = move.when === 'now' || move.phase === 'ending';
  const back = shownElsewhere ? { sideSince: at } : {};
  const since = side === 'inbound' && shownElsewhere ? { idleOnSideSince: at } : {};
  return stepTo(
    { ...agent, ...since },
    {
      move: null,
      lastMove: over(agent.outbound, move, ended),
      ...back,
      leftAloneUntil: aloneMs > 0 ? at + aloneMs : leftAloneUntil,
      // Nothing came of it: it does not count towards the hourly cap.
      movedAt: asked ? movedAt.filter((time) => time !== move.decidedAt) : movedAt,
    },
    decided(moveEnded(agent, agent.group ?? '', move, ended, { rule: move.rule, phase: move.phase })),
    { kind: 'move-over', moveId: move.moveId },
    { kind: 'rebalance' },
  );
}
