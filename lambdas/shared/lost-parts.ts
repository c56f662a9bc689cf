import type { DecisionLog } from '../../core/decisions/decision-log';

/** Counts an event that is used without the parts of it that cannot be read, and says which they are. */
export function noteLost(
  ports: { readonly decisions: Pick<DecisionLog, 'record'> },
  what: string,
  lost: readonly string[],
  ids: Readonly<Record<string, string>>,
): void {
  if (lost.length === 0) return;
  ports.decisions.record({
    type: 'input.ignored',
    why: 'malformed-part',
    reason: `${what} is used without what cannot be read of it: ${lost.join('; ')}`,
    inputs: { ...ids, problems: lost },
  });
}
