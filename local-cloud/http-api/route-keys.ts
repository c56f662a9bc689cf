/**
 * `POST /agent/previews/{previewId}`: a method, and a path whose parts may be variables; the last may be `{rest+}`, which
 * takes everything from there on.
 */
export const routeKeyPattern =
  /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/|(\/([\w.~-]+|\{[A-Za-z][\w.-]*\}))+\/?|(\/([\w.~-]+|\{[A-Za-z][\w.-]*\}))*\/\{[A-Za-z][\w.-]*\+\})$/;

export interface RouteMatch {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Variable {
  readonly name: string;
  /** Takes this part and all behind it, at least one. */
  readonly greedy: boolean;
}

function variableOf(part: string): Variable | null {
  const [, name, plus] = /^\{([^+]+)(\+?)\}$/.exec(part) ?? [];
  return name === undefined ? null : { name, greedy: plus === '+' };
}

/**
 * The route of a request whose path is decoded already, as an HTTP API matches it: `%2F` is a slash by then, and parts a
 * path in two. Of several the most specific goes first (developer guide, "routes for HTTP APIs"): from the left, a part
 * named in full before a variable before a greedy one. `null`: no route fits.
 */
export function matchRoute(routeKeys: Iterable<string>, method: string, path: string): RouteMatch | null {
  const parts = path.split('/');
  const fitting = [...routeKeys].flatMap((routeKey) => {
    const [ofMethod, ofPath = ''] = routeKey.split(' ');
    const pathParameters = ofMethod === method ? variablesOf(ofPath.split('/'), parts) : null;
    return pathParameters ? [{ routeKey, pathParameters, rank: rankOf(ofPath) }] : [];
  });
  const [best] = fitting.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return best ? { routeKey: best.routeKey, pathParameters: best.pathParameters } : null;
}

/** What the variables of a route stand for; `null` where the path does not fit. */
function variablesOf(wanted: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | null {
  const last = variableOf(wanted.at(-1) ?? '');
  if (last?.greedy ? parts.length < wanted.length : parts.length !== wanted.length) return null;
  const variables: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const variable = variableOf(want);
    const part = variable?.greedy ? parts.slice(index).join('/') : (parts[index] ?? '');
    if (variable === null ? want !== part : part === '') return null;
    if (variable !== null) variables[variable.name] = part;
  }
  return variables;
}

/** Lower goes first. */
function rankOf(path: string): string {
  const ranks = path.split('/').map((part) => {
    const variable = variableOf(part);
    return variable === null ? '0' : variable.greedy ? '2' : '1';
  });
  return ranks.join('');
}

/**
 * A path as an HTTP API goes by it, in its routes as in `rawPath`, which is not raw: decoded once. What is no valid code
 * stays as sent.
 */
export const decodedPath = (path: string): string =>
  path.replace(/(%[0-9a-f]{2})+/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
