import { agentsAtWork, SharedOut, type Targets, type TeamOfCampaigns, withAgents } from '../group/campaign-teams';
import type { CampaignDemand } from './blend-view';

/** What the campaigns of a group ask for together. */
export interface Demand {
  readonly campaigns: readonly CampaignTarget[];
  /** How many agents the campaigns have work for. */
  readonly target: number;
  /** Whether any campaign was heard of; before that, no calls means not known. */
  readonly known: boolean;
}

/** How many agents a campaign has work for, its own minimum and maximum kept. */
export interface CampaignTarget extends Pick<CampaignDemand, 'campaign' | 'priority' | 'callsAvailable'> {
  readonly target: number;
}

/** What all campaigns have work for: each `callsAvailable` over `callsPerAgent`, rounded up, within its minimum and maximum. */
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
    target: targets.reduce((sum, campaign) => sum + campaign.target, 0),
    known: campaigns.length > 0,
  };
}

/**
 * How many agents one campaign has work for, within its own minimum and maximum. With nothing to dial it needs nobody, whatever
 * its minimum.
 */
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

/** Those that somebody may work for and that have work for an agent at least. */
export const campaignsWithWork = ({ campaigns }: Demand, mayWorkFor: readonly string[]): readonly string[] =>
  mayWorkFor.filter((name) => campaigns.some(({ campaign, target }) => campaign === name && target > 0));

/** Whether one of the campaigns somebody may work for was heard of: before that, no calls means not known. */
export const heardOf = ({ campaigns }: Demand, mayWorkFor: readonly string[]): boolean =>
  campaigns.some(({ campaign }) => mayWorkFor.includes(campaign));

/** For a reason: none where somebody may work for all of them, else those they may work for. */
export const campaignsUnlessAll = (demand: Demand, mayWorkFor: readonly string[]): readonly string[] =>
  worksForAll(demand, mayWorkFor) ? [] : mayWorkFor;

const targetsUpTo = ({ campaigns }: Demand, priority: number): Targets =>
  new Map(campaigns.filter((one) => one.priority <= priority).map(({ campaign, target }) => [campaign, target]));

const allTargets = (demand: Demand): Targets => targetsUpTo(demand, Number.POSITIVE_INFINITY);

/** How many more agents who may work for these campaigns would find work beside the teams. */
export function missingFor(demand: Demand, teams: readonly TeamOfCampaigns[], mayWorkFor: readonly string[]): number {
  return new SharedOut(teams, allTargets(demand)).add(mayWorkFor, demand.target);
}

/** Whether as much work is done without one of the agents who may work for these campaigns. */
export const canSpare = (demand: Demand, teams: readonly TeamOfCampaigns[], mayWorkFor: readonly string[]): boolean =>
  agentsAtWork(withAgents(teams, mayWorkFor, -1), allTargets(demand)) >= agentsAtWork(teams, allTargets(demand));

/** Which work one more agent would make possible, asked for one agent after another as agents are chosen. */
export class Needs {
  /** The most important work alone, then with the next, and so on to all of it. */
  readonly #upTo: readonly { readonly priority: number; readonly shared: SharedOut }[];
  /** Asked once for each set of campaigns, however many agents may work for it. */
  readonly #known = new Map<string, number | null>();

  constructor(demand: Demand, teams: readonly TeamOfCampaigns[]) {
    const priorities = [...new Set(demand.campaigns.map(({ priority }) => priority))].sort((a, b) => a - b);
    this.#upTo = priorities.map((priority) => ({
      priority,
      shared: new SharedOut(teams, targetsUpTo(demand, priority)),
    }));
  }

  /**
   * The priority (1 first) of the most important work that one more agent who may work for these campaigns would make
   * possible, whoever then does it; `null`: none.
   */
  at(campaigns: readonly string[]): number | null {
    const key = campaigns.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#upTo.find(({ shared }) => shared.needs(campaigns))?.priority ?? null;
    this.#known.set(key, found);
    return found;
  }

  /** One agent who may work for these campaigns is chosen. */
  choose(campaigns: readonly string[]): void {
    for (const { shared } of this.#upTo) shared.add(campaigns, 1);
    this.#known.clear();
  }
}
