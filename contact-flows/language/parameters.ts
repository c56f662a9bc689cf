import type { ActionRule, FieldsRule, ValueRule } from './actions';
import { isBareScalar, isObject, type JsonObject, kindOf } from './json';
import type { ReadAction } from './read';
import { findCriteriaProblems } from './routing-criteria';
import { type FlowProblem, type FlowRuleId, flowProblem } from './rules';
import { nearestWord } from './spelling';
import { isKnownLater } from './token';

const MIN_INTERRUPT_SECONDS = 21;

/** System attributes that are a leaf at the top: they can be compared though they have no namespace (ADM:connect-attrib-list). */
const comparedSystemAttributes = [
  '$.Channel',
  '$.ContactId',
  '$.CustomerId',
  '$.InitialContactId',
  '$.InitiationMethod',
  '$.InstanceARN',
  '$.LanguageCode',
  '$.PreviousContactId',
  '$.StoredCustomerInput',
];

/** What is wrong with the parameters of one action, judged by its row of the table. */
export function parameterProblems(action: ReadAction, rule: ActionRule): FlowProblem[] {
  const names = Object.keys(action.parameters);
  if (rule.terminal) {
    if (names.length === 0) return [];
    const message = `${action.type} ends the flow and takes no parameters; it has ${names.join(', ')}.`;
    return [flowProblem('terminal-parameters', message, action.identifier)];
  }
  const problems = [...checkFields(action.parameters, rule, '', action.type)].map(([id, message]) =>
    flowProblem(id, message, action.identifier, sourceOf(id, rule)),
  );
  if (rule.open && names.length === 0) {
    const message = `${action.type} needs at least one parameter.`;
    problems.push(flowProblem('parameter-missing', message, action.identifier, rule.source));
  }
  return problems;
}

/** Rules that hold for every action keep their own source; the others take that of the row. */
function sourceOf(id: FlowRuleId, rule: ActionRule): string | undefined {
  return id.startsWith('parameter-') ? rule.source : undefined;
}

/** A broken rule and the sentence that says how. */
type Found = readonly [rule: FlowRuleId, message: string];

function* checkFields(value: JsonObject, rule: FieldsRule, path: string, owner: string): Generator<Found> {
  const required = rule.required ?? {};
  const known: Readonly<Record<string, ValueRule>> = { ...required, ...rule.optional };
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const has = (name: string) => Object.hasOwn(value, name);
  // A misspelt parameter is reported once, not again as the missing one that was meant.
  const renamed = new Set<string>();
  for (const name of Object.keys(value)) {
    const wanted = Object.hasOwn(known, name) ? known[name] : undefined;
    if (wanted !== undefined) {
      yield* checkValue(value[name], wanted, at(name));
    } else if (!rule.open) {
      const absent = Object.keys(known).filter((candidate) => !has(candidate));
      const meant = rule.misnamed?.[name] ?? nearestWord(name, absent);
      if (meant !== null) renamed.add(meant);
      const names = Object.keys(known).map(at);
      const list = names.length > 0 ? `it has ${names.join(', ')}.` : 'it has none.';
      const advice = meant === null ? list : `did you mean "${at(meant)}"?`;
      yield ['parameter-unknown', `${owner} has no parameter "${at(name)}"; ${advice}`];
    }
  }
  for (const name of Object.keys(required)) {
    if (!has(name) && !renamed.has(name)) yield ['parameter-missing', `${owner} needs the parameter "${at(name)}".`];
  }
  const found = (group: readonly string[]) => group.filter((name) => has(name) || renamed.has(name));
  const choice = (group: readonly string[], howMany: string): Found => [
    'parameter-choice',
    `${owner} must have ${howMany} of ${group.map(at).join(', ')}; it has ${found(group).join(' and ') || 'none'}.`,
  ];
  for (const group of rule.exactlyOne ?? []) if (found(group).length !== 1) yield choice(group, 'exactly one');
  for (const group of rule.atMostOne ?? []) if (found(group).length > 1) yield choice(group, 'at most one');
  for (const group of rule.atLeastOne ?? []) if (found(group).length === 0) yield choice(group, 'at least one');
}

function* checkValue(value: unknown, rule: ValueRule, path: string): Generator<Found> {
  // Bare scalars, empty strings and unbound tokens have rules of their own; a value known later cannot be judged.
  if (isBareScalar(value) || value === '' || (typeof value === 'string' && isKnownLater(value))) return;
  const mustBe = (wanted: string): Found => {
    const shown = typeof value === 'string' ? JSON.stringify(value) : kindOf(value);
    return ['parameter-value', `${path} is ${shown}; it must be ${wanted}.`];
  };
  const tooMany = (count: number, most: number | undefined): Found[] => {
    if (count <= (most ?? count)) return [];
    return [['parameter-value', `${path} has ${count} entries; at most ${most} are allowed.`]];
  };
  const dynamic = typeof value === 'string' && value.startsWith('$.');
  switch (rule.kind) {
    case 'list':
      if (dynamic) return;
      if (!Array.isArray(value)) yield mustBe('a list');
      else {
        yield* tooMany(value.length, rule.most);
        for (const [index, item] of value.entries()) yield* checkValue(item, rule.of, `${path}[${index}]`);
      }
      return;
    case 'map':
      if (!isObject(value)) yield mustBe('an object');
      else {
        yield* tooMany(Object.keys(value).length, rule.most);
        for (const [key, item] of Object.entries(value)) yield* checkValue(item, rule.of, `${path}.${key}`);
      }
      return;
    case 'object':
      if (isObject(value)) yield* checkFields(value, rule, path, path);
      else yield mustBe('an object');
      return;
    case 'structure':
      if (typeof value !== 'object') yield mustBe('an object or a list');
      return;
    case 'routing-criteria':
      if (dynamic) return;
      if (typeof value === 'string') yield mustBe('routing criteria or a JSONPath to them');
      else for (const { rule: id, message } of findCriteriaProblems(value, 'static')) yield [id, message];
      return;
    case 'interrupt':
      if (typeof value !== 'string' || !/^\d+$/.test(value) || Number(value) < MIN_INTERRUPT_SECONDS) {
        yield ['interrupt-frequency', mustBe('a whole number above 20, the seconds for which an agent rings')[1]];
      }
      return;
    case 'comparison':
      if (typeof value !== 'string' || !isComparable(value)) {
        yield ['comparison-value', mustBe('a JSONPath with a leaf, such as "$.External.action"')[1]];
      }
      return;
    case 'json-path':
      if (!dynamic) yield mustBe('a JSONPath such as "$.Attributes.name"');
      return;
    case 'text':
      if (typeof value !== 'string') yield mustBe('a string');
      return;
    case 'choice':
      if (dynamic && !rule.fixed) return;
      if (typeof value !== 'string' || !rule.values.includes(value)) yield mustBe(rule.values.join(' or '));
      return;
    case 'number': {
      if (dynamic && !rule.fixed) return;
      const whole = typeof value === 'string' && /^-?\d+$/.test(value);
      if (!whole || Number(value) < rule.least || Number(value) > rule.most) {
        yield mustBe(`a whole number ${range(rule.least, rule.most)}`);
      }
    }
  }
}

function isComparable(value: string): boolean {
  return /^\$(\.[^.\s]+){2,}$/.test(value) || comparedSystemAttributes.includes(value);
}

function range(least: number, most: number): string {
  if (most === Number.MAX_SAFE_INTEGER)
    return least === Number.MIN_SAFE_INTEGER ? 'of seconds' : `of at least ${least}`;
  return `from ${least} to ${most}`;
}
