import { type CriteriaPorts, roomIn } from '../connect/criteria-room';
import { toAnyone } from '../connect/routing-steps';
import type { CallId } from '../ids';
import { timerSlackMs } from '../timer-slack';
import { bindsConnect, overtakenUntil, ringingNow, ringsLostMs } from './call';
import type { CallRecord, OfferPlanRecord } from './call-record';
import { isForVoicemail } from './max-wait';
import { type PlanOutcome, type PlanRequest, planCall } from './plan-call';
import { isCausedBy, textOfCause } from './plan-cause';
import type { PlanCallPorts } from './plan-ports';
import { modeNow, observing, whomItRings } from './planned-as-observed';
import { type CriteriaTelling, lookAgain, tellConnect } from './tell-connect';

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
  telling: CriteriaTelling & { readonly plan: OfferPlanRecord },
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
