/**
 * `npm run test:faults`: one short scenario that every function has a part in, again and again with one thing in its way
 * each time, and busy ones in which one thing goes wrong all the time. Prints what was injected, what healed and how long that took.
 */
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { loadScenario, scenariosFolder } from '../scenario/load-scenario';
import type { Scenario } from '../scenario/scenario';
import { conduct, playThrough, type Result } from './experiment';
import { extraSeconds, falsehoods, kills, outages, skews, troubles } from './experiments';
import { KillPoints } from './kill-points';
import { oftenWrong } from './often';
import { outcomesOf } from './outcomes';
import { rowOf, tableOf } from './table';

/** How often progress is told, seconds of real time. */
const toldEverySeconds = 10;

const scenarioName = 'every-function';

interface Options {
  readonly every: number;
  readonly seeds: number;
}

async function run({ every, seeds }: Options): Promise<number> {
  const read = loadScenario({ path: join(scenariosFolder, `${scenarioName}.json`), shown: scenarioName });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const scenario: Scenario = { ...read.scenario, durationSeconds: read.scenario.durationSeconds + extraSeconds };
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
  for (const [index, experiment] of experiments.entries()) {
    const result = await conduct(experiment);
    byRow.set(experiment.row, [...(byRow.get(experiment.row) ?? []), result]);
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
  process.stdout.write(`${tableOf([...byRow].map(([what, results]) => rowOf(what, results)))}\n`);
  return worst;
}

const wholeFrom1 = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return Number(text);
};

const program = new Command('npm run test:faults --')
  .description('Disturbs one short scenario in every way there is, one at a time, and tells what healed.')
  .option('--every <n>', 'kill at every nth kill point only, and play every nth of the seeds', wholeFrom1, 1)
  .option('--seeds <n>', 'busy scenarios in which things go wrong again and again', wholeFrom1, 20)
  .addHelpText('after', '\nExit code: 0 all healed and no invariant was violated, 1 not so, 2 unusable command line.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(async (options: Options) => {
    process.exitCode = await run(options);
  });

void program.parseAsync();
