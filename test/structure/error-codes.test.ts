import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenErrors } from '../../commands/errors';
import { errorChapters } from '../../documents/errors/catalogue';
import { root, sources } from './imports';

const rooms = [
  ...[
    'account',
    'adapters',
    'bin',
    'campaign-manager',
    'commands',
    'contact-flows',
    'core',
    'documents',
    'lambdas',
    'lib',
  ],
  ...['local-cloud', 'pages', 'simulator', 'what-if'],
];
const catalogue = 'documents/errors/';
const codes = errorChapters.flatMap(({ codes: of }) => Object.keys(of));
/** The first half of every code that has two. */
const areas = new Set(codes.filter((code) => code.includes('.')).map((code) => code.split('.')[0] ?? ''));

/** Types of decisions and of lines of a trace, which look alike. */
const others = new Set(['command.dropped', 'threshold.applied', 'threshold.rejected']);

const literals = rooms
  .flatMap(sources)
  .filter((file) => !file.startsWith(catalogue))
  .flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'([a-z-]+(?:\.[a-z0-9-]+)?)'/g)].map(([, text = '']) => text),
  );

test('every code stands in the catalogue once', () => {
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test('a code is an area and a kind in lower case', () => {
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z0-9]+)*)?$/.test(code))).toEqual([]);
});

test('what looks like a code is in the catalogue, and each of the catalogue is used', () => {
  const used = new Set(literals);
  const alike = [...used].filter((text) => areas.has(/^([^.]+)\./.exec(text)?.[1] ?? '') && !others.has(text));
  expect(alike.filter((text) => !codes.includes(text))).toEqual([]);
  expect(codes.filter((code) => !used.has(code))).toEqual([]);
});

test('each is explained: a sentence as it is printed, what it means, what to do', () => {
  for (const { codes: of } of errorChapters) {
    for (const { says, means, remedy } of Object.values(of)) {
      expect(says).toMatch(/^\S.*\S$/);
      expect([means, remedy]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
    }
  }
});

test('docs/errors.md is the catalogue: `npm run errors` writes it', () => {
  expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(writtenErrors());
});
