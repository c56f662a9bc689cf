import type { Thresholds } from '../../../core/thresholds/thresholds';
import type { MoveRule } from '../../../core/vocabulary';
import type { LineOf, TraceLine } from '../../../simulator/trace/lines';

export type Move = LineOf<'move.decided'>;

/** Neither dwell nor the hourly cap binds these (docs/blending.md#the-rules). */
const unbound: ReadonlySet<MoveRule> = new Set(['caller-waiting', 'supervisor']);

export const movesOf = (lines: readonly TraceLine[]): readonly Move[] =>
  lines.filter((line): line is Move => line.type === 'move.decided');

export type MovesByAgent = ReadonlyMap<string, readonly Move[]>;

export function byAgent(moves: readonly Move[]): MovesByAgent {
  const agents = new Map<string, Move[]>();
  for (const move of moves) agents.set(move.agent, [...(agents.get(move.agent) ?? []), move]);
  return agents;
}

/** How often each agent was moved by each rule: `{ ana: { idle: 6, 'campaign-release': 6 } }`. */
export const countsOf = (lines: readonly TraceLine[]): Readonly<Record<string, Partial<Record<MoveRule, number>>>> =>
  Object.fromEntries(
    [...byAgent(movesOf(lines))].map(([agent, moves]) => {
      const counts: Partial<Record<MoveRule, number>> = {};
      for (const { rule } of moves) counts[rule] = (counts[rule] ?? 0) + 1;
      return [agent, counts];
    }),
  );

type Limits = Pick<Thresholds, 'side/dwell-seconds' | 'side/max-moves-per-agent-hour'>;

/** Every move that came sooner than dwell allows, beyond the cap, or undid another on the same figures; a sentence each. */
export function flapping(
  lines: readonly TraceLine[],
  groupOf: (agent: string) => { readonly name: string; readonly limits: Limits },
): readonly string[] {
  const all = movesOf(lines);
  const ofAgents = [...byAgent(all)].flatMap(([agent, moves]) => {
    const { limits } = groupOf(agent);
    return moves.flatMap((move, index) => {
      const before = moves[index - 1];
      return [
        ...(before ? tooSoon(move, before, endBefore(move, lines), limits) : []),
        ...tooOften(move, moves, limits),
      ];
    });
  });
  const ofGroups = all.flatMap((move, index) => {
    const { name, limits } = groupOf(move.agent);
    const before = all.slice(0, index).findLast(({ agent }) => groupOf(agent).name === name);
    return before ? undone(move, before, limits) : [];
  });
  return [...ofAgents, ...ofGroups];
}

const isEnd = (line: TraceLine): line is LineOf<'move.completed' | 'move.failed' | 'move.cancelled'> =>
  line.type === 'move.completed' || line.type === 'move.failed' || line.type === 'move.cancelled';

/** When the agent's last move before this one ended, well or not. */
const endBefore = (move: Move, lines: readonly TraceLine[]): number =>
  lines.slice(0, lines.indexOf(move)).findLast((line) => isEnd(line) && line.agent === move.agent)?.t ??
  Number.NEGATIVE_INFINITY;

/** Since the move before was decided, and since it ended: dwell is counted from there. */
function tooSoon(move: Move, before: Move, endedAt: number, limits: Limits): readonly string[] {
  const dwell = limits['side/dwell-seconds'];
  const gap = Math.min(move.t - before.t, move.t - endedAt);
  if (gap >= dwell || unbound.has(move.rule)) return [];
  return [
    `${move.agent} is moved ${move.to} (${move.rule}) at ${move.t} s, ${gap} s after ${before.rule}: dwell is ${dwell} s`,
  ];
}

/** Within any 60 minutes. Callers and supervisors may go beyond the cap, the other rules may not. */
function tooOften(move: Move, moves: readonly Move[], limits: Limits): readonly string[] {
  const cap = limits['side/max-moves-per-agent-hour'];
  const inHour = moves.filter(({ t }) => t <= move.t && move.t - t < 3_600).length;
  if (inHour <= cap || unbound.has(move.rule)) return [];
  return [`${move.agent} is moved ${inHour} times within an hour, the last by ${move.rule}: the cap is ${cap}`];
}

/** Whoever it is: one goes out, and soon somebody comes back from what that left, though demand is the same. */
function undone(move: Move, before: Move, limits: Limits): readonly string[] {
  const figures = demandFigures(move);
  const soon = move.t - before.t < limits['side/dwell-seconds'];
  if (!soon || move.to === before.to || figures === null || figures !== demandFigures(before)) return [];
  return [`${move.agent} is moved ${move.to} at ${move.t} s on the figures ${before.agent} was moved ${before.to} on`];
}

/** Calls, agents needed and agents on outbound when the move is over or, for a release, before; `null`: not for demand. */
function demandFigures({ rule, inputs }: Move): string | null {
  const { callsAvailable, demandTarget, staffedOutbound, movingToOutbound, leavingOutbound } = inputs;
  const there = Number(staffedOutbound);
  if (rule === 'campaign-release') return [callsAvailable, demandTarget, there - Number(leavingOutbound)].join();
  if (rule !== 'idle' && rule !== 'campaign-acquire') return null;
  return [callsAvailable, demandTarget, there + Number(movingToOutbound) + 1].join();
}
