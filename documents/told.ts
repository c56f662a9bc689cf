import type { ProblemCode } from './errors/catalogue';

/** One thing that a person is told of: the whole sentence, where included, and the code to search for in docs/errors.md. */
export interface Told {
  readonly code: ProblemCode;
  readonly sentence: string;
}

/** A problem as it is printed: the sentence as it stands, and the code behind it in brackets. */
export const printed = ({ code, sentence }: Told): string => `${sentence} [${code}]`;

/** Each of them once, in the order in which they were found. */
export const eachOnce = (problems: readonly Told[]): readonly Told[] => [
  ...new Map(problems.map((problem) => [problem.sentence, problem])).values(),
];

export const sentences = (problems: readonly Told[]): readonly string[] => problems.map(({ sentence }) => sentence);

/** Thrown where a command cannot go on for reasons that a person can put right. Its message is what is printed, a line each. */
export class RefusedError extends Error {
  override readonly name: string = 'RefusedError';
  /** `notices`: sentences that a person needs beside them, and that refuse nothing. */
  constructor(
    readonly problems: readonly Told[],
    notices: readonly string[] = [],
  ) {
    super([...problems.map(printed), ...notices].join('\n'));
  }
}

/** RefusedError for a single reason. */
export const refused = (code: ProblemCode, sentence: string): RefusedError => new RefusedError([{ code, sentence }]);
