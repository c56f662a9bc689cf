import type { Totals } from './estimate';

/**
 * What became of callers, each counted when they leave the queue: at once, when they are served, or when they give up.
 * Seconds; a caller who is served at once has waited 0.
 */
export class Waits {
  private left = 0;
  private abandoned = 0;
  private waited = 0;
  private seconds = 0;
  private secondsOfServed = 0;
  private over = 0;
  private inTime = 0;
  private virtual = 0;
  private virtualOver = 0;

  constructor(private readonly limit: number) {}

  atOnce(): void {
    this.left++;
    this.inTime++;
    this.virtual++;
  }

  /** Whose wait is also the virtual one: whoever is served has waited as long as a caller of endless patience would. */
  served(seconds: number): void {
    this.left++;
    this.waited++;
    this.virtual++;
    this.seconds += seconds;
    this.secondsOfServed += seconds;
    if (seconds <= this.limit) this.inTime++;
    else {
      this.over++;
      this.virtualOver++;
    }
  }

  gaveUp(seconds: number): void {
    this.left++;
    this.waited++;
    this.abandoned++;
    this.seconds += seconds;
    if (seconds > this.limit) this.over++;
  }

  /** When a caller who gave up would have been served, had they gone on waiting. */
  wouldHaveWaited(seconds: number): void {
    this.virtual++;
    if (seconds > this.limit) this.virtualOver++;
  }

  totals(): Totals {
    const { left, abandoned } = this;
    return {
      waited: { sum: this.waited, per: left },
      abandoned: { sum: abandoned, per: left },
      meanWaitSeconds: { sum: this.seconds, per: left },
      meanWaitServedSeconds: { sum: this.secondsOfServed, per: left - abandoned },
      waitOver: { sum: this.over, per: left },
      virtualWaitOver: { sum: this.virtualOver, per: this.virtual },
      serviceLevel: { sum: this.inTime, per: left },
    };
  }
}
