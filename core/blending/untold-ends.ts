import type { AgentRecord } from '../agent/agent';
import type { Decision } from '../decisions/decision';
import type { LedgerMove } from '../group/group-ledger';
import type { GroupId } from '../ids';
import { arrivalInEnglish, endInEnglish, isEndReason } from '../reasons/english-of-ends';
import type { Reason } from '../reasons/reason';

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
    const { how, at, because } = last.ended;
    const { moveId, agentId, to, callId, rule } = move;
    const seconds = (at - last.decidedAt) / 1000;
    const reason = because === null ? arrivalInEnglish(agent.username, to, seconds) : saidOf(because);
    const about = { at, group, moveId, agentId, to, callId, seconds, reason, inputs: { rule } };
    return [{ type: `move.${how}`, ...about, ...(because !== null && { because }) } as const];
  });
}

const saidOf = (because: Reason): string => (isEndReason(because) ? endInEnglish(because) : because.code);
