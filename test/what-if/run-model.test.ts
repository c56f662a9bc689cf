import { RefusedError } from '../../documents/told';
import { readModel } from '../../what-if/models/read-model';
import { type ModelRun, runModel } from '../../what-if/run-model';

const play = (document: object): ModelRun => {
  const read = readModel('m', JSON.stringify({ waitSeconds: 20, hours: 200, replications: 4, ...document }));
  if (!read.ok) throw new RefusedError(read.problems);
  return runModel(read.value);
};
const queue = { model: 'queue', agents: 4, arrivalsPerHour: 40, serviceSeconds: { exponential: 300 } };
const outbound = { serviceSeconds: { exponential: 300 }, threshold: 3 };
const mean = ({ measures }: ModelRun, name: string): number => measures[name]?.mean ?? Number.NaN;

test('the same model gives the same result to the last bit, another seed another', () => {
  const model = { ...queue, patienceSeconds: { exponential: 60 }, outbound: { ...outbound, threshold: 2.5 } };
  expect(JSON.stringify(play(model))).toBe(JSON.stringify(play(model)));
  expect(mean(play({ ...model, seed: 2 }), 'waited')).not.toBe(mean(play(model), 'waited'));
});

test('two settings meet the same callers: their difference has less noise than either', () => {
  const differences = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const one = mean(play({ ...queue, agents: 5, seed }), 'waited');
    return { one, difference: mean(play({ ...queue, agents: 6, seed }), 'waited') - one };
  });
  const spread = (values: readonly number[]) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  };
  expect(spread(differences.map(({ difference }) => difference))).toBeLessThan(
    spread(differences.map(({ one }) => one)) / 2,
  );
});

test('with a threshold of all agents everybody waits, and nobody is ever idle', () => {
  const run = play({ ...queue, outbound: { ...outbound, threshold: 4 } });
  expect(mean(run, 'waited')).toBe(1);
  expect(mean(run, 'utilisation')).toBeCloseTo(1, 9);
});

test('a threshold of 0 is none, and outbound work changes nothing for callers then', () => {
  expect(mean(play({ ...queue, outbound: { ...outbound, threshold: 0 } }), 'waited')).toBe(mean(play(queue), 'waited'));
});

test('a fixed clock of a caller takes the next agent whose customer hangs up', () => {
  // One agent, always out with customers of 100 s one after another. Nine of ten callers come more than 10 s before the end of a
  // talk and wait to its end, 55 s on average; the others miss that end and wait to the next, 105 s: 60 s together, and a
  // little more for those who meet another caller.
  const run = play({
    model: 'tether',
    agents: 1,
    arrivalsPerHour: 1,
    inboundSeconds: 1,
    outboundSeconds: 100,
    tetherIdleSeconds: 0,
    releaseAfterSeconds: 10,
    acquireAfterSeconds: 0,
  });
  expect(mean(run, 'abandoned')).toBe(0);
  expect(mean(run, 'releasesPerHour')).toBeCloseTo(1, 0);
  expect(mean(run, 'meanWaitSeconds')).toBeGreaterThan(60);
  expect(mean(run, 'meanWaitSeconds')).toBeLessThan(64);
});

test('one replication is cut into batches, and has standard errors too', () => {
  expect(play({ ...queue, replications: 1 }).measures['waited']?.standardError).toBeGreaterThan(0);
});

test('progress is told from the first replication to the last', () => {
  const told: number[] = [];
  const read = readModel('m', JSON.stringify({ ...queue, waitSeconds: 20, hours: 1, replications: 4 }));
  if (read.ok) runModel(read.value, (share) => told.push(share));
  expect(told).toEqual([0.25, 0.5, 0.75, 1]);
});
