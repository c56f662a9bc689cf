const { max } = Math;

/** Born when whoever is in front was: there is nobody. */
export const nobody = Number.POSITIVE_INFINITY;

/**
 * For how long the one in front has been older than a limit: the wait of the caller at the head of a queue, the idle time of
 * the agent idle longest. Seconds of the model.
 */
export class AgeOver {
  private bornAt = nobody;
  private countedTo = 0;
  /** Seconds counted since the last reset. */
  total = 0;

  constructor(private readonly limit: number) {}

  /** Somebody born then is in front from now on. */
  front(bornAt: number, now: number): void {
    this.count(now);
    this.bornAt = bornAt;
    this.countedTo = now;
  }

  /** Counts up to now. */
  count(now: number): void {
    const oldAt = this.bornAt + this.limit;
    const from = max(oldAt, this.countedTo);
    if (now > from) this.total += now - from;
    this.countedTo = now;
  }
}
