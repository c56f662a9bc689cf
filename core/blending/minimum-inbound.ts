import type { PlannedMove } from '../agent/planned-move';
import { antiFlapInputs, movableFrom } from './anti-flap';
import type { OutboundAgent } from './blend-view';
import { pickReady, type RuleOutcome } from './rule-outcome';
import { isIdleOutbound, isOfNoUse, plannedTo, type Situation, unplanned } from './situation';

/**
 * Rule minimum-inbound: as many agents come back as the inbound side lacks, idle ones at once, others after their work; first
 * of all who may work for no campaign. Dwell and cap bind it.
 */
export function minimumInbound(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { view, thresholds, now, inFlight } = situation;
  const minimum = thresholds['side/min-inbound-agents'];
  const leaving = inFlight.outbound.length + plannedTo(moves, 'outbound');
  const coming = inFlight.inbound.length + plannedTo(moves, 'inbound');
  const missing = minimum - (view.staffed.inbound - leaving + coming);

  const outside = unplanned(situation.outbound, moves);
  const isOfUse = (agent: OutboundAgent) => !isOfNoUse(situation, agent);
  const { chosen, lookAt } = pickReady(
    [...outside.filter((agent) => !isOfUse(agent)), ...outside.filter(isOfUse)],
    missing,
    (agent) => movableFrom(agent, thresholds, now),
    now,
  );
  const planned = chosen.map((agent, index): PlannedMove => {
    const present = view.staffed.inbound - leaving + coming + index;
    const idle = isIdleOutbound(agent);
    return {
      agentId: agent.agentId,
      username: agent.username,
      campaigns: agent.campaigns,
      to: 'inbound',
      rule: 'minimum-inbound',
      callId: null,
      when: idle ? 'now' : 'after-work',
      because: {
        code: 'minimum-inbound',
        figures: {
          there: present,
          minimum,
          agent: agent.username,
          work: agent.work,
          comes: idle ? 'now' : 'after-work',
        },
      },
      inputs: {
        staffedInbound: view.staffed.inbound,
        leavingInbound: leaving,
        comingToInbound: coming + index,
        'side/min-inbound-agents': minimum,
        work: agent.work,
        ...antiFlapInputs(agent, thresholds, now),
      },
    };
  });
  return { moves: planned, lookAt };
}

/** Whether inbound is under its minimum even with all who come. */
export function isUnderMinimum({ view, thresholds, inFlight }: Situation, moves: readonly PlannedMove[]): boolean {
  const leaving = inFlight.outbound.length + plannedTo(moves, 'outbound');
  const coming = inFlight.inbound.length + plannedTo(moves, 'inbound');
  return view.staffed.inbound - leaving + coming < thresholds['side/min-inbound-agents'];
}
