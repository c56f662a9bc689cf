import type { AgentRecord } from '../agent/agent';
import { moveEnded } from '../agent/move-ended';
import type { Decision } from '../decisions/decision';
import type { LedgerMove } from '../group/group-ledger';
import type { GroupId } from '../ids';

/**
 * How moves ended that the ledger still holds, though their agents' own records say that they are over: the function that ended
 * them died before it said so. `agents`: as they are now. Repeats what was said where the function was only slow.
 */
export function untoldEnds(
  group: GroupId,
  moves: readonly LedgerMove[],
  agents: readonly AgentRecord[],
): readonly Decision[] {
  return moves.flatMap((move) => {
    const agent = agents.find(({ agentId }) => agentId === move.agentId);
    const last = agent?.outbound.lastMove;
    if (agent === undefined || last?.moveId !== move.moveId || !last.ended) return [];
    return [moveEnded(agent, group, { ...move, decidedAt: last.decidedAt }, last.ended, { rule: move.rule })];
  });
}
