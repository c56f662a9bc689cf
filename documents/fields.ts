import * as z from 'zod';
import { codeOf, withCode } from './issue-code';
import { mustBe, quote, suggestion } from './problems';
import { isRecord } from './raw-document';

/**
 * The pieces the scenario format is made of. Each piece reports one sentence per mistake (`what is wrong; what would be
 * right`), so that the reader of a file never meets a validator's own words.
 */

/** A value told right from wrong by `accepts`; `right` finishes the sentence "it must be ...". */
export const leaf = <T>(accepts: (value: unknown) => boolean, right: string) =>
  z.custom<T>(accepts, { error: (issue) => mustBe(issue.input, right) });

/** An object with exactly these fields; a field nobody knows is named, with the nearest known one. */
export const fields = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `unknown field ${quote(key)}${suggestion(key, Object.keys(shape))}`).join('\n')
        : mustBe(issue.input, `an object with fields from ${Object.keys(shape).join(', ')}`),
  });

/** A list of `element`; `what` names the elements in the plural. */
export const listOf = <E extends z.core.$ZodType>(element: E, what: string) =>
  z.array(element, { error: (issue) => mustBe(issue.input, `a list of ${what}`) });

const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A finite number in [min, max]. */
export const numberIn = (min: number, max: number, what: string) =>
  leaf<number>((value) => finite(value) && value >= min && value <= max, what);

/** A whole number in [min, max]. */
export const wholeIn = (min: number, max: number, what: string) =>
  leaf<number>((value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max, what);

/** Thirty thousand years: beyond every run, and a clock still counts so far. */
export const mostSeconds = 1e12;

/** Seconds, 0 or more. */
export const seconds = numberIn(0, mostSeconds, `a number of seconds, 0 or more and at most ${mostSeconds}`);

export const probability = numberIn(0, 1, 'a probability from 0 to 1');

export const namePattern = /^[a-z][a-z0-9-]{0,31}$/;
/** A name of a scenario (docs/scenarios.md#names). */
export const name = leaf<string>(
  (value) => typeof value === 'string' && namePattern.test(value),
  'a name of 1 to 32 lower-case letters, digits and hyphens that starts with a letter',
);

export const oneOf = <C extends readonly string[]>(...choices: C) =>
  leaf<C[number]>(
    (value) => typeof value === 'string' && choices.includes(value),
    choices.map((choice) => JSON.stringify(choice)).join(' or '),
  );

/**
 * Exactly one of several one-field objects, or one of several words: `{ "answerAfter": 3 }`, `"miss"`. `right` finishes
 * "it must be ..." when the value is neither.
 */
export function keyed<S extends Readonly<Record<string, z.ZodType>>, W extends string>(
  shapes: S,
  words: readonly W[],
  right: string,
) {
  return z.unknown().transform((value, context): { [K in keyof S]: { kind: K; value: z.infer<S[K]> } }[keyof S] | W => {
    if (typeof value === 'string' && (words as readonly string[]).includes(value)) return value as W;
    const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
    const [entry] = entries;
    const shape = entry === undefined || !Object.hasOwn(shapes, entry[0]) ? undefined : shapes[entry[0]];
    if (entry === undefined || entries.length !== 1 || shape === undefined) {
      context.addIssue({ code: 'custom', message: mustBe(value, right) });
      return z.NEVER;
    }
    const read = shape.safeParse(entry[1]);
    if (read.success) return { kind: entry[0], value: read.data } as never;
    for (const issue of read.error.issues) {
      const params = withCode(codeOf(issue, entry[1]));
      context.addIssue({ code: 'custom', path: [entry[0], ...issue.path], message: issue.message, params });
    }
    return z.NEVER;
  });
}

/**
 * One of several objects, told apart by the word in one of their fields: `{ "mode": "preview", "seconds": 20 }`. Which other
 * fields there may be depends on it. `right` finishes "it must be ..." when the word is none of them.
 */
export function chosenBy<S extends Readonly<Record<string, z.ZodType>>>(field: string, shapes: S, right: string) {
  return z.unknown().transform((value, context): z.output<S[keyof S]> => {
    const report = (message: string, path: readonly PropertyKey[] = [], params = {}) => {
      context.addIssue({ code: 'custom', path: [...path], message, params });
      return z.NEVER;
    };
    if (!isRecord(value)) return report(mustBe(value, `an object with the field ${field}`));
    const word = value[field];
    const shape = typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
    if (shape === undefined) return report(mustBe(word, right), [field]);
    const read = shape.safeParse(value);
    if (read.success) return read.data as z.output<S[keyof S]>;
    for (const issue of read.error.issues) report(issue.message, issue.path, withCode(codeOf(issue, value)));
    return z.NEVER;
  });
}
