import * as z from 'zod';

/** How many levels deep keys are changed; what Connect writes has half as many. Deeper ones stay as they are. */
const depth = 16;

/**
 * Connect writes most events with one spelling and a few with the other (docs/amazon-connect.md#contact-events): keys are
 * compared with their first letter in lower case, `AgentARN` as `agentARN` and `ARN` as `aRN`.
 */
export function lowerFirstKeys(value: unknown, levels = depth): unknown {
  if (value === null || typeof value !== 'object' || levels === 0) return value;
  if (Array.isArray(value)) return value.map((one) => lowerFirstKeys(one, levels - 1));
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    // Setting this one would make a prototype of what came from outside; Connect has no such field.
    if (key !== '__proto__') copy[lowerFirst(key)] = lowerFirstKeys((value as Container)[key], levels - 1);
  }
  return copy;
}

/** The same few names come again in every event; no more of them are kept than Connect has. */
const knownKeys = new Map<string, string>();
const mostKnownKeys = 500;

function lowerFirst(key: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const lowered = key.charAt(0).toLowerCase() + key.slice(1);
  if (knownKeys.size < mostKnownKeys) knownKeys.set(key, lowered);
  return lowered;
}

/** An event dated further ahead than this is dated wrongly, and would count as the newest for ever. */
const aheadMs = 86_400_000;

/** Whether a moment cannot have been yet; `now`: by our clock, or by a time that came with it. A run may lie in 1970. */
export const isStillToCome = (at: number, now: number | null | undefined): boolean =>
  now !== null && now !== undefined && now >= endOf1970 && at > now + aheadMs;

/**
 * Connect writes 1970 for "never" (docs/amazon-connect.md#contact-events), and what is dated a day after the event that tells
 * of it is no time either. `now` is any other time of the event; a run may lie in 1970 itself.
 */
export const unlessNever = (at: number | null | undefined, now: number | null | undefined): number | null =>
  at === null || at === undefined || isStillToCome(at, now) || (at < endOf1970 && (now ?? endOf1970) >= endOf1970)
    ? null
    : at;

/** An id or a name: longer than any Connect gives, and short enough for a key of the table. */
export const shortText = z.string().min(1).max(256);

/** An ARN whose last part, behind the slash, is an id. */
export const arnText = z
  .string()
  .max(2_048)
  .regex(/(?:^|\/)[^/]{1,256}$/);

/**
 * A word of Connect's own, which some samples write as `Voice` and others as `VOICE` (docs/amazon-connect.md#contact-events):
 * in upper case.
 */
export const anyCase = shortText.transform((word) => word.toUpperCase());

export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const endOf1970 = Date.UTC(1971, 0, 1);

/** Of very many problems only the first are told; the others are found once these are gone. */
const toldProblems = 20;

/**
 * A schema's complaints as sentences with the place first: `agentARN: Invalid input: expected string, ...`. `whole`: what it is
 * called when it is wrong as a whole.
 */
export function problemsOf(error: z.ZodError, whole = 'the event'): readonly string[] {
  const more = error.issues.length - toldProblems;
  return [
    ...error.issues.slice(0, toldProblems).map((issue) => problemOf(issue, whole)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

const problemOf = (
  { path, message }: { readonly path: readonly PropertyKey[]; readonly message: string },
  whole: string,
): string =>
  `${path.length > 0 ? path.map((step) => shortened(String(step))).join('.') : whole}: ${shortened(message, 300)}`;

/** A text from outside as a sentence may show it. */
export const shortened = (text: string, characters = 60): string =>
  text.length > characters ? `${text.slice(0, characters)}...` : text;

/** A value from outside as a sentence may show it, whatever it is and however large. */
export function quotedValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : shortened(String(value));
}

/** Something read as far as it can be. `lost`: which parts were left out, and why; `problems`: why nothing is left. */
export type Spared<T> =
  /** `lost`: a sentence for each part that could not be read, and is not there. */
  | { readonly ok: true; readonly data: T; readonly lost: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads a value at the cost of the parts that cannot be read: a part the schema can do without is left out, any other
 * takes what it stands in along, such as its place in a list. Not `ok`: nothing would be left. `given` is changed.
 */
export function readSparing<T>(schema: z.ZodType<T>, given: unknown): Spared<T> {
  const first = schema.safeParse(given);
  if (first.success) return { ok: true, data: first.data, lost: [] };
  const problems = problemsOf(first.error);
  let { error } = first;
  // Each round takes parts away or whatever they stand in, so there are no more of them than levels.
  for (let round = 0; round <= depth && takeOut(given, error.issues); round++) {
    const next = schema.safeParse(given);
    if (next.success) return { ok: true, data: next.data, lost: problems };
    error = next.error;
  }
  return { ok: false, problems };
}

type Container = Record<PropertyKey, unknown>;

/** False when it is the whole that is wrong. */
function takeOut(given: unknown, issues: readonly z.core.$ZodIssue[]): boolean {
  const bad = new Map<Container, Set<PropertyKey>>();
  let shortenedAny = false;
  for (const issue of issues) {
    const { path } = issue;
    const list = issue.code === 'too_big' ? valueAt(given, path) : null;
    if (issue.code === 'too_big' && Array.isArray(list)) {
      // Too long a list loses its end: what is left of an agent's contacts still says that the agent is busy.
      list.splice(Number(issue.maximum));
      shortenedAny = true;
      continue;
    }
    const part = partAt(given, path) ?? partAt(given, path.slice(0, -1));
    if (part === null) return false;
    bad.set(part.holder, (bad.get(part.holder) ?? new Set()).add(part.key));
  }
  for (const [holder, keys] of bad) {
    if (Array.isArray(holder)) holder.splice(0, holder.length, ...holder.filter((_, index) => !keys.has(index)));
    else for (const key of keys) delete holder[key];
  }
  return bad.size > 0 || shortenedAny;
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Container)?.[step], given);

/** `null` where there is nothing at that place, or the place is the whole. */
function partAt(
  given: unknown,
  path: readonly PropertyKey[],
): { readonly holder: Container; readonly key: PropertyKey } | null {
  const key = path.at(-1);
  if (key === undefined) return null;
  const holder = valueAt(given, path.slice(0, -1)) as Container;
  return holder?.[key] === undefined ? null : { holder, key };
}
