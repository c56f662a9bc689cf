/** Talk minutes per agent-hour: ours beside the reference values of docs/theory.md#the-closed-loop. */
import type { Pacing } from '../campaign-manager/reference/pacing';
import { type LoopResult, playClosedLoop } from './closed-loop';

export interface BenchCase {
  readonly name: string;
  readonly pacing: Pacing;
  readonly agents: number;
  /** Talk minutes per agent-hour. */
  readonly reference: number;
  /** Largest difference from the reference, as a share of it. */
  readonly within: number;
  /** Times the hours asked for: so many customers are needed for the figure to be steady. */
  readonly stretch: number;
}

const limit = 0.03;
const progressive: Pacing = { mode: 'progressive', linesPerAgent: 1, maxAbandonRate: limit };
const predictive: Pacing = { mode: 'predictive', minLines: 1, maxLines: 10, maxAbandonRate: limit };

/** A quarter of the dials is answered. */
export const benchCases: readonly BenchCase[] = [
  { name: 'progressive 1:1', pacing: progressive, agents: 100, reference: 45, within: 0.005, stretch: 2 },
  { name: 'predictive', pacing: predictive, agents: 10, reference: 48.6, within: 0.02, stretch: 2 },
  { name: 'predictive', pacing: predictive, agents: 20, reference: 53.11, within: 0.02, stretch: 1 },
  { name: 'predictive', pacing: predictive, agents: 50, reference: 56.19, within: 0.02, stretch: 1 },
  { name: 'predictive', pacing: predictive, agents: 100, reference: 57.57, within: 0.02, stretch: 1 },
];

export interface BenchRow extends BenchCase, LoopResult {
  readonly hours: number;
  /** Of the reference. */
  readonly difference: number;
  /** Near enough to the reference, and never over the limit once a hundred had answered. */
  readonly holds: boolean;
}

export async function measure(given: BenchCase, hours: number, seed: number): Promise<BenchRow> {
  const played = hours * given.stretch;
  const { agents, pacing } = given;
  const result = await playClosedLoop({ agents, pacing, hours: played, seed });
  const difference = result.talkMinutesPerAgentHour / given.reference - 1;
  const holds = Math.abs(difference) <= given.within && result.worstRate <= limit;
  return { ...given, ...result, hours: played, difference, holds };
}

const columns: readonly (readonly [title: string, value: (row: BenchRow) => string])[] = [
  ['dialling', ({ name }) => name],
  ['agents', ({ agents }) => String(agents)],
  ['hours', ({ hours }) => String(hours)],
  ['ours min/h', ({ talkMinutesPerAgentHour }) => talkMinutesPerAgentHour.toFixed(2)],
  ['reference', ({ reference }) => reference.toFixed(2)],
  ['difference', ({ difference }) => `${difference < 0 ? '' : '+'}${percent(difference)}`],
  ['allowed', ({ within }) => percent(within)],
  ['dials/h', ({ dials, hours }) => String(Math.round(dials / hours))],
  ['abandoned', ({ abandoned, live }) => percent(live > 0 ? abandoned / live : 0)],
  ['highest after 100', ({ worstRate }) => percent(worstRate)],
  ['holds', ({ holds }) => (holds ? 'yes' : 'NO')],
];

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** One line for the titles and one for each row, in columns. */
export function tableOf(rows: readonly BenchRow[]): readonly string[] {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, value]) => value(row)))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
