import type { MoveEnded } from '../decisions/move-decisions';
import type { GroupId } from '../ids';
import { arrivalInEnglish, endInEnglish, isEndReason } from '../reasons/english-of-ends';
import type { AgentRecord } from './agent';
import type { LastMove } from './last-move';
import type { AgentMove } from './move-record';

/** What the end of a move tells of it. */
type EndedMove = Pick<AgentMove, 'moveId' | 'to' | 'callId' | 'decidedAt'>;

/** The decision that says that a move is over, and how. A reason that this version has no sentence for is said by its code. */
export function moveEnded(
  { agentId, username }: Pick<AgentRecord, 'agentId' | 'username'>,
  group: GroupId,
  { moveId, to, callId, decidedAt }: EndedMove,
  { how, at, because }: NonNullable<LastMove['ended']>,
  inputs: MoveEnded['inputs'],
): MoveEnded {
  const seconds = (at - decidedAt) / 1000;
  const about = { at, group, moveId, agentId, to, callId, seconds, inputs } as const;
  if (because === null) return { type: `move.${how}`, ...about, reason: arrivalInEnglish(username, to, seconds) };
  const reason = isEndReason(because) ? endInEnglish(because) : because.code;
  return { type: `move.${how}`, ...about, reason, because };
}
