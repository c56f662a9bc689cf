import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sources } from './imports';

const deployed = ['core', 'adapters', 'lambdas'].flatMap(sources);

test('every error of the functions says its own name: bundles are minified, and logs tell errors apart by it', () => {
  const classes = deployed.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/class (\w+) extends \w*Error \{([\s\S]*?)\n\}/g)].map(([, name = '', body = '']) => ({
      name,
      says: /override readonly name(?:: string)? = '(\w+)'/.exec(body)?.[1],
    }));
  });
  expect(classes.length).toBeGreaterThan(10);
  expect(classes.filter(({ name, says }) => says !== name)).toEqual([]);
});
