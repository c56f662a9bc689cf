import { criteriaForApi, criteriaForFlow } from '../../adapters/connect/routing-criteria';

const condition = (Name: string, Value: string, ProficiencyLevel: number | string) => ({
  Name,
  Value,
  ComparisonOperator: 'NumberGreaterOrEqualTo',
  ProficiencyLevel,
});
const spanish = { name: 'Language', value: 'Spanish', minLevel: 3 };
const loans = { name: 'Product', value: 'Loans', minLevel: 1 };
const anyone = (...required: (typeof spanish)[]) => [{ who: { kind: 'anyone', required }, seconds: null } as const];

describe('routing criteria', () => {
  it('are strings all through in a flow', () => {
    const steps = [
      { who: { kind: 'agents', agentIds: ['u-1', 'u-2'] }, seconds: 22 },
      { who: { kind: 'hold' }, seconds: 8 },
      { who: { kind: 'anyone', required: [] }, seconds: 90 },
      { who: { kind: 'hold' }, seconds: null },
    ] as const;
    const hold = condition('ccb-hold', 'hold', '1');
    expect(criteriaForFlow(steps)).toEqual({
      Steps: [
        {
          Expression: {
            AttributeCondition: {
              ComparisonOperator: 'Match',
              MatchCriteria: { AgentsCriteria: { AgentIds: ['u-1', 'u-2'] } },
            },
          },
          Expiry: { DurationInSeconds: '22' },
        },
        { Expression: { AttributeCondition: hold }, Expiry: { DurationInSeconds: '8' } },
        { Expression: { NotAttributeCondition: hold }, Expiry: { DurationInSeconds: '90' } },
        { Expression: { AttributeCondition: hold } },
      ],
    });
  });

  it('ask of anyone the required proficiencies instead of the absence of the hold', () => {
    expect(criteriaForApi(anyone(spanish)).Steps?.[0]?.Expression).toEqual({
      AttributeCondition: condition('Language', 'Spanish', 3),
    });
    expect(criteriaForApi(anyone(spanish, loans)).Steps?.[0]?.Expression).toEqual({
      AndExpression: [
        { AttributeCondition: condition('Language', 'Spanish', 3) },
        { AttributeCondition: condition('Product', 'Loans', 1) },
      ],
    });
    expect(criteriaForFlow(anyone(spanish)).Steps[0]?.Expression).toEqual({
      AttributeCondition: condition('Language', 'Spanish', '3'),
    });
  });

  it.each([0, 11])('never name %i agents in a step', (count) => {
    const agentIds = Array.from({ length: count }, (_, index) => `u-${index}`);
    expect(() => criteriaForApi([{ who: { kind: 'agents', agentIds }, seconds: 22 }])).toThrow(
      `a criteria step names ${count} agents; it must name 1 to 10`,
    );
  });
});
