import pc from 'picocolors';
import type { Finding, Verdict } from './finding';

const marks: Readonly<Record<Verdict, string>> = {
  right: pc.green('✓ right  '),
  'to do': pc.red('✗ to do  '),
  unknown: pc.yellow('? unknown'),
};
const markWidth = 9;
const widestSubject = 44;

/** The table, as lines of at most `columns` characters; commands stay on one line so that they can be copied. */
export function report(findings: readonly Finding[], columns: number): readonly string[] {
  const subjectWidth = Math.min(widestSubject, Math.max(...findings.map(({ subject }) => subject.length)));
  const indent = ' '.repeat(markWidth + subjectWidth + 4);
  const room = Math.max(30, columns - indent.length);
  return findings.flatMap(({ subject, verdict, sentence, command }) => {
    const [first = '', ...rest] = wrapped(sentence, room);
    const name =
      subject.length > widestSubject ? `${subject.slice(0, widestSubject - 1)}…` : subject.padEnd(subjectWidth);
    return [
      `${marks[verdict]}  ${name}  ${first}`,
      ...rest.map((line) => indent + line),
      ...(command === undefined ? [] : [`${indent}$ ${pc.bold(command)}`]),
    ];
  });
}

/** One sentence with the counts. */
export function verdictLine(findings: readonly Finding[]): string {
  const count = (wanted: Verdict) => findings.filter(({ verdict }) => verdict === wanted).length;
  return `${count('right')} right, ${count('to do')} to do, ${count('unknown')} unknown`;
}

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
