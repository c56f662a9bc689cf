import type { AgentContact, AgentRecord } from '../agent/agent';
import type { CriteriaPorts } from '../connect/criteria-room';
import { groupOfQueue, queuePriority } from '../group/directory';
import { isInPilot } from '../group/rollout';
import { type AgentId, type CallId, callOf, firstOf } from '../ids';
import type { Timer } from '../messages/messages';
import { retryOnConflict } from '../retry-on-conflict';
import {
  isPlanLive,
  isWaiting,
  leaseMs,
  mayLoseRing,
  mayRingRefusers,
  ringingNow,
  ringMs,
  ringRecordMs,
  wasOpenTo,
} from './call';
import type { CallRecord, OfferPlanRecord } from './call-record';
import { isEligible } from './find-candidates';
import { ringOf } from './judge-rings';
import { hasWaitedLongEnough, planAndWrite } from './plan-call';
import { eventCause, isCausedBy, textOfCause } from './plan-cause';
import type { PlanCallPorts } from './plan-ports';
import type { CallStore } from './ports';
import { lookAgain } from './tell-connect';

export interface OfferToOthersPorts extends PlanCallPorts, CriteriaPorts {
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal'>;
}

/** Two planners may meet on one call. Throws after four meetings in a row. */
export async function untilNoConflict(callId: CallId, attempt: () => Promise<'done' | 'conflict'>): Promise<void> {
  await retryOnConflict<'done'>(4, attempt, (tries) => {
    throw new Error(`call ${callId} was changed by others ${tries} times in a row; the event is to be delivered again`);
  });
}

export interface Refusal {
  readonly agentId: AgentId;
  /** As the agent's softphone showed it when the ring had ended. */
  readonly contact: AgentContact;
  readonly how: 'missed' | 'declined';
  readonly cause: string;
}

/**
 * An agent missed or declined the call. That is remembered first, by a write that nothing can be in the way of; then the
 * next is asked: at once after a decline or a native offer, else when the slot ends (or at once with
 * `offer/advance-on-miss`). Once the maximum wait is over, or the caller's lease, nobody is: the caller is held for voicemail.
 * While another is rung (the refusal comes late), or while offers are switched off, it is only remembered.
 */
export async function offerAfterRefusal(ports: OfferToOthersPorts, refusal: Refusal): Promise<void> {
  const { agentId, contact, how, cause } = refusal;
  const callId = callOf(contact.contactId);
  let remembered = await rememberRefusal(ports, refusal);
  await untilNoConflict(callId, async () => {
    const call = remembered ?? (await ports.calls.load(callId));
    remembered = null;
    if (call === null || call.state !== 'waiting') return 'done';
    const now = ports.clock.now();
    const ringOver = call.ringing?.agentId === agentId && call.ringing.since <= contact.since;
    const rung = ringOver ? null : ringingNow(call, now);
    if (rung !== null) {
      // Nothing is written into a ring, and what ends it plans anew. Should nobody hear of its end, the timer does.
      if (call.plan !== null && mayRingRefusers(call))
        await lookAgain(ports, whenOver(call, call.plan), rung.since + ringRecordMs - now);
      return 'done';
    }
    // The same refusal again, or one that the plan in force knows of.
    if (!ringOver && !mayRingRefusers(call)) return 'done';
    const { thresholds } = await ports.thresholds.current(call.group);
    const ended: CallRecord = { ...call, ringing: null };
    const endRing = async (): Promise<'done' | 'conflict'> => {
      if (!ringOver) return 'done';
      const saved = await ports.calls.save({ ...ended, version: call.version + 1 }, call.version);
      return saved === 'saved' ? 'done' : 'conflict';
    };
    // A plan that was made after it, and without them, is right as it is: the one it names may be rung by now.
    const late = call.plan !== null && call.plan.decidedAt > contact.since && isPlanLive(call.plan, now);
    if (late && !mayRingRefusers(call)) return endRing();
    // Also where Connect chooses: ring after ring would keep the caller from voicemail for ever.
    if (!thresholds['offer/enabled'] && !hasWaitedLongEnough(call, thresholds, now)) return endRing();
    const offerSeconds = thresholds['offer/seconds'];
    const keepsSlot = how === 'missed' && !thresholds['offer/advance-on-miss'];
    const holdUntil = isPlannedFor(call, agentId)
      ? keepsSlot
        ? slotEndOf(call, agentId, offerSeconds)
        : null
      : slotStartOf(call, offerSeconds, now);
    const refusedAt = contact.since;
    const outcome = await planAndWrite(ports, {
      call: ended,
      expected: call.version,
      holdUntil,
      cause: eventCause(cause),
      refusedAt,
    });
    return outcome.kind === 'conflict' ? 'conflict' : 'done';
  });
}

/** Answers the call as it is with the refusal in it; `null` when it does not wait (any more) or is none of ours. */
async function rememberRefusal(ports: OfferToOthersPorts, { agentId, contact }: Refusal): Promise<CallRecord | null> {
  const callId = callOf(contact.contactId);
  const noted = await ports.calls.noteRefusal(callId, agentId);
  if (noted !== null || (await ports.calls.load(callId)) !== null) return noted;
  const call = await callFromContact(ports, contact);
  if (call === null) return null;
  const first: CallRecord = { ...call, tried: [agentId], version: 1 };
  if ((await ports.calls.save(first, null)) === 'saved') return first;
  return ports.calls.noteRefusal(callId, agentId);
}

const whenOver = ({ callId }: CallRecord, { cause }: OfferPlanRecord) =>
  ({ callId, cause: textOfCause(cause), refusedAt: null, reserved: false }) as const;

const isPlannedFor = (call: CallRecord, agentId: AgentId): boolean =>
  call.plan?.kind === 'offer' && call.plan.agentId === agentId;

/** The slot runs from the ring, which came later than planned if Connect took its time with the criteria. */
const slotEndOf = (call: CallRecord, agentId: AgentId, offerSeconds: number): number | null =>
  call.ringing?.agentId === agentId ? call.ringing.since + offerSeconds * 1000 : (call.plan?.slotEndsAt ?? null);

/** When the agent named by a plan still to come may be rung; `null` when that moment is over or nobody is named. */
function slotStartOf(call: CallRecord, offerSeconds: number, now: number): number | null {
  if (call.plan?.kind !== 'offer' || call.plan.slotEndsAt === null) return null;
  const startsAt = call.plan.slotEndsAt - offerSeconds * 1000;
  return startsAt > now ? startsAt : null;
}

export interface LostClaim {
  readonly agentId: AgentId;
  readonly callId: CallId;
  /** Since when the agent is parked as after a missed call, ms; `null`: they are not. */
  readonly parkedSince: number | null;
  readonly cause: string;
}

/**
 * The planned agent was seen doing something else before the ring: the next one takes over what is left of the slot. Whoever
 * was parked in their own slot has missed or declined this call, though no event of it has come.
 */
export async function offerAfterLostClaim(ports: OfferToOthersPorts, lost: LostClaim): Promise<void> {
  const { agentId, parkedSince, cause } = lost;
  const planned = parkedSince === null ? null : await ports.calls.load(lost.callId);
  const startedAt = planned?.plan?.holdUntil ?? planned?.plan?.decidedAt ?? 0;
  if (planned !== null && parkedSince !== null && isPlannedFor(planned, agentId) && parkedSince > startedAt) {
    const contact: AgentContact = { ...ringOf(planned), state: 'MISSED', since: parkedSince };
    const how = parkedSince - startedAt < ringMs ? 'declined' : 'missed';
    return offerAfterRefusal(ports, { agentId, contact, how, cause });
  }
  await untilNoConflict(lost.callId, async () => {
    const call = await ports.calls.load(lost.callId);
    const now = ports.clock.now();
    if (call === null || !isWaiting(call, now) || ringingNow(call, now)) return 'done';
    if (!isPlannedFor(call, lost.agentId)) return 'done';
    const { thresholds } = await ports.thresholds.current(call.group);
    if (!thresholds['offer/enabled']) return 'done';
    const holdUntil = slotStartOf(call, thresholds['offer/seconds'], now);
    const outcome = await planAndWrite(ports, {
      call,
      expected: call.version,
      holdUntil,
      cause: eventCause(cause),
    });
    return outcome.kind === 'conflict' ? 'conflict' : 'done';
  });
}

/** How many waiting calls one free agent is held against: one BatchGetItem. */
const waitingPage = 100;

/**
 * An agent became free: the oldest waiting call of theirs that is restricted, not ringing and has not tried them is
 * planned again. An older call open to anyone is answered by Connect itself, and first. Nothing is planned of old news:
 * see `isRungByConnect`; `settled` says that what it waits for would have come by now. Whoever is named by a plan that runs on
 * stays promised to that call: it could not be planned anew while it rang somebody else, and Connect rings them next.
 */
export async function offerToFreeAgent(
  ports: OfferToOthersPorts,
  agent: AgentRecord,
  cause: string,
  settled = false,
): Promise<void> {
  if (agent.group === null || !agent.idle) return;
  const { thresholds } = await ports.thresholds.current(agent.group);
  if (!thresholds['offer/enabled']) return;
  const directory = await ports.directory.read();
  // Nobody is kept from them: Connect offers them what is open.
  if (!isInPilot(directory, agent)) return;
  const now = ports.clock.now();
  const eligible = (await ports.calls.waiting(agent.group, waitingPage)).filter(
    (call) => isWaiting(call, now) && isEligible(agent, call, directory),
  );
  const promised = eligible.find(({ plan }) => plan?.agentId === agent.agentId && isPlanLive(plan, now));
  if (promised?.plan?.slotEndsAt && ringingNow(promised, now)) {
    await ports.agents.claim(agent.agentId, { callId: promised.callId, until: promised.plan.slotEndsAt }, now);
    return;
  }
  const theirs = eligible.filter(
    (call) =>
      !ringingNow(call, now) &&
      // By criteria that run out before others are in force: Connect rings them by itself, or nobody does in time.
      !mayLoseRing(call.plan, agent, now) &&
      !hasWaitedLongEnough(call, thresholds, now),
  );
  if (!settled && theirs.some((call) => isRungByConnect(call, agent, now))) return awaitNews(ports, agent);
  for (const call of theirs) {
    if (isCausedBy(call.plan, cause)) return;
    if (isPlanLive(call.plan, now)) {
      if (call.plan?.kind === 'open') return;
      continue;
    }
    const holdUntil = call.plan?.slotEndsAt ?? call.plan?.holdUntil ?? null;
    const outcome = await planAndWrite(ports, {
      call,
      expected: call.version,
      holdUntil,
      cause: eventCause(cause),
      freed: agent,
    });
    // Whoever changed the call has judged it with this agent in view, or the next tick will.
    if (outcome.kind === 'planned' && outcome.plan.agentId === agent.agentId) return;
  }
}

/**
 * Whether Connect has offered the call, by criteria already in force, to an agent whom we saw becoming free a while ago.
 * How that ended is on its way to us: a plan made now would name somebody who is rung, or has refused by now.
 */
export const isRungByConnect = (call: CallRecord, { agentId, observedAt }: AgentRecord, now: number): boolean =>
  observedAt < now && wasOpenTo(call.plan, agentId, observedAt, now);

/** News of a ring is later than news of its cause by no more than this, beyond what the latter was late itself. */
const newsMs = 2_000;

/** Looks at the agent again when Connect's own offer, if there was one, would have been heard of. */
export function awaitNews(ports: OfferToOthersPorts, { agentId, observedAt }: AgentRecord): Promise<void> {
  const now = ports.clock.now();
  return ports.timers.arm({ kind: 'free-agent', agentId, observedAt }, 2 * now - observedAt + newsMs);
}

/** Nothing was heard of the agent since: they are free indeed. */
export async function offerIfStillFree(
  ports: OfferToOthersPorts,
  { agentId, observedAt }: Extract<Timer, { kind: 'free-agent' }>,
  dueAt: number,
): Promise<void> {
  const agent = await ports.agents.load(agentId, { fresh: true });
  const claimed = agent?.claim != null && agent.claim.until > ports.clock.now();
  if (agent?.observedAt !== observedAt || claimed) return;
  await offerToFreeAgent(ports, agent, `free:${agentId}:${dueAt}`, true);
}

/** As a lease would be that a tick renewed 30 s before the caller was queued: so the flow counts the arrival that failed. */
const unheardLeaseMs = leaseMs - 30_000;

/** A call we have no record of (its arrival plan failed): what the agent's snapshot tells is enough to remember refusals. */
export async function callFromContact(
  ports: Pick<PlanCallPorts, 'directory' | 'clock'>,
  contact: Pick<AgentContact, 'contactId' | 'initialContactId' | 'queueId' | 'queuedAt' | 'since'>,
): Promise<CallRecord | null> {
  const group = contact.queueId === null ? undefined : groupOfQueue(await ports.directory.read(), contact.queueId);
  if (!group || contact.queueId === null) return null;
  const queuedAt = contact.queuedAt ?? contact.since;
  return {
    callId: callOf(contact.contactId),
    initialContactId: contact.initialContactId ?? firstOf(contact.contactId),
    group: group.name,
    queueId: contact.queueId,
    priority: queuePriority(group, contact.queueId),
    queuedAt,
    state: 'waiting',
    leaseUntil: queuedAt + unheardLeaseMs,
    tried: [],
    ringing: null,
    plan: null,
    required: group.required ?? [],
    voicemailDecidedAt: null,
    unasked: { nextLookAt: null, isOverdue: false },
    version: 0,
  };
}
