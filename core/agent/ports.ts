import type { AgentId, CallId, ContactId, GroupId, TetherId } from '../ids';
import type { AgentRecord, Claim } from './agent';
import type { FailedTether } from './failed-together';

/**
 * Records of agents, each written on condition of its version, so that of two writers one is told to judge anew. Claims are
 * written apart from it.
 */
export interface AgentStore {
  /**
   * The agent as last known. May come from this environment's own memory of an earlier read or write: `save` notices.
   * `fresh` always asks the store.
   */
  load(agentId: AgentId, options?: { fresh: boolean }): Promise<AgentRecord | null>;
  /**
   * Writes everything but the claim, if the stored version is still `expected` (`null`: nothing stored). `dropClaim`
   * also ends whatever claim there is. Answers the claim as it was before this write.
   */
  save(
    record: AgentRecord,
    expected: number | null,
    options: SaveAgentOptions,
  ): Promise<{ readonly saved: true; readonly claim: Claim | null } | { readonly saved: false }>;
  /** Claims the agent for a call, if idle and not claimed by another call whose time is not over. */
  claim(agentId: AgentId, claim: Claim, now: number): Promise<'claimed' | 'refused'>;
  /** Ends the claim, if it is this call's; with `until` only the one that lasts until then. */
  release(agentId: AgentId, callId: CallId, until?: number): Promise<void>;
  /** Those of them who are stored, read anew, in the order asked for; 100 of them are one request. */
  loadFresh(agentIds: readonly AgentId[]): Promise<readonly AgentRecord[]>;
  /** Staffed agents of these index partitions in rank order (see `rankOf`); the order may lag, each record is fresh. */
  ranked(pools: readonly string[], page: { limit: number; after: string | null }): Promise<RankedPage>;
}

/** What one write of an agent's record does besides, and what keeps it from being made. */
export interface SaveAgentOptions {
  /** Also ends whatever claim there is. */
  readonly dropClaim: boolean;
  /** Saves only if no claim binds at this moment (ms): an agent promised to a caller is not moved away. */
  readonly unlessClaimedAt?: number;
}

/** A page of an index of agents, each record read anew. */
export interface RankedPage {
  readonly agents: readonly AgentRecord[];
  /** Where the next page starts; `null` after the last. */
  readonly next: string | null;
}

/**
 * Voice contacts in progress in the instance, as a set: what is told twice counts once. A tether that was asked for and
 * is not there yet takes a place too (`holdFor`), until its time is over.
 */
export interface CallMeter {
  started(contactId: ContactId): Promise<void>;
  ended(contactId: ContactId): Promise<void>;
  /** Takes places for tethers on their way, one request for all of them; each is free again after `until` (ms). */
  hold(tetherIds: readonly TetherId[], until: number): Promise<void>;
  /** Gives one back: the tether is a contact now, or will never be one. */
  letGo(tetherId: TetherId, until: number): Promise<void>;
  inProgress(now: number): Promise<number>;
  /** Some of the contacts counted, for reconcile to look at. */
  list(limit: number): Promise<readonly ContactId[]>;
}

/** Tethers of each group that failed, and when they were found to fail together; see `failed-together.ts`. Times are ms. */
export interface TetherFailures {
  /** Notes that the tether of an agent failed; twice is once. Answers the group's failures within two minutes, before and after. */
  note(group: GroupId, failure: FailedTether): Promise<readonly FailedTether[]>;
  /** Too many failed in the two minutes that end at this moment. `begins`: of none within the two minutes before it was that said. */
  together(group: GroupId, end: number): Promise<'begins' | 'goes-on'>;
  /** Of the ends that were told, those within two minutes after one of these moments. */
  outages(group: GroupId, moments: readonly number[]): Promise<readonly number[]>;
}

/** Tokens by which a tether proves whose it is. Plain tokens are never stored. */
export interface Tokens {
  /** Eight random digits. */
  issue(): string;
  hash(token: string): string;
}

/** Tokens that were given out, by their hash; each for one call, and until its time is over. */
export interface TokenStore {
  put(hash: string, entry: TokenEntry): Promise<void>;
  /** A token is good for one call, which may ask again (Connect repeats a Lambda that failed). `null`: unknown, or used. */
  redeem(hash: string, contactId: ContactId): Promise<TokenEntry | null>;
}

/** Whose tether a token proves. `expiresAt`: ms since the epoch. */
export interface TokenEntry {
  readonly agentId: AgentId;
  readonly tetherId: TetherId;
  readonly expiresAt: number;
}

/**
 * Which browser's page acts for an agent; the others only show. `term` grows by one with each browser that takes over, so that a
 * request of an earlier term is known for what it is.
 */
export interface Lead {
  /** Made up by the browser, the same for all its windows. */
  readonly browser: string;
  readonly term: number;
  /** ms; whoever comes after may take over without asking. */
  readonly until: number;
}

/** What a browser says of itself with each heartbeat, and whether it takes the lead over; times are ms. */
export interface LeadRequest {
  readonly browser: string;
  readonly now: number;
  readonly until: number;
  /** The page is on the screen: counts as `seen`, if the browser leads. */
  readonly watched: boolean;
  /** The term of another browser that the agent takes over from; `null`: only renews, or takes what is nobody's. */
  readonly over: number | null;
}

/** Agents' pages, by what they last said. */
export interface PageStore {
  /** The page of an agent is open and watched at this moment (ms). */
  seen(agentId: AgentId, at: number): Promise<void>;
  /** `null`: never. */
  lastSeen(agentId: AgentId): Promise<number | null>;
}

/** Which browser leads, for each agent. */
export interface PageLeads {
  /** Renews or takes the lead, unless it is another's; answers whose it is then. Twice is as once. */
  lead(agentId: AgentId, request: LeadRequest): Promise<Lead>;
  /** Who leads; may be a moment old. `null`: nobody ever did. */
  leader(agentId: AgentId): Promise<Lead | null>;
}
