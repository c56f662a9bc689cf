import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { buildLambdas, functionsToBuild } from '../../lambdas/build';
import { functionNames } from '../../lambdas/shared/contract';

const folder = mkdtempSync(join(tmpdir(), 'dist-'));
afterAll(() => rmSync(folder, { recursive: true }));
let meta: Metafile;
beforeAll(async () => {
  meta = await buildLambdas(folder);
}, 60_000);

const inputsOf = (name: string) => {
  const output = Object.entries(meta.outputs).find(([file]) => file.endsWith(`${name}/index.js`));
  if (!output) throw new Error(`${name} was not built`);
  return Object.entries(output[1].inputs);
};
/** Permissive ones that ask for no more than their text to be kept. */
const allowedLicences = ['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

/** `mnemonist` and its `obliterator` come with the SDK's endpoint cache, and with nothing else. */
const isSdk = (file: string): boolean =>
  /node_modules\/(@aws-sdk|@aws-crypto|@smithy|@aws\/|mnemonist|obliterator)/.test(file);

describe('bundles', () => {
  it('are built for every function that is deployed, and for no other', () => {
    expect([...functionsToBuild()].sort()).toEqual([...functionNames].sort());
  });

  it.each(functionNames)('%s stays within its size (docs/architecture.md#budgets)', (name) => {
    const own = inputsOf(name)
      .filter(([file]) => !isSdk(file))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    expect(own).toBeLessThanOrEqual(250_000);
    expect(statSync(join(folder, name, 'index.js')).size).toBeLessThanOrEqual(1_200_000);
  });

  it('export the handler their templates name, and load without an environment', () => {
    // In a process of its own: Jest would transform a megabyte of bundle, and lend it Jest's environment.
    const script = 'for (const file of process.argv.slice(1)) console.log(typeof require(file).handler)';
    const files = functionNames.map((name) => join(folder, name, 'index.js'));
    const loaded = execFileSync(process.execPath, ['-e', script, ...files], { encoding: 'utf8', env: {} });
    expect(loaded.trim().split('\n')).toEqual(functionNames.map(() => 'function'));
  }, 60_000);

  it.each(functionNames)('%s carries its own SDK and nothing of CDK', (name) => {
    const files = inputsOf(name).map(([file]) => file);
    expect(files.some(isSdk)).toBe(true);
    expect(files.filter((file) => /node_modules\/(aws-cdk-lib|constructs)\//.test(file))).toEqual([]);
  });

  it('ship only packages whose licence is on the list', () => {
    const folders = new Set(
      functionNames.flatMap((name) =>
        inputsOf(name).flatMap(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
      ),
    );
    expect(folders.size).toBeGreaterThan(10);
    const unlisted = [...folders].flatMap((packageFolder) => {
      const { name, license } = JSON.parse(
        readFileSync(join(__dirname, '../..', packageFolder, 'package.json'), 'utf8'),
      );
      return allowedLicences.includes(license) ? [] : [`${name}: ${license}`];
    });
    expect(unlisted).toEqual([]);
  });
});
