/** What a person who searches for a code reads of it. */
export interface ErrorEntry {
  /** The sentence as it is printed; what stands in capitals differs. */
  readonly says: string;
  readonly means: string;
  /** What puts it right. */
  readonly remedy: string;
}

export const entries = <const C extends Readonly<Record<string, ErrorEntry>>>(of: C): C => of;
