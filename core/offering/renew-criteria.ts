import { roomIn, throttledRetryMs } from '../connect/criteria-room';
import { toAnyone } from '../connect/routing-steps';
import type { GroupId } from '../ids';
import type { Timer } from '../messages/messages';
import type { ThresholdSnapshots } from '../thresholds/ports';
import { bindsConnect, isOfOtherMode, isWaiting, mayRingRefusers, ringingNow, withSpentOffer } from './call';
import type { CallRecord } from './call-record';
import { isForVoicemail } from './max-wait';
import type { OfferToOthersPorts } from './offer-ports';
import { planAndWrite } from './plan-and-write';
import type { PlanRequest } from './plan-call';
import { eventCause, isCausedBy } from './plan-cause';
import { modeNow } from './planned-as-observed';
import { lookAgain } from './tell-connect';
import { untilNoConflict } from './until-no-conflict';

export interface RenewCriteriaPorts extends OfferToOthersPorts {
  readonly thresholds: ThresholdSnapshots;
}

/**
 * A plan did not reach Connect when it was made: it is made anew as soon as the API has room, unless the call has gone on
 * without it.
 */
export async function renewCriteria(
  ports: RenewCriteriaPorts,
  { kind: _, ...about }: Extract<Timer, { kind: 'criteria' }>,
): Promise<void> {
  const { callId, cause, refusedAt } = about;
  const isWanted = (call: CallRecord | null): call is CallRecord =>
    call !== null &&
    isCausedBy(call.plan, cause) &&
    isWaiting(call, ports.clock.now()) &&
    ringingNow(call, ports.clock.now()) === null;
  if (!isWanted(await ports.calls.load(callId))) return;
  const waitMs = about.reserved ? 0 : await roomIn(ports, refusedAt);
  if (waitMs > 0) return lookAgain(ports, { ...about, reserved: refusedAt !== null }, waitMs);
  await untilNoConflict(callId, async () => {
    const call = await ports.calls.load(callId);
    if (!isWanted(call)) return 'done';
    if (about.held && (await leavesIt(ports, call.group))) return letConnectChoose(ports, call, about);
    return planAnew(ports, call, { cause: call.plan?.cause ?? eventCause(cause), refusedAt, reserved: true });
  });
}

/** Whether calls of the group are left to Connect. */
async function leavesIt(ports: RenewCriteriaPorts, group: GroupId): Promise<boolean> {
  const { thresholds } = await ports.thresholds.current(group);
  return !thresholds['offer/enabled'] || (await modeNow(ports, group)) === 'observe';
}

/** Offers were switched off while its flow holds the call: without criteria of ours nobody would ever be rung. */
async function letConnectChoose(
  ports: RenewCriteriaPorts,
  call: CallRecord,
  about: Parameters<typeof lookAgain>[1],
): Promise<'done'> {
  const answer = await ports.centre.setCriteria(call.callId, [toAnyone(call)]);
  if (answer === 'throttled') await lookAgain(ports, about, throttledRetryMs);
  return 'done';
}

/** How many callers are seen to at once; the ticks of the others do it within 30 s. */
const callersAtOnce = 500;

/**
 * What agents refused while offers were switched off counts from the moment they are on again, and what a function that
 * died left undone is done: oldest caller first. Where a group is only observed from now on, callers with criteria of ours are
 * opened to anyone; where it is live again, those who wait are planned.
 */
export async function countRefusals(ports: RenewCriteriaPorts, group: GroupId, dueAt: number): Promise<void> {
  const { thresholds } = await ports.thresholds.fresh(group);
  const mode = await modeNow(ports, group);
  if (mode === 'live' && !thresholds['offer/enabled']) return;
  const isOwed = (call: CallRecord): boolean =>
    (isOfOtherMode(call.plan, mode) && !isForVoicemail(call, thresholds, ports.clock.now())) ||
    (mode === 'live' && mayRingRefusers(call));
  const cause = eventCause(`refusals:${group}:${dueAt}`);
  for (const { callId } of await ports.calls.waiting(group, callersAtOnce)) {
    await untilNoConflict(callId, async () => {
      const call = await ports.calls.load(callId);
      return call !== null && isOwed(call)
        ? planAnew(ports, call, { cause, refusedAt: null, reserved: false })
        : 'done';
    });
  }
}

async function planAnew(
  ports: RenewCriteriaPorts,
  known: CallRecord,
  request: Required<Pick<PlanRequest, 'cause' | 'refusedAt' | 'reserved'>>,
): Promise<'done' | 'conflict'> {
  const now = ports.clock.now();
  if (!isWaiting(known, now) || ringingNow(known, now)) return 'done';
  const call: CallRecord = { ...withSpentOffer(known, now), ringing: null };
  const { thresholds } = await ports.thresholds.current(call.group);
  const goesBack = bindsConnect(call.plan) && (await modeNow(ports, call.group)) === 'observe';
  if (!thresholds['offer/enabled'] && !goesBack) return 'done';
  const holdUntil = call.plan?.holdUntil ?? null;
  const outcome = await planAndWrite(ports, { call, expected: call.version, holdUntil, ...request });
  return outcome.kind === 'conflict' ? 'conflict' : 'done';
}
