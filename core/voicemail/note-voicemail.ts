import type { ContactCentre } from '../connect/ports';
import type { CallId, InitialContactId } from '../ids';
import type { TimerQueue } from '../messages/ports';
import { retryOnConflict } from '../retry-on-conflict';
import type { VoicemailStore } from './ports';
import { recordingDeadlineMs, type VoicemailRecord } from './voicemail';

/**
 * Writes the caller's wish if it is not there yet, and arms its deadline. A wish that was cancelled or came to nothing
 * (the dequeue met a ring) is opened again with a new deadline. Safe to repeat. Here as everywhere the timer is armed
 * before its deadline is written: one that finds no such deadline does nothing, one that was never armed loses a wish.
 */
export async function recordVoicemail(
  ports: { readonly voicemails: VoicemailStore; readonly timers: TimerQueue },
  wish: Omit<VoicemailRecord, 'deadline' | 'state' | 'version'>,
): Promise<VoicemailRecord> {
  const attempt = async (): Promise<VoicemailRecord | 'conflict'> => {
    const stored = await ports.voicemails.load(wish.initialContactId);
    if (stored && stored.state.kind !== 'cancelled' && stored.state.kind !== 'waiting') return stored;
    const record: VoicemailRecord = {
      ...wish,
      why: stored?.state.kind === 'waiting' ? stored.why : wish.why,
      deadline: wish.decidedAt + recordingDeadlineMs,
      state: { kind: 'waiting' },
      version: (stored?.version ?? 0) + 1,
    };
    await ports.timers.arm({ kind: 'voicemail', initialContactId: record.initialContactId }, record.deadline);
    return (await ports.voicemails.save(record, stored?.version ?? null)) === 'saved' ? record : 'conflict';
  };
  return retryOnConflict<VoicemailRecord>(4, attempt, () => {
    throw new Error(`voicemail ${wish.initialContactId} was changed by others several times in a row`);
  });
}

/** An agent answered the call after all. */
export async function cancelVoicemail(
  ports: { readonly voicemails: VoicemailStore },
  call: { readonly callId: CallId; readonly initialContactId: InitialContactId },
): Promise<void> {
  const voicemail = await ports.voicemails.load(call.initialContactId);
  if (voicemail?.state.kind !== 'waiting' || voicemail.callId !== call.callId) return;
  // A conflict means the recording came first: then there is a message, and it is delivered.
  await ports.voicemails.save(
    { ...voicemail, state: { kind: 'cancelled' }, version: voicemail.version + 1 },
    voicemail.version,
  );
}

/** The queue the caller asked for, as the inbound flow noted it on the contact. */
export async function originalQueue(
  ports: { readonly centre: Pick<ContactCentre, 'attributes'> },
  initialContactId: InitialContactId,
): Promise<string | null> {
  const attributes = await ports.centre.attributes(initialContactId);
  const arn = attributes['ccbQueueArn'];
  return arn ? arn.slice(arn.lastIndexOf('/') + 1) : null;
}
