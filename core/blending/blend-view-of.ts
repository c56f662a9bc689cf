import { type AgentRecord, isClaimedForAnother, isIdle, otherWork } from '../agent/agent';
import { movesInLastHour } from '../agent/outbound';
import { callRoom } from '../agent/steps/start-tether';
import { isOnItsWay } from '../agent/tether-record';
import { heartbeatLostMs } from '../campaign-contract/campaign';
import { campaignsFor, type Directory, type GroupEntry, groupNamed, queueName } from '../group/directory';
import { type LedgerMove, teamsOf } from '../group/group-ledger';
import { isInPilot, modeOf } from '../group/rollout';
import type { GroupId } from '../ids';
import { isWaiting, ringingNow } from '../offering/call';
import type { CallRecord } from '../offering/call-record';
import { isEligibleFor } from '../offering/find-candidates';
import type { BlendView, InboundAgent, OutboundAgent, SupervisorWish, WaitingCaller } from './blend-view';
import type { BlendReading } from './ports';

/** What a decision sees of what was read: only those who may be moved, and of each only what decides. */
export function blendViewOf(
  group: GroupId,
  reading: BlendReading & { readonly also: readonly AgentRecord[] },
  directory: Directory,
  manual: readonly SupervisorWish[],
  now: number,
): BlendView {
  // By what is deployed now: a record holds what its last observation found.
  const entry = groupNamed(directory, group) ?? null;
  const campaignNames = entry?.campaigns.map(({ name }) => name) ?? [];
  const isObserved = modeOf(directory, group, reading.thresholds.thresholds) === 'observe';
  const moves = isObserved ? observedMoves(reading, now) : movesInFlight(reading, now);
  const moving = new Set(moves.map((move) => move.agentId));
  const isFree = (agent: AgentRecord): boolean => agent.idle && !moving.has(agent.agentId);
  // The index lags: who is busy by now is not part of the reserve.
  const gone = reading.idleInbound.filter((agent) => !isFree(agent)).length;
  const idle = withWished(reading.idleInbound, reading.also).filter(isFree);
  const outbound = withWished(reading.outbound, reading.also).filter(
    (agent) => isAskable(agent) && !moving.has(agent.agentId) && isInPilot(directory, agent),
  );
  const arriving = reading.outbound.filter(
    (agent) => isArriving(agent) && !moving.has(agent.agentId) && isInPilot(directory, agent),
  );
  const waiting = reading.waiting.filter((call) => isWaiting(call, now));
  return {
    group,
    callers: waiting.map((call) => callerOf(call, idle, [...outbound, ...arriving], directory, now)),
    idleInbound: idle
      .filter((agent) => agent.kind === 'blended' && otherWork(agent).length === 0 && !isClaimed(agent, now))
      .filter((agent) => isInPilot(directory, agent))
      .map((agent) => inboundAgent(agent, entry, now)),
    idleInboundCount: reading.idleInboundCount - gone,
    tasksWaiting: reading.tasksWaiting,
    unread: reading.unread,
    outboundUnread: reading.outboundUnread,
    arriving: arriving.map(({ agentId }) => agentId),
    outbound: outbound.map((agent) => outboundAgent(agent, entry, now)),
    moves,
    staffed: reading.staffed,
    teams: teamsOf(reading.staffed, campaignNames),
    campaignNames,
    campaigns: reading.campaigns.map(({ campaign, priority, callsAvailable, minAgents, maxAgents }) => ({
      campaign,
      priority,
      callsAvailable,
      minAgents,
      maxAgents,
    })),
    callRoom: callRoom(directory, reading.callsInProgress),
    linkAlive: reading.link !== null && now - reading.link.lastHeartbeatAt <= heartbeatLostMs,
    manual,
  };
}

/** The agent a supervisor asked for is in view, even where the indexes end before them. */
const withWished = (listed: readonly AgentRecord[], wished: readonly AgentRecord[]): readonly AgentRecord[] => [
  ...listed,
  ...wished.filter((agent) => !listed.some(({ agentId }) => agentId === agent.agentId)),
];

/** Entries past their deadline are over, or were never begun by a function that died. */
export const liveMoves = (reading: Pick<BlendReading, 'ledger'>, now: number): readonly LedgerMove[] =>
  (reading.ledger?.moves ?? []).filter((move) => move.deadline === null || move.deadline > now);

/** A decision begins its moves at once, or its function died. */
const beginsWithinMs = 10_000;

/** Those of the ledger, but for what the agents' own records deny: decided a while ago, and never begun. */
export function movesInFlight(
  reading: BlendReading & { readonly also: readonly AgentRecord[] },
  now: number,
): readonly LedgerMove[] {
  const read = [...reading.idleInbound, ...reading.outbound, ...reading.also];
  const seen = new Map(read.map((agent) => [agent.agentId, agent]));
  return liveMoves(reading, now).filter((move) => {
    const agent = seen.get(move.agentId);
    return agent?.outbound.move?.moveId === move.moveId || !agent || now - move.decidedAt < beginsWithinMs;
  });
}

/** A move that was only written down lasts as long as the agent stays idle: then Connect has given them something else to do. */
export const observedMoveMs = 3_600_000;

/** What a decision for a group that is only observed takes as moved: those it has written down, while their agents stay as they were. */
export function observedMoves(
  reading: BlendReading & { readonly also: readonly AgentRecord[] },
  now: number,
): readonly LedgerMove[] {
  const read = [...reading.idleInbound, ...reading.outbound, ...reading.also];
  const seen = new Map(read.map((agent) => [agent.agentId, agent]));
  return liveMoves(reading, now).filter(({ moveId, agentId, to, decidedAt }) => {
    const agent = seen.get(agentId);
    if (agent === undefined || agent.outbound.move?.moveId === moveId) return true;
    return to === 'outbound'
      ? agent.idle && (agent.idleOnSideSince ?? now) <= decidedAt
      : agent.outbound.side === 'outbound' && now - decidedAt < beginsWithinMs;
  });
}

const isClaimed = (agent: AgentRecord, now: number): boolean => agent.claim !== null && agent.claim.until > now;

const staysOutbound = ({ kind, staffed, outbound: { side, move, giveBack } }: AgentRecord): boolean =>
  kind === 'blended' && staffed && side === 'outbound' && move === null && giveBack === null;

/** The tether is on its way; the index may lag. */
const isArriving = (agent: AgentRecord): boolean => staysOutbound(agent) && isOnItsWay(agent.outbound.tether);

/** On a tether that is ready, or free with a tether that failed; the index may lag. */
function isAskable(agent: AgentRecord): boolean {
  const { tether } = agent.outbound;
  if (!staysOutbound(agent)) return false;
  return tether?.state === 'ready' ? agent.nextStatus === null : tether?.state === 'failed' && isIdle(agent);
}

function callerOf(
  call: CallRecord,
  idle: readonly AgentRecord[],
  others: readonly AgentRecord[],
  directory: Directory,
  now: number,
): WaitingCaller {
  const fits = (agent: AgentRecord): boolean => isEligibleFor(agent, call, directory);
  return {
    callId: call.callId,
    queue: queueName(directory, call.queueId),
    priority: call.priority,
    queuedAt: call.queuedAt,
    ringing: ringingNow(call, now) !== null,
    idleAgentCanTake: idle.some((agent) => fits(agent) && !isClaimedForAnother(agent, call.callId, now)),
    tried: call.tried,
    eligibleOutbound: others.filter(fits).map((agent) => agent.agentId),
  };
}

const movable = (agent: AgentRecord, group: GroupEntry | null, now: number) => ({
  agentId: agent.agentId,
  username: agent.username,
  campaigns: campaignsFor(group, agent),
  sideSince: agent.outbound.sideSince,
  movedAt: movesInLastHour(agent.outbound, now),
  leftAloneUntil: agent.outbound.leftAloneUntil,
  heldUntil: agent.outbound.held?.until ?? null,
});

const inboundAgent = (agent: AgentRecord, group: GroupEntry | null, now: number): InboundAgent => ({
  ...movable(agent, group, now),
  idleOnSideSince: agent.idleOnSideSince ?? now,
});

function outboundAgent(agent: AgentRecord, group: GroupEntry | null, now: number): OutboundAgent {
  const { tether, work } = agent.outbound;
  const failed = tether?.state === 'failed';
  // Nothing heard yet: the Campaign Manager may have started something; it is asked last.
  const state = work !== null && work.tetherId === tether?.tetherId ? work.state : 'talking';
  return {
    ...movable(agent, group, now),
    work: failed ? null : state,
    availableSince: agent.availableSince ?? now,
    campaign: work?.campaign ?? null,
  };
}
