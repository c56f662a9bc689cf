import type { AgentId, CallId, GroupId, MoveId } from '../ids';
import type { MoveRule, Side } from '../vocabulary';
import type { Reasoned } from './reasoned';

/** Decisions about moves between the sides, by rule or as a supervisor asks. */

/** An agent is to cross to the other side. */
export interface MoveDecided extends Reasoned {
  readonly type: 'move.decided';
  readonly at: number;
  readonly group: GroupId;
  readonly moveId: MoveId;
  readonly agentId: AgentId;
  readonly to: Side;
  readonly rule: MoveRule;
  /** The caller it is paired with. */
  readonly callId: CallId | null;
  readonly when: 'now' | 'after-work';
  readonly deadline: number;
}

/** A move is over: the agent has arrived, or stays where they were. `reason`, `because` say why it did not come about. */
export interface MoveEnded extends Reasoned {
  /** `cancelled`: nothing failed, it is not needed any more. */
  readonly type: 'move.completed' | 'move.failed' | 'move.cancelled';
  readonly at: number;
  readonly group: GroupId;
  readonly moveId: MoveId;
  readonly agentId: AgentId;
  readonly to: Side;
  readonly callId: CallId | null;
  /** Since it was decided. */
  readonly seconds: number;
}

/** A supervisor's request that cannot be met. */
export interface MoveRefused extends Reasoned {
  readonly type: 'move.refused';
  readonly at: number;
  readonly group: GroupId;
  readonly agentId: AgentId;
  readonly to: Side;
}

/** A supervisor asks for an agent to be moved or held; `inputs` say who (`by`), why, and for how long. For the audit. */
export interface SupervisorAsked extends Reasoned {
  readonly type: 'supervisor.asked';
  readonly at: number;
  readonly group: GroupId;
  readonly requestId: string;
  readonly agentId: AgentId;
  readonly to: Side;
}
