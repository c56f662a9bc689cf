import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PageStore } from '../../core/agent/ports';
import type { AgentId } from '../../core/ids';
import { readStored } from './stored-records';
import { itemKey, readItem, type Table } from './table';

/** A page that only leads was never seen. */
const storedPage = z.object({ seenAt: z.number().optional() });

/** A page not heard of for a day is forgotten. */
export const keptSeconds = 86_400;

/** Pages as items `page#<agent>`: their last sign of life. Which browser leads is in them, too (`page-lead-table.ts`). */
export class PageTable implements PageStore {
  constructor(private readonly table: Table) {}

  async seen(agentId: AgentId, at: number): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...itemKey('page', agentId) },
        UpdateExpression: 'SET #seenAt = :at, #end = :end',
        ExpressionAttributeNames: { '#seenAt': 'seenAt', '#end': this.table.layout.timeToLive },
        ExpressionAttributeValues: { ':at': at, ':end': Math.ceil(at / 1000) + keptSeconds },
      }),
    );
  }

  async lastSeen(agentId: AgentId): Promise<number | null> {
    const item = await readItem(this.table, itemKey('page', agentId));
    return item ? (readStored(storedPage, item).seenAt ?? null) : null;
  }
}
