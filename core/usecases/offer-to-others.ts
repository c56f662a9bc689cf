import type { AgentContact, AgentRecord } from '../domain/agent';
import {
  type CallRecord,
  isPlanLive,
  isWaiting,
  leaseMs,
  mayRingRefusers,
  type OfferPlanRecord,
  ringingNow,
  ringRecordMs,
  wasOpenTo,
} from '../domain/call';
import { groupOfQueue, queuePriority } from '../domain/directory';
import type { CallStore } from '../ports';
import { isEligible } from './find-candidates';
import { hasWaitedLongEnough, type PlanCallPorts, planAndWrite } from './plan-call';
import { type CriteriaPorts, lookAgain } from './tell-connect';

export interface OfferToOthersPorts extends PlanCallPorts, CriteriaPorts {
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal'>;
}

/** Two planners may meet on one call; each try reads it anew, and a third meeting means something else is wrong. */
const tries = 4;

export async function untilNoConflict(callId: string, attempt: () => Promise<'done' | 'conflict'>): Promise<void> {
  for (let count = 0; count < tries; count++) if ((await attempt()) === 'done') return;
  throw new Error(`call ${callId} was changed by others ${tries} times in a row; the event is to be delivered again`);
}

export interface Refusal {
  readonly agentId: string;
  /** As the agent's softphone showed it when the ring had ended. */
  readonly contact: AgentContact;
  readonly how: 'missed' | 'declined';
  readonly cause: string;
}

/**
 * An agent missed or declined the call. That is remembered first, by a write that nothing can be in the way of; then the
 * next is asked: at once after a decline or a native offer, else when the slot ends (or at once with
 * `offer/advance-on-miss`). Once the maximum wait is over nobody is: the caller is held for voicemail. While another is
 * rung (the refusal comes late), or while offers are switched off, it is only remembered.
 */
export async function offerAfterRefusal(ports: OfferToOthersPorts, refusal: Refusal): Promise<void> {
  const { agentId, contact, how, cause } = refusal;
  let remembered = await rememberRefusal(ports, refusal);
  await untilNoConflict(contact.contactId, async () => {
    const call = remembered ?? (await ports.calls.load(contact.contactId));
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
    // Also where Connect chooses: ring after ring would keep the caller from voicemail for ever.
    if (!thresholds['offer/enabled'] && !hasWaitedLongEnough(call, thresholds, now)) {
      if (!ringOver) return 'done';
      const saved = await ports.calls.save({ ...ended, version: call.version + 1 }, call.version);
      return saved === 'saved' ? 'done' : 'conflict';
    }
    const offerSeconds = thresholds['offer/seconds'];
    const keepsSlot = how === 'missed' && !thresholds['offer/advance-on-miss'];
    const holdUntil = isPlannedFor(call, agentId)
      ? keepsSlot
        ? slotEndOf(call, agentId, offerSeconds)
        : null
      : slotStartOf(call, offerSeconds, now);
    const refusedAt = contact.since;
    const outcome = await planAndWrite(ports, { call: ended, expected: call.version, holdUntil, cause, refusedAt });
    return outcome.kind === 'conflict' ? 'conflict' : 'done';
  });
}

/** Answers the call as it is with the refusal in it; `null` when it does not wait (any more) or is none of ours. */
async function rememberRefusal(ports: OfferToOthersPorts, { agentId, contact }: Refusal): Promise<CallRecord | null> {
  const noted = await ports.calls.noteRefusal(contact.contactId, agentId);
  if (noted !== null || (await ports.calls.load(contact.contactId)) !== null) return noted;
  const call = await callFromContact(ports, contact);
  if (call === null) return null;
  const first: CallRecord = { ...call, tried: [agentId], version: 1 };
  if ((await ports.calls.save(first, null)) === 'saved') return first;
  return ports.calls.noteRefusal(contact.contactId, agentId);
}

const whenOver = ({ callId }: CallRecord, { cause }: OfferPlanRecord) =>
  ({ callId, cause, refusedAt: null, reserved: false }) as const;

const isPlannedFor = (call: CallRecord, agentId: string): boolean =>
  call.plan?.kind === 'offer' && call.plan.agentId === agentId;

/** The slot runs from the ring, which came later than planned if Connect took its time with the criteria. */
const slotEndOf = (call: CallRecord, agentId: string, offerSeconds: number): number | null =>
  call.ringing?.agentId === agentId ? call.ringing.since + offerSeconds * 1000 : (call.plan?.slotEndsAt ?? null);

/** When the agent named by a plan still to come may be rung; `null` when that moment is over or nobody is named. */
function slotStartOf(call: CallRecord, offerSeconds: number, now: number): number | null {
  if (call.plan?.kind !== 'offer' || call.plan.slotEndsAt === null) return null;
  const startsAt = call.plan.slotEndsAt - offerSeconds * 1000;
  return startsAt > now ? startsAt : null;
}

/** The planned agent was seen doing something else before the ring: the next one takes over what is left of the slot. */
export async function offerAfterLostClaim(
  ports: OfferToOthersPorts,
  lost: { readonly agentId: string; readonly callId: string; readonly cause: string },
): Promise<void> {
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
      cause: lost.cause,
    });
    return outcome.kind === 'conflict' ? 'conflict' : 'done';
  });
}

/** How many waiting calls one free agent is held against: one BatchGetItem. */
const waitingPage = 100;

/**
 * An agent became free: the oldest waiting call of theirs that is restricted, not ringing and has not tried them is
 * planned again. An older call open to anyone is answered by Connect itself, and first. So is one whose criteria named
 * the agent when they became free, where that was a while ago: Connect offered it then, and how that ended is on its way
 * to us. A plan made of the old news would name somebody who may have refused the call by now.
 */
export async function offerToFreeAgent(ports: OfferToOthersPorts, agent: AgentRecord, cause: string): Promise<void> {
  if (agent.group === null || !agent.idle) return;
  const { thresholds } = await ports.thresholds.current(agent.group);
  if (!thresholds['offer/enabled']) return;
  const directory = await ports.directory.read();
  const now = ports.clock.now();
  for (const call of await ports.calls.waiting(agent.group, waitingPage)) {
    if (!isWaiting(call, now) || ringingNow(call, now) || !isEligible(agent, call, directory)) continue;
    if (hasWaitedLongEnough(call, thresholds, now)) continue;
    if (call.plan?.cause === cause) return;
    if (isPlanLive(call.plan, now)) {
      if (call.plan?.kind === 'open') return;
      continue;
    }
    if (isRungByConnect(call, agent, now)) return;
    const holdUntil = call.plan?.slotEndsAt ?? call.plan?.holdUntil ?? null;
    const outcome = await planAndWrite(ports, { call, expected: call.version, holdUntil, cause, freed: agent });
    // Whoever changed the call has judged it with this agent in view, or the next tick will.
    if (outcome.kind === 'planned' && outcome.plan.agentId === agent.agentId) return;
  }
}

/** Whether Connect has offered the call to an agent who was seen free a while ago, without a plan of ours. */
export const isRungByConnect = (call: CallRecord, { agentId, observedAt }: AgentRecord, now: number): boolean =>
  observedAt < now && wasOpenTo(call.plan, agentId, observedAt, now);

/** A call we have no record of (its arrival plan failed): what the agent's snapshot tells is enough to remember refusals. */
export async function callFromContact(
  ports: Pick<PlanCallPorts, 'directory' | 'clock'>,
  contact: Pick<AgentContact, 'contactId' | 'initialContactId' | 'queueId' | 'queuedAt' | 'since'>,
): Promise<CallRecord | null> {
  const group = contact.queueId === null ? undefined : groupOfQueue(await ports.directory.read(), contact.queueId);
  if (!group || contact.queueId === null) return null;
  return {
    callId: contact.contactId,
    initialContactId: contact.initialContactId ?? contact.contactId,
    group: group.name,
    queueId: contact.queueId,
    priority: queuePriority(group, contact.queueId),
    queuedAt: contact.queuedAt ?? contact.since,
    state: 'waiting',
    leaseUntil: ports.clock.now() + leaseMs,
    tried: [],
    ringing: null,
    plan: null,
    required: group.required ?? [],
    voicemailDecidedAt: null,
    version: 0,
  };
}
