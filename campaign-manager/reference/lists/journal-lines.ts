/** Stored lines, read: each is JSON of a known shape, and only the last may be torn. Pure. */
import type * as z from 'zod';

/** What is stored cannot be what was written: dialling on would dial somebody twice, or forget them. */
export class JournalCorruptError extends Error {
  override readonly name = 'JournalCorruptError';
  constructor(
    readonly part: 'snapshot' | 'journal',
    readonly line: number,
    problem: string,
  ) {
    super(`line ${line} of the ${part} ${problem}; put the file back from a copy, or begin anew in another folder`);
  }
}

/** A change counts once its line is written to the end: a last line that is not whole never counted, and is dropped. */
export function wholeLines(journal: string): { readonly lines: readonly string[]; readonly torn: string | null } {
  const lines = journal.split('\n');
  const rest = lines.pop() ?? '';
  const last = lines.at(-1);
  const broken = rest !== '' ? rest : last !== undefined && !isJson(last) ? lines.pop() : undefined;
  if (broken === undefined) return { lines, torn: null };
  const torn = `line ${lines.length + 1} of the journal was not written to its end (${broken.length} characters) and is dropped`;
  return { lines, torn };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads one line of a journal, `number` counted from 1. Throws JournalCorruptError with every problem of it. */
export function readLine<T>(schema: z.ZodType<T>, line: string, part: 'snapshot' | 'journal', number: number): T {
  if (!isJson(line)) throw new JournalCorruptError(part, number, 'is not JSON');
  const read = schema.safeParse(JSON.parse(line));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new JournalCorruptError(part, number, `cannot be read (${problems.join('; ')})`);
}
