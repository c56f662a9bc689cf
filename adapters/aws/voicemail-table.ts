import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { VoicemailRecord } from '../../core/domain/voicemail';
import type { VoicemailStore } from '../../core/ports';
import { readStored, storedVoicemail } from './stored-records';
import { ifConditionHolds, itemKey, readItem, type Table, versionIs } from './table';

/** Twice the 7 days for which Connect recognises a repeated task (CONNECT.md section 4). */
const keptSeconds = 14 * 86_400;

/** Voicemails as items `voicemail#<initial contact id>`. */
export class VoicemailTable implements VoicemailStore {
  constructor(private readonly table: Table) {}

  async load(initialContactId: string): Promise<VoicemailRecord | null> {
    const item = await readItem(this.table, itemKey('voicemail', initialContactId));
    return item ? readStored(storedVoicemail, item) : null;
  }

  async save(record: VoicemailRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    const condition = versionIs(expected);
    const answer = await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: {
            ...itemKey('voicemail', record.initialContactId),
            ...record,
            [this.table.layout.timeToLive]: Math.ceil(record.decidedAt / 1000) + keptSeconds,
          },
          ConditionExpression: condition.ConditionExpression,
          ExpressionAttributeNames: condition.names,
          ...(expected === null ? {} : { ExpressionAttributeValues: condition.values }),
        }),
      ),
    );
    return answer ? 'saved' : 'conflict';
  }
}
