import { seededChance } from '../../../clock/chance';
import { RefusedError } from '../../../documents/told';
import { conditionsOf } from '../../../simulator/faults/conditions-of';
import { worldSwitches } from '../../../simulator/faults/world-switches';
import { readScenario } from '../../../simulator/scenario/read-scenario';

function world(faults: readonly object[], more: object = {}) {
  const answer = readScenario(
    's.json',
    JSON.stringify({ name: 's', durationSeconds: 100, groups: [{ name: 'g', queues: ['q'] }], faults, ...more }),
  );
  if (!answer.ok) throw new RefusedError(answer.problems);
  const { scenario } = answer;
  let seconds = 0;
  const killed: string[] = [];
  const clock = { now: () => scenario.startMs + seconds * 1000 };
  const conditions = conditionsOf(scenario, clock, seededChance(1), { killed: (name) => killed.push(name) });
  return { conditions, scenario, killed, at: (t: number) => (seconds = t) };
}
const many = <T>(ask: () => T): readonly T[] => Array.from({ length: 2000 }, ask);

describe('without latency and faults', () => {
  test('everything comes once and at once, and nobody dies', () => {
    const { conditions } = world([]);
    expect(conditions.hopDelayMs('kinesis')).toBe(0);
    expect(conditions.deliveries('contact-events')).toEqual([0]);
    expect(conditions.kill('plan-offer')).toBeNull();
    expect(conditions.indexStalenessMs()).toBe(0);
  });
});

test('typical latency has the measured median and never exceeds the 99th percentile', () => {
  const { conditions } = world([], { latency: 'typical' });
  const delays = [...many(() => conditions.hopDelayMs('kinesis'))].sort((a, b) => a - b);
  expect(Math.abs((delays[1000] ?? 0) / 627 - 1)).toBeLessThan(0.05);
  expect(delays.at(-1)).toBe(1580);
  expect(delays.every(Number.isInteger)).toBe(true);
});

describe('faults act only within their window', () => {
  test.each([
    [9.999, true],
    [10, false],
    [19.999, false],
    [20, true],
  ])('at %d s an event comes: %s', (t, comes) => {
    const { conditions, at } = world([{ kind: 'lose-contact-events', at: 10, forSeconds: 10, probability: 1 }]);
    at(t);
    expect(conditions.deliveries('contact-events')).toEqual(comes ? [0] : []);
  });
});

describe('events', () => {
  test('each stream loses only its own', () => {
    const { conditions } = world([{ kind: 'lose-agent-events', probability: 1 }]);
    expect(conditions.deliveries('agent-events')).toEqual([]);
    expect(conditions.deliveries('contact-events')).toEqual([0]);
    expect(conditions.deliveries('bus')).toEqual([0]);
  });

  test('duplicates come as often as said', () => {
    const { conditions } = world([{ kind: 'duplicate-events', probability: 0.3 }]);
    const twice = many(() => conditions.deliveries('bus')).filter((delays) => delays.length === 2).length;
    expect(twice).toBeGreaterThan(500);
    expect(twice).toBeLessThan(700);
  });

  test('only contact and bus events are held up, at most as long as said', () => {
    const { conditions } = world([{ kind: 'reorder-events', maxDelaySeconds: 3 }]);
    expect(many(() => conditions.deliveries('agent-events')).every(([delay]) => delay === 0)).toBe(true);
    const delays = many(() => conditions.deliveries('contact-events')[0] ?? -1);
    expect(Math.max(...delays)).toBeLessThanOrEqual(3000);
    expect(Math.max(...delays)).toBeGreaterThan(2500);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
  });
});

describe('lambda-crash', () => {
  test('strikes the named function only, before or after the effect, and says so', () => {
    const { conditions, killed } = world([{ kind: 'lambda-crash', function: 'timers', probability: 1 }]);
    expect(conditions.kill('plan-offer')).toBeNull();
    expect(new Set(many(() => conditions.kill('timers')))).toEqual(new Set(['before', 'after']));
    expect(killed).toHaveLength(2000);
    expect(new Set(killed)).toEqual(new Set(['timers']));
  });

  test('strikes as often as said', () => {
    const { conditions } = world([{ kind: 'lambda-crash', function: 'timers', probability: 0.1 }]);
    const deaths = many(() => conditions.kill('timers')).filter((side) => side !== null).length;
    expect(deaths).toBeGreaterThan(130);
    expect(deaths).toBeLessThan(270);
  });
});

test('commands come twice as often as said, and only while the fault lasts', () => {
  const { conditions, at } = world([{ kind: 'duplicate-commands', probability: 0.3, at: 10, forSeconds: 10 }]);
  expect(conditions.duplicates('campaign-commands')).toBe(false);
  at(10);
  const twice = many(() => conditions.duplicates('campaign-commands')).filter(Boolean).length;
  expect(twice).toBeGreaterThan(500);
  expect(twice).toBeLessThan(700);
});

test('a stale index lags at most as long as said', () => {
  const { conditions } = world([{ kind: 'stale-index', maxDelaySeconds: 2 }]);
  const lags = many(() => conditions.indexStalenessMs());
  expect(Math.max(...lags)).toBeLessThanOrEqual(2000);
  expect(Math.max(...lags)).toBeGreaterThan(1500);
});

test('throttling and closed hours are switches in order of time, overlapping windows one', () => {
  const { scenario } = world(
    [
      { kind: 'connect-throttle', at: 10, forSeconds: 10 },
      { kind: 'connect-throttle', at: 15, forSeconds: 10 },
    ],
    {
      groups: [
        {
          name: 'g',
          queues: ['q'],
          closed: [
            [20, 30],
            [30, 40],
          ],
        },
      ],
    },
  );
  expect(worldSwitches(scenario)).toEqual([
    { at: 10, kind: 'throttled', on: true },
    { at: 20, kind: 'closed', queue: 'q', on: true },
    { at: 25, kind: 'throttled', on: false },
    { at: 40, kind: 'closed', queue: 'q', on: false },
  ]);
});

describe('what befalls the Campaign Manager and tethers', () => {
  const agents = ['ana', 'ben'].map((username) => ({ username, group: 'g', kind: 'blended' }));
  const switches = (...faults: readonly object[]) => worldSwitches(world(faults, { agents }).scenario);

  test('goes on and off, each agent apart', () => {
    expect(
      switches(
        { kind: 'campaign-manager-down', at: 30, forSeconds: 20 },
        { kind: 'tether-drop', agent: 'ana', at: 5, forSeconds: 10 },
        { kind: 'tether-drop', agent: 'ben', at: 8, forSeconds: 2 },
        { kind: 'tether-drop', agent: 'ana', at: 15, forSeconds: 5 },
        { kind: 'tether-unmapped', agent: 'ana', at: 1, forSeconds: 1 },
        { kind: 'tether-unanswered', agent: 'ana', at: 90 },
      ),
    ).toEqual([
      { at: 1, kind: 'tether-unmapped', agent: 'ana', on: true },
      { at: 2, kind: 'tether-unmapped', agent: 'ana', on: false },
      { at: 5, kind: 'tether-drop', agent: 'ana', on: true },
      { at: 8, kind: 'tether-drop', agent: 'ben', on: true },
      { at: 10, kind: 'tether-drop', agent: 'ben', on: false },
      { at: 20, kind: 'tether-drop', agent: 'ana', on: false },
      { at: 30, kind: 'campaign-manager-down', on: true },
      { at: 50, kind: 'campaign-manager-down', on: false },
      { at: 90, kind: 'tether-unanswered', agent: 'ana', on: true },
      { at: 100, kind: 'tether-unanswered', agent: 'ana', on: false },
    ]);
  });

  test('of several delays the longest counts', () => {
    const slow = (delaySeconds: number, at: number, forSeconds: number) => ({
      kind: 'campaign-manager-slow',
      delaySeconds,
      at,
      forSeconds,
    });
    expect(switches(slow(2, 10, 20), slow(5, 20, 5), slow(1, 40, 5))).toEqual([
      { at: 10, kind: 'campaign-manager-slow', delaySeconds: 2 },
      { at: 20, kind: 'campaign-manager-slow', delaySeconds: 5 },
      { at: 25, kind: 'campaign-manager-slow', delaySeconds: 2 },
      { at: 30, kind: 'campaign-manager-slow', delaySeconds: null },
      { at: 40, kind: 'campaign-manager-slow', delaySeconds: 1 },
      { at: 45, kind: 'campaign-manager-slow', delaySeconds: null },
    ]);
  });
});
