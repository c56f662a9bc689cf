import { meanOf, Streams } from '../../../what-if/random/sampler';
import { Stream } from '../../../what-if/random/stream';

const count = 100_000;

const drawn = (next: () => number): number[] => Array.from({ length: count }, next);
const meanOfAll = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a stream gives the numbers of xoshiro128**, two to a value, the same for the same key', () => {
  const stream = new Stream('1/0/arrivals');
  const first = [stream.next(), stream.next(), stream.next()];
  const again = new Stream('1/0/arrivals');
  expect([again.next(), again.next(), again.next()]).toEqual(first);
  expect(new Stream('1/1/arrivals').next()).not.toBe(first[0]);
});

test('numbers are uniform in [0, 1), and two streams are independent', () => {
  const one = drawn(() => 0).map(
    (
      (stream) => () =>
        stream.next()
    )(new Stream('a')),
  );
  const two = drawn(() => 0).map(
    (
      (stream) => () =>
        stream.next()
    )(new Stream('b')),
  );
  expect(Math.min(...one.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...one.slice(0, 50_000))).toBeLessThan(1);
  const tenths = new Array<number>(10).fill(0);
  for (const value of one) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
  const chiSquare = tenths.reduce((sum, found) => sum + (found - count / 10) ** 2 / (count / 10), 0);
  // 99.9 % of a chi-square distribution with 9 degrees of freedom.
  expect(chiSquare).toBeLessThan(27.9);
  const correlation = meanOfAll(one.map((value, index) => (value - 0.5) * ((two[index] ?? 0) - 0.5))) * 12;
  expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count));
});

test.each([
  [{ kind: 'exponential', mean: 300 }, 300 ** 2],
  [{ kind: 'gamma', shape: 0.755, scale: 753.8 }, 0.755 * 753.8 ** 2],
  [{ kind: 'uniform', from: 4, to: 12 }, 64 / 12],
  [{ kind: 'fixed', seconds: 7 }, 0],
] as const)('%j has its mean and variance', (distribution, variance) => {
  const values = drawn(new Streams(1, 0).sampler('x', distribution));
  const mean = meanOf(distribution);
  expect(Math.abs(meanOfAll(values) - mean)).toBeLessThanOrEqual(4 * Math.sqrt(variance / count));
  expect(Math.abs(meanOfAll(values.map((value) => (value - mean) ** 2)) - variance)).toBeLessThanOrEqual(
    0.05 * variance,
  );
});
