import type { AgentObservation } from '../agent/agent';
import type { AgentId, ContactId, InitialContactId, QueueId } from '../ids';

/** Connect's APIs of 2 calls per second. `throttled` means later, `refused` means never, with Connect's own words. */
export interface RateLimitedCentre {
  /** The agent's softphone as Connect has it now; our record lags behind, or is wrong where an event was lost. */
  softphone(agentId: AgentId): Promise<SoftphoneAnswer>;
  setMissedCall(agentId: AgentId, statusId: string): Promise<CentreAnswer>;
  dismiss(agentId: AgentId, contactId: ContactId): Promise<CentreAnswer>;
  /** Idempotent by the initial contact id for 7 days. */
  createVoicemailTask(task: VoicemailTask): Promise<CentreAnswer>;
}

/** The softphone, or why it was not read; `null` where the agent is not logged in. */
export type SoftphoneAnswer = CentreAnswer | { readonly kind: 'softphone'; readonly softphone: SoftphoneNow | null };

/** `null` instead: they are not logged in. */
export type SoftphoneNow = Pick<AgentObservation, 'status' | 'nextStatus' | 'contacts'>;

/** What Connect answered. `throttled`: come again; `refused`: the same request will never do. */
export type CentreAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * A task that brings a voicemail to an agent. `as`: a recording to hear, or a number to call back; `waitSeconds`: how long the
 * caller had waited; `transcript`: as far as there is one.
 */
export interface VoicemailTask {
  readonly initialContactId: InitialContactId;
  readonly flowId: string;
  readonly queueId: QueueId;
  readonly queueName: string;
  readonly as: 'recording' | 'callback';
  readonly waitSeconds: number;
  readonly transcript: string | null;
}
