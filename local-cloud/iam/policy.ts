import { knownOperator } from './conditions';

/** One statement of an IAM policy, with single values made lists. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  /** Only in policies of resources: kind (AWS, Service, *) and value. */
  readonly principals: readonly { kind: string; value: string }[] | null;
  readonly conditions: readonly { operator: string; key: string; values: readonly string[] }[];
}

export interface Policy {
  /** Names the policy in messages: `policy PlanOfferRoleDefaultPolicy of stack ccb-dev-routing`. */
  readonly where: string;
  readonly statements: readonly Statement[];
}

const statementKeys = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'Condition',
]);

/** Reads a policy document after its intrinsics. Throws on anything the evaluator would not honour. */
export function parsePolicy(document: unknown, where: string): Policy {
  if (!isRecord(document)) throw new Error(`${where}: the policy document must be an object`);
  const statements = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement']];
  return { where, statements: statements.map((statement) => parseStatement(statement, where)) };
}

function parseStatement(statement: unknown, where: string): Statement {
  if (!isRecord(statement)) throw new Error(`${where}: a policy statement must be an object`);
  const unknown = Object.keys(statement).filter((key) => !statementKeys.has(key));
  if (unknown.length > 0)
    throw new Error(`${where}: the local cloud does not know ${unknown.join(', ')} in a policy statement`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new Error(`${where}: Effect must be Allow or Deny, got ${JSON.stringify(effect)}`);
  return {
    effect,
    actions: texts(statement['Action'], where),
    notActions: texts(statement['NotAction'], where),
    resources: texts(statement['Resource'], where),
    notResources: texts(statement['NotResource'], where),
    principals: principals(statement['Principal'], where),
    conditions: conditions(statement['Condition'], where),
  };
}

function principals(value: unknown, where: string): Statement['principals'] {
  if (value === undefined) return null;
  if (value === '*') return [{ kind: '*', value: '*' }];
  if (!isRecord(value)) throw new Error(`${where}: Principal must be "*" or an object`);
  return Object.entries(value).flatMap(([kind, named]) => {
    if (kind !== 'AWS' && kind !== 'Service')
      throw new Error(`${where}: the local cloud does not know principals of kind ${kind}; AWS and Service are known`);
    return (texts(named, where) ?? []).map((text) => ({ kind, value: text }));
  });
}

function conditions(value: unknown, where: string): Statement['conditions'] {
  if (value === undefined) return [];
  if (!isRecord(value)) throw new Error(`${where}: Condition must be an object`);
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!knownOperator(operator))
      throw new Error(`${where}: the local cloud does not know the condition operator ${operator}`);
    if (!isRecord(keys)) throw new Error(`${where}: condition ${operator} must be an object of keys`);
    return Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values, where) ?? [] }));
  });
}

function texts(value: unknown, where: string): readonly string[] | null {
  if (value === undefined) return null;
  const list = (Array.isArray(value) ? value : [value]).map(String);
  const variable = list.find((text) => text.includes('${'));
  if (variable) throw new Error(`${where}: the local cloud does not know policy variables, got "${variable}"`);
  return list;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
