/** How often something may happen: `rate` a second on average, `burst` at once. */
export interface RateLimits {
  readonly rate: number;
  readonly burst: number;
}

/** API Gateway's throttling (developer guide, "throttle requests"), counted in simulated time. */
export class TokenBucket {
  #tokens: number;
  #countedMs: number;

  constructor(
    private readonly limits: RateLimits,
    nowMs: number,
  ) {
    this.#tokens = limits.burst;
    this.#countedMs = nowMs;
  }

  /** Whether it may happen now; if so it is counted. */
  take(nowMs: number): boolean {
    const earned = ((nowMs - this.#countedMs) / 1000) * this.limits.rate;
    this.#tokens = Math.min(this.limits.burst, this.#tokens + earned);
    this.#countedMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
