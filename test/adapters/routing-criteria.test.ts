import { routingCriteria } from '../../adapters/connect/routing-criteria';

const condition = (Name: string, Value: string, ProficiencyLevel: number) => ({
  Name,
  Value,
  ComparisonOperator: 'NumberGreaterOrEqualTo',
  ProficiencyLevel,
});
const spanish = { name: 'Language', value: 'Spanish', minLevel: 3 };
const loans = { name: 'Product', value: 'Loans', minLevel: 1 };
const anyone = (...required: (typeof spanish)[]) => [{ who: { kind: 'anyone', required }, seconds: null } as const];

describe('routing criteria', () => {
  it('carry numbers, and NOT a range of all levels', () => {
    const steps = [
      { who: { kind: 'agents', agentIds: ['u-1', 'u-2'] }, seconds: 22 },
      { who: { kind: 'hold' }, seconds: 8 },
      { who: { kind: 'anyone', required: [] }, seconds: 90 },
      { who: { kind: 'hold' }, seconds: null },
    ] as const;
    const hold = condition('ccb-hold', 'hold', 1);
    expect(routingCriteria(steps)).toEqual({
      Steps: [
        {
          Expression: {
            AttributeCondition: {
              ComparisonOperator: 'Match',
              MatchCriteria: { AgentsCriteria: { AgentIds: ['u-1', 'u-2'] } },
            },
          },
          Expiry: { DurationInSeconds: 22 },
        },
        { Expression: { AttributeCondition: hold }, Expiry: { DurationInSeconds: 8 } },
        {
          Expression: {
            NotAttributeCondition: {
              Name: 'ccb-hold',
              Value: 'hold',
              ComparisonOperator: 'Range',
              Range: { MinProficiencyLevel: 1, MaxProficiencyLevel: 5 },
            },
          },
          Expiry: { DurationInSeconds: 90 },
        },
        { Expression: { AttributeCondition: hold } },
      ],
    });
  });

  it('ask of anyone the required proficiencies instead of the absence of the hold', () => {
    expect(routingCriteria(anyone(spanish)).Steps?.[0]?.Expression).toEqual({
      AttributeCondition: condition('Language', 'Spanish', 3),
    });
    expect(routingCriteria(anyone(spanish, loans)).Steps?.[0]?.Expression).toEqual({
      AndExpression: [
        { AttributeCondition: condition('Language', 'Spanish', 3) },
        { AttributeCondition: condition('Product', 'Loans', 1) },
      ],
    });
  });

  it.each([0, 11])('never name %i agents in a step', (count) => {
    const agentIds = Array.from({ length: count }, (_, index) => `u-${index}`);
    expect(() => routingCriteria([{ who: { kind: 'agents', agentIds }, seconds: 22 }])).toThrow(
      `a criteria step names ${count} agents; it must name 1 to 10`,
    );
  });
});
