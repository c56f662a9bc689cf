/** The agents of a campaign as its pacing sees them. */
import { campaignOf, type Desk, keepsPromise } from './agent-desk';
import type { CampaignRun } from './campaign-run';
import type { Seat, Seats } from './seats';

export interface Team {
  /** Idle, or with lines of the campaign and nobody on them yet; asked for by nobody, not held, and not calling anybody back. */
  readonly freeAgents: number;
  /** With a customer of the campaign or in wrap-up, who will be back. */
  readonly busyAgents: number;
  /** At work for the campaign and asked for: they will not be back. */
  readonly agentsAskedFor: number;
  /** Dials of the free agents and of nobody, those who have answered and have nobody yet included. */
  readonly dialsInFlight: number;
}

/** Agents who are free and may work for a campaign, with another one's lines, too. */
export const freeFor = ({ name }: CampaignRun, seats: Seats): readonly Seat[] =>
  [...seats.free()].filter(({ desk }) => desk.campaigns.includes(name));

export function teamOf(run: CampaignRun, seats: Seats): Team {
  let freeAgents = 0;
  for (const { desk } of seats.free()) {
    if (desk.held || !desk.campaigns.includes(run.name) || keepsPromise(desk)) continue;
    if ((campaignOf(desk) ?? run.name) === run.name) freeAgents += 1;
  }
  let busyAgents = 0;
  let agentsAskedFor = 0;
  for (const { desk } of seats.all()) {
    if (campaignOf(desk) !== run.name) continue;
    if (willBeBack(desk)) busyAgents += 1;
    if (desk.pending.length > 0) agentsAskedFor += 1;
  }
  return { freeAgents, busyAgents, agentsAskedFor, dialsInFlight: inFlight(run) };
}

const willBeBack = ({ standing, pending, work }: Desk): boolean =>
  standing === 'ready' &&
  pending.length === 0 &&
  (work.doing === 'bridging' || work.doing === 'talking' || work.doing === 'wrap-up');

/** An agent who is asked for takes one of their own dials yet, and counts for that one. */
function inFlight(run: CampaignRun): number {
  let dials = 0;
  const askedFor = new Set<Seat>();
  for (const { phase, seat, promised } of run.dials()) {
    if (phase !== 'reserved' && phase !== 'ringing' && phase !== 'live') continue;
    if (promised && seat) continue;
    if (seat && seat.desk.pending.length > 0 && !askedFor.has(seat)) askedFor.add(seat);
    else dials += 1;
  }
  return dials;
}
