import type { PlannedMove } from '../blend-view';
import { antiFlapInputs, inSeconds, movableFrom } from './anti-flap';
import { nothingToDo, pickReady, type RuleOutcome } from './rule-outcome';
import { isIdleOutbound, plannedTo, type Situation, unplanned } from './situation';
import { counted, doing } from './wording';

/**
 * Rule campaign-release: below `campaigns/release-below-calls`, idle agents beyond the demand target come back, idle
 * longest first; the outbound minimum stays. Nobody is released on figures nobody gave: no campaign was heard of yet, or
 * the Campaign Manager is not heard from (DESIGN.md section 8: existing tethers are kept).
 */
export function campaignRelease(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { view, thresholds, now, demand, inFlight } = situation;
  const below = thresholds['campaigns/release-below-calls'];
  if (!view.linkAlive || !demand.known || demand.callsAvailable >= below) return nothingToDo;

  const minimum = thresholds['side/min-outbound-agents'];
  const leaving = inFlight.inbound.length + plannedTo(moves, 'inbound');
  const present = view.staffed.outbound - leaving;
  const { chosen, lookAt } = pickReady(
    unplanned(situation.outbound, moves).filter(isIdleOutbound),
    present - Math.max(demand.target, minimum),
    (agent) => movableFrom(agent, thresholds, now),
    now,
  );
  const planned = chosen.map(
    (agent, index): PlannedMove => ({
      agentId: agent.agentId,
      username: agent.username,
      to: 'inbound',
      rule: 'campaign-release',
      callId: null,
      when: 'now',
      reason:
        `${counted(demand.callsAvailable, 'call')} available for campaigns, under ${below}: ` +
        `${counted(demand.target, 'agent')} needed, ${present - index} there; ` +
        `${agent.username}, ${agent.work === null ? doing(agent) : 'idle longest on outbound'}, comes back`,
      inputs: {
        callsAvailable: demand.callsAvailable,
        'campaigns/release-below-calls': below,
        demandTarget: demand.target,
        staffedOutbound: view.staffed.outbound,
        leavingOutbound: leaving + index,
        'side/min-outbound-agents': minimum,
        work: agent.work,
        availableSeconds: inSeconds(now - agent.availableSince),
        ...antiFlapInputs(agent, thresholds, now),
      },
    }),
  );
  return { moves: planned, lookAt };
}
