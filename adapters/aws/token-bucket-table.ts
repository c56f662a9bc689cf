import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock, RateLimiter } from '../../core/ports';
import { type BucketRate, fullBucket, rateOfApi, type TokenBucket, takeToken } from '../connect/token-bucket';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, readItem, type Table, versionIs } from './table';

const storedBucket = z.object({ thousandths: z.number(), at: z.number(), version: z.number() });

/** Others who take tokens at the same moment; there are four functions at most (lambdas/connect-commands/contract.ts). */
const attempts = 5;

/** When the others were quicker five times in a row. */
const crowdedRetryMs = 500;

interface KnownBucket extends TokenBucket {
  /** `null`: no bucket is stored yet, so it is full. */
  readonly version: number | null;
}

/**
 * Token buckets as items `bucket#<api>`, taken from by conditional write. The state last seen here is tried first: it
 * can only be too optimistic, which the condition notices, so a refusal by it is right without a request.
 */
export class TokenBucketTable implements RateLimiter {
  private readonly seen = new Map<string, KnownBucket>();

  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    private readonly rateOf: (api: string) => BucketRate = rateOfApi,
  ) {}

  async take(
    api: string,
    keep: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly retryAfterMs: number }> {
    let bucket = this.seen.get(api) ?? (await this.read(api));
    for (let attempt = 0; attempt < attempts; attempt++) {
      const outcome = takeToken(bucket, keep, this.clock.now(), this.rateOf(api));
      if (!outcome.taken) return outcome;
      if (await this.write(api, outcome.bucket, bucket.version)) return { taken: true };
      bucket = await this.read(api);
    }
    return { taken: false, retryAfterMs: crowdedRetryMs };
  }

  private async read(api: string): Promise<KnownBucket> {
    const item = await readItem(this.table, itemKey('bucket', api));
    const bucket = item
      ? readStored(storedBucket, item)
      : { ...fullBucket(this.clock.now(), this.rateOf(api)), version: null };
    this.seen.set(api, bucket);
    return bucket;
  }

  private async write(api: string, bucket: TokenBucket, expected: number | null): Promise<boolean> {
    const version = (expected ?? 0) + 1;
    const condition = versionIs(expected);
    const answer = await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: { ...itemKey('bucket', api), thousandths: bucket.thousandths, at: bucket.at, version },
          ConditionExpression: condition.ConditionExpression,
          ExpressionAttributeNames: condition.names,
          ...(expected === null ? {} : { ExpressionAttributeValues: condition.values }),
        }),
      ),
    );
    if (!answer) return false;
    this.seen.set(api, { ...bucket, version });
    return true;
  }
}
