import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './imports';

const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const call = new Map(
  read('docs/life-of-a-call.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section] as const),
);
/** Sources that the table of a walk names, each once. */
const filesOf = (walk: string): readonly string[] => [
  ...new Set(
    walk
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((line) =>
        [...line.matchAll(/`([\w./-]+\/[\w.-]+\.ts|scripts\/run\.mjs)`/g)].map(([, path = '']) => path),
      ),
  ),
];

const walks = [
  ['A miss', call.get('A miss') ?? '', 15, 'Fifteen files'],
  ['An agent who is fetched', call.get('An agent who is fetched') ?? '', 19, 'Nineteen files'],
  ['A preview that times out', call.get('A preview that times out') ?? '', 7, 'Seven files'],
  ['A threshold that is edited', call.get('A threshold that is edited') ?? '', 6, 'Six files'],
  ['The life of a run', read('docs/life-of-a-run.md'), 25, '25 files'],
] as const;

test.each(walks)('%s goes through as many files as it says, and all of them are there', (_, walk, most, said) => {
  const files = filesOf(walk);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(files).toHaveLength(most);
  expect(walk).toContain(said);
});
