import type { LineOf, Summary, TraceLine, Violation } from './lines';
import { repeatedOffers } from './repeats';

/** Answered within this wait counts for the service level (SCENARIOS.md section 3). */
const serviceLevelSeconds = 20;

/**
 * The figures of a finished run. `endSeconds` is where the run ended; agents who never log in count for nothing. The
 * outbound figures are 0 and null: that side does not exist yet.
 */
export function summarise(
  lines: readonly TraceLine[],
  run: {
    readonly endSeconds: number;
    readonly heldBackSeconds: number;
    readonly violations: readonly Violation[];
  },
): Summary {
  const answered = linesOf(lines, 'call.answered');
  const abandoned = linesOf(lines, 'call.abandoned');
  const voicemail = linesOf(lines, 'call.voicemail');
  const arrived = linesOf(lines, 'call.arrived').length;
  const left = [...answered, ...abandoned, ...voicemail];
  const waited = left.reduce((sum, line) => sum + line.waitSeconds, 0);
  const gone = new Set(left.map((line) => line.call));
  return {
    inbound: {
      arrived,
      answered: answered.length,
      abandoned: abandoned.length,
      voicemail: voicemail.length,
      waiting: linesOf(lines, 'call.queued').filter((line) => !gone.has(line.call)).length,
      serviceLevel20: ratio(answered.filter((line) => line.waitSeconds <= serviceLevelSeconds).length, arrived),
      meanWaitSeconds: ratio(waited, left.length),
    },
    outbound: { dials: 0, answered: 0, connected: 0, abandoned: 0, abandonRate: null },
    agents: { utilisation: utilisation(lines, run.endSeconds), movesToInbound: 0, movesToOutbound: 0 },
    sameAgentTwice: repeatedOffers(lines).length,
    heldBackSeconds: rounded(run.heldBackSeconds),
    violations: run.violations,
  };
}

/** (Busy + AfterCallWork) / logged-in time over all agents, from t = 0 to the end. */
function utilisation(lines: readonly TraceLine[], endSeconds: number): number | null {
  const current = new Map<string, { status: string; since: number }>();
  let worked = 0;
  let loggedIn = 0;
  const count = (status: string, seconds: number) => {
    if (status !== 'Offline') loggedIn += seconds;
    if (status === 'Busy' || status === 'AfterCallWork') worked += seconds;
  };
  for (const line of linesOf(lines, 'agent.status')) {
    const before = current.get(line.agent);
    if (before !== undefined) count(before.status, line.t - before.since);
    current.set(line.agent, { status: line.status, since: line.t });
  }
  for (const { status, since } of current.values()) count(status, endSeconds - since);
  return ratio(worked, loggedIn);
}

export function linesOf<T extends TraceLine['type']>(lines: readonly TraceLine[], type: T): readonly LineOf<T>[] {
  return lines.filter((line): line is LineOf<T> => line.type === type);
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole));
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
