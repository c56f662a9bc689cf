import fc from 'fast-check';
import { closedLoop, dialsFor, largestRatio } from '../../../campaign-manager/reference/closed-loop';

const setting = (agents: number, answerRate = 0.25) => ({ agents, answerRate, handleInRings: 180 / 15 });

it.each([
  [10, 2, 0.862778, 0.048275, 725.2332],
  [10, 3, 0.906499, 0.133219, 836.658],
  [20, 2, 0.862476, 0.011494, 1396.0075],
  [20, 3, 0.907757, 0.054525, 1536.1701],
  [50, 2, 0.859864, 0.000187, 3440.1],
  [50, 3, 0.905655, 0.004515, 3639.0517],
  [50, 4, 0.930685, 0.020751, 3801.6281],
])(
  'has the utilisation, losses and dials of docs/theory.md#the-closed-loop with %i agents at ratio %f',
  (agents, ratio, utilisation, lost, dials) => {
    const figures = closedLoop(setting(agents), ratio);
    expect(figures.utilisation).toBeCloseTo(utilisation, 4);
    expect(figures.abandonRate).toBeCloseTo(lost, 6);
    expect((figures.dialsInFlight / 15) * 3600).toBeCloseTo(dials, 0);
  },
);

it.each([
  [0.15, 10, 2.4, 49.05],
  [0.15, 20, 3.8, 52.82],
  [0.15, 50, 6.9, 56.07],
  [0.15, 100, 10.0, 57.31],
  [0.25, 10, 1.4, 48.6],
  [0.25, 20, 2.4, 53.11],
  [0.25, 50, 4.3, 56.19],
  [0.25, 100, 6.6, 57.57],
  [0.4, 10, 1.4, 52.25],
  [0.4, 20, 1.7, 53.74],
  [0.4, 50, 2.8, 56.26],
  [0.4, 100, 4.3, 57.67],
])(
  'finds the largest ratio of docs/theory.md#the-closed-loop: %f answered, %i agents, ratio %f',
  (answerRate, agents, ratio, minutes) => {
    expect(largestRatio(setting(agents, answerRate), 10, 0.03)).toBe(ratio);
    expect(closedLoop(setting(agents, answerRate), ratio).utilisation * 60).toBeCloseTo(minutes, 1);
  },
);

it('loses nobody with one dial for each idle agent, and talks 45 of 60 minutes', () => {
  const { utilisation, abandonRate } = closedLoop(setting(20), 1);
  expect(abandonRate).toBe(0);
  expect(utilisation * 60).toBeCloseTo(45, 3);
});

it('goes no further than the lines allow, and never below one', () => {
  expect(largestRatio(setting(100), 3, 0.03)).toBe(3);
  expect(largestRatio(setting(100), 1, 0.03)).toBe(1);
  expect(largestRatio(setting(100), 10, 0)).toBe(1);
});

it('holds the limit whatever the campaign is like', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 60 }),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
      fc.double({ min: 0.5, max: 40, noNaN: true }),
      fc.double({ min: 0.005, max: 0.1, noNaN: true }),
      (agents, answerRate, handleInRings, limit) => {
        const ratio = largestRatio({ agents, answerRate, handleInRings }, 6, limit);
        const { utilisation, abandonRate } = closedLoop({ agents, answerRate, handleInRings }, ratio);
        expect(abandonRate).toBeLessThanOrEqual(limit);
        expect(utilisation).toBeGreaterThan(0);
        expect(utilisation).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 30 },
  );
});

it('counts dials in whole numbers', () => {
  expect([0, 1, 2, 5].map((idle) => dialsFor(1.4, idle))).toEqual([0, 1, 3, 7]);
});
