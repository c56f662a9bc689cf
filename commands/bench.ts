/**
 * `npm run bench [-- --hours N --seed N]`: plays the closed loop of docs/theory.md#the-closed-loop with the reference Campaign
 * Manager and prints the talk minutes per agent-hour beside the reference. Exit 0: every row holds; 1: one does not; 2:
 * unusable command line. About a minute at 12 hours, the default.
 */

import type { Command } from 'commander';
import { meanRingSeconds, meanTalkSeconds } from '../bench/closed-loop';
import { type BenchRow, benchCases, measure, tableOf } from '../bench/talk-minutes';
import { numberFrom, readCommandLine, startNothing, Valued, wholeFrom, withUsage } from './terminal/command-line';
import { endWithOutput, terminal } from './terminal/output';

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

const declared = (): Command =>
  withUsage(usage)
    .addOption(
      new Valued('--hours <n>', 'a number above 0, at most 1000', numberFrom(Number.MIN_VALUE, 1000)).default(12),
    )
    .addOption(new Valued('--seed <s>', 'a whole number, 0 or more', wholeFrom(0, Number.MAX_SAFE_INTEGER)).default(1));

async function run(argv: readonly string[]): Promise<number> {
  endWithOutput();
  const line = readCommandLine<BenchOptions>(declared(), argv, 'plain');
  if (line.kind !== 'run') return startNothing(line, terminal(), usage);
  const { hours, seed } = line.options;
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
