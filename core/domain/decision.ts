/**
 * What the application decided, with its inputs and its reason: one structured log line each, from which a supervisor,
 * an engineer at night and the local trace all read the same thing. Times are milliseconds since the epoch, agents and
 * calls are Connect's ids. No phone number ever stands here.
 */
export type Decision =
  | OfferPlanned
  | OfferOpened
  | CallEnded
  | VoicemailDecided
  | VoicemailDelivered
  | OfferRepeated
  | AgentParked
  | ThresholdsApplied
  | ThresholdsRejected
  | CommandDropped
  | Repaired
  | InputIgnored;

interface Reasoned {
  /** A sentence a supervisor understands. */
  readonly reason: string;
  /** The figures that were compared, by name. */
  readonly inputs: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** One named agent is to be rung for the call; nobody else before `slotEndsAt`. */
export interface OfferPlanned extends Reasoned {
  readonly type: 'offer.planned';
  readonly callId: string;
  readonly queueId: string;
  readonly agentId: string;
  readonly slotEndsAt: number;
  /** Agents in the order they would be asked, at most 10; the first is `agentId`. */
  readonly candidates: readonly string[];
  /** Of the first candidate. */
  readonly availableSince: number;
}

/** Nobody is named: open to anyone, held for untried agents who are busy, or held for nobody. */
export interface OfferOpened extends Reasoned {
  readonly type: 'offer.open' | 'offer.restricted' | 'offer.held';
  readonly callId: string;
  readonly queueId: string;
  readonly candidates: readonly string[];
}

/** The call left the waiting ones. */
export interface CallEnded extends Reasoned {
  readonly type: 'call.answered' | 'call.abandoned';
  readonly callId: string;
  readonly agentId: string | null;
}

export interface VoicemailDecided extends Reasoned {
  readonly type: 'voicemail.decided';
  readonly callId: string;
  readonly why: 'max-wait' | 'nobody-left' | 'failure';
}

export interface VoicemailDelivered extends Reasoned {
  readonly type: 'voicemail.delivered';
  readonly callId: string;
  readonly as: 'recording' | 'callback';
}

/** An agent was rung a second time for a call they had missed or declined: an alarm metric. */
export interface OfferRepeated extends Reasoned {
  readonly type: 'offer.repeated';
  readonly callId: string;
  readonly agentId: string;
}

/** The server parks an agent after a miss, or clears one, because the agent's page did not. */
export interface AgentParked extends Reasoned {
  readonly type: 'agent.parked';
  readonly agentId: string;
  readonly callId: string;
}

export interface ThresholdsApplied extends Reasoned {
  readonly type: 'thresholds.applied';
  readonly group: string;
  readonly version: number;
}

export interface ThresholdsRejected extends Reasoned {
  readonly type: 'thresholds.rejected';
  readonly group: string;
  /** The version that stays in force. */
  readonly version: number;
  readonly problems: readonly string[];
}

/** A command on a rate-limited API came too late to be worth sending. */
export interface CommandDropped extends Reasoned {
  readonly type: 'command.dropped';
  readonly commandId: string;
}

/** Reconcile, a heartbeat or a tick found our records wrong and mended them. */
export interface Repaired extends Reasoned {
  readonly type: 'state.repaired';
  readonly what: 'agent' | 'call' | 'voicemail';
  readonly id: string;
}

/** An event that could not be used: malformed, of an unknown type, stale or a duplicate. Counted by `why`. */
export interface InputIgnored extends Reasoned {
  readonly type: 'input.ignored';
  readonly why: 'malformed' | 'unknown-type' | 'stale' | 'duplicate';
}
