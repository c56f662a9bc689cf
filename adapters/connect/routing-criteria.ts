import type { AttributeCondition, Expression, RoutingCriteriaInput } from '@aws-sdk/client-connect';
import type { RequiredProficiency } from '../../core/domain/proficiency';
import { type CriteriaStep, holdAttribute } from '../../core/domain/routing-steps';

/**
 * Routing criteria in the two spellings Connect has (CONNECT.md 2.4): numbers in UpdateContactRoutingData, strings in a
 * flow, where every scalar is one (CONNECT.md 1.1).
 */
export const criteriaForApi = (steps: readonly CriteriaStep[]): RoutingCriteriaInput => ({
  Steps: steps.map((step) => ({
    Expression: expressionOf(step.who),
    ...(step.seconds === null ? {} : { Expiry: { DurationInSeconds: step.seconds } }),
  })),
});

/** The value a flow passes on from `$.External.RoutingCriteria`. */
export interface FlowRoutingCriteria {
  readonly Steps: readonly FlowCriteriaStep[];
}
export interface FlowCriteriaStep {
  readonly Expression: FlowExpression;
  readonly Expiry?: { readonly DurationInSeconds: string };
}
export interface FlowExpression {
  readonly AttributeCondition?: FlowCondition;
  readonly NotAttributeCondition?: FlowCondition;
  readonly AndExpression?: readonly FlowExpression[];
}
export interface FlowCondition {
  readonly Name?: string;
  readonly Value?: string;
  readonly ProficiencyLevel?: string;
  readonly ComparisonOperator: string;
  readonly MatchCriteria?: { readonly AgentsCriteria: { readonly AgentIds: readonly string[] } };
}

export const criteriaForFlow = (steps: readonly CriteriaStep[]): FlowRoutingCriteria =>
  withStrings(criteriaForApi(steps)) as FlowRoutingCriteria;

/** An agent list is 1 to 10 long: an empty one would match nobody for ever. Throws a RangeError otherwise. */
function expressionOf(who: CriteriaStep['who']): Expression {
  switch (who.kind) {
    case 'agents': {
      if (who.agentIds.length < 1 || who.agentIds.length > 10) {
        throw new RangeError(`a criteria step names ${who.agentIds.length} agents; it must name 1 to 10`);
      }
      return {
        AttributeCondition: {
          ComparisonOperator: 'Match',
          MatchCriteria: { AgentsCriteria: { AgentIds: [...who.agentIds] } },
        },
      };
    }
    case 'hold':
      return { AttributeCondition: hold };
    case 'anyone': {
      const [first, ...rest] = who.required;
      if (!first) return { NotAttributeCondition: hold };
      if (rest.length === 0) return { AttributeCondition: atLeast(first) };
      return { AndExpression: who.required.map((need) => ({ AttributeCondition: atLeast(need) })) };
    }
  }
}

const atLeast = (need: RequiredProficiency): AttributeCondition => ({
  Name: need.name,
  Value: need.value,
  ComparisonOperator: 'NumberGreaterOrEqualTo',
  ProficiencyLevel: need.minLevel,
});

const hold = atLeast({ ...holdAttribute, minLevel: 1 });

function withStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withStrings);
  if (typeof value === 'number') return String(value);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withStrings(inner)]));
}
