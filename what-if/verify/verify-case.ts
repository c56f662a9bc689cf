import type { Model } from '../models/schema';

/** A model whose results are known, and those results. */
export interface VerifyCase {
  readonly id: string;
  readonly title: string;
  /** How long it is played is chosen when it is (`hours` or `days` of it do not matter). */
  readonly model: Model;
  readonly known: readonly KnownValue[];
  /** How much simulated time (replications times hours, or days) stands behind values without an interval; null: they are exact. */
  readonly playedBefore: number | null;
}

export interface KnownValue {
  readonly measure: string;
  readonly value: number;
  /** Of a value that was itself simulated; left out: 0, or as large as a run as long as theirs would have. */
  readonly standardError?: number;
  /** Half of the last digit in which it was given, where that is not far below the errors. */
  readonly rounding?: number;
}
