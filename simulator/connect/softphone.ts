/** What a softphone shows, and what a page around it may read of it. Times are milliseconds since the epoch. */
import type { ContactId, InitialContactId } from '../../core/ids';

/** A status as the softphone lists it. */
export interface SoftphoneStatus {
  readonly arn: string;
  readonly name: string;
  readonly type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE';
}

/** One agent's softphone at one moment (docs/amazon-connect.md#softphones). */
export interface SoftphoneView {
  readonly userArn: string;
  readonly username: string;
  /** What the agent chose, and since when. */
  readonly status: SoftphoneStatus;
  readonly statusSince: number;
  /** Chosen for when the contacts listed now are cleared. */
  readonly next: SoftphoneStatus | null;
  readonly contacts: readonly SoftphoneContact[];
  /** All that can be chosen. */
  readonly statuses: readonly SoftphoneStatus[];
  readonly profile: SoftphoneProfile;
}

/** The agent's routing profile, as a page may read it. `slots`: contacts at a time, by channel. */
export interface SoftphoneProfile {
  readonly arn: string;
  readonly name: string;
  readonly queues: readonly { readonly arn: string; readonly name: string }[];
  readonly defaultOutboundQueue: { readonly arn: string; readonly name: string };
  readonly slots: Readonly<Record<'VOICE' | 'TASK' | 'CHAT', number>>;
}

/** A contact that the softphone lists, until it is cleared. */
export interface SoftphoneContact {
  readonly contactId: ContactId;
  readonly initialContactId: InitialContactId;
  readonly channel: 'VOICE' | 'TASK';
  readonly initiationMethod: 'INBOUND' | 'OUTBOUND' | 'TRANSFER' | 'QUEUE_TRANSFER' | 'API';
  readonly state: 'CONNECTING' | 'CONNECTED' | 'MISSED' | 'REJECTED' | 'ERROR' | 'ENDED';
  readonly since: number;
  readonly queue: { readonly arn: string; readonly name: string } | null;
  readonly queuedAt: number | null;
  /** E.164 numbers of a call. */
  readonly customer: string | null;
  readonly system: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}
