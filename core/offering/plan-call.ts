import type { AgentRecord } from '../agent/agent';
import { type CriteriaPorts, roomIn } from '../connect/criteria-room';
import { toAnyone } from '../connect/routing-steps';
import { isNamedIn, pilotOf } from '../group/rollout';
import type { CallId } from '../ids';
import type { Thresholds } from '../thresholds/thresholds';
import { timerSlackMs } from '../timer-slack';
import {
  bindsConnect,
  endingSteps,
  isWaiting,
  mayLoseRing,
  overtakenUntil,
  ringingNow,
  ringsLostMs,
  waitedSeconds,
  withSpentOffer,
} from './call';
import type { CallRecord, OfferPlanRecord } from './call-record';
import { claimFirst, giveWay, keepsClaim } from './claim-for-plan';
import { candidatesFor } from './find-candidates';
import { type Candidate, draftOfferPlan } from './offer-plan';
import { isCausedBy, type PlanCause, textOfCause } from './plan-cause';
import { planDecision } from './plan-decision';
import type { PlanCallPorts } from './plan-ports';
import { modeNow, observing, whomItRings } from './planned-as-observed';
import { lookAgain, type Telling, tellConnect } from './tell-connect';

export interface PlanRequest {
  /** The call as it will be saved, but for its plan and version. */
  readonly call: CallRecord;
  /** The version in the store; `null` when the call is new. */
  readonly expected: number | null;
  /** Nobody may be rung before; `null`: at once. */
  readonly holdUntil: number | null;
  readonly cause: PlanCause;
  /** An agent seen idle just now: the index, which lags, may not show them yet. */
  readonly freed?: AgentRecord;
  /** When the agent refused who is left out from now on, ms: such criteria reach Connect before others. */
  readonly refusedAt?: number | null;
  /** A call of Connect's API is reserved for this plan. */
  readonly reserved?: boolean;
}

export type PlanOutcome =
  | {
      readonly kind: 'planned';
      readonly plan: OfferPlanRecord;
      readonly reason: string;
      /** Somebody was left out who may be rung at this moment. */
      readonly spared: boolean;
    }
  /** Somebody else wrote the call first: read it again and judge anew. */
  | { readonly kind: 'conflict' }
  /** Connect says the contact is in no queue any more. */
  | { readonly kind: 'gone' };

/**
 * Plans one waiting call and tells Connect: chooses, claims, records, and only then writes. Dying between two of these is
 * healed by the claim's own end, by the redelivery of the same cause (see `reissue`) and by the next tick.
 */
export async function planAndWrite(ports: PlanCallPorts & CriteriaPorts, request: PlanRequest): Promise<PlanOutcome> {
  if ((await modeNow(ports, request.call.group)) === 'observe') {
    const { thresholds } = await ports.thresholds.current(request.call.group);
    if (!isForVoicemail(request.call, thresholds, ports.clock.now())) return planAsObserved(ports, request);
  }
  const { refusedAt = null, reserved = false } = request;
  const { callId } = request.call;
  const waitMs = reserved ? 0 : await roomIn(ports, refusedAt);
  const outcome = await planCall(ports, request, {
    pending: waitMs > 0,
    observed: false,
    overtaken: (now) => overtakenUntil(request.call.plan, now),
    tell: (plan) => tellOrRelease(ports, { callId, plan, refusedAt, waitMs }),
  });
  return awaitRings(ports, callId, outcome);
}

/** A plan that names nobody, although somebody is left who may be rung at this moment: made anew when that is known. */
async function awaitRings(
  ports: Pick<CriteriaPorts, 'timers'> & Pick<PlanCallPorts, 'clock'>,
  callId: CallId,
  outcome: PlanOutcome,
): Promise<PlanOutcome> {
  if (outcome.kind === 'planned' && outcome.spared && outcome.plan.kind !== 'offer')
    await lookAgain(
      ports,
      { callId, cause: textOfCause(outcome.plan.cause), refusedAt: null, reserved: false },
      ringsLostMs,
    );
  return outcome;
}

async function tellOrRelease(
  ports: PlanCallPorts & CriteriaPorts,
  telling: Telling & { readonly plan: OfferPlanRecord },
): Promise<'told' | 'gone'> {
  const { callId, plan } = telling;
  const answer = await tellConnect(ports, telling);
  if (answer === 'gone' && plan.agentId) await ports.agents.release(plan.agentId, callId);
  if (answer === 'throttled') await markPending(ports, callId, textOfCause(plan.cause));
  // Written once more when nothing older can come any more.
  if (answer === 'told' && plan.overtakenUntil !== undefined) {
    const about = { callId, cause: textOfCause(plan.cause), refusedAt: telling.refusedAt, reserved: false };
    await lookAgain(ports, about, plan.overtakenUntil - ports.clock.now() + timerSlackMs);
  }
  return answer === 'gone' ? 'gone' : 'told';
}

/** A conflict means that the call has gone on, and then the timer finds that out as well. */
async function markPending(ports: PlanCallPorts, callId: CallId, cause: string): Promise<void> {
  const call = await ports.calls.load(callId);
  if (call?.state !== 'waiting' || call.plan === null || !isCausedBy(call.plan, cause)) return;
  await ports.calls.save({ ...call, plan: { ...call.plan, pending: true }, version: call.version + 1 }, call.version);
}

/**
 * Plans one waiting call of a group that is only observed: the plan is recorded and Connect is not told, but that a call which
 * has criteria of ours is open to anyone from now on.
 */
async function planAsObserved(ports: PlanCallPorts & CriteriaPorts, request: PlanRequest): Promise<PlanOutcome> {
  const { call, reserved = false } = request;
  const { callId } = call;
  const opens = bindsConnect(call.plan);
  const waitMs = !opens || reserved ? 0 : await roomIn(ports, null);
  const rung = await whomItRings(ports.agents, call);
  return planCall(
    observing(ports, call),
    { ...request, ...(rung && { freed: rung }) },
    {
      pending: waitMs > 0,
      observed: true,
      overtaken: (now) => (opens ? overtakenUntil(call.plan, now) : undefined),
      tell: async (plan) =>
        opens
          ? tellOrRelease(ports, { callId, plan: { ...plan, steps: [toAnyone(call)] }, refusedAt: null, waitMs })
          : 'told',
    },
  );
}

/** Plans one call in a flow, which sets the criteria from our answer; of a group that is only observed there are none. */
export async function planForReply(
  ports: PlanCallPorts & Pick<CriteriaPorts, 'timers'>,
  request: PlanRequest,
): Promise<PlanOutcome> {
  const { call } = request;
  const observed = (await modeNow(ports, call.group)) === 'observe';
  const outcome = await planCall(observed ? observing(ports, call) : ports, request, {
    // The answer that opens the call may be lost: the next tick gives it once more.
    pending: observed && call.plan !== null && !call.plan.observed,
    observed,
    overtaken: () => undefined,
    tell: async () => 'told',
  });
  return awaitRings(ports, call.callId, outcome);
}

interface Reach {
  /** Connect cannot be told at once. */
  readonly pending: boolean;
  readonly observed: boolean;
  /** Until when the flow may set older criteria after these; one flow asks again only when it has done so. */
  readonly overtaken: (now: number) => number | undefined;
  readonly tell: (plan: OfferPlanRecord) => Promise<'told' | 'gone'>;
}

/** Planned agents who stopped being idle while they were planned for, one after the other: nobody sees more of them. */
const plansInARow = 4;

async function planCall(ports: PlanCallPorts, request: PlanRequest, connect: Reach): Promise<PlanOutcome> {
  let next = request;
  for (let count = 0; count < plansInARow; count++) {
    const outcome = await planOnce(ports, next, connect);
    if (outcome.kind !== 'lost') return outcome;
    const { freed: _, ...rest } = next;
    next = { ...rest, call: outcome.call, expected: outcome.call.version };
  }
  return { kind: 'conflict' };
}

/**
 * A claim lasts so long until its plan is on record: whoever dies in between keeps the agent from others no longer.
 * With the plan it is renewed to the end of the slot, which also tells whether the agent is idle still. A call that is
 * new has one planner, who claims for the whole slot at once and saves the caller that request.
 */
const provisionalMs = 5_000;

/** `lost`: the plan is on record, and the agent it names is not idle any more. */
type Planned = PlanOutcome | { readonly kind: 'lost'; readonly call: CallRecord };

async function planOnce(ports: PlanCallPorts, request: PlanRequest, connect: Reach): Promise<Planned> {
  const now = ports.clock.now();
  // Of a plan made anew for the same cause Connect may never have been told.
  const again = isCausedBy(request.call.plan, textOfCause(request.cause));
  const call = again ? request.call : withSpentOffer(request.call, now);
  const { callId } = call;
  const directory = await ports.directory.read();
  const { thresholds } = await ports.thresholds.current(call.group);
  const unattended = !isWaiting(call, now);
  const turnAt = Math.max(request.holdUntil ?? now, now);
  // Past the maximum wait every plan is a HOLD, and so is one that would ring nobody before it: nobody is to be claimed for it.
  const field =
    unattended || hasWaitedLongEnough(call, thresholds, turnAt)
      ? { idle: [], others: [], spared: [] }
      : await candidatesFor(
          ports,
          call,
          directory,
          now,
          request.freed,
          (agent) => !connect.observed && mayLoseRing(call.plan, agent, now),
        );
  const pilot = pilotOf(directory, call.group);
  const isNew = request.expected === null;
  const slotEndsAt = turnAt + thresholds['offer/seconds'] * 1000;
  const until = isNew ? slotEndsAt : now + provisionalMs;
  const turn = pilot === null ? field : { ...field, idle: beforeOthers(field.idle, pilot) };
  const chosen = await claimFirst(ports, { callId, until }, turn, now);
  const plan = draftOfferPlan({
    now,
    queuedAt: call.queuedAt,
    holdUntil: request.holdUntil,
    triedCount: call.tried.length,
    unattended,
    isPilot: pilot !== null,
    ends: call.unasked === undefined ? 'held' : 'open',
    required: call.required,
    idle: chosen.idle,
    others: chosen.others,
    awaitsNews: field.spared.length > 0,
    thresholds,
  });
  const overtaken = connect.overtaken(now);
  const stepsBefore = endingSteps(call.plan, now);
  const record: OfferPlanRecord = {
    kind: plan.kind,
    agentId: plan.agentId,
    slotEndsAt: plan.slotEndsAt,
    holdUntil: request.holdUntil,
    steps: plan.steps,
    decidedAt: now,
    cause: request.cause,
    ...(connect.pending && { pending: true }),
    ...(overtaken !== undefined && { overtakenUntil: overtaken }),
    ...(connect.observed && { observed: true }),
    ...(stepsBefore.length > 0 && { stepsBefore }),
    ...(plan.leftOpen && { leftOpen: plan.leftOpen }),
  };
  const written = { ...call, plan: record, version: (request.expected ?? 0) + 1 };
  if ((await ports.calls.save(written, request.expected)) === 'conflict') {
    if (plan.agentId) await giveWay(ports, plan.agentId, { callId, until }, now);
    return { kind: 'conflict' };
  }
  const before = call.plan?.agentId;
  if (before && before !== plan.agentId) await ports.agents.release(before, callId);
  if (!isNew && !(await keepsClaim(ports, callId, record, now))) return { kind: 'lost', call: written };
  if ((await connect.tell(record)) === 'gone') return { kind: 'gone' };
  ports.decisions.record(planDecision(plan, call, chosen.idle[0], directory, thresholds, now));
  return { kind: 'planned', plan: record, reason: plan.reason, spared: field.spared.length > 0 };
}

export const hasWaitedLongEnough = (call: CallRecord, thresholds: Thresholds, now: number): boolean =>
  waitedSeconds(call, now) >= thresholds['queue/max-wait-seconds'];

/** However its group is run: a flow of ours leads the caller to voicemail, and ring after ring would keep them from it for ever. */
export const isForVoicemail = (call: CallRecord, thresholds: Thresholds, now: number): boolean =>
  call.unasked === undefined && hasWaitedLongEnough(call, thresholds, now);

/** A plan older than this is made anew: its steps would all end that much too late. */
const reissueMs = 1_000;

/**
 * The cause of the call's plan came again: the function may have died before Connect was told. Nothing is written while
 * somebody is rung, since then Connect knows; a conflict means that the call has gone on.
 */
export async function reissue(
  ports: PlanCallPorts & CriteriaPorts,
  call: CallRecord,
  refusedAt: number | null,
): Promise<void> {
  const { plan } = call;
  const now = ports.clock.now();
  if (plan === null || ringingNow(call, now)) return;
  const { holdUntil, cause } = plan;
  if (now - plan.decidedAt < reissueMs) {
    const waitMs = await roomIn(ports, refusedAt);
    await tellOrRelease(ports, { callId: call.callId, plan, refusedAt, waitMs });
  } else await planAndWrite(ports, { call, expected: call.version, holdUntil, cause, refusedAt });
}

/** Of those available longest, the ones in the pilot, up to the first who is not: then it is Connect's turn. */
function beforeOthers(idle: readonly Candidate[], pilot: readonly string[]): readonly Candidate[] {
  const others = idle.findIndex(({ username }) => !isNamedIn(pilot, username));
  return others < 0 ? idle : idle.slice(0, others);
}
