import type { PreviewDecider, PreviewOutcome } from '../campaign-contract/identifiers';
import type { AgentId, CallId, ContactId, CustomerId, GroupId, MoveId, PreviewId, QueueId, TetherId } from '../ids';
import type { Reason } from '../reasons/reason';
import type { IndicatorColour, MoveRule, Side, TakenOffWhy, TetherEnd } from '../vocabulary';

/**
 * What the application decided, with its inputs and its reason: one structured log line each, from which a supervisor,
 * an engineer at night and the local trace all read the same thing. Times are milliseconds since the epoch, agents and
 * calls are Connect's ids. No phone number ever stands here.
 */
export type Decision =
  | OfferPlanned
  | OfferOpened
  | CallTakenIn
  | CallPastMaxWait
  | CallCompared
  | CallEnded
  | VoicemailDecided
  | VoicemailDelivered
  | OfferRepeated
  | CriteriaLate
  | CriteriaSent
  | EntryMistaken
  | AgentParked
  | AgentTakenOff
  | TethersFailedTogether
  | ThresholdsApplied
  | ThresholdsRejected
  | CommandDropped
  | Repaired
  | InputIgnored
  | MoveDecided
  | MoveEnded
  | MoveRefused
  | SupervisorAsked
  | TetherRequested
  | TetherHeld
  | TetherMapped
  | TetherTokenRefused
  | TetherChanged
  | TetherEnded
  | SideChanged
  | IndicatorChanged
  | CampaignReplied
  | CampaignLinkChanged
  | ReconcileDone
  | ReconcileUnderWay
  | PreviewShown
  | PreviewSettled
  | CustomerAsked;

interface Reasoned {
  /** A sentence a supervisor understands. */
  readonly reason: string;
  /** The same as a code with its figures, for decisions about moves: pages have sentences of their own for it. */
  readonly because?: Reason;
  /** Its group is only observed: decided and written down, not carried out, and not counted. */
  readonly observed?: true;
  /** The figures that were compared, by name. */
  readonly inputs: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

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

export interface VoicemailDecided extends Reasoned {
  readonly type: 'voicemail.decided';
  readonly callId: CallId;
  readonly why: 'max-wait' | 'nobody-left' | 'failure';
}

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

/** So many of a group's tethers failed within two minutes that it is not their agents' fault: an alarm metric. */
export interface TethersFailedTogether extends Reasoned {
  readonly type: 'tethers.failed-together';
  readonly at: number;
  readonly group: GroupId;
  readonly failed: number;
  /** How many the group has. */
  readonly tethers: number;
}

export interface ThresholdsApplied extends Reasoned {
  readonly type: 'thresholds.applied';
  readonly group: GroupId;
  readonly version: number;
}

export interface ThresholdsRejected extends Reasoned {
  readonly type: 'thresholds.rejected';
  readonly group: GroupId;
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
  readonly what:
    | 'agent'
    | 'call'
    | 'voicemail'
    | 'tether'
    | 'preview'
    | 'move'
    | 'ledger'
    | 'calls-in-progress'
    | 'task';
  readonly id: string;
}

/**
 * An event that could not be used: malformed, of an unknown type, stale or a duplicate; or parts of one whose rest was
 * used. Counted by `why`.
 */
export interface InputIgnored extends Reasoned {
  readonly type: 'input.ignored';
  readonly why: 'malformed' | 'malformed-part' | 'unknown-type' | 'stale' | 'duplicate';
}

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

export interface SideChanged extends Reasoned {
  readonly type: 'agent.side';
  readonly at: number;
  readonly agentId: AgentId;
  readonly side: Side | 'moving';
}

export interface IndicatorChanged extends Reasoned {
  readonly type: 'indicator';
  readonly at: number;
  readonly agentId: AgentId;
  readonly colour: IndicatorColour;
}

/** What the Campaign Manager answered to a command, or that it could not be reached in time. */
export interface CampaignReplied extends Reasoned {
  readonly type: 'campaign.replied';
  /** `null`: the command was about a group. */
  readonly agentId: AgentId | null;
  readonly commandId: string;
  readonly command: string;
  readonly result: 'accepted' | 'released' | 'refused' | 'ignored' | 'unreachable' | 'expired';
}

/** The Campaign Manager's heartbeat was lost, or is back. */
export interface CampaignLinkChanged extends Reasoned {
  readonly type: 'campaign-link.lost' | 'campaign-link.restored';
  readonly at: number;
}

/** What a round that read every agent found; the figures are in `inputs`, `seconds` is how long it took. */
export interface ReconcileDone extends Reasoned {
  readonly type: 'reconcile.done';
}

/** A round takes longer than the minute after which the next one is due. */
export interface ReconcileUnderWay extends Reasoned {
  readonly type: 'reconcile.under-way';
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
