import type { CampaignDemand } from '../blend-view';
import { agentsAtWork, type Targets, type Team, withAgents } from './campaign-teams';
import { inWords } from './wording';

/** What the campaigns of a group ask for together. */
export interface Demand {
  readonly campaigns: readonly CampaignTarget[];
  /** Calls that could be dialled now, over all campaigns. */
  readonly callsAvailable: number;
  /** Agents worth having on the outbound side. */
  readonly target: number;
  /** Whether any campaign was heard of; before that, no calls means not known. */
  readonly known: boolean;
}

export interface CampaignTarget extends Pick<CampaignDemand, 'campaign' | 'priority' | 'callsAvailable'> {
  readonly target: number;
}

export function demandOf(campaigns: readonly CampaignDemand[], callsPerAgent: number): Demand {
  const targets = campaigns.map(
    (demand): CampaignTarget => ({
      campaign: demand.campaign,
      priority: demand.priority,
      callsAvailable: demand.callsAvailable,
      target: agentsFor(demand, callsPerAgent),
    }),
  );
  return {
    campaigns: targets,
    callsAvailable: targets.reduce((sum, campaign) => sum + campaign.callsAvailable, 0),
    target: targets.reduce((sum, campaign) => sum + campaign.target, 0),
    known: campaigns.length > 0,
  };
}

/** One campaign's agents, within its own minimum and maximum. With nothing to dial it needs nobody, whatever its minimum. */
function agentsFor({ callsAvailable, minAgents, maxAgents }: CampaignDemand, callsPerAgent: number): number {
  if (callsAvailable <= 0) return 0;
  const wanted = Math.max(Math.ceil(callsAvailable / callsPerAgent), minAgents ?? 0);
  return Math.min(wanted, maxAgents ?? wanted);
}

/** Calls that could be dialled now for the campaigns somebody may work for. */
export const callsFor = ({ campaigns }: Demand, mayWorkFor: readonly string[]): number =>
  campaigns.reduce(
    (sum, { campaign, callsAvailable }) => sum + (mayWorkFor.includes(campaign) ? callsAvailable : 0),
    0,
  );

/** Whether somebody may work for every campaign that was heard of. */
export const worksForAll = ({ campaigns }: Demand, mayWorkFor: readonly string[]): boolean =>
  campaigns.every(({ campaign }) => mayWorkFor.includes(campaign));

/** For a sentence: `campaigns` where somebody may work for all of them, else those they may work for. */
export const campaignsInWords = (demand: Demand, mayWorkFor: readonly string[]): string =>
  worksForAll(demand, mayWorkFor) ? 'campaigns' : inWords(mayWorkFor) || 'no campaign';

const targetsUpTo = ({ campaigns }: Demand, priority: number): Targets =>
  new Map(campaigns.filter((one) => one.priority <= priority).map(({ campaign, target }) => [campaign, target]));

const allTargets = (demand: Demand): Targets => targetsUpTo(demand, Number.POSITIVE_INFINITY);

/** How many more agents who may work for these campaigns would find work beside the teams. */
export function missingFor(demand: Demand, teams: readonly Team[], mayWorkFor: readonly string[]): number {
  const targets = allTargets(demand);
  const most = mayWorkFor.reduce((sum, campaign) => sum + (targets.get(campaign) ?? 0), 0);
  return agentsAtWork(withAgents(teams, mayWorkFor, most), targets) - agentsAtWork(teams, targets);
}

/**
 * The priority (1 first) of the most important work that one more agent who may work for these campaigns would make
 * possible, whoever of the teams then does it; `null`: none.
 */
export function neededAt(demand: Demand, teams: readonly Team[], mayWorkFor: readonly string[]): number | null {
  const priorities = [...new Set(demand.campaigns.map(({ priority }) => priority))].sort((a, b) => a - b);
  const oneMore = withAgents(teams, mayWorkFor, 1);
  for (const priority of priorities) {
    const targets = targetsUpTo(demand, priority);
    if (agentsAtWork(oneMore, targets) > agentsAtWork(teams, targets)) return priority;
  }
  return null;
}

/** Whether as much work is done without one of the agents who may work for these campaigns. */
export const canSpare = (demand: Demand, teams: readonly Team[], mayWorkFor: readonly string[]): boolean =>
  agentsAtWork(withAgents(teams, mayWorkFor, -1), allTargets(demand)) >= agentsAtWork(teams, allTargets(demand));
