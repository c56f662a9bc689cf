import type { AgentId } from '../ids';
import type { Side } from '../vocabulary';

/**
 * Tethers of one group that fail together: then the cause is the Campaign Manager, the carrier or the number, and not their
 * agents (docs/blending.md#taken-off). Pure; times are ms since the epoch.
 */

/** How close to each other tethers fail together. */
export const togetherMs = 120_000;
/** Fewer agents without a tether say nothing of the group. */
const fewest = 3;
/** Of the group's tethers, at least one in so many. */
const oneIn = 3;

/** A tether for which no attempt was left. `at`: when, ms; `side`: where its agent was to be without it. */
export interface FailedTether {
  readonly agentId: AgentId;
  readonly at: number;
  /** Where the agent is since; who failed on the way out is on inbound. */
  readonly side: Side;
}

/** What failed within two minutes. */
export interface FailedTogether {
  readonly agents: ReadonlyMap<AgentId, FailedTether>;
  /** When the last of them failed. */
  readonly end: number;
}

/** Of all periods of two minutes that contain a moment, the one in which most agents were left without a tether. */
export function failedAround(failures: readonly FailedTether[], at: number): FailedTogether {
  let most: FailedTogether = { agents: new Map(), end: at };
  for (const { at: end } of failures) {
    if (end < at || end - at > togetherMs) continue;
    const within = failures.filter((one) => one.at <= end && end - one.at <= togetherMs);
    const agents = new Map(within.map((one) => [one.agentId, one]));
    if (agents.size > most.agents.size || (agents.size === most.agents.size && end > most.end)) most = { agents, end };
  }
  return most;
}

/** Whether it is worth counting the group's tethers. */
export const mayBeTooMany = ({ agents }: FailedTogether): boolean => agents.size >= fewest;

/** Whether so many failed that it is not their agents' fault; `tethers` the group has, those that failed among them. */
export const areTooMany = (failed: FailedTogether, tethers: number): boolean =>
  mayBeTooMany(failed) && failed.agents.size * oneIn >= tethers;

/** Of the moments at which an agent's tethers failed, those in none of the stretches that end at these moments. */
export const outsideOutages = (moments: readonly number[], ends: readonly number[]): readonly number[] =>
  moments.filter((at) => !ends.some((end) => at <= end && end - at <= togetherMs));
