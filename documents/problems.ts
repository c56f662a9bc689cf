/** How problems of a file are worded: where, what was wrong, what would be right. */
import type { ProblemCode } from './errors/catalogue';

/** A place in a JSON document: property names and list positions from the root. */
export type JsonPath = readonly (string | number)[];

/** One thing wrong at one place; `message` reads `what is wrong; what would be right`. */
export interface Problem {
  readonly code: ProblemCode;
  readonly path: JsonPath;
  readonly message: string;
}

/** `$.agents[0].offers[1]`; names that are not identifiers stand in brackets: `$.groups[0].thresholds["offer/seconds"]`. */
export function showPath(path: JsonPath): string {
  let shown = '$';
  for (const part of path) {
    if (typeof part === 'number') shown += `[${part}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(part)) shown += `.${part}`;
    else shown += `[${JSON.stringify(part)}]`;
  }
  return shown;
}

/** The offending value as JSON, cut to a readable length. */
export function quote(value: unknown): string {
  return cut(JSON.stringify(value, shownNumber) ?? String(value));
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** JSON has no number for what `1e999` is read as; it would be shown as null. */
const shownNumber = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? 'a number beyond 1.8e308' : value;

/** `is missing; give R` or `is V; it must be R`. */
export const mustBe = (value: unknown, right: string): string =>
  value === undefined ? `is missing; give ${right}` : `is ${quote(value)}; it must be ${right}`;

/** `; did you mean "x"?` for a near name, otherwise `; known are ...`. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== null) return `; did you mean ${quote(near)}?`;
  if (known.length === 0) return '; there are none here';
  const shown = known.slice(0, 24).map(cut).join(', ');
  return `; known are ${shown}${known.length > 24 ? ` and ${known.length - 24} more` : ''}`;
}

const longestName = 100;

function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    // No name is as long, and comparing two of them takes the product of their lengths.
    if (name.length > longestName || candidate.length > longestName) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance: single-character insertions, deletions and replacements. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The operating system's word for what went wrong, such as ENOENT or EADDRINUSE; an error's message where it has none. */
export function systemCode(error: unknown): string {
  if (error === null || typeof error !== 'object') return String(error);
  if ('code' in error) return String(error.code);
  return 'message' in error ? String(error.message) : 'no reason told';
}
