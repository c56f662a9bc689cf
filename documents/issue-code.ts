import type * as z from 'zod';
import type { ProblemCode } from './errors/catalogue';

/** Hands the code of a rule of our own to whoever reads the issue; `params` of an issue of kind custom. */
export const withCode = (code: ProblemCode) => ({ code });

/** The code of what a schema found wrong in `document`: that of the rule where it names one, else by the kind of mistake. */
export function codeOf(issue: z.core.$ZodIssue, document: unknown): ProblemCode {
  if (issue.code === 'unrecognized_keys') return 'field.unknown';
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') return issue.params['code'] as ProblemCode;
  return valueAt(document, issue.path) === undefined ? 'field.missing' : 'field.wrong';
}

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Readonly<Record<PropertyKey, unknown>> | null)?.[step], document);
