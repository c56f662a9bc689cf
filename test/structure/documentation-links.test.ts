import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { root } from './imports';

/** Written by programs, or not ours. */
const passedOver = new Set(['node_modules', 'dist', 'cdk.out', 'coverage', 'flows-rendered', 'random-found']);

const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !passedOver.has(entry.name))
  .map(({ name }) => name);
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesIn(path);
    return [path];
  });
const files = [...readdirSync(root), ...folders.flatMap(filesIn)];
const pages = files.filter((file) => file.endsWith('.md'));
const sources = files.filter((file) => file.endsWith('.ts'));

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const withoutExamples = (page: string): string => read(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');

/** The anchors GitHub gives the headings of a page: lower case, hyphens for spaces, a number from the second of a name on. */
function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutExamples(page).matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const plain = heading
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const anchor = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n += 1) unique = `${anchor}-${n}`;
    anchors.add(unique);
  }
  return anchors;
}
const anchors = new Map(pages.map((page) => [page, anchorsOf(page)]));

/** Whether a path from the root is there, and where it has an anchor is a page with such a heading. */
function leadsSomewhere(path: string, anchor: string | undefined): boolean {
  if (!existsSync(join(root, path))) return false;
  return anchor === undefined || (anchors.get(path)?.has(anchor) ?? false);
}

/**
 * Pages a text names by their path from the root, `docs/offers.md#voicemail`, each with the further anchors that follow on the
 * line, as in `docs/offers.md#voicemail and #slot-and-claim`.
 */
const named = new RegExp(
  `(?<![\\w./-])((?:${folders.join('|')})/[\\w./-]+\\.md)(#[\\w-]+)?((?:(?:(?!\\.md).)*? #[a-z][\\w-]*)*)`,
  'g',
);
const leadNowhere = (text: string): readonly string[] =>
  [...text.matchAll(named)].flatMap(([, path = '', first, rest = '']) => {
    const wanted = first === undefined ? [] : [first, ...(rest.match(/(?<= )#[a-z][\w-]*/g) ?? [])];
    if (wanted.length === 0) return leadsSomewhere(path, undefined) ? [] : [path];
    return wanted.filter((anchor) => !leadsSomewhere(path, anchor.slice(1))).map((anchor) => `${path}${anchor}`);
  });
/** Pages named by their name alone, in capitals: README.md, CHANGELOG.md, and none that is not in the repository; in patterns of tests too. */
const strangers = (text: string): readonly string[] =>
  (text.match(/\b[A-Z][A-Z-]+\\?\.md\b/g) ?? []).filter((name) => !pages.includes(name));

describe.each(pages)('%s', (page) => {
  const text = withoutExamples(page);

  it('links to files and headings that are there', () => {
    const missing = [...text.matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)].filter(([, to = '', anchor]) => {
      if (to.startsWith('https://')) return false;
      return !leadsSomewhere(to === '' ? page : normalize(join(dirname(page), to)), anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('names source files that are there', () => {
    const paths = [...text.matchAll(new RegExp(`\`((?:${folders.join('|')})/[\\w./-]+)\``, 'g'))];
    expect(paths.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('draws sequences without semicolons, each of which would end a statement', () => {
    const drawn = [...read(page).matchAll(/^```mermaid\n(\s*sequenceDiagram[\s\S]*?)^```/gm)].map(([, text]) => text);
    expect(drawn.filter((text) => text?.includes(';'))).toEqual([]);
  });

  it('names no page that is not in the repository', () => {
    expect([...leadNowhere(read(page)), ...strangers(read(page))]).toEqual([]);
  });
});

describe('source files', () => {
  it('are looked through, and pages are', () => {
    expect(sources.length).toBeGreaterThan(500);
    expect(pages.length).toBeGreaterThan(50);
  });

  it('name pages and headings that are there, and no others', () => {
    const wrong = sources.flatMap((file) =>
      [...leadNowhere(read(file)), ...strangers(read(file))].map((mention) => `${file}: ${mention}`),
    );
    expect(wrong).toEqual([]);
  });
});
