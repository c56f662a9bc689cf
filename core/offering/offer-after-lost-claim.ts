import type { AgentContact } from '../agent/agent';
import type { AgentId, CallId } from '../ids';
import { isWaiting, ringingNow, ringMs } from './call';
import { ringOf } from './judge-rings';
import { offerAfterRefusal } from './offer-after-refusal';
import type { OfferToOthersPorts } from './offer-ports';
import { planAndWrite } from './plan-and-write';
import { eventCause } from './plan-cause';
import { isPlannedFor, slotStartOf } from './planned-slot';
import { untilNoConflict } from './until-no-conflict';

/**
 * The planned agent is not free for the call any more, and it has not rung as far as we know. `cause`: of the event that shows
 * it.
 */
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
