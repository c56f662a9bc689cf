import type { Scenario } from './scenario';

/** A number that callers dial. */
export interface Line {
  readonly name: string;
  readonly queue: string;
  /** What its callers ask of agents, instead of what the group of the queue asks for; null: that. */
  readonly requires: string | null;
}

/** One for every queue, under its name, and one more for whatever else its callers ask of agents. */
export function linesOf({ groups, calls, arrivals }: Pick<Scenario, 'groups' | 'calls' | 'arrivals'>): readonly Line[] {
  const queues = groups.flatMap((group) => group.queues);
  const lines: Line[] = queues.map((queue) => ({ name: queue, queue, requires: null }));
  let count = 0;
  const newName = (): string => {
    do count++;
    while (queues.includes(`asks-${count}`));
    return `asks-${count}`;
  };
  for (const { queue, requires } of [...calls, ...arrivals]) {
    // What a call asks for itself goes along to wherever it is sent, also where it is what its first group asks for.
    if (requires === null) continue;
    if (lines.some((line) => line.queue === queue && line.requires === requires)) continue;
    lines.push({ name: newName(), queue, requires });
  }
  return lines;
}

/** The one that a caller of the queue dials who asks for this; null asks for what the group does. */
export const lineFor = (lines: readonly Line[], queue: string, requires: string | null): Line | undefined =>
  lines.find((line) => line.queue === queue && line.requires === requires) ??
  lines.find((line) => line.queue === queue);
