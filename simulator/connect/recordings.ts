import { type Centre, type Contact, iso, waitSeconds } from './centre';

/** A WAV file's header; a recording on which nobody spoke holds no more. */
const HEADER_BYTES = 44;
/** 8 kHz, 16 bits, one channel. */
const BYTES_PER_SECOND = 16_000;

/** Switches the recording of the automated part on; a second time changes nothing. */
export function startRecording(centre: Centre, contact: Contact): void {
  if (contact.recording && contact.recording.stoppedAt === null) return;
  contact.recording = { startedAt: centre.scheduler.now(), stoppedAt: null, key: null };
  contact.chain.recordingAsked = true;
  centre.emit({
    type: 'recording.started',
    contactId: contact.id,
    initialContactId: contact.chain.initialId,
    waitSeconds: waitSeconds(centre, contact.chain),
  });
}

/** What the caller says from now on is not on it; without a recording under way nothing happens. */
export function stopRecording(centre: Centre, contact: Contact): void {
  if (contact.recording && contact.recording.stoppedAt === null) contact.recording.stoppedAt = centre.scheduler.now();
}

/** Files the recording of a contact that has ended, with as much speech as fell into it. */
export function storeRecording(centre: Centre, contact: Contact): void {
  const { recording, speaking } = contact;
  if (!recording) return;
  stopRecording(centre, contact);
  const until = recording.stoppedAt ?? centre.scheduler.now();
  const speechMs = speaking
    ? Math.max(0, Math.min(speaking.to, until) - Math.max(speaking.from, recording.startedAt))
    : 0;
  const seconds = speechMs / 1000;
  const [day = '', time = ''] = iso(recording.startedAt).split('T');
  const stamp = `${day.replaceAll('-', '')}T${time.slice(0, 5)}_UTC`;
  recording.key = `${centre.instance.recordings.prefix}/ivr/${day.replaceAll('-', '/')}/${contact.id}_${stamp}.wav`;
  centre.outlets.recordingStored({
    contactId: contact.id,
    key: recording.key,
    bytes: HEADER_BYTES + Math.round(BYTES_PER_SECOND * seconds),
    transcript: seconds > 0 ? `Please call me back. This message took ${Math.round(seconds)} seconds to say.` : '',
  });
}
