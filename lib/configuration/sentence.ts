import type * as z from 'zod';

/** What is wrong with one value and what would be right; rules that word their own message never come here. */
export const sentence = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing; give ${article(issue.expected)}`
        : `is ${quoted(issue.input)}; it must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `is ${issue.input === undefined ? 'missing' : quoted(issue.input)}; it must be ${issue.values.map((value) => quoted(value)).join(' or ')}`;
    case 'invalid_union':
      return undecided(issue) ?? `is ${quoted(issue.input)}, which is none of the shapes this field may have`;
    case 'unrecognized_keys':
      return `has ${issue.keys.length > 1 ? 'fields' : 'a field'} nobody reads: ${issue.keys.join(', ')}; remove or correct`;
    case 'too_small':
      return `is too ${issue.origin === 'number' ? 'low' : 'short'}; at least ${issue.minimum}`;
    case 'too_big':
      return `is too ${issue.origin === 'number' ? 'high' : 'long'}; at most ${issue.maximum}`;
    case 'invalid_key':
      return `has a key that is not allowed: ${quoted(issue.input)}`;
    default:
      return undefined;
  }
};

/** A field such as `owner` decides which other fields there are; it holds none of its values. */
const undecided = (issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string | undefined => {
  const { discriminator, options, input } = issue as {
    discriminator?: string;
    options?: readonly unknown[];
    input: unknown;
  };
  if (discriminator === undefined || options === undefined || typeof input !== 'object' || input === null)
    return undefined;
  const given: unknown = Reflect.get(input, discriminator);
  const now = typeof given === 'string' ? olderWords.get(given) : undefined;
  if (now !== undefined && options.includes(now))
    return `is ${quoted(given)}, an older word for it; write ${quoted(now)}`;
  return `is ${given === undefined ? 'missing' : quoted(given)}; it must be ${options.map(quoted).join(' or ')}`;
};

/** Values of `owner` in environment files of earlier versions, and what each is called now. */
const olderWords = new Map([
  ['brought', 'existing'],
  ['ours', 'managed'],
]);

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const quoted = (value: unknown): string => {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 80 ? `${written.slice(0, 77)}...` : written;
};
