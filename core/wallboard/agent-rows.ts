import { type AgentContact, type AgentRecord, isRinging, isTalking, otherWork } from '../agent/agent';
import { movesInLastHour, shownSide } from '../agent/outbound';
import { indicatorOf, isOnItsWay } from '../agent/tether-record';
import { capEndsAt, dwellEndsAt } from '../blending/anti-flap';
import type { WorkState } from '../campaign-contract/identifiers';
import type { Thresholds } from '../thresholds/thresholds';
import type { AgentDoing, AgentFigures, AgentRow, MoveLine, WhenMovable } from './snapshot';

const onTether = {
  idle: 'tether-idle',
  reserved: 'tether-reserved',
  dialling: 'tether-dialling',
  preview: 'tether-preview',
  talking: 'tether-talking',
  'wrap-up': 'tether-wrap-up',
} as const satisfies Readonly<Record<WorkState, AgentDoing>>;

interface Doing {
  readonly doing: AgentDoing;
  readonly since: number;
}

/** What an agent does, by Connect and on a tether by the Campaign Manager, and since when. */
export function doingOf(agent: AgentRecord): Doing {
  const { tether, work } = agent.outbound;
  const calls = agent.contacts.filter(({ channel }) => channel === 'VOICE');
  const call = calls.find(
    ({ contactId }) => tether === null || !('contactId' in tether) || contactId !== tether.contactId,
  );
  if (call !== undefined) return ofCall(call);
  if (tether?.state === 'ready') {
    if (work?.tetherId !== tether.tetherId) return { doing: 'tether-idle', since: tether.readyAt };
    return { doing: onTether[work.state], since: work.at };
  }
  if (agent.status.type !== 'ROUTABLE') return { doing: 'not-ready', since: agent.status.since };
  const [other] = otherWork(agent);
  if (other !== undefined) return { doing: 'other-work', since: other.since };
  if (tether?.state === 'failed') return { doing: 'tether-failed', since: agent.status.since };
  if (tether?.state === 'waiting' || isOnItsWay(tether)) return { doing: 'tether-awaited', since: tether.requestedAt };
  return { doing: 'available', since: Math.max(agent.status.since, agent.idleOnSideSince ?? agent.status.since) };
}

function ofCall(call: AgentContact): Doing {
  const { since } = call;
  if (isRinging(call)) return { doing: 'ringing', since };
  if (!isTalking(call)) return { doing: 'after-call', since };
  return { doing: call.ownCall ? 'own-call' : 'talking', since };
}

/** When rules other than a waiting caller's may move the agent, and what keeps them until then. */
export function whatComesNext(agent: AgentRecord, thresholds: Thresholds, now: number): WhenMovable {
  const { outbound } = agent;
  const movable = { sideSince: outbound.sideSince, movedAt: movesInLastHour(outbound, now) };
  const bounds = [
    { until: 'dwell', at: dwellEndsAt(movable, thresholds) },
    { until: 'cap', at: capEndsAt(movable, thresholds, now) },
    { until: 'left-alone', at: outbound.leftAloneUntil ?? 0 },
    { until: 'held', at: outbound.held?.until ?? 0 },
  ] as const;
  const last = bounds.reduce((latest, bound) => (bound.at > latest.at ? bound : latest));
  const isOut = shownSide(outbound) === 'outbound' && thresholds['blend/enabled'] && agent.kind === 'blended';
  return {
    movableFrom: Math.max(0, last.at),
    until: last.at > now ? last.until : null,
    fetchedAfterSeconds: isOut ? thresholds['blend-to-inbound/wait-seconds'] : null,
  };
}

/** The last move as a line, if there was one. */
export function moveLine(agent: AgentRecord): MoveLine | null {
  const { lastMove } = agent.outbound;
  return lastMove && { ...lastMove, agentId: agent.agentId, agent: agent.username };
}

/** An agent as a wallboard shows them, by the record as it is and the rules in force; `now`: ms. */
export function agentRow(agent: AgentRecord, thresholds: Thresholds, now: number): AgentRow {
  const { agentId, username, kind, status, outbound } = agent;
  const { tether, work, takenOff } = outbound;
  const { doing, since } = doingOf(agent);
  const figures: AgentFigures = {
    doingSince: since,
    sideSince: outbound.sideSince,
    heardAt: agent.observedAt,
    lastMove: outbound.lastMove,
    next: whatComesNext(agent, thresholds, now),
  };
  return {
    ...{ agentId, agent: username, kind, doing, figures },
    side: shownSide(outbound),
    status: status.name,
    indicator: indicatorOf(tether),
    campaign: tether !== null && work?.tetherId === tether.tetherId ? work.campaign : null,
    takenOff: takenOff?.why ?? null,
  };
}
