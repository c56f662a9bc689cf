import type { PlannedMove } from '../agent/planned-move';
import { leftAloneUntil } from './anti-flap';
import type { BlendPlan, InboundAgent, ManualMove, OutboundAgent } from './blend-view';
import { isIdleOutbound, isOfNoUse, plannedTo, type Situation } from './situation';
import { doing, wholeSeconds } from './wording';

export interface SupervisorMoves {
  readonly moves: readonly PlannedMove[];
  readonly refused: BlendPlan['refused'];
}

/**
 * Rule supervisor: bound by work in hand and by what is possible at all (a tether can be placed, the agent is not left alone),
 * not by reserve, minimum, dwell or cap. Every request is met or refused with a sentence.
 */
export function supervisorMoves(situation: Situation): SupervisorMoves {
  const moves: PlannedMove[] = [];
  const refused: { readonly manual: ManualMove; readonly reason: string }[] = [];
  for (const manual of situation.view.manual) {
    const judged = judge(manual, situation, moves);
    if (typeof judged === 'string') refused.push({ manual, reason: judged });
    else moves.push(judged);
  }
  return { moves, refused };
}

function judge(manual: ManualMove, situation: Situation, moves: readonly PlannedMove[]): PlannedMove | string {
  const { agentId, to } = manual;
  const onTheWay =
    moves.find((move) => move.agentId === agentId) ?? situation.view.moves.find((move) => move.agentId === agentId);
  if (onTheWay) return `${onTheWay.username} is on the way to ${onTheWay.to} already`;
  const inbound = situation.idleInbound.find((agent) => agent.agentId === agentId);
  const outbound = situation.outbound.find((agent) => agent.agentId === agentId);
  const there = to === 'inbound' ? inbound : outbound;
  if (there) return `${there.username} is on the ${to} side already`;
  const agent = inbound ?? outbound;
  if (agent === undefined) {
    return to === 'outbound'
      ? 'only an agent of kind blended who is idle on the inbound side with nothing in hand, and not about to be rung, can go to outbound'
      : 'only an agent of kind blended who is on a tether on the outbound side can come to inbound';
  }
  const aloneMs = leftAloneUntil(agent) - situation.now;
  if (aloneMs > 0) {
    return `${agent.username} is left alone for another ${wholeSeconds(aloneMs)}, since the last move failed; ask again then`;
  }
  return outbound ? comingBack(outbound, manual) : goingOut(agent, manual, situation, moves);
}

const comingBack = (agent: OutboundAgent, manual: ManualMove): PlannedMove => {
  const idle = isIdleOutbound(agent);
  return {
    ...bySupervisor(agent, manual),
    when: idle ? 'now' : 'after-work',
    reason: `${manual.by} asked for it; ${agent.username}, ${doing(agent)}, comes back${idle ? '' : ' after that'}`,
    inputs: { by: manual.by, work: agent.work },
  };
};

type Asked = Pick<InboundAgent, 'agentId' | 'username' | 'campaigns'>;

function goingOut(
  agent: Asked,
  manual: ManualMove,
  situation: Situation,
  moves: readonly PlannedMove[],
): PlannedMove | string {
  const { view } = situation;
  if (!view.linkAlive) return 'the Campaign Manager is not heard from, so no tether can be placed';
  if (isOfNoUse(situation, agent)) {
    return `${agent.username} may work for none of the group's campaigns; see the proficiencies they ask for`;
  }
  const callRoom = view.callRoom - plannedTo(moves, 'outbound');
  if (callRoom <= 0) return 'no tether can be placed: as many calls are in progress as the instance allows';
  return {
    ...bySupervisor(agent, manual),
    when: 'now',
    reason: `${manual.by} asked for it; ${agent.username}, idle on inbound, goes out`,
    inputs: { by: manual.by, idle: true, callRoom },
  };
}

const bySupervisor = ({ agentId, username, campaigns }: Asked, { to }: ManualMove) =>
  ({ agentId, username, campaigns, to, rule: 'supervisor', callId: null }) as const;
