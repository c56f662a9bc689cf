import fc from 'fast-check';
import { allowedPatternOf, descriptionOf, patternOfRange } from '../../adapters/aws/threshold-pattern';
import {
  parseThreshold,
  type ThresholdDefinition,
  thresholdDefinitions,
  thresholdNames,
} from '../../core/thresholds/thresholds';

const definitionOf = (name: (typeof thresholdNames)[number]): ThresholdDefinition => thresholdDefinitions[name];
const wholeNames = thresholdNames.filter((name) => definitionOf(name).kind === 'whole');
const otherNames = thresholdNames.filter((name) => definitionOf(name).kind !== 'whole');

describe('the AllowedPattern', () => {
  it.each(wholeNames)('of %s matches exactly the numbers of its range', (name) => {
    const definition = definitionOf(name);
    if (definition.kind !== 'whole') throw new Error(`${name} is no whole number`);
    const pattern = new RegExp(allowedPatternOf(name));
    const wrong: number[] = [];
    const numbersToTry = Math.min(definition.max * 11, 1_200_000);
    for (let value = 0; value <= numbersToTry; value++) {
      const inside = value >= definition.min && value <= definition.max;
      if (pattern.test(String(value)) !== inside) wrong.push(value);
    }
    expect(wrong).toEqual([]);
  });

  it.each([31, 32])('of any range matches exactly its numbers (seed %i)', (seed) => {
    const bounds = fc
      .tuple(fc.nat(120_000), fc.nat(120_000))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(bounds, fc.array(fc.nat(1_300_000), { minLength: 50 }), ([min, max], values) => {
        const pattern = new RegExp(`^${patternOfRange(min, max)}$`);
        const misjudged = [...values, min, max, min - 1, max + 1, 0].filter(
          (value) => pattern.test(String(value)) !== (value >= min && value <= max),
        );
        expect(misjudged).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });

  it.each(otherNames)('of %s matches what is read as a value', (name) => {
    const pattern = new RegExp(allowedPatternOf(name));
    for (const text of ['true', 'false', 'not-ready', 'available', 'True', 'yes', '', 'truefalse', ' true', '1']) {
      expect([text, pattern.test(text)]).toEqual([text, 'value' in parseThreshold(name, text)]);
    }
  });

  it.each(thresholdNames)('of %s fits into Parameter Store, takes the default and nothing odd', (name) => {
    const text = allowedPatternOf(name);
    expect(text.length).toBeLessThanOrEqual(1_024);
    const pattern = new RegExp(text);
    expect(pattern.test(String(thresholdDefinitions[name].default))).toBe(true);
    for (const odd of ['', ' ', '-1', '1.5', '030', '1e3', 'x', '٣٠'])
      expect([odd, pattern.test(odd)]).toEqual([odd, false]);
  });

  it('comes with words for the admin', () => {
    expect(descriptionOf('offer/seconds')).toBe('a whole number from 22 to 120; default 30');
    expect(descriptionOf('offer/after-miss')).toBe('not-ready or available; default not-ready');
    expect(descriptionOf('offer/enabled')).toBe('true or false; default true');
  });
});
