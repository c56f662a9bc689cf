import type { PlannedMove } from '../agent/planned-move';
import type { Reason } from '../reasons/reason';
import { inWholeSeconds } from './anti-flap';
import type { BlendPlan, InboundAgent, OutboundAgent, SupervisorWish } from './blend-view';
import { isIdleOutbound, isOfNoUse, plannedTo, type Situation } from './situation';

/** Which wishes are met by this decision, and which cannot be, with the reason that the supervisor reads. */
export interface SupervisorMoves {
  readonly moves: readonly PlannedMove[];
  readonly refused: BlendPlan['refused'];
}

/**
 * Rule supervisor: bound by work in hand and by what is possible at all (a tether can be placed, the agent is not left alone),
 * not by reserve, minimum, dwell or cap. Every request is met or refused with its reason.
 */
export function supervisorMoves(situation: Situation): SupervisorMoves {
  const moves: PlannedMove[] = [];
  const refused: { readonly manual: SupervisorWish; readonly because: Reason }[] = [];
  for (const manual of situation.view.manual) {
    const judged = judge(manual, situation, moves);
    if ('code' in judged) refused.push({ manual, because: judged });
    else moves.push(judged);
  }
  return { moves, refused };
}

function judge(manual: SupervisorWish, situation: Situation, moves: readonly PlannedMove[]): PlannedMove | Reason {
  const { agentId, to } = manual;
  const onTheWay =
    moves.find((move) => move.agentId === agentId) ?? situation.view.moves.find((move) => move.agentId === agentId);
  if (onTheWay) {
    return { code: 'on-the-way-already', figures: { agent: onTheWay.username, to: onTheWay.to } };
  }
  const inbound = situation.idleInbound.find((agent) => agent.agentId === agentId);
  const outbound = situation.outbound.find((agent) => agent.agentId === agentId);
  const there = to === 'inbound' ? inbound : outbound;
  if (there) return { code: 'there-already', figures: { agent: there.username, to } };
  const agent = inbound ?? outbound;
  if (agent === undefined) {
    return { code: to === 'outbound' ? 'cannot-go-out' : 'cannot-come-in', figures: {} };
  }
  // A hold of a supervisor binds rules, and none of them.
  const aloneMs = (agent.leftAloneUntil ?? situation.now) - situation.now;
  if (aloneMs > 0) {
    return { code: 'left-alone', figures: { agent: agent.username, seconds: inWholeSeconds(aloneMs) } };
  }
  return outbound ? comingBack(outbound, manual) : goingOut(agent, manual, situation, moves);
}

const comingBack = (agent: OutboundAgent, manual: SupervisorWish): PlannedMove => {
  const idle = isIdleOutbound(agent);
  return {
    ...bySupervisor(agent, manual),
    when: idle ? 'now' : 'after-work',
    because: {
      code: 'supervisor',
      figures: { by: manual.by, agent: agent.username, work: agent.work, comes: idle ? 'now' : 'after-work' },
    },
    inputs: { by: manual.by, work: agent.work },
  };
};

type Asked = Pick<InboundAgent, 'agentId' | 'username' | 'campaigns'>;

function goingOut(
  agent: Asked,
  manual: SupervisorWish,
  situation: Situation,
  moves: readonly PlannedMove[],
): PlannedMove | Reason {
  const { view } = situation;
  if (!view.linkAlive) return { code: 'link-lost', figures: {} };
  if (isOfNoUse(situation, agent)) return { code: 'no-campaign', figures: { agent: agent.username } };
  const callRoom = view.callRoom - plannedTo(moves, 'outbound');
  if (callRoom <= 0) return { code: 'no-call-room', figures: {} };
  return {
    ...bySupervisor(agent, manual),
    when: 'now',
    because: {
      code: 'supervisor',
      figures: { by: manual.by, agent: agent.username, work: 'idle', comes: 'goes-out' },
    },
    inputs: { by: manual.by, idle: true, callRoom },
  };
}

const bySupervisor = ({ agentId, username, campaigns }: Asked, { to, holdSeconds }: SupervisorWish) =>
  ({
    ...({ agentId, username, campaigns, to, rule: 'supervisor', callId: null } as const),
    ...(holdSeconds !== undefined && { holdSeconds }),
  }) as const;
