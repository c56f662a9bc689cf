import { type CallRecord, isWaiting } from '../domain/call';
import type { GroupEntry } from '../domain/directory';
import { inTurn } from '../domain/in-turn';
import { countsAsWaiting, type WaitingTask } from '../domain/waiting-task';
import type { BlendStore, CallMeter, CallStore, Clock, ContactCentre, DecisionLog } from '../ports';
import { type EndWaitingPorts, endWaiting } from './end-waiting';
import { waitsNoMore } from './judge-rings';
import { overdueMs, repaired } from './state-repaired';

/* What counts as going on and may be over, because the event of its end was lost. */

export interface MendCallsPorts extends EndWaitingPorts {
  readonly calls: EndWaitingPorts['calls'] & Pick<CallStore, 'waiting'>;
  readonly centre: Pick<ContactCentre, 'describe'>;
}

/** How many calls without a lease one minute looks at: each costs a DescribeContact (10 a second, CONNECT.md 4). */
const callsPerRun = 50;

/** Those with a lease are alive: `alive` is told. */
export async function mendCalls(ports: MendCallsPorts, group: GroupEntry, alive: Set<string>): Promise<number> {
  const now = ports.clock.now();
  const waiting = await ports.calls.waiting(group.name, 100);
  for (const call of waiting) if (isWaiting(call, now)) alive.add(call.callId);
  const stale = waiting.filter((call) => !isWaiting(call, now)).slice(0, callsPerRun);
  let mended = 0;
  for (const call of stale) if (await mendCall(ports, call)) mended++;
  return mended;
}

async function mendCall(ports: MendCallsPorts, call: CallRecord): Promise<boolean> {
  const facts = await ports.centre.describe(call.callId);
  const state =
    facts?.connectedToAgentAt != null
      ? 'answered'
      : facts === null || facts.disconnectedAt !== null
        ? call.voicemailDecidedAt === null
          ? 'abandoned'
          : 'voicemail'
        : null;
  // Still in the queue without a tick: the flow lost its way, but the caller has not; the record stays.
  if (state === null) return false;
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
  group: string,
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

/** How many contacts one minute asks Connect about (DescribeContact: 10 a second, CONNECT.md 4). */
const contactsPerRun = 20;

/** Contacts that count as calls in progress and are over: the event of their end was lost. */
export async function mendMeter(
  ports: {
    readonly meter: Pick<CallMeter, 'list' | 'ended'>;
    readonly centre: Pick<ContactCentre, 'describe'>;
    readonly decisions: DecisionLog;
  },
  alive: ReadonlySet<string>,
): Promise<number> {
  const counted = await ports.meter.list(contactsPerRun + alive.size);
  let mended = 0;
  for (const contactId of counted.filter((id) => !alive.has(id)).slice(0, contactsPerRun)) {
    const facts = await ports.centre.describe(contactId);
    if (facts !== null && facts.disconnectedAt === null) continue;
    await ports.meter.ended(contactId);
    mended++;
    const disconnectedAt = facts?.disconnectedAt ?? null;
    repaired(ports, 'calls-in-progress', contactId, 'counted as a call in progress, and over', { disconnectedAt });
  }
  return mended;
}
