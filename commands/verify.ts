/**
 * `npm run verify -- --model FILE [--json]`: plays one model file of docs/what-if.md by the what-if engine and prints what it
 * comes to. Exit 0: played; 2: command line or file unusable.
 */

import type { Command } from 'commander';
import { loadText } from '../simulator/scenario/load-scenario';
import { readModel } from '../what-if/models/read-model';
import { runModel } from '../what-if/run-model';
import { anyText, readCommandLine, startNothing, Valued, withUsage } from './terminal/command-line';
import { modelResult, tableOfMeasures } from './terminal/model-result';
import { fileIn } from './terminal/named-file';
import { endWithOutput, type Output, terminal } from './terminal/output';
import { Progress } from './terminal/progress';

interface VerifyOptions {
  readonly model: string;
  readonly json?: true;
}

const usage = `npm run verify -- --model FILE [options]

  --model FILE  a model file (docs/what-if.md#models)
  --json        the result as one line of JSON
  --help        this text

Exit code: 0 played, 2 command line or file unusable.
`;

const declared = (): Command =>
  withUsage(usage)
    .addOption(new Valued('--model <file>', 'a model file', anyText).makeOptionMandatory())
    .option('--json');

function playModel(shown: string, asJson: boolean, output: Output): number {
  const loaded = loadText(fileIn(output.typedIn, shown), 'model');
  const read = loaded.ok ? readModel(shown, loaded.text) : loaded;
  if (!read.ok) {
    output.err(`${read.problems.join('\n')}\n`);
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

function run(argv: readonly string[]): number {
  endWithOutput();
  const line = readCommandLine<VerifyOptions>(declared(), argv, 'plain');
  if (line.kind !== 'run') return startNothing(line, terminal(), usage);
  return playModel(line.options.model, line.options.json === true, terminal());
}

process.exitCode = run(process.argv.slice(2));
