/**
 * `npm run test:faults`: one short scenario that every function has a part in, again and again with one thing in its way
 * each time, and busy ones in which one thing goes wrong all the time. Prints what was injected, what healed and how long that took.
 */
import { join } from 'node:path';
import type { Command } from 'commander';
import { fullSpeed } from '../clock/full-speed';
import { RefusedError } from '../documents/told';
import { conduct, playThrough, type Result } from '../simulator/fault-table/experiment';
import { disturbedScenario, falsehoods, kills, outages, skews, troubles } from '../simulator/fault-table/experiments';
import { KillPoints } from '../simulator/fault-table/kill-points';
import { oftenWrong } from '../simulator/fault-table/often';
import { outcomesOf } from '../simulator/fault-table/outcomes';
import { loadScenario, scenariosFolder } from '../simulator/scenario/load-scenario';
import { readCommandLine, startNothing, Valued, wholeFrom, withUsage } from './terminal/command-line';
import { rowOf, tableOf } from './terminal/fault-table';
import { Interruption, interruptedExit } from './terminal/interruption';
import { endWithOutput, terminal } from './terminal/output';

interface FaultTableOptions {
  /** Functions are killed at every so-many-th kill point, and so are the seeds played. */
  readonly every: number;
  readonly seeds: number;
}

const usage = `npm run test:faults -- [options]

Disturbs one short scenario in every way there is, one at a time, and tells what healed.

  --every N  kill at every N-th kill point only, and play every N-th of the seeds (default 1)
  --seeds N  busy scenarios in which things go wrong again and again (default 20)
  --help     this text

Exit code: 0 all healed and no invariant was violated, 1 not so, 2 unusable command line, 130 ended by Ctrl-C.
`;

const declared = (): Command =>
  withUsage(usage)
    .addOption(new Valued('--every <n>', 'a whole number, 1 or more', wholeFrom(1, 999_999)).default(1))
    .addOption(new Valued('--seeds <n>', 'a whole number, 1 or more', wholeFrom(1, 999_999)).default(20));

/** How often progress is told, seconds of real time. */
const toldEverySeconds = 10;

const scenarioName = 'every-function';

async function run(argv: readonly string[]): Promise<number> {
  endWithOutput();
  const line = readCommandLine<FaultTableOptions>(declared(), argv, 'plain');
  if (line.kind !== 'run') return startNothing(line, terminal(), usage);
  const { every, seeds } = line.options;
  const loaded = loadScenario({ path: join(scenariosFolder, `${scenarioName}.json`), shown: scenarioName });
  if (!loaded.ok) throw new RefusedError(loaded.problems);
  const scenario = disturbedScenario(loaded.scenario);
  const points = new KillPoints();
  const { lines, wrong } = await playThrough(scenario, { disturb: points.watch });
  if (wrong.length > 0) throw new Error(`the scenario does not hold undisturbed: ${wrong.join('; ')}`);
  const undisturbed = outcomesOf(lines);
  const subject = { scenario, expected: async () => undisturbed };
  const experiments = [
    ...kills(
      subject,
      points.found.filter((_, index) => index % every === 0),
    ),
    ...outages(subject, points.apis),
    ...troubles(subject),
    ...skews(subject),
    ...falsehoods(subject),
    ...oftenWrong(Math.ceil(seeds / every)),
  ];
  process.stderr.write(`${points.found.length} kill points; ${experiments.length} runs\n`);
  const byRow = new Map<string, Result[]>();
  const startedAt = performance.now();
  let toldAt = 0;
  let worst = 0;
  let done = 0;
  const table = () => `${tableOf([...byRow].map(([what, results]) => rowOf(what, results)))}\n`;
  const interruption = new Interruption(() => {
    process.stdout.write(table());
    return { said: `ended after ${done} of ${experiments.length} runs`, code: interruptedExit };
  });
  for (const [index, experiment] of experiments.entries()) {
    const result = await conduct(experiment, fullSpeed());
    byRow.set(experiment.row, [...(byRow.get(experiment.row) ?? []), result]);
    done++;
    if (result.wrong.length > 0 || !result.healed) {
      worst = 1;
      const what = [...result.wrong, ...(result.healed ? [] : ['something did not come to its end'])];
      process.stdout.write(`${experiment.shown}\n${what.map((sentence) => `  ${sentence}\n`).join('')}`);
    }
    const elapsed = (performance.now() - startedAt) / 1000;
    if (elapsed - toldAt < toldEverySeconds) continue;
    toldAt = elapsed;
    const left = Math.ceil((elapsed / (index + 1)) * (experiments.length - index - 1));
    process.stderr.write(`${index + 1} of ${experiments.length}, about ${left} s left\n`);
  }
  interruption.close();
  process.stdout.write(table());
  return worst;
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
