import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossRules, type ThresholdDefinition, thresholdDefinitions } from '../../core/thresholds/thresholds';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'thresholds.md'), 'utf8');

const rangeOf = (definition: ThresholdDefinition): string => {
  switch (definition.kind) {
    case 'boolean':
      return 'true, false';
    case 'choice':
      return definition.choices.join(', ');
    case 'whole':
      return `${definition.min}-${definition.max}`;
  }
};

describe('docs/thresholds.md', () => {
  it('lists every threshold there is, with its default and range, in the same order', () => {
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .map(([, name, byDefault, range]) => [name, byDefault, range]);
    expect(rows).toEqual(
      Object.entries(thresholdDefinitions).map(([name, definition]) => [
        name,
        String(definition.default),
        rangeOf(definition),
      ]),
    );
  });

  it('tells which thresholds must fit together', () => {
    const [, together = ''] = page.split('## Which must fit together');
    const told = together.split('\n').filter((line) => line.startsWith('- '));
    expect(told).toHaveLength(crossRules.length);
    for (const { over } of crossRules) {
      expect(told.filter((line) => over.every((name) => line.includes(`\`${name}\``)))).toHaveLength(1);
    }
  });
});
