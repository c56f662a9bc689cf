import { delayOf } from './allowances';
import type { MoveView } from './campaign-views';
import type { Deadline, Finding } from './invariant';
import { moveToInboundSeconds, tetherSeconds } from './moves-finish';
import { graceSeconds } from './previews';
import type { WorldView } from './world-view';

/** So long after the last fault everything is mended (docs/scenarios.md#invariant-11). */
const healingSeconds = 120;

/**
 * Invariant 11: from 120 s after the end of the last fault on, no move, tether or preview is past its own deadline, whatever
 * happened to it while the fault lasted. Not judged if a fault has no end.
 */
export function healed(): Deadline {
  const reported = new Set<object>();
  return (t, view, { scenario, toleranceSeconds }) => {
    const { faults } = scenario;
    if (faults.length === 0 || faults.some(({ forSeconds }) => forSeconds === undefined)) return [];
    // What a fault has delayed comes so much after its end.
    const lastEnd = Math.max(...faults.map((fault) => fault.until + delayOf(fault)));
    if (t < lastEnd + healingSeconds) return [];
    const findings: Finding[] = [];
    const late = (what: object, from: number, seconds: number, name: string, line: Finding['lines'][number]): void => {
      if (reported.has(what) || t - from <= seconds + toleranceSeconds) return;
      reported.add(what);
      const message = `${name} is past its deadline at ${from + seconds} s, and the last fault ended at ${lastEnd} s`;
      findings.push({ invariant: 11, message, lines: [line] });
    };
    for (const move of view.outbound.moves.values()) {
      const { decided, group } = move;
      const from = beginning(move, view);
      if (from === null) continue;
      const seconds = decided.to === 'inbound' ? moveToInboundSeconds : tetherSeconds(group, from, view);
      late(move, from, seconds, `move ${decided.move} of ${decided.agent} to ${decided.to}`, decided);
    }
    for (const { agent, pending, move } of view.outbound.pending) {
      // Within a move the move's own deadline says it.
      if (pending === null || move !== null) continue;
      const seconds = tetherSeconds(agent.group, pending.t, view);
      late(pending, pending.t, seconds, `the tether of ${agent.username}`, pending);
    }
    for (const preview of view.outbound.openPreviews) {
      const { offered } = preview;
      late(
        preview,
        offered.t,
        offered.seconds + graceSeconds,
        `preview ${offered.preview} of ${offered.agent}`,
        offered,
      );
    }
    return findings;
  };
}

/** From when a move is under way; `null` while the agent still works. */
function beginning({ decided, movingSince }: MoveView, view: WorldView): number | null {
  if (decided.when === 'now') return decided.t;
  if (movingSince !== null) return movingSince;
  const { dials, preview, workOverAt } = view.outbound.agent(decided.agent);
  return dials.size > 0 || preview !== null ? null : Math.max(decided.t, workOverAt);
}
