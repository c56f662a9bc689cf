import type { AgentId, GroupId } from '../ids';
import type { Reason } from '../reasons/reason';
import type { Side } from '../vocabulary';

/** So many of a group are kept. */
export const mostRequests = 20;

/** A supervisor's request and what became of it. */
export interface RequestLine {
  readonly requestId: string;
  readonly at: number;
  /** The person, as the issuer names them. */
  readonly by: string;
  readonly why: string;
  readonly agentId: AgentId;
  readonly agent: string;
  readonly to: Side;
  /** Until when rules leave the agent there; `null`: not held. */
  readonly heldUntil: number | null;
  /** `asked`: a decision is about to judge it. */
  readonly outcome: 'asked' | 'moved' | 'refused';
  /** Of `refused`. */
  readonly because: Reason | null;
}

/** What supervisors asked for, as the item `requests#<group>`: the last `mostRequests`. */
export interface RequestStore {
  /** Read anew; version 0: none stored. */
  load(group: GroupId): Promise<{ readonly version: number; readonly lines: readonly RequestLine[] }>;
  /** Writes them if the stored version is still `expected`. */
  save(group: GroupId, lines: readonly RequestLine[], expected: number): Promise<'saved' | 'conflict'>;
}
