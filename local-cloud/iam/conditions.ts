import { wildcardMatches } from './wildcard';

/** What a request says about itself, by condition key in lower case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Keys the local cloud can answer; a policy that asks for another one cannot be judged. */
const knownKeys = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:resourceaccount',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:requestedregion',
  'aws:securetransport',
  'connect:instanceid',
  'events:source',
  'events:detail-type',
  'secretsmanager:secretid',
  'secretsmanager:versionstage',
  'ssm:overwrite',
  'ssm:recursive',
]);

type Compare = (actual: string, wanted: string) => boolean;

const arnLike: Compare = (actual, wanted) => {
  const [have, want] = [splitArn(actual), splitArn(wanted)];
  return want.every((part, index) => wildcardMatches(part, have[index] ?? ''));
};
const numeric =
  (compare: (left: number, right: number) => boolean): Compare =>
  (actual, wanted) =>
    compare(Number(actual), Number(wanted));

const positive: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => wildcardMatches(wanted, actual),
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: numeric((left, right) => left === right),
  NumericLessThan: numeric((left, right) => left < right),
  NumericLessThanEquals: numeric((left, right) => left <= right),
  NumericGreaterThan: numeric((left, right) => left > right),
  NumericGreaterThanEquals: numeric((left, right) => left >= right),
};
const negative: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
};

interface Operator {
  readonly base: string;
  readonly each: 'all' | 'any' | null;
  readonly ifExists: boolean;
}

function parseOperator(operator: string): Operator {
  const [, set, base, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const each = set === 'ForAllValues' ? 'all' : set === 'ForAnyValue' ? 'any' : null;
  return { base: base ?? operator, each, ifExists: ifExists !== undefined };
}

/** Whether a condition operator, with its set prefix and IfExists suffix, is one that `conditionHolds` evaluates. */
export function knownOperator(operator: string): boolean {
  const { base, ifExists } = parseOperator(operator);
  return base in positive || base in negative || (base === 'Null' && !ifExists);
}

/** Evaluates one condition as IAM does. Throws on a key the local cloud cannot answer. */
export function conditionHolds(
  condition: { readonly operator: string; readonly key: string; readonly values: readonly string[] },
  context: ConditionContext,
): boolean {
  const key = condition.key.toLowerCase();
  if (!knownKeys.has(key)) throw new Error(`the local cloud does not know the condition key ${condition.key}`);
  const actual = context.get(key);
  const { base, each, ifExists } = parseOperator(condition.operator);
  if (base === 'Null')
    return condition.values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  const opposite = negative[base];
  const compare = positive[opposite ?? base];
  if (!compare) throw new Error(`the local cloud does not know the condition operator ${condition.operator}`);
  if (actual === undefined) return ifExists || opposite !== undefined || each === 'all';
  const one = (value: string): boolean => {
    const found = condition.values.some((wanted) => compare(value, wanted));
    return opposite === undefined ? found : !found;
  };
  if (each === 'any') return actual.some(one);
  return actual.every(one);
}

/** The six parts of an ARN; the resource keeps its colons. */
function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
