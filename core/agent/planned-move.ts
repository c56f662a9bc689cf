import type { AgentId, CallId } from '../ids';
import type { Reason } from '../reasons/reason';
import type { MoveRule, Side } from '../vocabulary';

/** One agent to be moved, and why. */
export interface PlannedMove {
  readonly agentId: AgentId;
  readonly username: string;
  /** Those the agent may work for. */
  readonly campaigns: readonly string[];
  readonly to: Side;
  readonly rule: MoveRule;
  /** The caller it is paired with. */
  readonly callId: CallId | null;
  readonly when: 'now' | 'after-work';
  readonly because: Reason;
  /** How long rules leave the agent on the side they go to, s; left out: as the rules have it. */
  readonly holdSeconds?: number | undefined;
  /**
   * The figures compared, by threshold name, and those they were compared with. `movingToInbound` and `movingToOutbound`
   * are those on the way before this move; `idleInboundAfter` and `staffedInboundAfter` are what it leaves. Times are
   * seconds, to one decimal.
   */
  readonly inputs: Readonly<Record<string, string | number | boolean | null>>;
}
