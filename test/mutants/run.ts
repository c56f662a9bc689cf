/**
 * `npm run test:mutants`: changes the rules in small ways, one at a time, and tells which changes no test notices. Those
 * that remain are listed in survivors.json, each with a reason.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { readCommandLine, startNothing } from '../../commands/terminal/command-line';
import { terminal } from '../../commands/terminal/output';
import { judge, leastScore, type ReportedFile, reasonsSchema, type Verdict } from './judge';
import { mutatedFiles } from './mutated-files';
import { optionsFor, pageFile, reportFile, type Wanted } from './options';

const root = resolve(__dirname, '../..');
const reasonsFile = 'test/mutants/survivors.json';

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

async function run(wanted: Wanted): Promise<number> {
  const reasons = reasonsSchema.safeParse(readJson(reasonsFile));
  if (!reasons.success) {
    process.stderr.write(`${reasonsFile} is not as it should be:\n${z.prettifyError(reasons.error)}\n`);
    return 2;
  }
  const strange = Object.keys(reasons.data).filter((file) => !mutatedFiles.includes(file));
  if (strange.length > 0) {
    process.stderr.write(`${reasonsFile} gives reasons for files that are not mutated: ${strange.join(', ')}\n`);
    return 2;
  }
  const { Stryker } = await import('@stryker-mutator/core');
  const startedAt = performance.now();
  try {
    await new Stryker(optionsFor(wanted)).runMutationTest();
  } catch (error) {
    // What went wrong is said above, test by test.
    process.stderr.write(`the run came to nothing: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const { files } = readJson(reportFile) as { readonly files: Readonly<Record<string, ReportedFile>> };
  const asked = Object.fromEntries(wanted.files.flatMap((file) => (files[file] ? [[file, files[file]]] : [])));
  const verdict = judge(asked, reasons.data);
  process.stdout.write(`${tableOf(verdict)}\n`);
  process.stdout.write(`${Math.round((performance.now() - startedAt) / 1000)} s; every mutant: ${pageFile}\n`);
  if (verdict.problems.length === 0) return 0;
  process.stdout.write(`\n${verdict.problems.map((problem) => `${problem}\n`).join('')}`);
  if (Object.keys(verdict.unexplained).length > 0) {
    process.stdout.write(`\nFor ${reasonsFile}, where no test can or should notice them:\n`);
    process.stdout.write(`${JSON.stringify(verdict.unexplained, null, 2)}\n`);
  }
  return 1;
}

function tableOf({ scores, score }: Verdict): string {
  const total = { file: 'together', mutants: 0, killed: 0, survived: 0 };
  for (const { mutants, killed, survived } of scores) {
    total.mutants += mutants;
    total.killed += killed;
    total.survived += survived;
  }
  const rows = [...scores, total].map(({ file, mutants, killed, survived }) => {
    const percent = file === total.file ? score : mutants === 0 ? 100 : (killed / mutants) * 100;
    return [file, mutants, killed, survived, `${percent.toFixed(1)} %`].map(String);
  });
  const all = [['file', 'mutants', 'killed', 'survived', 'score'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

const wholeFrom1 = (text: string): number => {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('It must be a whole number, 1 to 99.');
  return Number(text);
};

const declared = (): Command =>
  new Command('npm run test:mutants --')
    .description(
      'Changes the rules in small ways, one at a time, and tells which changes no test notices. ' +
        `Exit code: 0 at least ${leastScore} % are noticed and each that is not has a reason, 1 not so, 2 unusable command line.`,
    )
    .argument('[files...]', 'the rules to change; all of test/mutants/mutated-files.ts when left out')
    .option('--concurrency <n>', 'changes tried at a time', wholeFrom1, 1)
    .option('--force', 'try every change, also those whose result is known from an earlier run', false);

async function main(argv: readonly string[]): Promise<number> {
  const output = terminal();
  const line = readCommandLine<Omit<Wanted, 'files'>>(declared(), argv);
  if (line.kind !== 'run') return startNothing(line, output);
  const files = line.words.map((file) => relative(root, resolve(output.typedIn, file)));
  const unknown = files.filter((file) => !mutatedFiles.includes(file));
  if (unknown.length > 0) {
    output.err(`not among the files of test/mutants/mutated-files.ts: ${unknown.join(', ')}\n`);
    return 2;
  }
  return await run({ ...line.options, files: files.length > 0 ? files : mutatedFiles });
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
