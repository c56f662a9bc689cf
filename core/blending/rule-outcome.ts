import type { PlannedMove } from '../agent/planned-move';

/** What one rule makes of the situation. */
export interface RuleOutcome {
  readonly moves: readonly PlannedMove[];
  /** Moments (ms since the epoch) at which it could decide something more although nothing happens; past ones do not count. */
  readonly lookAt: readonly number[];
}

export const nothingToDo: RuleOutcome = { moves: [], lookAt: [] };

/**
 * Takes the first `count` who are ready, in their order. `lookAt` says when each is ready, if there were too few.
 */
export function pickReady<A>(
  agents: readonly A[],
  count: number,
  readyFrom: (agent: A) => number,
  now: number,
): { readonly chosen: readonly A[]; readonly lookAt: readonly number[] } {
  const chosen = agents.filter((agent) => readyFrom(agent) <= now).slice(0, Math.max(0, count));
  if (chosen.length >= count) return { chosen, lookAt: [] };
  return { chosen, lookAt: agents.map(readyFrom) };
}
