import type { Answer } from '../questions';

/** `right`: nothing to do. `to do`: a deploy or a call would fail or suffer. `unknown`: nobody could say. */
export type Verdict = 'right' | 'to do' | 'unknown';

/** One row of the table. */
export interface Finding {
  readonly subject: string;
  readonly verdict: Verdict;
  /** What was found, and what would be right where it is not. */
  readonly sentence: string;
  /** Shell command that puts it right, where one can. */
  readonly command?: string;
}

export const right = (subject: string, sentence: string): Finding => ({ subject, verdict: 'right', sentence });

export const toDo = (subject: string, sentence: string, command?: string): Finding => ({
  ...{ subject, verdict: 'to do', sentence },
  ...(command !== undefined && { command }),
});

/** What the table says where AWS gave no answer. */
export function unknown(subject: string, answer: Extract<Answer<unknown>, { known: false }>): Finding {
  const { action, why, denied } = answer;
  const sentence = denied
    ? `not allowed to look: the permission ${action} is missing`
    : `${action} gave no answer: ${why}`;
  return { subject, verdict: 'unknown', sentence };
}

/** The findings from an answer, or one row that says why there is none. */
export const given = <T>(
  subject: string,
  answer: Answer<T>,
  findings: (value: T) => readonly Finding[],
): readonly Finding[] => (answer.known ? findings(answer.value) : [unknown(subject, answer)]);

/** A command line with each word quoted as a POSIX shell needs it. */
export const command = (...words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
