import type { PlannedMove } from '../agent/planned-move';
import { releaseOrder } from '../agent/release-order';
import { type TeamOfCampaigns, withAgents } from '../group/campaign-teams';
import type { LedgerMove } from '../group/group-ledger';
import type { AgentId } from '../ids';
import type { Thresholds } from '../thresholds/thresholds';
import type { Side } from '../vocabulary';
import type { BlendView, InboundAgent, OutboundAgent, WaitingCaller } from './blend-view';
import { type Demand, demandOf } from './demand-target';

/**
 * The view as the rules read it: in one order whatever order it came in, and without agents who are on the move already,
 * for an index may lag behind the ledger. Times are ms since the epoch.
 */
export interface Situation {
  readonly view: BlendView;
  readonly thresholds: Thresholds;
  readonly now: number;
  /** Not ringing; by the priority of their queues, then longest waiting first. */
  readonly waiting: readonly WaitingCaller[];
  /** Idle on the inbound side longest first. */
  readonly idleInbound: readonly InboundAgent[];
  readonly idleInboundCount: number;
  /** Idle first, then by `releaseOrder`; available longest first within one. */
  readonly outbound: readonly OutboundAgent[];
  /** In flight, decided first come first; without releases that this decision cancels. */
  readonly inFlight: Readonly<Record<Side, readonly LedgerMove[]>>;
  readonly demand: Demand;
  /** On the outbound side or on the way there, by the campaigns they may work for; who is about to leave is still among them. */
  readonly teams: readonly TeamOfCampaigns[];
}

/**
 * What the rules have in common, once for each decision: agents on a move are taken out of the lists, and moves on their way are
 * counted by side.
 */
export function situationOf(view: BlendView, thresholds: Thresholds, now: number): Situation {
  const moving = new Set(view.moves.map((move) => move.agentId));
  const still = <A extends { readonly agentId: AgentId }>(agents: readonly A[]) =>
    agents.filter((agent) => !moving.has(agent.agentId));
  const moves = [...view.moves].sort((a, b) => a.decidedAt - b.decidedAt || byCodeUnit(a.moveId, b.moveId));
  const idleInbound = still(view.idleInbound);
  return {
    view,
    thresholds,
    now,
    waiting: view.callers
      .filter((caller) => !caller.ringing)
      .sort((a, b) => a.priority - b.priority || a.queuedAt - b.queuedAt || byCodeUnit(a.callId, b.callId)),
    idleInbound: idleInbound.sort((a, b) => a.idleOnSideSince - b.idleOnSideSince || byName(a, b)),
    idleInboundCount: view.idleInboundCount - (view.idleInbound.length - idleInbound.length),
    outbound: still(view.outbound).sort(
      (a, b) => releaseRank(a) - releaseRank(b) || a.availableSince - b.availableSince || byName(a, b),
    ),
    inFlight: {
      inbound: moves.filter((move) => move.to === 'inbound'),
      outbound: moves.filter((move) => move.to === 'outbound'),
    },
    demand: demandOf(view.campaigns, thresholds['campaigns/calls-per-agent']),
    teams: moves
      .filter((move) => move.to === 'outbound')
      .reduce((teams, move) => withAgents(teams, move.campaigns, 1), view.teams),
  };
}

/** Whether the group has campaigns and the agents may work for none of them: of no use on the outbound side. */
export const isOfNoUse = ({ view }: Situation, { campaigns }: { readonly campaigns: readonly string[] }): boolean =>
  campaigns.length === 0 && view.campaignNames.length > 0;

/** How many of some teams are of no use. */
export const countOfNoUse = (situation: Situation, teams: readonly TeamOfCampaigns[]): number =>
  teams.reduce((sum, team) => sum + (isOfNoUse(situation, team) ? team.agents : 0), 0);

/** On the outbound side with nothing in hand: on a tether and idle, or without one because it failed. */
export const isIdleOutbound = (agent: OutboundAgent): boolean => agent.work === 'idle' || agent.work === null;

/** The idle, and those without a tether, are not in that order, and come before it. */
const releaseRank = ({ work }: OutboundAgent): number => releaseOrder.indexOf(work);

const byName = (
  a: { readonly username: string; readonly agentId: AgentId },
  b: { readonly username: string; readonly agentId: AgentId },
): number => byCodeUnit(a.username, b.username) || byCodeUnit(a.agentId, b.agentId);

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether the caller has waited `blend-to-inbound/wait-seconds` or longer. */
export const isPastThreshold = ({ thresholds, now }: Situation, caller: WaitingCaller): boolean =>
  now - caller.queuedAt >= thresholds['blend-to-inbound/wait-seconds'] * 1000;

/** Moves of this decision so far, towards one side. */
export const plannedTo = (moves: readonly PlannedMove[], side: Side): number =>
  moves.filter((move) => move.to === side).length;

/** Agents of a list whom this decision has not moved yet. */
export function unplanned<A extends { readonly agentId: AgentId }>(
  agents: readonly A[],
  moves: readonly PlannedMove[],
): readonly A[] {
  const planned = new Set(moves.map((move) => move.agentId));
  return agents.filter((agent) => !planned.has(agent.agentId));
}
