import { ConnectRefusalError } from '../../../adapters/connect/operations';
import { seededChance } from '../../../local/clock/chance';
import { EventClock } from '../../../local/clock/event-clock';
import { calm } from '../../../local/conditions';
import { type Carriers, carriers } from '../../../local/simulate/deliveries';
import { FunctionErrors } from '../../../local/simulate/function-errors';
import { KilledError } from '../../../local/simulate/mortal-ports';

const throttled = new ConnectRefusalError('DescribeContact', 'throttled', { cause: new Error('too many') });
const refused = new ConnectRefusalError('DescribeContact', 'invalid', { cause: new Error('no such field') });
const killed = new KilledError('contact-events');
const mistake = new TypeError('x is not a function');

/** Delivers one item at once; each attempt meets the next of `errors`, the last again and again. Answers when it was tried. */
async function attempts(
  deliver: (carry: Carriers, run: () => Promise<void>) => void,
  ...errors: readonly (Error | null)[]
): Promise<{ readonly at: readonly number[]; readonly failures: readonly string[] }> {
  const clock = new EventClock(0);
  const failures: string[] = [];
  const at: number[] = [];
  const carry = carriers({
    ...{ scheduler: clock, chance: seededChance(1), conditions: calm },
    errors: new FunctionErrors((message) => failures.push(message)),
  });
  deliver(carry, async () => {
    at.push(clock.now() / 1000);
    const error = errors[Math.min(at.length, errors.length) - 1];
    if (error) throw error;
  });
  await clock.run(1_000_000);
  return { at, failures };
}

const settings = { visibilityTimeoutSeconds: 30, maxReceiveCount: 3 };
const ways: Readonly<Record<string, (carry: Carriers, run: () => Promise<void>) => void>> = {
  stream: (carry, run) =>
    carry.stream('agent-events', { lanes: 1, batchSize: 100, maximumRetryAttempts: 3 }, run)('ana', {}),
  event: (carry, run) => carry.events('contact-events', { stream: null, hop: 'eventbridge' }, run)({}),
  queue: (carry, run) =>
    carry.queue('timers', settings, async () => {
      await run();
      return 'done';
    })({}, 0),
  fifo: (carry, run) =>
    carry.fifo('rebalance', settings, async () => {
      await run();
      return 'done';
    })({}, 'g', 0),
};
const again: Readonly<Record<string, readonly number[]>> = {
  stream: [0, 1, 2, 3],
  event: [0, 60, 180],
  queue: [0, 30, 60],
  fifo: [0, 30, 60],
};

describe.each(Object.keys(ways))('a function that is fed by a %s', (way) => {
  const deliver = ways[way] as (typeof ways)[string];
  const often = again[way] ?? [];

  test.each([
    ['throttled', throttled],
    ['killed', killed],
  ])('and was %s is tried again, as often as AWS would, and nothing is said', async (_, error) => {
    expect(await attempts(deliver, error)).toEqual({ at: often, failures: [] });
    expect(await attempts(deliver, error, null)).toEqual({ at: often.slice(0, 2), failures: [] });
  });

  test('and has a mistake in it is tried again, and told of', async () => {
    const { at, failures } = await attempts(deliver, mistake, null);
    expect(at).toEqual(often.slice(0, 2));
    expect(failures).toEqual([expect.stringMatching(/^function [a-z-]+ failed: TypeError: x is not a function$/)]);
  });

  test('and whose call Connect calls invalid is told of where nobody but Lambda sees the error', async () => {
    expect((await attempts(deliver, refused, null)).failures).toHaveLength(way === 'event' ? 1 : 0);
  });
});

test('what fails holds back what comes after it in its lane, and is given up after its attempts', async () => {
  const clock = new EventClock(0);
  const taken: string[] = [];
  const carry = carriers({
    ...{ scheduler: clock, chance: seededChance(1), conditions: calm },
    errors: new FunctionErrors(() => {}),
  });
  const put = carry.stream('agent-events', { lanes: 1, batchSize: 100, maximumRetryAttempts: 2 }, async (item) => {
    if (item === 'bad') throw throttled;
    taken.push(`${clock.now() / 1000} ${item}`);
  });
  put('ana', 'bad');
  put('ana', 'good');
  await clock.run(60_000);
  expect(taken).toEqual(['3 good']);
});
