import { playClosedLoop } from '../../../bench/closed-loop';
import { benchCases, measure, tableOf } from '../../../bench/talk-minutes';

/** Hours enough for the figure to be steady, by pacing and agents. */
const hours: Readonly<Record<string, number>> = {
  'progressive 1:1 100': 1,
  'predictive 10': 4,
  'predictive 20': 5,
  'predictive 50': 3,
  'predictive 100': 2,
};

it.each(benchCases.map((given) => [`${given.name} ${given.agents}`, given] as const))(
  '%s talks as many minutes an hour as the reference, and never goes over the limit',
  async (name, given) => {
    const row = await measure(given, hours[name] ?? 0, 1);
    expect(Math.abs(row.difference)).toBeLessThanOrEqual(given.within);
    expect(row.worstRate).toBeLessThanOrEqual(0.03);
    expect(row.holds).toBe(true);
    if (given.pacing.mode === 'predictive') expect(row.abandoned).toBeGreaterThan(0);
    else expect(row.abandoned).toBe(0);
  },
);

it('is the same for the same seed, and another for another', async () => {
  const play = (seed: number) =>
    playClosedLoop({
      agents: 10,
      pacing: { mode: 'progressive', linesPerAgent: 1, maxAbandonRate: 0.03 },
      hours: 0.2,
      seed,
    });
  const [one, again, other] = [await play(1), await play(1), await play(2)];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

it('says so when a row does not hold', async () => {
  const [progressive] = benchCases;
  if (!progressive) throw new Error('there are no cases');
  const row = await measure({ ...progressive, agents: 5, reference: 60 }, 0.1, 1);
  expect(row.holds).toBe(false);
  const [titles, line] = tableOf([row]);
  expect(titles).toMatch(/^dialling +agents +hours +ours min\/h +reference .*holds$/);
  expect(line).toMatch(/^progressive 1:1 +5 +0\.2 .* NO$/);
});
