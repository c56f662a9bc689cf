import type { AgentStore } from '../agent/ports';
import { recordInFlow } from '../connect/criteria-sent';
import { toAnyone } from '../connect/routing-steps';
import { type GroupEntry, groupOfQueue, queuePriority } from '../group/directory';
import { requestBlend } from '../group/request-blend';
import type { RebalanceRequests, TimerQueue } from '../messages/ports';
import { retryOnConflict } from '../retry-on-conflict';
import { recordVoicemail } from '../voicemail/note-voicemail';
import type { VoicemailStore } from '../voicemail/ports';
import {
  bindsConnect,
  callerLeaseMs,
  isOfOtherMode,
  isPlanLive,
  isWaiting,
  mayRingRefusers,
  repliedWithinMs,
  ringingNow,
  waitedSeconds,
  withSpentOffer,
} from './call';
import type { CallRecord } from './call-record';
import { hasWaitedLongEnough } from './max-wait';
import type { OfferReply, OfferRequest } from './offer-request';
import { planForReply } from './plan-and-write';
import { type AskingStage, textOfCause } from './plan-cause';
import type { PlanCallPorts } from './plan-ports';
import { modeNow } from './planned-as-observed';
import type { CallStore } from './ports';
import { sendByApi } from './refused-criteria';
import { lookAgain } from './tell-connect';

export interface PlanOfferPorts extends PlanCallPorts {
  readonly rebalances: RebalanceRequests;
  readonly agents: Pick<AgentStore, 'load' | 'ranked' | 'claim' | 'release'>;
  readonly calls: Pick<CallStore, 'load' | 'save'>;
  readonly voicemails: VoicemailStore;
  readonly timers: TimerQueue;
}

/** Connect tries a failed Lambda again within its 8 s; a plan this young was made by the try that died. */
const retryMs = 8_000;

/**
 * Answers a flow: at arrival with the first plan, at each tick with `wait` unless the plan has run out or the caller
 * has waited long enough. Each call renews the caller's lease. A queue that is none of ours is left to Connect.
 */
export async function planOffer(ports: PlanOfferPorts, request: OfferRequest): Promise<OfferReply> {
  const { stage } = request;
  if (stage === 'criteria-refused') return sendByApi(ports, request.callId);
  if (stage === 'arrival') tellMistakes(ports, request);
  const directory = await ports.directory.read();
  const group = groupOfQueue(directory, request.queueId);
  if (!group) return { action: 'wait', reason: `queue ${request.queueId} is in no group of this environment` };
  // The decision comes a second later. Asked for first: a function that dies with the call on record has asked.
  if (stage === 'arrival') await requestBlend(ports, group.name);
  const reply = await retryOnConflict<OfferReply>(
    4,
    () => answer(ports, { ...request, stage }, group),
    () => ({ action: 'wait', reason: 'the call is being planned by others at this moment' }),
  );
  if (reply.action === 'plan') recordInFlow(ports, request.callId);
  return reply;
}

function tellMistakes({ decisions }: PlanOfferPorts, { callId, queueId, mistakes = [] }: OfferRequest): void {
  for (const { what, reason } of mistakes)
    decisions.record({ type: 'entry.mistaken', callId, what, reason, inputs: { queueId } });
}

async function answer(
  ports: PlanOfferPorts,
  request: OfferRequest & { readonly stage: AskingStage },
  group: GroupEntry,
): Promise<OfferReply | 'conflict'> {
  const now = ports.clock.now();
  const stored = await ports.calls.load(request.callId);
  // It asked a moment before the answer: the flow has ended with it, and a record that waits again would stand for nobody.
  if (stored?.state === 'answered') return { action: 'wait', reason: 'an agent has just answered the call' };
  // The arrival left no record, or the lease had run out: nobody was fetched for the caller.
  const wasUnattended = stored === null || !isWaiting(stored, now);
  if (wasUnattended && request.stage === 'tick') await requestBlend(ports, group.name);
  // The flow speaks for the caller: whoever asks is waiting, whatever an event made us believe. A record that an event
  // made knows nothing of what the flow requires.
  const { unasked, ...known } = withSpentOffer(stored ?? newCall(request, group, now), now);
  const call: CallRecord = {
    ...known,
    required: request.required ?? group.required ?? [],
    state: 'waiting',
    leaseUntil: now + callerLeaseMs,
  };
  const expected = stored?.version ?? null;
  const { thresholds } = await ports.thresholds.current(group.name);
  const mode = await modeNow(ports, group.name);
  const renew = async (reason: string): Promise<OfferReply | 'conflict'> => {
    const saved = await ports.calls.save({ ...call, version: call.version + 1 }, expected);
    return saved === 'saved' ? { action: 'wait', reason } : 'conflict';
  };

  if (request.stage === 'tick') {
    if (ringingNow(call, now)) return renew('an agent is being rung');
    if (hasWaitedLongEnough(call, thresholds, now)) return toVoicemail(ports, call, expected, 'max-wait');
  }
  const goesBack = mode === 'observe' && bindsConnect(call.plan);
  if (!thresholds['offer/enabled'] && !goesBack) {
    const renewed = await renew('offers are switched off for this group: Connect chooses');
    if (!request.flowHolds || renewed === 'conflict') return renewed;
    return { ...renewed, action: 'plan', steps: [toAnyone(call)] };
  }
  const asItIs =
    call.plan?.overtakenUntil === undefined &&
    !mayRingRefusers(call) &&
    !request.flowHolds &&
    unasked === undefined &&
    !isOfOtherMode(call.plan, mode);
  if (call.plan && isPlanLive(call.plan, now) && asItIs) {
    const lostReply = mode === 'live' && call.plan.cause.kind === 'flow' && now - call.plan.decidedAt < retryMs;
    if (lostReply) {
      const { steps } = call.plan;
      const replied = { ...call, plan: { ...call.plan, repliedAt: now }, version: call.version + 1 };
      if ((await ports.calls.save(replied, expected)) === 'conflict') return 'conflict';
      return { action: 'plan', reason: 'the same plan again', steps };
    }
    return renew(call.plan.kind === 'open' ? 'open to whoever is free first' : 'the planned agent has the slot');
  }
  // Of a plan made anew before its own slot has begun, the slot before it still runs; otherwise its own may.
  const begins = call.plan?.holdUntil ?? null;
  const holdUntil = begins !== null && begins > now ? begins : (call.plan?.slotEndsAt ?? begins);
  const outcome = await planForReply(ports, {
    call,
    expected,
    holdUntil,
    cause: { kind: 'flow', stage: request.stage, at: now },
  });
  if (outcome.kind !== 'planned') return 'conflict';
  if (mode === 'observe') {
    const opens = bindsConnect(call.plan) || request.flowHolds;
    const left = `${outcome.reason}; the group is only observed`;
    return opens ? { action: 'plan', reason: left, steps: [toAnyone(call)] } : { action: 'wait', reason: left };
  }
  if (outcome.plan.kind === 'held' && !outcome.spared && request.stage === 'tick') {
    return toVoicemail(
      ports,
      { ...call, plan: outcome.plan, version: (expected ?? 0) + 1 },
      (expected ?? 0) + 1,
      'nobody-left',
    );
  }
  const { cause, steps } = outcome.plan;
  if (request.stage === 'tick' && ports.clock.now() - now > repliedWithinMs) {
    // Other plans count on it that the flow has an answer by then: these criteria take the way of theirs.
    await lookAgain(ports, { callId: call.callId, cause: textOfCause(cause), refusedAt: null, reserved: false }, 0);
    return { action: 'wait', reason: `${outcome.reason}; it took so long that the criteria follow` };
  }
  return { action: 'plan', reason: outcome.reason, steps };
}

function newCall(request: OfferRequest, group: GroupEntry, now: number): CallRecord {
  return {
    callId: request.callId,
    initialContactId: request.initialContactId,
    group: group.name,
    queueId: request.queueId,
    priority: queuePriority(group, request.queueId),
    queuedAt: now,
    state: 'waiting',
    leaseUntil: now + callerLeaseMs,
    tried: [],
    ringing: null,
    plan: null,
    required: request.required ?? group.required ?? [],
    voicemailDecidedAt: null,
    version: 0,
  };
}

/** The caller's wish is on record, with its deadline, before the flow hears the word (docs/offers.md#voicemail). */
async function toVoicemail(
  ports: PlanOfferPorts,
  call: CallRecord,
  expected: number | null,
  why: 'max-wait' | 'nobody-left',
): Promise<OfferReply | 'conflict'> {
  const now = ports.clock.now();
  await recordVoicemail(ports, {
    initialContactId: call.initialContactId,
    callId: call.callId,
    group: call.group,
    queueId: call.queueId,
    queuedAt: call.queuedAt,
    decidedAt: now,
    why,
  });
  const saved = await ports.calls.save({ ...call, voicemailDecidedAt: now, version: (expected ?? 0) + 1 }, expected);
  if (saved === 'conflict') return 'conflict';
  const { thresholds } = await ports.thresholds.current(call.group);
  const waited = waitedSeconds(call, now);
  const reason =
    why === 'max-wait'
      ? `the caller has waited ${Math.round(waited)} s, the maximum is ${thresholds['queue/max-wait-seconds']} s`
      : `${call.tried.length} asked, nobody else is logged in for this queue`;
  ports.decisions.record({
    type: 'voicemail.decided',
    callId: call.callId,
    why,
    reason,
    inputs: {
      waitedSeconds: waited,
      'queue/max-wait-seconds': thresholds['queue/max-wait-seconds'],
      tried: call.tried,
    },
  });
  return { action: 'voicemail', reason };
}
