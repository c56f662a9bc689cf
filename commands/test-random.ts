/**
 * `npm run test:random`: random scenarios, judged by the invariants; a failing one is made small and saved as a file that
 * `npm run simulate -- --scenario` plays.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { fullSpeed } from '../clock/full-speed';
import { printed } from '../documents/told';
import { applicationOnTemplate } from '../local-cloud/on-template/application-on-template';
import { buildInProcess } from '../simulator/in-process/application';
import { type Found, hunt } from '../simulator/random/hunt';
import { judge, type NamedStage } from '../simulator/random/judge';
import { type LevelName, levelNames } from '../simulator/random/levels';
import {
  anyText,
  type CommandLine,
  oneOf,
  readCommandLine,
  startNothing,
  Valued,
  wholeFrom,
  withUsage,
} from './terminal/command-line';
import { Interruption, interruptedExit } from './terminal/interruption';
import { fileIn, type NamedFile } from './terminal/named-file';
import { endWithOutput, terminal } from './terminal/output';
import { codeOf, makeFolder, whyNotFolder } from './terminal/writable';

const stages = ['simulate', 'template', 'both'] as const;

interface RandomOptions {
  readonly count: number;
  readonly seed: number;
  readonly levels: readonly LevelName[];
  readonly stage: (typeof stages)[number];
  /** The folder where failing scenarios are put; made when the first one is. */
  readonly save: NamedFile;
  readonly shrinkSeconds: number;
}

const usage = `npm run test:random -- [options]

  --count N        so many scenarios of each level (default 100)
  --seed S         the first one is made from S, the next from S + 1, ... (default 1)
  --level L        ${levelNames.join(', ')} (default: each)
  --stage STAGE    simulate; template: the synthesized template on the local cloud; both: on either, and calm ones
                   have to give the same trace (default simulate)
  --save FOLDER    where a failing scenario is put, made as small as it gets (default random-found)
  --shrink S       at most so many seconds for that (default 60)

Exit code: 0 all hold, 1 one does not, 2 unusable command line, 130 ended by Ctrl-C; what was found until then is kept.
`;

const most = 999_999_999;

interface Typed {
  readonly count: number;
  readonly seed: number;
  readonly level?: LevelName;
  readonly stage: RandomOptions['stage'];
  readonly save: string;
  readonly shrink: number;
}

const declared = (): Command =>
  withUsage(usage)
    .addOption(new Valued('--count <n>', 'a whole number, 1 or more', wholeFrom(1, most)).default(100))
    .addOption(new Valued('--seed <s>', 'a whole number, 0 or more', wholeFrom(0, most)).default(1))
    .addOption(new Valued('--level <l>', levelNames.join(' or '), oneOf(levelNames)))
    .addOption(new Valued('--stage <stage>', stages.join(' or '), oneOf(stages)).default('simulate'))
    .addOption(new Valued('--save <folder>', 'a folder', anyText).default('random-found'))
    .addOption(new Valued('--shrink <s>', 'a whole number of seconds, 0 or more', wholeFrom(0, most)).default(60));

/** Reads the command line, all problems at once; files are relative to `typedIn`. */
export function randomOptions(argv: readonly string[], typedIn: string): CommandLine<RandomOptions> {
  const line = readCommandLine<Typed>(declared(), argv, 'plain');
  if (line.kind !== 'run') return line;
  const { level, save, shrink: shrinkSeconds, ...given } = line.options;
  const levels = level === undefined ? levelNames : [level];
  return { ...line, options: { ...given, levels, save: fileIn(typedIn, save), shrinkSeconds } };
}

/** How often progress is told, seconds of real time. */
const toldEverySeconds = 10;

async function run(argv: readonly string[]): Promise<number> {
  endWithOutput();
  const line = randomOptions(argv, terminal().typedIn);
  if (line.kind !== 'run') return startNothing(line, terminal(), usage);
  const { options } = line;
  const { path, shown } = options.save;
  const why = whyNotFolder(path);
  if (why !== null) {
    const sentence = `--save ${shown}: cannot be written to (${why}); give a folder that can be made`;
    process.stderr.write(`${printed({ code: 'file.unwritable', sentence })}\n`);
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
  const template: NamedStage = { name: 'template', build: applicationOnTemplate() };
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

if (require.main === module) {
  void run(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
