import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock, IngressGuard } from '../../core/ports';
import { ifConditionHolds, itemKey, type Table } from './table';

/** Nonces seen as items `nonce#<nonce>` until their time is over; the secrets come from elsewhere. */
export class TableIngressGuard implements IngressGuard {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    readonly secrets: () => Promise<readonly string[]>,
  ) {}

  async firstUse(nonce: string, until: number): Promise<boolean> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: {
            ...itemKey('nonce', nonce),
            until,
            [this.table.layout.timeToLive]: Math.ceil(until / 1000),
          },
          ConditionExpression: 'attribute_not_exists(#pk) OR #until <= :now',
          ExpressionAttributeNames: { '#pk': 'pk', '#until': 'until' },
          ExpressionAttributeValues: { ':now': this.clock.now() },
        }),
      ),
    );
    return answer !== null;
  }
}
