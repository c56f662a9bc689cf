import type { InitialContactId } from '../ids';
import type { VoicemailRecord } from './voicemail';

/**
 * Voicemails by the caller's first contact. Writes are on condition of the version; `expected` is `null` where nothing is
 * stored.
 */
export interface VoicemailStore {
  load(initialContactId: InitialContactId): Promise<VoicemailRecord | null>;
  save(record: VoicemailRecord, expected: number | null): Promise<'saved' | 'conflict'>;
}

/** Text from recordings. A job is told of by an event when it is done, minutes later. */
export interface Transcriber {
  /**
   * `off`: this environment has no transcripts. Starting the same job again is harmless. `language`: such as es-US; null is
   * the environment's.
   */
  start(initialContactId: InitialContactId, recordingKey: string, language: string | null): Promise<'started' | 'off'>;
  /** The text of a finished job; `null` when it failed or holds no words. */
  read(initialContactId: InitialContactId): Promise<string | null>;
}
