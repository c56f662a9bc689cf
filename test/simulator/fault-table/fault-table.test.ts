import { join } from 'node:path';
import { rowOf, tableOf } from '../../../commands/terminal/fault-table';
import { RefusedError } from '../../../documents/told';
import { functionNames } from '../../../lambdas/shared/contract';
import { conduct, playThrough } from '../../../simulator/fault-table/experiment';
import { disturbedScenario, falsehoods, kills, skews, troubles } from '../../../simulator/fault-table/experiments';
import { KillPoints } from '../../../simulator/fault-table/kill-points';
import { delayOf, type Outcomes, outcomesOf } from '../../../simulator/fault-table/outcomes';
import { loadScenario, scenariosFolder } from '../../../simulator/scenario/load-scenario';

const read = loadScenario({ path: join(scenariosFolder, 'every-function.json'), shown: 'every-function' });
if (!read.ok) throw new RefusedError(read.problems);
const scenario = disturbedScenario(read.scenario);

const points = new KillPoints();
let undisturbed: Outcomes;
const subject = { scenario, expected: async () => undisturbed };
beforeAll(async () => {
  const { lines, wrong } = await playThrough(scenario, { disturb: points.watch });
  expect(wrong).toEqual([]);
  undisturbed = outcomesOf(lines);
});

describe('the scenario of the fault table', () => {
  it('gives every function a part but those that act when a stack is deployed, which simulate does not do', () => {
    const reached = new Set(points.found.map(({ functionName }) => functionName));
    expect([...functionNames].filter((name) => !reached.has(name))).toEqual([
      ...['number-to-flow', 'missed-call-status', 'page-files'],
    ]);
  });

  it('comes to an outcome for every caller, customer and tether', () => {
    expect([...undisturbed.keys()].filter((what) => what.startsWith('caller'))).toHaveLength(scenario.calls.length);
    expect([...undisturbed.keys()].filter((what) => what.startsWith('customer'))).toHaveLength(9);
    expect([...undisturbed.keys()]).toEqual(expect.arrayContaining(['tether of ben', 'tether of cleo']));
  });
});

it('every two hundredth death, and one of each kind of trouble, heals without a violation', async () => {
  const experiments = [
    ...kills(
      subject,
      points.found.filter((_, index) => index % 200 === 0),
    ),
    ...[...troubles(subject), ...falsehoods(subject)].filter(({ shown }) => shown.endsWith('seed 2')),
    ...skews(subject).filter(({ shown }) => shown.includes('every function')),
  ];
  for (const experiment of experiments) {
    const result = await conduct(experiment);
    expect({ shown: experiment.shown, wrong: result.wrong, healed: result.healed }).toEqual({
      shown: experiment.shown,
      wrong: [],
      healed: true,
    });
    expect(result.injected).toBeGreaterThan(0);
  }
}, 120_000);

describe('delayOf', () => {
  const before = new Map([
    ['caller a', 10],
    ['customer b', 20],
  ]);
  it('is what the latest outcome was later by', () => {
    expect(delayOf(before, new Map([...before, ['customer b', 25]]))).toBe(5);
    expect(delayOf(before, new Map([...before, ['caller a', 4]]))).toBe(0);
  });
  it('is nothing where an outcome did not come', () => {
    expect(delayOf(before, new Map([['caller a', 10]]))).toBeNull();
  });
});

it('the table counts runs, what was injected and healed, and the delays', () => {
  const healed = (delaySeconds: number) => ({ injected: 2, healed: true, delaySeconds, wrong: [] });
  const lost = { injected: 1, healed: false, delaySeconds: null, wrong: ['invariant 3: no end'] };
  expect(tableOf([rowOf('timers killed', [healed(0), healed(30), healed(4), lost]), rowOf('nothing', [])])).toBe(
    [
      '               runs  injected  healed  median delay  longest  violations',
      'timers killed     4         7       3         4.0 s     30 s           1',
      'nothing           0         0       0             -        -           0',
    ].join('\n'),
  );
});
