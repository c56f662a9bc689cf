/** `POST /agent/previews/{previewId}`: a method, and a path whose parts may be variables. */
export const routeKeyPattern = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/|(\/([\w.~-]+|\{[A-Za-z][\w.-]*\}))+\/?)$/;

export interface RouteMatch {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const variableName = (part: string): string | null => /^\{(.+)\}$/.exec(part)?.[1] ?? null;

/**
 * The route of a request. One that names more parts in full goes first, from the left (developer guide, "routes for HTTP
 * APIs": the most specific one). Values of variables come decoded. `null`: no route fits.
 */
export function matchRoute(routeKeys: Iterable<string>, method: string, path: string): RouteMatch | null {
  const parts = path.split('/');
  const fitting = [...routeKeys].flatMap((routeKey) => {
    const [ofMethod, ofPath = ''] = routeKey.split(' ');
    const wanted = ofPath.split('/');
    if (ofMethod !== method || wanted.length !== parts.length) return [];
    const pathParameters: Record<string, string> = {};
    for (const [index, want] of wanted.entries()) {
      const part = parts[index] ?? '';
      const variable = variableName(want);
      if (variable === null ? want !== part : part === '') return [];
      if (variable !== null) pathParameters[variable] = decodedPart(part);
    }
    return [
      { routeKey, pathParameters, variables: wanted.map((want) => (variableName(want) === null ? '0' : '1')).join('') },
    ];
  });
  const [best] = fitting.sort((a, b) => (a.variables < b.variables ? -1 : 1));
  return best ? { routeKey: best.routeKey, pathParameters: best.pathParameters } : null;
}

/** As sent, where it is no valid code. */
function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
