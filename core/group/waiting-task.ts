import type { ContactId } from '../ids';
/** A task in a queue of a group that nobody has in hand yet. */
export interface WaitingTask {
  readonly contactId: ContactId;
  /** Since when it waits, ms; with the id it tells one stay in a queue from another. */
  readonly queuedAt: number;
}

/**
 * How long a task counts as waiting: events of contacts come best effort, and one that is lost must hold no agent back for
 * ever. A task that nobody took within two hours no longer keeps an agent from campaigns.
 */
export const taskCountsMs = 7_200_000;

/** So many are counted: each holds back one agent, and a decision looks at no more. */
export const mostTasks = 500;

/**
 * Whether the task still keeps idle agents on the inbound side at `now`, ms; an end that nobody heard of does not keep them for
 * ever.
 */
export const countsAsWaiting = ({ queuedAt }: Pick<WaitingTask, 'queuedAt'>, now: number): boolean =>
  now - queuedAt < taskCountsMs;
