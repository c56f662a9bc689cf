import type { WorkState } from '../campaign-contract/identifiers';
import type { PreviewId, TetherId } from '../ids';
import type { Side, TakenOffWhy } from '../vocabulary';
import type { Customer, CustomerRequest } from './customer-record';
import type { Effect } from './effect';
import type { LastMove } from './last-move';
import type { AgentMove } from './move-record';
import type { Preview } from './preview-record';
import type { Tether } from './tether-record';

/**
 * The outbound half of what we know of an agent. It is part of the agent's record and written with it, so that an agent
 * event and a message of the Campaign Manager can never be applied over one another. Times are ms since the epoch.
 */
export interface OutboundState {
  /** Where the agent is; while a move is under way, where they come from. */
  readonly side: Side;
  /** When they came to that side: dwell is counted from here. */
  readonly sideSince: number;
  /** When moves of the last hour began, oldest first: the hourly cap counts them. */
  readonly movedAt: readonly number[];
  readonly move: AgentMove | null;
  /** The one under way, or the one before; `null`: none since we know the agent. For people: nothing is decided by it. */
  readonly lastMove: LastMove | null;
  readonly tether: Tether | null;
  /** What the Campaign Manager last said the agent does on this tether; `null` before it said anything. */
  readonly work: AgentWork | null;
  /** Whom the work is about, if it is with a customer; `null`: it is not. */
  readonly customer: Customer | null;
  /** What the agent last asked for about a customer; `null` before the first. */
  readonly customerRequest: CustomerRequest | null;
  /** The contact that is shown to the agent, or was last; `null` before the first on this tether. */
  readonly preview: Preview | null;
  /**
   * Previews not to be shown, however late their offers come: taken back before they were offered, or replaced by one of the same
   * moment. The latest last; bounded (preview.ts).
   */
  readonly notToShow: readonly PreviewId[];
  /** What campaigns tried in vain with the agent, in a row. */
  readonly unanswered: Unanswered;
  /** Off campaigns until they set Available anew; `null`: not so. */
  readonly takenOff: TakenOff | null;
  /** Of the last command sent about this agent; the next one has a higher one. */
  readonly fence: number;
  /** Until then no move is tried: the Campaign Manager refused, or did not answer. */
  readonly leftAloneUntil: number | null;
  /** A supervisor wants the agent to stay on their side until then: every rule leaves them there, a waiting caller's too. */
  readonly held: { readonly until: number } | null;
  /** The tether is being given back although nobody is moved. */
  readonly giveBack: GiveBack | null;
  /**
   * What followed from the last step, by its cause: a redelivery does the same again, should the function have died on the
   * way. Commands with a token are left out: it is kept nowhere.
   */
  readonly issued: { readonly cause: string; readonly effects: readonly Effect[] } | null;
}

/** Forgotten when the agent sets Available. */
export interface Unanswered {
  /** When tethers failed that had rung the agent, oldest first; forgotten at `tether.connected`. */
  readonly tethers: readonly number[];
  /** How many previews ran out with another outcome than accept, since one ended otherwise. */
  readonly previews: number;
}

export const nothingUnanswered: Unanswered = { tethers: [], previews: 0 };

export interface TakenOff {
  readonly why: TakenOffWhy;
  readonly count: number;
  readonly at: number;
}

/**
 * Ends the tether without a move. `taken-off`: the agent does not respond to tethers or previews. `to-inbound`: the agent is on
 * the inbound side afterwards (blending was switched off, or a move was given up after the Campaign Manager had let go).
 */
export interface GiveBack {
  readonly why: 'not-ready' | 'logged-out' | 'taken-off' | 'to-inbound';
  readonly since: number;
}

/** The newest word about an agent's work, by its number, and what has to be known to take in older ones that are late. */
export interface AgentWork {
  readonly tetherId: TetherId;
  readonly seq: number;
  readonly state: WorkState;
  readonly campaign: string | null;
  readonly contact: string | null;
  readonly at: number;
  /** Whether a customer was served, and the agent was not idle since. */
  readonly served: boolean;
  /** Messages are missing before some that came; `null`: none is. */
  readonly gap: WorkGap | null;
  /** The tether was over then; what comes later is about the time before. `null`: it is not over. */
  readonly over: { readonly at: number; readonly availableSince: number | null } | null;
}

export interface WorkGap {
  /** As it was after the last message of the unbroken row. */
  readonly before: WorkClocks;
  /** What came beyond the gap, by number; bounded (agent-work.ts). */
  readonly ahead: readonly WorkNote[];
}

/** One message of work. `seq` counts per tether; `at`: when it happened. */
export interface WorkNote {
  readonly seq: number;
  readonly state: WorkState;
  readonly at: number;
}

/** What follows from messages of work up to a number: the clocks of an agent's record (agent.ts). */
export interface WorkClocks {
  /** 0, `null` before the first. */
  readonly seq: number;
  readonly state: WorkState | null;
  readonly at: number;
  readonly availableSince: number | null;
  readonly placeLost: boolean;
  readonly idleOnSideSince: number | null;
}

/**
 * The side as shown: `moving` while a move, either way, is under way. Whoever is to come after work is not: they work on
 * as before until they are released.
 */
export const shownSide = ({ move, side }: Pick<OutboundState, 'move' | 'side'>): Side | 'moving' => {
  if (move === null) return side;
  return move.when === 'after-work' && move.phase !== 'ending' ? side : 'moving';
};

/** On the tether, and with nothing to do: the Campaign Manager may be asked for them. */
export const isIdleOnTether = (outbound: OutboundState): boolean =>
  outbound.side === 'outbound' &&
  outbound.tether?.state === 'ready' &&
  outbound.work?.tetherId === outbound.tether.tetherId &&
  outbound.work.state === 'idle';

export const startingOutbound = (side: Side, since: number): OutboundState => ({
  side,
  sideSince: since,
  movedAt: [],
  move: null,
  lastMove: null,
  tether: null,
  work: null,
  customer: null,
  customerRequest: null,
  preview: null,
  notToShow: [],
  unanswered: nothingUnanswered,
  takenOff: null,
  fence: 0,
  leftAloneUntil: null,
  held: null,
  giveBack: null,
  issued: null,
});

/** Moves of the hour before `now`. */
export const movesInLastHour = (outbound: Pick<OutboundState, 'movedAt'>, now: number): readonly number[] =>
  outbound.movedAt.filter((at) => now - at < 3_600_000);
