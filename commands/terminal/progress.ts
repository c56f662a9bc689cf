/** Progress of a long run: the share that is done and the time that is left, at most one line a second. */
export class Progress {
  private lastAt: number;
  private readonly startedAt: number;

  /** `now` answers milliseconds of any clock; `write` takes whole lines. */
  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number,
  ) {
    this.startedAt = this.lastAt = now();
  }

  /** `share` of the whole, 0 to 1; `what` is being done. */
  tell(share: number, what: string): void {
    const at = this.now();
    if (at - this.lastAt < 1000 || share <= 0 || share >= 1) return;
    this.lastAt = at;
    const left = Math.ceil(((at - this.startedAt) * (1 - share)) / share / 1000);
    this.write(`${what}: ${Math.floor(share * 100)} % done, ${inWords(left)} left\n`);
  }
}

/** `45 s` or `3 min 20 s`. */
const inWords = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
