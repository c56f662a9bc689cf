/** The minute since the epoch that a moment (ms) is in. */
export const minuteOf = (at: number): number => Math.floor(at / 60_000);
