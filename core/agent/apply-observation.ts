import {
  campaignsFor,
  type Directory,
  groupOfAgent,
  type ProfileEntry,
  poolOf,
  profileEntry,
} from '../group/directory';
import { missedCallStatusName } from '../vocabulary';
import {
  type AgentContact,
  type AgentObservation,
  type AgentRecord,
  customerCalls,
  isFreeToMove,
  isIdle,
  isRefused,
  isTalking,
  withDerivedIdle,
} from './agent';
import { nothingUnanswered, type OutboundState, startingOutbound } from './outbound';

/** How long "caller hung up" excuses a "Missed call" status: the page's own limit for clearing (docs/scenarios.md#the-page). */
const excuseMs = 8_000;

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
 * (`steps/tether-on-softphone.ts`).
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
  const worked = known.contacts.some(({ channel }) => channel === 'VOICE');
  return worked ? observation.observedAt : Math.max(status.since, known.status.since);
}

/** When work that costs no place ended, a task or a call nobody answered, and the agent has none any more; `null`: it did not. */
function workOver(known: AgentRecord | null, observation: AgentObservation): number | null {
  const had = known?.contacts.some((contact) => contact.ownCall || contact.channel !== 'VOICE') ?? false;
  return had && isFreeToMove(observation) ? observation.observedAt : null;
}
