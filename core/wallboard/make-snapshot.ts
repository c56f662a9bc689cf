import type { AgentRecord } from '../agent/agent';
import { shownSide } from '../agent/outbound';
import type { BlendView } from '../blending/blend-view';
import { blendViewOf } from '../blending/blend-view-of';
import { decisionBounds } from '../blending/decide-blend';
import { demandOf } from '../blending/demand-target';
import type { BlendReading } from '../blending/ports';
import { heartbeatLostMs } from '../campaign-contract/campaign';
import { campaignsFor, type Directory, type GroupEntry, type QueueEntry, usualQueuePriority } from '../group/directory';
import { modeOf } from '../group/rollout';
import { mostRequests, type RequestLine } from '../move-requests/ports';
import { isWaiting, ringingNow } from '../offering/call';
import type { CallRecord } from '../offering/call-record';
import type { NotedWait } from '../service-level/ports';
import { type ServiceTarget, serviceLevelOf } from '../service-level/service-level';
import { killSwitches, lastWord, offUntil, type SwitchWord, whileOff } from '../thresholds/kill-switches';
import type { Thresholds } from '../thresholds/thresholds';
import type { GroupMode } from '../vocabulary';
import { agentRow, doingOf, moveLine } from './agent-rows';
import {
  type CampaignTile,
  mostMoves,
  type NotKnown,
  type QueueTile,
  type SwitchTile,
  type WallboardSnapshot,
} from './snapshot';
import { whomToFetch } from './whom-to-fetch';

/** Waiting calls of a group that are read for its wallboard; a decision looks at the first of them. */
export const waitingShown = 200;

/** Everything a snapshot is made of, as the store had it. */
export interface WallboardReading {
  /** As a decision reads it, with up to `waitingShown` waiting calls. */
  readonly blend: BlendReading;
  /** Everybody who is staffed. */
  readonly agents: readonly AgentRecord[];
  readonly requests: readonly RequestLine[];
  /** Waits that ended within `serviceWindowMinutes`. */
  readonly waits: readonly NotedWait[];
  readonly serviceTarget: ServiceTarget;
}

const notKnown: readonly NotKnown[] = ['abandon-rate', 'pacing', 'thresholds-changed-by'];

/** What supervisors of the group are shown, with names and all figures. Pure; `now`: ms. */
export function makeSnapshot(
  group: GroupEntry,
  directory: Directory,
  { blend, agents, requests, waits, serviceTarget }: WallboardReading,
  now: number,
): WallboardSnapshot {
  const { thresholds, version, rejected, switches } = blend.thresholds;
  const mode = modeOf(directory, group.name, thresholds);
  const decided = { ...blend, waiting: blend.waiting.slice(0, decisionBounds.waiting), also: [] };
  const view = blendViewOf(group.name, decided, directory, [], now);
  const waiting = blend.waiting.filter((call) => isWaiting(call, now));
  const staffed = agents.filter((agent) => agent.group === group.name && agent.staffed);
  return {
    group: group.name,
    computedAt: now,
    mode,
    queues: group.queues.map((queue) => ({
      ...queueTile(queue, { calls: waiting, more: blend.waiting.length >= waitingShown, view, thresholds, mode }, now),
      serviceLevel: serviceLevelOf(waits, [queue.id], serviceTarget),
    })),
    serviceLevel: serviceLevelOf(
      waits,
      group.queues.map(({ id }) => id),
      serviceTarget,
    ),
    counts: countsOf(staffed),
    agents: staffed
      .map((agent) => agentRow(agent, thresholds, now))
      .sort((a, b) => (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0)),
    campaigns: campaignTiles(group, blend, staffed, thresholds),
    campaignManager: {
      heardAt: blend.link?.lastHeartbeatAt ?? null,
      alive: blend.link !== null && now - blend.link.lastHeartbeatAt <= heartbeatLostMs,
    },
    moves: agents
      .flatMap((agent) => moveLine(agent) ?? [])
      .sort((a, b) => b.decidedAt - a.decidedAt)
      .slice(0, mostMoves),
    requests: [...requests].sort((a, b) => b.at - a.at).slice(0, mostRequests),
    thresholds: { version, values: thresholds, refused: rejected },
    switches: switchTiles(thresholds, switches ?? [], now),
    notKnown,
  };
}

function queueTile(
  { id, name: queue, priority = usualQueuePriority }: QueueEntry,
  {
    calls,
    more,
    view,
    thresholds,
    mode,
  }: {
    readonly calls: readonly CallRecord[];
    readonly more: boolean;
    readonly view: BlendView;
    readonly thresholds: Thresholds;
    readonly mode: GroupMode;
  },
  now: number,
): Omit<QueueTile, 'serviceLevel'> {
  const here = calls.filter((call) => call.queueId === id);
  const ids = new Set(here.map(({ callId }) => callId));
  return {
    ...{ queue, priority, more },
    waiting: here.length,
    ringing: here.filter((call) => ringingNow(call, now) !== null).length,
    oldestSince: here.length === 0 ? null : Math.min(...here.map(({ queuedAt }) => queuedAt)),
    next: whomToFetch(
      view.callers.filter(({ callId }) => ids.has(callId)),
      view,
      { thresholds, mode },
      now,
    ),
    onTheWay: view.moves.flatMap(({ callId, agentId }) => (callId !== null && ids.has(callId) ? [agentId] : [])),
  };
}

function switchTiles(thresholds: Thresholds, words: readonly SwitchWord[], now: number): readonly SwitchTile[] {
  return killSwitches.map((name) => {
    const word = lastWord(words, name);
    const { by, why, at, until } = word ?? { by: '', why: '', at: 0, until: 0 };
    return {
      switch: name,
      on: thresholds[name] !== whileOff[name],
      offUntil: offUntil(words, name, now),
      last: word === undefined ? null : { by, why, at, off: until > at },
    };
  });
}

function countsOf(agents: readonly AgentRecord[]): WallboardSnapshot['counts'] {
  const counts: Record<string, Record<string, number>> = { inbound: {}, outbound: {}, moving: {} };
  for (const agent of agents) {
    const side = counts[shownSide(agent.outbound)] ?? {};
    const { doing } = doingOf(agent);
    side[doing] = (side[doing] ?? 0) + 1;
  }
  return counts as WallboardSnapshot['counts'];
}

function campaignTiles(
  group: GroupEntry,
  { campaigns }: BlendReading,
  agents: readonly AgentRecord[],
  thresholds: Thresholds,
): readonly CampaignTile[] {
  const out = agents.filter(({ outbound }) => shownSide(outbound) === 'outbound');
  return group.campaigns.map(({ name }) => {
    const record = campaigns.find(({ campaign }) => campaign === name) ?? null;
    return {
      campaign: name,
      toldAt: record?.at ?? null,
      work: record && {
        priority: record.priority,
        callsAvailable: record.callsAvailable,
        dialsInFlight: record.dialsInFlight,
        agentsWanted: record.agentsNeeded,
        agentsNeeded: demandOf([record], thresholds['campaigns/calls-per-agent']).target,
        minAgents: record.minAgents,
        maxAgents: record.maxAgents,
      },
      agentsThere: out.filter((agent) => campaignsFor(group, agent).includes(name)).length,
      agentsAtWork: out.filter(
        ({ outbound: { work, tether } }) =>
          tether !== null && work?.tetherId === tether.tetherId && work.campaign === name,
      ).length,
    };
  });
}
