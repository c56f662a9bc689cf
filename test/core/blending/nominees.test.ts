import fc from 'fast-check';
import { nominees, secondsToNextTurn } from '../../../core/blending/nominees';

interface Entry {
  readonly place: number;
  readonly team: string;
}
const listed = (teams: string): readonly Entry[] => [...teams].map((team, place) => ({ place, team }));
const chosen = (teams: string, limit: number) =>
  nominees(listed(teams), ({ team }) => team, limit)
    .map(({ team }) => team)
    .join('');

it('are all there are, in their order, or the first ones where all are of one team', () => {
  expect(chosen('abca', 4)).toBe('abca');
  expect(chosen('aaaaaa', 4)).toBe('aaaa');
  expect(chosen('', 4)).toBe('');
});

it('leave nobody out for standing behind many of another team', () => {
  expect(chosen(`${'a'.repeat(300)}b`, 4)).toBe('aaab');
  expect(chosen(`${'a'.repeat(300)}bbbcccd`, 8)).toBe('aaaaabcd');
});

it('are as many of each team as there is room for in half of the places, and five of each at the most', () => {
  expect(chosen(`${'a'.repeat(300)}bbb`, 8)).toBe('aaaaaabb');
  expect(chosen(`${'a'.repeat(300)}${'b'.repeat(9)}`, 24)).toBe(`${'a'.repeat(19)}bbbbb`);
});

it('are, where the first were too few, a quarter of the first and the next ones, turn by turn and round', () => {
  const places = (turn: number) =>
    nominees(listed('a'.repeat(12)), ({ team }) => team, 8, turn)
      .map(({ place }) => place)
      .join();
  expect([0, 1, 2].map(places)).toEqual(['0,1,2,3,4,5,6,7', '0,1,2,3,8,9,10,11', '0,1,4,5,6,7,8,9']);
  const many = nominees(listed('a'.repeat(60)), ({ team }) => team, 20, 1).map(({ place }) => place);
  expect(many.slice(0, 5)).toEqual([0, 1, 2, 20, 21]);
});

it.each([1, 2])(
  'are the limit or all, in order, half of them the first, and every team there is room for (seed %i)',
  (seed) => {
    const teams = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 }).map((some) => some.join(''));
    fc.assert(
      fc.property(teams, fc.integer({ min: 0, max: 30 }), (some, limit) => {
        const all = listed(some);
        const picked = nominees(all, ({ team }) => team, limit);
        expect(picked).toHaveLength(Math.min(limit, all.length));
        expect(picked.map(({ place }) => place)).toEqual([...picked.map(({ place }) => place)].sort((a, b) => a - b));
        for (const entry of all.slice(0, Math.floor(limit / 2))) expect(picked).toContain(entry);
        const present = new Set(all.map(({ team }) => team)).size;
        if (limit >= 2 * present) expect(new Set(picked.map(({ team }) => team)).size).toBe(present);
      }),
      { seed, numRuns: 300 },
    );
  },
);

describe('whoever is needed', () => {
  const limit = 21;

  it.each([1, 2])('is read within a minute, wherever they stand among up to 1,025 of any teams (seed %i)', (seed) => {
    const world = fc.record({
      size: fc.integer({ min: 1, max: 1_025 }),
      teams: fc.integer({ min: 1, max: 60 }),
      place: fc.nat({ max: 1_024 }),
      since: fc.nat({ max: 200 }),
    });
    fc.assert(
      fc.property(world, ({ size, teams, place, since }) => {
        const all = Array.from({ length: size }, (_, n) => ({ place: n, team: String(n % teams) }));
        const needed = place % size;
        // From any turn on: they may come to be needed in the middle of a round.
        for (let turn = since, seconds = 0; seconds <= 60; turn++) {
          const read = nominees(all, ({ team }) => team, limit, turn);
          expect(read.length).toBeLessThanOrEqual(limit);
          if (read.some((entry) => entry.place === needed)) return true;
          seconds += secondsToNextTurn(size - limit, limit);
        }
        return false;
      }),
      { seed, numRuns: 300 },
    );
  });

  it('is looked for less often the fewer there are', () => {
    expect([1, 30, 200, 1_004].map((unread) => secondsToNextTurn(unread, limit))).toEqual([19, 14, 4, 1]);
  });
});
