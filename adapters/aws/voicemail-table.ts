import type { InitialContactId } from '../../core/ids';
import type { VoicemailStore } from '../../core/voicemail/ports';
import { type VoicemailRecord, voicemailSchema } from '../../core/voicemail/voicemail';
import { readStored } from './stored-records';
import { itemKey, putAtVersion, readItem, type Table } from './table';

/** Twice the 7 days for which Connect recognises a repeated task (docs/amazon-connect.md#starting-a-task). */
const keptSeconds = 14 * 86_400;

/** Voicemails as items `voicemail#<initial contact id>`. */
export class VoicemailTable implements VoicemailStore {
  constructor(private readonly table: Table) {}

  async load(initialContactId: InitialContactId): Promise<VoicemailRecord | null> {
    const item = await readItem(this.table, itemKey('voicemail', initialContactId));
    return item ? readStored(voicemailSchema, item) : null;
  }

  async save(record: VoicemailRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    const item = {
      ...itemKey('voicemail', record.initialContactId),
      ...record,
      [this.table.layout.timeToLive]: Math.ceil(record.decidedAt / 1000) + keptSeconds,
    };
    return putAtVersion(this.table, item, expected);
  }
}
