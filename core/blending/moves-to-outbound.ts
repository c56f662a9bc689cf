import type { PlannedMove } from '../agent/planned-move';
import { type TeamOfCampaigns, withAgents } from '../group/campaign-teams';
import type { ReasonOf } from '../reasons/reason';
import { antiFlapInputs, inSeconds, inWholeSeconds, movableFrom } from './anti-flap';
import type { InboundAgent } from './blend-view';
import {
  callsFor,
  campaignsUnlessAll,
  campaignsWithWork,
  type Demand,
  missingFor,
  Needs,
  worksForAll,
} from './demand-target';
import { nothingToDo, pickReady, type RuleOutcome } from './rule-outcome';
import { countOfNoUse, isOfNoUse, isPastThreshold, plannedTo, type Situation, unplanned } from './situation';

/**
 * How many agents may go out at all: a tether can be placed for each, the reserve of idle inbound agents is kept, and one
 * agent more for each task that waits, and the inbound minimum, on which agents still on their way in do not count yet.
 */
function roomOutside(situation: Situation, moves: readonly PlannedMove[]): number {
  const { view, thresholds } = situation;
  if (!view.linkAlive) return 0;
  const { idle, staffed } = inboundLeft(situation, moves);
  return Math.min(
    view.callRoom - plannedTo(moves, 'outbound'),
    idle - thresholds['blend-to-outbound/min-idle-inbound-agents'] - view.tasksWaiting,
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

/** The same agents by the campaigns they may work for. */
const teamsOutside = ({ teams }: Situation, moves: readonly PlannedMove[]): readonly TeamOfCampaigns[] =>
  moves.reduce((sum, { to, campaigns }) => (to === 'outbound' ? withAgents(sum, campaigns, 1) : sum), teams);

/** Rule minimum-outbound: best effort, while nobody waits past the threshold and inbound keeps what it must have. */
export function minimumOutbound(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { thresholds, now } = situation;
  if (situation.waiting.some((caller) => isPastThreshold(situation, caller))) return nothingToDo;
  const minimum = thresholds['side/min-outbound-agents'];
  const ofUse = (present: number, teams: readonly TeamOfCampaigns[]) => present - countOfNoUse(situation, teams);
  const missing = minimum - ofUse(outboundAgents(situation, moves), teamsOutside(situation, moves));
  const { chosen, lookAt } = pickReady(
    unplanned(situation.idleInbound, moves).filter((agent) => !isOfNoUse(situation, agent)),
    Math.min(missing, roomOutside(situation, moves)),
    (agent) => movableFrom(agent, thresholds, now),
    now,
  );
  const planned = goingOut(chosen, situation, moves, (agent, present, teams) => ({
    code: 'minimum-outbound',
    figures: {
      there: ofUse(present, teams),
      minimum,
      agent: agent.username,
      idleSeconds: inWholeSeconds(now - agent.idleOnSideSince),
    },
  }));
  return { moves: planned, lookAt };
}

/**
 * Rules idle and campaign-acquire: nobody waits, campaigns an agent may work for need more agents than outbound has, and
 * the agent is idle past `blend-to-outbound/idle-seconds`; enough calls for them waive that time, and nothing else. The
 * agent whose work has the first priority goes first, then who has been idle longest.
 */
export function moveOnDemand(situation: Situation, moves: readonly PlannedMove[]): RuleOutcome {
  const { thresholds, now, demand } = situation;
  if (situation.waiting.length > 0) return nothingToDo;
  const acquireAt = thresholds['campaigns/acquire-at-calls'];
  const idleLimit = thresholds['blend-to-outbound/idle-seconds'];
  const idleEnoughFrom = (agent: InboundAgent) => agent.idleOnSideSince + idleLimit * 1000;
  const isAcquired = ({ campaigns }: InboundAgent) => acquireAt > 0 && callsFor(demand, campaigns) >= acquireAt;
  const { chosen, lookAt } = pickNeeded(situation, moves, (agent) =>
    Math.max(movableFrom(agent, thresholds, now), isAcquired(agent) ? Number.NEGATIVE_INFINITY : idleEnoughFrom(agent)),
  );
  const planned = goingOut(chosen, situation, moves, (agent, present, teams) => {
    const need = needOf(agent, demand, present, teams);
    const figures = { ...need, agent: agent.username, idleSeconds: inWholeSeconds(now - agent.idleOnSideSince) };
    if (idleEnoughFrom(agent) <= now) return { code: 'idle', figures: { ...figures, limitSeconds: idleLimit } };
    const calls = callsFor(demand, agent.campaigns);
    const campaigns = campaignsUnlessAll(demand, agent.campaigns);
    return { code: 'campaign-acquire', figures: { ...figures, calls, campaigns, limitCalls: acquireAt } };
  });
  return { moves: planned, lookAt };
}

/** What is lacking. */
function needOf(agent: InboundAgent, demand: Demand, present: number, teams: readonly TeamOfCampaigns[]) {
  const everybody = [agent, ...teams.filter(({ agents }) => agents > 0)];
  const isForAll = everybody.every(({ campaigns }) => worksForAll(demand, campaigns));
  return {
    needed: demand.target,
    there: present,
    lacking: missingFor(demand, teams, agent.campaigns),
    forCampaigns: isForAll ? [] : campaignsWithWork(demand, agent.campaigns),
  };
}

/**
 * Agents who are of use to campaigns, one after the other, each beside those chosen before, and no more than one decision
 * moves and one to be left over. `lookAt` says when the next one who is of use may go, if there was room for more.
 */
function pickNeeded(
  situation: Situation,
  moves: readonly PlannedMove[],
  readyFrom: (agent: InboundAgent) => number,
): { readonly chosen: readonly InboundAgent[]; readonly lookAt: readonly number[] } {
  const { demand, now, thresholds } = situation;
  const room = Math.min(roomOutside(situation, moves), thresholds['blend/moves-per-decision'] + 1);
  const needs = new Needs(demand, teamsOutside(situation, moves));
  let left = unplanned(situation.idleInbound, moves);
  const chosen: InboundAgent[] = [];
  while (chosen.length < room) {
    left = left.filter(({ campaigns }) => needs.at(campaigns) !== null);
    const next = first(
      left.filter((agent) => readyFrom(agent) <= now),
      ({ campaigns }) => needs.at(campaigns) ?? Number.POSITIVE_INFINITY,
    );
    if (next === null) return { chosen, lookAt: left.map(readyFrom) };
    chosen.push(next);
    left = left.filter((agent) => agent !== next);
    needs.choose(next.campaigns);
  }
  return { chosen, lookAt: [] };
}

/** The first of those with the lowest rank. */
const first = <A>(agents: readonly A[], rank: (agent: A) => number): A | null =>
  agents.reduce<A | null>((best, agent) => (best === null || rank(agent) < rank(best) ? agent : best), null);

/** One after the other, so that each move's figures are those it leaves behind. */
function goingOut(
  agents: readonly InboundAgent[],
  situation: Situation,
  before: readonly PlannedMove[],
  reasonFor: (
    agent: InboundAgent,
    present: number,
    teams: readonly TeamOfCampaigns[],
  ) => ReasonOf<'minimum-outbound'> | ReasonOf<'idle'> | ReasonOf<'campaign-acquire'>,
): readonly PlannedMove[] {
  const { view, thresholds, now, demand, waiting } = situation;
  const planned: PlannedMove[] = [];
  for (const agent of agents) {
    const earlier = [...before, ...planned];
    const present = outboundAgents(situation, earlier);
    const teams = teamsOutside(situation, earlier);
    const because = reasonFor(agent, present, teams);
    const left = inboundLeft(situation, earlier);
    planned.push({
      agentId: agent.agentId,
      username: agent.username,
      campaigns: agent.campaigns,
      to: 'outbound',
      rule: because.code,
      callId: null,
      when: 'now',
      because,
      inputs: {
        idleSeconds: inSeconds(now - agent.idleOnSideSince),
        'blend-to-outbound/idle-seconds': thresholds['blend-to-outbound/idle-seconds'],
        callersWaiting: waiting.length,
        tasksWaiting: view.tasksWaiting,
        idleInboundAfter: left.idle - 1,
        'blend-to-outbound/min-idle-inbound-agents': thresholds['blend-to-outbound/min-idle-inbound-agents'],
        staffedInboundAfter: left.staffed - 1,
        'side/min-inbound-agents': thresholds['side/min-inbound-agents'],
        ...antiFlapInputs(agent, thresholds, now),
        callsAvailable: callsFor(demand, agent.campaigns),
        'campaigns/acquire-at-calls': thresholds['campaigns/acquire-at-calls'],
        demandTarget: demand.target,
        agentsMissing: missingFor(demand, teams, agent.campaigns),
        staffedOutbound: view.staffed.outbound,
        movingToOutbound: present - view.staffed.outbound,
        'side/min-outbound-agents': thresholds['side/min-outbound-agents'],
      },
    });
  }
  return planned;
}

/** Whether one more agent would go out, beside all that were found, if there was one who may. */
export function wantsAnother(situation: Situation, moves: readonly PlannedMove[]): boolean {
  const { view, thresholds, demand, waiting } = situation;
  if (roomOutside(situation, moves) <= 0) return false;
  const tooFew = outboundAgents(situation, moves) < thresholds['side/min-outbound-agents'];
  if (tooFew && !waiting.some((caller) => isPastThreshold(situation, caller))) return true;
  return waiting.length === 0 && new Needs(demand, teamsOutside(situation, moves)).at(view.campaignNames) !== null;
}
