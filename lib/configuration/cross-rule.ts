import type * as z from 'zod';

/** A problem with values that are each right but do not fit together. */
export interface CrossProblem {
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
    return [{ path, message: `${what} ${JSON.stringify(value)} was given before; each may occur once` }];
  });
};

/** The parts of an ARN between colons, from 0: 3 is the Region, 4 the account. */
export const arnPart = (arn: string, index: number): string | undefined => arn.split(':')[index];
