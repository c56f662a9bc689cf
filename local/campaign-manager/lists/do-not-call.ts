/** Numbers that are never dialled. Asked when a list is loaded, when a contact is chosen, and again before the dial. */
import { readCsv } from './csv';
import { readNumber } from './phone-number';

export interface DoNotCall {
  /** Why a number may not be dialled, as a sentence part such as `asked not to be called`; `null` when it may. */
  why(number: string): string | null;
  /** `number` is E.164; who is on the list already keeps the first reason. */
  add(number: string, why?: string): void;
}

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

/** Reads columns number and reason (may be left out), without a header or with one. Bad rows are said: whom they meant is not barred. */
export function readDoNotCall(text: string): { readonly list: DoNotCallList; readonly problems: readonly string[] } {
  const { rows, problems } = readCsv(text);
  const list = new DoNotCallList();
  const said = problems.map(({ line, problem }) => ({ line, problem }));
  for (const [index, { line, fields }] of rows.entries()) {
    const [number = '', reason = ''] = fields;
    if (index === 0 && number.trim().toLowerCase() === 'number') continue;
    const reading = readNumber(number);
    if ('problem' in reading) said.push({ line, problem: reading.problem });
    else list.add(reading.number, reason.trim() || unsaid);
  }
  return {
    list,
    problems: said.sort((a, b) => a.line - b.line).map(({ line, problem }) => `line ${line}: ${problem}`),
  };
}
