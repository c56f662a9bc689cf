import fc from 'fast-check';
import {
  agentsNeeded,
  byNextLine,
  dialsToStart as decide,
  type Pacing,
  type PacingView,
} from '../../../local/campaign-manager/pacing';

/** Progressive and preview ask for nothing that was learnt. */
const dialsToStart = (pacing: Pacing, view: PacingView) =>
  decide(pacing, view, () => {
    throw new Error('asked for what was learnt');
  });
const progressive = (linesPerAgent: number) => ({ mode: 'progressive' as const, linesPerAgent });

it.each([
  ['one line for each free agent', 1, { freeAgents: 3, dialsInFlight: 0, callsAvailable: 9 }, 3],
  ['nothing more while those calls ring', 1, { freeAgents: 3, dialsInFlight: 3, callsAvailable: 9 }, 0],
  ['what is missing', 2, { freeAgents: 3, dialsInFlight: 4, callsAvailable: 9 }, 2],
  ['no more than there are contacts', 2, { freeAgents: 3, dialsInFlight: 0, callsAvailable: 1 }, 1],
  ['nothing for nobody', 3, { freeAgents: 0, dialsInFlight: 2, callsAvailable: 9 }, 0],
])('progressive dials %s', (_what, lines, view, dials) => {
  expect(dialsToStart(progressive(lines), view).dials).toBe(dials);
});

it('says why', () => {
  expect(dialsToStart(progressive(2), { freeAgents: 3, dialsInFlight: 4, callsAvailable: 9 }).reason).toBe(
    '3 free x 2 per agent = 6 lines, 4 in flight, 9 contacts left',
  );
});

it('never goes over the lines or the contacts', () => {
  const count = fc.nat({ max: 1000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      count,
      count,
      count,
      (lines, freeAgents, dialsInFlight, callsAvailable) => {
        const { dials } = dialsToStart(progressive(lines), { freeAgents, dialsInFlight, callsAvailable });
        expect(dials).toBeGreaterThanOrEqual(0);
        expect(dials).toBeLessThanOrEqual(callsAvailable);
        if (dials > 0) expect(dials + dialsInFlight).toBeLessThanOrEqual(freeAgents * lines);
      },
    ),
  );
});

it('gives the next line to whoever has fewest, then to whoever is idle longest, then by username', () => {
  const agents = [
    { username: 'dora', lines: 1, idleSince: 1 },
    { username: 'cleo', lines: 0, idleSince: 5 },
    { username: 'ben', lines: 0, idleSince: 3 },
    { username: 'ana', lines: 0, idleSince: 5 },
  ];
  expect(agents.sort(byNextLine).map(({ username }) => username)).toEqual(['ben', 'ana', 'cleo', 'dora']);
});

it('needs the agents at work and one more for each line its contacts would fill', () => {
  expect(agentsNeeded(progressive(2), 3, 5)).toBe(6);
});
