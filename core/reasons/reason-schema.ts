import * as z from 'zod';
import type { Reason } from './reason';

const figure = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const codeAndFigures = z.object({ code: z.string(), figures: z.record(z.string(), figure) });

/**
 * A reason as it is stored and sent. Which figures belong to its code is settled by the type it was written with. A code that only
 * another version knows is read, too: a record must stay readable after a deploy is rolled back; nobody has a sentence for it.
 */
export const reasonSchema = z.custom<Reason>((value) => codeAndFigures.safeParse(value).success, {
  error: () => 'is no reason: it has a code and figures',
});
