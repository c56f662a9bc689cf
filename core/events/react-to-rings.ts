import {
  type AgentContact,
  type AgentObservation,
  type AgentRecord,
  type Claim,
  isRefused,
  isRinging,
  isTalking,
} from '../agent/agent';
import type { AgentStore } from '../agent/ports';
import type { ContactCentre } from '../connect/ports';
import type { Directory } from '../group/directory';
import { isInPilot } from '../group/rollout';
import { type CallId, type ContactId, callOf } from '../ids';
import type { TimerQueue } from '../messages/ports';
import { isPlanLive, mayRingRefusers } from '../offering/call';
import { callFromContact } from '../offering/call-from-contact';
import type { CallRecord, Ringing } from '../offering/call-record';
import { type EndWaitingPorts, endWaiting } from '../offering/end-waiting';
import { isEligibleFor } from '../offering/find-candidates';
import {
  customerContacts,
  type EndedCall,
  howRefused,
  isAnswered,
  ringsThatEnded,
  stateIn,
} from '../offering/judge-rings';
import { offerAfterLostClaim } from '../offering/offer-after-lost-claim';
import { offerAfterRefusal } from '../offering/offer-after-refusal';
import type { OfferToOthersPorts } from '../offering/offer-ports';
import { offerToFreeAgent } from '../offering/offer-to-free-agent';
import type { CallStore } from '../offering/ports';
import { missedCallStatusName } from '../vocabulary';

export interface ReactToRingsPorts extends OfferToOthersPorts, EndWaitingPorts {
  readonly agents: Pick<AgentStore, 'load' | 'claim' | 'release' | 'ranked'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'close' | 'noteRinging' | 'noteRefusal'>;
  readonly centre: Pick<ContactCentre, 'setCriteria' | 'tryDescribe'>;
  readonly timers: TimerQueue;
}

/**
 * How long the agent's page may take to park the agent and clear a miss before the server does: the page's own 8 s
 * (docs/scenarios.md#the-page) and some.
 */
const pageGraceMs = 10_000;

/** A softphone that still shows a caller who hung up is cleared after a second: the agent is free within two. */
const callerGoneGraceMs = 1_000;

/** What is known of an observation whose record is written. */
export interface Reaction {
  /** What we knew before; `null`: judge by the state alone. */
  readonly before: AgentRecord | null;
  readonly record: AgentRecord;
  /** As it was before the record was written. */
  readonly claim: Claim | null;
  /** Of the refused and the vanished rings, those whose call waits no more. */
  readonly over: ReadonlyMap<ContactId, EndedCall>;
  /** Rings nobody told us the end of. */
  readonly vanished: readonly AgentContact[];
  /** Calls a repeated observation is held against; none for a new one. */
  readonly waiting: readonly CallRecord[];
  readonly directory: Directory;
  readonly cause: string;
}

/**
 * What an observation means for the callers: rings that began are noted, those that came to nothing are offered to the next,
 * calls the agent was planned for and cannot take go to somebody else, and an agent who became free is offered who waits. All of
 * it may be done twice.
 */
export async function reactToRings(ports: ReactToRingsPorts, reaction: Reaction): Promise<void> {
  const { before, record, over, directory, cause } = reaction;
  const contacts = customerContacts(record.contacts, directory);
  for (const contact of contacts) {
    const stateBefore = stateIn(before, contact.contactId);
    if (stateBefore === contact.state) continue;
    if (isRinging(contact)) await noteRinging(ports, record, contact);
    else if (isTalking(contact) || contact.state === 'ENDED') {
      await endWaiting(ports, {
        callId: callOf(contact.contactId),
        state: 'answered',
        agentId: record.agentId,
        source: 'the agent event',
      });
    } else if (isRefused(contact)) await afterRefusal(ports, record, contact, over, cause);
  }
  for (const contact of reaction.vanished) await afterRing(ports, record, contact, over, cause);
  for (const callId of await promisedElsewhere(ports, reaction)) {
    const { agentId, status } = record;
    await ports.agents.release(agentId, callId);
    const parkedSince = status.name === missedCallStatusName && contacts.length === 0 ? status.since : null;
    await offerAfterLostClaim(ports, { agentId, callId, parkedSince, cause });
  }
  const servesMore = before !== null && record.queueIds.some((queueId) => !before.queueIds.includes(queueId));
  if (record.idle && (before === null || !before.idle || servesMore)) await offerToFreeAgent(ports, record, cause);
}

/**
 * Calls this agent was planned for and cannot take: they are not idle and are not rung for that call, or they do not serve it
 * any more. The claim tells; when an observation is repeated it may be gone already, and then the waiting calls do.
 */
async function promisedElsewhere(ports: ReactToRingsPorts, reaction: Reaction): Promise<readonly CallId[]> {
  const { record, claim } = reaction;
  const now = ports.clock.now();
  const claimed = claim !== null && claim.until > now ? [claim.callId] : [];
  if (record.idle) return servesAsBefore(reaction) ? [] : notServed(ports, record, claimed, reaction.directory);
  const planned = reaction.waiting
    .filter(({ plan }) => plan?.agentId === record.agentId && isPlanLive(plan, now))
    .map((call) => call.callId);
  const listed = new Set<ContactId>(record.contacts.map((contact) => contact.contactId));
  return [...new Set([...claimed, ...planned])].filter((callId) => !listed.has(callId));
}

/** Unknown of an observation that is repeated, and then it is looked up. */
const servesAsBefore = ({ before, record }: Reaction): boolean =>
  before !== null &&
  before.routingProfileId === record.routingProfileId &&
  before.queueIds.every((queueId) => record.queueIds.includes(queueId)) &&
  JSON.stringify(before.proficiencies) === JSON.stringify(record.proficiencies);

async function notServed(
  ports: Pick<ReactToRingsPorts, 'calls'>,
  record: AgentRecord,
  callIds: readonly CallId[],
  directory: Directory,
): Promise<readonly CallId[]> {
  const calls = await Promise.all(callIds.map((callId) => ports.calls.load(callId)));
  return calls.flatMap((call) => (call && !isEligibleFor(record, call, directory) ? [call.callId] : []));
}

async function noteRinging(ports: ReactToRingsPorts, record: AgentRecord, contact: AgentContact): Promise<void> {
  const ringing = { agentId: record.agentId, since: contact.since };
  const call =
    (await ports.calls.noteRinging(callOf(contact.contactId), ringing)) ??
    (await firstHeardOf(ports, contact, ringing));
  if (!call?.tried.includes(record.agentId) || !isInPilot(await ports.directory.read(), record)) return;
  ports.decisions.record({
    type: 'offer.repeated',
    callId: call.callId,
    agentId: record.agentId,
    reason: `${record.username} missed or declined this call before and is rung again`,
    ...(call.plan?.observed && { observed: call.plan.observed }),
    inputs: { tried: call.tried, plan: call.plan?.kind ?? 'none' },
  });
}

/**
 * A call that no flow of ours has asked for may ring before the event that it was queued: whoever plans it has to know. `null`:
 * it waits no more, or a younger ring is noted.
 */
async function firstHeardOf(
  ports: Pick<ReactToRingsPorts, 'calls' | 'directory' | 'clock'>,
  contact: AgentContact,
  ringing: Ringing,
): Promise<CallRecord | null> {
  if ((await ports.calls.load(callOf(contact.contactId))) !== null) return null;
  const call = await callFromContact(ports, contact);
  if (call === null) return null;
  const first = { ...call, ringing, version: 1 };
  if ((await ports.calls.save(first, null)) === 'saved') return first;
  return ports.calls.noteRinging(callOf(contact.contactId), ringing);
}

/** A ring came to nothing: the call waits for the next agent, unless it is over. */
async function afterRing(
  ports: ReactToRingsPorts,
  record: AgentRecord,
  contact: AgentContact,
  over: Reaction['over'],
  cause: string,
): Promise<void> {
  const { agentId } = record;
  const end = over.get(contact.contactId);
  if (end === undefined) {
    await offerAfterRefusal(ports, { agentId, contact, how: howRefused(contact), cause });
    return;
  }
  const { facts } = end;
  const answered = isAnswered(facts);
  await endWaiting(ports, {
    callId: callOf(contact.contactId),
    state: answered ? 'answered' : 'abandoned',
    agentId: answered ? facts.agentId : agentId,
    source: 'the agent event',
  });
}

async function afterRefusal(
  ports: ReactToRingsPorts,
  record: AgentRecord,
  contact: AgentContact,
  over: Reaction['over'],
  cause: string,
): Promise<void> {
  await afterRing(ports, record, contact, over, cause);
  const gone = over.get(contact.contactId)?.refusedFirst === false;
  const after = gone ? 'caller-gone' : howRefused(contact);
  await ports.timers.arm(
    { kind: 'missed-call', agentId: record.agentId, contactId: contact.contactId, after },
    ports.clock.now() + (gone ? callerGoneGraceMs : pageGraceMs),
  );
}

/** A miss counts however late it is told: a waiting call must not come back to this agent. */
export async function rememberLateRefusals(
  ports: ReactToRingsPorts,
  observation: AgentObservation,
  directory: Directory,
  cause: string,
): Promise<void> {
  const refused = customerContacts(observation.contacts, directory).filter(isRefused);
  for (const contact of refused) {
    const call = await ports.calls.load(callOf(contact.contactId));
    if (call?.state !== 'waiting' || (call.tried.includes(observation.agentId) && !mayRingRefusers(call))) continue;
    const over = await ringsThatEnded(ports, null, { ...observation, contacts: [contact] }, directory);
    if (over.has(contact.contactId)) continue;
    await offerAfterRefusal(ports, { agentId: observation.agentId, contact, how: howRefused(contact), cause });
  }
}
