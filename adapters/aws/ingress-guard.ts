import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IngressGuard } from '../../core/campaign-contract/ports';
import type { Clock } from '../../core/clock';
import { ifConditionHolds, itemKey, type Table } from './table';

/** Nonces seen as items `nonce#<nonce>` until their time is over; the secrets come from elsewhere. */
export class TableIngressGuard implements IngressGuard {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    readonly secrets: () => Promise<readonly string[]>,
  ) {}

  async firstUse(nonce: string, until: number): Promise<boolean> {
    // A write that was done although its answer did not come is tried again by the SDK: it must not meet itself.
    const write = randomUUID();
    const answer = await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: {
            ...itemKey('nonce', nonce),
            until,
            write,
            [this.table.layout.timeToLive]: Math.ceil(until / 1000),
          },
          ConditionExpression: 'attribute_not_exists(#pk) OR #until <= :now OR #write = :write',
          ExpressionAttributeNames: { '#pk': 'pk', '#until': 'until', '#write': 'write' },
          ExpressionAttributeValues: { ':now': this.clock.now(), ':write': write },
        }),
      ),
    );
    return answer !== null;
  }
}
