import fc from 'fast-check';
import { nominees } from '../../../core/domain/blend/nominees';

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
