import { type Answer, whyUnknown } from '../questions';
import type { Row } from '../row';

/** `right`: nothing to do. `to do`: a deploy or a call would fail or suffer. `unknown`: nobody could say. */
export type Verdict = 'right' | 'to do' | 'unknown';

export type Finding = Row<Verdict>;

export const right = (subject: string, sentence: string): Finding => ({ subject, verdict: 'right', sentence });

export const toDo = (subject: string, sentence: string, command?: string): Finding => ({
  ...{ subject, verdict: 'to do', sentence },
  ...(command !== undefined && { command }),
});

/** What the table says where AWS gave no answer. */
export function unknown(subject: string, answer: Extract<Answer<unknown>, { known: false }>): Finding {
  return { subject, verdict: 'unknown', sentence: whyUnknown(answer) };
}

/** The findings from an answer, or one row that says why there is none. */
export const given = <T>(
  subject: string,
  answer: Answer<T>,
  findings: (value: T) => readonly Finding[],
): readonly Finding[] => (answer.known ? findings(answer.value) : [unknown(subject, answer)]);
