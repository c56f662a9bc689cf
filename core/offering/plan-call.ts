import type { AgentRecord } from '../agent/agent';
import { isNamedIn, pilotOf } from '../group/rollout';
import { endingSteps, isWaiting, mayLoseRing, withSpentOffer } from './call';
import type { CallRecord, OfferPlanRecord } from './call-record';
import { claimFirst, giveWay, keepsClaim } from './claim-for-plan';
import { candidatesFor } from './find-candidates';
import { hasWaitedLongEnough } from './max-wait';
import { type Candidate, draftOfferPlan } from './offer-plan';
import { isCausedBy, type PlanCause, textOfCause } from './plan-cause';
import { planDecision } from './plan-decision';
import type { PlanCallPorts } from './plan-ports';

/** A call to be planned, and what is known of the moment. */
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

/** What became of a request for a plan. */
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

/**
 * Chooses and claims an agent, records the plan, and has Connect told by `connect`; where the agent is lost meanwhile, the next.
 * `conflict`: also where every one of four was lost in turn.
 */
export async function planCall(ports: PlanCallPorts, request: PlanRequest, connect: Reach): Promise<PlanOutcome> {
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

/** Of those available longest, the ones in the pilot, up to the first who is not: then it is Connect's turn. */
function beforeOthers(idle: readonly Candidate[], pilot: readonly string[]): readonly Candidate[] {
  const others = idle.findIndex(({ username }) => !isNamedIn(pilot, username));
  return others < 0 ? idle : idle.slice(0, others);
}
