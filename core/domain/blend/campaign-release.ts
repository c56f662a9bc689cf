import type { OutboundAgent, PlannedMove } from '../blend-view';
import { antiFlapInputs, inSeconds, movableFrom } from './anti-flap';
import { type Team, withAgents } from './campaign-teams';
import { callsFor, campaignsInWords, canSpare, worksForAll } from './demand-target';
import { nothingToDo, type RuleOutcome } from './rule-outcome';
import { isIdleOutbound, type Situation, unplanned } from './situation';
import { counted, doing } from './wording';

/**
 * Rule campaign-release: below `campaigns/release-below-calls`, counted over the campaigns an agent may work for, the agent
 * comes back if idle and not needed for the demand target, idle longest first; the outbound minimum stays. Nobody is
 * released on figures nobody gave: no campaign was heard of yet, or the Campaign Manager is not heard from (DESIGN.md
 * section 8: existing tethers are kept).
 */
export function campaignRelease(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { view, thresholds, now, demand, inFlight } = situation;
  if (!view.linkAlive || !demand.known) return nothingToDo;
  const below = thresholds['campaigns/release-below-calls'];
  const candidates = unplanned(situation.outbound, moves).filter(
    (agent) => isIdleOutbound(agent) && callsFor(demand, agent.campaigns) < below,
  );
  const readyFrom = (agent: OutboundAgent) => movableFrom(agent, thresholds, now);

  const leaving = [...inFlight.inbound, ...moves.filter((move) => move.to === 'inbound')];
  const present = view.staffed.outbound - leaving.length;
  const released: OutboundAgent[] = [];
  let teams = leaving.reduce<readonly Team[]>((sum, { campaigns }) => withAgents(sum, campaigns, -1), view.teams);
  const isSpare = (agent: OutboundAgent) =>
    present - released.length > thresholds['side/min-outbound-agents'] && canSpare(demand, teams, agent.campaigns);
  for (const agent of candidates.filter((one) => readyFrom(one) <= now)) {
    if (!isSpare(agent)) continue;
    released.push(agent);
    teams = withAgents(teams, agent.campaigns, -1);
  }
  return {
    moves: released.map((agent, index) => release(agent, situation, leaving.length + index)),
    lookAt: candidates
      .filter(isSpare)
      .map(readyFrom)
      .filter((at) => at > now),
  };
}

/** `leaving`: how many go before this one. */
function release(agent: OutboundAgent, { view, thresholds, now, demand }: Situation, leaving: number): PlannedMove {
  const { agentId, username, campaigns, work } = agent;
  const below = thresholds['campaigns/release-below-calls'];
  const callsAvailable = callsFor(demand, campaigns);
  const calls = counted(callsAvailable, 'call');
  const why = worksForAll(demand, campaigns)
    ? `${calls} available for campaigns, under ${below}: ${counted(demand.target, 'agent')} needed, ${view.staffed.outbound - leaving} there`
    : `${calls} available for ${campaignsInWords(demand, campaigns)}, all that ${username} may work for, under ${below}, and nobody is lacking without ${username}`;
  return {
    agentId,
    username,
    campaigns,
    to: 'inbound',
    rule: 'campaign-release',
    callId: null,
    when: 'now',
    reason: `${why}; ${username}, ${work === null ? doing(agent) : 'idle longest on outbound'}, comes back`,
    inputs: {
      callsAvailable,
      'campaigns/release-below-calls': below,
      demandTarget: demand.target,
      staffedOutbound: view.staffed.outbound,
      leavingOutbound: leaving,
      'side/min-outbound-agents': thresholds['side/min-outbound-agents'],
      work,
      availableSeconds: inSeconds(now - agent.availableSince),
      ...antiFlapInputs(agent, thresholds, now),
    },
  };
}
