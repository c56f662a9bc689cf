import * as z from 'zod';
import { agentId, callId, type GroupId, groupId, moveId } from '../ids';
import type { RecordOf } from '../record';
import { moveRules, type Side, sides } from '../vocabulary';
import { type TeamOfCampaigns, withAgents } from './campaign-teams';

/** `fence`: the version of the ledger that decided it. Nobody: those held before are to go on. */
const hold = z.object({ fence: z.number(), agentIds: z.array(agentId), until: z.number() });

const ledgerMove = z.object({
  moveId,
  agentId,
  username: z.string(),
  to: z.enum(sides),
  /** Those the agent may work for. Not kept by earlier versions. */
  campaigns: z.array(z.string()).default([]),
  rule: z.enum(moveRules),
  callId: callId.nullable(),
  when: z.enum(['now', 'after-work']),
  decidedAt: z.number(),
  /** When a decision may take it for lost: it is over by then, or was never begun. After-work moves have none. */
  deadline: z.number().nullable(),
});

/**
 * One item per group, written only on condition of its version: what was decided and is not finished. FIFO is not a
 * lock; this is. (How many agents each side has is counted beside it, by additions: see `BlendStore.countStaffed`.)
 */
export const ledgerSchema = z.object({
  group: groupId,
  version: z.number(),
  /** In flight: decided, not completed, not failed. */
  moves: z.array(ledgerMove),
  /** When the group is to be looked at next; `null`: only when something happens. */
  nextCheckAt: z.number().nullable(),
  /** Whom the Campaign Manager was last told to begin nothing for; `null`: that is over. Not kept by earlier versions. */
  hold: hold.nullable().default(null),
  /** How many decisions in a row found too few among those they read, and had others read next (`nominees`); left out: none. */
  turn: z.number().optional(),
});

export type GroupLedger = RecordOf<typeof ledgerSchema>;
export type Hold = RecordOf<typeof hold>;
export type LedgerMove = RecordOf<typeof ledgerMove>;

/** Staffed agents of a group. */
export interface Staffing extends Readonly<Record<Side, number>> {
  /** Those on the outbound side by the campaigns they may work for (`teamKey`); one may be empty, with 0. */
  readonly teams: Readonly<Record<string, number>>;
}

export const nobodyStaffed: Staffing = { inbound: 0, outbound: 0, teams: {} };

/** The counts of all shards of a group together, teams by their campaigns. */
export function sumOf(counts: readonly Staffing[]): Staffing {
  const teams: Record<string, number> = {};
  for (const [key, agents] of counts.flatMap((one) => Object.entries(one.teams)))
    teams[key] = (teams[key] ?? 0) + agents;
  return {
    inbound: counts.reduce((sum, { inbound }) => sum + inbound, 0),
    outbound: counts.reduce((sum, { outbound }) => sum + outbound, 0),
    teams,
  };
}

/** Agents are counted together whose campaigns are the same, in whatever order. No name holds a comma. */
export const teamKey = (campaigns: readonly string[]): string => [...campaigns].sort().join(',');

/**
 * The teams as they are counted, their campaigns in the order given. Who is counted in no team (by the version before), or
 * for a campaign that is no more, may work for everything until they are heard of: so nobody else goes out in their place.
 */
export function teamsOf({ outbound, teams }: Staffing, campaignNames: readonly string[]): readonly TeamOfCampaigns[] {
  const counted = Object.entries(teams).flatMap(([key, agents]): TeamOfCampaigns[] => {
    const names = key === '' ? [] : key.split(',');
    const isKnown = names.every((name) => campaignNames.includes(name));
    return agents > 0 && isKnown ? [{ campaigns: campaignNames.filter((name) => names.includes(name)), agents }] : [];
  });
  const others = outbound - counted.reduce((sum, { agents }) => sum + agents, 0);
  return others > 0 ? withAgents(counted, campaignNames, others) : counted;
}

/** The ledger of a group for which nothing was ever decided; version 0 is stored nowhere. */
export const emptyLedger = (group: GroupId): GroupLedger => ({
  group,
  version: 0,
  moves: [],
  nextCheckAt: null,
  hold: null,
});
