import type { InboundAgent, PlannedMove } from '../blend-view';
import type { MoveRule } from '../outbound';
import { antiFlapInputs, inSeconds, movableFrom } from './anti-flap';
import { nothingToDo, pickReady, type RuleOutcome } from './rule-outcome';
import { isPastThreshold, plannedTo, type Situation, unplanned } from './situation';
import { againstLimit, counted, wholeSeconds } from './wording';

/**
 * How many agents may go out at all: a tether can be placed for each, the reserve of idle inbound agents is kept, and the
 * inbound minimum, on which agents still on their way in do not count yet.
 */
function roomOutside(situation: Situation, moves: readonly PlannedMove[]): number {
  const { view, thresholds } = situation;
  if (!view.linkAlive) return 0;
  const { idle, staffed } = inboundLeft(situation, moves);
  return Math.min(
    view.callRoom - plannedTo(moves, 'outbound'),
    idle - thresholds['blend-to-outbound/min-idle-inbound-agents'],
    staffed - thresholds['side/min-inbound-agents'],
  );
}

const inboundLeft = ({ view, idleInboundCount, inFlight }: Situation, moves: readonly PlannedMove[]) => ({
  idle: idleInboundCount - plannedTo(moves, 'outbound'),
  staffed: view.staffed.inbound - inFlight.outbound.length - plannedTo(moves, 'outbound'),
});

/** On the outbound side or on the way there. Who is about to leave it counts until they have left. */
const outboundAgents = ({ view, inFlight }: Situation, moves: readonly PlannedMove[]): number =>
  view.staffed.outbound + inFlight.outbound.length + plannedTo(moves, 'outbound');

/** Rule minimum-outbound: best effort, while nobody waits past the threshold and inbound keeps what it must have. */
export function minimumOutbound(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { thresholds, now } = situation;
  if (situation.waiting.some((caller) => isPastThreshold(situation, caller))) return nothingToDo;
  const minimum = thresholds['side/min-outbound-agents'];
  const missing = minimum - outboundAgents(situation, moves);
  const { chosen, lookAt } = pickReady(
    unplanned(situation.idleInbound, moves),
    Math.min(missing, roomOutside(situation, moves)),
    (agent) => movableFrom(agent, thresholds, now),
    now,
  );
  const planned = goingOut(chosen, situation, moves, (agent, present) => ({
    rule: 'minimum-outbound',
    why:
      `the outbound side has ${counted(present, 'agent')}, those on their way counted, under its minimum of ${minimum}; ` +
      `${agent.username}, idle on inbound for ${wholeSeconds(now - agent.idleOnSideSince)}, goes out`,
  }));
  return { moves: planned, lookAt };
}

/**
 * Rules idle and campaign-acquire: nobody waits, campaigns need more agents than outbound has, and an agent is idle past
 * `blend-to-outbound/idle-seconds`; enough calls waive that time, and nothing else.
 */
export function moveOnDemand(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { thresholds, now, demand } = situation;
  if (situation.waiting.length > 0) return nothingToDo;
  const acquireAt = thresholds['campaigns/acquire-at-calls'];
  const idleLimit = thresholds['blend-to-outbound/idle-seconds'];
  const acquiring = acquireAt > 0 && demand.callsAvailable >= acquireAt;
  const idleEnoughFrom = (agent: InboundAgent) => agent.idleOnSideSince + idleLimit * 1000;
  const { chosen, lookAt } = pickReady(
    unplanned(situation.idleInbound, moves),
    Math.min(demand.target - outboundAgents(situation, moves), roomOutside(situation, moves)),
    (agent) =>
      Math.max(movableFrom(agent, thresholds, now), acquiring ? Number.NEGATIVE_INFINITY : idleEnoughFrom(agent)),
    now,
  );
  const planned = goingOut(chosen, situation, moves, (agent, present) => {
    const need = `campaigns need ${counted(demand.target, 'agent')} and have ${present}`;
    const idleMs = now - agent.idleOnSideSince;
    return idleEnoughFrom(agent) <= now
      ? {
          rule: 'idle',
          why: `${agent.username} has been idle on inbound for ${againstLimit(idleMs, idleLimit)}, and nobody waits; ${need}, so ${agent.username} goes out`,
        }
      : {
          rule: 'campaign-acquire',
          why: `${counted(demand.callsAvailable, 'call')} available for campaigns, enough at ${acquireAt}, and nobody waits; ${need}, so ${agent.username}, idle on inbound for ${wholeSeconds(idleMs)}, goes out`,
        };
  });
  return { moves: planned, lookAt };
}

/** One after the other, so that each move's figures are those it leaves behind. */
function goingOut(
  agents: readonly InboundAgent[],
  situation: Situation,
  before: readonly PlannedMove[],
  ruleFor: (agent: InboundAgent, present: number) => { readonly rule: MoveRule; readonly why: string },
): readonly PlannedMove[] {
  const { view, thresholds, now, demand, waiting } = situation;
  const planned: PlannedMove[] = [];
  for (const agent of agents) {
    const earlier = [...before, ...planned];
    const present = outboundAgents(situation, earlier);
    const { rule, why } = ruleFor(agent, present);
    const left = inboundLeft(situation, earlier);
    planned.push({
      agentId: agent.agentId,
      username: agent.username,
      to: 'outbound',
      rule,
      callId: null,
      when: 'now',
      reason: why,
      inputs: {
        idleSeconds: inSeconds(now - agent.idleOnSideSince),
        'blend-to-outbound/idle-seconds': thresholds['blend-to-outbound/idle-seconds'],
        callersWaiting: waiting.length,
        idleInboundAfter: left.idle - 1,
        'blend-to-outbound/min-idle-inbound-agents': thresholds['blend-to-outbound/min-idle-inbound-agents'],
        staffedInboundAfter: left.staffed - 1,
        'side/min-inbound-agents': thresholds['side/min-inbound-agents'],
        ...antiFlapInputs(agent, thresholds, now),
        callsAvailable: demand.callsAvailable,
        'campaigns/acquire-at-calls': thresholds['campaigns/acquire-at-calls'],
        demandTarget: demand.target,
        staffedOutbound: view.staffed.outbound,
        movingToOutbound: present - view.staffed.outbound,
        'side/min-outbound-agents': thresholds['side/min-outbound-agents'],
      },
    });
  }
  return planned;
}
