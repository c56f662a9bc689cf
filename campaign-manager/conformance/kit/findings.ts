/** What was found for each row; one finding that something does not hold outweighs any number that it does. */
import { type Row, type RowId, rows } from './rows';

/** `open`: there was no way to see it. `skipped`: nobody wanted to know. */
export type Verdict = 'holds' | 'fails' | 'open' | 'skipped';

/** The verdict on one row of the table. */
export interface Finding {
  readonly row: Row & { readonly id: RowId };
  readonly verdict: Verdict;
  /** Sentences: what was seen that should not be, or why nothing was seen. Empty when it holds. */
  readonly details: readonly string[];
}

/** More of the same tell nothing new. */
const mostDetails = 3;

/** Collects what stories see, row by row. */
export class Findings {
  readonly #held = new Set<RowId>();
  readonly #failed = new Map<RowId, string[]>();
  readonly #open = new Map<RowId, string>();
  readonly #skipped = new Map<RowId, string>();

  holds(row: RowId): void {
    this.#held.add(row);
  }

  fails(row: RowId, sentence: string): void {
    const sentences = this.#failed.get(row) ?? [];
    if (!sentences.includes(sentence)) sentences.push(sentence);
    this.#failed.set(row, sentences);
  }

  /** One look at a row. Answers what was found, so that a story can go on from there. */
  check(row: RowId, held: boolean, otherwise: () => string): boolean {
    if (held) this.holds(row);
    else this.fails(row, otherwise());
    return held;
  }

  /** Why a row could not be seen, if it was not seen otherwise. */
  open(row: RowId, why: string): void {
    if (!this.#open.has(row)) this.#open.set(row, why);
  }

  skip(row: RowId, why: string): void {
    this.#skipped.set(row, why);
  }

  failed(row: RowId): boolean {
    return this.#failed.has(row);
  }

  all(): readonly Finding[] {
    return rows.map((row) => {
      const { id } = row;
      const failed = this.#failed.get(id);
      const skipped = this.#skipped.get(id);
      if (failed) return { row, verdict: 'fails', details: shortened(failed) };
      if (skipped !== undefined) return { row, verdict: 'skipped', details: [skipped] };
      const open = this.#open.get(id);
      // Seen to hold in one story and out of reach in another: what was not seen counts.
      if (open !== undefined) return { row, verdict: 'open', details: [open] };
      if (this.#held.has(id)) return { row, verdict: 'holds', details: [] };
      return { row, verdict: 'open', details: ['nothing was seen of it'] };
    });
  }
}

const shortened = (sentences: readonly string[]): readonly string[] =>
  sentences.length <= mostDetails
    ? sentences
    : [...sentences.slice(0, mostDetails), `and ${sentences.length - mostDetails} more like this`];
