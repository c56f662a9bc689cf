import fc from 'fast-check';
import { randomOptions } from '../../../commands/test-random';
import { RefusedError, sentences } from '../../../documents/told';
import { type Found, hunt } from '../../../simulator/random/hunt';
import { levelNames, levels } from '../../../simulator/random/levels';
import { scenarioFiles } from '../../../simulator/random/scenario';
import { readScenario } from '../../../simulator/scenario/read-scenario';

jest.setTimeout(60_000);

describe.each(levelNames)('random scenarios, %s', (level) => {
  it('can be played, and have no fault that is worse or ends later than the level says', () => {
    fc.assert(
      fc.property(scenarioFiles(level), (file) => {
        const read = readScenario('random', JSON.stringify(file));
        if (!read.ok) throw new RefusedError(read.problems);
        const { durationSeconds, faults, latency } = read.scenario;
        if (level === 'calm') expect([faults, latency]).toEqual([[], 'none']);
        for (const fault of faults) {
          expect(fault.until).toBeLessThanOrEqual(durationSeconds - levels[level].quietSeconds);
          if ('probability' in fault) expect(fault.probability).toBeLessThanOrEqual(levels[level].probability);
        }
      }),
      { seed: 1, numRuns: 200, unbiased: true },
    );
  });
});

/** Dislikes every scenario in which somebody declines. */
const declines = async (file: object) =>
  JSON.stringify(file).includes('declineAfter') ? [{ what: 'invariant 99', message: 'somebody declines' }] : [];

describe('a hunt', () => {
  const options = { level: 'calm', seed: 1, count: 8, shrinkSeconds: 20, judge: declines } as const;

  it('finds what is wrong and makes the file small', async () => {
    const [first] = await hunt(options);
    const file = first?.file as { agents: unknown[]; people?: unknown; calls: unknown[]; campaigns: unknown[] };
    expect(first?.wrong).toEqual([{ what: 'invariant 99', message: 'somebody declines' }]);
    expect(file.agents.length + (file.people === undefined ? 0 : 1)).toBe(1);
    expect([file.calls, file.campaigns]).toEqual([[], []]);
  });

  it('plays each scenario to its end, however little time there is to make it small', async () => {
    const slowly = async (file: object) => {
      await new Promise((resolve) => setImmediate(resolve));
      return declines(file);
    };
    const found = await hunt({ ...options, shrinkSeconds: 0, judge: slowly });
    expect(found.map(({ seed }) => seed)).toEqual((await hunt(options)).map(({ seed }) => seed));
  });

  it('finds the same again, whatever was played before', async () => {
    const found = await hunt(options);
    const last = found.at(-1);
    expect(await hunt({ ...options, seed: last?.seed ?? 0, count: 1 })).toEqual([last]);
  });

  it('tells of a failing scenario at once and each time it got smaller, the last being the smallest', async () => {
    const told: Found[] = [];
    const [first] = await hunt({ ...options, count: 1, seed: 2, found: (one) => told.push(one) });
    expect(told.at(-1)).toEqual(first);
    expect(told.length).toBeGreaterThan(1);
    expect(JSON.stringify(told[0]?.file).length).toBeGreaterThan(JSON.stringify(first?.file).length);
  });

  it('tells of each scenario', async () => {
    const told: number[] = [];
    await hunt({ ...options, judge: async () => [], count: 3, played: (done) => told.push(done) });
    expect(told).toEqual([1, 2, 3]);
  });
});

describe('the command line', () => {
  it('takes a count, a seed, a level and a stage', () => {
    const argv = ['--count', '3000', '--seed', '7', '--level', 'hostile', '--stage', 'template', '--save', 'there'];
    const save = { path: '/home/there', shown: 'there' };
    expect(randomOptions(argv, '/home')).toEqual({
      kind: 'run',
      words: [],
      options: { count: 3000, seed: 7, levels: ['hostile'], stage: 'template', save, shrinkSeconds: 60 },
    });
    expect(randomOptions([], '/home')).toMatchObject({
      options: { count: 100, seed: 1, levels: levelNames, stage: 'simulate' },
    });
    expect(randomOptions(['--help'], '/home')).toEqual({
      kind: 'help',
      text: expect.stringContaining('npm run test:random -- [options]'),
    });
  });

  it('says everything that is wrong at once', () => {
    const line = randomOptions(['now', '--count', '0', '--level', 'mild', '--speed', '3'], '/home');
    expect(line.kind === 'unusable' ? sentences(line.problems) : line).toEqual([
      'unexpected "now"; known are --count, --seed, --level, --stage, --save, --shrink, --help',
      'unknown option "--speed"; did you mean "--seed"?',
      'unexpected "3"; known are --count, --seed, --level, --stage, --save, --shrink, --help',
      '--count is "0"; it must be a whole number, 1 or more',
      '--level is "mild"; it must be calm or rough or hostile',
    ]);
  });
});
