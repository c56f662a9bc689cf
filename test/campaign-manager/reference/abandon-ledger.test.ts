import fc from 'fast-check';
import {
  AbandonLedger,
  isAbandoned,
  judge,
  type LedgerFigures,
  plannedRate,
} from '../../../campaign-manager/reference/abandon-ledger';

const hour = 3_600_000;
const day = 24 * hour;

const ledgerOf = (live: number, abandoned: number, atMs = 0): AbandonLedger => {
  const ledger = new AbandonLedger();
  for (let n = 0; n < live; n++) ledger.answered(atMs);
  for (let n = 0; n < abandoned; n++) ledger.abandoned(atMs);
  return ledger;
};
const figures = (live: number, abandoned: number): readonly LedgerFigures[] => [
  { window: 'the last 24 hours', live, abandoned },
  { window: 'the last 30 days', live, abandoned },
];

describe('what the law counts', () => {
  it.each([
    ['an agent there at once', 1000, false],
    ['an agent there 2 s after the greeting', 3000, false],
    ['an agent there later', 3001, true],
    ['nobody', null, true],
  ])('%s', (_what, connectedAt, abandoned) => {
    expect(isAbandoned({ greetingEndedAt: 1000, connectedAt })).toBe(abandoned);
  });

  it('drops a call out of the day after 24 h, and out of the month after 30 days', () => {
    const ledger = ledgerOf(3, 1);
    const at = (nowMs: number) => ledger.figures(nowMs).map(({ live, abandoned }) => [live, abandoned]);
    expect(at(day - 1)).toEqual([
      [3, 1],
      [3, 1],
    ]);
    expect(at(day)).toEqual([
      [0, 0],
      [3, 1],
    ]);
    expect(at(30 * day - 1)).toEqual([
      [0, 0],
      [3, 1],
    ]);
    expect(at(30 * day)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('dates an abandoned customer by their answer, whenever it is known', () => {
    const ledger = ledgerOf(1, 0);
    ledger.answered(1000);
    ledger.abandoned(500);
    expect(ledger.figures(day + 400)[0]).toMatchObject({ live: 1, abandoned: 1 });
    expect(ledger.figures(day + 500)[0]).toMatchObject({ live: 1, abandoned: 0 });
  });

  it('counts what a plain recount counts, in any order of reports, and after a restart', () => {
    const call = fc.record({ at: fc.nat({ max: 40 * 24 }), late: fc.nat({ max: 30 }), abandoned: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), fc.array(fc.nat({ max: 50 * 24 })), (calls, asked) => {
        const ledger = new AbandonLedger();
        const told = [...calls].sort((a, b) => a.at + a.late - b.at - b.late);
        const moments = [...asked].sort((a, b) => a - b);
        const recount = (nowMs: number, windowMs: number, all: typeof calls) => {
          const inside = all.filter(({ at }) => at * hour > nowMs - windowMs);
          return { live: inside.length, abandoned: inside.filter(({ abandoned }) => abandoned).length };
        };
        let next = 0;
        for (const moment of moments) {
          for (; next < told.length; next++) {
            const { at, late, abandoned } = told[next] ?? { at: 0, late: 0, abandoned: false };
            if (at + late > moment) break;
            ledger.answered(at * hour);
            if (abandoned) ledger.abandoned(at * hour);
          }
          const nowMs = moment * hour;
          const heard = told.slice(0, next);
          const expected = [day, 30 * day].map((windowMs) => recount(nowMs, windowMs, heard));
          expect(ledger.figures(nowMs)).toMatchObject(expected);
          expect(new AbandonLedger(ledger.entries(nowMs)).figures(nowMs)).toMatchObject(expected);
        }
      }),
    );
  });
});

describe('the judgement', () => {
  it.each([
    [99, 0, 'trial'],
    [99, 9, 'trial'],
    [100, 0, 'free'],
    [200, 4, 'free'],
    [200, 5, 'slowed'],
    [200, 6, 'stopped'],
    [1000, 23, 'free'],
    [1000, 24, 'slowed'],
    [1000, 29, 'slowed'],
    [1000, 30, 'stopped'],
    [1000, 60, 'stopped'],
  ] as const)('of %i live answers and %i abandoned, at most 3 %%, is %s', (live, abandoned, standing) => {
    expect(judge(figures(live, abandoned), 0.03, 'free').standing).toBe(standing);
  });

  it('does not flap: over-dialling begins again with room for two, full pace below 70 % of the limit', () => {
    expect(judge(figures(250, 6), 0.03, 'stopped').standing).toBe('stopped');
    expect(judge(figures(267, 6), 0.03, 'stopped').standing).toBe('slowed');
    expect(judge(figures(1000, 22), 0.03, 'slowed').standing).toBe('slowed');
    expect(judge(figures(1000, 20), 0.03, 'slowed').standing).toBe('free');
  });

  it('goes by the window that is worse off', () => {
    const [dayFigures, month] = [figures(1000, 10)[0], figures(9000, 280)[1]];
    expect(
      judge(
        [dayFigures, month].flatMap((window) => window ?? []),
        0.03,
        'free',
      ),
    ).toMatchObject({
      window: 'the last 30 days',
      standing: 'stopped',
      headroom: -10,
    });
    expect(judge([...figures(50, 0).slice(0, 1), ...figures(9000, 90).slice(1)], 0.03, 'free')).toMatchObject({
      window: 'the last 24 hours',
      standing: 'trial',
    });
  });

  it('of a limit of 0 leaves room for nobody, of a limit of 1 for everybody', () => {
    const counts = [
      [100, 0],
      [5000, 0],
      [5000, 1],
    ] as const;
    const standings = (maxRate: number) =>
      counts.map(([live, abandoned]) => judge(figures(live, abandoned), maxRate, 'free').standing);
    expect(standings(0)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(standings(1)).toEqual(['free', 'free', 'free']);
    expect(plannedRate(0, 0)).toBe(0);
  });

  it('plans for less and less of the limit from 80 % of it on', () => {
    const planned = [0, 0.02, 0.024, 0.0255, 0.027, 0.0285, 0.03, 0.05].map((rate) => plannedRate(0.03, rate) / 0.03);
    expect(planned.map((share) => Math.round(share * 100))).toEqual([100, 100, 100, 75, 50, 25, 25, 25]);
  });
});
