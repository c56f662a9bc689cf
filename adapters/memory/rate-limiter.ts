import type { Clock, RateLimiter } from '../../core/ports';
import { type BucketRate, fullBucket, rateOfApi, type TokenBucket, takeToken } from '../connect/token-bucket';

export class MemoryRateLimiter implements RateLimiter {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly clock: Clock,
    private readonly rateOf: (api: string) => BucketRate = rateOfApi,
  ) {}

  async take(
    api: string,
    keep: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly retryAfterMs: number }> {
    const now = this.clock.now();
    const rate = this.rateOf(api);
    const outcome = takeToken(this.buckets.get(api) ?? fullBucket(now, rate), keep, now, rate);
    if (!outcome.taken) return outcome;
    this.buckets.set(api, outcome.bucket);
    return { taken: true };
  }
}
