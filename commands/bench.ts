/**
 * `npm run bench [-- --hours N --seed N]`: plays the closed loop of docs/theory.md#the-closed-loop with the reference Campaign
 * Manager and prints the talk minutes per agent-hour beside the reference. Exit 0: every row holds; 1: one does not; 2:
 * unusable command line. About a minute at 12 hours, the default.
 */

import { meanRingSeconds, meanTalkSeconds } from '../bench/closed-loop';
import { type BenchRow, benchCases, measure, tableOf } from '../bench/talk-minutes';
import { GivenOptions, type ReadOptions, startNothing } from './terminal/options';
import { endWithOutput } from './terminal/output';

interface BenchOptions {
  readonly hours: number;
  readonly seed: number;
}

const usage = `npm run bench -- [options]

  --hours N  so many simulated hours of each case, above 0 and at most 1000 (default 12)
  --seed S   of all that is random (default 1)
  --help     this text

Exit code: 0 every row holds, 1 one does not, 2 unusable command line.
`;

const known = {
  valued: { '--hours': 'a number above 0, at most 1000', '--seed': 'a whole number, 0 or more' },
  flags: ['--help'],
} as const;

/** Reads the command line, all problems at once. */
function benchOptions(argv: readonly string[]): ReadOptions<BenchOptions> {
  const given = new GivenOptions(argv, known);
  if (given.has('--help')) return { ok: false, problems: [] };
  const options = {
    hours: given.number('--hours', Number.MIN_VALUE, 1000) ?? 12,
    seed: given.whole('--seed', 0, Number.MAX_SAFE_INTEGER) ?? 1,
  };
  return given.problems.length > 0 ? { ok: false, problems: given.problems } : { ok: true, options };
}

async function run(argv: readonly string[]): Promise<number> {
  endWithOutput();
  const read = benchOptions(argv);
  if (!read.ok) return startNothing(read.problems, usage);
  const { hours, seed } = read.options;
  process.stdout.write(
    `Talk minutes per agent-hour: talk ${meanTalkSeconds} s, ring ${meanRingSeconds} s, both exponential, ` +
      `a quarter answered, at most 3 % abandoned, seed ${seed}\n\n`,
  );
  const rows: BenchRow[] = [];
  for (const given of benchCases) {
    process.stderr.write(`playing ${given.name}, ${given.agents} agents, ${hours * given.stretch} h ...\n`);
    rows.push(await measure(given, hours, seed));
  }
  process.stdout.write(`${tableOf(rows).join('\n')}\n`);
  for (const { agents, paceChanges } of rows) {
    for (const change of paceChanges) process.stdout.write(`${agents} agents, second ${change}\n`);
  }
  return rows.every(({ holds }) => holds) ? 0 : 1;
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
