import * as z from 'zod';
import { moveId } from '../ids';
import { reasonSchema } from '../reasons/reason-schema';
import type { RecordOf } from '../record';
import { moveRules, sides } from '../vocabulary';

/**
 * The last move of an agent as people are shown it, and as it is stored with the agent: why it was decided, and what became of
 * it. Times are ms since the epoch.
 */
export const lastMoveSchema = z.object({
  moveId,
  rule: z.enum(moveRules),
  from: z.enum(sides),
  to: z.enum(sides),
  decidedAt: z.number(),
  because: reasonSchema,
  /** `null`: it is under way. `because`: why it did not come to its end. */
  ended: z
    .object({ how: z.enum(['completed', 'failed', 'cancelled']), at: z.number(), because: reasonSchema.nullable() })
    .nullable(),
});

export type LastMove = RecordOf<typeof lastMoveSchema>;
