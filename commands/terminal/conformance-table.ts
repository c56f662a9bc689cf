import { createColors } from 'picocolors';
import type { Finding, Verdict } from '../../campaign-manager/conformance/kit/findings';

const words: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  fails: 'FAILS',
  open: 'not seen',
  skipped: 'skipped',
};
const width = Math.max(...Object.values(words).map(({ length }) => length));

/** What holds and what does not, section by section; under what does not, what was seen and why it matters. */
export function table(findings: readonly Finding[], colour: boolean): string {
  const colours = createColors(colour);
  const paint: Readonly<Record<Verdict, (text: string) => string>> = {
    holds: colours.green,
    fails: colours.red,
    open: colours.yellow,
    skipped: colours.dim,
  };
  const sections = [...new Set(findings.map(({ row }) => row.section))];
  const indent = ' '.repeat(width + 4);
  const lines = sections.flatMap((section) => [
    '',
    colours.bold(section),
    ...findings
      .filter(({ row }) => row.section === section)
      .flatMap(({ row, verdict, details }) => [
        `  ${paint[verdict](words[verdict].padEnd(width))}  ${row.what} ${colours.dim(`[${row.id}]`)}`,
        ...(verdict === 'skipped' ? [] : details.map((detail) => `${indent}${detail}`)),
        ...(verdict === 'fails' || verdict === 'open' ? [`${indent}${colours.dim(`why it matters: ${row.why}`)}`] : []),
      ]),
  ]);
  return `${lines.join('\n')}\n\n${summary(findings)}\n`;
}

export function summary(findings: readonly Finding[]): string {
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  return `${count('holds')} of ${findings.length - count('skipped')} hold, ${count('fails')} fail, ${count('open')} not seen${skipped}`;
}

/** 0: everything that was asked for holds. 1: something does not, or could not be seen. */
export const exitCodeOf = (findings: readonly Finding[]): 0 | 1 =>
  findings.every(({ verdict }) => verdict === 'holds' || verdict === 'skipped') ? 0 : 1;
