import type { Scheduler } from '../../../clock/scheduler';
import { ConnectApiError } from '../world';

/** The default for any API not listed: 2 per second, burst 5 (docs/amazon-connect.md#api-rates). */
const unlisted = { perSecond: 2, burst: 5 } as const;

/** Default rates per account and Region (docs/amazon-connect.md#api-rates). */
const listed: Readonly<Record<string, { readonly perSecond: number; readonly burst: number }>> = {
  UpdateContactRoutingData: { perSecond: 20, burst: 20 },
  DescribeContact: { perSecond: 10, burst: 15 },
  GetContactAttributes: { perSecond: 10, burst: 15 },
  UpdateContactAttributes: { perSecond: 10, burst: 15 },
  StopContact: { perSecond: 10, burst: 15 },
};

/** How often each API may be called (docs/amazon-connect.md#api-rates). */
export interface RateQuotas {
  /** Takes one call of an API from its bucket. Throws ThrottlingException (429) where there is none. */
  take(operation: string): void;
  setThrottled(throttled: boolean): void;
}

/** One token bucket per API, filled by simulated time. */
export function createRateQuotas(scheduler: Scheduler): RateQuotas {
  const buckets = new Map<string, { tokens: number; filledAtMs: number }>();
  let throttled = false;
  return {
    take(operation) {
      const quota = listed[operation] ?? unlisted;
      if (throttled && quota === unlisted) throw refusal(operation, 'the fault connect-throttle is on');
      const nowMs = scheduler.now();
      const bucket = buckets.get(operation) ?? { tokens: quota.burst, filledAtMs: nowMs };
      bucket.tokens = Math.min(quota.burst, bucket.tokens + ((nowMs - bucket.filledAtMs) / 1000) * quota.perSecond);
      bucket.filledAtMs = nowMs;
      buckets.set(operation, bucket);
      if (bucket.tokens < 1)
        throw refusal(operation, `the quota is ${quota.perSecond} per second with a burst of ${quota.burst}`);
      bucket.tokens -= 1;
    },
    setThrottled(next) {
      throttled = next;
    },
  };
}

const refusal = (operation: string, why: string): ConnectApiError =>
  new ConnectApiError('ThrottlingException', 429, `Rate exceeded for ${operation}: ${why}`);
