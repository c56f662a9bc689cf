import type { PlannedMove } from '../agent/planned-move';
import type { WorkState } from '../campaign-contract/identifiers';
import type { TeamOfCampaigns } from '../group/campaign-teams';
import type { LedgerMove } from '../group/group-ledger';
import type { AgentId, CallId, GroupId, MoveId } from '../ids';
import type { EndReason, Reason } from '../reasons/reason';
import type { Side } from '../vocabulary';

/**
 * Everything one blend decision of a group looks at. Lists are cut at a bound (the adapter reads so many and no more),
 * so that a decision costs the same for 10 agents and for 10,000. Times are ms since the epoch.
 */
export interface BlendView {
  readonly group: GroupId;
  /** By priority, then longest waiting first. With a live lease; calls that are ringing, too. */
  readonly callers: readonly WaitingCaller[];
  /** How many more there are in either list than were read; the next decision may have others of them read. */
  readonly unread: Readonly<Record<Side, number>>;
  /** Agents on the outbound side of whom nothing but the id is known. */
  readonly outboundUnread: readonly AgentId[];
  /** Agents of kind blended on the outbound side whose tether is on its way: nobody asks them back, but callers may have them held. */
  readonly arriving: readonly AgentId[];
  /** Tasks that wait in the group's queues: each holds back one agent, as a waiting caller does. */
  readonly tasksWaiting: number;
  /** Agents of kind blended who are idle on the inbound side, not claimed and not moving, idle on this side longest first. */
  readonly idleInbound: readonly InboundAgent[];
  /** How many agents of any kind are idle on the inbound side, claimed ones included; exact up to the bound. */
  readonly idleInboundCount: number;
  /**
   * Agents of kind blended on the outbound side with a tether that is ready (or failed: `work` is null, nothing has to be
   * released), not moving: first those idle, oldest `availableSince` first, then by work (see `releaseOrder`), oldest
   * `availableSince` first within one.
   */
  readonly outbound: readonly OutboundAgent[];
  /** In flight by the ledger. */
  readonly moves: readonly LedgerMove[];
  /** Staffed agents by side, as they are counted; kind outbound included on its side. */
  readonly staffed: Readonly<Record<Side, number>>;
  /** Those of them on the outbound side, by the campaigns they may work for; nobody is in a team twice. */
  readonly teams: readonly TeamOfCampaigns[];
  /** The group's, whether they were heard of or not. */
  readonly campaignNames: readonly string[];
  /** What was heard of them. */
  readonly campaigns: readonly CampaignDemand[];
  /** Tethers that may still be placed: the instance quota less the reserve, the calls in progress and tethers on their way. */
  readonly callRoom: number;
  /** Whether the Campaign Manager's heartbeat is there. */
  readonly linkAlive: boolean;
  /** Requests of supervisors not yet decided. */
  readonly manual: readonly SupervisorWish[];
}

/** Of either list, so many are read: moves of one decision are at most 20, the rest is for those who cannot be moved. */
export const agentsRead = 21;

/** A caller in a queue of the group, as a decision sees them. `queuedAt`: ms; `priority`: of the queue, 1 comes first. */
export interface WaitingCaller {
  readonly callId: CallId;
  /** For people: the queue's name. */
  readonly queue: string;
  /** Of that queue: for callers of 1 agents are fetched before those of 2. */
  readonly priority: number;
  readonly queuedAt: number;
  readonly ringing: boolean;
  /** Whether an idle agent (inbound side, not moving) who may take it and was not tried exists: then nobody is fetched. */
  readonly idleAgentCanTake: boolean;
  /** Agents tried by this call: fetching them is of no use. */
  readonly tried: readonly AgentId[];
  /** Agents of the view's `outbound` and `arriving` who may take the call (queue served, proficiencies met, not tried). */
  readonly eligibleOutbound: readonly AgentId[];
}

/** What the rules ask of an agent of either side. Times are ms since the epoch. */
export interface MovableAgent {
  readonly agentId: AgentId;
  readonly username: string;
  /** Those they may work for, of the group's. */
  readonly campaigns: readonly string[];
  /** When they came to this side: dwell. */
  readonly sideSince: number;
  /** When moves of the last hour began, oldest first: the hourly cap, and when it ends. */
  readonly movedAt: readonly number[];
  /** Not before this moment, for any rule: refused or unanswered a short while ago. */
  readonly leftAloneUntil: number | null;
  /** Not before this moment, but for a supervisor: one of them wants the agent to stay. */
  readonly heldUntil: number | null;
}

/** Idle on the inbound side, since `idleOnSideSince`, ms. */
export interface InboundAgent extends MovableAgent {
  readonly idleOnSideSince: number;
}

/**
 * On a tether. `availableSince`: ms, orders who comes first; `work`: what the Campaign Manager last said they do, `null`: their
 * tether failed; `campaign`: which they work for now.
 */
export interface OutboundAgent extends MovableAgent {
  /** `null`: the tether failed, there is nothing to release. */
  readonly work: WorkState | null;
  readonly availableSince: number;
  readonly campaign: string | null;
}

/**
 * What a campaign last said it has to do. `priority`: 1 is served first; `minAgents`, `maxAgents`: its own bounds, `null`: none.
 */
export interface CampaignDemand {
  readonly campaign: string;
  readonly priority: number;
  readonly callsAvailable: number;
  readonly minAgents: number | null;
  readonly maxAgents: number | null;
}

/**
 * A supervisor's wish that has not been decided on. `by`: who asked; `holdSeconds`: how long rules then leave the agent where
 * they are.
 */
export interface SupervisorWish {
  readonly agentId: AgentId;
  readonly to: Side;
  /** Who asked, for the reason. */
  readonly by: string;
  /** How long the agent is to stay there, s; left out: as the rules have it. */
  readonly holdSeconds?: number | undefined;
}

/** A release after work that is of no use any more: the caller was served. */
export interface CancelledMove {
  readonly moveId: MoveId;
  readonly agentId: AgentId;
  readonly because: EndReason;
}

/** What a decision comes to. Nothing of it is done yet: it is first written to the ledger. */
export interface BlendPlan {
  readonly moves: readonly PlannedMove[];
  readonly cancelled: readonly CancelledMove[];
  /**
   * Requests of supervisors that cannot be met, each with its reason. One that is neither moved nor refused was left over by
   * `blend/moves-per-decision` and has to be put to the next decision again.
   */
  readonly refused: readonly { readonly manual: SupervisorWish; readonly because: Reason }[];
  /**
   * Agents, by id and in its order, for whom nothing is to be begun while callers wait whom only they could take: so that the
   * first of them whose work is over can be asked for. On tethers or on the way there, or asked for already. `null`: no caller
   * is in need.
   */
  readonly hold: readonly AgentId[] | null;
  /** When to look again although nothing happens; `null`: never. Always later than now. */
  readonly nextCheckAt: number | null;
  /** Among those read there were too few: the next decision is to read others. */
  readonly readOn: boolean;
}
