import type { RequiredProficiency } from '../group/proficiency';
import type { AgentId } from '../ids';

/**
 * One step of a call's routing criteria (docs/amazon-connect.md#routing-criteria). `agents`: held for these, 1 to 10, even if
 * they are busy. `hold`: requires an attribute that no user carries, so nobody rings. `anyone`: whoever serves the queue and
 * meets the required proficiencies.
 */
export interface CriteriaStep {
  readonly who:
    | { readonly kind: 'agents'; readonly agentIds: readonly AgentId[] }
    | { readonly kind: 'hold' }
    | { readonly kind: 'anyone'; readonly required: readonly RequiredProficiency[] };
  /** Whole seconds, at least 1; `null` never expires and is only found on the last step. */
  readonly seconds: number | null;
}

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
