import * as z from 'zod';
import { type RequiredProficiency, requiredProficiencySchema } from '../group/proficiency';
import { agentId } from '../ids';
import type { RecordOf } from '../record';

/**
 * Whom a step of a call's routing criteria is for (docs/amazon-connect.md#routing-criteria). `agents`: held for these, 1 to 10, even
 * if they are busy. `hold`: requires an attribute that no user carries, so nobody rings. `anyone`: whoever serves the queue and
 * meets the required proficiencies.
 */
export const criteriaForSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agents'), agentIds: z.array(agentId) }),
  z.object({ kind: z.literal('hold') }),
  z.object({ kind: z.literal('anyone'), required: z.array(requiredProficiencySchema) }),
]);

/** Whom Connect may ring, and for how many seconds before the next step; `null`: without end. */
export const criteriaStepSchema = z.object({
  who: criteriaForSchema,
  /** Whole seconds, at least 1; `null` never expires and is only found on the last step. */
  seconds: z.number().nullable(),
});
export type CriteriaStep = RecordOf<typeof criteriaStepSchema>;

/** Open to every agent who serves the queue and meets the required proficiencies, without expiry. */
export const toAnyone = ({ required }: { readonly required: readonly RequiredProficiency[] }): CriteriaStep => ({
  who: { kind: 'anyone', required },
  seconds: null,
});

/** The predefined attribute behind HOLD and ANYONE; no user ever carries it. */
export const holdAttribute = { name: 'ccb-hold', value: 'hold' } as const;

/** Connect's limits (docs/amazon-connect.md#routing-criteria). */
export const maxSteps = 5;
export const maxAgentsPerStep = 10;
