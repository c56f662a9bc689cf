import type { AgentRecord } from '../agent/agent';
import type { CriteriaStep } from '../connect/routing-steps';
import type { AgentId } from '../ids';
import type { GroupMode } from '../vocabulary';
import type { CallRecord, EndingStep, OfferPlanRecord, Ringing } from './call-record';

/** Whether Connect may have criteria of ours for the call, by this plan or still by the one before. */
export const bindsConnect = (plan: OfferPlanRecord | null): boolean =>
  plan !== null && (!plan.observed || plan.pending === true || plan.overtakenUntil !== undefined);

/**
 * Whether a plan was made for another mode of its group: it binds Connect although the group is only observed now, or the other
 * way round.
 */
export const isOfOtherMode = (plan: OfferPlanRecord | null, mode: GroupMode): boolean =>
  plan !== null && (mode === 'observe' ? bindsConnect(plan) : plan.observed === true);

/** What answers a tick is set by the flow, which has it by then; an answer that took longer is not given. */
export const repliedWithinMs = 1_000;
const setWithinMs = 1_000;

/**
 * Until when the answer to a tick may come after criteria that are written now; `undefined`: none is under way. Nobody is
 * rung before the answer to the arrival is set.
 */
export function overtakenUntil(before: OfferPlanRecord | null, now: number): number | undefined {
  if (before === null) return undefined;
  const { cause, decidedAt, repliedAt = decidedAt } = before;
  const until =
    cause.kind === 'flow' && cause.stage === 'tick'
      ? repliedAt + repliedWithinMs + setWithinMs
      : (before.overtakenUntil ?? now);
  return until > now ? until : undefined;
}

/** A caller's lease: two ticks of 30 s and some slack (docs/offers.md#lease-tick-and-timers). */
export const callerLeaseMs = 75_000;

/** Connect rings an agent for so long, and nothing changes that (docs/amazon-connect.md#a-voice-offer). */
export const ringMs = 20_000;

/** A record of a ring that is older than this was left by a lost event. */
export const ringRecordMs = 25_000;

/** The ring that is on record and can still go on at `now`, ms; `null`: nobody is rung, or its end was never told. */
export const ringingNow = (call: Pick<CallRecord, 'ringing'>, now: number): Ringing | null =>
  call.ringing !== null && now - call.ringing.since < ringRecordMs ? call.ringing : null;

/** Whether the caller waits and their flow was heard of lately enough to be looked after (`leaseUntil`). */
export const isWaiting = (call: Pick<CallRecord, 'state' | 'leaseUntil'>, now: number): boolean =>
  call.state === 'waiting' && call.leaseUntil > now;

/**
 * Whether something still follows from the plan without another. An offer lives until its slot ends; an open plan, with which
 * Connect itself answers, until it turns into HOLD at the maximum wait it was made with (an admin may have raised it since), if
 * it ever does; the others only wait for us.
 */
export function isPlanLive(plan: OfferPlanRecord | null, now: number): boolean {
  if (plan === null) return false;
  if (plan.kind === 'open') return isOpenForGood(plan) || now < plan.decidedAt + secondsToHold(plan) * 1000;
  return plan.kind === 'offer' && plan.slotEndsAt !== null && now < plan.slotEndsAt;
}

/** The agents a plan names, in whichever step. */
export const namedBy = (plan: OfferPlanRecord | null): readonly AgentId[] =>
  plan?.steps.flatMap(({ who }) => (who.kind === 'agents' ? who.agentIds : [])) ?? [];

/**
 * Whether Connect may ring somebody who has refused the call: it was never told of anybody (offers were switched off), is told
 * to ring anyone, or the plan names one of them. Such a plan has to be replaced.
 */
export function mayRingRefusers({ plan, tried }: Pick<CallRecord, 'plan' | 'tried'>): boolean {
  if (tried.length === 0 || plan?.leftOpen) return false;
  return plan === null || plan.kind === 'open' || namedBy(plan).some((agentId) => tried.includes(agentId));
}

/** Connect takes up to so long to put criteria in force (docs/amazon-connect.md#what-nobody-could-verify). */
const criteriaDelayMs = 5_000;

/**
 * Whether Connect may have offered the call to this agent by itself at some moment from `from` to `to` (ms): a step that
 * names them, or anyone, was active, or may have been; without a plan everybody is meant who serves the queue.
 */
export function wasOpenTo(plan: OfferPlanRecord | null, agentId: AgentId, from: number, to: number): boolean {
  if (plan === null || plan.observed) return true;
  let startsAt = plan.decidedAt;
  for (const { who, seconds } of plan.steps) {
    const endsAt = seconds === null ? Number.POSITIVE_INFINITY : startsAt + seconds * 1000;
    if (isOpenTo(who, agentId) && startsAt <= to && from <= endsAt + criteriaDelayMs) return true;
    startsAt = endsAt;
  }
  return false;
}

/** News of a ring that began by itself is no later than this. */
const ringNewsMs = 2_000;

/**
 * Steps that may ring somebody without our knowledge, of this plan and of those before it, and end before criteria that are written
 * now are in force: a ring by one of them may be withdrawn, and news of it is still to come.
 */
export function endingSteps(plan: OfferPlanRecord | null, now: number): readonly EndingStep[] {
  if (plan === null || plan.observed) return [];
  const ending = [...(plan.stepsBefore ?? [])];
  let startsAt = plan.decidedAt;
  for (const { who, seconds } of plan.steps) {
    const endsAt = seconds === null ? Number.POSITIVE_INFINITY : startsAt + seconds * 1000;
    const rings = who.kind !== 'hold' && startsAt <= now;
    if (rings && endsAt <= now + criteriaDelayMs + 1_000) ending.push({ who, endsAt });
    startsAt = endsAt;
  }
  return ending.filter(({ endsAt }) => now - ringNewsMs < endsAt + criteriaDelayMs);
}

/**
 * Whether a ring at the agent, if Connect has begun one without our knowledge, may be withdrawn before other criteria are in force.
 * A plan that names them would ring them a second time.
 */
export const mayLoseRing = (
  plan: OfferPlanRecord | null,
  { agentId, observedAt }: Pick<AgentRecord, 'agentId' | 'observedAt'>,
  now: number,
): boolean =>
  endingSteps(plan, now).some(({ who, endsAt }) => observedAt < endsAt + criteriaDelayMs && isOpenTo(who, agentId));

/** When news has come of every ring that `mayLoseRing` speaks of, ms from then. */
export const ringsLostMs = 2 * criteriaDelayMs + 1_000 + ringNewsMs;

const isOpenTo = (who: CriteriaStep['who'], agentId: AgentId): boolean =>
  who.kind === 'anyone' || (who.kind === 'agents' && who.agentIds.includes(agentId));

/**
 * The planned agent had the slot, it is over, nobody is rung, and the caller still waits: they were asked, whether or not
 * anybody told us how it ended (agent events can be lost). Asking them again would offer one call to one agent twice.
 */
export function withSpentOffer(call: CallRecord, now: number): CallRecord {
  const { plan, tried } = call;
  if (plan?.kind !== 'offer' || plan.observed || plan.agentId === null || isPlanLive(plan, now)) return call;
  return ringingNow(call, now) || tried.includes(plan.agentId) ? call : { ...call, tried: [...tried, plan.agentId] };
}

const isOpenForGood = ({ steps }: OfferPlanRecord): boolean => steps.at(-1)?.who.kind === 'anyone';

/** The last step never expires, so all before it are what the plan does. */
const secondsToHold = (plan: OfferPlanRecord): number => plan.steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);

/** How long the caller has been in the queue at `now`, in seconds, to the millisecond. */
export const waitedSeconds = (call: Pick<CallRecord, 'queuedAt'>, now: number): number => (now - call.queuedAt) / 1000;

/**
 * Position in the waiting index: by the priority of the queue, then longest waiting first; the id only tells apart two of
 * one millisecond.
 */
export const waitingRankOf = (call: Pick<CallRecord, 'priority' | 'queuedAt' | 'callId'>): string =>
  `${String(call.priority).padStart(2, '0')}#${String(call.queuedAt).padStart(15, '0')}#${call.callId}`;
