import type { CampaignDemand } from '../blend-view';

/** What the campaigns of a group ask for together. */
export interface Demand {
  /** Calls that could be dialled now, over all campaigns. */
  readonly callsAvailable: number;
  /** Agents worth having on the outbound side. */
  readonly target: number;
  /** Whether any campaign was heard of; before that, no calls means not known. */
  readonly known: boolean;
}

export const demandOf = (campaigns: readonly CampaignDemand[], callsPerAgent: number): Demand => ({
  callsAvailable: campaigns.reduce((sum, campaign) => sum + campaign.callsAvailable, 0),
  target: campaigns.reduce((sum, campaign) => sum + agentsFor(campaign, callsPerAgent), 0),
  known: campaigns.length > 0,
});

/** One campaign's agents, within its own minimum and maximum. With nothing to dial it needs nobody, whatever its minimum. */
function agentsFor({ callsAvailable, minAgents, maxAgents }: CampaignDemand, callsPerAgent: number): number {
  if (callsAvailable <= 0) return 0;
  const wanted = Math.max(Math.ceil(callsAvailable / callsPerAgent), minAgents ?? 0);
  return Math.min(wanted, maxAgents ?? wanted);
}
