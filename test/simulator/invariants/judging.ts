import { RefusedError } from '../../../documents/told';
import { InvariantChecker } from '../../../simulator/invariants/checker';
import { readScenario } from '../../../simulator/scenario/read-scenario';
import type { TraceEvent, TraceLine, Violation } from '../../../simulator/trace/lines';

/** A trace told by hand: what an application might have done. */
export type Story = readonly (readonly [t: number, event: TraceEvent])[];

export interface World {
  /** Fields of the scenario instead of the usual ones. */
  readonly more?: object;
  /** Seconds of the run; up to the last line unless told. */
  readonly end?: number;
  /** What the runner tells besides the trace, after everything at t = 0. */
  readonly tell?: (checker: InvariantChecker) => void;
  /** Whether the Campaign Manager can be told to hold agents. */
  readonly holdsAgents?: boolean;
}

const agents = [
  { username: 'ana', group: 'g', kind: 'blended', availableAt: -100 },
  { username: 'ben', group: 'g', kind: 'blended', availableAt: -50 },
];

/** Judges a story of ana and ben, Available on the inbound side since -100 and -50, of a group with one queue and one campaign. */
export function judge(story: Story, { more = {}, end, tell, holdsAgents = false }: World = {}): readonly Violation[] {
  const file = {
    ...{ name: 's', durationSeconds: 10_000, agents },
    groups: [{ name: 'g', queues: ['q'], campaigns: ['c'] }],
    campaigns: [{ name: 'c', contacts: 50, pacing: { mode: 'progressive' } }],
    ...more,
  };
  const read = readScenario('s.json', JSON.stringify(file));
  if (!read.ok) throw new RefusedError(read.problems);
  const checker = new InvariantChecker(read.scenario, { holdsAgents });
  const opening: Story = read.scenario.agents.flatMap(
    ({ username, side, availableAt }): Story => [
      [
        0,
        {
          type: 'agent.status',
          agent: username,
          status: availableAt !== null && availableAt <= 0 ? 'Available' : 'Offline',
        },
      ],
      [0, { type: 'agent.side', agent: username, side }],
    ],
  );
  const lines: TraceLine[] = [...opening, ...story].map(([t, event]) => ({ t, ...event }));
  lines.forEach((line, index) => {
    if (index === opening.length) tell?.(checker);
    checker.line(line);
  });
  return checker.finish(end ?? lines.at(-1)?.t ?? 0, lines);
}
