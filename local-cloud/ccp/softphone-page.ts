import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { escaped } from '../front/escaped';

const folder = join(__dirname, 'page');

/** Files of the softphone, by their name below its address. */
export interface PageFile {
  readonly type: string;
  readonly body: string;
}

/** What a browser loads: `softphone.js`, bundled now, and `softphone.css`. */
export async function softphoneFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'softphone.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return new Map([
    ['softphone.js', { type: 'text/javascript; charset=utf-8', body: outputFiles[0]?.text ?? '' }],
    ['softphone.css', { type: 'text/css; charset=utf-8', body: readFileSync(join(folder, 'softphone.css'), 'utf8') }],
  ]);
}

/** The softphone itself; its script does the rest. */
export const softphonePage = page('<div id="softphone"></div><script src="../ccp-v2/softphone.js"></script>');

/** Who to be. `problem`: what was wrong with the choice before. */
export const signInPage = (usernames: readonly string[], problem: string | null): string =>
  page(
    `<p class="note">This softphone is simulated and asks for no password.</p>${problem === null ? '' : `<p role="alert">${escaped(problem)}</p>`}${
      usernames.length === 0
        ? '<p>No scenario is running now. Load this page again when one has begun.</p>'
        : `<form method="post" action="../login">${usernames
            .map((name) => `<button name="username" value="${escaped(name)}">${escaped(name)}</button>`)
            .join(' ')}</form>`
    }`,
  );

/** Only a window that was opened for signing in is there to be closed. */
export const signedInPage = (username: string): string =>
  page(`<p>You are signed in to the simulated softphone as ${escaped(username)}. This window can be closed.</p>`);

function page(inner: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    '<title>Simulated softphone</title><link rel="stylesheet" href="../ccp-v2/softphone.css"></head>' +
    `<body><h1>Simulated softphone</h1>${inner}</body></html>`
  );
}
