import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './imports';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const folder = 'scenarios/soak';

it('CI plays every long scenario there is, and none that is not there', () => {
  const named = [...read('.ci/run').matchAll(/"\$soak\/([a-z0-9-]+\.json)"/g)].flatMap(([, name]) => name ?? []);
  expect([...new Set(named)].sort()).toEqual(readdirSync(join(root, folder)).sort());
});

const documents = ['README.md', 'docs/scenarios.md', 'docs/blending.md'];
const namedIn = (document: string) =>
  [...read(document).matchAll(/(?<![\w-])scenarios\/([a-z0-9/-]+\.json)/g)].flatMap(([, name]) => name ?? []);

it.each(documents)('%s names only scenarios that are there', (document) => {
  for (const name of namedIn(document)) expect(() => read(`scenarios/${name}`)).not.toThrow();
});

it('documents name scenarios, so that there is something to look up', () => {
  expect(documents.flatMap(namedIn).length).toBeGreaterThan(0);
});
