/** One row of what a command found. */
export interface Row<Verdict extends string> {
  readonly subject: string;
  readonly verdict: Verdict;
  /** What was found, and what would be right where it is not. */
  readonly sentence: string;
  /** Shell command that puts it right, where one can. */
  readonly command?: string;
}
