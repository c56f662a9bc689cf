import type { Clock } from '../clock';
import type { ContactCentre } from '../connect/ports';
import type { DecisionLog } from '../decisions/decision-log';
import { groupOfQueue, queueEntry } from '../group/directory';
import type { DirectorySource } from '../group/ports';
import { type CallId, type ContactId, callOf, firstOf, type InitialContactId } from '../ids';
import type { CommandQueue, TimerQueue } from '../messages/ports';
import { timerSlackMs } from '../timer-slack';
import { cancelVoicemail, originalQueue, recordVoicemail } from './note-voicemail';
import type { Transcriber, VoicemailStore } from './ports';
import { deliveryDeadlineMs, spokenBytes, transcriptDeadlineMs, type VoicemailRecord } from './voicemail';

/** What sending a voicemail on its way needs. */
export interface SendVoicemailPorts {
  readonly clock: Clock;
  readonly voicemails: VoicemailStore;
  readonly commands: CommandQueue;
  readonly timers: TimerQueue;
  readonly decisions: DecisionLog;
}

/** And what a deadline needs besides. */
export interface VoicemailDeadlinePorts extends SendVoicemailPorts {
  /** The call that waited, as it is now. */
  readonly calls: {
    load(
      callId: CallId,
    ): Promise<{ readonly callId: CallId; readonly initialContactId: InitialContactId; readonly state: string } | null>;
  };
}

/** And what taking in a recording needs besides. */
export interface DeliverVoicemailPorts extends SendVoicemailPorts {
  readonly transcriber: Transcriber;
  readonly centre: Pick<ContactCentre, 'describe' | 'attributes'>;
  readonly directory: DirectorySource;
}

/** A day: a voicemail is never dropped for being late. */
const commandLifeMs = 86_400_000;

/** An IVR recording was stored. `contactId` is the segment that was recorded; `bytes` the size of the WAV file. */
export interface StoredRecording {
  readonly contactId: ContactId;
  readonly key: string;
  readonly bytes: number;
}

/**
 * A recording was stored: transcribe it, or create the task at once; a recording without speech becomes a callback. A
 * recording of a contact that was never sent to voicemail is none of ours.
 */
export async function handleRecording(ports: DeliverVoicemailPorts, recording: StoredRecording): Promise<void> {
  const facts = await ports.centre.describe(recording.contactId);
  const initialContactId = facts?.initialContactId ?? firstOf(recording.contactId);
  const noted = await ports.voicemails.load(initialContactId);
  const unnoted = noted === null || noted.state.kind === 'cancelled';
  const voicemail = unnoted ? await wishBehind(ports, initialContactId) : noted;
  if (voicemail === null) return;
  if (voicemail.state.kind === 'delivering') return send(ports, initialContactId);
  if (voicemail.state.kind !== 'waiting' && voicemail.state.kind !== 'transcribing') return;
  if (recording.bytes < spokenBytes) return deliver(ports, voicemail, 'callback', null);
  const { language = null } = queueEntry(await ports.directory.read(), voicemail.queueId) ?? {};
  if ((await ports.transcriber.start(initialContactId, recording.key, language)) === 'off') {
    return deliver(ports, voicemail, 'recording', null);
  }
  const transcribing: VoicemailRecord = {
    ...voicemail,
    state: { kind: 'transcribing', recordingKey: recording.key },
    deadline: ports.clock.now() + transcriptDeadlineMs,
    version: voicemail.version + 1,
  };
  await ports.timers.arm({ kind: 'voicemail', initialContactId }, transcribing.deadline);
  await saveOrAgain(ports, transcribing, voicemail.version);
}

/** Every function that should have written the voicemail record failed: the contact's own attributes still tell of it. */
async function wishBehind(
  ports: DeliverVoicemailPorts,
  initialContactId: InitialContactId,
): Promise<VoicemailRecord | null> {
  const attributes = await ports.centre.attributes(initialContactId);
  if (attributes['ccbVoicemail'] !== 'true') return null;
  const queueId = await originalQueue(ports, initialContactId);
  const group = queueId === null ? undefined : groupOfQueue(await ports.directory.read(), queueId);
  if (queueId === null || !group) return null;
  const facts = await ports.centre.describe(initialContactId);
  const now = ports.clock.now();
  const voicemail = await recordVoicemail(ports, {
    initialContactId,
    callId: callOf(initialContactId),
    group: group.name,
    queueId,
    queuedAt: facts?.queuedAt ?? now,
    decidedAt: now,
    why: 'failure',
  });
  ports.decisions.record({
    type: 'state.repaired',
    what: 'voicemail',
    id: initialContactId,
    reason: 'a recording came for a voicemail nobody had noted',
    inputs: { queueId },
  });
  return voicemail;
}

/** A transcription job ended, well or not; perhaps before it was noted that it had begun. */
export async function handleTranscript(
  ports: DeliverVoicemailPorts,
  initialContactId: InitialContactId,
): Promise<void> {
  const voicemail = await ports.voicemails.load(initialContactId);
  if (voicemail?.state.kind === 'delivering') return send(ports, initialContactId);
  if (voicemail?.state.kind !== 'waiting' && voicemail?.state.kind !== 'transcribing') return;
  await deliver(ports, voicemail, 'recording', await ports.transcriber.read(initialContactId));
}

/** A deadline of a voicemail is over: that of the recording, the transcript or the task. */
export async function handleVoicemailDeadline(
  ports: VoicemailDeadlinePorts,
  initialContactId: InitialContactId,
): Promise<void> {
  const voicemail = await ports.voicemails.load(initialContactId);
  if (voicemail === null) return;
  const { state } = voicemail;
  if (state.kind === 'delivered' || state.kind === 'cancelled') return;
  // A later deadline has a timer of its own.
  if (voicemail.deadline - ports.clock.now() > timerSlackMs) return;
  if (state.kind === 'waiting') {
    // The function that should have cancelled it may have died, or the call was answered at the moment of the decision.
    const call = await ports.calls.load(voicemail.callId);
    return call?.state === 'answered' ? cancelVoicemail(ports, call) : deliver(ports, voicemail, 'callback', null);
  }
  if (state.kind === 'transcribing') return deliver(ports, voicemail, 'recording', null);
  ports.decisions.voicemailOverdue(voicemail);
  const later = { ...voicemail, deadline: ports.clock.now() + deliveryDeadlineMs, version: voicemail.version + 1 };
  await ports.timers.arm({ kind: 'voicemail', initialContactId }, later.deadline);
  await saveOrAgain(ports, later, voicemail.version);
  await send(ports, initialContactId);
}

async function deliver(
  ports: SendVoicemailPorts,
  voicemail: VoicemailRecord,
  as: 'recording' | 'callback',
  transcript: string | null,
): Promise<void> {
  const delivering: VoicemailRecord = {
    ...voicemail,
    state: { kind: 'delivering', as, transcript },
    deadline: ports.clock.now() + deliveryDeadlineMs,
    version: voicemail.version + 1,
  };
  await ports.timers.arm({ kind: 'voicemail', initialContactId: voicemail.initialContactId }, delivering.deadline);
  await saveOrAgain(ports, delivering, voicemail.version);
  await send(ports, voicemail.initialContactId);
}

/** Sending twice is harmless: the task is created once per initial contact id. */
async function send(ports: SendVoicemailPorts, initialContactId: InitialContactId): Promise<void> {
  const deadline = ports.clock.now() + commandLifeMs;
  await ports.commands.send(
    { kind: 'deliver-voicemail', commandId: `voicemail:${initialContactId}`, deadline, initialContactId },
    'urgent',
  );
}

async function saveOrAgain(
  ports: Pick<DeliverVoicemailPorts, 'voicemails'>,
  record: VoicemailRecord,
  expected: number,
): Promise<void> {
  if ((await ports.voicemails.save(record, expected)) === 'conflict') {
    throw new Error(`voicemail ${record.initialContactId} was changed meanwhile; the event is to be delivered again`);
  }
}
