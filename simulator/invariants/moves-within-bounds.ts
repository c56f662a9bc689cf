import type { GroupId } from '../../core/ids';
import type { ThresholdName, Thresholds } from '../../core/thresholds/thresholds';
import type { LineOf } from '../trace/lines';
import type { MoveView } from './campaign-views';
import { campaignManagerFaults, endsMayGoUnheard } from './faults-in-play';
import type { Finding, Invariant, Judgement } from './invariant';
import { isEligible, knowledgeDelay, settled } from './longest-available-first';
import { type AgentView, type CallView, notIdleFrom } from './views';
import type { WorldView } from './world-view';

type Decided = LineOf<'move.decided'>;

/** Functions keep thresholds this long before they read them again (docs/thresholds.md#change-one). */
const cachedSeconds = 2;
const hourSeconds = 3600;
/** A caller of whom nothing is heard counts as waiting for the length of the lease (docs/offers.md#lease-tick-and-timers). */
const leaseSeconds = 75;
/** Counts that a killed function left wrong are mended by the next reconcile; the one after it is certain. */
const mendedSeconds = 120;

const movesOut: ReadonlySet<string> = new Set(['idle', 'minimum-outbound', 'campaign-acquire']);
const dwellers: ReadonlySet<string> = new Set([...movesOut, 'campaign-release']);

/**
 * Invariant 8, judged at `move.decided` on its inputs and on what the trace shows: no more agents come for callers than
 * callers need them; reserve, inbound minimum, dwell and hourly cap bind moves out; dwell and cap bind demand releases; a
 * supervisor is bound only by work in hand. What the application could not know yet counts in its favour.
 */
export const movesWithinBounds: Invariant = (line, view, judgement) => {
  if (line.type !== 'move.decided') return [];
  const { group } = view.agent(line.agent).agent;
  const recent = view.thresholds.since(
    group,
    line.t - judgement.toleranceSeconds - cachedSeconds - judgement.killDelaySeconds(line.t - hourSeconds),
  );
  return [
    ...(line.rule === 'caller-waiting' ? tooManyFetched(line, group, recent, view, judgement) : []),
    ...(movesOut.has(line.rule) ? tooFewLeft(line, group, recent, view, judgement) : []),
    ...(dwellers.has(line.rule) ? tooSoon(line, recent, view, judgement) : []),
    ...(line.rule === 'supervisor' ? outOfWork(line, view, judgement) : []),
  ];
};

const finding = (line: Decided, what: string): Finding => ({
  invariant: 8,
  message: `move ${line.move} (${line.rule}) of ${line.agent} to ${line.to} ${what}`,
  lines: [line],
});

const lowest = (sets: readonly Thresholds[], name: NumericThreshold): number =>
  Math.min(...sets.map((set) => set[name]));
const highest = (sets: readonly Thresholds[], name: NumericThreshold): number =>
  Math.max(...sets.map((set) => set[name]));
type NumericThreshold = { [N in ThresholdName]: Thresholds[N] extends number ? N : never }[ThresholdName];

function tooManyFetched(
  line: Decided,
  group: GroupId,
  recent: readonly Thresholds[],
  view: WorldView,
  judgement: Judgement,
): readonly Finding[] {
  const callers = callersInNeed(line.t, group, lowest(recent, 'blend-to-inbound/wait-seconds'), view, judgement);
  const inFlight = [...view.outbound.moves.values()].filter((move) => comesForCaller(move, group, callers));
  if (inFlight.length + 1 <= callers.size) return [];
  return [
    finding(
      line,
      `makes ${inFlight.length + 1} on their way for ${callers.size} callers whom no idle agent could take` +
        (inFlight.length > 0 ? ` (besides ${inFlight.map(({ decided }) => decided.move).join(', ')})` : ''),
    ),
  ];
}

/** A release after work that nobody needs any more is about to be taken back. */
const comesForCaller = ({ decided, group, movingSince }: MoveView, ofGroup: string, callers: ReadonlySet<string>) =>
  group === ofGroup &&
  decided.rule === 'caller-waiting' &&
  (decided.when === 'now' || movingSince !== null || callers.has(decided.call ?? ''));

/** Callers past the threshold whom no idle eligible agent untried by them could take, as far as anybody could know. */
function callersInNeed(
  t: number,
  group: GroupId,
  waitSeconds: number,
  view: WorldView,
  judgement: Judgement,
): ReadonlySet<string> {
  // Who has arrived and is not queued yet has waited no time, which may be enough: an event may come a little early.
  const isPast = (call: CallView, until: number): boolean =>
    call.group === group && until - (call.queued?.t ?? until) >= waitSeconds - judgement.earlySeconds;
  const callers = new Set<string>();
  for (const call of view.open) {
    if (!isPast(call, t)) continue;
    const taken = [...view.agents.values()].some((agent) => isEligible(agent, call, t, view, judgement));
    if (!taken || call.ringing !== null) callers.add(call.call);
  }
  const unheard = knowledgeDelay(judgement) + (endsMayGoUnheard(judgement.scenario) ? leaseSeconds : 0);
  for (let index = view.closed.length - 1; index >= 0; index--) {
    const call = view.closed[index];
    const gone = call?.outcome?.t ?? 0;
    if (call === undefined || t - gone > unheard + judgement.killDelaySeconds(gone)) break;
    if (isPast(call, t)) callers.add(call.call);
  }
  return callers;
}

function tooFewLeft(
  line: Decided,
  group: GroupId,
  recent: readonly Thresholds[],
  view: WorldView,
  judgement: Judgement,
): readonly Finding[] {
  const others = [...view.agents.values()].filter(
    ({ agent }) => agent.group === group && agent.username !== line.agent && !leaves(agent.username, view),
  );
  const findings: Finding[] = [];
  const reserve = lowest(recent, 'blend-to-outbound/min-idle-inbound-agents');
  const idle = others.filter((agent) => mayBeIdle(agent, line.t, judgement)).length;
  if (idle < reserve)
    findings.push(finding(line, `leaves ${idle} idle on inbound, fewer than the reserve of ${reserve}`));
  const minimum = lowest(recent, 'side/min-inbound-agents');
  const staffed = others.filter((agent) => mayBeOnInbound(agent, line.t, view, judgement)).length;
  const certain = line.t - judgement.plannerKilledAt() > mendedSeconds;
  if (staffed < minimum && certain) {
    findings.push(finding(line, `leaves ${staffed} on inbound, fewer than the minimum of ${minimum}`));
  }
  return findings;
}

const leaves = (username: string, view: WorldView): boolean =>
  view.outbound.agent(username).move?.decided.to === 'outbound';

/** Idle, or idle so short a while ago that the application could not know. */
const mayBeIdle = (agent: AgentView, t: number, judgement: Judgement): boolean => {
  const from = notIdleFrom(agent);
  return from === null || agent.eventLost || !settled(from, t, judgement);
};

const mayBeOnInbound = (agent: AgentView, t: number, view: WorldView, judgement: Judgement): boolean => {
  if (mayBeIdle(agent, t, judgement) || t - agent.lastLostAt <= mendedSeconds) return true;
  if (agent.status === 'Offline') return false;
  return agent.side !== 'outbound' || view.outbound.agent(agent.agent.username).move?.decided.to === 'inbound';
};

function tooSoon(
  line: Decided,
  recent: readonly Thresholds[],
  view: WorldView,
  { earlySeconds }: Judgement,
): readonly Finding[] {
  const { sideSince, moved } = view.outbound.agent(line.agent);
  const { inputs } = line;
  const findings: Finding[] = [];
  const dwell = lowest(recent, 'side/dwell-seconds');
  const seconds = Math.min(line.t - sideSince, figure(inputs['secondsOnSide']) ?? Number.POSITIVE_INFINITY);
  if (seconds < dwell - earlySeconds) {
    findings.push(finding(line, `comes ${seconds} s after they came to this side, less than ${dwell} s`));
  }
  const cap = highest(recent, 'side/max-moves-per-agent-hour');
  const inHour = moved.filter((at) => line.t - at < hourSeconds).length;
  const moves = Math.max(inHour, figure(inputs['movesInHour']) ?? 0);
  if (moves >= cap) findings.push(finding(line, `comes after ${moves} moves within an hour, the most is ${cap}`));
  return findings;
}

const figure = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** A supervisor's move to be made at once finds the agent with nothing in hand. */
function outOfWork(line: Decided, view: WorldView, judgement: Judgement): readonly Finding[] {
  if (line.when !== 'now') return [];
  const agent = view.agent(line.agent);
  if (agent.eventLost) return [];
  if (agent.talking !== null && agent.busyFrom !== null && settled(agent.busyFrom, line.t, judgement)) {
    return [finding(line, `takes them from call ${agent.talking}`)];
  }
  if (judgement.scenario.faults.some((fault) => campaignManagerFaults.has(fault.kind))) return [];
  const { dials } = view.outbound.agent(line.agent);
  for (const { started } of dials) {
    if (settled(started.t, line.t, judgement)) return [finding(line, `takes them from contact ${started.contact}`)];
  }
  return [];
}
