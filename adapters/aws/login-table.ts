import { createHash } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Login, LoginStore, LookedUp } from '../../core/agent-page/find-agent';
import { agentId } from '../../core/ids';
import { readStored } from './stored-records';
import { type ItemKey, ifConditionHolds, itemKey, readItemSoon, type Table } from './table';

const stored = z.object({
  agentId: agentId.nullable().optional(),
  users: z.number().optional(),
  askedAt: z.number().optional(),
});

/** The claim's value is not kept, only what it comes to. */
const keyOf = (by: LookedUp, value: string): ItemKey =>
  itemKey('login', `${by}:${createHash('sha256').update(value).digest('base64url')}`);

/** Who a claim names, as items `login#<by>:<hash of the value>`. */
export class LoginTable implements LoginStore {
  constructor(private readonly table: Table) {}

  async load(by: LookedUp, value: string): Promise<Login | null> {
    const item = await readItemSoon(this.table, keyOf(by, value));
    if (item === null) return null;
    const { agentId = null, users = 0, askedAt } = readStored(stored, item);
    return askedAt === undefined ? null : { agentId, users, askedAt };
  }

  async takeTurn(by: LookedUp, value: string, now: number, until: number): Promise<boolean> {
    const taken = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...keyOf(by, value) },
          UpdateExpression: 'SET #turnUntil = :until, #end = if_not_exists(#end, :end)',
          ConditionExpression: 'attribute_not_exists(#turnUntil) OR #turnUntil <= :now',
          ExpressionAttributeNames: { '#turnUntil': 'turnUntil', '#end': this.table.layout.timeToLive },
          ExpressionAttributeValues: { ':until': until, ':now': now, ':end': Math.ceil(until / 1000) },
        }),
      ),
    );
    return taken !== null;
  }

  async keep(by: LookedUp, value: string, login: Login, until: number): Promise<void> {
    await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...keyOf(by, value) },
          UpdateExpression: 'SET #agentId = :agentId, #users = :users, #askedAt = :askedAt, #end = :end',
          ConditionExpression: 'attribute_not_exists(#askedAt) OR #askedAt <= :askedAt',
          ExpressionAttributeNames: {
            ...{ '#agentId': 'agentId', '#users': 'users', '#askedAt': 'askedAt' },
            '#end': this.table.layout.timeToLive,
          },
          ExpressionAttributeValues: {
            ...{ ':agentId': login.agentId, ':users': login.users, ':askedAt': login.askedAt },
            ':end': Math.ceil(until / 1000),
          },
        }),
      ),
    );
  }
}
