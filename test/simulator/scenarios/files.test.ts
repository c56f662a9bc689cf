import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededChance } from '../../../clock/chance';
import { RefusedError } from '../../../documents/told';
import { expandCalls } from '../../../simulator/scenario/arrivals';
import { defaultScenario, loadScenario, scenariosFolder } from '../../../simulator/scenario/load-scenario';
import type { TraceLine } from '../../../simulator/trace/lines';
import { expectations } from './expectations';
import { unmet } from './match';

const names = readdirSync(scenariosFolder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''));

test('every scenario file has its expectations, and every expectation its file', () => {
  expect(Object.keys(expectations).sort()).toEqual([...names].sort());
});

describe.each(names)('scenario %s', (name) => {
  const read = loadScenario({ path: join(scenariosFolder, `${name}.json`), shown: name });
  if (!read.ok) throw new RefusedError(read.problems);
  const { scenario } = read;

  test('is called like its file', () => {
    expect(scenario.name).toBe(name);
  });

  test('is expected to show only agents and calls it has, within its time', () => {
    const agents = new Set(scenario.agents.map((agent) => agent.username));
    const calls = new Set(expandCalls(scenario, seededChance(scenario.seed)).map((call) => call.id));
    const { lines, counts } = expectations[name] ?? { lines: [], counts: [] };
    for (const { fields } of [...lines, ...counts]) {
      if (typeof fields['agent'] === 'string') expect(agents).toContain(fields['agent']);
      if (typeof fields['call'] === 'string') expect(calls).toContain(fields['call'].replace(/\/2$/, ''));
    }
    for (const { t, late = 2 } of lines) expect(t + late).toBeLessThanOrEqual(scenario.durationSeconds);
  });
});

test('the default scenario is lively and lasts 5 to 8 minutes', () => {
  const read = loadScenario(defaultScenario);
  if (!read.ok) throw new RefusedError(read.problems);
  const { durationSeconds, seed } = read.scenario;
  expect(durationSeconds).toBeGreaterThanOrEqual(300);
  expect(durationSeconds).toBeLessThanOrEqual(480);
  expect(expandCalls(read.scenario, seededChance(seed)).length).toBeGreaterThanOrEqual(20);
});

describe('unmet', () => {
  const trace: readonly TraceLine[] = [
    { t: 5, type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'planned' },
    { t: 27.5, type: 'offer.missed', call: 'c1', agent: 'ana' },
  ];

  test('accepts a line up to 2 s late and not more than 0.05 s early', () => {
    const due = (t: number) =>
      unmet({ lines: [{ t, fields: { type: 'offer.ringing', agent: 'ana' } }], counts: [] }, trace);
    expect(due(3)).toEqual([]);
    expect(due(5.05)).toEqual([]);
    expect(due(2.9)).toEqual([expect.stringContaining('it came at 5')]);
    expect(due(5.1)).toHaveLength(1);
  });

  test('tells a line that never came and a count that is wrong', () => {
    const problems = unmet(
      {
        lines: [{ t: 5, fields: { type: 'offer.declined' } }],
        counts: [{ fields: { type: 'offer.missed' }, from: 20, atMost: 0 }],
      },
      trace,
    );
    expect(problems).toEqual([expect.stringContaining('never came'), expect.stringContaining('came 1 times')]);
  });
});
