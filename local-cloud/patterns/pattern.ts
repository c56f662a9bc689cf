/** An EventBridge event pattern: objects nest, arrays list alternatives (EventBridge user guide, "event patterns"). */
export type Pattern = { readonly [field: string]: unknown };

/** Whether an event matches. The pattern must have passed `checkPattern`. */
export function matchesPattern(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return Array.isArray(wanted) && wanted.some((one) => matchesPattern(one as Pattern, event));
    const present = isRecord(event) && Object.hasOwn(event, field);
    const actual = present ? event[field] : undefined;
    if (Array.isArray(wanted)) return fieldMatches(wanted, actual, present);
    return matchesPattern(wanted as Pattern, actual);
  });
}

/** An array in the event matches when any of its elements does. */
function fieldMatches(alternatives: readonly unknown[], actual: unknown, present: boolean): boolean {
  return alternatives.some((alternative) => {
    if (isRecord(alternative) && 'exists' in alternative) return alternative['exists'] === leafPresent(actual, present);
    if (!present) return false;
    const values: readonly unknown[] = Array.isArray(actual) ? actual : [actual];
    return values.some((value) => valueMatches(alternative, value));
  });
}

/** `exists` looks at leaves only: an object is not one. */
const leafPresent = (actual: unknown, present: boolean): boolean => present && !isRecord(actual);

function valueMatches(alternative: unknown, value: unknown): boolean {
  if (!isRecord(alternative)) return alternative === value;
  const [[matcher, operand] = ['', undefined]] = Object.entries(alternative);
  switch (matcher) {
    case 'prefix':
      return textMatches(operand, value, (text, wanted) => text.startsWith(wanted));
    case 'suffix':
      return textMatches(operand, value, (text, wanted) => text.endsWith(wanted));
    case 'equals-ignore-case':
      return textMatches(operand, value, (text, wanted) => text.toLowerCase() === wanted.toLowerCase());
    case 'wildcard':
      return typeof value === 'string' && wildcard(String(operand)).test(value);
    case 'numeric':
      return typeof value === 'number' && Array.isArray(operand) && numericMatches(operand, value);
    case 'anything-but':
      return !anythingBut(operand).some((one) => valueMatches(one, value));
    default:
      return false;
  }
}

/** `prefix` and `suffix` also take `{"equals-ignore-case": text}`. */
function textMatches(operand: unknown, value: unknown, compare: (text: string, wanted: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  if (isRecord(operand)) return compare(value.toLowerCase(), String(operand['equals-ignore-case']).toLowerCase());
  return compare(value, String(operand));
}

/** `anything-but` takes a value, a list, or one of the text matchers with a value or a list. */
function anythingBut(operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand;
  if (!isRecord(operand)) return [operand];
  return Object.entries(operand).flatMap(([matcher, values]) =>
    (Array.isArray(values) ? values : [values]).map((one: unknown) => ({ [matcher]: one })),
  );
}

function numericMatches(conditions: readonly unknown[], value: number): boolean {
  for (let index = 0; index + 1 < conditions.length; index += 2) {
    const compare = comparisons[String(conditions[index])];
    if (!compare?.(value, Number(conditions[index + 1]))) return false;
  }
  return true;
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const matchers = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'numeric', 'anything-but', 'exists'] as const;

/** Every problem of a pattern, each with its place; empty when `matchesPattern` honours all of it. */
export function checkPattern(pattern: unknown, place = 'EventPattern'): readonly string[] {
  if (!isRecord(pattern)) return [`${place} must be an object or a list of alternatives`];
  return Object.entries(pattern).flatMap(([field, wanted]) => {
    const here = `${place}.${field}`;
    if (!Array.isArray(wanted)) return checkPattern(wanted, here);
    if (wanted.length === 0) return [`${here} is an empty list, which matches nothing`];
    if (field === '$or') return wanted.flatMap((one, index) => checkPattern(one, `${here}[${index}]`));
    return wanted.flatMap((alternative: unknown) => {
      if (!isRecord(alternative)) return [];
      const names = Object.keys(alternative);
      const unknown = names.filter((name) => !(matchers as readonly string[]).includes(name));
      if (unknown.length === 0 && names.length === 1) return [];
      return [`${here} holds ${JSON.stringify(alternative)}; the local cloud knows one of ${matchers.join(', ')}`];
    });
  });
}

const wildcards = new Map<string, RegExp>();

function wildcard(text: string): RegExp {
  let expression = wildcards.get(text);
  if (!expression) {
    const parts = text.split('*').map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&'));
    expression = new RegExp(`^${parts.join('.*')}$`, 's');
    wildcards.set(text, expression);
  }
  return expression;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
