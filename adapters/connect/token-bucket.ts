/** A token bucket at a moment, ms. It is counted in thousandths of a token, so that a millisecond adds whole ones. */
export interface TokenBucket {
  readonly thousandths: number;
  readonly at: number;
}

/** Connect's default for an unlisted API: 2 a second, burst 5, per account and Region (CONNECT.md section 4). */
export const tokensPerSecond = 2;
export const burstTokens = 5;

export const fullBucket = (now: number): TokenBucket => ({ thousandths: burstTokens * 1000, at: now });

export type TokenTaken =
  | { readonly taken: true; readonly bucket: TokenBucket }
  | { readonly taken: false; readonly retryAfterMs: number };

/**
 * Takes one token, leaving at least `keep` (0 to 4) for others. A clock behind the bucket's fills nothing: functions'
 * clocks differ by milliseconds, and a bucket must never fill twice for the same time.
 */
export function takeToken(bucket: TokenBucket, keep: number, now: number): TokenTaken {
  const at = Math.max(bucket.at, now);
  const thousandths = Math.min(burstTokens * 1000, bucket.thousandths + (at - bucket.at) * tokensPerSecond);
  const missing = (keep + 1) * 1000 - thousandths;
  return missing <= 0
    ? { taken: true, bucket: { thousandths: thousandths - 1000, at } }
    : { taken: false, retryAfterMs: Math.ceil(missing / tokensPerSecond) + (at - now) };
}
