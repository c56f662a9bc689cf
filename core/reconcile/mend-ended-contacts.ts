import type { CallMeter } from '../agent/ports';
import type { BlendStore } from '../blending/ports';
import type { Clock } from '../clock';
import type { ContactCentre, ContactFacts } from '../connect/ports';
import type { DecisionLog } from '../decisions/decision-log';
import { overdueMs, repaired } from '../decisions/state-repaired';
import type { GroupEntry } from '../group/directory';
import { countsAsWaiting, type WaitingTask } from '../group/waiting-task';
import type { CallId, ContactId, GroupId } from '../ids';
import { inTurn } from '../in-turn';
import type { TimerQueue } from '../messages/ports';
import { isWaiting } from '../offering/call';
import type { CallRecord } from '../offering/call-record';
import { type EndWaitingPorts, endWaiting } from '../offering/end-waiting';
import { waitsNoMore } from '../offering/judge-rings';
import type { CallStore } from '../offering/ports';

/* What counts as going on and may be over, because the event of its end was lost. */

export interface MendCallsPorts extends EndWaitingPorts {
  readonly calls: EndWaitingPorts['calls'] & Pick<CallStore, 'waiting'>;
  readonly centre: Pick<ContactCentre, 'tryDescribe'>;
  readonly timers: TimerQueue;
}

/**
 * How many calls without a lease one minute looks at: each costs a DescribeContact (10 a second,
 * docs/amazon-connect.md#api-rates).
 */
const callsPerRun = 50;

/**
 * Callers of these groups whose lease ran out, in the order of the groups, as far as Connect's quota goes. Answers how many
 * had ended, and which callers have a lease: they are there.
 */
export async function mendCalls(
  ports: MendCallsPorts,
  groups: readonly GroupEntry[],
): Promise<{ readonly mended: number; readonly waiting: readonly CallId[] }> {
  const now = ports.clock.now();
  const stale: CallRecord[] = [];
  const waiting: CallId[] = [];
  for (const group of groups) {
    for (const call of await ports.calls.waiting(group.name, 100)) {
      if (isWaiting(call, now)) waiting.push(call.callId);
      else stale.push(call);
    }
  }
  let mended = 0;
  for (const call of stale.slice(0, callsPerRun)) {
    const facts = await ports.centre.tryDescribe(call.callId);
    if (facts === 'throttled') break;
    if (await mendCall(ports, call, facts)) mended++;
  }
  return { mended, waiting };
}

async function mendCall(ports: MendCallsPorts, call: CallRecord, facts: ContactFacts | null): Promise<boolean> {
  const state =
    facts?.connectedToAgentAt != null
      ? 'answered'
      : facts === null || facts.disconnectedAt !== null
        ? call.voicemailDecidedAt === null
          ? 'abandoned'
          : 'voicemail'
        : null;
  // Still in the queue without a tick: the flow stopped, and the caller still waits; the record stays. A lost timer of our own
  // is armed again.
  if (state === null) {
    const lookAt = call.unasked?.nextLookAt ?? null;
    if (lookAt !== null) await ports.timers.arm({ kind: 'taken-in', callId: call.callId }, lookAt);
    return false;
  }
  const ended = await endWaiting(ports, {
    callId: call.callId,
    state,
    agentId: facts?.agentId ?? null,
    source: 'DescribeContact',
  });
  if (ended === null) return false;
  const { leaseUntil, queuedAt } = call;
  const reason = `no tick for over a minute, and Connect says the call was ${state}`;
  repaired(ports, 'call', call.callId, reason, { leaseUntil, queuedAt });
  return true;
}

/** How many waiting tasks one minute asks Connect about, those that wait longest first. */
const tasksPerRun = 10;

/** Tasks that count as waiting and do not wait, because the event was lost or came too late, and those that wait too long to count. */
export async function mendTasks(
  ports: {
    readonly blend: Pick<BlendStore, 'tasks' | 'tasksOver'>;
    readonly centre: Pick<ContactCentre, 'tryDescribe'>;
    readonly clock: Clock;
    readonly decisions: DecisionLog;
  },
  group: GroupId,
): Promise<number> {
  const noted = [...(await ports.blend.tasks(group))].sort((a, b) => a.queuedAt - b.queuedAt);
  const now = ports.clock.now();
  const tooOld = noted.filter((task) => !countsAsWaiting(task, now));
  const doubtful = noted.filter((task) => countsAsWaiting(task, now) && now - task.queuedAt > overdueMs);
  const over: WaitingTask[] = [];
  for (const task of inTurn(doubtful, tasksPerRun, now).slice(0, tasksPerRun)) {
    const facts = await ports.centre.tryDescribe(task.contactId);
    if (facts === 'throttled') break;
    if (waitsNoMore(facts)) over.push(task);
  }
  await ports.blend.tasksOver(group, [...tooOld, ...over]);
  for (const { contactId, queuedAt } of over)
    repaired(ports, 'task', contactId, 'counted as a task that waits, and does not', { queuedAt });
  return over.length;
}

/** How many contacts one minute asks Connect about (DescribeContact: 10 a second, docs/amazon-connect.md#api-rates). */
const contactsPerRun = 20;

/** Contacts that count as calls in progress and are over: the event of their end was lost. `alive`: known to go on. */
export async function mendMeter(
  ports: {
    readonly meter: Pick<CallMeter, 'list' | 'ended'>;
    readonly centre: Pick<ContactCentre, 'tryDescribe'>;
    readonly decisions: DecisionLog;
  },
  alive: { readonly count: number; readonly includes: (contactId: ContactId) => boolean },
): Promise<number> {
  const counted = await ports.meter.list(contactsPerRun + alive.count);
  let mended = 0;
  for (const contactId of counted.filter((id) => !alive.includes(id)).slice(0, contactsPerRun)) {
    const facts = await ports.centre.tryDescribe(contactId);
    if (facts === 'throttled') break;
    if (facts !== null && facts.disconnectedAt === null) continue;
    await ports.meter.ended(contactId);
    mended++;
    const disconnectedAt = facts?.disconnectedAt ?? null;
    repaired(ports, 'calls-in-progress', contactId, 'counted as a call in progress, and over', { disconnectedAt });
  }
  return mended;
}
