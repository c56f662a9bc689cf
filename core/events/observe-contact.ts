import { isClaimedForAnother, isOwnCall } from '../agent/agent';
import type { AgentStore, CallMeter } from '../agent/ports';
import type { BlendStore } from '../blending/ports';
import type { ContactCentre } from '../connect/ports';
import { groupOfQueue, hasOutbound } from '../group/directory';
import { requestBlend } from '../group/request-blend';
import { countsAsWaiting } from '../group/waiting-task';
import { callOf } from '../ids';
import type { TimerQueue } from '../messages/ports';
import type { ContactEvent } from '../offering/contact-event';
import { type EndWaitingPorts, endWaiting } from '../offering/end-waiting';
import { offerAfterLostClaim } from '../offering/offer-after-lost-claim';
import type { OfferToOthersPorts } from '../offering/offer-ports';
import { offerToFreeAgent } from '../offering/offer-to-free-agent';
import type { CallStore } from '../offering/ports';
import { takeIn } from '../offering/take-in';
import { originalQueue, recordVoicemail } from '../voicemail/note-voicemail';

export interface ObserveContactPorts extends EndWaitingPorts, OfferToOthersPorts {
  readonly agents: Pick<AgentStore, 'load' | 'release' | 'claim' | 'ranked'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'close' | 'noteRefusal'>;
  readonly centre: Pick<ContactCentre, 'setCriteria' | 'attributes'>;
  readonly timers: TimerQueue;
  readonly meter: Pick<CallMeter, 'started' | 'ended'>;
  readonly blend: Pick<BlendStore, 'taskWaits' | 'tasksOver'>;
}

/** A caller who left the voicemail queue: so soon the recording should be stored, if there is one. */
const recordingGraceMs = 10_000;

/**
 * Takes in a contact event. They come best effort and in any order (docs/amazon-connect.md#contact-events), so each only
 * confirms what the agent stream or a tick may have told already, and is safe to repeat.
 */
export async function observeContact(ports: ObserveContactPorts, event: ContactEvent): Promise<void> {
  if (event.channel === 'TASK') return observeTask(ports, event);
  if (event.channel !== 'VOICE') return;
  await countCall(ports, event);
  // Nobody waits in the queue it names.
  if (isOwnCall(event)) return;
  switch (event.eventType) {
    case 'INITIATED':
      return;
    case 'QUEUED':
      return observeQueued(ports, event);
    case 'CONNECTED_TO_AGENT':
      await noteJoined(ports, event);
      return freePlanned(ports, event, 'answered');
    case 'DISCONNECTED':
      return observeDisconnected(ports, event);
  }
}

/**
 * A task that waits holds back an agent who would move out, until somebody has it in hand (docs/blending.md#how-it-is-decided).
 */
async function observeTask(ports: ObserveContactPorts, event: ContactEvent): Promise<void> {
  const { eventType, contactId, queueId } = event;
  if (queueId === null || eventType === 'INITIATED') return;
  const directory = await ports.directory.read();
  const group = groupOfQueue(directory, queueId);
  if (!group || !hasOutbound(directory, group.name)) return;
  const task = { contactId, queuedAt: event.queuedAt ?? event.at };
  if (eventType !== 'QUEUED') await ports.blend.tasksOver(group.name, [task]);
  // The event came so late that the task no longer counts.
  else if (countsAsWaiting(task, ports.clock.now())) await ports.blend.taskWaits(group.name, task);
  else return;
  await requestBlend(ports, group.name);
}

/** Every voice contact counts towards the instance's quota, a tether too (docs/blending.md#when-something-goes-wrong). */
async function countCall(ports: ObserveContactPorts, event: ContactEvent): Promise<void> {
  if (event.eventType !== 'INITIATED' && event.eventType !== 'DISCONNECTED') return;
  if ((await ports.directory.read()).tether === null) return;
  if (event.eventType === 'INITIATED') await ports.meter.started(event.contactId);
  else await ports.meter.ended(event.contactId);
}

async function observeQueued(ports: ObserveContactPorts, event: ContactEvent): Promise<void> {
  const directory = await ports.directory.read();
  if (event.queueId === directory.voicemailQueueId) {
    const waiting = event.previousContactId ?? event.initialContactId;
    const call = await endWaiting(ports, {
      callId: callOf(waiting),
      state: 'voicemail',
      agentId: null,
      source: 'the voicemail queue',
    });
    await ensureVoicemail(ports, event, call?.voicemailDecidedAt ?? null);
    return;
  }
  if (event.queueId === null || !groupOfQueue(directory, event.queueId)) return;
  await takeIn(ports, event);
}

/**
 * A caller who reaches the voicemail queue gets a voicemail record, also when the function that should have written it failed.
 */
async function ensureVoicemail(
  ports: ObserveContactPorts,
  event: ContactEvent,
  decidedAt: number | null,
): Promise<void> {
  const noted = await ports.voicemails.load(event.initialContactId);
  if (noted !== null && noted.state.kind !== 'cancelled') return;
  const callId = callOf(event.previousContactId ?? event.initialContactId);
  const origin = await ports.calls.load(callId);
  const queueId = origin?.queueId ?? (await originalQueue(ports, event.initialContactId));
  const group = queueId === null ? undefined : groupOfQueue(await ports.directory.read(), queueId);
  if (queueId === null || !group) {
    throw new Error(
      `voicemail ${event.initialContactId}: neither our records nor attribute ccbQueueArn name its queue`,
    );
  }
  await recordVoicemail(ports, {
    initialContactId: event.initialContactId,
    callId,
    group: group.name,
    queueId,
    queuedAt: origin?.queuedAt ?? event.queuedAt ?? event.at,
    decidedAt: decidedAt ?? event.at,
    why: 'failure',
  });
}

/** How long a contact event keeps an agent from other calls, unless the agent's own events say more before. */
const joinedMs = 60_000;

/**
 * An agent is on a call before the agent stream says so: it lags behind contact events by half a second as a rule
 * (docs/theory.md#serverless-latencies), by more when a record has to be delivered again. Until then the agent is this call's,
 * and a call that was planned for them goes to the next. Their next event ends the claim.
 */
async function noteJoined(ports: ObserveContactPorts, event: ContactEvent): Promise<void> {
  const { agentId, contactId } = event;
  const callId = callOf(contactId);
  const now = ports.clock.now();
  if (agentId === null || event.at + joinedMs <= now) return;
  const agent = await ports.agents.load(agentId, { fresh: true });
  if (agent === null || !agent.idle || agent.observedAt >= event.at) return;
  const promised = isClaimedForAnother(agent, callId, now) ? agent.claim : null;
  if (promised !== null) await ports.agents.release(agentId, promised.callId);
  await ports.agents.claim(agentId, { callId, until: event.at + joinedMs }, now);
  if (promised === null) return;
  const cause = `contact:${contactId}:joined`;
  await offerAfterLostClaim(ports, { agentId, callId: promised.callId, parkedSince: null, cause });
}

async function observeDisconnected(ports: ObserveContactPorts, event: ContactEvent): Promise<void> {
  const call = await ports.calls.load(callOf(event.contactId));
  // Only a contact that was joined names an agent: what told of the answer is late or lost.
  if (call?.state === 'waiting' && event.agentId !== null) return freePlanned(ports, event, 'answered');
  if (call?.state === 'waiting' && call.voicemailDecidedAt === null) return freePlanned(ports, event, 'abandoned');
  if (call?.state === 'waiting') {
    await endWaiting(ports, {
      callId: callOf(event.contactId),
      state: 'voicemail',
      agentId: null,
      source: 'the contact event',
    });
  }
  // The segment that waited ends with the dequeue, while the caller goes on in the next one: only the end of that one,
  // which is none of our calls, says that the caller has left.
  if (call !== null || event.contactId === event.initialContactId) return;
  const voicemail = await ports.voicemails.load(event.initialContactId);
  if (voicemail?.state.kind !== 'waiting') return;
  const deadline = Math.min(voicemail.deadline, ports.clock.now() + recordingGraceMs);
  const earlier = { ...voicemail, deadline, version: voicemail.version + 1 };
  await ports.timers.arm({ kind: 'voicemail', initialContactId: event.initialContactId }, deadline);
  // A conflict means the recording is there already.
  await ports.voicemails.save(earlier, voicemail.version);
}

/** The call is over for the queue; the agent it had planned may take the next one. */
async function freePlanned(
  ports: ObserveContactPorts,
  event: ContactEvent,
  state: 'answered' | 'abandoned',
): Promise<void> {
  const call = await endWaiting(ports, {
    callId: callOf(event.contactId),
    state,
    agentId: event.agentId,
    source: 'the contact event',
  });
  const planned = call?.plan?.agentId;
  if (!planned || planned === event.agentId) return;
  const agent = await ports.agents.load(planned, { fresh: true });
  if (agent) await offerToFreeAgent(ports, agent, `contact:${event.contactId}:${state}`);
}
