/** How fast a bucket fills, and how much it holds; whole numbers, at least 1. */
export interface BucketRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Connect's default for an unlisted API, per account and Region (docs/amazon-connect.md#api-rates). */
export const connectRate: BucketRate = { perSecond: 2, burst: 5 };

/** APIs that are allowed more (docs/amazon-connect.md#api-rates). */
const listedRates: Readonly<Record<string, BucketRate>> = { UpdateContactRoutingData: { perSecond: 20, burst: 20 } };

/** What one key of the Campaign Manager may send to the ingress. */
export const ingressRate: BucketRate = { perSecond: 50, burst: 50 };

/** The bucket of a key at the ingress. */
export const ingressApi = (keyId: string): string => `campaign-ingress:${keyId}`;

/** Every bucket's rate by its name: an operation of Connect, or `campaign-ingress:<key id>`. */
export const rateOfApi = (api: string): BucketRate =>
  api.startsWith(ingressApi('')) ? ingressRate : (listedRates[api] ?? connectRate);

/** Rates of an account where AWS raised the quota of some operations of Connect to so many calls a second. */
export const ratesWhereRaised =
  (perSecondOf: Readonly<Record<string, number>>) =>
  (api: string): BucketRate => {
    const perSecond = perSecondOf[api];
    return perSecond === undefined ? rateOfApi(api) : { perSecond, burst: Math.max(connectRate.burst, perSecond) };
  };

/** Whether there was a token to take, or when to come again. */
export type TokenTaken = { readonly taken: true } | { readonly taken: false; readonly retryAfterMs: number };

/*
 * A bucket is kept as one number: the moment it will be full again, ms (the "theoretical arrival time" of the generic cell
 * rate algorithm). Whoever takes a token moves it on by the time a token takes to come. It only grows, so a store can move
 * it on in one step.
 */

/** How long a token takes to come. */
export const millisecondsPerToken = (rate: BucketRate): number => 1000 / rate.perSecond;

/** Up to this `fullAt` a bucket has a token to give, and leaves at least `keep` (less than the burst) for others. */
export const latestFullAt = (keep: number, now: number, rate: BucketRate): number =>
  now + (rate.burst - keep - 1) * millisecondsPerToken(rate);

/** Milliseconds until there is a token to take; 0: now. */
export const waitForToken = (fullAt: number, keep: number, now: number, rate: BucketRate): number =>
  Math.max(0, Math.ceil(fullAt - latestFullAt(keep, now, rate)));

/** The moment the bucket is full again once a token is taken now. */
export const afterToken = (fullAt: number, now: number, rate: BucketRate): number =>
  Math.max(fullAt, now) + millisecondsPerToken(rate);
