import type { RequiredProficiency } from './proficiency';
import type { CriteriaStep } from './routing-steps';

/** A caller in one of our queues, from the first plan to the end. Times are milliseconds since the epoch. */
export interface CallRecord {
  /** Contact id of the segment that waits; unchanged while the call waits. */
  readonly callId: string;
  readonly initialContactId: string;
  readonly group: string;
  readonly queueId: string;
  /** Of its queue when it came: 1 is served before 2. */
  readonly priority: number;
  readonly queuedAt: number;
  readonly state: 'waiting' | 'answered' | 'abandoned' | 'voicemail';
  /** Until when the caller counts as waiting; each tick of the queue flow renews it. */
  readonly leaseUntil: number;
  /** Agents who missed or declined the call, in that order. Never offered it again. */
  readonly tried: readonly string[];
  readonly ringing: Ringing | null;
  readonly plan: OfferPlanRecord | null;
  readonly required: readonly RequiredProficiency[];
  /** When the queue flow was last told to send the caller to voicemail; `null` before. */
  readonly voicemailDecidedAt: number | null;
  /** Counts writes; each is conditional on it. */
  readonly version: number;
}

export interface Ringing {
  readonly agentId: string;
  readonly since: number;
}

/** The plan whose criteria are in force, or on their way. */
export interface OfferPlanRecord {
  /** offer: one named agent; open: anyone; restricted: untried agents who are all busy; held: nobody. */
  readonly kind: 'offer' | 'open' | 'restricted' | 'held';
  readonly agentId: string | null;
  /** When the named agent's slot ends and the next may be rung. */
  readonly slotEndsAt: number | null;
  /** Until when the plan rings nobody because an earlier slot runs on; `null` when it does not hold. */
  readonly holdUntil: number | null;
  readonly steps: readonly CriteriaStep[];
  readonly decidedAt: number;
  /** What led to it; the same cause coming again (a redelivery) issues the same criteria again. */
  readonly cause: string;
}

/** A caller's lease: two ticks of 30 s and some slack (DESIGN.md section 4). */
export const leaseMs = 75_000;

/** A voice ring ends by itself after 20 s (CONNECT.md 2.1); a record of one older than this was left by a lost event. */
const ringRecordMs = 25_000;

export const ringingNow = (call: Pick<CallRecord, 'ringing'>, now: number): Ringing | null =>
  call.ringing !== null && now - call.ringing.since < ringRecordMs ? call.ringing : null;

export const isWaiting = (call: Pick<CallRecord, 'state' | 'leaseUntil'>, now: number): boolean =>
  call.state === 'waiting' && call.leaseUntil > now;

/**
 * Whether the plan still leads somewhere by itself. An offer lives until its slot ends; an open plan, with which Connect
 * itself answers, until it turns into HOLD at the maximum wait it was made with (an admin may have raised it since); the
 * others only wait for us.
 */
export function isPlanLive(plan: OfferPlanRecord | null, now: number): boolean {
  if (plan === null) return false;
  if (plan.kind === 'open') return now < plan.decidedAt + secondsToHold(plan) * 1000;
  return plan.kind === 'offer' && plan.slotEndsAt !== null && now < plan.slotEndsAt;
}

/** The last step never expires, so all before it are what the plan does. */
const secondsToHold = (plan: OfferPlanRecord): number => plan.steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);

/** Seconds waited, to the millisecond. */
export const waitedSeconds = (call: Pick<CallRecord, 'queuedAt'>, now: number): number => (now - call.queuedAt) / 1000;

/**
 * Position in the waiting index: by the priority of the queue, then longest waiting first; the id only tells apart two of
 * one millisecond.
 */
export const waitingRankOf = (call: Pick<CallRecord, 'priority' | 'queuedAt' | 'callId'>): string =>
  `${String(call.priority).padStart(2, '0')}#${String(call.queuedAt).padStart(15, '0')}#${call.callId}`;
