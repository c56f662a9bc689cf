import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../core/clock';
import type { TokenReserve } from '../../core/connect/ports';
import {
  type BucketRate,
  latestFullAt,
  millisecondsPerToken,
  rateOfApi,
  type TokenTaken,
  waitForToken,
} from '../connect/token-bucket';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, readItem, type Table } from './table';

const storedBucket = z.object({ fullAt: z.number().default(0) });

/** When the item went away under our hands, which nobody does on purpose. */
const lostRetryMs = 500;

/**
 * Token buckets as items `bucket#<api>`. A token is taken by one update that DynamoDB does by itself, so whoever comes at
 * the same moment does not get into each other's way. The moment last seen here can only be too early, so a refusal
 * by it is right without a request.
 */
export class TokenBucketTable implements TokenReserve {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    private readonly rateOf: (api: string) => BucketRate = rateOfApi,
  ) {}

  async take(api: string, keep: number): Promise<TokenTaken> {
    const now = this.clock.now();
    const rate = this.rateOf(api);
    for (let round = 0; round < 2; round++) {
      const known = this.seen.get(api) ?? 0;
      const retryAfterMs = waitForToken(known, keep, now, rate);
      if (retryAfterMs > 0) return { taken: false, retryAfterMs };
      const latest = latestFullAt(keep, now, rate);
      const full = known <= now ? await this.takeFromFull(api, now, rate) : null;
      if (full ?? (await this.takeFromPart(api, now, latest, rate))) return { taken: true };
      await this.read(api);
    }
    return { taken: false, retryAfterMs: lostRetryMs };
  }

  async reserve(api: string): Promise<number> {
    const now = this.clock.now();
    const rate = this.rateOf(api);
    for (let round = 0; round < 2; round++) {
      const known = this.seen.get(api) ?? 0;
      const full = known <= now ? await this.takeFromFull(api, now, rate) : null;
      if (full) return 0;
      if (await this.takeFromPart(api, now, null, rate)) {
        const before = (this.seen.get(api) ?? now) - millisecondsPerToken(rate);
        return waitForToken(before, 0, now, rate);
      }
      await this.read(api);
    }
    return lostRetryMs;
  }

  private takeFromFull(api: string, now: number, rate: BucketRate): Promise<true | null> {
    return this.write(api, {
      UpdateExpression: 'SET #fullAt = :next',
      ConditionExpression: 'attribute_not_exists(#fullAt) OR #fullAt <= :now',
      ExpressionAttributeValues: { ':next': now + millisecondsPerToken(rate), ':now': now },
    });
  }

  /** `latest`: up to which `fullAt` there is a token; `null` takes one that is still to come. */
  private takeFromPart(api: string, now: number, latest: number | null, rate: BucketRate): Promise<true | null> {
    return this.write(api, {
      UpdateExpression: 'SET #fullAt = #fullAt + :token',
      ConditionExpression: latest === null ? '#fullAt > :now' : '#fullAt > :now AND #fullAt <= :latest',
      ExpressionAttributeValues: {
        ':token': millisecondsPerToken(rate),
        ':now': now,
        ...(latest === null ? {} : { ':latest': latest }),
      },
    });
  }

  private async write(
    api: string,
    update: {
      readonly UpdateExpression: string;
      readonly ConditionExpression: string;
      readonly ExpressionAttributeValues: Record<string, number>;
    },
  ): Promise<true | null> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('bucket', api) },
          ...update,
          ExpressionAttributeNames: { '#fullAt': 'fullAt' },
          ReturnValues: 'UPDATED_NEW',
        }),
      ),
    );
    if (answer === null) return null;
    this.remember(api, readStored(storedBucket, answer.Attributes ?? {}).fullAt);
    return true;
  }

  private async read(api: string): Promise<void> {
    const item = await readItem(this.table, itemKey('bucket', api));
    if (item === null) this.seen.delete(api);
    else this.remember(api, readStored(storedBucket, item).fullAt);
  }

  private remember(api: string, fullAt: number): void {
    this.seen.set(api, Math.max(fullAt, this.seen.get(api) ?? 0));
  }
}
