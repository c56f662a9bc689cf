import { RefusedError } from '../../../documents/told';
import { estimates } from '../../../what-if/measures/estimate';
import { readModel } from '../../../what-if/models/read-model';
import { runModel } from '../../../what-if/run-model';

test('a quotient is that of the sums, with the standard error of the differences from it', () => {
  const stretches = [{ waited: { sum: 1, per: 10 } }, { waited: { sum: 6, per: 20 } }, { waited: { sum: 2, per: 10 } }];
  const { waited } = estimates(stretches);
  expect(waited?.mean).toBeCloseTo(9 / 40, 12);
  const squares = (1 - 2.25) ** 2 + (6 - 4.5) ** 2 + (2 - 2.25) ** 2;
  expect(waited?.standardError).toBeCloseTo(Math.sqrt(squares / 6) / (40 / 3), 12);
});

test('what nobody did has no value, and one stretch has no standard error', () => {
  expect(estimates([{ waited: { sum: 0, per: 0 }, abandoned: { sum: 1, per: 4 } }])).toEqual({
    abandoned: { mean: 0.25, standardError: null },
  });
});

/** Exact: three agents at a load of 2, Erlang C. */
const exact = { waited: 4 / 9, meanWaitSeconds: (4 / 9) * 300 };

test.each([
  ['ten replications', 10, 20, 2.262],
  ['twenty batches of one replication', 1, 400, 2.093],
])(
  '95 %% intervals from %s of M/M/3 cover the exact value in about 95 of 100 runs (seeds 1 to 200)',
  (_, replications, hours, quantile) => {
    const covered = { waited: 0, meanWaitSeconds: 0 };
    const runs = 200;
    for (let seed = 1; seed <= runs; seed++) {
      const read = readModel(
        'm',
        JSON.stringify({
          model: 'queue',
          agents: 3,
          arrivalsPerHour: 24,
          serviceSeconds: { exponential: 300 },
          waitSeconds: 20,
          hours,
          warmUpHours: 10,
          replications,
          seed,
        }),
      );
      if (!read.ok) throw new RefusedError(read.problems);
      const { measures } = runModel(read.value);
      for (const name of ['waited', 'meanWaitSeconds'] as const) {
        const { mean = Number.NaN, standardError } = measures[name] ?? {};
        if (Math.abs(mean - exact[name]) <= quantile * (standardError ?? 0)) covered[name]++;
      }
    }
    expect(covered.waited / runs).toBeGreaterThan(0.9);
    expect(covered.waited / runs).toBeLessThan(0.99);
    // Waits are far from normal: intervals from so few calls are somewhat short.
    expect(covered.meanWaitSeconds / runs).toBeGreaterThan(0.86);
    expect(covered.meanWaitSeconds / runs).toBeLessThan(0.99);
  },
);
