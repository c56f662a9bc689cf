/**
 * `npm run bench [-- --hours N --seed N]`: plays the closed loop of THEORY.md 2.3 with the reference Campaign Manager and
 * prints the talk minutes per agent-hour beside the reference. Exit 0: every row holds; 1: one does not; 2: unusable
 * command line. About a minute at 12 hours, the default.
 */
import { parseArgs } from 'node:util';
import { meanRingSeconds, meanTalkSeconds } from './closed-loop';
import { type BenchRow, benchCases, measure, tableOf } from './talk-minutes';

function options(): { readonly hours: number; readonly seed: number } {
  const { values } = parseArgs({
    options: { hours: { type: 'string', default: '12' }, seed: { type: 'string', default: '1' } },
  });
  const [hours, seed] = [Number(values.hours), Number(values.seed)];
  const problems = [
    hours > 0 && hours <= 1000
      ? null
      : `--hours is ${JSON.stringify(values.hours)}; give a number above 0, at most 1000`,
    Number.isSafeInteger(seed) && seed >= 0
      ? null
      : `--seed is ${JSON.stringify(values.seed)}; give a whole number, 0 or more`,
  ].filter((problem) => problem !== null);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { hours, seed };
}

async function run(): Promise<number> {
  const { hours, seed } = options();
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

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
