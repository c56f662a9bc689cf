/**
 * `npm run flows:render -- -c env=dev [-o DIR]`: writes the contact flows of an environment as files that the designer of
 * Amazon Connect imports, and says what has to be picked again there. It synthesizes the application in a child process, so
 * that what is written is what would be deployed.
 * Exit codes: 0 written, 1 a flow has problems or the application cannot be synthesized, 2 bad options.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { describeFinding, describeFlowProblems, refusals } from '../contact-flows/language/findings';
import { fileName, type RenderedFlow, renderFlows } from '../contact-flows/rendered-flow';
import { synthesizedTemplates } from '../contact-flows/synthesized-templates';
import { buildLambdas } from '../lambdas/build';
import { EnvironmentError } from '../lib/configuration/parse-environment';
import { selectEnvironment } from '../lib/configuration/select-environment';
import { readCommandLine, startNothing } from './terminal/command-line';
import { type Context, contextOption } from './terminal/context-option';
import { terminal } from './terminal/output';

const typedIn = process.env['TYPED_IN'] ?? process.cwd();

interface Options {
  readonly context: Context;
  readonly out: string;
}

const declared = (): Command =>
  new Command('flows:render')
    .description('Writes the contact flows of an environment as files that the designer of Amazon Connect imports.')
    .addOption(contextOption())
    .option('-o, --out <folder>', 'where to write, below it a folder per environment', 'flows-rendered');

function report({ name, type, openReferences }: RenderedFlow, file: string): string {
  const picks = openReferences.map(({ action, parameter, value }) => `\n    "${action}", ${parameter}: ${value}`);
  const again = picks.length === 0 ? 'nothing to pick again' : `pick again in the designer:${picks.join('')}`;
  return `${file} (${name}, ${type}): ${again}`;
}

async function main(argv: readonly string[]): Promise<number> {
  const line = readCommandLine<Options>(declared(), argv);
  if (line.kind !== 'run') return startNothing(line, terminal());
  const { context, out } = line.options;
  const { env, environmentFile } = context;
  const { environment } = selectEnvironment({
    ...(env === undefined ? {} : { env }),
    ...(environmentFile === undefined ? {} : { environmentFile }),
    lookOnly: true,
    typedIn,
  });
  await buildLambdas();
  const flows = renderFlows(synthesizedTemplates(context));
  const folder = join(resolve(typedIn, out), environment.name);
  const wrong = flows.filter(({ problems }) => refusals(problems).length > 0);
  for (const { name, problems } of wrong) process.stderr.write(`${describeFlowProblems(name, refusals(problems))}\n`);
  for (const { name, problems } of flows)
    for (const finding of problems)
      if (finding.voice !== 'refused') process.stderr.write(`${name}: ${finding.voice}: ${describeFinding(finding)}\n`);
  if (wrong.length > 0) return 1;
  if (flows.length === 0) throw new Error('The synthesized templates hold no AWS::Connect::ContactFlow.');
  mkdirSync(folder, { recursive: true });
  for (const rendered of flows) {
    const file = join(folder, fileName(rendered.name));
    writeFileSync(file, `${JSON.stringify(rendered.flow, null, 2)}\n`);
    process.stdout.write(`${report(rendered, relative(typedIn, file))}\n`);
  }
  return 0;
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof EnvironmentError ? 2 : 1;
  })
  .then((code) => {
    process.exitCode = code;
  });
