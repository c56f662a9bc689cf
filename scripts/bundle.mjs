/**
 * One command as one file of JavaScript, for `npm run simulate`. tsx, by which the others run, keeps the name of each function
 * by a call whenever one is made, which takes a sixth of a run, and needs a second to load the files. Plain JavaScript, as run.mjs.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Bundles a TypeScript file of the project and answers the path of the result; libraries stay where they are. */
export async function bundle(root, entry) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    outfile: join(root, 'node_modules', '.cache', 'commands', `${basename(entry, '.ts')}.cjs`),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    write: false,
    logLevel: 'error',
    plugins: [ownFolder],
  });
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    // Another run may be reading the file: it keeps the one it has opened.
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, contents);
    renameSync(unfinished, path);
  }
  return outputFiles.find(({ path }) => path.endsWith('.cjs')).path;
}

/** `__dirname` is the folder of the file it stands in, not of the bundle. */
const ownFolder = {
  name: 'own-folder',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('__dirname')) return undefined;
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))};${text}`, loader: 'ts' };
    });
  },
};
