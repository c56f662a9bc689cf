import {
  type AgentContact,
  type AgentObservation,
  type AgentRecord,
  applyObservation,
  type Claim,
  isRefused,
  isRinging,
  isTalking,
  judgeObservation,
} from '../domain/agent';
import { isPlanLive } from '../domain/call';
import { type Directory, groupOfQueue } from '../domain/directory';
import type { AgentStore, CallStore, ContactCentre, TimerQueue } from '../ports';
import { type EndWaitingPorts, endWaiting } from './end-waiting';
import { type OfferToOthersPorts, offerAfterLostClaim, offerAfterRefusal, offerToFreeAgent } from './offer-to-others';

export interface ObserveAgentPorts extends OfferToOthersPorts, EndWaitingPorts {
  readonly agents: Pick<AgentStore, 'load' | 'save' | 'claim' | 'release' | 'ranked'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'close' | 'noteRinging'>;
  readonly centre: Pick<ContactCentre, 'setCriteria' | 'describe'>;
  readonly timers: TimerQueue;
}

/** How long the agent's page may take to park the agent and clear a miss before the server does (SCENARIOS.md, page: 8 s). */
const pageGraceMs = 10_000;

/** A softphone that still shows a caller who hung up is cleared after a second: the agent is free within two. */
const callerGoneGraceMs = 1_000;

/**
 * Takes in what is known of an agent now. The record is written first (a get, saved when this environment remembers,
 * and one conditional write); what follows from it is repeated when the same observation comes again, so a function
 * that died in between is healed by the redelivery.
 */
export async function observeAgent(
  ports: ObserveAgentPorts,
  observation: AgentObservation,
): Promise<'applied' | 'stale'> {
  const directory = await ports.directory.read();
  const cause = `agent:${observation.agentId}:${observation.observedAt}:${observation.sequence}`;
  for (let attempt = 0; attempt < 4; attempt++) {
    const known = await ports.agents.load(observation.agentId, { fresh: attempt > 0 });
    const judged = judgeObservation(known, observation);
    if (judged === 'stale') {
      // What this environment remembers may be newer than the store only by its own writes, so stale is stale.
      ports.decisions.record({
        type: 'input.ignored',
        why: 'stale',
        reason: 'a newer observation of the agent was applied already',
        inputs: { agent: observation.agentId, observedAt: observation.observedAt, known: known?.observedAt ?? null },
      });
      return 'stale';
    }
    const callerGone = await callersWhoLeft(ports, judged === 'duplicate' ? null : known, observation, directory);
    if (judged === 'duplicate' && known) {
      const fresh = (await ports.agents.load(observation.agentId, { fresh: true })) ?? known;
      await react(ports, { before: null, record: fresh, claim: fresh.claim, callerGone, directory, cause });
      return 'applied';
    }
    const record = applyObservation(known, observation, directory, callerGone.size > 0);
    // Without a ring, an agent who is not idle keeps no promise; a ring may be the promised one.
    const dropClaim = !record.idle && !record.contacts.some(isRinging);
    const saved = await ports.agents.save(record, known?.version ?? null, { dropClaim });
    if (!saved.saved) continue;
    await react(ports, { before: known, record, claim: saved.claim, callerGone, directory, cause });
    return 'applied';
  }
  throw new Error(
    `agent ${observation.agentId} was changed by others several times in a row; the event is to be delivered again`,
  );
}

const customerContacts = (contacts: readonly AgentContact[], directory: Directory): readonly AgentContact[] =>
  contacts.filter(
    (contact) => contact.channel === 'VOICE' && contact.queueId !== null && groupOfQueue(directory, contact.queueId),
  );

const stateIn = (record: Pick<AgentObservation, 'contacts'> | null, contactId: string) =>
  record?.contacts.find((contact) => contact.contactId === contactId)?.state ?? null;

/** REJECTED says "declined" or "the caller hung up while ringing"; a ring that vanished says as little. Connect knows. */
async function callersWhoLeft(
  ports: Pick<ObserveAgentPorts, 'centre'>,
  known: AgentRecord | null,
  observation: AgentObservation,
  directory: Directory,
): Promise<ReadonlySet<string>> {
  const doubtful = [
    ...customerContacts(observation.contacts, directory).filter(
      (contact) => contact.state === 'REJECTED' && stateIn(known, contact.contactId) !== 'REJECTED',
    ),
    ...vanishedRings(known, observation, directory),
  ];
  const gone = new Set<string>();
  for (const contact of doubtful) {
    const facts = await ports.centre.describe(contact.contactId);
    if (facts === null || facts.disconnectedAt !== null || facts.connectedToAgentAt !== null)
      gone.add(contact.contactId);
  }
  return gone;
}

/** Contacts that rang by our record and are not listed any more, so that nobody told us how the ring ended. */
const vanishedRings = (
  known: Pick<AgentRecord, 'contacts'> | null,
  observation: Pick<AgentObservation, 'contacts'>,
  directory: Directory,
): readonly AgentContact[] =>
  customerContacts(known?.contacts ?? [], directory).filter(
    (contact) => isRinging(contact) && stateIn(observation, contact.contactId) === null,
  );

interface Reaction {
  /** What we knew before; `null`: judge by the state alone. */
  readonly before: AgentRecord | null;
  readonly record: AgentRecord;
  /** As it was before the record was written. */
  readonly claim: Claim | null;
  readonly callerGone: ReadonlySet<string>;
  readonly directory: Directory;
  readonly cause: string;
}

async function react(ports: ObserveAgentPorts, reaction: Reaction): Promise<void> {
  const { before, record, callerGone, directory, cause } = reaction;
  const contacts = customerContacts(record.contacts, directory);
  for (const contact of contacts) {
    const stateBefore = stateIn(before, contact.contactId);
    if (stateBefore === contact.state) continue;
    if (isRinging(contact)) await noteRinging(ports, record, contact);
    else if (isTalking(contact) || contact.state === 'ENDED') {
      await endWaiting(ports, {
        callId: contact.contactId,
        state: 'answered',
        agentId: record.agentId,
        source: 'the agent event',
      });
    } else if (isRefused(contact)) await settleRefusal(ports, record, contact, callerGone, cause);
  }
  for (const contact of vanishedRings(before, record, directory)) {
    if (!callerGone.has(contact.contactId)) {
      await offerAfterRefusal(ports, { agent: record, contact, how: 'missed', cause });
    }
  }
  for (const callId of await promisedElsewhere(ports, reaction)) {
    await ports.agents.release(record.agentId, callId);
    await offerAfterLostClaim(ports, { agentId: record.agentId, callId, cause });
  }
  const servesMore = before !== null && record.queueIds.some((queueId) => !before.queueIds.includes(queueId));
  if (record.idle && (before === null || !before.idle || servesMore)) await offerToFreeAgent(ports, record, cause);
}

/** How many waiting calls a repeated observation is held against. */
const waitingPage = 100;

/**
 * Calls this agent was planned for and cannot take: they are not idle, and it is not that call that rings them. The
 * claim tells; when an observation is repeated it may be gone already, and then the waiting calls do.
 */
async function promisedElsewhere(ports: ObserveAgentPorts, reaction: Reaction): Promise<readonly string[]> {
  const { before, record, claim, cause } = reaction;
  if (record.idle) return [];
  const now = ports.clock.now();
  const planned =
    before === null && record.group !== null
      ? (await ports.calls.waiting(record.group, waitingPage))
          .filter(({ plan }) => plan?.cause === cause || (plan?.agentId === record.agentId && isPlanLive(plan, now)))
          .map((call) => call.callId)
      : [];
  const claimed = claim !== null && claim.until > now ? [claim.callId] : [];
  const listed = new Set(record.contacts.map((contact) => contact.contactId));
  return [...new Set([...claimed, ...planned])].filter((callId) => !listed.has(callId));
}

async function noteRinging(ports: ObserveAgentPorts, record: AgentRecord, contact: AgentContact): Promise<void> {
  const call = await ports.calls.noteRinging(contact.contactId, { agentId: record.agentId, since: contact.since });
  if (!call?.tried.includes(record.agentId)) return;
  ports.decisions.record({
    type: 'offer.repeated',
    callId: call.callId,
    agentId: record.agentId,
    reason: `${record.username} missed or declined this call before and is rung again`,
    inputs: { tried: call.tried, plan: call.plan?.kind ?? 'none' },
  });
}

async function settleRefusal(
  ports: ObserveAgentPorts,
  record: AgentRecord,
  contact: AgentContact,
  callerGone: ReadonlySet<string>,
  cause: string,
): Promise<void> {
  const gone = callerGone.has(contact.contactId);
  if (gone) {
    await endWaiting(ports, {
      callId: contact.contactId,
      state: 'abandoned',
      agentId: record.agentId,
      source: 'the agent event',
    });
  } else {
    await offerAfterRefusal(ports, {
      agent: record,
      contact,
      how: contact.state === 'REJECTED' ? 'declined' : 'missed',
      cause,
    });
  }
  const after = gone ? 'caller-gone' : contact.state === 'REJECTED' ? 'declined' : 'missed';
  await ports.timers.arm(
    { kind: 'missed-call', agentId: record.agentId, contactId: contact.contactId, after },
    ports.clock.now() + (gone ? callerGoneGraceMs : pageGraceMs),
  );
}
