import * as z from 'zod';
import { reasonCodes } from './english';
import type { Reason } from './reason';

const figure = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const codeAndFigures = z.object({ code: z.enum(reasonCodes), figures: z.record(z.string(), figure) });

/**
 * A reason as it is stored and sent. Its code is one of ours; which figures belong to it is settled by the type it was written
 * with. Unreadable: one with a code that only another version knows.
 */
export const reasonSchema = z.custom<Reason>((value) => codeAndFigures.safeParse(value).success, {
  error: () => 'is no reason this version knows',
});
