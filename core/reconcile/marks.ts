import { fnv1a } from '../group/directory';

/**
 * Which of many ids were seen, small enough for a message: seven characters an id, one behind the other. Two ids have the
 * same mark once in four thousand million, and never in two rounds, since `salt` changes.
 */
export type SeenMarks = string;

const markLength = 7;

const markOf = (salt: string, id: string): string => fnv1a(`${salt}#${id}`).toString(36).padStart(markLength, '0');

/** The marks with those of these ids added, seven characters each; `salt` is that of the round. */
export const withMarks = (marks: SeenMarks, salt: string, ids: Iterable<string>): SeenMarks =>
  marks + [...ids].map((id) => markOf(salt, id)).join('');

/** How many marks there are; an id that was added twice counts twice. */
export const countMarks = (marks: SeenMarks): number => marks.length / markLength;

/** Answers whether an id was marked. */
export function markedIn(marks: SeenMarks, salt: string): (id: string) => boolean {
  const all = new Set<string>();
  for (let at = 0; at < marks.length; at += markLength) all.add(marks.slice(at, at + markLength));
  return (id) => all.has(markOf(salt, id));
}
