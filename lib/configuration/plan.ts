import * as z from 'zod';
import { whole } from './fields';

/** What an environment has to carry in its busiest hour. Whatever is left out follows from the number of agents. */
export const plan = z.strictObject({
  /** Logged in at the same time, all groups together. */
  agents: whole(1, 50_000),
  /** Calls of callers that come in. Left out: 12 an agent, 6 where there are campaigns (docs/theory.md#load-and-cost). */
  inboundCallsPerHour: whole(0, 5_000_000).optional(),
  /** Tethers placed, each of them a call and one command or more. Left out: 2 an agent where there are campaigns. */
  tethersPerHour: whole(0, 5_000_000).optional(),
  /** Customers dialled, or shown to an agent before they are dialled. Left out: 60 an agent where there are campaigns. */
  dialsPerHour: whole(0, 5_000_000).optional(),
});

/** Where an environment has no plan: as many agents as an instance has users by default. */
const agentsWithoutPlan = 500;

/** What has to be carried in an hour, nothing left open. */
export interface Load {
  readonly agents: number;
  readonly inboundCallsPerHour: number;
  readonly tethersPerHour: number;
  readonly dialsPerHour: number;
}

/**
 * Contacts an hour and agent, half of them outbound where there are campaigns (docs/theory.md#load-and-cost). Whoever dials all
 * the time comes to some 120 dials an hour, and half of the agents do.
 */
const perAgent = { contacts: 12, outboundShare: 0.5, tethers: 2, dials: 60 };

/** The plan of an environment with what follows from its agents. */
export function loadOf(environment: {
  readonly plan?: z.output<typeof plan> | undefined;
  readonly campaignManager?: unknown;
}): Load {
  const { agents, inboundCallsPerHour, tethersPerHour, dialsPerHour } = environment.plan ?? {
    agents: agentsWithoutPlan,
  };
  const outbound = environment.campaignManager === undefined ? 0 : perAgent.outboundShare;
  const each = (an: number): number => Math.round(agents * an);
  return {
    agents,
    inboundCallsPerHour: inboundCallsPerHour ?? each(perAgent.contacts * (1 - outbound)),
    tethersPerHour: tethersPerHour ?? (outbound > 0 ? each(perAgent.tethers) : 0),
    dialsPerHour: dialsPerHour ?? (outbound > 0 ? each(perAgent.dials) : 0),
  };
}
