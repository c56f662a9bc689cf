import { countsAsWaiting, type WaitingTask } from '../core/group/waiting-task';

/**
 * Waiting tasks as entries of a set: an entry bears its own time, so that whoever reads the set can leave out what counts
 * no longer, and whoever takes one out needs no read.
 */
export const memberOf = ({ contactId, queuedAt }: WaitingTask): string => `${queuedAt}:${contactId}`;

/** The task an entry of the set stands for; the reverse of `memberOf`. */
export function taskIn(member: string): WaitingTask {
  const colon = member.indexOf(':');
  return { queuedAt: Number(member.slice(0, colon)), contactId: member.slice(colon + 1) };
}

/** How many of these entries still count as waiting at `now`, ms. */
export const waitingNow = (members: readonly string[], now: number): number =>
  members.filter((member) => countsAsWaiting(taskIn(member), now)).length;
