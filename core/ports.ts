/** What the use cases need from outside, named by role. Every method answers or throws; `null` is a real absence. */
import type { AgentObservation, AgentRecord, Claim } from './domain/agent';
import type { CallRecord, Ringing } from './domain/call';
import type { CampaignLink, CampaignRecord } from './domain/campaign';
import type { CampaignCommand, CommandReply } from './domain/campaign-manager/commands';
import type { CampaignEvent } from './domain/campaign-manager/events';
import type { Decision } from './domain/decision';
import type { Directory } from './domain/directory';
import type { FailedTether } from './domain/failed-together';
import type { GroupLedger, Staffing } from './domain/group-ledger';
import type { Command, CommandPriority, RebalanceRequest, Timer } from './domain/messages';
import type { Side } from './domain/outbound';
import type { GroupReading, RosterQuestion, Round } from './domain/reading-round';
import type { CriteriaStep } from './domain/routing-steps';
import type { Thresholds } from './domain/thresholds';
import type { VoicemailRecord } from './domain/voicemail';
import type { WaitingTask } from './domain/waiting-task';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Logged as it is: whatever of the record is given. */
export interface OverdueVoicemail {
  readonly initialContactId: string;
}

export interface DecisionLog {
  /** One structured line; also counts what has a metric (offer.repeated, input.ignored, ...). */
  record(decision: Decision): void;
  /** A voicemail that is past every deadline: an alarm metric. */
  voicemailOverdue(voicemail: OverdueVoicemail): void;
}

export interface DirectorySource {
  /** Cached for minutes: it changes by deployment only. Throws when nothing was deployed yet. */
  read(): Promise<Directory>;
}

export interface AgentStore {
  /**
   * The agent as last known. May come from this environment's own memory of an earlier read or write: `save` notices.
   * `fresh` always asks the store.
   */
  load(agentId: string, options?: { fresh: boolean }): Promise<AgentRecord | null>;
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
  claim(agentId: string, claim: Claim, now: number): Promise<'claimed' | 'refused'>;
  /** Ends the claim, if it is this call's; with `until` only the one that lasts until then. */
  release(agentId: string, callId: string, until?: number): Promise<void>;
  /** Those of them who are stored, read anew, in the order asked for; 100 of them are one request. */
  loadFresh(agentIds: readonly string[]): Promise<readonly AgentRecord[]>;
  /** Staffed agents of these index partitions in rank order (see `rankOf`); the order may lag, each record is fresh. */
  ranked(pools: readonly string[], page: { limit: number; after: string | null }): Promise<RankedPage>;
}

export interface SaveAgentOptions {
  /** Also ends whatever claim there is. */
  readonly dropClaim: boolean;
  /** Saves only if no claim binds at this moment (ms): an agent promised to a caller is not moved away. */
  readonly unlessClaimedAt?: number;
}

export interface RankedPage {
  readonly agents: readonly AgentRecord[];
  /** Where the next page starts; `null` after the last. */
  readonly next: string | null;
}

export interface CallStore {
  load(callId: string): Promise<CallRecord | null>;
  /** Writes the record if the stored version is still `expected` (`null`: nothing stored). */
  save(record: CallRecord, expected: number | null): Promise<'saved' | 'conflict'>;
  /**
   * Notes a ring on a waiting call in one request; answers the call as it is now, `null` if it is not waiting or a
   * younger ring is noted: events of two agents come in any order.
   */
  noteRinging(callId: string, ringing: Ringing): Promise<CallRecord | null>;
  /**
   * Adds an agent to those who have refused a waiting call, whatever else changes it meanwhile: a plan that was made
   * without knowing conflicts from then on (see `save`). Answers the call as it is now, `null` if it is not waiting.
   * One request, a second one where the refusal is known already.
   */
  noteRefusal(callId: string, agentId: string): Promise<CallRecord | null>;
  /** Notes the end of waiting in one request; answers the call as it was, `null` if it had ended already or is unknown. */
  close(callId: string, state: 'answered' | 'abandoned' | 'voicemail'): Promise<CallRecord | null>;
  /** Waiting calls of a group, by the priority of their queues, then queued longest first; the list may lag, each record is fresh. */
  waiting(group: string, limit: number): Promise<readonly CallRecord[]>;
}

export interface VoicemailStore {
  load(initialContactId: string): Promise<VoicemailRecord | null>;
  save(record: VoicemailRecord, expected: number | null): Promise<'saved' | 'conflict'>;
}

export interface ThresholdSnapshot {
  readonly group: string;
  /** 1 for the first set applied; 0 is the defaults, before any. */
  readonly version: number;
  readonly thresholds: Thresholds;
  /** What was wrong with the last set that was refused, so that it is said once; `null` after a good one. */
  readonly rejected: string | null;
}

export interface ThresholdReader {
  /** The set in force, at most 2 s old; version 0 with the defaults when none was published. */
  current(group: string): Promise<ThresholdSnapshot>;
}

export interface ThresholdStore extends ThresholdReader {
  /** The set in force, read anew. */
  fresh(group: string): Promise<ThresholdSnapshot>;
  /** Replaces the snapshot if the stored version is still `expected` (0: none stored). */
  publish(snapshot: ThresholdSnapshot, expected: number): Promise<'published' | 'conflict'>;
}

export interface ParameterSource {
  /** Every parameter of a group, by threshold name. */
  list(group: string): Promise<Readonly<Record<string, string>>>;
  /** Never overwrites what an admin set. */
  createIfAbsent(group: string, name: string, value: string): Promise<'created' | 'present'>;
}

/** What Connect says of a contact now. */
export interface ContactFacts {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly queueId: string | null;
  readonly queuedAt: number | null;
  /** `null` while it goes on. */
  readonly disconnectedAt: number | null;
  readonly connectedToAgentAt: number | null;
  /** When the agent's after-call work ended, and the contact left the softphone. */
  readonly wrapUpEndedAt: number | null;
  readonly agentId: string | null;
}

export interface ContactCentre {
  /**
   * Replaces the routing criteria of a queued contact. `gone`: the contact is not in a queue any more. `throttled`: the
   * account's 20 a second are used up.
   */
  setCriteria(callId: string, steps: readonly CriteriaStep[]): Promise<'written' | 'gone' | 'throttled'>;
  /** `null`: Connect does not know the contact (any more). */
  describe(contactId: string): Promise<ContactFacts | null>;
  /** The same, where a quota that is used up is no reason to come again: 10 a second for the whole account. */
  tryDescribe(contactId: string): Promise<ContactFacts | null | 'throttled'>;
  /** Ends a contact (StopContact, docs/amazon-connect.md#stopping-a-contact). `gone`: it had ended already. */
  stop(contactId: string): Promise<'stopped' | 'gone'>;
  /** The contact's attributes, kept for the whole chain; empty when Connect does not know the contact. */
  attributes(initialContactId: string): Promise<Readonly<Record<string, string>>>;
}

/** Connect's APIs of 2 calls per second. `throttled` means later, `refused` means never, with Connect's own words. */
export interface RateLimitedCentre {
  /** The agent's softphone as Connect has it now; our record lags behind, or is wrong where an event was lost. */
  softphone(agentId: string): Promise<SoftphoneAnswer>;
  setMissedCall(agentId: string, statusId: string): Promise<CentreAnswer>;
  dismiss(agentId: string, contactId: string): Promise<CentreAnswer>;
  /** Idempotent by the initial contact id for 7 days. */
  createVoicemailTask(task: VoicemailTask): Promise<CentreAnswer>;
}
export type SoftphoneAnswer = CentreAnswer | { readonly kind: 'softphone'; readonly softphone: SoftphoneNow | null };
/** `null` instead: they are not logged in. */
export type SoftphoneNow = Pick<AgentObservation, 'status' | 'nextStatus' | 'contacts'>;
export type CentreAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'refused'; readonly message: string };

export interface VoicemailTask {
  readonly initialContactId: string;
  readonly flowId: string;
  readonly queueId: string;
  readonly queueName: string;
  readonly as: 'recording' | 'callback';
  readonly waitSeconds: number;
  readonly transcript: string | null;
}

export interface RateLimiter {
  /** Takes a token of the API's bucket, leaving `keep` for others; else says when to come again. */
  take(
    api: string,
    keep: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly retryAfterMs: number }>;
}

/** For calls that go before all others. */
export interface TokenReserve extends RateLimiter {
  /** Takes the next token there will be, before everybody who waits for one; answers in how many ms it is there. */
  reserve(api: string): Promise<number>;
}

export interface CommandQueue {
  send(command: Command, priority: CommandPriority): Promise<void>;
}

export interface TimerQueue {
  /** Delivers the timer at `dueAt` or a little later, at least once. */
  arm(timer: Timer, dueAt: number): Promise<void>;
}

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
  usernameOf(agentId: string): Promise<string | null>;
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

export interface Transcriber {
  /**
   * `off`: this environment has no transcripts. Starting the same job again is harmless. `language`: such as es-US; null is
   * the environment's.
   */
  start(initialContactId: string, recordingKey: string, language: string | null): Promise<'started' | 'off'>;
  /** The text of a finished job; `null` when it failed or holds no words. */
  read(initialContactId: string): Promise<string | null>;
}

/** Everything one blend decision reads, as the store has it: three index reads and one batch read, whatever the size. */
export interface BlendReading {
  readonly ledger: GroupLedger | null;
  /** Staffed agents by side; agents on the move count where they come from. */
  readonly staffed: Staffing;
  readonly thresholds: ThresholdSnapshot;
  /** Waiting calls, by the priority of their queues, then queued longest first. */
  readonly waiting: readonly CallRecord[];
  /** Idle on the inbound side, idle there longest first. */
  readonly idleInbound: readonly AgentRecord[];
  /** How many there are, up to the bound asked for. */
  readonly idleInboundCount: number;
  /** On the outbound side, in the order they would be asked back (see `blendPlaceOf`). */
  readonly outbound: readonly AgentRecord[];
  readonly campaigns: readonly CampaignRecord[];
  readonly link: CampaignLink | null;
  /** Voice contacts in progress, and tethers on their way. */
  readonly callsInProgress: number;
  /** Tasks that wait in the group's queues. */
  readonly tasksWaiting: number;
  /** How many are listed and were not read, of either list; about, where another part of the outbound side was not looked at. */
  readonly unread: Readonly<Record<Side, number>>;
  /** Ids of the agents on the outbound side who are listed and were not read, in the order of `outbound`. */
  readonly outboundUnread: readonly string[];
}

export interface BlendBounds {
  readonly waiting: number;
  readonly idleInbound: number;
  /** Counted by their index entries, of which those read are chosen (see `nominees`); at least `idleInbound`. */
  readonly idleInboundCount: number;
  readonly outbound: number;
  /** Of how many listed the outbound ones are chosen (see `nominees`); at least `outbound`. */
  readonly outboundListed: number;
  /** Index partitions of the outbound side, of which one is read, each time another; see `blendPool`. */
  readonly outboundShards: number;
}

/** What is kept of a group beside its agents and calls: the ledger of moves, how many are staffed, tasks that wait. */
export interface GroupStore {
  /** Read anew, consistently; `null`: none stored. */
  ledger(group: string): Promise<GroupLedger | null>;
  /**
   * Writes the ledger if the stored version is still `expected` (0: none stored). Its `turn` counts for the next read, which
   * may still find the one before.
   */
  saveLedger(ledger: GroupLedger, expected: number): Promise<'saved' | 'conflict'>;
  /** A task waits in a queue of the group (item `tasks#<group>`); more than `mostTasks` are not noted. Safe to repeat. */
  taskWaits(group: string, task: WaitingTask): Promise<void>;
  /** It waits no more. Safe to repeat. */
  tasksOver(group: string, tasks: readonly WaitingTask[]): Promise<void>;
  /** Those noted, whether they still count or not. */
  tasks(group: string): Promise<readonly WaitingTask[]>;
  /** Adds to the counts of staffed agents, which stand in an item of their own (`staffing#<group>`). */
  countStaffed(group: string, change: Staffing): Promise<void>;
  /** Takes teams out that are counted with nobody; one that somebody has joined meanwhile leaves all of them as they are. */
  dropTeams(group: string, teams: readonly string[]): Promise<void>;
  /** Teams with nobody included. */
  staffed(group: string): Promise<Staffing>;
}

/** What a blend decision reads, and the group's own records. */
export interface BlendStore extends GroupStore {
  /** Agents named in `also` (by a supervisor, or by a move in flight) are read in the same request. */
  read(
    group: string,
    campaigns: readonly string[],
    bounds: BlendBounds,
    also: readonly string[],
  ): Promise<BlendReading & { readonly also: readonly AgentRecord[] }>;
}

export interface CampaignStore {
  load(campaign: string): Promise<CampaignRecord | null>;
  save(record: CampaignRecord, expected: number | null): Promise<'saved' | 'conflict'>;
  link(): Promise<CampaignLink | null>;
  saveLink(link: CampaignLink, expected: number | null): Promise<'saved' | 'conflict'>;
}

/**
 * Voice contacts in progress in the instance, as a set: what is told twice counts once. A tether that was asked for and
 * is not there yet takes a place too (`holdFor`), until its time is over.
 */
export interface CallMeter {
  started(contactId: string): Promise<void>;
  ended(contactId: string): Promise<void>;
  /** Takes places for tethers on their way, one request for all of them; each is free again after `until` (ms). */
  hold(tetherIds: readonly string[], until: number): Promise<void>;
  /** Gives one back: the tether is a contact now, or will never be one. */
  letGo(tetherId: string, until: number): Promise<void>;
  inProgress(now: number): Promise<number>;
  /** Some of the contacts counted, for reconcile to look at. */
  list(limit: number): Promise<readonly string[]>;
}

/** Tethers of each group that failed, and when they were found to fail together; see `failed-together.ts`. Times are ms. */
export interface TetherFailures {
  /** Notes that the tether of an agent failed; twice is once. Answers the group's failures within two minutes, before and after. */
  note(group: string, failure: FailedTether): Promise<readonly FailedTether[]>;
  /** Too many failed in the two minutes that end at this moment. `begins`: of none within the two minutes before it was that said. */
  together(group: string, end: number): Promise<'begins' | 'goes-on'>;
  /** Of the ends that were told, those within two minutes after one of these moments. */
  outages(group: string, moments: readonly number[]): Promise<readonly number[]>;
}

/** Tokens by which a tether proves whose it is. Plain tokens are never stored. */
export interface Tokens {
  /** Eight random digits. */
  issue(): string;
  hash(token: string): string;
}

export interface TokenStore {
  put(hash: string, entry: TokenEntry): Promise<void>;
  /** A token is good for one call, which may ask again (Connect repeats a Lambda that failed). `null`: unknown, or used. */
  redeem(hash: string, contactId: string): Promise<TokenEntry | null>;
}
export interface TokenEntry {
  readonly agentId: string;
  readonly tetherId: string;
  readonly expiresAt: number;
}

/** Commands to the Campaign Manager, in order per agent. The same command sent again within 5 minutes is one. */
export interface CampaignCommandQueue {
  send(command: CampaignCommand): Promise<void>;
}

/** The Campaign Manager itself, over HTTPS. */
export interface CampaignManager {
  /** `unreachable`: no answer in time, or one that is not of the contract; `message` is a sentence. */
  send(
    command: CampaignCommand,
  ): Promise<
    | { readonly kind: 'reply'; readonly reply: CommandReply }
    | { readonly kind: 'unreachable'; readonly message: string }
  >;
}

/** Asks for blend decisions, at most one a second and group; the decision comes a second later. */
export interface RebalanceQueue {
  request(request: RebalanceRequest): Promise<void>;
}

/** Our own bus: facts, never commands, never tokens. */
export interface FactBus {
  /** Throws when any of them was not taken. */
  publish(events: readonly CampaignEvent[]): Promise<void>;
}

/** What the ingress asks before it believes a request. */
export interface IngressGuard {
  /** Keys whose signatures count now, the one that signs first. */
  secrets(): Promise<readonly string[]>;
  /** `false`: the nonce was seen within the window. */
  firstUse(nonce: string, until: number): Promise<boolean>;
}

/** Agents' pages, by what they last said. */
export interface PageStore {
  /** The page of an agent is open and watched at this moment (ms). */
  seen(agentId: string, at: number): Promise<void>;
  /** `null`: never. */
  lastSeen(agentId: string): Promise<number | null>;
}
