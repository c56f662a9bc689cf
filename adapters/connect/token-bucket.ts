/** A token bucket at a moment, ms. It is counted in thousandths of a token, so that a millisecond adds whole ones. */
export interface TokenBucket {
  readonly thousandths: number;
  readonly at: number;
}

/** How fast a bucket fills, and how much it holds; whole numbers, at least 1. */
export interface BucketRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Connect's default for an unlisted API, per account and Region (CONNECT.md section 4). */
export const connectRate: BucketRate = { perSecond: 2, burst: 5 };

/** What one key of the Campaign Manager may send to the ingress. */
export const ingressRate: BucketRate = { perSecond: 50, burst: 50 };

/** The bucket of a key at the ingress. */
export const ingressApi = (keyId: string): string => `campaign-ingress:${keyId}`;

/** Every bucket's rate by its name: an operation of Connect, or `campaign-ingress:<key id>`. */
export const rateOfApi = (api: string): BucketRate => (api.startsWith(ingressApi('')) ? ingressRate : connectRate);

export const fullBucket = (now: number, rate: BucketRate): TokenBucket => ({
  thousandths: rate.burst * 1000,
  at: now,
});

export type TokenTaken =
  | { readonly taken: true; readonly bucket: TokenBucket }
  | { readonly taken: false; readonly retryAfterMs: number };

/**
 * Takes one token, leaving at least `keep` (less than the burst) for others. A clock behind the bucket's fills nothing:
 * functions' clocks differ by milliseconds, and a bucket must never fill twice for the same time.
 */
export function takeToken(bucket: TokenBucket, keep: number, now: number, rate: BucketRate): TokenTaken {
  const at = Math.max(bucket.at, now);
  const thousandths = Math.min(rate.burst * 1000, bucket.thousandths + (at - bucket.at) * rate.perSecond);
  const missing = (keep + 1) * 1000 - thousandths;
  return missing <= 0
    ? { taken: true, bucket: { thousandths: thousandths - 1000, at } }
    : { taken: false, retryAfterMs: Math.ceil(missing / rate.perSecond) + (at - now) };
}
