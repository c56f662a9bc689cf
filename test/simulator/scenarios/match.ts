import { isDeepStrictEqual } from 'node:util';
import type { TraceLine, TraceType } from '../../../simulator/trace/lines';

/** Fields a line must have; others do not matter. */
export type Fields = { readonly type: TraceType } & Readonly<Record<string, unknown>>;

/** A line that must be there, at most 0.05 s before its nominal time and `late` seconds after (2 unless told). */
export interface ExpectedLine {
  readonly t: number;
  readonly late?: number;
  readonly fields: Fields;
}

/** How often lines with these fields may come, from `from` on if given. */
export interface ExpectedCount {
  readonly fields: Fields;
  readonly from?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Expectation {
  readonly lines: readonly ExpectedLine[];
  readonly counts: readonly ExpectedCount[];
}

const earlySeconds = 0.05;

/** What of an expectation a trace does not meet, a sentence each. */
export function unmet(expectation: Expectation, trace: readonly TraceLine[]): readonly string[] {
  const problems: string[] = [];
  for (const { t, late = 2, fields } of expectation.lines) {
    const alike = trace.filter((line) => has(line, fields));
    if (alike.some((line) => line.t >= t - earlySeconds && line.t <= t + late)) continue;
    const instead = alike.length > 0 ? `it came at ${alike.map((line) => line.t).join(', ')}` : 'it never came';
    problems.push(`${JSON.stringify(fields)} was due at ${t} s; ${instead}`);
  }
  for (const { fields, from = 0, atLeast = 0, atMost = Number.POSITIVE_INFINITY } of expectation.counts) {
    const count = trace.filter((line) => line.t >= from && has(line, fields)).length;
    if (count >= atLeast && count <= atMost) continue;
    problems.push(`${JSON.stringify(fields)} came ${count} times from ${from} s, expected ${atLeast} to ${atMost}`);
  }
  return problems;
}

const has = (line: TraceLine, fields: Fields): boolean =>
  Object.entries(fields).every(([name, value]) => isDeepStrictEqual((line as Record<string, unknown>)[name], value));
