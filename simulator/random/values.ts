import fc from 'fast-check';

/** The small pieces of random scenarios, as a scenario file writes them. */

/** Part of a scenario file. */
export type Json = Readonly<Record<string, unknown>>;

/** Seconds from `from` to `to`, in steps of `step`. */
export const secondsIn = (from: number, to: number, step = 0.1): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(from / step), max: Math.floor(to / step) }).map((steps) => thousandths(steps * step));

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** Every form of a time in docs/scenarios.md#times, mostly around `mean` seconds. */
export const timesAround = (mean: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: secondsIn(0, 2 * mean) },
    { weight: 2, arbitrary: secondsIn(mean / 10, 2 * mean).map((exponential) => ({ exponential })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 40 }), secondsIn(0.1, mean))
        .map(([tenths, scale]) => ({ gamma: { shape: tenths / 10, scale } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(secondsIn(0, mean), secondsIn(0, mean))
        .map(([from, width]) => ({ uniform: [from, thousandths(from + width)] })),
    },
  );

/** Up to `most` of them, every length as likely as another. */
export const upTo = <T>(most: number, element: fc.Arbitrary<T>, least = 0): fc.Arbitrary<T[]> =>
  fc.array(element, { minLength: least, maxLength: most, size: 'max' });

/** Often as many as there may be. */
export const many = <T>(most: number, element: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  upTo(Math.ceil(1.5 * most), element).map((elements) => elements.slice(0, most));

/** Left out of the file in so many of ten. Shrinks towards left out. */
export const oftenLeftOut = <T>(element: fc.Arbitrary<T>, ofTen = 5): fc.Arbitrary<T | undefined> =>
  fc.option(element, { nil: undefined, freq: Math.max(1, Math.round((10 - ofTen) / Math.max(1, ofTen))) });

/** Without the fields that are left out. */
export const present = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** One of several, by a number of any size: what refers to others goes on referring to one while the file shrinks. */
export const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)];

/** Of one of several things, taken modulo their number. */
export const index: fc.Arbitrary<number> = fc.nat({ max: 999 });
