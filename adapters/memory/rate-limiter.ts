import type { Clock } from '../../core/clock';
import type { TokenReserve } from '../../core/connect/ports';
import { afterToken, type BucketRate, rateOfApi, type TokenTaken, waitForToken } from '../connect/token-bucket';

export class MemoryRateLimiter implements TokenReserve {
  /** When each bucket is full again. */
  private readonly buckets = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly rateOf: (api: string) => BucketRate = rateOfApi,
  ) {}

  async take(api: string, keep: number): Promise<TokenTaken> {
    const now = this.clock.now();
    const rate = this.rateOf(api);
    const fullAt = this.buckets.get(api) ?? now;
    const retryAfterMs = waitForToken(fullAt, keep, now, rate);
    if (retryAfterMs > 0) return { taken: false, retryAfterMs };
    this.buckets.set(api, afterToken(fullAt, now, rate));
    return { taken: true };
  }

  async reserve(api: string): Promise<number> {
    const now = this.clock.now();
    const rate = this.rateOf(api);
    const fullAt = this.buckets.get(api) ?? now;
    this.buckets.set(api, afterToken(fullAt, now, rate));
    return waitForToken(fullAt, 0, now, rate);
  }
}
