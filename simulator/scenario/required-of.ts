import { seededChance } from '../../clock/chance';
import { type RequiredProficiency, requirementsIn } from '../../core/group/proficiency';
import { expandCalls } from './arrivals';
import type { Scenario } from './scenario';

/** What a call in a queue asks of agents: its own, or else what the group of the queue asks for. */
export function requiredOf(scenario: Scenario): (call: string, queue: string) => readonly RequiredProficiency[] {
  const byQueue = new Map(
    scenario.groups.flatMap(({ queues, requires }) =>
      queues.map((queue) => [queue, requirementsIn(requires)] as const),
    ),
  );
  const someHaveTheirOwn = [...scenario.calls, ...scenario.arrivals].some(({ requires }) => requires !== null);
  const planned = someHaveTheirOwn ? expandCalls(scenario, seededChance(scenario.seed)) : [];
  const own = new Map(
    planned.flatMap(({ id, requires }) => (requires === null ? [] : [[id, requirementsIn(requires)] as const])),
  );
  // A second leg asks for what the call does.
  return (call, queue) => own.get(call.replace(/\/2$/, '')) ?? byQueue.get(queue) ?? [];
}
