import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(__dirname, '..', '..');
const pages = [
  'README.md',
  'CHANGELOG.md',
  'contact-flows/README.md',
  'local/campaign-manager/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];
const withoutExamples = (page: string): string =>
  readFileSync(join(root, page), 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');

describe.each(pages)('%s', (page) => {
  const text = withoutExamples(page);

  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
    const missing = links.filter(
      (to) => !to.startsWith('https://') && !existsSync(join(root, normalize(join(dirname(page), to)))),
    );
    expect(missing).toEqual([]);
  });

  it('names source files that are there', () => {
    const named = [
      ...text.matchAll(/`((?:commands|core|lib|local|lambdas|adapters|test|contact-flows|docs)\/[\w./-]+)`/g),
    ];
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
