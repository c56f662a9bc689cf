import { requirementsIn } from '../../core/group/proficiency';
import type { Scenario } from './scenario';

/** Every skill that a scenario names, with its values: what the instance has as predefined attributes. */
export function skillsIn({
  groups,
  agents,
  calls,
  arrivals,
  campaigns,
}: Scenario): readonly { readonly name: string; readonly values: readonly string[] }[] {
  const asked = [...groups, ...calls, ...arrivals, ...campaigns].flatMap(({ requires }) =>
    requirementsIn(requires ?? 'none'),
  );
  const values = new Map<string, Set<string>>();
  for (const { name, value } of [...agents.flatMap((agent) => agent.proficiencies), ...asked]) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values].map(([name, known]) => ({ name, values: [...known] }));
}
