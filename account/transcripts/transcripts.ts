import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * The commands of a page and what they print. A block of a page that begins with `$ npm run ...` is a transcript: it holds what
 * that command prints, in a clone of its own, after the commands before it.
 */

const root = join(__dirname, '..', '..');

/** How the folder of a clone is shown, wherever it is. */
const shownRoot = '~/connect-call-blending';

const block = /^```\n(\$ npm run (?:[^\n]*\\\n)*[^\n]*\n)[\s\S]*?^```$/gm;

/** The page with each transcript made anew. Throws a sentence where a command of it fails. */
export function transcribed(page: string): string {
  const clone = cloned();
  try {
    return page.replaceAll(block, (_, typed: string) => `\`\`\`\n${typed}${printed(clone, typed)}\`\`\``);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** Folders that a clone has not, or gets otherwise. */
const leftOut = new Set(['.git', 'node_modules', 'dist', 'cdk.out', 'coverage', '.cache']);

function cloned(): string {
  const clone = realpathSync(mkdtempSync(join(tmpdir(), 'transcripts-')));
  cpSync(root, clone, { recursive: true, filter: (path) => path === root || !leftOut.has(basename(path)) });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  // Newer than what is installed, it would be installed again, over the dependencies of this tree.
  utimesSync(join(clone, 'package-lock.json'), 0, 0);
  return clone;
}

/** What a command line prints, as a terminal of 120 columns shows it. */
function printed(clone: string, typed: string): string {
  const line = typed.replaceAll('\\\n', ' ').replace(/^\$ npm run /, '');
  const words = line.split(/\s+/).filter((word) => word !== '' && word !== '--');
  const { FORCE_COLOR: _, ...withoutColour } = process.env;
  const file = join(clone, 'printed.txt');
  const output = openSync(file, 'w');
  const { status } = spawnSync(process.execPath, [join('scripts', 'run.mjs'), ...words], {
    cwd: clone,
    stdio: ['ignore', output, output],
    env: { ...withoutColour, INIT_CWD: clone, NO_COLOR: '1' },
  });
  closeSync(output);
  const text = readFileSync(file, 'utf8').replaceAll(clone, shownRoot);
  if (status !== 0) throw new Error(`npm run ${line.trim()} ended with ${status}:\n${text}`);
  // Where in a file a note was made moves with every change of that file.
  return `${text.trimEnd()}\n`.replaceAll(/^(\S+\.ts):\d+:\d+$/gm, '$1').replaceAll(/[ \t]+$/gm, '');
}
