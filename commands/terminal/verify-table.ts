import type { CaseVerdict, Verdict } from '../../what-if/verify/verify';

/** A case of `npm run verify` for people: a value a line, theirs, ours, how far apart, in standard errors of both together. */
export function linesOfCase({ id, title, verdicts, attempt }: CaseVerdict): readonly string[] {
  const again = attempt === 1 ? '' : ' (played again, four times as long: a value was outside)';
  return [`${id}: ${title}${again}`, ...verdicts.map(lineOf)];
}

function lineOf({ measure, known, mean, standardError, tolerance, holds }: Verdict): string {
  const [theirs, ours, error] = [known, mean, standardError].map((value) => value.toPrecision(6).padStart(11));
  const apart = Math.abs(mean - known) / tolerance;
  return `  ${holds ? 'holds  ' : 'OUTSIDE'} ${measure.padEnd(22)} ${theirs} ${ours} +- ${error}  ${(100 * apart).toFixed(0).padStart(4)} % of what it may be off`;
}
