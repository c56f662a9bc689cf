import type { AgentId, CallId, GroupId, MoveId } from '../ids';
import type { RequestLine } from '../move-requests/ports';
import type { Reason } from '../reasons/reason';
import type { ServiceLevel } from '../service-level/service-level';
import type { KillSwitch } from '../thresholds/kill-switches';
import type { Thresholds } from '../thresholds/thresholds';
import type { AgentKind, GroupMode, IndicatorColour, MoveRule, Side, TakenOffWhy } from '../vocabulary';

export type { RequestLine } from '../move-requests/ports';

/**
 * What supervisors of one group are shown (docs/wallboard-api.md). Times are ms since the epoch, by our clock. Queues, agents, moves
 * and thresholds are as they were read at `computedAt`; what others told us says when they did.
 */
export interface WallboardSnapshot {
  readonly group: GroupId;
  readonly computedAt: number;
  readonly mode: GroupMode;
  readonly queues: readonly QueueTile[];
  /** Of all its queues together. */
  readonly serviceLevel: ServiceLevel;
  /** Staffed agents by side and by what they do, for views without names. */
  readonly counts: Readonly<Record<Side | 'moving', Readonly<Partial<Record<AgentDoing, number>>>>>;
  readonly agents: readonly AgentRow[];
  readonly campaigns: readonly CampaignTile[];
  readonly campaignManager: CampaignManagerTile;
  /** The last move of each agent, the latest first, at most `mostMoves`. */
  readonly moves: readonly MoveLine[];
  /** What supervisors asked for, the latest first, at most `mostRequests`. */
  readonly requests: readonly RequestLine[];
  readonly thresholds: ThresholdsShown;
  readonly switches: readonly SwitchTile[];
  /** Figures a wallboard usually has and that nothing here could tell. */
  readonly notKnown: readonly NotKnown[];
}

export const mostMoves = 50;

/**
 * `abandon-rate`, `pacing`: the Campaign Manager does not tell
 * them. `thresholds-changed-by`: Parameter Store's history has it, and is not read.
 */
export type NotKnown = 'abandon-rate' | 'pacing' | 'thresholds-changed-by';

/** One queue. `waiting`: callers, those being rung included; `priority`: 1 comes first. */
export interface QueueTile {
  readonly queue: string;
  readonly priority: number;
  readonly waiting: number;
  /** Of those, how many ring at an agent. */
  readonly ringing: number;
  /** `waiting` counts no further than that: there may be more. */
  readonly more: boolean;
  /** Since when whoever waits longest does; `null`: nobody waits. */
  readonly oldestSince: number | null;
  /** The caller for whom somebody is fetched next; `null`: nobody waits who is not being rung. */
  readonly next: NextFetch | null;
  readonly serviceLevel: ServiceLevel;
  /** Agents on their way to inbound for its callers. */
  readonly onTheWay: readonly AgentId[];
}

/** The caller whom an agent is fetched for next, and whom a decision would take if it were made now. */
export interface NextFetch {
  readonly callId: CallId;
  readonly waitingSince: number;
  /** When the caller reaches `blend-to-inbound/wait-seconds`; it may be over. */
  readonly dueAt: number;
  /** Whom a decision would fetch then, as things are now; `null`: nobody, see `unless`. */
  readonly fetches: {
    readonly agentId: AgentId;
    readonly agent: string;
    readonly comes: 'now' | 'after-work';
    readonly because: Reason;
  } | null;
  readonly unless: NobodyFetched | null;
}

/**
 * Why nobody would be fetched for a caller. `idle-agent`: one on the inbound side may take the call. `on-the-way`: somebody comes
 * already. `nobody-eligible`: nobody on the outbound side serves the queue with the proficiencies asked for, or all were tried.
 * `nobody-free`: those who may are left alone, or more important callers get them. `observed`: nothing is carried out.
 * `not-read`: a decision looks at those before this caller only.
 */
export type NobodyFetched =
  | 'idle-agent'
  | 'on-the-way'
  | 'nobody-eligible'
  | 'nobody-free'
  | 'blending-off'
  | 'observed'
  | 'not-read';

/** What an agent does; those that begin with `tether-` on the outbound side. `moving` is said by the side. */
export const agentDoings = [
  'available',
  'ringing',
  'talking',
  'after-call',
  'own-call',
  'other-work',
  'not-ready',
  'tether-awaited',
  'tether-failed',
  'tether-idle',
  'tether-reserved',
  'tether-dialling',
  'tether-preview',
  'tether-talking',
  'tether-wrap-up',
] as const;
export type AgentDoing = (typeof agentDoings)[number];

/** One staffed agent. */
export interface AgentRow {
  readonly agentId: AgentId;
  /** The username, or a pseudonym where the environment has those. */
  readonly agent: string;
  readonly kind: AgentKind;
  readonly side: Side | 'moving';
  readonly doing: AgentDoing;
  /** As Connect calls the agent's status, such as `Lunch`. */
  readonly status: string;
  readonly indicator: IndicatorColour;
  /** The campaign they work for now; `null`: none. */
  readonly campaign: string | null;
  readonly takenOff: TakenOffWhy | null;
  /** Figures of a single person; `null` where the environment has them off. */
  readonly figures: AgentFigures | null;
}

/** Since when an agent does what they do, and what moved them last. */
export interface AgentFigures {
  readonly doingSince: number;
  readonly sideSince: number;
  /** When Connect last told of them; their heartbeat comes every 120 s. */
  readonly heardAt: number;
  readonly lastMove: Omit<MoveLine, 'agentId' | 'agent'> | null;
  readonly next: WhenMovable;
}

/** When rules may move the agent again. Callers who wait are waited for neither by `dwell` nor by `cap`. */
export interface WhenMovable {
  /** In the past: now. */
  readonly movableFrom: number;
  /** What keeps the agent until then; `null`: nothing does. */
  readonly until: 'dwell' | 'cap' | 'left-alone' | 'held' | null;
  /** A caller fetches the agent who waits so long; `null`: not on the outbound side, or blending is off. */
  readonly fetchedAfterSeconds: number | null;
}

/** One move: why it was decided, and what became of it. */
export interface MoveLine {
  readonly moveId: MoveId;
  readonly agentId: AgentId;
  readonly agent: string;
  readonly rule: MoveRule;
  readonly from: Side;
  readonly to: Side;
  readonly decidedAt: number;
  readonly because: Reason;
  /** `null`: it is under way. `because`: why it did not come to its end. */
  readonly ended: {
    readonly how: 'completed' | 'failed' | 'cancelled';
    readonly at: number;
    readonly because: Reason | null;
  } | null;
}

/** One campaign, by its own last word and by our count of agents. */
export interface CampaignTile {
  readonly campaign: string;
  /** When the Campaign Manager last said what it has to do; `null`: never, and the figures are not known. */
  readonly toldAt: number | null;
  readonly work: {
    readonly priority: number;
    readonly callsAvailable: number;
    readonly dialsInFlight: number;
    /** By its own reckoning, and by ours: calls available over `campaigns/calls-per-agent`, within its minimum and maximum. */
    readonly agentsWanted: number;
    readonly agentsNeeded: number;
    readonly minAgents: number | null;
    readonly maxAgents: number | null;
  } | null;
  /** Agents on the outbound side who may work for it, and those who do now. */
  readonly agentsThere: number;
  readonly agentsAtWork: number;
}

/** Whether the Campaign Manager is heard of, by its heartbeat. */
export interface CampaignManagerTile {
  /** `null`: it was never heard of. */
  readonly heardAt: number | null;
  readonly alive: boolean;
}

/** A kill switch of the group. */
export interface SwitchTile {
  readonly switch: KillSwitch;
  readonly on: boolean;
  /** Until when an operator has it off; `null`: no operator has, and if it is off, an admin's parameter says so. */
  readonly offUntil: number | null;
  /** Who last switched it, and why; `null`: nobody of late. */
  readonly last: { readonly by: string; readonly why: string; readonly at: number; readonly off: boolean } | null;
}

/** The group's set, by which the snapshot was made. */
export interface ThresholdsShown {
  /** 0: the defaults, before any was set. */
  readonly version: number;
  readonly values: Thresholds;
  /** What was wrong with the last set, which was refused; `null`: nothing. */
  readonly refused: string | null;
}
