import type { PreviewDecider, PreviewOutcome } from '../campaign-contract/identifiers';
import type { AgentId, CallId, CustomerId, GroupId, PreviewId } from '../ids';
import type { IndicatorColour, Side, TakenOffWhy } from '../vocabulary';
import type { Reasoned } from './reasoned';

/** Decisions about one agent that are neither a move nor a tether: what they are shown, asked for, and kept from. */

/** The server parks an agent after a miss, or clears one, because the agent's page did not. */
export interface AgentParked extends Reasoned {
  readonly type: 'agent.parked';
  readonly agentId: AgentId;
  readonly callId: CallId;
}

/**
 * The agent is taken off campaigns: too many tethers or previews in a row went unanswered. Nobody moves them out, and nothing
 * is asked for them, until they set Available anew.
 */
export interface AgentTakenOff extends Reasoned {
  readonly type: 'agent.taken-off';
  readonly at: number;
  readonly group: GroupId;
  readonly agentId: AgentId;
  readonly why: TakenOffWhy;
  /** How many tethers or previews in a row. */
  readonly count: number;
}

/** The agent is on another side, or on the way to one. */
export interface SideChanged extends Reasoned {
  readonly type: 'agent.side';
  readonly at: number;
  readonly agentId: AgentId;
  readonly side: Side | 'moving';
}

/** The tether icon of the agent has another colour. */
export interface IndicatorChanged extends Reasoned {
  readonly type: 'indicator';
  readonly at: number;
  readonly agentId: AgentId;
  readonly colour: IndicatorColour;
}

/** A contact is shown to an agent before it is dialled. */
export interface PreviewShown extends Reasoned {
  readonly type: 'preview.offered';
  readonly at: number;
  readonly agentId: AgentId;
  readonly previewId: PreviewId;
  readonly campaign: string;
  readonly contact: string;
  readonly seconds: number;
}

/** The one outcome of a preview. */
export interface PreviewSettled extends Reasoned {
  readonly type: 'preview.decided';
  readonly at: number;
  readonly agentId: AgentId;
  readonly previewId: PreviewId;
  readonly outcome: PreviewOutcome;
  readonly by: PreviewDecider;
}

/** An agent asked for the customer on their tether to be taken off, or said that the work about them is done. */
export interface CustomerAsked extends Reasoned {
  readonly type: 'customer.end-asked' | 'customer.finish-asked';
  readonly at: number;
  readonly agentId: AgentId;
  /** Which conversation, as the agent's page names it. */
  readonly customerId: CustomerId;
  readonly campaign: string | null;
  readonly contact: string | null;
}
