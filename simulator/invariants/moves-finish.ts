import type { GroupId } from '../../core/ids';
import type { MoveView } from './campaign-views';
import type { Deadline, Finding, Judgement } from './invariant';
import type { WorldView } from './world-view';

/**
 * A move to inbound is over within so many seconds, the work an agent finishes first not counted
 * (docs/scenarios.md#invariant-5).
 */
export const moveToInboundSeconds = 90;
const tetherGraceSeconds = 5;

/**
 * Invariant 5, moves and tethers: a move to inbound is over within 90 s, not counting the work an agent finishes first; a
 * tether, and so a move to outbound, within all its attempts, the back-off between them and 5 s. Each kill by lambda-crash
 * adds its queue's redelivery time.
 */
export function movesFinish(): Deadline {
  const reported = new Set<object>();
  return (t, view, judgement) => {
    const findings: Finding[] = [];
    const late = (
      what: object,
      from: number,
      seconds: number,
      message: (limit: number) => string,
      line: Lines,
    ): void => {
      if (reported.has(what)) return;
      const over = t - from - seconds - judgement.toleranceSeconds;
      if (over <= 0 || over <= judgement.killDelaySeconds(from)) return;
      reported.add(what);
      findings.push({ invariant: 5, message: message(seconds), lines: line });
    };
    for (const move of view.outbound.moves.values()) {
      const { decided } = move;
      const from = beginning(move, view, judgement);
      if (from === null) continue;
      const seconds = decided.to === 'inbound' ? moveToInboundSeconds : tetherSeconds(move.group, from, view);
      const message = (limit: number) =>
        `move ${decided.move} of ${decided.agent} to ${decided.to} is neither completed nor failed after ${limit} s`;
      late(move, from, seconds, message, [decided]);
    }
    for (const agent of view.outbound.pending) {
      const { pending } = agent;
      // Within a move the move's own deadline says it.
      if (pending === null || agent.move !== null) continue;
      const message = (limit: number) =>
        `the tether of ${pending.agent} is neither connected nor failed after ${limit} s`;
      late(pending, pending.t, tetherSeconds(agent.agent.group, pending.t, view), message, [pending]);
    }
    return findings;
  };
}
type Lines = Finding['lines'];

/** From when a move is under way; null while the agent still works. */
function beginning(move: MoveView, view: WorldView, { scenario }: Judgement): number | null {
  const { decided, movingSince } = move;
  if (decided.when === 'now') return decided.t;
  if (movingSince !== null) return movingSince;
  const agent = view.outbound.agent(decided.agent);
  // Without faults everybody knows at once when the work is over.
  return scenario.faults.length > 0 || agent.dials.size > 0 || agent.preview !== null
    ? null
    : Math.max(decided.t, agent.workOverAt);
}

/** By the most generous thresholds since `from`. */
export function tetherSeconds(group: GroupId, from: number, view: WorldView): number {
  const limits = view.thresholds.since(group, from).map((set) => {
    const attempts = set['tether/attempts'];
    // Back-off 2 s, 4 s, doubling, between attempts.
    return attempts * set['tether/timeout-seconds'] + 2 ** attempts - 2;
  });
  return Math.max(...limits) + tetherGraceSeconds;
}
