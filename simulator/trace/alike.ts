import type { TraceLine } from './lines';

/** A trace without what may differ between the stages: free text. Reasons that are words of the contract stay. */
export const withoutFreeText = (lines: readonly TraceLine[]): readonly object[] =>
  lines.map((line) => {
    if (line.type === 'call.voicemail' || line.type === 'call.refused') return line;
    const {
      reason: _reason,
      problems: _problems,
      ...rest
    } = line as TraceLine & { reason?: string; problems?: unknown };
    return rest;
  });

/** A trace with the name of the stage that wrote it. */
export interface NamedTrace {
  readonly stage: string;
  readonly lines: readonly TraceLine[];
}

/**
 * What the stages do not agree on, as a sentence: the first line that differs in more than free text, in both traces. `null`:
 * they are alike. What has to agree is in docs/scenarios.md#the-trace.
 */
export function firstDifference(one: NamedTrace, other: NamedTrace): string | null {
  const [left, right] = [one, other].map(({ lines }) => withoutFreeText(lines).map((line) => JSON.stringify(line)));
  if (left === undefined || right === undefined) return null;
  const most = Math.max(left.length, right.length);
  for (let index = 0; index < most; index++) {
    if (left[index] === right[index]) continue;
    const told = (line: string | undefined) => line ?? 'nothing more';
    return `line ${index + 1} is ${told(left[index])} in ${one.stage} and ${told(right[index])} in ${other.stage}`;
  }
  return null;
}
