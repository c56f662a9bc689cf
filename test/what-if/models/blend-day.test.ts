import { sentences } from '../../../documents/told';
import { readModel } from '../../../what-if/models/read-model';
import { runModel } from '../../../what-if/run-model';

const day = {
  model: 'blend-day',
  periodSeconds: 3600,
  from: 28_800,
  arrivalsPerHalfHour: [30, 30],
  inboundSeconds: 60,
  outboundSeconds: { exponential: 100 },
  patienceSeconds: { exponential: 500 },
  inboundAgents: [2, 2],
  blendAgents: [2, 2],
  reach: [0.3, 0.3],
  dialler: { from: 28_800, to: 36_000, minFree: 1, minFreeBlend: 1, perFreeBlend: 2 },
  mismatchPatienceSeconds: 5,
  waitSeconds: 20,
  days: 50,
};
const means = (document: object): Record<string, number> => {
  const read = readModel('d', JSON.stringify(document));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return Object.fromEntries(Object.entries(runModel(read.value).measures).map(([name, { mean }]) => [name, mean]));
};
const problems = (document: object): readonly string[] => {
  const read = readModel('d', JSON.stringify(document));
  return read.ok ? [] : sentences(read.problems);
};

test('whoever calls is served, gives up or is turned away; whoever is reached is served or lost', () => {
  const found = means({ ...day, capacity: 1, arrivalsPerHalfHour: [130, 30], balking: 0.2 });
  const { arrived = 0, served = 0, abandonedCalls = 0, blocked = 0 } = found;
  expect(blocked).toBeGreaterThan(0);
  expect(abandonedCalls).toBeGreaterThan(0);
  expect(served + abandonedCalls + blocked).toBeCloseTo(arrived, 9);
  expect((found['outboundServed'] ?? 0) + (found['mismatched'] ?? 0)).toBeCloseTo(found['reached'] ?? Number.NaN, 9);
});

test('nobody is dialled outside the hours of the dialler, nor while too few are free', () => {
  expect(means({ ...day, dialler: { ...day.dialler, to: 28_800 } })['dials']).toBe(0);
  expect(means({ ...day, dialler: { ...day.dialler, minFree: 5 } })['dials']).toBe(0);
});

test('who leaves at the end of a period finishes the call, and is counted as present until then', () => {
  const found = means({
    ...day,
    arrivalsPerHalfHour: [130, 130],
    inboundAgents: [1, 0],
    blendAgents: [0, 0],
    inboundSeconds: 5000,
    patienceSeconds: 1,
  });
  expect(found['served']).toBe(1);
  expect(found['occupancyInbound']).toBeGreaterThan(0.98);
  expect(found['occupancyInbound']).toBeLessThanOrEqual(1);
});

test('callers of endless patience are served after closing', () => {
  const { patienceSeconds: _, ...endless } = day;
  const found = means({ ...endless, arrivalsPerHalfHour: [0, 200] });
  expect(found['served']).toBe(found['arrived']);
});

test('lists of another length, and a dialler that ends before it begins, are told', () => {
  expect(problems({ ...day, reach: [0.3], dialler: { ...day.dialler, to: 0 } })).toEqual([
    'd: $.reach: has 1 entries; give one for each of the 2 periods of arrivalsPerHalfHour',
    'd: $.dialler.to: is 0; it must be at least dialler.from',
  ]);
  expect(problems({ ...day, arrivalsPerHalfHour: [], inboundAgents: [], blendAgents: [], reach: [] })).toEqual([
    'd: $.arrivalsPerHalfHour: is empty; give one entry or more',
  ]);
});
