import type { AgentId, GroupId } from '../ids';
import type { Reasoned } from './reasoned';

/** What keeps the application running: thresholds, commands, input that is of no use, the link to the Campaign Manager, and reconcile. */

/** An edited set of a group's thresholds is in force under this version. */
export interface ThresholdsApplied extends Reasoned {
  readonly type: 'thresholds.applied';
  readonly group: GroupId;
  readonly version: number;
}

/** An edited set of a group's thresholds was refused whole; each problem is a sentence. */
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

/** An operator switches something of a group off for a time, or on again; `inputs` say who (`by`), why, and until when. For the audit. */
export interface OperatorSwitched extends Reasoned {
  readonly type: 'operator.switched';
  readonly at: number;
  readonly group: GroupId;
  readonly requestId: string;
  /** The name of its threshold. */
  readonly switch: string;
}
