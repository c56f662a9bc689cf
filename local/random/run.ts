/**
 * `npm run test:random`: random scenarios, judged by the invariants; a failing one is made small and saved as a file that
 * `npm run simulate -- --scenario` plays.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cloudStage } from '../live/cloud-stage';
import { buildInProcess } from '../simulate/application';
import { type Found, hunt } from './hunt';
import { judge } from './judge';
import type { LevelName } from './levels';
import { type RandomOptions, randomOptions, usage } from './options';

/** How often progress is told, seconds of real time. */
const toldEverySeconds = 10;

async function run(argv: readonly string[]): Promise<number> {
  const options = randomOptions(argv, process.env['TYPED_IN'] ?? process.cwd());
  if (options === null) {
    process.stdout.write(usage);
    return 0;
  }
  if (!('levels' in options)) {
    process.stderr.write(`${options.join('\n')}\n\n${usage}`);
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
  const { count, seed, stage, shrinkSeconds } = options;
  const build = stage === 'template' ? cloudStage() : buildInProcess;
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  let toldAt = 0;
  let failing = 0;
  const found = await hunt({
    ...{ level, seed, count, shrinkSeconds },
    judge: (file) => judge(file, build),
    played(done, here) {
      if (here !== null) {
        failing += 1;
        tell(level, here, save(level, here, options.folder));
      }
      if (here === null && elapsed() - toldAt < toldEverySeconds && done < count) return;
      toldAt = elapsed();
      const left = Math.ceil((elapsed() / done) * (count - done));
      process.stderr.write(`${level}: ${done} of ${count}, ${failing} failing, about ${left} s left\n`);
    },
  });
  const rate = (count / elapsed()).toFixed(1);
  process.stdout.write(
    `${level}: ${count} scenarios from seed ${seed}, ${found.length} failing, ${elapsed().toFixed(0)} s (${rate} a second)\n`,
  );
  return found;
}

function save(level: LevelName, { file, seed }: Found, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${level}-${seed}.json`);
  writeFileSync(path, `${JSON.stringify({ ...file, name: `${level}-${seed}` }, null, 1)}\n`);
  return relative(process.cwd(), path);
}

function tell(level: LevelName, { seed, wrong }: Found, path: string): void {
  process.stdout.write(`${level}, seed ${seed}: ${path}\n`);
  for (const { what, message } of wrong) process.stdout.write(`  ${what}: ${message}\n`);
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
