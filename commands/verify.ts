/**
 * `npm run verify [-- --precision P --only IDS --json]`: plays everything whose results are known by the what-if engine, and prints
 * ours beside theirs (docs/what-if.md#what-is-compared). `--model FILE` plays one model file instead. Exit 0: all hold,
 * or played; 1: a value is outside; 2: command line or file unusable.
 */

import { type Command, Option } from 'commander';
import { printed, type Told } from '../documents/told';
import { loadText } from '../simulator/scenario/load-scenario';
import { readModel } from '../what-if/models/read-model';
import { runModel } from '../what-if/run-model';
import { verifyCases } from '../what-if/verify/cases';
import { type CaseVerdict, verify } from '../what-if/verify/verify';
import type { VerifyCase } from '../what-if/verify/verify-case';
import { anyText, numberFrom, readCommandLine, startNothing, Valued, withUsage } from './terminal/command-line';
import { modelResult, tableOfMeasures } from './terminal/model-result';
import { fileIn } from './terminal/named-file';
import { endWithOutput, type Output, terminal } from './terminal/output';
import { Progress } from './terminal/progress';
import { linesOfCase } from './terminal/verify-table';

interface VerifyOptions {
  readonly model?: string;
  readonly only?: readonly VerifyCase[];
  readonly precision?: number;
  readonly json?: true;
}

const usage = `npm run verify -- [options]

  --precision P  standard errors of exact values are at most this share of them, 0.001 to 0.1 (default 0.005): a
                 run with 0.02 takes a sixteenth of the time
  --only IDS     these only, joined by commas, such as R12,R25,Blend
  --model FILE   plays a model file instead (docs/what-if.md#models)
  --json         one line of JSON
  --help         this text

Exit code: 0 everything holds, 1 a value is outside, 2 command line or file unusable.
`;

const declared = (): Command =>
  withUsage(usage)
    .addOption(new Valued('--model <file>', 'a model file', anyText))
    .addOption(new Valued('--only <ids>', `ids from ${verifyCases.map(({ id }) => id).join(', ')}`, casesNamed))
    .addOption(new Valued('--precision <p>', 'a number from 0.001 to 0.1', numberFrom(0.001, 0.1)))
    .addOption(new Option('--json'));

/** Undefined where a name is that of no case. */
function casesNamed(text: string): readonly VerifyCase[] | undefined {
  const ids = text.split(',');
  return ids.every((id) => verifyCases.some((given) => given.id === id))
    ? verifyCases.filter(({ id }) => ids.includes(id))
    : undefined;
}

function playModel(shown: string, asJson: boolean, output: Output): number {
  const loaded = loadText(fileIn(output.typedIn, shown), 'model');
  const read = loaded.ok ? readModel(shown, loaded.text) : loaded;
  if (!read.ok) {
    output.err(`${read.problems.map(printed).join('\n')}\n`);
    return 2;
  }
  const { value: model } = read;
  const progress = new Progress(output.err, () => performance.now());
  const startedAt = performance.now();
  const run = runModel(model, (share) => progress.tell(share, `model ${model.model}`));
  const result = modelResult(model.model, run, (performance.now() - startedAt) / 1000);
  output.out(asJson ? `${JSON.stringify(result)}\n` : `${tableOfMeasures(result).join('\n')}\n`);
  return 0;
}

function playKnown(cases: readonly VerifyCase[], precision: number, asJson: boolean, output: Output): number {
  const progress = new Progress(output.err, () => performance.now());
  const startedAt = performance.now();
  const found: CaseVerdict[] = [];
  for (const [index, given] of cases.entries()) {
    const tell = (share: number): void => progress.tell((index + share) / cases.length, given.id);
    const verdict = verify(given, { precision, progress: tell });
    found.push(verdict);
    if (!asJson) output.out(`${linesOfCase(verdict).join('\n')}\n`);
  }
  const values = found.flatMap(({ verdicts }) => verdicts);
  const outside = values.filter(({ holds }) => !holds).length;
  const events = found.reduce((sum, verdict) => sum + verdict.events, 0);
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(1));
  if (asJson) output.out(`${JSON.stringify({ precision, holds: outside === 0, cases: found, events, seconds })}\n`);
  else output.out(`\n${values.length - outside} of ${values.length} values hold; ${events} events in ${seconds} s\n`);
  return outside === 0 ? 0 : 1;
}

function run(argv: readonly string[]): number {
  endWithOutput();
  const line = readCommandLine<VerifyOptions>(declared(), argv, 'plain');
  if (line.kind !== 'run') return startNothing(line, terminal(), usage);
  const { model, only, precision, json = false } = line.options;
  if (model === undefined) return playKnown(only ?? verifyCases, precision ?? 0.005, json, terminal());
  const besides = [...(only ? ['--only'] : []), ...(precision === undefined ? [] : ['--precision'])].map(
    (option): Told => ({
      code: 'command.contradiction',
      sentence: `${option} says nothing about a model of --model; leave one of them out`,
    }),
  );
  if (besides.length > 0) return startNothing({ kind: 'unusable', problems: besides }, terminal(), usage);
  return playModel(model, json, terminal());
}

process.exitCode = run(process.argv.slice(2));
