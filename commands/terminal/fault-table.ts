import type { Result } from '../../simulator/fault-table/experiment';

/** One line of the table: what was done to the application, how often, and what came of it. */
export interface Row {
  readonly what: string;
  readonly runs: number;
  readonly injected: number;
  readonly healed: number;
  /** How much later the latest outcome came, seconds: the median run and the worst. */
  readonly medianDelay: number | null;
  readonly longestDelay: number | null;
  readonly violations: number;
}

export function rowOf(what: string, results: readonly Result[]): Row {
  const delays = results.flatMap(({ delaySeconds }) => delaySeconds ?? []).sort((a, b) => a - b);
  return {
    what,
    runs: results.length,
    injected: results.reduce((sum, { injected }) => sum + injected, 0),
    healed: results.filter(({ healed }) => healed).length,
    medianDelay: delays[Math.floor(delays.length / 2)] ?? null,
    longestDelay: delays.at(-1) ?? null,
    violations: results.reduce((sum, { wrong }) => sum + wrong.length, 0),
  };
}

const headings = ['', 'runs', 'injected', 'healed', 'median delay', 'longest', 'violations'] as const;

export function tableOf(rows: readonly Row[]): string {
  const seconds = (value: number | null) => (value === null ? '-' : `${value.toFixed(value < 10 ? 1 : 0)} s`);
  const cells = rows.map((row) => [
    row.what,
    ...[row.runs, row.injected, row.healed].map(String),
    seconds(row.medianDelay),
    seconds(row.longestDelay),
    String(row.violations),
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const written = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [headings, ...cells].map(written).join('\n');
}
