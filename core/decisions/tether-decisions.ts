import type { AgentId, ContactId, GroupId, TetherId } from '../ids';
import type { TetherEnd } from '../vocabulary';
import type { Reasoned } from './reasoned';

/** Decisions about tethers, from what is asked of the Campaign Manager to their end. */

/** So many of a group's tethers failed within two minutes that it is not their agents' fault: an alarm metric. */
export interface TethersFailedTogether extends Reasoned {
  readonly type: 'tethers.failed-together';
  readonly at: number;
  readonly group: GroupId;
  readonly failed: number;
  /** How many the group has. */
  readonly tethers: number;
}

/** The Campaign Manager is asked for a tether: one attempt. */
export interface TetherRequested extends Reasoned {
  readonly type: 'tether.requested';
  readonly at: number;
  readonly agentId: AgentId;
  readonly tetherId: TetherId;
  readonly attempt: number;
}

/** A tether is wanted and cannot be asked for yet: calls in progress at the quota, or the heartbeat is lost. */
export interface TetherHeld extends Reasoned {
  readonly type: 'tether.held';
  readonly at: number;
  readonly agentId: AgentId;
}

/** The token was right: the agent's page may accept this contact. */
export interface TetherMapped extends Reasoned {
  readonly type: 'tether.mapped';
  readonly at: number;
  readonly agentId: AgentId;
  readonly tetherId: TetherId;
  readonly contactId: ContactId;
}

/** What was typed on a call to the tether number was not the token of a tether that is waited for. */
export interface TetherTokenRefused extends Reasoned {
  readonly type: 'tether.token-refused';
  readonly at: number;
  readonly contactId: ContactId;
  readonly why: 'no-token' | 'wrong' | 'late' | 'given-up';
}

/** The call is up, its token was wrong or did not come, or no attempt is left. */
export interface TetherChanged extends Reasoned {
  readonly type: 'tether.connected' | 'tether.unmapped' | 'tether.failed';
  readonly at: number;
  readonly agentId: AgentId;
  readonly tetherId: TetherId;
}

/** A tether that was connected, mapped or up is over. */
export interface TetherEnded extends Reasoned {
  readonly type: 'tether.ended';
  readonly at: number;
  readonly agentId: AgentId;
  readonly tetherId: TetherId;
  readonly why: TetherEnd;
}
