import * as connectModel from '@aws-sdk/client-connect';

/** One operation of the Connect API: how it travels over HTTP, as the SDK's own model says. */
interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  /** Names of the path's labels, in order. */
  readonly labels: readonly string[];
  /** Input field by name of the query parameter. */
  readonly query: ReadonlyMap<string, string>;
}

/** Kinds in the SDK's compact model: an operation is [9, namespace, name, traits, input, output]. */
const operationKind = 9;

let routes: readonly Route[] | undefined;

/** Which Connect operation an HTTP request is, with its input in the SDK's field names; null if it is none. */
export function readConnectCall(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Readonly<Record<string, unknown>>,
): { operation: string; input: Record<string, unknown> } | null {
  routes ??= Object.values(connectModel).flatMap((exported) => routeOf(exported) ?? []);
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (!match) continue;
    const input: Record<string, unknown> = { ...body };
    for (const [index, label] of route.labels.entries()) input[label] = decodeURIComponent(match[index + 1] ?? '');
    for (const [parameter, field] of route.query) {
      const values = query.getAll(parameter);
      if (values.length > 0) input[field] = values.length === 1 ? values[0] : values;
    }
    return { operation: route.operation, input };
  }
  return null;
}

function routeOf(exported: unknown): Route | null {
  if (!Array.isArray(exported) || exported[0] !== operationKind) return null;
  const [, , operation, traits, inputOf] = exported as [
    number,
    string,
    string,
    { http: [string, string, number] },
    () => unknown,
  ];
  const [method, template] = traits.http;
  const labels: string[] = [];
  const source = template.replace(/\{(\w+)\}/g, (_, label: string) => {
    labels.push(label);
    return '([^/]+)';
  });
  return { operation, method, path: new RegExp(`^${source}/?$`), labels, query: queryFields(inputOf()) };
}

/** A structure is [3, namespace, name, traits, members, schemas]; a member's schema may be [schema, traits]. */
function queryFields(input: unknown): ReadonlyMap<string, string> {
  const [, , , , members, schemas] = input as [number, string, string, unknown, readonly string[], readonly unknown[]];
  const fields = new Map<string, string>();
  for (const [index, member] of members.entries()) {
    const schema = schemas[index];
    const traits: unknown = Array.isArray(schema) ? schema[1] : undefined;
    if (typeof traits === 'object' && traits !== null && 'httpQuery' in traits)
      fields.set(String(traits.httpQuery), member);
  }
  return fields;
}
