import {
  campaignsFor,
  type Directory,
  fnv1a,
  groupOfAgent,
  type ProfileEntry,
  poolOf,
  profileEntry,
} from '../group/directory';
import { teamKey } from '../group/group-ledger';
import type { Proficiency } from '../group/proficiency';
import type { AgentId, CallId, ContactId, GroupId, InitialContactId, QueueId } from '../ids';
import type { AgentKind } from '../vocabulary';
import type { AgentStatus } from './agent-status';
import { nothingUnanswered, type OutboundState, startingOutbound } from './outbound';
import { releaseOrder } from './release-order';
import { isOnItsWay } from './tether-record';

/** States of a contact as an agent's snapshot lists it (docs/amazon-connect.md#agent-event-stream). */
export const agentContactStates = [
  'INCOMING',
  'PENDING',
  'CONNECTING',
  'CONNECTED',
  'CONNECTED_ONHOLD',
  'MISSED',
  'PAUSED',
  'REJECTED',
  'ERROR',
  'ENDED',
] as const;
export type AgentContactState = (typeof agentContactStates)[number];

export interface AgentContact {
  readonly contactId: ContactId;
  readonly initialContactId: InitialContactId | null;
  readonly channel: string;
  readonly state: AgentContactState;
  /** When it entered that state, ms. */
  readonly since: number;
  /** A call the agent placed, or a queued callback: work in hand, and never an offer (`isOwnCall`). */
  readonly ownCall: boolean;
  /** Where it waited; `null` for an agent queue, for a call of the agent's own, and when Connect names none. */
  readonly queueId: QueueId | null;
  readonly queuedAt: number | null;
}

/** What one agent event, or one row of a reconcile, says about an agent. */
export interface AgentObservation {
  readonly agentId: AgentId;
  /** `null` when the source does not tell (reconcile). */
  readonly username: string | null;
  readonly observedAt: number;
  /** Orders observations of the same moment: the stream's sequence number; '' when there is none. */
  readonly sequence: string;
  readonly status: AgentStatus;
  readonly nextStatus: string | null;
  readonly routingProfileId: string;
  readonly queueIds: readonly QueueId[];
  readonly proficiencies: readonly Proficiency[];
  readonly voiceSlotsAvailable: number;
  readonly contacts: readonly AgentContact[];
}

/** An agent promised to a call: nobody else may plan them until it ends or the time is over. */
export interface Claim {
  readonly callId: CallId;
  readonly until: number;
}

/** The agent as we know them: the last observation, the clocks that follow from all of them, and the claim. */
export interface AgentRecord extends Omit<AgentObservation, 'username'> {
  readonly username: string;
  readonly group: GroupId | null;
  /** By the routing profile. */
  readonly kind: AgentKind;
  /** Of the group's campaigns, those the agent may work for (`campaignsFor`). */
  readonly campaigns: readonly string[];
  /** Index partition, see `poolOf`. */
  readonly pool: string | null;
  /** Counts observations applied; writes are conditional on it. Claims do not change it. */
  readonly version: number;
  /** Idle on the inbound side, and neither moving nor waiting for a tether (docs/offers.md#idle-and-available-longest). */
  readonly idle: boolean;
  /** Logged in and not Offline, whatever the status or side. */
  readonly staffed: boolean;
  /** Orders offers: since when available without having taken a call. Kept while ringing, `null` before the first time. */
  readonly availableSince: number | null;
  /** Feeds the blend-to-outbound threshold: the later of entering this side and the end of the last work. */
  readonly idleOnSideSince: number | null;
  /** Whether the place in line is gone, so that the next idle moment starts `availableSince` anew. */
  readonly placeLost: boolean;
  /** Until then a "Missed call" status does not cost the place: the caller hung up, the agent missed nothing. */
  readonly excusedUntil: number | null;
  readonly claim: Claim | null;
  /** Side, move, tether and work for campaigns. */
  readonly outbound: OutboundState;
}

/**
 * Whether an agent placed the call. Its `Queue` is the default outbound queue of the routing profile, a customer queue as a
 * rule, in which nobody waited (docs/amazon-connect.md#agent-event-stream); `InitiationMethod` tells it apart. A queued
 * callback is such a call too: nobody waits on the line, the customer is rung up once the agent has taken it.
 */
export const isOwnCall = (contact: {
  readonly channel?: string | null | undefined;
  readonly initiationMethod?: string | null | undefined;
}): boolean =>
  contact.channel?.toUpperCase() === 'VOICE' &&
  ['OUTBOUND', 'EXTERNAL_OUTBOUND', 'CALLBACK'].includes(contact.initiationMethod?.toUpperCase() ?? '');

const talking: readonly AgentContactState[] = ['CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED'];
const refused: readonly AgentContactState[] = ['MISSED', 'REJECTED', 'ERROR'];

export const isRinging = (contact: AgentContact): boolean =>
  contact.state === 'CONNECTING' || contact.state === 'INCOMING' || contact.state === 'PENDING';
export const isTalking = (contact: AgentContact): boolean => talking.includes(contact.state);
export const isRefused = (contact: AgentContact): boolean => refused.includes(contact.state);

/** A missed or declined call that is still on the agent's softphone. */
export const refusedContact = (agent: Pick<AgentRecord, 'contacts'>, contactId: ContactId): AgentContact | undefined =>
  agent.contacts.find((contact) => contact.contactId === contactId && isRefused(contact));

/** Whether the agent has chosen nothing else than to take calls, now or for afterwards: only then are they parked. */
export const choosesAvailable = (agent: Pick<AgentObservation, 'status' | 'nextStatus'>): boolean =>
  agent.status.type === 'ROUTABLE' && agent.nextStatus === null;

/** The status that parks an agent who missed or declined a call. */
export const missedCallStatusName = 'Missed call';

/** How long "caller hung up" excuses a "Missed call" status: the page's own limit for clearing (docs/scenarios.md#the-page). */
const excuseMs = 8_000;

/** A task, a chat or an e-mail: work in hand that leaves calls alone and keeps the agent where they are. */
export const otherWork = (agent: Pick<AgentObservation, 'contacts'>): readonly AgentContact[] =>
  agent.contacts.filter((contact) => contact.channel !== 'VOICE');

/** Idle, and with no other work in hand: free to change sides, and for a tether. */
export const isFreeToMove = (
  agent: Pick<AgentObservation, 'status' | 'nextStatus' | 'voiceSlotsAvailable' | 'contacts'>,
): boolean => isIdle(agent) && otherWork(agent).length === 0;

const voice = (contacts: readonly AgentContact[]) => contacts.filter((contact) => contact.channel === 'VOICE');

export function isIdle(
  observation: Pick<AgentObservation, 'status' | 'nextStatus' | 'voiceSlotsAvailable' | 'contacts'>,
): boolean {
  return (
    observation.status.type === 'ROUTABLE' &&
    observation.nextStatus === null &&
    observation.voiceSlotsAvailable > 0 &&
    voice(observation.contacts).length === 0
  );
}

/** How a new observation stands to what we know: `duplicate` is the very one applied last. */
export function judgeObservation(
  known: Pick<AgentRecord, 'observedAt' | 'sequence'> | null,
  observation: Pick<AgentObservation, 'observedAt' | 'sequence'>,
): 'new' | 'duplicate' | 'stale' {
  if (known === null || observation.observedAt > known.observedAt) return 'new';
  if (observation.observedAt < known.observedAt) return 'stale';
  const order = compareSequences(observation.sequence, known.sequence);
  return order > 0 ? 'new' : order === 0 ? 'duplicate' : 'stale';
}

/** Kinesis sequence numbers are decimal and may differ in length. */
function compareSequences(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Applies an observation. `callerGone` excuses the agent from a rejection seen in it: the caller hung up while ringing,
 * so the agent keeps the place in line (docs/offers.md#idle-and-available-longest). It excuses from no other rejection that
 * follows. Tethers cost nobody their place: they are no customers. What the observation means for a tether is not judged here
 * (tether.ts).
 */
export function applyObservation(
  known: AgentRecord | null,
  observation: AgentObservation,
  directory: Directory,
  callerGone: boolean,
): AgentRecord {
  const group = groupOfAgent(directory, observation);
  const profile = profileEntry(directory, observation.routingProfileId);
  const kind = profile?.kind ?? 'inbound';
  const free = isIdle(observation);
  const excusedUntil = callerGone ? observation.observedAt + excuseMs : (known?.excusedUntil ?? null);
  const excused = excusedUntil !== null && observation.observedAt <= excusedUntil;
  const calls = { known: customerCalls(known, directory), now: customerCalls(observation, directory) };
  const missed = !callerGone && newlyRefused(calls);
  const placeLost = missed || losesPlace(known, observation, calls.now, excused);
  const resets = free && (placeLost || known === null || known.availableSince === null);
  const freeSince = resets ? freedAt(known, observation) : null;
  return withDerivedIdle({
    ...observation,
    username: observation.username ?? known?.username ?? observation.agentId,
    group: group?.name ?? null,
    kind,
    campaigns: campaignsFor(group, { kind, proficiencies: observation.proficiencies }),
    pool: group ? poolOf(group, observation.agentId) : null,
    version: (known?.version ?? 0) + 1,
    staffed: observation.status.type !== 'OFFLINE',
    availableSince: freeSince ?? known?.availableSince ?? null,
    idleOnSideSince: freeSince ?? workOver(known, observation) ?? known?.idleOnSideSince ?? null,
    placeLost: free ? false : placeLost,
    excusedUntil: excused ? excusedUntil : null,
    claim: known?.claim ?? null,
    outbound: anew(known, observation, sideOf(known, observation, profile)),
  });
}

/**
 * The agent has chosen Available since the observation before: by a status that is new, or by taking back the one that was to
 * follow the call.
 */
export const setsAvailable = (
  before: Pick<AgentObservation, 'status' | 'nextStatus'> | null,
  { status, nextStatus }: Pick<AgentObservation, 'status' | 'nextStatus'>,
): boolean => {
  if (before === null || status.type !== 'ROUTABLE') return false;
  const stays = before.nextStatus !== null && nextStatus === null;
  return before.status.type !== 'ROUTABLE' || status.since > before.status.since || stays;
};

/** An agent who sets Available is at the softphone: unanswered tethers and previews are counted from 0 again. */
const anew = (known: AgentRecord | null, observation: AgentObservation, outbound: OutboundState): OutboundState =>
  setsAvailable(known, observation) ? { ...outbound, takenOff: null, unanswered: nothingUnanswered } : outbound;

/**
 * With what follows from the rest: whether the agent is idle on the inbound side. An agent who was taken off is not idle, even
 * where Connect does not show it yet.
 */
export const withDerivedIdle = (record: Omit<AgentRecord, 'idle'>): AgentRecord => {
  const { side, move, tether, takenOff } = record.outbound;
  const reachable =
    side === 'inbound' && move === null && takenOff === null && (tether === null || tether.state === 'failed');
  return { ...record, idle: reachable && isIdle(record) };
};

/** An agent starts on the side their routing profile says; agents of kind inbound or outbound have that one only. */
function sideOf(
  known: AgentRecord | null,
  observation: AgentObservation,
  profile: ProfileEntry | undefined,
): OutboundState {
  const staffed = observation.status.type !== 'OFFLINE';
  const startsOn = profile?.startsOn ?? 'inbound';
  if (known === null) return startingOutbound(startsOn, observation.status.since);
  const { outbound } = known;
  const unburdened = outbound.tether === null || outbound.tether.state === 'failed';
  if (staffed && !known.staffed && unburdened) {
    const { fence, movedAt, lastMove } = outbound;
    return { ...startingOutbound(startsOn, observation.status.since), fence, movedAt, lastMove };
  }
  const bound = profile?.kind === 'blended' ? outbound.side : startsOn;
  if (bound === outbound.side || !unburdened || outbound.move !== null) return outbound;
  return { ...outbound, side: bound, sideSince: observation.observedAt };
}

/** Voice contacts that are not the agent's tether. */
export const customerCalls = (
  observation: Pick<AgentObservation, 'contacts'> | null,
  directory: Pick<Directory, 'tether'>,
): readonly AgentContact[] =>
  voice(observation?.contacts ?? []).filter(
    (contact) => directory.tether === null || contact.queueId !== directory.tether.queueId,
  );

function losesPlace(
  known: AgentRecord | null,
  observation: AgentObservation,
  calls: readonly AgentContact[],
  excused: boolean,
): boolean {
  const { status } = observation;
  const pardoned = (name: string) => excused && name === missedCallStatusName;
  if (calls.some((contact) => isTalking(contact) || contact.state === 'ENDED')) return true;
  if (status.type !== 'ROUTABLE' && !pardoned(status.name)) return true;
  if (known === null) return true;
  if (known.placeLost) return true;
  // A status that began after the one we know means an event we never saw in between (or none, after an excuse).
  return status.type === 'ROUTABLE' && status.since > known.status.since && !(excused && wasPardoned(known));
}

/** An agent who misses a call loses their place, parked or not. A refused call that was listed before has cost it already. */
const newlyRefused = (calls: Readonly<Record<'known' | 'now', readonly AgentContact[]>>): boolean =>
  calls.now.some(
    (contact) =>
      isRefused(contact) &&
      !contact.ownCall &&
      !calls.known.some((before) => before.contactId === contact.contactId && isRefused(before)),
  );

const wasPardoned = (known: AgentRecord): boolean =>
  known.status.name === missedCallStatusName || known.status.type === 'ROUTABLE';

/** When an agent who is idle now began to be: with the status, or when the last contact left the softphone. */
function freedAt(known: AgentRecord | null, observation: AgentObservation): number {
  const { status } = observation;
  if (known === null || known.status.type !== 'ROUTABLE' || status.since > known.observedAt) return status.since;
  const worked = voice(known.contacts).length > 0;
  return worked ? observation.observedAt : Math.max(status.since, known.status.since);
}

/** When work that costs no place ended, a task or a call nobody answered, and the agent has none any more; `null`: it did not. */
function workOver(known: AgentRecord | null, observation: AgentObservation): number | null {
  const had = known?.contacts.some((contact) => contact.ownCall || contact.channel !== 'VOICE') ?? false;
  return had && isFreeToMove(observation) ? observation.observedAt : null;
}

/**
 * Position in the ranked index: idle agents first, oldest `availableSince` first, ties by username (code units), then
 * everybody else who is staffed. `null` keeps the agent out. Changes only on idle <-> not idle and on login or logout.
 */
export function rankOf(record: AgentRecord): string | null {
  if (record.group === null || !record.staffed) return null;
  if (!record.idle || record.availableSince === null) return `1#${record.username}#${record.agentId}`;
  return `0#${String(record.availableSince).padStart(15, '0')}#${record.username}#${record.agentId}`;
}

/** These sort behind every rank of `releaseOrder`: who is never moved, then who is not on a tether yet. */
const neverMoved = 8;
const arriving = 9;

/** Where an index of those who may be moved keeps an agent, in the order they would be asked. */
export interface BlendPlace {
  readonly pool: string;
  readonly rank: string;
}

/** A sort key holds 1,024 bytes, and twenty names of campaigns do not fit: those who may work for the same have the same mark. */
const teamMark = (campaigns: readonly string[]): string => fnv1a(teamKey(campaigns)).toString(36);

/** What agents who may work for the same campaigns have in common in their `BlendPlace.rank`. */
export const teamOfRank = (rank: string): string => rank.slice(rank.lastIndexOf('#') + 1);

/**
 * The partition of the index. An agent who dials changes place with every dial, so the outbound side has one for each of the
 * group's `agentShards`; whoever is on the inbound side changes place with a call, and one takes all of them.
 */
export const blendPool = (group: GroupId, side: 'inbound' | 'outbound', shard = 0): string =>
  shard === 0 ? `${group}#${side}` : `${group}#${side}/${shard}`;

/** The shard in an agent's `pool`, which ends in it. */
const shardOf = ({ pool }: Pick<AgentRecord, 'pool'>): number => Number(pool?.slice(pool.lastIndexOf('/') + 1) ?? 0);

/**
 * Inbound: those idle, blended with nothing in hand before others (who only count for the reserve), idle on this side longest first. Outbound:
 * blended agents on a tether, the idle first, then by what they do (`releaseOrder`), available longest first; whoever's
 * tether failed counts as idle there. Then come those of kind outbound, who only give their tethers back when blending is
 * switched off, and last the blended whose tether is on its way: nobody moves them, but they may be held for callers.
 * `null` keeps the agent out: moving, leaving, not logged in, or of kind inbound on the outbound side.
 */
export function blendPlaceOf(record: AgentRecord): BlendPlace | null {
  const { group, outbound } = record;
  if (group === null || !record.staffed || outbound.move !== null || outbound.giveBack !== null) return null;
  const place = (order: number, since: number | null): string =>
    `${order}#${String(since ?? 0).padStart(15, '0')}#${record.username}#${record.agentId}#${teamMark(record.campaigns)}`;
  if (outbound.side === 'inbound') {
    if (!record.idle) return null;
    const mayGo = record.kind === 'blended' && otherWork(record).length === 0;
    const rank = place(mayGo ? 0 : 1, record.idleOnSideSince);
    return { pool: blendPool(group, 'inbound'), rank };
  }
  const pool = blendPool(group, 'outbound', shardOf(record));
  if (record.kind !== 'blended') {
    return outbound.tether?.state === 'ready' ? { pool, rank: place(neverMoved, record.availableSince) } : null;
  }
  if (outbound.tether?.state === 'failed') {
    return isIdle(record) ? { pool, rank: place(0, record.availableSince) } : null;
  }
  if (record.nextStatus !== null) return null;
  if (isOnItsWay(outbound.tether)) return { pool, rank: place(arriving, record.availableSince) };
  if (outbound.tether?.state !== 'ready') return null;
  const work = outbound.work?.tetherId === outbound.tether.tetherId ? outbound.work.state : null;
  // The idle are not in that order, and come before it.
  const order = work === null ? releaseOrder.length + 1 : releaseOrder.indexOf(work) + 1;
  return { pool, rank: place(order, record.availableSince) };
}

/** Whether a claim still binds for anybody but its own call. */
export const isClaimedForAnother = (agent: Pick<AgentRecord, 'claim'>, callId: CallId, now: number): boolean =>
  agent.claim !== null && agent.claim.callId !== callId && agent.claim.until > now;
