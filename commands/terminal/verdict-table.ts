import pc from 'picocolors';
import type { Row } from '../../account/row';

/** How each verdict is shown: a sign before it, and a colour. */
export type Marks<Verdict extends string> = Readonly<
  Record<Verdict, { readonly sign: string; readonly paint: (text: string) => string }>
>;

const widestSubject = 44;

/** The rows as lines of at most `columns` characters; commands stay on one line so that they can be copied. */
export function table<Verdict extends string>(
  rows: readonly Row<Verdict>[],
  marks: Marks<Verdict>,
  columns: number,
): readonly string[] {
  const verdicts = Object.keys(marks) as Verdict[];
  const markWidth = 2 + Math.max(...verdicts.map((verdict) => verdict.length));
  const subjectWidth = Math.min(widestSubject, Math.max(...rows.map(({ subject }) => subject.length)));
  const indent = ' '.repeat(markWidth + subjectWidth + 4);
  const room = Math.max(30, columns - indent.length);
  return rows.flatMap(({ subject, verdict, sentence, command }) => {
    const { sign, paint } = marks[verdict];
    const [first = '', ...rest] = wrapped(sentence, room);
    const name =
      subject.length > widestSubject ? `${subject.slice(0, widestSubject - 1)}…` : subject.padEnd(subjectWidth);
    return [
      `${paint(`${sign} ${verdict}`.padEnd(markWidth))}  ${name}  ${first}`,
      ...rest.map((line) => indent + line),
      ...(command === undefined ? [] : [`${indent}$ ${pc.bold(command)}`]),
    ];
  });
}

/** One line with the counts, in the order of the marks. */
export const counts = <Verdict extends string>(
  rows: readonly { readonly verdict: Verdict }[],
  marks: Marks<Verdict>,
): string =>
  Object.keys(marks)
    .map((wanted) => `${rows.filter(({ verdict }) => verdict === wanted).length} ${wanted}`)
    .join(', ');

function wrapped(sentence: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
