import fc from 'fast-check';
import { judge } from '../../../campaign-manager/reference/abandon-ledger';
import { dialsToStart } from '../../../campaign-manager/reference/pacing';
import {
  dialsAtRisk,
  type PredictiveView,
  predictiveLines,
  withinHeadroom,
} from '../../../campaign-manager/reference/predictive-pacing';

const limits = { minLines: 1, maxLines: 10, maxAbandonRate: 0.03 };
/** The customers of docs/theory.md#the-closed-loop. */
const rates = { answerRate: 0.25, ringMs: 15_000, handleMs: 180_000 };
const judged = (live: number, abandoned: number, before: 'free' | 'stopped' = 'free') =>
  judge([{ window: 'the last 24 hours', live, abandoned }], 0.03, before);
const aView = (more: Partial<PredictiveView> = {}): PredictiveView => ({
  freeAgents: 4,
  busyAgents: 46,
  agentsAskedFor: 0,
  dialsInFlight: 0,
  rates,
  judgement: judged(5000, 75),
  ...more,
});
const lines = (more: Partial<PredictiveView> = {}, own: Partial<typeof limits> = {}) =>
  predictiveLines({ ...limits, ...own }, aView(more)).lines;

it.each([
  [10, 3, 4],
  [20, 3, 7],
  [50, 4, 17],
  [100, 4, 26],
])('with %i agents dials for %i idle ones what the reference ratio gives', (agents, freeAgents, expected) => {
  expect(Math.abs(lines({ freeAgents, busyAgents: agents - freeAgents }) - expected)).toBeLessThanOrEqual(1);
});

describe('dials one for each idle agent', () => {
  it.each([
    ['below 100 live answers', { judgement: judged(99, 0) }],
    ['under 5 agents', { busyAgents: 0 }],
    ['before anything is learnt', { rates: null }],
    ['at the limit', { judgement: judged(1000, 30) }],
    ['after the limit, until there is room for two', { judgement: judged(1000, 29, 'stopped') }],
  ])('%s', (_when, more) => {
    expect(lines({ freeAgents: 4, ...more })).toBe(4);
  });
});

it('keeps within the lines of the campaign, the law coming before its minimum', () => {
  expect(lines({}, { maxLines: 2 })).toBe(8);
  expect(lines({ freeAgents: 2, busyAgents: 8 }, { minLines: 3, maxLines: 5 })).toBe(6);
  expect(lines({ judgement: judged(50, 0) }, { minLines: 3 })).toBe(4);
  expect(lines({ judgement: judged(1000, 30) }, { minLines: 3 })).toBe(4);
});

it('slows when agents are asked for, before anybody has to wait for them', () => {
  const asked = [0, 1, 2, 3, 4, 9].map((agentsAskedFor) => lines({ agentsAskedFor }));
  expect(asked).toEqual([...asked].sort((a, b) => b - a));
  expect(asked[1]).toBeLessThan(asked[0] ?? 0);
  expect(asked.slice(-2)).toEqual([4, 4]);
});

it('slows near the limit', () => {
  const at = (abandoned: number) => lines({ judgement: judged(10_000, abandoned) });
  expect([at(100), at(262), at(280), at(299)]).toEqual([...[at(100), at(262), at(280), at(299)]].sort((a, b) => b - a));
  expect(at(280)).toBeLessThan(at(100));
});

it('says why', () => {
  const { reason } = dialsToStart(
    { mode: 'predictive', ...limits },
    { freeAgents: 4, dialsInFlight: 5, callsAvailable: 90 },
    () => aView({ dialsInFlight: 5, agentsAskedFor: 1 }),
  );
  expect(reason).toMatch(
    /^4 free \(4\.\d lines for each of 50 agents idle, 1 asked for, 75 of 5000 abandoned in the last 24 hours\) = 13 lines, 5 in flight, 90 contacts left$/,
  );
});

it('with a limit of 0 never dials beyond one line for each idle agent, whatever is known', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 40 }),
      fc.nat({ max: 200 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.nat({ max: 50_000 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('trial', 'free', 'slowed', 'stopped'),
      (freeAgents, busyAgents, answerRate, live, minLines, before) => {
        const judgement = judge([{ window: 'the last 30 days', live, abandoned: 0 }], 0, before);
        const given = { freeAgents, busyAgents, rates: { ...rates, answerRate }, judgement };
        expect(lines(given, { minLines, maxAbandonRate: 0 })).toBe(freeAgents);
      },
    ),
  );
});

it('with a limit of 1 dials as many lines as the campaign allows', () => {
  const judgement = judge([{ window: 'the last 24 hours', live: 5000, abandoned: 75 }], 1, 'free');
  expect(lines({ judgement }, { maxAbandonRate: 1 })).toBe(40);
});

describe('dials at risk', () => {
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  const setting = fc.record({
    answerRate: share,
    handleInRings: fc.double({ min: 0.5, max: 40, noNaN: true }),
    freeAgents: fc.nat({ max: 100 }),
    busyAgents: fc.nat({ max: 500 }),
  });

  it('are none with one dial for each idle agent, and never more than the others', () => {
    fc.assert(
      fc.property(setting, fc.nat({ max: 800 }), (given, dials) => {
        const risk = dialsAtRisk(dials, given);
        expect(risk).toBeGreaterThanOrEqual(0);
        expect(risk).toBeLessThanOrEqual(Math.max(0, dials - given.freeAgents));
      }),
    );
  });

  it('stay within the headroom, which never costs an idle agent their one dial', () => {
    fc.assert(
      fc.property(
        setting,
        fc.nat({ max: 300 }),
        fc.double({ min: -5, max: 60, noNaN: true }),
        (given, more, headroom) => {
          const wanted = given.freeAgents + more;
          const allowed = withinHeadroom(wanted, given, headroom);
          expect(allowed).toBeGreaterThanOrEqual(given.freeAgents);
          expect(allowed).toBeLessThanOrEqual(wanted);
          if (allowed > given.freeAgents) expect(dialsAtRisk(allowed, given)).toBeLessThanOrEqual(headroom);
        },
      ),
    );
  });
});

it('over-dials only while those abandoned and those at risk are within the limit', () => {
  fc.assert(
    fc.property(
      fc.record({
        freeAgents: fc.integer({ min: 1, max: 20 }),
        busyAgents: fc.nat({ max: 30 }),
        agentsAskedFor: fc.nat({ max: 5 }),
        answerRate: fc.double({ min: 0.05, max: 1, noNaN: true }),
        live: fc.nat({ max: 3000 }),
        abandonedShare: fc.double({ min: 0, max: 0.05, noNaN: true }),
      }),
      ({ live, abandonedShare, answerRate, freeAgents, busyAgents, agentsAskedFor }) => {
        const abandoned = Math.floor(live * abandonedShare);
        const given = {
          freeAgents,
          busyAgents,
          agentsAskedFor,
          rates: { ...rates, answerRate },
          judgement: judged(live, abandoned),
        };
        const dials = lines(given);
        expect(dials).toBeGreaterThanOrEqual(freeAgents);
        if (dials === freeAgents) return;
        expect(live).toBeGreaterThanOrEqual(100);
        expect(freeAgents + busyAgents).toBeGreaterThanOrEqual(5);
        const atRisk = dialsAtRisk(dials, { answerRate, handleInRings: 12, freeAgents, busyAgents });
        expect((abandoned + atRisk) / live).toBeLessThanOrEqual(0.03 + 1e-9);
      },
    ),
    { numRuns: 80 },
  );
});
