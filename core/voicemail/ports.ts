import type { InitialContactId } from '../ids';
import type { VoicemailRecord } from './voicemail';

export interface VoicemailStore {
  load(initialContactId: InitialContactId): Promise<VoicemailRecord | null>;
  save(record: VoicemailRecord, expected: number | null): Promise<'saved' | 'conflict'>;
}

export interface Transcriber {
  /**
   * `off`: this environment has no transcripts. Starting the same job again is harmless. `language`: such as es-US; null is
   * the environment's.
   */
  start(initialContactId: InitialContactId, recordingKey: string, language: string | null): Promise<'started' | 'off'>;
  /** The text of a finished job; `null` when it failed or holds no words. */
  read(initialContactId: InitialContactId): Promise<string | null>;
}
