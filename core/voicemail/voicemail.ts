import * as z from 'zod';
import { callId, groupId, initialContactId, queueId } from '../ids';
import type { RecordOf } from '../record';

const delivery = z.enum(['recording', 'callback']);

/**
 * That a caller is owed a voicemail or a call back, written before the caller is sent to record, so that it survives whatever
 * fails next (docs/offers.md#voicemail). Keyed by the initial contact id. Holds no phone number: it is read when it is
 * delivered.
 */
export const voicemailSchema = z.object({
  initialContactId,
  /** The segment that waited. */
  callId,
  group: groupId,
  queueId,
  queuedAt: z.number(),
  decidedAt: z.number(),
  why: z.enum(['max-wait', 'nobody-left', 'failure']),
  /** When a callback task is due although no recording came. */
  deadline: z.number(),
  state: z.discriminatedUnion('kind', [
    /** Waiting for the recording. */
    z.object({ kind: z.literal('waiting') }),
    /** Recorded; the transcript is being made. */
    z.object({ kind: z.literal('transcribing'), recordingKey: z.string() }),
    /** A task is on its way. */
    z.object({ kind: z.literal('delivering'), as: delivery, transcript: z.string().nullable() }),
    z.object({ kind: z.literal('delivered'), as: delivery }),
    /** An agent answered after all. */
    z.object({ kind: z.literal('cancelled') }),
  ]),
  version: z.number(),
});

export type VoicemailRecord = RecordOf<typeof voicemailSchema>;

/** How far a voicemail is on its way to an agent. */
export type VoicemailState = VoicemailRecord['state'];

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
