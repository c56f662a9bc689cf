/** Which agents are shown, and in which order. Pure. */
import type { AgentRow } from '../../core/wallboard/snapshot';

export const sortKeys = ['agent', 'side', 'doing', 'for'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface AgentChoice {
  readonly search: string;
  readonly side: AgentRow['side'] | 'all';
  readonly sort: SortKey;
  readonly descending: boolean;
}

/** Search goes over name, status and campaign, whatever their case. Those who are longest at what they do come last by `for`. */
export function chosenAgents(agents: readonly AgentRow[], choice: AgentChoice): readonly AgentRow[] {
  const { search, side, sort, descending } = choice;
  const wanted = search.trim().toLowerCase();
  const found = agents.filter(
    (row) =>
      (side === 'all' || row.side === side) &&
      (wanted === '' ||
        [row.agent, row.status, row.campaign ?? ''].some((text) => text.toLowerCase().includes(wanted))),
  );
  const direction = descending ? -1 : 1;
  return found.sort((one, other) => direction * compare(one, other, sort) || one.agent.localeCompare(other.agent));
}

function compare(one: AgentRow, other: AgentRow, sort: SortKey): number {
  if (sort === 'for') return (other.figures?.doingSince ?? 0) - (one.figures?.doingSince ?? 0);
  return one[sort].localeCompare(other[sort]);
}
