import type * as z from 'zod';
import { readJsonText } from './json-text';
import { type JsonPath, type Problem, showPath } from './problems';

export type ReadDocument<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads JSON of a known shape. `file` is its name as the user typed it; `further` finds what the schema cannot, in the raw
 * document. Either everything is right, or all problems come at once, one line each:
 * `FILE: $.agents[0].offers[1]: what is wrong; what would be right`.
 */
export function readDocument<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
  further: (document: unknown) => readonly Problem[],
): ReadDocument<T> {
  const json = readJsonText(text);
  if (!json.ok) {
    return {
      ok: false,
      problems: [`${file}: $: not JSON at line ${json.line}, column ${json.column}: ${json.message}`],
    };
  }
  const read = schema.safeParse(json.value);
  const shape = read.success
    ? []
    : read.error.issues.flatMap((issue) =>
        issue.message.split('\n').map((message): Problem => ({ path: issue.path as JsonPath, message })),
      );
  const repeated = json.duplicates.map(
    (path): Problem => ({ path, message: 'this field stands twice in its object; keep one of the two' }),
  );
  const problems = [...repeated, ...shape, ...further(json.value)];
  if (read.success && problems.length === 0) return { ok: true, value: read.data };
  const lines = problems.map(({ path, message }) => `${file}: ${showPath(path)}: ${message}`);
  return { ok: false, problems: [...new Set(lines)] };
}
