import { blendedQueue, highestThreshold } from '../../../what-if/theory/blended-queue';
import { erlangB, erlangC } from '../../../what-if/theory/erlang';
import {
  queueReferences,
  reserveReferences,
  tetherReferences,
  thresholdReferences,
  triggerReferences,
  unequalReferences,
} from '../../../what-if/theory/reference-values';
import { tetherChain } from '../../../what-if/theory/tether-chain';
import { triggerRates } from '../../../what-if/theory/trigger-rates';
import { unequalRates } from '../../../what-if/theory/unequal-rates';

/** Every value to the digits in which it is given: six decimals, of minutes for some. */
function expectAll(found: object, values: Readonly<Record<string, number>>, within = 5.1e-7): void {
  for (const [name, value] of Object.entries(values)) {
    const ours = (found as Record<string, number>)[name] ?? Number.NaN;
    expect({ name, ours, off: Math.abs(ours - value) > within }).toEqual({ name, ours, off: false });
  }
}

test.each(queueReferences)('$id', ({ id, queue, values }) => {
  expectAll(blendedQueue(queue), values, /^R[1267]$/.test(id) ? 60 * 5.1e-7 : undefined);
});

test('without outbound work and patience it is Erlang C', () => {
  const { waited } = blendedQueue({
    agents: 12,
    load: 8.4,
    serviceSeconds: 120,
    patienceSeconds: null,
    threshold: 0,
    waitSeconds: 20,
  });
  expect(waited).toBeCloseTo(erlangC(12, 8.4), 12);
});

test('with patience as long as service, the number in the system is Poisson', () => {
  const { waited } = blendedQueue({
    agents: 3,
    load: 2,
    serviceSeconds: 60,
    patienceSeconds: 60,
    threshold: 0,
    waitSeconds: 20,
  });
  expect(waited).toBeCloseTo(1 - Math.exp(-2) * (1 + 2 + 2), 12);
});

test('loads of hundreds are within the range of numbers', () => {
  const { waited } = blendedQueue({
    agents: 1000,
    load: 950,
    serviceSeconds: 60,
    patienceSeconds: null,
    threshold: 0,
    waitSeconds: 20,
  });
  expect(waited).toBeCloseTo(erlangC(1000, 950), 10);
});

test.each(thresholdReferences)(
  'the highest threshold of $queue.agents agents at $target is $threshold',
  ({ target, queue, threshold, values }) => {
    const found = highestThreshold(queue, (given) =>
      'serviceLevel' in target
        ? given.serviceLevel >= target.serviceLevel
        : given.meanWaitSeconds <= target.meanWaitSeconds,
    );
    expect(found).toBeCloseTo(threshold, 6);
    expectAll(blendedQueue({ ...queue, threshold: found ?? 0 }), values);
  },
);

test('no threshold meets what no queue without outbound work meets', () => {
  const queue = { agents: 10, load: 9, serviceSeconds: 300, patienceSeconds: null, waitSeconds: 20 };
  expect(highestThreshold(queue, ({ serviceLevel }) => serviceLevel >= 0.99)).toBeNull();
});

test.each(unequalReferences)('$id', ({ queue, values }) => expectAll(unequalRates(queue), values));

test('with equal rates it is the threshold chain', () => {
  const found = unequalRates({
    agents: 10,
    arrivalsPerHour: 60,
    serviceSeconds: 300,
    outboundSeconds: 300,
    threshold: 8,
  });
  const exact = blendedQueue({
    agents: 10,
    load: 5,
    serviceSeconds: 300,
    patienceSeconds: null,
    threshold: 8,
    waitSeconds: 20,
  });
  expect(found.waited).toBeCloseTo(exact.waited, 9);
  expect(found.outboundPerHour).toBeCloseTo(exact.outboundPerHour, 7);
});

test.each(tetherReferences)('$id', ({ chain, values }) => expectAll(tetherChain(chain), values));

test.each(triggerReferences)('$id', ({ agents, load, values }) =>
  expectAll(triggerRates(agents, load, 300, 20, 60), values),
);

test.each([...reserveReferences.waited])('agents kept back of 100 at a load of %i', (load, waited) => {
  for (const [index, kept] of reserveReferences.kept.entries()) {
    const found = blendedQueue({
      agents: 100,
      load,
      serviceSeconds: 300,
      patienceSeconds: null,
      threshold: 100 - kept,
      waitSeconds: 20,
    });
    expect(Math.abs(found.waited - (waited[index] ?? Number.NaN))).toBeLessThan(5.1e-7);
  }
});

test.each([
  [5, 1.875206],
  [50, 41.932747],
  [1000, 1008.138586],
])('Erlang B: %i agents lose 3 %% at a load of %f', (agents, load) => {
  expect(erlangB(agents, load)).toBeCloseTo(0.03, 7);
});
