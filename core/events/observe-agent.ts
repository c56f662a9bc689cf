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
  missedCallStatusName,
  refusedContact,
} from '../agent/agent';
import type { Effect } from '../agent/effect';
import type { AgentStore } from '../agent/ports';
import { type Step, unchanged } from '../agent/steps/agent-step';
import { armTimers, carryOut, carryOutAgain, issuedFor, rulesOf, toWrite } from '../agent/steps/carry-out';
import type { StartTetherPorts } from '../agent/steps/start-tether';
import { followTether, tetherLeftovers } from '../agent/steps/tether-on-softphone';
import type { ContactCentre } from '../connect/ports';
import { askForBlend } from '../group/ask-for-blend';
import type { Directory } from '../group/directory';
import { isInPilot } from '../group/rollout';
import type { TimerQueue } from '../messages/ports';
import { type CallRecord, isPlanLive, mayRingRefusers, type Ringing } from '../offering/call';
import { type EndWaitingPorts, endWaiting } from '../offering/end-waiting';
import { isEligible } from '../offering/find-candidates';
import {
  customerContacts,
  type EndedCall,
  howRefused,
  isAnswered,
  ringOf,
  ringsThatEnded,
  stateIn,
  vanishedRings,
} from '../offering/judge-rings';
import {
  callFromContact,
  type OfferToOthersPorts,
  offerAfterLostClaim,
  offerAfterRefusal,
  offerToFreeAgent,
} from '../offering/offer-to-others';
import { reissue } from '../offering/plan-call';
import type { CallStore } from '../offering/ports';

export interface ObserveAgentPorts extends OfferToOthersPorts, EndWaitingPorts, StartTetherPorts {
  readonly agents: Pick<AgentStore, 'load' | 'save' | 'claim' | 'release' | 'ranked'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'close' | 'noteRinging' | 'noteRefusal'>;
  readonly centre: Pick<ContactCentre, 'setCriteria' | 'tryDescribe' | 'stop'>;
  readonly timers: TimerQueue;
}

/**
 * How long the agent's page may take to park the agent and clear a miss before the server does: the page's own 8 s
 * (docs/scenarios.md#the-page) and some.
 */
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
      await rememberLateRefusals(ports, observation, directory, cause);
      return 'stale';
    }
    if (judged === 'duplicate' && known) {
      ports.decisions.record({
        type: 'input.ignored',
        why: 'duplicate',
        reason: 'the observation was applied already; only what follows from it is seen to once more',
        inputs: { agent: observation.agentId, observedAt: observation.observedAt },
      });
      await repeat(ports, (await ports.agents.load(observation.agentId, { fresh: true })) ?? known, directory, cause);
      return 'applied';
    }
    const over = await ringsThatEnded(ports, known, observation, directory);
    const vanished = vanishedRings(known, observation, directory);
    const ends = [...over.values()];
    const talked = ends.some(({ facts }) => isAnswered(facts) && facts.agentId === observation.agentId);
    // A ring that went unseen while its call still waits was missed like any other.
    const missedUnseen = vanished.some(({ contactId }) => !over.has(contactId));
    const before = known && (talked || missedUnseen) ? { ...known, placeLost: true } : known;
    const callerGone = !talked && ends.some((end) => !end.refusedFirst);
    const applied = applyObservation(before, observation, directory, callerGone);
    const step = await follow(ports, known, applied, directory);
    const written = toWrite(known, step.agent, step.effects, cause, observation.observedAt);
    const record = written.agent;
    // An agent who is not idle and is not rung cannot take the call they were planned for; if they are rung, it may be that
    // call.
    const dropClaim = !record.idle && !record.contacts.some((contact) => isRinging(contact) && !contact.ownCall);
    await armTimers(ports, written.effects);
    const saved = await ports.agents.save(record, known?.version ?? null, { dropClaim });
    if (!saved.saved) continue;
    const { claim } = saved;
    await carryOut(ports, known, written, {
      cause,
      seen: 'by-event',
      meanwhile: () => react(ports, { before: known, record, claim, over, vanished, waiting: [], directory, cause }),
    });
    const changed = known?.idle !== record.idle || ringsChanged(known, record, directory);
    if (changed && record.group !== null) await askForBlend(ports, record.group);
    return 'applied';
  }
  throw new Error(
    `agent ${observation.agentId} was changed by others several times in a row; the event is to be delivered again`,
  );
}

/** A caller is rung, or is not any more: whether an agent has to be fetched for them is another question then. */
function ringsChanged(before: AgentRecord | null, after: AgentRecord, directory: Directory): boolean {
  const rings = (agent: AgentRecord | null) =>
    customerContacts(agent?.contacts ?? [], directory)
      .filter(isRinging)
      .map(({ contactId }) => contactId)
      .join();
  return rings(before) !== rings(after);
}

/** What the observation means for the agent's tether and move; nothing to look up for those who have neither. */
async function follow(
  ports: ObserveAgentPorts,
  before: AgentRecord | null,
  agent: AgentRecord,
  directory: Directory,
): Promise<Step> {
  const { side, move, tether } = agent.outbound;
  const never = side === 'inbound' && move === null && tether === null;
  if (never && tetherLeftovers(agent, directory).length === 0) return unchanged(agent);
  const rules = await rulesOf(ports, agent);
  return rules === null ? unchanged(agent) : followTether(before, agent, rules);
}

/** How many waiting calls a repeated observation is held against. */
const waitingPage = 100;

/**
 * An observation that was applied already: what followed from it may have been half done. What was known before it is gone with
 * the write; the records of the waiting calls still tell which agents they plan for and which are being rung.
 */
async function repeat(
  ports: ObserveAgentPorts,
  record: AgentRecord,
  directory: Directory,
  cause: string,
): Promise<void> {
  // First, since it is what nothing else tells: the rest is found in what is on record, by us or by reconcile. A tether that
  // is wanted is told by the agent's state, remembered or not.
  const effects: readonly Effect[] = [...(issuedFor(record, cause) ?? []), { kind: 'start-tether' }];
  const meanwhile = () => reactAgain(ports, record, directory, cause);
  await carryOutAgain(ports, { agent: record, effects }, { cause, seen: 'by-event', meanwhile });
  if (record.group !== null) await askForBlend(ports, record.group);
}

/** What the waiting calls tell of the agent is judged by the state alone. */
async function reactAgain(
  ports: ObserveAgentPorts,
  record: AgentRecord,
  directory: Directory,
  cause: string,
): Promise<void> {
  const waiting = record.group === null ? [] : await ports.calls.waiting(record.group, waitingPage);
  for (const call of waiting) {
    if (call.plan?.cause !== cause) continue;
    await reissue(ports, call, refusedContact(record, call.callId)?.since ?? null);
  }
  const contacts = waiting.flatMap((call) => (call.ringing?.agentId === record.agentId ? [ringOf(call)] : []));
  const over = await ringsThatEnded(ports, { contacts }, record, directory);
  const vanished = vanishedRings({ contacts }, record, directory);
  await react(ports, { before: null, record, claim: record.claim, over, vanished, waiting, directory, cause });
}

/** A miss counts however late it is told: a waiting call must not come back to this agent. */
async function rememberLateRefusals(
  ports: ObserveAgentPorts,
  observation: AgentObservation,
  directory: Directory,
  cause: string,
): Promise<void> {
  const refused = customerContacts(observation.contacts, directory).filter(isRefused);
  for (const contact of refused) {
    const call = await ports.calls.load(contact.contactId);
    if (call?.state !== 'waiting' || (call.tried.includes(observation.agentId) && !mayRingRefusers(call))) continue;
    const over = await ringsThatEnded(ports, null, { ...observation, contacts: [contact] }, directory);
    if (over.has(contact.contactId)) continue;
    await offerAfterRefusal(ports, { agentId: observation.agentId, contact, how: howRefused(contact), cause });
  }
}

interface Reaction {
  /** What we knew before; `null`: judge by the state alone. */
  readonly before: AgentRecord | null;
  readonly record: AgentRecord;
  /** As it was before the record was written. */
  readonly claim: Claim | null;
  /** Of the refused and the vanished rings, those whose call waits no more. */
  readonly over: ReadonlyMap<string, EndedCall>;
  /** Rings nobody told us the end of. */
  readonly vanished: readonly AgentContact[];
  /** Calls a repeated observation is held against; none for a new one. */
  readonly waiting: readonly CallRecord[];
  readonly directory: Directory;
  readonly cause: string;
}

async function react(ports: ObserveAgentPorts, reaction: Reaction): Promise<void> {
  const { before, record, over, directory, cause } = reaction;
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
    } else if (isRefused(contact)) await settleRefusal(ports, record, contact, over, cause);
  }
  for (const contact of reaction.vanished) await settleRing(ports, record, contact, over, cause);
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
async function promisedElsewhere(ports: ObserveAgentPorts, reaction: Reaction): Promise<readonly string[]> {
  const { record, claim } = reaction;
  const now = ports.clock.now();
  const claimed = claim !== null && claim.until > now ? [claim.callId] : [];
  if (record.idle) return servesAsBefore(reaction) ? [] : notServed(ports, record, claimed, reaction.directory);
  const planned = reaction.waiting
    .filter(({ plan }) => plan?.agentId === record.agentId && isPlanLive(plan, now))
    .map((call) => call.callId);
  const listed = new Set(record.contacts.map((contact) => contact.contactId));
  return [...new Set([...claimed, ...planned])].filter((callId) => !listed.has(callId));
}

/** Unknown of an observation that is repeated, and then it is looked up. */
const servesAsBefore = ({ before, record }: Reaction): boolean =>
  before !== null &&
  before.routingProfileId === record.routingProfileId &&
  before.queueIds.every((queueId) => record.queueIds.includes(queueId)) &&
  JSON.stringify(before.proficiencies) === JSON.stringify(record.proficiencies);

async function notServed(
  ports: Pick<ObserveAgentPorts, 'calls'>,
  record: AgentRecord,
  callIds: readonly string[],
  directory: Directory,
): Promise<readonly string[]> {
  const calls = await Promise.all(callIds.map((callId) => ports.calls.load(callId)));
  return calls.flatMap((call) => (call && !isEligible(record, call, directory) ? [call.callId] : []));
}

async function noteRinging(ports: ObserveAgentPorts, record: AgentRecord, contact: AgentContact): Promise<void> {
  const ringing = { agentId: record.agentId, since: contact.since };
  const call =
    (await ports.calls.noteRinging(contact.contactId, ringing)) ?? (await firstHeardOf(ports, contact, ringing));
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
  ports: Pick<ObserveAgentPorts, 'calls' | 'directory' | 'clock'>,
  contact: AgentContact,
  ringing: Ringing,
): Promise<CallRecord | null> {
  if ((await ports.calls.load(contact.contactId)) !== null) return null;
  const call = await callFromContact(ports, contact);
  if (call === null) return null;
  const first = { ...call, ringing, version: 1 };
  if ((await ports.calls.save(first, null)) === 'saved') return first;
  return ports.calls.noteRinging(contact.contactId, ringing);
}

/** A ring came to nothing: the call waits for the next agent, unless it is over. */
async function settleRing(
  ports: ObserveAgentPorts,
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
    callId: contact.contactId,
    state: answered ? 'answered' : 'abandoned',
    agentId: answered ? facts.agentId : agentId,
    source: 'the agent event',
  });
}

async function settleRefusal(
  ports: ObserveAgentPorts,
  record: AgentRecord,
  contact: AgentContact,
  over: Reaction['over'],
  cause: string,
): Promise<void> {
  await settleRing(ports, record, contact, over, cause);
  const gone = over.get(contact.contactId)?.refusedFirst === false;
  const after = gone ? 'caller-gone' : howRefused(contact);
  await ports.timers.arm(
    { kind: 'missed-call', agentId: record.agentId, contactId: contact.contactId, after },
    ports.clock.now() + (gone ? callerGoneGraceMs : pageGraceMs),
  );
}
