/** One measure of one stretch of simulated time: a sum, and what it is divided by (callers, hours, agent-seconds). */
export interface Quotient {
  readonly sum: number;
  readonly per: number;
}

/** What one stretch of simulated time came to, by the names of the measures. */
export type Totals = Readonly<Record<string, Quotient>>;

export interface Estimate {
  readonly mean: number;
  /** Of the mean; null where one stretch says nothing about it. */
  readonly standardError: number | null;
}

/**
 * Each measure from independent stretches (replications or batches): the sum of all sums by the sum of all divisors, which a
 * short stretch with few callers bends less than a mean of quotients would. Its standard error is that of a ratio
 * (Law and Kelton, Simulation Modeling and Analysis, on the regenerative estimator). A measure whose divisors are all 0 has no
 * value and is left out.
 */
export function estimates(stretches: readonly Totals[]): Readonly<Record<string, Estimate>> {
  const names = [...new Set(stretches.flatMap((totals) => Object.keys(totals)))];
  const found = names.map((name) => [name, ratio(stretches.flatMap((totals) => totals[name] ?? []))] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, Estimate] => entry[1] !== null));
}

function ratio(quotients: readonly Quotient[]): Estimate | null {
  const count = quotients.length;
  const divisor = quotients.reduce((total, { per }) => total + per, 0);
  if (divisor === 0) return null;
  const mean = quotients.reduce((total, { sum }) => total + sum, 0) / divisor;
  if (count < 2) return { mean, standardError: null };
  const squares = quotients.reduce((total, { sum, per }) => total + (sum - mean * per) ** 2, 0);
  return { mean, standardError: (Math.sqrt(squares / (count * (count - 1))) * count) / divisor };
}
