/**
 * `npm run bench [-- --hours N --seed N]`: plays the closed loop of THEORY.md 2.3 with the reference Campaign Manager and
 * prints the talk minutes per agent-hour beside the reference. Exit 0: every row holds; 1: one does not; 2: unusable
 * command line. About a minute at 12 hours, the default.
 */
import { startNothing } from '../local/console/options';
import { endWithOutput } from '../local/console/output';
import { meanRingSeconds, meanTalkSeconds } from './closed-loop';
import { benchOptions, usage } from './options';
import { type BenchRow, benchCases, measure, tableOf } from './talk-minutes';

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
