import type { CallId, GroupId, InitialContactId, QueueId } from '../ids';
/**
 * That a caller is owed a voicemail or a call back, written before the caller is sent to record, so that it survives whatever
 * fails next (docs/offers.md#voicemail). Keyed by the initial contact id. Holds no phone number: it is read when it is
 * delivered.
 */
export interface VoicemailRecord {
  readonly initialContactId: InitialContactId;
  /** The segment that waited. */
  readonly callId: CallId;
  readonly group: GroupId;
  readonly queueId: QueueId;
  readonly queuedAt: number;
  readonly decidedAt: number;
  readonly why: 'max-wait' | 'nobody-left' | 'failure';
  /** When a callback task is due although no recording came. */
  readonly deadline: number;
  readonly state: VoicemailState;
  readonly version: number;
}

export type VoicemailState =
  /** Waiting for the recording. */
  | { readonly kind: 'waiting' }
  /** Recorded; the transcript is being made. */
  | { readonly kind: 'transcribing'; readonly recordingKey: string }
  /** A task is on its way. */
  | { readonly kind: 'delivering'; readonly as: 'recording' | 'callback'; readonly transcript: string | null }
  | { readonly kind: 'delivered'; readonly as: 'recording' | 'callback' }
  /** An agent answered after all. */
  | { readonly kind: 'cancelled' };

/** From the dequeue to the recording (docs/offers.md#voicemail). */
export const recordingDeadlineMs = 300_000;

/** How long a transcript may keep a recorded message from its task. */
export const transcriptDeadlineMs = 20_000;

/** After that, an undelivered voicemail is overdue: it is sent again and counted (an alarm). */
export const deliveryDeadlineMs = 60_000;

/**
 * A WAV file of IVR audio that holds speech: header and one second of 8 kHz 16-bit sound. Anything shorter is a caller
 * who hung up at the tone.
 */
export const spokenBytes = 44 + 16_000;
