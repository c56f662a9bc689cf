import { type MoveRule, moveRules } from '../../core/vocabulary';
import type { LineOf, Summary, TraceLine, Violation } from './lines';
import { repeatedOffers } from './repeats';
import { utilisation } from './utilisation';

/** Answered within this wait counts for the service level (docs/scenarios.md#the-trace). */
const serviceLevelSeconds = 20;

/** The figures of a finished run. `endSeconds` is where the run ended; agents who never log in count for nothing. */
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
  const refused = linesOf(lines, 'call.refused');
  const left = [...answered, ...abandoned, ...voicemail];
  const waited = left.reduce((sum, line) => sum + line.waitSeconds, 0);
  const over = new Set([...left, ...refused].map((line) => line.call));
  return {
    inbound: {
      arrived,
      answered: answered.length,
      abandoned: abandoned.length,
      voicemail: voicemail.length,
      refused: refused.length,
      waiting: linesOf(lines, 'call.arrived').filter((line) => !over.has(line.call)).length,
      serviceLevel20: ratio(answered.filter((line) => line.waitSeconds <= serviceLevelSeconds).length, arrived),
      meanWaitSeconds: ratio(waited, left.length),
    },
    outbound: outboundFigures(lines),
    agents: { utilisation: ratio(...utilisation(lines, run.endSeconds)), ...moves(lines) },
    sameAgentTwice: repeatedOffers(lines).length,
    heldBackSeconds: rounded(run.heldBackSeconds),
    violations: run.violations,
  };
}

function outboundFigures(lines: readonly TraceLine[]): Summary['outbound'] {
  const answered = linesOf(lines, 'dial.answered').length;
  const abandoned = linesOf(lines, 'dial.abandoned').length;
  return {
    dials: linesOf(lines, 'dial.started').length,
    answered,
    connected: linesOf(lines, 'dial.connected').length,
    abandoned,
    abandonRate: ratio(abandoned, answered),
  };
}

/** Completed moves, by side and by rule. */
function moves(lines: readonly TraceLine[]): Omit<Summary['agents'], 'utilisation'> {
  const rules = new Map(linesOf(lines, 'move.decided').map((line) => [line.move, line.rule]));
  const completed = linesOf(lines, 'move.completed');
  const byRule: Partial<Record<MoveRule, number>> = {};
  for (const rule of moveRules) {
    const count = completed.filter((line) => rules.get(line.move) === rule).length;
    if (count > 0) byRule[rule] = count;
  }
  return {
    movesToInbound: completed.filter((line) => line.to === 'inbound').length,
    movesToOutbound: completed.filter((line) => line.to === 'outbound').length,
    movesCancelled: linesOf(lines, 'move.cancelled').length,
    movesByRule: byRule,
  };
}

/** The lines of one type, in order. */
export function linesOf<T extends TraceLine['type']>(lines: readonly TraceLine[], type: T): readonly LineOf<T>[] {
  return lines.filter((line): line is LineOf<T> => line.type === type);
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole));
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
