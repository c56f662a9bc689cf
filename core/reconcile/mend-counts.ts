import type { AgentRecord } from '../agent/agent';
import { staffingBy } from '../agent/steps/agent-step';
import { liveMoves } from '../blending/blend-view-of';
import type { BlendStore } from '../blending/ports';
import { untoldEnds } from '../blending/untold-ends';
import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';
import { overdueMs, repaired } from '../decisions/state-repaired';
import { type Staffing, sumOf } from '../group/group-ledger';
import type { GroupId } from '../ids';

export interface MendCountsPorts {
  readonly blend: Pick<BlendStore, 'ledger' | 'saveLedger' | 'staffed' | 'countStaffed' | 'dropTeams'>;
  readonly clock: Clock;
  readonly decisions: DecisionLog;
}

/** Moves of the ledger whose agent is on no such move: over, or never begun. */
export async function mendLedger(
  ports: MendCountsPorts,
  group: GroupId,
  agents: readonly AgentRecord[],
): Promise<number> {
  const ledger = await ports.blend.ledger(group);
  if (ledger === null || ledger.moves.length === 0) return 0;
  const now = ports.clock.now();
  const underWay = new Set(agents.flatMap(({ outbound: { move } }) => (move === null ? [] : [move.moveId])));
  const live = liveMoves({ ledger }, now).filter(
    // What is decided at this moment may not be on the agent's record yet.
    (move) => underWay.has(move.moveId) || now - move.decidedAt < overdueMs,
  );
  if (live.length === ledger.moves.length) return 0;
  const next = { ...ledger, moves: live, version: ledger.version + 1 };
  if ((await ports.blend.saveLedger(next, ledger.version)) === 'conflict') return 0;
  const dropped = ledger.moves.filter((move) => !live.includes(move));
  for (const end of untoldEnds(group, dropped, agents)) ports.decisions.record(end);
  for (const move of dropped) {
    repaired(ports, 'move', move.moveId, `the ledger had ${move.username} on the move, and they are not`, {
      to: move.to,
      rule: move.rule,
      decidedAt: move.decidedAt,
    });
  }
  return dropped.length;
}

/** The counts of staffed agents by side and team, which are kept by addition. `agents`: all of the group, as they are now. */
export async function mendCounts(
  ports: MendCountsPorts,
  group: GroupId,
  agents: readonly AgentRecord[],
): Promise<boolean> {
  const counted = await ports.blend.staffed(group);
  const now = sumOf(agents.filter((agent) => agent.group === group).flatMap((agent) => staffingBy(agent, 1)));
  const empty = Object.keys(counted.teams).filter((team) => counted.teams[team] === 0 && !now.teams[team]);
  if (empty.length > 0) await ports.blend.dropTeams(group, empty.slice(0, teamsPerRun));
  const change = differenceOf(now, counted);
  const drifted = Object.keys(change.teams);
  if (change.inbound === 0 && change.outbound === 0 && drifted.length === 0) return false;
  await ports.blend.countStaffed(group, change);
  repaired(ports, 'ledger', group, `the counts of agents by side had drifted`, {
    inboundCounted: counted.inbound,
    inboundNow: now.inbound,
    outboundCounted: counted.outbound,
    outboundNow: now.outbound,
    teams: drifted
      .map((team) => `${team || 'no campaign'}: ${counted.teams[team] ?? 0} counted, ${now.teams[team] ?? 0} now`)
      .join('; '),
  });
  return true;
}

/** Teams that are left behind when campaigns or what they ask for change; names in one expression of DynamoDB are bounded. */
const teamsPerRun = 50;

/** What has to be added to what is counted; of teams, those that drifted. */
function differenceOf(now: Staffing, counted: Staffing): Staffing {
  const teams = [...new Set([...Object.keys(now.teams), ...Object.keys(counted.teams)])].sort();
  return {
    inbound: now.inbound - counted.inbound,
    outbound: now.outbound - counted.outbound,
    teams: Object.fromEntries(
      teams
        .map((team) => [team, (now.teams[team] ?? 0) - (counted.teams[team] ?? 0)] as const)
        .filter(([, by]) => by !== 0)
        .slice(0, teamsPerRun),
    ),
  };
}
