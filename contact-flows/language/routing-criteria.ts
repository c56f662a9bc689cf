import { isBareScalar, isObject, type JsonObject, kindOf } from './json';
import type { FlowRuleId } from './rules';
import { isKnownLater } from './token';

export interface CriteriaProblem {
  readonly rule: Extract<FlowRuleId, `criteria-${string}`>;
  readonly message: string;
}

const MAX_STEPS = 5;
const MAX_AGENTS = 10;
const MAX_AND = 8;
const EXPRESSIONS = ['AttributeCondition', 'AndExpression', 'OrExpression', 'NotAttributeCondition'];
const LEVEL_OPERATORS = ['NumberGreaterOrEqualTo', 'Range', 'Match'];

/**
 * What is wrong with routing criteria that are written into a flow: `{Steps: [{Expression, Expiry?: {DurationInSeconds:
 * "30"}}]}`, numbers as strings. docs/amazon-connect.md#routing-criteria [D ADM:set-routing-criteria, ADM:proficiency-routing].
 */
export function findCriteriaProblems(criteria: unknown): CriteriaProblem[] {
  const problems: CriteriaProblem[] = [];
  const steps = isObject(criteria) ? criteria['Steps'] : undefined;
  if (!Array.isArray(steps)) {
    return [
      {
        rule: 'criteria-form',
        message: `Routing criteria are ${kindOf(criteria)} without a list Steps; they must be {Steps: [...]}.`,
      },
    ];
  }
  if (steps.length === 0 || steps.length > MAX_STEPS) {
    problems.push({
      rule: 'criteria-steps',
      message: `The routing criteria have ${steps.length} steps; 1 to ${MAX_STEPS} are allowed.`,
    });
  }
  for (const [index, step] of steps.entries()) {
    const place = `Steps[${index}]`;
    if (!isObject(step) || !isObject(step['Expression'])) {
      problems.push({
        rule: 'criteria-form',
        message: `${place} has no object Expression; a step is {Expression, Expiry?}.`,
      });
      continue;
    }
    problems.push(...expiryProblems(step['Expiry'], place, index === steps.length - 1));
    problems.push(...expressionProblems(step['Expression'], `${place}.Expression`));
  }
  return problems;
}

function expiryProblems(expiry: unknown, place: string, last: boolean): CriteriaProblem[] {
  if (expiry === undefined) {
    return last
      ? []
      : [{ rule: 'criteria-expiry', message: `${place} has no Expiry; every step but the last needs one.` }];
  }
  const seconds = isObject(expiry) ? expiry['DurationInSeconds'] : undefined;
  if (isBareScalar(seconds) || isWholeNumber(seconds)) return [];
  return [
    {
      rule: 'criteria-form',
      message: `${place}.Expiry must be {DurationInSeconds: "<whole seconds>"}; it is ${JSON.stringify(expiry)}.`,
    },
  ];
}

function expressionProblems(expression: JsonObject, place: string): CriteriaProblem[] {
  const names = Object.keys(expression);
  const name = names[0];
  if (names.length !== 1 || name === undefined || !EXPRESSIONS.includes(name)) {
    const found = names.length === 0 ? 'nothing' : names.join(', ');
    return [
      {
        rule: 'criteria-form',
        message: `${place} holds ${found}; it must hold exactly one of ${EXPRESSIONS.join(', ')}.`,
      },
    ];
  }
  if (name === 'OrExpression' || name === 'NotAttributeCondition') {
    const message = `${place} uses ${name}, which is allowed only in criteria that a JSONPath brings; return them from a Lambda.`;
    return [{ rule: 'criteria-dynamic', message }];
  }
  const body = expression[name];
  if (name === 'AndExpression') {
    if (!Array.isArray(body) || body.length === 0 || body.length > MAX_AND || !body.every(isObject)) {
      return [{ rule: 'criteria-form', message: `${place}.${name} must be a list of 1 to ${MAX_AND} expressions.` }];
    }
    return body.flatMap((part, index) => expressionProblems(part, `${place}.${name}[${index}]`));
  }
  return conditionProblems(body, `${place}.${name}`);
}

function conditionProblems(condition: unknown, place: string): CriteriaProblem[] {
  if (!isObject(condition))
    return [{ rule: 'criteria-form', message: `${place} is ${kindOf(condition)}; it must be an object.` }];
  const { ComparisonOperator, MatchCriteria, Name, Value, ProficiencyLevel, Range } = condition;
  if (typeof ComparisonOperator !== 'string' || !LEVEL_OPERATORS.includes(ComparisonOperator)) {
    return [
      { rule: 'criteria-form', message: `${place}.ComparisonOperator must be one of ${LEVEL_OPERATORS.join(', ')}.` },
    ];
  }
  if (ComparisonOperator === 'Match') {
    const agents = isObject(MatchCriteria) ? MatchCriteria['AgentsCriteria'] : undefined;
    const ids = isObject(agents) ? agents['AgentIds'] : undefined;
    if (!Array.isArray(ids)) {
      return [
        { rule: 'criteria-form', message: `${place}.MatchCriteria must be {AgentsCriteria: {AgentIds: [...]}}.` },
      ];
    }
    if (ids.length > 0 && ids.length <= MAX_AGENTS) return [];
    return [
      { rule: 'criteria-agents', message: `${place} names ${ids.length} agents; 1 to ${MAX_AGENTS} are allowed.` },
    ];
  }
  const level =
    ComparisonOperator === 'Range' ? isObject(Range) : isBareScalar(ProficiencyLevel) || isLevel(ProficiencyLevel);
  if (typeof Name === 'string' && typeof Value === 'string' && level) return [];
  const wanted = ComparisonOperator === 'Range' ? 'Range' : 'ProficiencyLevel ("1" to "5")';
  return [{ rule: 'criteria-form', message: `${place} must have Name, Value and ${wanted}.` }];
}

function isWholeNumber(value: unknown): boolean {
  return typeof value === 'string' && (/^[1-9]\d*$/.test(value) || isKnownLater(value) || value.startsWith('$.'));
}

function isLevel(value: unknown): boolean {
  return typeof value === 'string' && (/^[1-5](\.\d+)?$/.test(value) || isKnownLater(value) || value.startsWith('$.'));
}
