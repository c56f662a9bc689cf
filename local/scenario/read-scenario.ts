import { readJsonText } from './json-text';
import { type JsonPath, type Problem, showPath } from './problems';
import { referenceProblems } from './references';
import { resolveScenario, type Scenario } from './scenario';
import { scenarioSchema } from './schema';

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the text of a scenario file (SCENARIOS.md section 2). `file` is its name as the user typed it. Either everything
 * is right, or all problems come at once, one line each: `FILE: $.agents[0].offers[1]: what is wrong; what would be right`.
 */
export function readScenario(file: string, text: string): ReadScenario {
  const json = readJsonText(text);
  if (!json.ok) {
    return {
      ok: false,
      problems: [`${file}: $: not JSON at line ${json.line}, column ${json.column}: ${json.message}`],
    };
  }
  const read = scenarioSchema.safeParse(json.value);
  const shape = read.success
    ? []
    : read.error.issues.flatMap((issue) =>
        issue.message.split('\n').map((message): Problem => ({ path: issue.path as JsonPath, message })),
      );
  const repeated = json.duplicates.map(
    (path): Problem => ({ path, message: 'this field stands twice in its object; keep one of the two' }),
  );
  const problems = [...repeated, ...shape, ...referenceProblems(json.value)];
  if (read.success && problems.length === 0) return { ok: true, scenario: resolveScenario(read.data) };
  const lines = problems.map(({ path, message }) => `${file}: ${showPath(path)}: ${message}`);
  return { ok: false, problems: [...new Set(lines)] };
}
