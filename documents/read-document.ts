import type * as z from 'zod';
import { codeOf } from './issue-code';
import { readJsonText } from './json-text';
import { type JsonPath, type Problem, showPath } from './problems';
import { eachOnce, type Told } from './told';

export type ReadDocument<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Told[] };

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
      problems: [
        {
          code: 'file.not-json',
          sentence: `${file}: $: not JSON at line ${json.line}, column ${json.column}: ${json.message}`,
        },
      ],
    };
  }
  const read = schema.safeParse(json.value);
  const shape = read.success
    ? []
    : read.error.issues.flatMap((issue) =>
        issue.message
          .split('\n')
          .map((message): Problem => ({ code: codeOf(issue, json.value), path: issue.path as JsonPath, message })),
      );
  const repeated = json.duplicates.map(
    (path): Problem => ({
      code: 'field.twice',
      path,
      message: 'this field stands twice in its object; keep one of the two',
    }),
  );
  const problems = [...repeated, ...shape, ...further(json.value)];
  if (read.success && problems.length === 0) return { ok: true, value: read.data };
  const told = problems.map(({ code, path, message }) => ({
    code,
    sentence: `${file}: ${showPath(path)}: ${message}`,
  }));
  return { ok: false, problems: eachOnce(told) };
}
