import type { AgentObservation } from '../agent/agent';
import type { AgentId } from '../ids';
import type { GroupReading, RosterQuestion, Round } from './reading-round';

/** Who is logged in, as Connect has it now (GetCurrentUserData, docs/amazon-connect.md#reading-agents). */
export interface AgentRoster {
  /**
   * A page, of at most 100 agents, of those logged in whom the question is about, as Connect sees them now. `token`: where it
   * starts; `null` for the first. Costs one call of GetCurrentUserData.
   */
  page(question: RosterQuestion, token: string | null): Promise<RosterAnswer>;
}

/** What no list of agents tells (docs/amazon-connect.md#reading-agents). */
export interface AgentNames {
  /**
   * The login name; `null` when Connect knows no such user, or may not be asked at this moment: DescribeUser is one of the APIs
   * of 2 calls a second.
   */
  usernameOf(agentId: AgentId): Promise<string | null>;
}

/**
 * `absent`: Connect does not know something the question names. `invalid`: the request is wrong, which of a second page
 * means that its token is not good any more.
 */
export type RosterAnswer =
  | { readonly kind: 'page'; readonly entries: readonly RosterEntry[]; readonly next: string | null }
  | { readonly kind: 'throttled' | 'absent' | 'invalid' };

/** Who reads agents from Connect, so that one does at a time. Times are ms. */
export interface RoundStore {
  /** Begins a round, in its step 0, unless another is under way whose step is not over at `now`; answers when that one began. */
  begin(
    round: Pick<Round, 'id' | 'startedAt'>,
    now: number,
    until: number,
  ): Promise<{ readonly begun: true } | { readonly begun: false; readonly startedAt: number }>;
  /**
   * Takes a step of the round until `until`. `false`: somebody has it, it was done, or the round is over. One whose time is
   * over at `now` may be taken again: its function died.
   */
  take(round: Pick<Round, 'id' | 'step'>, now: number, until: number): Promise<boolean>;
  /** Another round may begin at once. */
  end(roundId: string): Promise<void>;
  /** Of each group that has been read. */
  readings(): Promise<Readonly<Record<string, GroupReading>>>;
  /** Of these groups; what is known of others stays. */
  noteReadings(readings: Readonly<Record<string, GroupReading>>): Promise<void>;
}

/** Delivers a round again for its next step, at least once. */
export interface RoundQueue {
  /** `delayMs` is rounded up to whole seconds, at least one: so long whoever sends it has to end. */
  send(round: Round, delayMs: number): Promise<void>;
}

/** A row of GetCurrentUserData: no username, no queues, no proficiencies (docs/amazon-connect.md#reading-agents). */
export type RosterEntry = Pick<
  AgentObservation,
  'agentId' | 'observedAt' | 'status' | 'nextStatus' | 'routingProfileId' | 'voiceSlotsAvailable' | 'contacts'
>;
