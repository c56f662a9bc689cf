/** Routing criteria as data: reading them from flows and from the API, and asking whether an agent matches a step. */

/** Who meets a step. Levels of proficiencies are 1 to 5 (docs/amazon-connect.md#routing-criteria). */
export type CriteriaExpression =
  | { readonly kind: 'agents'; readonly userIds: readonly string[] }
  | {
      readonly kind: 'proficiency';
      readonly name: string;
      readonly value: string;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'not'; readonly of: CriteriaExpression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly CriteriaExpression[] };

/** One step of routing criteria; its agents are asked before those of the next. */
export interface CriteriaStep {
  readonly expression: CriteriaExpression;
  /** null: never expires. */
  readonly expirySeconds: number | null;
  /** The expression as it was given, for contact events and DescribeContact. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** What an agent has of a predefined attribute; `level` is 1 to 5. */
export interface Proficiency {
  readonly name: string;
  readonly value: string;
  readonly level: number;
}

/** Raised with every problem of one set of criteria. */
export class CriteriaProblem extends Error {
  override readonly name = 'CriteriaProblem';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

/** How criteria are read: where they stand, and which predefined attributes the instance has. */
export interface CriteriaReading {
  /**
   * `static`: written into a flow, where every scalar is a string and neither OR nor NOT may stand
   * (docs/amazon-connect.md#routing-criteria). `dynamic`: what a Lambda returned to a flow. It carries numbers, as the API
   * takes them (docs/amazon-connect.md#routing-criteria).
   */
  readonly form: 'static' | 'dynamic' | 'api';
  readonly predefinedAttributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const MAX_STEPS = 5;
const MAX_AGENTS = 10;
const MAX_AND = 8;
const MAX_OR = 3;

/**
 * Reads `{Steps: [{Expression, Expiry?}]}`. Limits of docs/amazon-connect.md#routing-criteria: 1 to 5 steps, all but the last
 * with an expiry, 1 to 10 agents in a step, at most 8 joined by and, 3 by or; OR stands at the top only; NOT is documented for
 * proficiencies within a range of levels only (docs/amazon-connect.md#routing-criteria). Throws CriteriaProblem.
 */
export function readCriteria(input: unknown, reading: CriteriaReading): readonly CriteriaStep[] {
  const problems: string[] = [];
  const steps = isRecord(input) ? input.Steps : undefined;
  if (!Array.isArray(steps) || steps.length < 1 || steps.length > MAX_STEPS) {
    throw new CriteriaProblem([
      `RoutingCriteria.Steps must be a list of 1 to ${MAX_STEPS} steps, got ${describe(steps)}`,
    ]);
  }
  const read = steps.map((step: unknown, index): CriteriaStep => {
    const at = `Steps[${index}]`;
    const record = isRecord(step) ? step : {};
    const expression = readExpression(record.Expression, `${at}.Expression`, reading, problems);
    let expirySeconds: number | null = null;
    if (record.Expiry !== undefined && record.Expiry !== null) {
      const given = isRecord(record.Expiry) ? record.Expiry.DurationInSeconds : undefined;
      expirySeconds = readNumber(given, reading.form);
      if (!Number.isInteger(expirySeconds) || expirySeconds < 1) {
        problems.push(
          `${at}.Expiry.DurationInSeconds must be ${wholeNumber[reading.form]} of at least 1, got ${describe(given)}`,
        );
      }
    } else if (index < steps.length - 1) {
      problems.push(`${at} needs an Expiry, as every step but the last does`);
    }
    return { expression, expirySeconds, given: isRecord(record.Expression) ? record.Expression : {} };
  });
  if (problems.length > 0) throw new CriteriaProblem(problems);
  return read;
}

/** Whether an agent matches an expression. */
export function matches(
  expression: CriteriaExpression,
  agent: { readonly id: string; readonly proficiencies: readonly Proficiency[] },
): boolean {
  switch (expression.kind) {
    case 'agents':
      return expression.userIds.includes(agent.id);
    case 'proficiency':
      return agent.proficiencies.some(
        (held) =>
          held.name === expression.name &&
          held.value === expression.value &&
          held.level >= expression.min &&
          held.level <= expression.max,
      );
    case 'not':
      return !matches(expression.of, agent);
    case 'and':
      return expression.of.every((part) => matches(part, agent));
    case 'or':
      return expression.of.some((part) => matches(part, agent));
  }
}

const wholeNumber = { static: 'a whole number in a string', dynamic: 'a whole number', api: 'a whole number' } as const;
const nobody: CriteriaExpression = { kind: 'agents', userIds: [] };

function readExpression(
  input: unknown,
  at: string,
  reading: CriteriaReading,
  problems: string[],
  within: 'and' | 'or' | null = null,
): CriteriaExpression {
  const record = isRecord(input) ? input : {};
  const kinds = ['AttributeCondition', 'NotAttributeCondition', 'AndExpression', 'OrExpression'].filter(
    (kind) => record[kind] !== undefined && record[kind] !== null,
  );
  if (kinds.length !== 1) {
    problems.push(
      `${at} must hold exactly one of AttributeCondition, NotAttributeCondition, AndExpression, OrExpression, got ${describe(input)}`,
    );
    return nobody;
  }
  if (record.AttributeCondition)
    return readCondition(record.AttributeCondition, `${at}.AttributeCondition`, reading, problems);
  if (reading.form === 'static' && !record.AndExpression) {
    problems.push(`${at} holds ${kinds[0]}, which is taken only from what a Lambda returned`);
    return nobody;
  }
  if (record.NotAttributeCondition) {
    const of = readCondition(record.NotAttributeCondition, `${at}.NotAttributeCondition`, reading, problems);
    if (of.kind === 'agents')
      problems.push(`${at}.NotAttributeCondition must be about a proficiency; NOT on agents is undocumented`);
    else if (!isRecord(record.NotAttributeCondition) || record.NotAttributeCondition.ComparisonOperator !== 'Range')
      problems.push(
        `${at}.NotAttributeCondition must have the ComparisonOperator Range; NOT is documented with no other`,
      );
    return { kind: 'not', of };
  }
  const kind = record.AndExpression ? 'and' : 'or';
  if (within === 'and' || (within === 'or' && kind === 'or')) {
    problems.push(
      `${at} is inside ${within.toUpperCase()}; OR stands at the top only, and AND there or directly inside it`,
    );
    return nobody;
  }
  const list = kind === 'and' ? record.AndExpression : record.OrExpression;
  const name = kind === 'and' ? 'AndExpression' : 'OrExpression';
  const most = kind === 'and' ? MAX_AND : MAX_OR;
  if (!Array.isArray(list) || list.length < 1 || list.length > most) {
    problems.push(`${at}.${name} must be a list of 1 to ${most} expressions, got ${describe(list)}`);
    return nobody;
  }
  return {
    kind,
    of: list.map((part: unknown, index) => readExpression(part, `${at}.${name}[${index}]`, reading, problems, kind)),
  };
}

function readCondition(input: unknown, at: string, reading: CriteriaReading, problems: string[]): CriteriaExpression {
  const condition = isRecord(input) ? input : {};
  const operator = condition.ComparisonOperator;
  if (operator === 'Match') {
    const criteria = isRecord(condition.MatchCriteria) ? condition.MatchCriteria.AgentsCriteria : undefined;
    const ids = isRecord(criteria) ? criteria.AgentIds : undefined;
    if (
      !Array.isArray(ids) ||
      ids.length < 1 ||
      ids.length > MAX_AGENTS ||
      !ids.every((id) => typeof id === 'string' && id !== '')
    ) {
      problems.push(
        `${at}.MatchCriteria.AgentsCriteria.AgentIds must list 1 to ${MAX_AGENTS} agents by id, got ${describe(ids)}`,
      );
      return nobody;
    }
    return { kind: 'agents', userIds: ids.map(String) };
  }
  const { Name: name, Value: value } = condition;
  const attribute = reading.predefinedAttributes.find((known) => known.name === name);
  if (typeof name !== 'string' || typeof value !== 'string' || !attribute?.values.includes(value)) {
    problems.push(
      `${at} must name a predefined attribute and one of its values, got Name ${describe(name)}, Value ${describe(value)}`,
    );
  }
  const level = (given: unknown, field: string): number => {
    const number = readNumber(given, reading.form);
    if (!(number >= 1 && number <= 5))
      problems.push(`${at}.${field} must be a level from 1 to 5, got ${describe(given)}`);
    return number;
  };
  const range = isRecord(condition.Range) ? condition.Range : {};
  let bounds = { min: 1, max: 5 };
  if (operator === 'NumberGreaterOrEqualTo')
    bounds = { min: level(condition.ProficiencyLevel, 'ProficiencyLevel'), max: 5 };
  else if (operator === 'Range') {
    bounds = {
      min: level(range.MinProficiencyLevel, 'Range.MinProficiencyLevel'),
      max: level(range.MaxProficiencyLevel, 'Range.MaxProficiencyLevel'),
    };
  } else
    problems.push(`${at}.ComparisonOperator must be NumberGreaterOrEqualTo, Match or Range, got ${describe(operator)}`);
  return { kind: 'proficiency', name: String(name), value: String(value), ...bounds };
}

function readNumber(given: unknown, form: CriteriaReading['form']): number {
  if (form !== 'static') return typeof given === 'number' ? given : Number.NaN;
  return typeof given === 'string' && /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
}

const describe = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
