import { gunzipSync, gzipSync } from 'node:zlib';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AgentRecord } from '../../core/agent/agent';
import type { GroupId } from '../../core/ids';
import type { SharedSnapshot, WallboardStore } from '../../core/wallboard/ports';
import { readStored, storedAgent } from './stored-records';
import { type ItemKey, ifConditionHolds, itemKey, readItemSoon, readItemsSoon, type Table } from './table';

const stored = z.object({
  computedAt: z.number(),
  etag: z.string(),
  body: z.instanceof(Uint8Array).transform((bytes) => gunzipSync(bytes).toString('utf8')),
});

/** An item of DynamoDB holds 400 kB, keys and names included: a snapshot too large for it is computed by each function. */
const mostBytes = 390_000;

/** Shared snapshots as items `wallboard#<group>`, packed by gzip; whose turn it is to compute the next, `wallboard-turn#<group>`. */
export class WallboardTable implements WallboardStore {
  constructor(private readonly table: Table) {}

  /** One query for each index partition, and a BatchGetItem for each 100 agents; all of it eventually consistent. */
  async staffed(pools: readonly string[]): Promise<readonly AgentRecord[]> {
    const keys = (await Promise.all(pools.map((pool) => this.listed(pool)))).flat();
    return (await readItemsSoon(this.table, keys)).map((item) => readStored(storedAgent, item));
  }

  async shared(group: GroupId): Promise<SharedSnapshot | null> {
    const item = await readItemSoon(this.table, itemKey('wallboard', group));
    return item && readStored(stored, item);
  }

  async share(group: GroupId, { computedAt, etag, body }: SharedSnapshot): Promise<void> {
    const packed = gzipSync(body);
    if (packed.length > mostBytes) return;
    await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: { ...itemKey('wallboard', group), computedAt, etag, body: packed },
          ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
          ExpressionAttributeNames: { '#at': 'computedAt' },
          ExpressionAttributeValues: { ':at': computedAt },
        }),
      ),
    );
  }

  async takeTurn(group: GroupId, now: number, until: number): Promise<boolean> {
    const taken = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('wallboard-turn', group) },
          UpdateExpression: 'SET #until = :until',
          ConditionExpression: 'attribute_not_exists(#until) OR #until <= :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':until': until, ':now': now },
        }),
      ),
    );
    return taken !== null;
  }

  private async listed(pool: string): Promise<readonly ItemKey[]> {
    const { name, partitionKey } = this.table.layout.rankedAgents;
    const keys: ItemKey[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await this.table.client.send(
        new QueryCommand({
          TableName: this.table.name,
          IndexName: name,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': partitionKey },
          ExpressionAttributeValues: { ':partition': pool },
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      keys.push(...(answer.Items ?? []).map((item) => ({ pk: String(item['pk']), sk: 'state' as const })));
      start = answer.LastEvaluatedKey;
    } while (start);
    return keys;
  }
}
