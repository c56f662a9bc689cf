import { type Answer, whyUnknown } from '../questions';
import type { Row } from '../row';

/** `right`: seen to work. `failed`: seen not to, with what to do. `not possible`: could not be tried, and why. */
export type Verdict = 'right' | 'failed' | 'not possible';

export type Outcome = Row<Verdict>;

export const right = (subject: string, sentence: string): Outcome => ({ subject, verdict: 'right', sentence });

export const failed = (subject: string, sentence: string, command?: string): Outcome => ({
  ...{ subject, verdict: 'failed', sentence },
  ...(command !== undefined && { command }),
});

export const notPossible = (subject: string, sentence: string): Outcome => ({
  ...{ subject, verdict: 'not possible', sentence },
});

export const unanswered = (subject: string, answer: Extract<Answer<unknown>, { known: false }>): Outcome =>
  notPossible(subject, whyUnknown(answer));
