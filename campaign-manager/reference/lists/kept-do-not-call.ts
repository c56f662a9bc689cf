/**
 * Numbers that were barred while campaigns ran, kept over the end of the process. A number that comes twice is the same
 * number, so lines need no count.
 *
 * ```
 * snapshot  {"format":1,"numbers":[["+4930123456","asked by letter"]]}
 * journal   {"at":1767603600000,"number":"+4930123456","why":"asked by letter"}
 * ```
 */
import * as z from 'zod';
import { DoNotCallList } from './do-not-call';
import { JournalCorruptError, readLine, wholeLines } from './journal-lines';
import type { JournalStore } from './journal-store';
import { numberAnew } from './kept-people';

const snapshotSchema = z.object({ format: z.literal(1), numbers: z.array(z.tuple([z.string(), z.string()])) });
const lineSchema = z.object({ at: z.number(), number: z.string(), why: z.string() });

/**
 * Opens the list; whatever is added to it is written down before it counts. `problems`: a torn line, as a sentence. Throws
 * JournalCorruptError when the store is corrupt.
 */
export function openDoNotCall(
  store: JournalStore,
  now: () => number,
): { readonly list: DoNotCallList; readonly problems: readonly string[] } {
  const { snapshot, journal } = store.read();
  if (snapshot === null && journal !== '')
    throw new JournalCorruptError('journal', 1, 'has no snapshot it could follow');
  const { lines, torn } = wholeLines(journal);
  const added = lines.map((line, index) => readLine(lineSchema, line, 'journal', index + 1));
  const before = snapshot === null ? [] : readLine(snapshotSchema, snapshot.trimEnd(), 'snapshot', 1).numbers;
  const numbers = new Map<string, string>();
  for (const [number, why] of [...before, ...added.map(({ number, why }) => [number, why] as const)]) {
    const known = numberAnew(number);
    if (!numbers.has(known)) numbers.set(known, why);
  }
  /** A line may be there in part: the next one must not be written behind it. */
  let unsure = torn !== null || snapshot === null;
  const list = new DoNotCallList(numbers, (number, why) => {
    tidy();
    unsure = true;
    store.append(`${JSON.stringify({ at: now(), number, why })}\n`);
    unsure = false;
    numbers.set(number, why);
  });
  const tidy = () => {
    if (unsure || !store.whole()) store.replace(`${JSON.stringify({ format: 1, numbers: [...numbers] })}\n`);
    unsure = false;
  };
  tidy();
  return { list, problems: torn === null ? [] : [torn] };
}
