import type { InitialContactId } from '../../core/ids';
import type { VoicemailStore } from '../../core/voicemail/ports';
import type { VoicemailRecord } from '../../core/voicemail/voicemail';

export class MemoryVoicemailStore implements VoicemailStore {
  private readonly records = new Map<InitialContactId, VoicemailRecord>();

  async load(initialContactId: InitialContactId): Promise<VoicemailRecord | null> {
    return this.records.get(initialContactId) ?? null;
  }

  async save(record: VoicemailRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    const known = this.records.get(record.initialContactId) ?? null;
    if ((known?.version ?? null) !== expected) return 'conflict';
    this.records.set(record.initialContactId, record);
    return 'saved';
  }

  /** Every voicemail, in the order they were first written: for assertions at the end of a run. */
  all(): readonly VoicemailRecord[] {
    return [...this.records.values()];
  }
}
