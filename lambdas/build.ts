/**
 * Bundles every `lambdas/<function>/deployed.ts` to `dist/<function>/index.js` in one esbuild call (one process per
 * function would cost its start each time). The SDK is bundled too: the version tested is the version run
 * (docs/architecture.md#bundles). `dist/meta.json` tells what each bundle is made of; the size budgets are read from it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = join(__dirname, '..');

/** Folders of `lambdas/` that hold a function, in alphabetical order. */
export const functionsToBuild = (): readonly string[] =>
  readdirSync(__dirname)
    .filter((folder) => existsSync(join(__dirname, folder, 'deployed.ts')))
    .sort();

/**
 * Every zod schema can write itself as JSON Schema, which is 20 kB of code that no function calls: the contract's documents
 * are made elsewhere. In a bundle it throws.
 */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ }, async ({ path }) => {
      const written = (await readFile(path, 'utf8')).matchAll(/^export (?:const|function|\{ \w+ as) (\w+)/gm);
      const exported = [...written].map(([, name]) => `none as ${name}`).join(', ');
      return {
        contents: `const none = () => { throw new Error('no JSON Schema in a function'); }; export { ${exported} };`,
      };
    });
  },
};

/**
 * Builds all bundles into `outputFolder` and removes those of functions that are no more. Others are overwritten in
 * place, so that a run which is reading them never finds the folder gone. The pages' folder is left alone. Throws esbuild's
 * BuildFailure.
 */
export async function buildLambdas(outputFolder: string = join(root, 'dist')): Promise<Metafile> {
  const functions = functionsToBuild();
  await mkdir(outputFolder, { recursive: true });
  const stale = (await readdir(outputFolder)).filter((entry) => entry !== 'pages' && !functions.includes(entry));
  await Promise.all(stale.map((entry) => rm(join(outputFolder, entry), { recursive: true })));
  const result = await build({
    absWorkingDir: root,
    entryPoints: functions.map((name) => ({ in: `lambdas/${name}/deployed.ts`, out: `${name}/index` })),
    outdir: outputFolder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    plugins: [withoutJsonSchema],
    mainFields: ['module', 'main'],
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(join(outputFolder, 'meta.json'), JSON.stringify(result.metafile));
  return result.metafile;
}
