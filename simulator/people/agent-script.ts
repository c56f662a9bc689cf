import type { AnswerToPreview } from '../../core/agent/steps/preview';
import type { PageKind } from './page';

/** What an agent does with one call that is offered to them. Seconds after the ring began, less than 20. */
export type OfferAnswer = { readonly answerAfter: number } | { readonly declineAfter: number } | 'miss';
/** What an agent does with one contact they are shown. Seconds after it was shown. */
export type PreviewReaction = { readonly answer: AnswerToPreview; readonly after: number } | 'ignore';
/** Choosing what to be. */
export type StatusAct = 'available' | 'not-ready' | 'offline';

/** One act of an agent's timeline (docs/scenarios.md#what-can-be-written). */
export type AgentAct =
  | StatusAct
  | 'clear-miss'
  | 'close-page'
  | 'open-page'
  /** They call a customer. */
  | { readonly callOut: 'answered' | 'no-answer' | 'hung-up'; readonly talkSeconds: () => number }
  /** They have a task in hand for so long. */
  | { readonly taskSeconds: () => number };

/**
 * An agent of a scenario (docs/scenarios.md#what-can-be-written). Times are seconds; `at` and `availableAt` count from the
 * start of the run.
 */
export interface AgentScript {
  readonly username: string;
  readonly routingProfileId: string;
  readonly proficiencies?: readonly { readonly name: string; readonly value: string; readonly level: number }[];
  /** When they become Available: before the start where negative, never where null. */
  readonly availableAt: number | null;
  /** One entry per customer's call offered, in order; the last repeats. A tether uses none. */
  readonly offers: readonly OfferAnswer[];
  /** One entry per contact shown, in order; the last repeats. @default accepted after 5 s */
  readonly previews?: readonly PreviewReaction[];
  readonly afterMiss: 'stay' | { readonly availableAfter: number };
  readonly page: PageKind;
  /** After-call work of one customer's call; asked at its end. */
  readonly wrapUpSeconds: () => number;
  readonly timeline: readonly { readonly at: number; readonly do: AgentAct }[];
}
