import type * as z from 'zod';

/**
 * What a schema of a record reads, and nobody changes. The schema stands beside the rules and is also the stored form: what
 * versions before did not write has a default in it.
 */
export type RecordOf<Schema extends z.ZodType> = Unchanging<z.infer<Schema>>;

type Unchanging<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Entry)[]
    ? readonly Unchanging<Entry>[]
    : { readonly [Key in keyof T]: Unchanging<T[Key]> };
