import fc from 'fast-check';
import { type Judgement, judge } from '../../../campaign-manager/reference/abandon-ledger';
import type { Rates } from '../../../campaign-manager/reference/learnt-figures';
import {
  agentsNeeded,
  byNextLine,
  dialsToStart as decide,
  type Pacing,
  type PacingView,
} from '../../../campaign-manager/reference/pacing';

/** With room for everybody, and nothing known of the customers. */
const roomy: Judgement = {
  ...{ window: 'the last 24 hours', live: 100_000, abandoned: 0, rate: 0, headroom: 10_000, standing: 'free' },
};
const dialsToStart = (pacing: Pacing, view: PacingView, judgement = roomy, rates: Rates | null = null) =>
  decide(pacing, view, () => ({ ...view, busyAgents: 0, agentsAskedFor: 0, rates, judgement }));
const progressive = (linesPerAgent: number, maxAbandonRate = 0.1) => ({
  ...{ mode: 'progressive' as const, linesPerAgent, maxAbandonRate },
});

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
    '3 free (2 lines for each agent idle, 0 of 100000 abandoned in the last 24 hours) = 6 lines, 4 in flight, 9 contacts left',
  );
});

it('asks for nothing that was learnt where there is one line, or one preview, for each', () => {
  const view = { freeAgents: 3, dialsInFlight: 1, callsAvailable: 9 };
  const preview = { seconds: 20, onTimeout: 'reject', rescheduleSeconds: 600, reservationSeconds: 50 } as const;
  for (const pacing of [progressive(1), { mode: 'preview' as const, ...preview }]) {
    const decided = decide(pacing, view, () => {
      throw new Error('asked for what was learnt');
    });
    expect(decided.dials).toBe(2);
  }
});

describe('progressive with three lines', () => {
  const view = { freeAgents: 10, dialsInFlight: 0, callsAvailable: 99 };
  const judged = (figures: readonly { live: number; abandoned: number }[], maxRate = 0.1) => {
    const windows = ['the last 24 hours', 'the last 30 days'] as const;
    return judge(
      figures.map((figure, index) => ({ ...figure, window: windows[index] ?? 'the last 30 days' })),
      maxRate,
      'trial',
    );
  };
  const quick: Rates = { answerRate: 0.2, ringMs: 10_000, handleMs: 20_000 };
  const talkative: Rates = { answerRate: 0.6, ringMs: 11_500, handleMs: 45_000 };
  it.each([
    ['one each until a hundred have answered', progressive(3), judged([{ live: 99, abandoned: 0 }]), quick, 10],
    [
      'one each where one more abandoned would pass the limit',
      progressive(3),
      judged([{ live: 1000, abandoned: 100 }]),
      quick,
      10,
    ],
    ['one each where nobody may be abandoned', progressive(3, 0), judged([{ live: 1000, abandoned: 0 }], 0), quick, 10],
    ['all of them with room enough', progressive(3), roomy, null, 30],
    [
      'no more than the long run allows',
      progressive(3, 0.03),
      { ...roomy, standing: 'slowed' as const, rate: 0.029 },
      talkative,
      12,
    ],
    ['fewer near the limit though nothing is known', progressive(3), { ...roomy, rate: 0.085 }, null, 25],
    ['no more than may all go wrong', progressive(3), { ...roomy, headroom: 7 }, null, 17],
  ] as const)('%s', (_what, pacing, judgement, rates, dials) => {
    expect(dialsToStart(pacing, view, judgement, rates).dials).toBe(dials);
  });
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
