import type * as z from 'zod';
import type { ProblemCode } from '../../documents/errors/catalogue';

/** A problem with values that are each right but do not fit together. */
export interface CrossProblem {
  readonly code: ProblemCode;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Rules over several fields. Each names the parts it needs and is judged whenever those can be read, so that a mistake
 * elsewhere in the file does not hide a contradiction here.
 */
export interface CrossRule {
  judge(written: unknown): readonly CrossProblem[];
}

/** A rule about fields that are far apart; where any of them is missing or of another form, it says nothing: the schema does. */
export const rule = <Parts>(needs: z.ZodType<Parts>, judge: (parts: Parts) => readonly CrossProblem[]): CrossRule => ({
  judge: (written) => {
    const parts = needs.safeParse(written);
    return parts.success ? judge(parts.data) : [];
  },
});

/** All but the first of those with the same value. */
export const repeated = (
  found: readonly { readonly value: string; readonly path: readonly PropertyKey[] }[],
  what: string,
) => {
  const first = new Map<string, readonly PropertyKey[]>();
  return found.flatMap(({ value, path }): CrossProblem[] => {
    if (!first.has(value)) {
      first.set(value, path);
      return [];
    }
    return [
      { code: 'name.taken', path, message: `${what} ${JSON.stringify(value)} was given before; each may occur once` },
    ];
  });
};

/** The parts of an ARN between colons, from 0: 3 is the Region, 4 the account. */
export const arnPart = (arn: string, index: number): string | undefined => arn.split(':')[index];

/** Every string of a value, however deep, with where it stands. */
export function stringsIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): { readonly value: string; readonly path: readonly PropertyKey[] }[] {
  if (typeof value === 'string') return [{ value, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => stringsIn(item, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => stringsIn(item, [...path, key]));
  }
  return [];
}

/** Those that are ARNs. */
export const arnsIn = (value: unknown) => stringsIn(value).filter((found) => found.value.startsWith('arn:'));
