import type { PlannedMove } from '../agent/planned-move';
import { type TeamOfCampaigns, withAgents } from '../group/campaign-teams';
import type { Reason } from '../reasons/reason';
import { antiFlapInputs, inSeconds, movableFrom } from './anti-flap';
import type { OutboundAgent } from './blend-view';
import { callsFor, canSpare, heardOf, worksForAll } from './demand-target';
import { nothingToDo, type RuleOutcome } from './rule-outcome';
import { countOfNoUse, isIdleOutbound, isOfNoUse, type Situation, unplanned } from './situation';

/**
 * Rule campaign-release: below `campaigns/release-below-calls`, counted over the campaigns an agent may work for, the agent
 * comes back if idle and not needed for the demand target, idle longest first; the outbound minimum stays. Who may work for
 * no campaign at all comes back whatever the figures. Nobody is released on figures nobody gave: none of their campaigns was
 * heard of yet, or the Campaign Manager is not heard from (existing tethers are kept,
 * docs/blending.md#when-something-goes-wrong).
 */
export function campaignRelease(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { view, thresholds, now, demand, inFlight } = situation;
  if (!view.linkAlive || !demand.known) return nothingToDo;
  const below = thresholds['campaigns/release-below-calls'];
  const runDry = ({ campaigns }: OutboundAgent) => heardOf(demand, campaigns) && callsFor(demand, campaigns) < below;
  const candidates = unplanned(situation.outbound, moves).filter(
    (agent) => isIdleOutbound(agent) && (isOfNoUse(situation, agent) || runDry(agent)),
  );
  const readyFrom = (agent: OutboundAgent) => movableFrom(agent, thresholds, now);

  const leaving = [...inFlight.inbound, ...moves.filter((move) => move.to === 'inbound')];
  const released: OutboundAgent[] = [];
  let teams = leaving.reduce<readonly TeamOfCampaigns[]>(
    (sum, { campaigns }) => withAgents(sum, campaigns, -1),
    view.teams,
  );
  let present = view.staffed.outbound - leaving.length - countOfNoUse(situation, teams);
  const isSpare = (agent: OutboundAgent) =>
    isOfNoUse(situation, agent) ||
    (present > thresholds['side/min-outbound-agents'] && canSpare(demand, teams, agent.campaigns));
  for (const agent of candidates.filter((one) => readyFrom(one) <= now)) {
    if (!isSpare(agent)) continue;
    released.push(agent);
    teams = withAgents(teams, agent.campaigns, -1);
    if (!isOfNoUse(situation, agent)) present -= 1;
  }
  return {
    moves: released.map((agent, index) => release(agent, situation, leaving.length + index)),
    lookAt: candidates.filter(isSpare).map(readyFrom),
  };
}

/** `leaving`: how many go before this one. */
function release(agent: OutboundAgent, situation: Situation, leaving: number): PlannedMove {
  const { view, thresholds, now, demand } = situation;
  const { agentId, username, campaigns, work } = agent;
  return {
    agentId,
    username,
    campaigns,
    to: 'inbound',
    rule: 'campaign-release',
    callId: null,
    when: 'now',
    because: whyReleased(agent, situation, leaving),
    inputs: {
      callsAvailable: callsFor(demand, campaigns),
      'campaigns/release-below-calls': thresholds['campaigns/release-below-calls'],
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

function whyReleased({ username, work, campaigns }: OutboundAgent, situation: Situation, leaving: number): Reason {
  const { view, demand, thresholds } = situation;
  const who = { agent: username, work };
  if (isOfNoUse(situation, { campaigns })) return { code: 'campaign-release-of-none', figures: who };
  const calls = callsFor(demand, campaigns);
  const figures = { ...who, calls, limitCalls: thresholds['campaigns/release-below-calls'] };
  if (!worksForAll(demand, campaigns)) return { code: 'campaign-release-of-some', figures: { ...figures, campaigns } };
  const there = view.staffed.outbound - leaving;
  return { code: 'campaign-release', figures: { ...figures, needed: demand.target, there } };
}
