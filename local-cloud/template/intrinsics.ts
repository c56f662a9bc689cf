import type { Created } from '../resources/resource-type';
import { joinAround, listOf, recordOf, textOf } from './intrinsic-values';

/** What references in one stack's template can see. */
export interface Scope {
  readonly stackName: string;
  readonly stackId: string;
  readonly region: string;
  readonly account: string;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly created: ReadonlyMap<string, Created>;
  /** Values exported by stacks deployed before. */
  readonly exports: ReadonlyMap<string, unknown>;
  /** Value of a parameter in Parameter Store, for `{{resolve:ssm:NAME}}`. */
  readonly storedParameter: (name: string) => string;
}

/** Stands for AWS::NoValue: the property that holds it is left out. */
const noValue = Symbol('AWS::NoValue');

/** A value of the template with its intrinsic functions worked out. Throws a sentence; the caller says where. */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const resolved = resolveAny(value, scope);
  return resolved === noValue ? undefined : resolved;
}

export function conditionMet(name: string, scope: Scope): boolean {
  if (!(name in scope.conditions)) throw new Error(`there is no condition ${name}`);
  return resolveAny(scope.conditions[name], scope) === true;
}

function resolveAny(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return dynamicReferences(value, scope);
  if (Array.isArray(value)) return value.map((one) => resolveAny(one, scope)).filter((one) => one !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only) {
    const intrinsic = intrinsics[only[0]];
    if (intrinsic) return intrinsic(only[1], scope);
    if (only[0].startsWith('Fn::')) throw new Error(`the local cloud does not know the intrinsic function ${only[0]}`);
  }
  const resolved = entries.map(([key, one]) => [key, resolveAny(one, scope)] as const);
  return Object.fromEntries(resolved.filter(([, one]) => one !== noValue));
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => reference(textOf(name, 'Ref'), scope),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...path] =
      typeof argument === 'string' ? argument.split('.') : listOf(argument, 'Fn::GetAtt');
    return attribute(String(logicalId), path.map((part) => String(resolveAny(part, scope))).join('.'), scope);
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = listOf(argument, 'Fn::Join');
    const list = listOf(resolveAny(parts, scope), 'Fn::Join');
    return list.map((part) => textOf(part, 'Fn::Join')).join(textOf(separator, 'Fn::Join'));
  },
  'Fn::Sub': (argument, scope) => {
    const [text, given] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
    const values = recordOf(given ?? {}, 'Fn::Sub');
    return joinAround(textOf(text, 'Fn::Sub'), (name) => {
      if (name in values) return textOf(resolveAny(values[name], scope), 'Fn::Sub');
      const [logicalId = '', ...path] = name.split('.');
      return textOf(
        path.length === 0 ? reference(name, scope) : attribute(logicalId, path.join('.'), scope),
        'Fn::Sub',
      );
    });
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = listOf(argument, 'Fn::Select').map((one) => resolveAny(one, scope));
    const list = listOf(values, 'Fn::Select');
    const number = Number(index);
    if (number in list) return list[number];
    throw new Error(`Fn::Select: there is no element ${number} in a list of ${list.length}`);
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = listOf(argument, 'Fn::Split');
    return textOf(resolveAny(text, scope), 'Fn::Split').split(textOf(separator, 'Fn::Split'));
  },
  'Fn::If': (argument, scope) => {
    const [condition, whenMet, otherwise] = listOf(argument, 'Fn::If');
    return resolveAny(conditionMet(textOf(condition, 'Fn::If'), scope) ? whenMet : otherwise, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = listOf(argument, 'Fn::Equals').map((one) => resolveAny(one, scope));
    return String(left) === String(right);
  },
  'Fn::Not': (argument, scope) => resolveAny(listOf(argument, 'Fn::Not')[0], scope) !== true,
  'Fn::And': (argument, scope) => listOf(argument, 'Fn::And').every((one) => resolveAny(one, scope) === true),
  'Fn::Or': (argument, scope) => listOf(argument, 'Fn::Or').some((one) => resolveAny(one, scope) === true),
  Condition: (name, scope) =>
    // Outside of conditions this key is an ordinary property, as in a policy statement.
    typeof name === 'string' && name in scope.conditions
      ? conditionMet(name, scope)
      : { Condition: resolveAny(name, scope) },
  'Fn::ImportValue': (argument, scope) => {
    const name = textOf(resolveAny(argument, scope), 'Fn::ImportValue');
    if (scope.exports.has(name)) return scope.exports.get(name);
    throw new Error(`Fn::ImportValue: no stack deployed before exports ${name}`);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = listOf(argument, 'Fn::FindInMap').map((one) =>
      textOf(resolveAny(one, scope), 'Fn::FindInMap'),
    );
    const rows = recordOf(scope.mappings[map ?? ''], `Fn::FindInMap: mapping ${map}`);
    const row = recordOf(rows[first ?? ''], `Fn::FindInMap: ${map}.${first}`);
    if ((second ?? '') in row) return row[second ?? ''];
    throw new Error(`Fn::FindInMap: there is no ${map}.${first}.${second}`);
  },
};

function reference(name: string, scope: Scope): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return scope.account;
    case 'AWS::Region':
      return scope.region;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return scope.stackName;
    case 'AWS::StackId':
      return scope.stackId;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return noValue;
  }
  if (scope.parameters.has(name)) return scope.parameters.get(name);
  const created = scope.created.get(name);
  if (created) return created.ref;
  throw new Error(`Ref: ${name} is neither a parameter nor a resource deployed before`);
}

function attribute(logicalId: string, name: string, scope: Scope): unknown {
  const created = scope.created.get(logicalId);
  if (!created) throw new Error(`Fn::GetAtt: ${logicalId} is no resource deployed before`);
  const attributes = created.attributes ?? {};
  if (name in attributes) return attributes[name];
  const known = Object.keys(attributes).join(', ') || 'none';
  throw new Error(`Fn::GetAtt: the local cloud gives ${logicalId} no attribute ${name}; it gives ${known}`);
}

function dynamicReferences(text: string, scope: Scope): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(/\{\{resolve:([^:}]+):([^:}]+)(?::[^}]*)?\}\}/g, (whole, service: string, name: string) => {
    if (service !== 'ssm') throw new Error(`the local cloud does not know the dynamic reference ${whole}`);
    return scope.storedParameter(name);
  });
}
