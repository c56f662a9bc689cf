/**
 * Builds the pages and the agent's logic by esbuild: `dist/pages/<page>/` holds `index.html` and `assets/`, whose names change
 * with their content, so that they may be kept for good; `dist/pages/agent-logic/agent-logic.js` is one ESM file. What each is
 * made of is in `meta.json` beside them.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { type PageName, pageNames } from './contract/config';

const root = join(__dirname, '..');

/** Pages there are, in alphabetical order. */
export const pagesToBuild = (): readonly PageName[] =>
  [...pageNames].filter((page) => existsSync(join(__dirname, page, 'main.tsx'))).sort();

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions;

export interface BuiltPage {
  readonly page: PageName;
  readonly metafile: Metafile;
  /** By their path below the page's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What a browser loads before the page works, by path: the entry, its styles, and every chunk, since all are needed soon. */
  readonly firstLoad: readonly string[];
}

/** Bundles one page in memory. Throws esbuild's BuildFailure. */
export async function bundlePage(page: PageName): Promise<BuiltPage> {
  const folder = join(root, 'dist', 'pages', page);
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints: [`pages/${page}/main.tsx`],
    outdir: folder,
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    splitting: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'file', '.woff2': 'file', '.woff': 'file' },
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [`assets/${basename(path)}`, contents]));
  const entry = [...files.keys()].find((name) => /^assets\/main-\w+\.js$/.test(name));
  const styles = [...files.keys()].filter((name) => name.endsWith('.css'));
  if (entry === undefined) throw new Error(`the bundle of ${page} has no entry`);
  const html = await readFile(join(__dirname, page, 'index.html'), 'utf8');
  const tags = [
    ...styles.map((name) => `<link rel="stylesheet" href="${name}" />`),
    `<script type="module" src="${entry}"></script>`,
  ];
  const index = html.replace('  </head>', `    ${tags.join('\n    ')}\n  </head>`);
  files.set('index.html', new TextEncoder().encode(index));
  const firstLoad = [...files.keys()].filter((name) => /\.(js|css|html)$/.test(name));
  return { page, metafile, files, firstLoad };
}

/** Bundles the agent's logic for pages of others. Throws esbuild's BuildFailure. */
export async function bundleAgentLogic(): Promise<{ readonly code: Uint8Array; readonly metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: ['pages/agent-logic/index.ts'],
    outfile: join(root, 'dist', 'pages', 'agent-logic', 'agent-logic.js'),
  });
  const code = outputFiles[0]?.contents;
  if (code === undefined) throw new Error('the bundle of the agent logic is empty');
  return { code, metafile };
}

/**
 * Builds everything into `outputFolder`. Files of an earlier build stay until the new ones are there: a run that serves them
 * never finds them gone.
 */
export async function buildPages(outputFolder: string = join(root, 'dist', 'pages')): Promise<void> {
  const [logic, ...pages] = await Promise.all([bundleAgentLogic(), ...pagesToBuild().map(bundlePage)]);
  for (const { page, files, metafile } of pages) {
    const folder = join(outputFolder, page);
    await mkdir(join(folder, 'assets'), { recursive: true });
    // The page itself last: it names the others.
    const ordered = [...files].sort(([one], [other]) => Number(one === 'index.html') - Number(other === 'index.html'));
    for (const [name, content] of ordered) await writeFile(join(folder, name), content);
    await writeFile(join(outputFolder, `${page}.meta.json`), JSON.stringify(metafile));
    await removeOthers(folder, files);
    await copyForDeploy(page, folder, outputFolder);
  }
  await mkdir(join(outputFolder, 'agent-logic'), { recursive: true });
  await writeFile(join(outputFolder, 'agent-logic', 'agent-logic.js'), logic.code);
}

/** The function that publishes the pages in a deploy takes them along, beside its code. */
async function copyForDeploy(page: PageName, folder: string, outputFolder: string): Promise<void> {
  const copy = join(outputFolder, '..', 'page-files', 'pages', page);
  await rm(copy, { recursive: true, force: true });
  await cp(folder, copy, { recursive: true });
}

async function removeOthers(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const there = await readdir(join(folder, 'assets'));
  const stale = there.filter((name) => !files.has(`assets/${name}`));
  await Promise.all(stale.map((name) => rm(join(folder, 'assets', name))));
}
