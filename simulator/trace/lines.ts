import type { PreviewDecider, PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { GroupId } from '../../core/ids';
import type { IndicatorColour, MoveRule, Side, TetherEnd } from '../../core/vocabulary';
import type { ContactState, DialOutcome } from './dial-facts';

/**
 * The lines of a trace (docs/scenarios.md#the-trace). `t` and all other times are simulated seconds
 * since the start, to the millisecond; names are the scenario's, never Connect's ids.
 */
export type TraceLine = { readonly t: number } & TraceEvent;

/** What a line tells, besides its time (docs/scenarios.md#the-trace). Ids are the scenario's, times and waits seconds. */
export type TraceEvent =
  | { readonly type: 'call.arrived' | 'call.queued'; readonly call: string; readonly queue: string }
  | {
      readonly type: 'offer.planned';
      readonly call: string;
      readonly agent: string;
      readonly slotEnds: number;
      /** In the order they would be asked, at most 10. */
      readonly candidates: readonly string[];
      /** Of the first candidate. */
      readonly availableSince: number;
      readonly reason: string;
    }
  | {
      readonly type: 'offer.ringing';
      readonly call: string;
      readonly agent: string;
      readonly by: 'planned' | 'native';
    }
  | { readonly type: 'offer.missed' | 'offer.declined'; readonly call: string; readonly agent: string }
  | { readonly type: 'call.answered'; readonly call: string; readonly agent: string; readonly waitSeconds: number }
  | { readonly type: 'call.abandoned'; readonly call: string; readonly agent?: string; readonly waitSeconds: number }
  | {
      readonly type: 'call.voicemail';
      readonly call: string;
      readonly waitSeconds: number;
      readonly reason: 'max-wait' | 'nobody-left' | 'failure';
    }
  | { readonly type: 'call.refused'; readonly call: string; readonly reason: string }
  | { readonly type: 'call.ended'; readonly call: string; readonly agent: string }
  | {
      readonly type: 'voicemail.delivered';
      readonly call: string;
      readonly queue: string;
      readonly as: 'recording' | 'callback';
    }
  /** An agent's own call; over when nobody talks any more. */
  | { readonly type: 'callout.started'; readonly agent: string }
  | { readonly type: 'callout.ended'; readonly agent: string; readonly answered: boolean }
  | { readonly type: 'agent.status'; readonly agent: string; readonly status: string }
  | { readonly type: 'agent.side'; readonly agent: string; readonly side: Side | 'moving' }
  | MoveDecidedEvent
  | {
      /** `cancelled`: nothing failed, it is not needed any more. */
      readonly type: 'move.completed' | 'move.failed' | 'move.cancelled';
      readonly move: string;
      readonly agent: string;
      readonly to: Side;
      /** Since it was decided. */
      readonly seconds: number;
      readonly why: string;
    }
  | {
      readonly type: 'tether.requested';
      readonly agent: string;
      /** From 1. */
      readonly attempt: number;
      readonly reason: string;
    }
  | {
      readonly type: 'tether.connected' | 'tether.unmapped' | 'tether.failed';
      readonly agent: string;
      readonly reason: string;
    }
  | { readonly type: 'tether.ended'; readonly agent: string; readonly why: TetherEnd; readonly reason: string }
  | {
      readonly type: 'agent.taken-off';
      readonly agent: string;
      readonly why: 'tethers' | 'previews';
      /** How many in a row. */
      readonly count: number;
      readonly reason: string;
    }
  | { readonly type: 'indicator'; readonly agent: string; readonly colour: IndicatorColour }
  | {
      readonly type: 'preview.offered';
      /** `<contact>/<n>`, n from 1 for each contact. */
      readonly preview: string;
      readonly agent: string;
      readonly campaign: string;
      readonly contact: string;
      readonly seconds: number;
    }
  | {
      readonly type: 'preview.decided';
      readonly preview: string;
      readonly agent: string;
      readonly outcome: PreviewOutcome;
      readonly by: PreviewDecider;
      /** The application's, where it decided. */
      readonly reason?: string;
    }
  | ({ readonly type: 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned' } & DialOf)
  | ({
      readonly type: 'dial.ended';
      readonly outcome: DialOutcome;
      /** Of the agent, after this customer, if there is any. */
      readonly wrapUpSeconds?: number;
    } & DialOf)
  | {
      readonly type: 'contact.state';
      readonly campaign: string;
      readonly contact: string;
      readonly state: ContactState;
    }
  | {
      readonly type: 'campaign.slowed' | 'campaign.resumed' | 'campaign.stopped';
      readonly campaign: string;
      /** Of the two the law looks at, the one that is worse off. */
      readonly window: '24h' | '30d';
      /** Dials answered by a person, those of them abandoned, and the most there may be of these, 0 to 1. */
      readonly answered: number;
      readonly abandoned: number;
      readonly limit: number;
      readonly reason: string;
    }
  | { readonly type: 'threshold.applied'; readonly group: GroupId; readonly version: number }
  | {
      readonly type: 'threshold.rejected';
      readonly group: GroupId;
      readonly version: number;
      readonly problems: readonly string[];
    }
  | ({ readonly type: 'summary' } & Summary);

interface MoveDecidedEvent {
  readonly type: 'move.decided';
  /** m1, m2, ... in order of decision. */
  readonly move: string;
  readonly agent: string;
  readonly to: Side;
  readonly rule: MoveRule;
  readonly reason: string;
  /** The figures compared and, by threshold name, what they were compared with. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The caller it is made for. */
  readonly call?: string;
  readonly when: 'now' | 'after-work';
  readonly deadline: number;
}

interface DialOf {
  readonly campaign: string;
  readonly contact: string;
  /** Where known. */
  readonly agent?: string;
}

/** What a line may be about: the word that stands in its `type`. */
export type TraceType = TraceEvent['type'];
/** The lines of one type. */
export type LineOf<T extends TraceType> = { readonly t: number } & EventOf<T, TraceEvent>;
type EventOf<T, E> = E extends { readonly type: infer K } ? (T extends K ? E & { readonly type: T } : never) : never;

/** The figures of the last line; ratios are null where they would be over zero. */
export interface Summary {
  readonly inbound: {
    readonly arrived: number;
    readonly answered: number;
    readonly abandoned: number;
    readonly voicemail: number;
    readonly refused: number;
    /** Arrived, and none of the above. */
    readonly waiting: number;
    readonly serviceLevel20: number | null;
    readonly meanWaitSeconds: number | null;
  };
  readonly outbound: {
    readonly dials: number;
    readonly answered: number;
    readonly connected: number;
    readonly abandoned: number;
    readonly abandonRate: number | null;
  };
  readonly agents: {
    readonly utilisation: number | null;
    readonly movesToInbound: number;
    readonly movesToOutbound: number;
    readonly movesCancelled: number;
    /** Completed moves; a rule nobody was moved by is left out. */
    readonly movesByRule: Readonly<Partial<Record<MoveRule, number>>>;
  };
  readonly sameAgentTwice: number;
  readonly heldBackSeconds: number;
  readonly violations: readonly Violation[];
}

/** A broken invariant of docs/scenarios.md#invariants; `lines` are line numbers of the trace, counted from 1. */
export interface Violation {
  readonly invariant: number;
  readonly message: string;
  readonly lines: readonly number[];
}
