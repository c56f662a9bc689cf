/** Numbers that are never dialled. Asked when a list is loaded, when a contact is chosen, and again before the dial. */
import { readCsv } from './csv';
import { isNumberTitle } from './list-columns';
import { type Country, listedProblem, readNumber } from './phone-number';
import { quoted } from './quoted';
import { type ListProblem, problemSentence } from './read-people';
import { unshowable } from './unshowable';

/** Numbers that nobody may dial, each with a reason. */
export interface DoNotCall {
  /** Why a number may not be dialled, as a sentence part such as `asked not to be called`; `null` when it may. */
  why(number: string): string | null;
  /** `number` is E.164; who is on the list already keeps the first reason. */
  add(number: string, why?: string): void;
}

/** Reasons stand in lines and in the journal. */
const longestReason = 500;
const tooLong = (reason: string): string => `has ${reason.length} characters; ${longestReason} is the most`;

const unsaid = 'on the do-not-call list';

/** A list that may grow while campaigns run. */
export class DoNotCallList implements DoNotCall {
  readonly #reasons: Map<string, string>;

  /** `write`: called before an addition counts; if it throws, nothing has changed. */
  constructor(
    reasons: Iterable<readonly [number: string, why: string]> = [],
    private readonly write: (number: string, why: string) => void = () => {},
  ) {
    this.#reasons = new Map(reasons);
  }

  add(number: string, why: string = unsaid): void {
    if (this.#reasons.has(number)) return;
    this.write(number, why);
    this.#reasons.set(number, why);
  }

  why(number: string): string | null {
    return this.#reasons.get(number) ?? null;
  }

  get size(): number {
    return this.#reasons.size;
  }
}

/** Whoever is on one of two lists; the second one grows. */
export const onEither = (given: DoNotCall, growing: DoNotCall): DoNotCall => ({
  why: (number) => given.why(number) ?? growing.why(number),
  add: (number, why) => growing.add(number, why),
});

/** Why somebody may not be called: whoever has a barred number is not called on another. */
export function barredBecause(doNotCall: DoNotCall, numbers: readonly string[]): string | null {
  for (const number of numbers) {
    const why = doNotCall.why(number);
    if (why !== null) return why;
  }
  return null;
}

/**
 * Reads a header that names a column of numbers (as in a list; several are all barred) and one called `reason`, or, without one, number
 * and reason in this order. Bad rows are said: whom they meant is not barred. `country`: of numbers that name none; `numberTitles`: what
 * columns of numbers are called besides the common names.
 */
export function readDoNotCall(
  text: string,
  country: Country | null = null,
  numberTitles: readonly string[] = [],
): { readonly list: DoNotCallList; readonly problems: readonly string[] } {
  const { rows, problems } = readCsv(text);
  const list = new DoNotCallList();
  const said: ListProblem[] = [...problems];
  const titles = (rows[0]?.fields ?? []).map((title) => title.trim());
  const named = titles.flatMap((title, place) => (isNumberTitle(title, numberTitles) ? [place] : []));
  const places = named.length > 0 ? named : [0];
  const reasonAt = named.length > 0 ? titles.findIndex((title) => title.toLowerCase() === 'reason') : 1;
  if (rows.length + problems.length === 0) {
    const problem = 'the list is empty; write a header such as number,reason even if nobody is on it';
    said.push({ line: 1, problem });
  }
  const [first] = rows;
  if (first && named.length === 0 && !/\p{Nd}/u.test(first.fields.join(''))) {
    const problem = `no column of ${quoted(titles.join(', '))} is known to have numbers; call it "number", or name it in "columns" of the campaign`;
    return { list, problems: [{ line: first.line, problem }, ...problems].map(problemSentence) };
  }
  for (const { line, fields } of named.length > 0 ? rows.slice(1) : rows) {
    const reason = (fields[reasonAt] ?? '').trim();
    const odd = unshowable(reason) ?? (reason.length > longestReason ? tooLong(reason) : null);
    if (odd !== null) said.push({ line, column: titles[reasonAt] ?? 'reason', problem: odd });
    const written = places.filter((place) => (fields[place] ?? '').trim() !== '');
    for (const place of written.length > 0 ? written : places.slice(0, 1)) {
      const reading = readNumber(fields[place] ?? '', country);
      const column = named.length > 0 ? { column: titles[place] ?? '' } : {};
      if ('problem' in reading) said.push({ line, problem: listedProblem(reading), ...column });
      else list.add(reading.number, reason || unsaid);
    }
  }
  return { list, problems: said.sort((a, b) => a.line - b.line).map(problemSentence) };
}
