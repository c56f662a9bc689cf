import type { AgentContact, AgentRecord } from '../domain/agent';
import { type CallRecord, isPlanLive, isWaiting, leaseMs, ringingNow } from '../domain/call';
import { groupOfQueue, queuePriority } from '../domain/directory';
import type { CallStore } from '../ports';
import { isEligible } from './find-candidates';
import { type CriteriaPorts, hasWaitedLongEnough, type PlanCallPorts, planAndWrite } from './plan-call';

export interface OfferToOthersPorts extends PlanCallPorts, CriteriaPorts {
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting'>;
}

/** Two planners may meet on one call; each try reads it anew, and a third meeting means something else is wrong. */
const tries = 4;

async function untilNoConflict(callId: string, attempt: () => Promise<'done' | 'conflict'>): Promise<void> {
  for (let count = 0; count < tries; count++) if ((await attempt()) === 'done') return;
  throw new Error(`call ${callId} was changed by others ${tries} times in a row; the event is to be delivered again`);
}

/**
 * An agent missed or declined the call: they are tried for good, and the next is asked: at once after a decline or a
 * native offer, else when the slot ends (or at once with `offer/advance-on-miss`). Once the maximum wait is over nobody
 * is: the caller is held for voicemail. While another is rung already (the refusal comes late) it is only remembered.
 */
export async function offerAfterRefusal(
  ports: OfferToOthersPorts,
  refusal: {
    readonly agentId: string;
    readonly contact: AgentContact;
    readonly how: 'missed' | 'declined';
    readonly cause: string;
  },
): Promise<void> {
  const { agentId, contact, how, cause } = refusal;
  await untilNoConflict(contact.contactId, async () => {
    const stored = await ports.calls.load(contact.contactId);
    const call = stored ?? (await callFromContact(ports, contact));
    if (call === null || call.state !== 'waiting') return 'done';
    const repeated = call.tried.includes(agentId);
    // The same refusal again, or one whose ring is long over: what followed from it stands.
    if (repeated && (call.plan?.cause === cause || call.ringing?.agentId !== agentId)) return 'done';
    const now = ports.clock.now();
    const rung = ringingNow(call, now);
    const rungByAnother = rung !== null && rung.agentId !== agentId;
    const { thresholds } = await ports.thresholds.current(call.group);
    const tried: CallRecord = {
      ...call,
      tried: repeated ? call.tried : [...call.tried, agentId],
      ringing: rungByAnother ? rung : null,
    };
    const expected = stored?.version ?? null;
    // Also a repeat, also where Connect chooses: ring after ring would keep the caller from voicemail for ever.
    const waitIsOver = hasWaitedLongEnough(call, thresholds, now);
    if (rungByAnother || (!waitIsOver && (repeated || !thresholds['offer/enabled']))) {
      const saved = await ports.calls.save({ ...tried, version: call.version + 1 }, expected);
      return saved === 'saved' ? 'done' : 'conflict';
    }
    const offerSeconds = thresholds['offer/seconds'];
    const keepsSlot = how === 'missed' && !thresholds['offer/advance-on-miss'];
    const holdUntil = isPlannedFor(call, agentId)
      ? keepsSlot
        ? slotEndOf(call, agentId, offerSeconds)
        : null
      : slotStartOf(call, offerSeconds, now);
    const outcome = await planAndWrite(ports, { call: tried, expected, holdUntil, cause });
    return outcome.kind === 'conflict' ? 'conflict' : 'done';
  });
}

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
 * An agent became free: the first waiting call of theirs (by the priority of its queue, then the oldest) that is restricted, not ringing and has not tried them is
 * planned again. An earlier one open to anyone is answered by Connect itself, and first.
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
    const holdUntil = call.plan?.slotEndsAt ?? call.plan?.holdUntil ?? null;
    const outcome = await planAndWrite(ports, { call, expected: call.version, holdUntil, cause, freed: agent });
    // Whoever changed the call has judged it with this agent in view, or the next tick will.
    if (outcome.kind === 'planned' && outcome.plan.agentId === agent.agentId) return;
  }
}

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
