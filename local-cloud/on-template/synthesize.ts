import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildLambdas } from '../../lambdas/build';
import { buildPages } from '../../pages/build';

const root = join(__dirname, '..', '..');
const run = promisify(execFile);

let pagesBuilding: Promise<void> | null = null;
/** Once in a process: nobody edits them while it runs. */
const pagesBuilt = (): Promise<void> => {
  pagesBuilding ??= buildPages();
  return pagesBuilding;
};

/** A synthesized application in a temporary folder. */
export interface Assembly {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The CDK application refused or failed; the message is what it printed. */
export class SynthFailedError extends Error {
  override readonly name = 'SynthFailedError';
}

/**
 * Bundles the Lambdas and synthesizes the CDK application for one environment, the way `cdk deploy` would get it (minus
 * the CLI, which adds nothing but seconds here). `context`: what `cdk -c` would be given besides. Throws SynthFailedError.
 */
export async function synthesize(
  environment: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, string>> = {},
): Promise<Assembly> {
  const folder = await mkdtemp(join(tmpdir(), 'ccb-'));
  // Ctrl-C ends the process where it is.
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const remove = async () => {
    process.off('exit', removeAtExit);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([buildLambdas(), environment['pages'] === undefined ? undefined : pagesBuilt()]);
    const environmentFile = join(folder, 'environment.json');
    await writeFile(environmentFile, JSON.stringify(environment));
    const out = join(folder, 'cdk.out');
    await mkdir(out);
    await run(process.execPath, ['--import', 'tsx', join(root, 'bin', 'app.ts')], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        CDK_OUTDIR: out,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, environmentFile, lookOnly: true }),
        // Checks against CloudFormation's schemas cost seconds; a test of the infrastructure runs them.
        CDK_VALIDATION: 'false',
      },
    });
    return { folder: out, remove };
  } catch (error) {
    await remove();
    const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new SynthFailedError(printed || (error instanceof Error ? error.message : String(error)), { cause: error });
  }
}
