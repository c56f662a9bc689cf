import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../../lib/configuration/counted';
import { nearestLimits, scaleTable } from './reference-sizes';

const document = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'scale.md'), 'utf8');
const plain = (line: string): string => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();
const lines = document.split('\n').map(plain);

describe('docs/scale.md', () => {
  it('has the table that the model comes to', () => {
    const table = scaleTable().map(plain);
    const start = lines.indexOf(table[0] ?? '');
    expect(lines.slice(start, start + table.length)).toEqual(table);
  });

  it('has what each thing comes to as the model has it', () => {
    const rows = lines.flatMap((line) => /^\| `(\w+)` \| .* \| ([\d.]+) \|$/.exec(line)?.slice(1) ?? []);
    expect(rows).toEqual(Object.entries(counted).flatMap(([name, most]) => [name, String(most)]));
  });

  it.each([
    ['## 100 agents', 100, 2],
    ['## 1,000 agents', 1_000, 20],
    ['## 10,000 agents', 10_000, 20],
  ] as const)('names under %s what is in the way first, in its order', (heading, agents, groups) => {
    const start = lines.indexOf(heading);
    expect(start).toBeGreaterThan(0);
    const section = lines.slice(
      start + 1,
      lines.findIndex((line, index) => index > start && line.startsWith('## ')),
    );
    const named = section.flatMap((line) => /^\d+\. \*\*.*\*\* \(`([\w-]+)`\)/.exec(line)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(named).toEqual(nearestLimits(agents, groups, named.length));
  });
});
