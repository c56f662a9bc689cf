import { ConnectRefusalError } from '../../../adapters/connect/operations';
import { seededChance } from '../../../clock/chance';
import { EventClock } from '../../../clock/event-clock';
import { takeInOrder } from '../../../core/events/take-in-order';
import { type Carriers, carriers } from '../../../simulator/in-process/deliveries';
import type { streamBatch } from '../../../simulator/in-process/event-shapes';
import { FunctionErrors } from '../../../simulator/in-process/function-errors';
import { KilledError } from '../../../simulator/in-process/mortal-ports';
import { calm } from '../../../simulator/platform/conditions';

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

const streamSettings = { lanes: 1, batchSize: 100, maximumRetryAttempts: 3 };
const settings = { visibilityTimeoutSeconds: 30, maxReceiveCount: 3 };
const ways: Readonly<Record<string, (carry: Carriers, run: () => Promise<void>) => void>> = {
  stream: (carry, run) =>
    carry.stream('agent-events', streamSettings, async () => {
      await run();
      return { batchItemFailures: [] };
    })('ana', {}),
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

/** A stream with one lane, whose items are taken in unless `fate` of them says otherwise; what became of them and when, seconds. */
async function streamed(
  items: readonly string[],
  fate: (item: string, attempt: number) => Error | null,
  queue: { readonly refuses: Error | null; readonly maximumRetryAttempts?: number } = { refuses: null },
): Promise<readonly string[]> {
  const clock = new EventClock(0);
  const told: string[] = [];
  const attemptsOf = new Map<string, number>();
  const carry = carriers({
    ...{ scheduler: clock, chance: seededChance(1), conditions: calm },
    errors: new FunctionErrors(() => {}),
  });
  const put = carry.stream(
    'agent-events',
    { ...streamSettings, maximumRetryAttempts: queue.maximumRetryAttempts ?? 20 },
    async (event) => {
      const records = (event as ReturnType<typeof streamBatch>).Records.map(({ kinesis }) => ({
        key: kinesis.partitionKey,
        arrivedAt: kinesis.approximateArrivalTimestamp * 1000,
        sequence: kinesis.sequenceNumber,
        item: String(JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'))),
      }));
      type Taken = (typeof records)[number];
      const tried = (act: (item: string) => void) => async (record: Taken) => {
        try {
          act(record.item);
          return true;
        } catch (error) {
          if (error instanceof KilledError) throw error;
          return false;
        }
      };
      const takeIn = tried((item) => {
        const attempt = (attemptsOf.get(item) ?? 0) + 1;
        attemptsOf.set(item, attempt);
        const error = fate(item, attempt);
        if (error) throw error;
        told.push(`${clock.now() / 1000} ${item}`);
      });
      const handOver = tried((item) => {
        if (queue.refuses) throw queue.refuses;
        told.push(`${clock.now() / 1000} ${item} handed over`);
      });
      const from = await takeInOrder({ clock, takeIn, handOver }, records);
      const first = from === null ? undefined : records[from];
      return { batchItemFailures: first ? [{ itemIdentifier: first.sequence }] : [] };
    },
  );
  for (const item of items) put(item.split('-')[0] ?? item, item);
  await clock.run(60_000);
  return told;
}

describe('a record of the stream that', () => {
  test('fails is tried for three seconds, holds back its own agent, and goes to the queue', async () => {
    const told = await streamed(['ana-1', 'ana-2', 'bo-1'], (item) => (item === 'ana-1' ? throttled : null));
    expect([...new Set(told)]).toEqual([
      ...['0 bo-1', '1 bo-1', '2 bo-1'],
      ...['3 ana-1 handed over', '3 ana-2 handed over', '3 bo-1'],
    ]);
  });

  test('fails, and that the queue does not take, is given up after its attempts', async () => {
    const told = await streamed(['ana-1', 'ana-2'], (item) => (item === 'ana-1' ? throttled : null), {
      refuses: throttled,
      maximumRetryAttempts: 5,
    });
    expect(told).toEqual(['6 ana-2']);
  });

  test('kills the function is alone in the end, and is given up after its attempts', async () => {
    const told = await streamed(['ana-1', 'bo-1', 'cy-1', 'di-1'], (item) => (item === 'bo-1' ? killed : null));
    // Until it is alone, the whole batch comes again: nobody was there to say what was done.
    expect(told).toEqual(['0 ana-1', '1 ana-1', '2 ana-1', '23 cy-1', '23 di-1']);
  });

  test('kills the function once comes again with its whole batch', async () => {
    const told = await streamed(['ana-1', 'bo-1', 'cy-1'], (item, attempt) =>
      item === 'bo-1' && attempt === 1 ? killed : null,
    );
    expect(told).toEqual(['0 ana-1', '1 ana-1', '1 bo-1', '1 cy-1']);
  });
});
