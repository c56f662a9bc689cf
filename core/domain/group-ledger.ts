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
  readonly rule: MoveRule;
  readonly callId: string | null;
  readonly when: 'now' | 'after-work';
  readonly decidedAt: number;
  /** When a decision may take it for lost: it is over by then, or was never begun. After-work moves have none. */
  readonly deadline: number | null;
}

export const emptyLedger = (group: string): GroupLedger => ({
  group,
  version: 0,
  moves: [],
  nextCheckAt: null,
});
