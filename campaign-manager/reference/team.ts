/** The agents of a campaign as its pacing sees them. */

import type { AgentConnection, AgentConnections } from './agent-connections';
import type { CampaignRun } from './campaign-run';
import { campaignOf, keepsPromise, type TetherSession } from './tether-session';

/** The agents of one campaign and its dials, counted for pacing. */
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
export const freeFor = ({ name }: CampaignRun, connections: AgentConnections): readonly AgentConnection[] =>
  [...connections.free()].filter(({ session }) => session.campaigns.includes(name));

/** Counts the agents who work for a campaign, or might at once. */
export function teamOf(run: CampaignRun, connections: AgentConnections): Team {
  let freeAgents = 0;
  for (const { session } of connections.free()) {
    if (session.held || !session.campaigns.includes(run.name) || keepsPromise(session)) continue;
    if ((campaignOf(session) ?? run.name) === run.name) freeAgents += 1;
  }
  let busyAgents = 0;
  let agentsAskedFor = 0;
  for (const { session } of connections.all()) {
    if (campaignOf(session) !== run.name) continue;
    if (willBeBack(session)) busyAgents += 1;
    if (session.pending.length > 0) agentsAskedFor += 1;
  }
  return { freeAgents, busyAgents, agentsAskedFor, dialsInFlight: inFlight(run) };
}

const willBeBack = ({ standing, pending, work }: TetherSession): boolean =>
  standing === 'ready' &&
  pending.length === 0 &&
  (work.doing === 'bridging' || work.doing === 'talking' || work.doing === 'wrap-up');

/** An agent who is asked for takes one of their own dials yet, and counts for that one. */
function inFlight(run: CampaignRun): number {
  let dials = 0;
  const askedFor = new Set<AgentConnection>();
  for (const { phase, connection, promised } of run.dials()) {
    if (phase !== 'reserved' && phase !== 'ringing' && phase !== 'live') continue;
    if (promised && connection) continue;
    if (connection && connection.session.pending.length > 0 && !askedFor.has(connection)) askedFor.add(connection);
    else dials += 1;
  }
  return dials;
}
