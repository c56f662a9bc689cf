import type { DecisionLog } from './decision-log';

/** A timer or an event this late was lost. */
export const overdueMs = 15_000;

/** Says what was found wrong and put right, with its evidence. */
export function repaired(
  ports: { readonly decisions: DecisionLog },
  what: 'agent' | 'call' | 'tether' | 'move' | 'preview' | 'ledger' | 'calls-in-progress' | 'task',
  id: string,
  reason: string,
  inputs: Readonly<Record<string, string | number | null>>,
): void {
  ports.decisions.record({ type: 'state.repaired', what, id, reason, inputs });
}
