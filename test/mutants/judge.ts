import { z } from 'zod';

/** What a mutation run says of one file, as far as it is read here (the mutation testing report schema, version 2). */
export interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly ReportedMutant[];
}

/** Lines and columns begin with 1; `end` is the first column after it. */
interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ReportedMutant {
  readonly replacement?: string | undefined;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** A mutant that no test notices, by what it is made of and not by its place: so it is found again when lines are added above. */
export interface Survivor {
  /** The line it begins on. */
  readonly line: string;
  /** What was replaced, white space collapsed. */
  readonly code: string;
  readonly mutant: string;
}

const reasonedSurvivor = z.strictObject({
  line: z.string().min(1),
  code: z.string().min(1),
  mutant: z.string(),
  reason: z.string().min(10, 'a sentence that says why no test can or should notice it'),
});

/** `survivors.json`: by file. One entry stands for all mutants of the file that read alike. */
export const reasonsSchema = z.record(z.string(), z.array(reasonedSurvivor));
export type Reasons = z.infer<typeof reasonsSchema>;

export interface FileScore {
  readonly file: string;
  readonly mutants: number;
  readonly killed: number;
  readonly survived: number;
}

export interface Verdict {
  readonly scores: readonly FileScore[];
  /** Of all files together, percent. */
  readonly score: number;
  readonly problems: readonly string[];
  /** Survivors nobody gave a reason for, by file. */
  readonly unexplained: Readonly<Record<string, readonly Survivor[]>>;
}

/** Percent of the mutants that have to be killed. */
export const leastScore = 85;

/**
 * Judges the files of a run. Killed is also what never ends; a mutant no test reaches survives. What could not be run, or
 * was left out as it is made once for all tests, does not count.
 */
export function judge(report: Readonly<Record<string, ReportedFile>>, reasons: Reasons): Verdict {
  const scores: FileScore[] = [];
  const problems: string[] = [];
  const unexplained: Record<string, readonly Survivor[]> = {};
  for (const [file, { source, mutants }] of Object.entries(report)) {
    const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    scores.push({ file, mutants: killed + alive.length, killed, survived: alive.length });
    const survivors = new Map(alive.map((mutant) => survivorOf(source, mutant)).map((one) => [keyOf(one), one]));
    const known = reasons[file] ?? [];
    const explained = new Set(known.map(keyOf));
    const open = [...survivors].filter(([key]) => !explained.has(key)).map(([, survivor]) => survivor);
    if (open.length > 0) unexplained[file] = open;
    for (const { line, code, mutant } of open) {
      problems.push(
        `${file}: no test notices ${quoted(code)} -> ${quoted(mutant)}, and no reason is given (in: ${line})`,
      );
    }
    for (const entry of known.filter((one) => !survivors.has(keyOf(one)))) {
      problems.push(
        `${file}: a reason is given for ${quoted(entry.code)} -> ${quoted(entry.mutant)}, which does not survive (in: ${entry.line})`,
      );
    }
  }
  const all = sum(scores.map(({ mutants }) => mutants));
  const score = all === 0 ? 100 : (sum(scores.map(({ killed }) => killed)) / all) * 100;
  if (score < leastScore) problems.push(`the score is ${score.toFixed(1)} %, below ${leastScore} %`);
  return { scores, score, problems, unexplained };
}

function survivorOf(source: string, { location: { start, end }, replacement = '' }: ReportedMutant): Survivor {
  const lines = source.split('\n');
  const inside = lines.slice(start.line - 1, end.line);
  const last = inside.length - 1;
  const code = inside.map((text, index) =>
    text.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
  );
  return { line: (inside[0] ?? '').trim(), code: collapsed(code.join('\n')), mutant: collapsed(replacement) };
}

const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();
const keyOf = ({ line, code, mutant }: Survivor): string => JSON.stringify([line, code, mutant]);
const quoted = (text: string): string => `\`${text.length > 100 ? `${text.slice(0, 97)}...` : text}\``;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
