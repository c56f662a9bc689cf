import type { Team } from './blend/campaign-teams';
import type { MoveRule, Side } from './outbound';

/**
 * One item per group, written only on condition of its version: what was decided and is not finished. FIFO is not a
 * lock; this is. (How many agents each side has is counted beside it, by additions: see `BlendStore.countStaffed`.)
 */
export interface GroupLedger {
  readonly group: string;
  readonly version: number;
  /** In flight: decided, not completed, not failed. */
  readonly moves: readonly LedgerMove[];
  /** When the group is to be looked at next; `null`: only when something happens. */
  readonly nextCheckAt: number | null;
}

export interface LedgerMove {
  readonly moveId: string;
  readonly agentId: string;
  readonly username: string;
  readonly to: Side;
  /** Those the agent may work for. */
  readonly campaigns: readonly string[];
  readonly rule: MoveRule;
  readonly callId: string | null;
  readonly when: 'now' | 'after-work';
  readonly decidedAt: number;
  /** When a decision may take it for lost: it is over by then, or was never begun. After-work moves have none. */
  readonly deadline: number | null;
}

/** Staffed agents of a group. */
export interface Staffing extends Readonly<Record<Side, number>> {
  /** Those on the outbound side by the campaigns they may work for (`teamKey`). */
  readonly teams: Readonly<Record<string, number>>;
}

export const nobodyStaffed: Staffing = { inbound: 0, outbound: 0, teams: {} };

/** Agents are counted together whose campaigns are the same, in the order of the directory. No name holds a comma. */
export const teamKey = (campaigns: readonly string[]): string => campaigns.join(',');

export const teamsOf = ({ teams }: Staffing): readonly Team[] =>
  Object.entries(teams).map(([key, agents]) => ({ campaigns: key === '' ? [] : key.split(','), agents }));

export const emptyLedger = (group: string): GroupLedger => ({
  group,
  version: 0,
  moves: [],
  nextCheckAt: null,
});
