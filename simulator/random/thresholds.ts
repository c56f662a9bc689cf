import fc from 'fast-check';
import {
  parseThresholds,
  type ThresholdDefinition,
  type ThresholdName,
  thresholdDefinitions,
  thresholdNames,
} from '../../core/thresholds/thresholds';
import { type Json, upTo } from './values';

/** A value in the threshold's range; of wide ranges mostly the part where things happen within a run. */
const valuesOf = (definition: ThresholdDefinition): fc.Arbitrary<unknown> => {
  switch (definition.kind) {
    case 'boolean':
      return fc.oneof(
        { weight: 3, arbitrary: fc.constant(definition.default) },
        { weight: 1, arbitrary: fc.boolean() },
      );
    case 'choice':
      return fc.constantFrom(...definition.choices);
    case 'whole': {
      const { min, max } = definition;
      const usual = Math.min(max, Math.max(min + 3, 3 * definition.default));
      return fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min, max: usual }) },
        { weight: 1, arbitrary: fc.constant(min) },
      );
    }
  }
};

const one: fc.Arbitrary<readonly [ThresholdName, unknown]> = fc
  // A group that is only observed cannot be judged by the invariants of a random run.
  .constantFrom(...thresholdNames.filter((name) => name !== 'rollout/mode'))
  .chain((name) => valuesOf(thresholdDefinitions[name]).map((value) => [name, value] as const));

/** A set that contradicts itself loses what it contradicts itself in. */
const consistent = (given: readonly (readonly [ThresholdName, unknown])[]): Json => {
  const kept = new Map<string, unknown>(given);
  for (;;) {
    const parsed = parseThresholds(Object.fromEntries([...kept].map(([name, value]) => [name, String(value)])));
    if (parsed.ok) return Object.fromEntries(kept);
    const wrong = parsed.problems.flatMap(({ message }) => [...kept.keys()].filter((name) => message.includes(name)));
    for (const name of wrong) kept.delete(name);
  }
};

/** A group's own thresholds. */
export const thresholds: fc.Arbitrary<Json> = upTo(8, one).map(consistent);

/** Values by which agents cross, and callers reach their limits, within seconds. */
const dense: readonly (readonly [ThresholdName, readonly unknown[]])[] = [
  ['offer/seconds', [22, 25, 30]],
  ['offer/advance-on-miss', [true, false]],
  ['offer/after-miss', ['available', 'not-ready']],
  ['offer/after-decline', ['available', 'not-ready']],
  ['queue/max-wait-seconds', [60, 120]],
  ['blend-to-inbound/wait-seconds', [0, 1, 5, 20]],
  ['blend-to-outbound/idle-seconds', [0, 5, 30]],
  ['blend-to-outbound/min-idle-inbound-agents', [0, 1]],
  ['side/dwell-seconds', [0, 5, 30]],
  ['blend/moves-per-decision', [1, 5, 20]],
];
const oneDense = fc
  .constantFrom(...dense)
  .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const));

/** Values at which agents are moved and asked every few seconds. */
export const denseThresholds: fc.Arbitrary<Json> = upTo(8, oneDense, 2).map(consistent);

/** Changes while the run goes on, most of them to such values. */
export const denseEdits: fc.Arbitrary<Json> = upTo(3, fc.oneof(oneDense, one), 1).map((given) =>
  Object.fromEntries(given),
);

/** What an admin sets while the run goes on: now and then nonsense. */
export const thresholdEdits: fc.Arbitrary<Json> = fc
  .tuple(upTo(3, one, 1), fc.nat({ max: 9 }))
  .map(([given, chance]) => ({
    ...Object.fromEntries(given),
    ...(chance === 9 ? { 'offer/seconds': 'soon' } : {}),
  }));
