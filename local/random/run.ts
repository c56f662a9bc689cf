/**
 * `npm run test:random`: random scenarios, judged by the invariants; a failing one is made small and saved as a file that
 * `npm run simulate -- --scenario` plays.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullSpeed } from '../clock/full-speed';
import type { NamedFile } from '../console/command-line';
import { Interruption, interruptedExit } from '../console/interruption';
import { startNothing } from '../console/options';
import { endWithOutput } from '../console/output';
import { codeOf, makeFolder, whyNotFolder } from '../console/writable';
import { cloudStage } from '../live/cloud-stage';
import { buildInProcess } from '../simulate/application';
import { type Found, hunt } from './hunt';
import { judge, type NamedStage } from './judge';
import type { LevelName } from './levels';
import { type RandomOptions, randomOptions, usage } from './options';

/** How often progress is told, seconds of real time. */
const toldEverySeconds = 10;

async function run(argv: readonly string[]): Promise<number> {
  endWithOutput();
  const read = randomOptions(argv, process.env['TYPED_IN'] ?? process.cwd());
  if (!read.ok) return startNothing(read.problems, usage);
  const { options } = read;
  const { path, shown } = options.save;
  const why = whyNotFolder(path);
  if (why !== null) {
    process.stderr.write(`--save ${shown}: cannot be written to (${why}); give a folder that can be made\n`);
    return 2;
  }
  let worst = 0;
  for (const level of options.levels) {
    const found = await huntAt(level, options);
    if (found.length > 0) worst = 1;
  }
  return worst;
}

async function huntAt(level: LevelName, options: RandomOptions): Promise<readonly Found[]> {
  const { count, seed, stage, shrinkSeconds, save } = options;
  const stages = stagesOf(stage);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  let toldAt = 0;
  let played = 0;
  const failing = new Set<number>();
  const interruption = new Interruption(() => ({
    said: `ended after ${played} of ${count} scenarios, ${level}; ${keptWhere(failing, save.shown)}`,
    code: interruptedExit,
  }));
  const found = await hunt({
    ...{ level, seed, count, shrinkSeconds },
    judge: (file) => judge(file, stages, fullSpeed()),
    found(here) {
      failing.add(here.seed);
      keep(level, here, save);
    },
    played(done, here) {
      played = done;
      if (here !== null) tell(level, here, save);
      if (here === null && elapsed() - toldAt < toldEverySeconds && done < count) return;
      toldAt = elapsed();
      const left = Math.ceil((elapsed() / done) * (count - done));
      process.stderr.write(`${level}: ${done} of ${count}, ${failing.size} failing, about ${left} s left\n`);
    },
  });
  interruption.close();
  const rate = (count / elapsed()).toFixed(1);
  process.stdout.write(
    `${level}: ${count} scenarios from seed ${seed}, ${found.length} failing, ${elapsed().toFixed(0)} s (${rate} a second)\n`,
  );
  return found;
}

const keptWhere = (failing: ReadonlySet<number>, folder: string): string =>
  failing.size === 0 ? 'none was failing' : `what was failing (${failing.size}) is in ${folder}`;

const simulate: NamedStage = { name: 'simulate', build: buildInProcess };

function stagesOf(stage: RandomOptions['stage']): readonly NamedStage[] {
  if (stage === 'simulate') return [simulate];
  const template: NamedStage = { name: 'template', build: cloudStage() };
  return stage === 'template' ? [template] : [template, simulate];
}

const nameOf = (level: LevelName, seed: number): string => `${level}-${seed}`;

/** A disk that is full takes nothing from the run: the seed names the scenario too. */
function keep(level: LevelName, { file, seed }: Found, { path, shown }: NamedFile): void {
  const name = nameOf(level, seed);
  const why = codeOf(() => {
    makeFolder(path);
    writeFileSync(join(path, `${name}.json`), `${JSON.stringify({ ...file, name }, null, 1)}\n`);
  });
  if (why === null) return;
  const again = `--level ${level} --seed ${seed} --count 1 finds it again`;
  process.stderr.write(`${join(shown, name)}.json: cannot be written (${why}); ${again}\n`);
}

function tell(level: LevelName, { seed, wrong }: Found, { shown }: NamedFile): void {
  process.stdout.write(`${level}, seed ${seed}: ${join(shown, nameOf(level, seed))}.json\n`);
  for (const { what, message } of wrong) process.stdout.write(`  ${what}: ${message}\n`);
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
