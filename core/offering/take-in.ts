import type { ContactCentre } from '../connect/ports';
import { queueName } from '../group/directory';
import { requestBlend } from '../group/request-blend';
import { callOf } from '../ids';
import type { Timer } from '../messages/messages';
import type { Thresholds } from '../thresholds/thresholds';
import { originalQueue } from '../voicemail/note-voicemail';
import { callerLeaseMs, isOfOtherMode, isPlanLive, mayRingRefusers, ringingNow, waitedSeconds } from './call';
import { callFromContact } from './call-from-contact';
import type { CallRecord } from './call-record';
import type { ContactEvent } from './contact-event';
import { type EndWaitingPorts, endWaiting } from './end-waiting';
import { isAnswered, waitsNoMore } from './judge-rings';
import { hasWaitedLongEnough } from './max-wait';
import type { OfferToOthersPorts } from './offer-ports';
import { planAndWrite } from './plan-and-write';
import { eventCause } from './plan-cause';
import { modeNow } from './planned-as-observed';
import type { CallStore } from './ports';
import { untilNoConflict } from './until-no-conflict';

/*
 * A caller may reach a queue of ours by a flow that is not ours, and that never asks: the customer's own flow, a transfer by an
 * agent. The event that it was queued begins what our flows do otherwise, at the same cadence. One thing cannot be done from
 * here: only the queue flow a caller is in leads to voicemail.
 */

/**
 * Connect has rung whoever was idle by itself before we hear of the caller, and the news of a ring is later than that of the
 * queue (docs/theory.md#serverless-latencies). By then it is known, and nothing is written into a ring.
 */
const firstLookMs = 3_000;

/** As the queue flow asks. */
const lookEveryMs = 30_000;

/** Connect's quota of DescribeContact is used up: nothing is known of the caller, whose lease has time. */
const throttledMs = 5_000;

/**
 * A contact is in a queue of ours. Nothing is to be done where a flow of ours has asked for it. Where one has failed to ask, what
 * it noted on the contact tells, and its next tick plans; without that the caller is taken in, counted, and looked at from
 * now on. Costs a read; of an unknown caller also GetContactAttributes and a write.
 */
export async function takeIn(
  ports: OfferToOthersPorts &
    Pick<EndWaitingPorts, 'rebalances'> & {
      readonly centre: Pick<ContactCentre, 'setCriteria' | 'attributes'>;
    },
  event: Pick<ContactEvent, 'contactId' | 'initialContactId' | 'queueId' | 'queuedAt' | 'at'>,
): Promise<void> {
  await untilNoConflict(callOf(event.contactId), () => takeInOnce(ports, event));
}

async function takeInOnce(
  ports: Parameters<typeof takeIn>[0],
  event: Parameters<typeof takeIn>[1],
): Promise<'done' | 'conflict'> {
  const { queueId } = event;
  const callId = callOf(event.contactId);
  const stored = await ports.calls.load(callId);
  const isNews = stored === null || (stored.state === 'waiting' && stored.unasked?.nextLookAt === null);
  const call = isNews ? (stored ?? (await callFromContact(ports, { ...event, since: event.at }))) : null;
  if (call === null || queueId === null) return 'done';
  const version = call.version + 1;
  const { unasked: _, ...asked } = call;
  const isOurs = (await originalQueue(ports, event.initialContactId)) === queueId;
  // Nobody was fetched for a caller of whom there was no record; a second later there is.
  await requestBlend(ports, call.group);
  if (isOurs) {
    const saved = await ports.calls.save({ ...asked, version }, stored?.version ?? null);
    return saved === 'saved' ? 'done' : 'conflict';
  }
  const now = ports.clock.now();
  const nextLookAt = now + firstLookMs;
  await ports.timers.arm({ kind: 'taken-in', callId }, nextLookAt);
  const taken: CallRecord = {
    ...asked,
    leaseUntil: now + callerLeaseMs,
    unasked: { nextLookAt, isOverdue: false },
    version,
  };
  if ((await ports.calls.save(taken, stored?.version ?? null)) === 'conflict') return 'conflict';
  ports.decisions.record({
    type: 'call.taken-in',
    callId,
    queueId,
    reason: 'the caller reached the queue without a flow of ours: planned from here on, and never led to voicemail',
    inputs: { queue: queueName(await ports.directory.read(), queueId) },
  });
  // Where nothing is carried out, the decision is that of the moment before Connect rang anybody. A conflict: the look makes it.
  const { thresholds } = await ports.thresholds.current(taken.group);
  if (thresholds['offer/enabled'] && (await modeNow(ports, taken.group)) === 'observe')
    await planAndWrite(ports, {
      call: taken,
      expected: version,
      holdUntil: null,
      cause: eventCause(`queued:${callId}`),
    });
  return 'done';
}

export interface TakeInPorts extends OfferToOthersPorts, EndWaitingPorts {
  readonly agents: OfferToOthersPorts['agents'];
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal' | 'close'>;
  readonly centre: Pick<ContactCentre, 'setCriteria' | 'tryDescribe'>;
}

/**
 * What the tick of a queue flow is otherwise: the caller's lease goes on while Connect says that they wait, and a plan that has
 * run out is made anew. Each look names the next; a timer that comes again, or late, is none of them. Costs DescribeContact,
 * a read and a write.
 */
export async function lookAfter(
  ports: TakeInPorts,
  timer: Extract<Timer, { kind: 'taken-in' }>,
  dueAt: number,
): Promise<void> {
  const { callId } = timer;
  await untilNoConflict(callId, async () => {
    const call = await ports.calls.load(callId);
    if (call?.state !== 'waiting' || call.unasked?.nextLookAt !== dueAt) return 'done';
    const facts = await ports.centre.tryDescribe(callId);
    if (facts !== 'throttled' && waitsNoMore(facts)) {
      const state = isAnswered(facts) ? 'answered' : 'abandoned';
      await endWaiting(ports, { callId, state, agentId: facts?.agentId ?? null, source: 'DescribeContact' });
      return 'done';
    }
    const now = ports.clock.now();
    const nextLookAt = now + (facts === 'throttled' ? throttledMs : lookEveryMs);
    await ports.timers.arm(timer, nextLookAt);
    const { thresholds } = await ports.thresholds.current(call.group);
    const isOverdue = hasWaitedLongEnough(call, thresholds, now);
    const kept: CallRecord = {
      ...call,
      leaseUntil: facts === 'throttled' ? call.leaseUntil : now + callerLeaseMs,
      unasked: { nextLookAt, isOverdue },
    };
    const answer = await planOrKeep(ports, kept, thresholds, now, dueAt);
    if (answer === 'done' && isOverdue && !call.unasked.isOverdue) tellOverdue(ports, call, thresholds, now);
    return answer;
  });
}

async function planOrKeep(
  ports: TakeInPorts,
  call: CallRecord,
  thresholds: Thresholds,
  now: number,
  dueAt: number,
): Promise<'done' | 'conflict'> {
  const { plan } = call;
  const mode = await modeNow(ports, call.group);
  const isStale = isOfOtherMode(plan, mode);
  const asItIs = isPlanLive(plan, now) && !mayRingRefusers(call) && !isStale;
  const leavesIt = !thresholds['offer/enabled'] && !(isStale && mode === 'observe');
  if (asItIs || ringingNow(call, now) || leavesIt) {
    const saved = await ports.calls.save({ ...call, version: call.version + 1 }, call.version);
    return saved === 'saved' ? 'done' : 'conflict';
  }
  const outcome = await planAndWrite(ports, {
    call: { ...call, ringing: null },
    expected: call.version,
    holdUntil: plan?.slotEndsAt ?? plan?.holdUntil ?? null,
    cause: eventCause(`look:${call.callId}:${dueAt}`),
  });
  return outcome.kind === 'conflict' ? 'conflict' : 'done';
}

function tellOverdue(ports: TakeInPorts, call: CallRecord, thresholds: Thresholds, now: number): void {
  const maximum = thresholds['queue/max-wait-seconds'];
  const waited = waitedSeconds(call, now);
  ports.decisions.record({
    type: 'call.past-max-wait',
    callId: call.callId,
    reason: `the caller has waited ${Math.round(waited)} s, the maximum is ${maximum} s, and no flow of ours leads them to voicemail`,
    inputs: { waitedSeconds: waited, 'queue/max-wait-seconds': maximum, tried: call.tried },
  });
}
