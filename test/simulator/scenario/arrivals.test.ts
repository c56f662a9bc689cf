import * as fc from 'fast-check';
import { customerTimes } from '../../../campaign-manager/reference/campaigns/campaigns';
import { type Distribution, generator } from '../../../campaign-manager/reference/campaigns/distributions';
import { seededChance } from '../../../clock/chance';
import { RefusedError } from '../../../documents/told';
import { offerBehaviour, wrapUpTimes } from '../../../simulator/scenario/agent-behaviour';
import { expandCalls } from '../../../simulator/scenario/arrivals';
import { readScenario } from '../../../simulator/scenario/read-scenario';

const scenarioOf = (more: object) => {
  const answer = readScenario(
    's.json',
    JSON.stringify({ name: 's', durationSeconds: 3600, groups: [{ name: 'g', queues: ['q', 'r'] }], ...more }),
  );
  if (!answer.ok) throw new RefusedError(answer.problems);
  return answer.scenario;
};

describe('expandCalls', () => {
  const arrivals = [
    { queue: 'q', perHour: 300, talkSeconds: { exponential: 60 }, patienceSeconds: { exponential: 30 } },
    { queue: 'r', perHour: 100, from: 600, to: 1200 },
  ];

  test('is the same for the same seed and another for another seed', () => {
    const scenario = scenarioOf({ arrivals });
    const once = expandCalls(scenario, seededChance(1));
    expect(expandCalls(scenario, seededChance(1))).toEqual(once);
    expect(expandCalls(scenario, seededChance(2))).not.toEqual(once);
  });

  test('a source added later does not shift the others', () => {
    const alone = expandCalls(scenarioOf({ arrivals: arrivals.slice(0, 1) }), seededChance(1));
    const both = expandCalls(scenarioOf({ arrivals }), seededChance(1));
    expect(both.filter((call) => call.queue === 'q')).toEqual(alone);
  });

  test('numbers the calls of a queue in order of arrival and leaves out names the file uses', () => {
    const calls = [{ id: 'q-2', at: 3000, queue: 'r' }];
    const expanded = expandCalls(scenarioOf({ calls, arrivals }), seededChance(1));
    const ofQ = expanded.filter((call) => call.queue === 'q').map((call) => call.id);
    expect(ofQ.slice(0, 3)).toEqual(['q-1', 'q-3', 'q-4']);
    expect(new Set(expanded.map((call) => call.id)).size).toBe(expanded.length);
    expect(expanded.map((call) => call.at)).toEqual([...expanded.map((call) => call.at)].sort((a, b) => a - b));
  });

  test('keeps to the window and comes near the rate', () => {
    const expanded = expandCalls(scenarioOf({ arrivals }), seededChance(1));
    const inWindow = expanded.filter((call) => call.queue === 'r');
    expect(inWindow.every((call) => call.at >= 600 && call.at < 1200)).toBe(true);
    // 300 an hour: five standard deviations are about 87.
    const count = expanded.length - inWindow.length;
    expect(Math.abs(count - 300)).toBeLessThan(87);
  });

  test('no calls at 0 per hour', () => {
    expect(expandCalls(scenarioOf({ arrivals: [{ queue: 'q', perHour: 0 }] }), seededChance(1))).toEqual([]);
  });
});

describe('distributions', () => {
  const mean = (distribution: Distribution): number => {
    const next = generator({ path: '$.x', distribution }, seededChance(4));
    return Array.from({ length: 20_000 }, next).reduce((sum, value) => sum + value, 0) / 20_000;
  };

  test.each<[string, Distribution, number]>([
    ['fixed', { kind: 'fixed', seconds: 7 }, 7],
    ['exponential', { kind: 'exponential', mean: 50 }, 50],
    ['uniform', { kind: 'uniform', from: 10, to: 30 }, 20],
    ['gamma', { kind: 'gamma', shape: 2, scale: 20 }, 40],
    ['gamma of a shape below 1', { kind: 'gamma', shape: 0.755, scale: 100 }, 75.5],
  ])('%s has the mean it says', (_, distribution, expected) => {
    expect(Math.abs(mean(distribution) / expected - 1)).toBeLessThan(0.04);
  });

  test('values are whole milliseconds, 0 or more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 100, noNaN: true }), fc.nat(), (mean, seed) => {
        const value = generator({ path: '$', distribution: { kind: 'exponential', mean } }, seededChance(seed))();
        expect(value).toBeGreaterThanOrEqual(0);
        expect(Math.abs(value * 1000 - Math.round(value * 1000))).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('agents', () => {
  const people = [
    {
      count: 2,
      prefix: 'a',
      template: {
        group: 'g',
        kind: 'inbound',
        wrapUpSeconds: { exponential: 9 },
        offers: ['miss', { answerAfter: 3 }],
      },
    },
  ];
  const [first, second] = scenarioOf({ people }).agents;
  if (first === undefined || second === undefined) throw new Error('two agents were asked for');

  test('draw wrap-up times from a stream of their own, whoever comes first', () => {
    const together = seededChance(1);
    wrapUpTimes(second, together)();
    expect(wrapUpTimes(first, together)()).toBe(wrapUpTimes(first, seededChance(1))());
    expect(wrapUpTimes(first, seededChance(1))()).not.toBe(wrapUpTimes(second, seededChance(1))());
  });

  test('repeat their last offers entry', () => {
    expect([0, 1, 2, 9].map((count) => offerBehaviour(first, count).do)).toEqual([
      'miss',
      'answer',
      'answer',
      'answer',
    ]);
  });
});

test('the customers of a campaign take the same times in whatever order they are dialled', () => {
  const [campaign] = scenarioOf({
    groups: [{ name: 'g', queues: ['q'], campaigns: ['c'] }],
    campaigns: [
      { name: 'c', contacts: 2, pacing: { mode: 'progressive' }, talkSeconds: { exponential: 60 }, ringSeconds: 7 },
    ],
  }).campaigns;
  if (campaign === undefined) throw new Error('a campaign was asked for');
  const once = customerTimes(campaign, seededChance(1));
  const [first, second] = [once.talkSeconds('c-1'), once.talkSeconds('c-2')];
  const again = customerTimes(campaign, seededChance(1));
  expect([again.talkSeconds('c-2'), again.talkSeconds('c-1')]).toEqual([second, first]);
  expect(first).not.toBe(second);
  expect(again.ringSeconds('c-1')).toBe(7);
});
