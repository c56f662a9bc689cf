import type { AgentContact } from '../agent/agent';
import { type AgentId, callOf } from '../ids';
import { isPlanLive, mayRingRefusers, ringingNow, ringRecordMs } from './call';
import { callFromContact } from './call-from-contact';
import type { CallRecord, OfferPlanRecord } from './call-record';
import { hasWaitedLongEnough } from './max-wait';
import type { OfferToOthersPorts } from './offer-ports';
import { planAndWrite } from './plan-and-write';
import { eventCause, textOfCause } from './plan-cause';
import { isPlannedFor, slotEndOf, slotStartOf } from './planned-slot';
import { lookAgain } from './tell-connect';
import { untilNoConflict } from './until-no-conflict';

/** A ring that an agent let pass or declined. `cause`: of the event that tells of it; the same one again is the same refusal. */
export interface RefusedRing {
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
export async function offerAfterRefusal(ports: OfferToOthersPorts, refusal: RefusedRing): Promise<void> {
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
async function rememberRefusal(
  ports: OfferToOthersPorts,
  { agentId, contact }: RefusedRing,
): Promise<CallRecord | null> {
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
