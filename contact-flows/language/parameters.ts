import type { ActionRule, FieldsRule, ValueRule } from './actions';
import { type FlowProblem, flowProblem } from './findings';
import { isBareScalar, isObject, type JsonObject, kindOf, scalars } from './json';
import type { ReadAction } from './read';
import { findCriteriaProblems } from './routing-criteria';
import type { FlowRuleId, Voice } from './rules';
import { nearestWord } from './spelling';
import { isKnownLater } from './token';

/**
 * For so long an agent rings (docs/amazon-connect.md#a-voice-offer): within it the interrupt may find the contact being
 * offered.
 */
const RING_SECONDS = 20;
const MAX_SPOKEN_CHARACTERS = 3_000;
const MAX_SSML_CHARACTERS = 6_000;

/**
 * Namespaces: compared as such they are refused, since nothing is named in them (docs/amazon-connect.md#flow-documents).
 */
const namespaces = [
  ...['$.Agent', '$.Attributes', '$.Customer', '$.CustomerEndpoint', '$.External', '$.FlowAttributes', '$.Lex'],
  ...['$.Media', '$.Metrics', '$.Modules', '$.Queue', '$.SegmentAttributes', '$.SystemEndpoint', '$.Tags', '$.Views'],
];

/** What is to be said of the parameters of one action, judged by its row of the table. */
export function parameterProblems(action: ReadAction, rule: ActionRule): FlowProblem[] {
  const names = Object.keys(action.parameters);
  if (rule.terminal) {
    if (names.length === 0 || rule.open) return [];
    const message = `${action.type} ends the flow and takes no parameters; it has ${names.join(', ')}.`;
    return [flowProblem('terminal-parameters', message, action.identifier)];
  }
  const problems = [...checkFields(action.parameters, rule, '', action.type)].map(({ rule: id, message, voice }) =>
    flowProblem(id, message, action.identifier, { source: sourceOf(id, rule), voice }),
  );
  if (rule.open && rule.required === undefined && names.length === 0) {
    const message = `${action.type} needs at least one parameter.`;
    problems.push(flowProblem('parameter-missing', message, action.identifier, { source: rule.source }));
  }
  return problems;
}

/** Rules that hold for every action keep their own source; the others take that of the row. */
function sourceOf(id: FlowRuleId, rule: ActionRule): string | undefined {
  return id.startsWith('parameter-') ? rule.source : undefined;
}

/** A broken rule and the sentence that says how; the voice where it is not that of the rule. */
interface Found {
  readonly rule: FlowRuleId;
  readonly message: string;
  readonly voice?: Voice;
}

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
    } else if (rule.open && !rule.refuses?.includes(name)) {
      yield { rule: 'not-checked', message: `${at(name)} of ${owner} is not checked here: its values are not known.` };
    } else {
      const absent = Object.keys(known).filter((candidate) => !has(candidate));
      const meant = rule.misnamed?.[name] ?? nearestWord(name, absent);
      if (meant !== null) renamed.add(meant);
      const names = Object.keys(known).map(at);
      const list = names.length > 0 ? `it has ${names.join(', ')}.` : 'it has none.';
      const advice = meant === null ? list : `did you mean "${at(meant)}"?`;
      yield { rule: 'parameter-unknown', message: `${owner} has no parameter "${at(name)}"; ${advice}` };
    }
  }
  for (const name of Object.keys(required)) {
    if (!has(name) && !renamed.has(name))
      yield { rule: 'parameter-missing', message: `${owner} needs the parameter "${at(name)}".` };
  }
  const found = (group: readonly string[]) => group.filter((name) => has(name) || renamed.has(name));
  const choice = (group: readonly string[], howMany: string): Found => ({
    rule: 'parameter-choice',
    message: `${owner} must have ${howMany} of ${group.map(at).join(', ')}; it has ${found(group).join(' and ') || 'none'}.`,
  });
  for (const group of rule.exactlyOne ?? []) if (found(group).length !== 1) yield choice(group, 'exactly one');
  for (const group of rule.atMostOne ?? []) if (found(group).length > 1) yield choice(group, 'at most one');
  for (const group of rule.atLeastOne ?? []) if (found(group).length === 0) yield choice(group, 'at least one');
}

function* checkValue(value: unknown, rule: ValueRule, path: string): Generator<Found> {
  if (rule.kind === 'structure') {
    yield { rule: 'not-checked', message: `${path} is not checked here: nobody has told us what may stand in it.` };
    return;
  }
  if (isBareScalar(value)) {
    if (rule.kind === 'number' && rule.bare && typeof value === 'number') value = String(value);
    else {
      const wanted = value === null ? 'leave it out' : `write "${String(value)}"`;
      const message = `${path} is the bare ${JSON.stringify(value)}; every scalar is a string: ${wanted}.`;
      yield { rule: 'scalar-string', message };
      return;
    }
  }
  // Empty strings and unbound tokens have rules of their own; a value known later cannot be judged.
  if (value === '' || (typeof value === 'string' && isKnownLater(value))) return;
  const mustBe = (wanted: string, id: FlowRuleId = 'parameter-value', voice?: Voice): Found => {
    const shown = typeof value === 'string' ? JSON.stringify(value) : kindOf(value);
    return { rule: id, message: `${path} is ${shown}; it must be ${wanted}.`, ...(voice && { voice }) };
  };
  const wrongCount = (count: number, least = 0, most = count): Found[] => {
    if (count >= least && count <= most) return [];
    const wanted = count < least ? `at least ${least}` : `at most ${most}`;
    return [{ rule: 'parameter-value', message: `${path} has ${count} entries; it must have ${wanted}.` }];
  };
  const dynamic = typeof value === 'string' && value.startsWith('$.');
  switch (rule.kind) {
    case 'list':
      if (dynamic) return;
      if (!Array.isArray(value)) yield mustBe('a list');
      else {
        yield* wrongCount(value.length, rule.least, rule.most);
        for (const [index, item] of value.entries()) yield* checkValue(item, rule.of, `${path}[${index}]`);
      }
      return;
    case 'map':
      if (!isObject(value)) yield mustBe('an object');
      else {
        yield* wrongCount(Object.keys(value).length, 0, rule.most);
        for (const [key, item] of Object.entries(value)) yield* checkValue(item, rule.of, `${path}.${key}`);
      }
      return;
    case 'object':
      if (isObject(value)) yield* checkFields(value, rule, path, path);
      else yield mustBe('an object');
      return;
    case 'routing-criteria':
      if (dynamic) return;
      if (typeof value === 'string') yield mustBe('routing criteria or a JSONPath to them');
      else {
        for (const scalar of scalars(value, path))
          if (isBareScalar(scalar.value)) yield* checkValue(scalar.value, { kind: 'text' }, scalar.path);
        yield* findCriteriaProblems(value);
      }
      return;
    case 'interrupt':
      yield* interruptProblems(value, mustBe);
      return;
    case 'comparison':
      if (typeof value !== 'string' || !/^\$(\.[^.\s]+)+$/.test(value) || namespaces.includes(value))
        yield mustBe('a JSONPath with a leaf, such as "$.External.action"', 'comparison-value');
      return;
    case 'json-path':
      if (!dynamic) yield mustBe('a JSONPath such as "$.Attributes.name"');
      return;
    case 'text':
      if (typeof value !== 'string') yield mustBe('a string');
      return;
    case 'spoken':
      if (typeof value !== 'string') yield mustBe('a string');
      else yield* lengthProblems(value, rule.ssml, path);
      return;
    case 'flag':
      if (dynamic) return;
      if (typeof value !== 'string' || !/^(true|false)$/i.test(value)) yield mustBe('"true" or "false"');
      return;
    case 'choice':
      if (dynamic && !rule.fixed) return;
      if (typeof value === 'string' && rule.values.includes(value)) return;
      if (typeof value === 'string' && rule.open)
        yield mustBe(`${rule.values.join(' or ')} to be of use; Connect does not look`, 'parameter-value', 'advice');
      else yield mustBe(rule.values.join(' or '));
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

type MustBe = (wanted: string, id?: FlowRuleId, voice?: Voice) => Found;

function* interruptProblems(value: unknown, mustBe: MustBe): Generator<Found> {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : 0;
  if (seconds < 1) yield mustBe('a whole number of at least 1, in seconds', 'interrupt-frequency');
  else if (seconds <= RING_SECONDS)
    yield mustBe('above 20, the seconds for which an agent rings, to be of use', 'interrupt-frequency', 'advice');
}

/** Tags are not billed (ADM:get-customer-input), but count towards the whole. */
function* lengthProblems(spoken: string, ssml: boolean, path: string): Generator<Found> {
  const billed = ssml ? spoken.replace(/<[^>]*>/g, '').length : spoken.length;
  if (billed <= MAX_SPOKEN_CHARACTERS && spoken.length <= MAX_SSML_CHARACTERS) return;
  const message = `${path} has ${billed} characters to be spoken, ${spoken.length} in all; at most ${MAX_SPOKEN_CHARACTERS} and ${MAX_SSML_CHARACTERS} are taken.`;
  yield { rule: 'prompt-length', message };
}

function range(least: number, most: number): string {
  if (most >= Number.MAX_SAFE_INTEGER) return least === Number.MIN_SAFE_INTEGER ? 'of seconds' : `of at least ${least}`;
  return `from ${least} to ${most}`;
}
