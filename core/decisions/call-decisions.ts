import type { AgentId, CallId, ContactId, QueueId } from '../ids';
import type { Reasoned } from './reasoned';

/** Decisions about callers: whom a call is offered to, what becomes of it, and what kept an offer from being as planned. */

/** One named agent is to be rung for the call; nobody else before `slotEndsAt`. */
export interface OfferPlanned extends Reasoned {
  readonly type: 'offer.planned';
  readonly callId: CallId;
  readonly queueId: QueueId;
  readonly agentId: AgentId;
  readonly slotEndsAt: number;
  /** Agents in the order they would be asked, at most 10; the first is `agentId`. */
  readonly candidates: readonly AgentId[];
  /** Of the first candidate. */
  readonly availableSince: number;
}

/** Nobody is named: open to anyone, held for untried agents who are busy, or held for nobody. */
export interface OfferOpened extends Reasoned {
  readonly type: 'offer.open' | 'offer.restricted' | 'offer.held';
  readonly callId: CallId;
  readonly queueId: QueueId;
  readonly candidates: readonly AgentId[];
}

/** A caller reached a queue of ours without a flow of ours: planned and looked after all the same, but for voicemail. Counted. */
export interface CallTakenIn extends Reasoned {
  readonly type: 'call.taken-in';
  readonly callId: CallId;
  readonly queueId: QueueId;
}

/** A caller has waited longer than the maximum, in a flow that we cannot lead to voicemail. Counted. */
export interface CallPastMaxWait extends Reasoned {
  readonly type: 'call.past-max-wait';
  readonly callId: CallId;
}

/** What Connect did with a call of a group that is only observed, beside what would have been decided. */
export interface CallCompared extends Reasoned {
  readonly type: 'call.compared';
  readonly callId: CallId;
  /**
   * `same-agent`: whoever answered was the one planned, or Connect would have chosen by itself in either case; `other-agent`: the
   * plan was for somebody else; `abandoned`: nobody answered.
   */
  readonly outcome: 'same-agent' | 'other-agent' | 'abandoned';
  /** Who answered. */
  readonly agentId: AgentId | null;
  /** Whom the last plan named; `null`: nobody alone. */
  readonly plannedAgentId: AgentId | null;
}

/** The call left the waiting ones. */
export interface CallEnded extends Reasoned {
  readonly type: 'call.answered' | 'call.abandoned';
  readonly callId: CallId;
  readonly agentId: AgentId | null;
}

/**
 * The caller is led to voicemail. `nobody-left`: all who could be asked have refused; `failure`: the flow led them there by itself.
 */
export interface VoicemailDecided extends Reasoned {
  readonly type: 'voicemail.decided';
  readonly callId: CallId;
  readonly why: 'max-wait' | 'nobody-left' | 'failure';
}

/**
 * What the caller left has reached a queue as a task: their recording, or, where they left none, their number to be called back.
 */
export interface VoicemailDelivered extends Reasoned {
  readonly type: 'voicemail.delivered';
  readonly callId: CallId;
  readonly as: 'recording' | 'callback';
}

/** An agent was rung a second time for a call they had missed or declined: an alarm metric. */
export interface OfferRepeated extends Reasoned {
  readonly type: 'offer.repeated';
  readonly callId: CallId;
  readonly agentId: AgentId;
}

/** Criteria that take an agent out came when nothing kept them from being rung again: an alarm metric. */
export interface CriteriaLate extends Reasoned {
  readonly type: 'criteria.late';
  readonly callId: CallId;
}

/**
 * Which way criteria for a contact that is in a flow take: with the answer to the flow, or, since the flow said that Connect
 * did not take those, by UpdateContactRoutingData. Both are counted.
 */
export interface CriteriaSent extends Reasoned {
  readonly type: 'criteria.in-flow' | 'criteria.by-api';
  readonly contactId: ContactId;
}

/** The flow that sent a caller here named a queue or proficiencies that nobody knows: an alarm metric. */
export interface EntryMistaken extends Reasoned {
  readonly type: 'entry.mistaken';
  readonly callId: CallId;
  readonly what: 'unknown-queue' | 'unreadable-proficiencies';
}
