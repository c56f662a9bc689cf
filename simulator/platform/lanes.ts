/**
 * Which of `count` pollers reads a partition key. Lambda's parallelization factor keeps a key with one poller and does not
 * say with which; here keys are dealt out in the order in which they first come, so that both runners do alike.
 */
export class Lanes {
  readonly #byKey = new Map<string, number>();

  constructor(private readonly count: number) {}

  of(key: string): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const lane = this.#byKey.size % this.count;
    this.#byKey.set(key, lane);
    return lane;
  }
}
