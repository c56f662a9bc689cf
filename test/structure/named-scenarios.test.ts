import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const folder = 'scenarios/soak';

it('CI plays every long scenario there is, and none that is not there', () => {
  const named = [...read('.ci/run').matchAll(/"\$soak\/([a-z0-9-]+\.json)"/g)].flatMap(([, name]) => name ?? []);
  expect([...new Set(named)].sort()).toEqual(readdirSync(join(root, folder)).sort());
});

it.each(['README.md', 'docs/scenarios.md', 'docs/blending.md'])(
  '%s names only scenarios that are there',
  (document) => {
    const named = [...read(document).matchAll(/local\/scenarios\/([a-z0-9/-]+\.json)/g)].flatMap(
      ([, name]) => name ?? [],
    );
    for (const name of named) expect(() => read(`scenarios/${name}`)).not.toThrow();
  },
);
