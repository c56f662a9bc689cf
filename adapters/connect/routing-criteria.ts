import type { AttributeCondition, Expression, RoutingCriteriaInput } from '@aws-sdk/client-connect';
import { type CriteriaStep, holdAttribute } from '../../core/connect/routing-steps';
import type { RequiredProficiency } from '../../core/group/proficiency';

/**
 * Routing criteria as Connect takes them, with numbers: from UpdateContactRoutingData, and from a Lambda that a flow's "Set
 * dynamically" reads (docs/amazon-connect.md#routing-criteria [D ADM:set-routing-criteria]). Only criteria written into a flow
 * are spelt in strings.
 */
export const routingCriteria = (steps: readonly CriteriaStep[]): RoutingCriteriaInput => ({
  Steps: steps.map((step) => ({
    Expression: expressionOf(step.who),
    ...(step.seconds === null ? {} : { Expiry: { DurationInSeconds: step.seconds } }),
  })),
});

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
      if (!first) return { NotAttributeCondition: holds };
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

/**
 * NOT is documented with a range of levels only; 1 to 5 is whoever carries the attribute at all
 * (docs/amazon-connect.md#routing-criteria).
 */
const holds: AttributeCondition = {
  Name: holdAttribute.name,
  Value: holdAttribute.value,
  ComparisonOperator: 'Range',
  Range: { MinProficiencyLevel: 1, MaxProficiencyLevel: 5 },
};
