/**
 * `npm run flows:render -- -c env=dev [-o DIR]`: writes the contact flows of an environment as files that the designer of
 * Amazon Connect imports, and says what has to be picked again there. It synthesizes the application in a child process, so
 * that what is written is what would be deployed.
 * Exit codes: 0 written, 1 a flow has problems or the application cannot be synthesized, 2 bad options.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { buildLambdas } from '../lambdas/build';
import { selectEnvironment } from '../lib/configuration/select-environment';
import { EnvironmentError } from '../lib/environments/schema';
import { describeFlowProblems } from './language/rules';
import { fileName, type RenderedFlow, renderFlows } from './rendered-flow';
import type { Template } from './template-text';

const root = join(__dirname, '..');
const typedIn = process.env['TYPED_IN'] ?? process.cwd();

interface Options {
  readonly context: Readonly<Record<string, string>>;
  readonly out: string;
}

/** Adds one `-c key=value` to those before it. */
function addContext(written: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [key = '', ...value] = written.split('=');
  if (key === '' || value.length === 0) throw new InvalidArgumentError('It must be key=value, such as env=dev.');
  return { ...before, [key]: value.join('=') };
}

function readOptions(argv: readonly string[]): Options {
  return new Command('flows:render')
    .description('Writes the contact flows of an environment as files that the designer of Amazon Connect imports.')
    .requiredOption('-c, --context <key=value>', 'env=<name> or environmentFile=<path>, as for cdk', addContext)
    .option('-o, --out <folder>', 'where to write, below it a folder per environment', 'flows-rendered')
    .allowExcessArguments(false)
    .exitOverride()
    .parse(argv)
    .opts<Options>();
}

/** The templates of the application with this context. Throws a sentence when it cannot be synthesized. */
function synthesize(context: Readonly<Record<string, string>>): Template[] {
  const folder = mkdtempSync(join(tmpdir(), 'flows-'));
  try {
    const child = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'bin', 'app.ts')], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, lookOnly: true }),
        CDK_VALIDATION: 'false',
      },
    });
    if (child.status !== 0) throw new Error(`The application could not be synthesized:\n${child.stderr.trimEnd()}`);
    return readdirSync(folder)
      .filter((file) => file.endsWith('.template.json'))
      .sort()
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report({ name, type, openReferences }: RenderedFlow, file: string): string {
  const picks = openReferences.map(({ action, parameter, value }) => `\n    "${action}", ${parameter}: ${value}`);
  const again = picks.length === 0 ? 'nothing to pick again' : `pick again in the designer:${picks.join('')}`;
  return `${file} (${name}, ${type}): ${again}`;
}

async function main(argv: readonly string[]): Promise<number> {
  const { context, out } = readOptions(argv);
  const { env, environmentFile } = context;
  const { environment } = selectEnvironment({
    ...(env === undefined ? {} : { env }),
    ...(environmentFile === undefined ? {} : { environmentFile }),
    lookOnly: true,
    typedIn,
  });
  await buildLambdas();
  const flows = renderFlows(synthesize(context));
  const folder = join(resolve(typedIn, out), environment.name);
  const wrong = flows.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of wrong) process.stderr.write(`${describeFlowProblems(name, problems)}\n`);
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

main(process.argv)
  .catch((error: unknown) => {
    // commander has already written its own sentence, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof EnvironmentError ? 2 : 1;
  })
  .then((code) => {
    process.exitCode = code;
  });
