import type { AgentContact } from '../agent/agent';
import { groupOfQueue, queuePriority } from '../group/directory';
import { callOf, firstOf } from '../ids';
import { callerLeaseMs } from './call';
import type { CallRecord } from './call-record';
import type { PlanCallPorts } from './plan-ports';

/** As a lease would be that a tick renewed 30 s before the caller was queued: so the flow counts the arrival that failed. */
const unheardLeaseMs = callerLeaseMs - 30_000;

/** A call we have no record of (its arrival plan failed): what the agent's snapshot tells is enough to remember refusals. */
export async function callFromContact(
  ports: Pick<PlanCallPorts, 'directory' | 'clock'>,
  contact: Pick<AgentContact, 'contactId' | 'initialContactId' | 'queueId' | 'queuedAt' | 'since'>,
): Promise<CallRecord | null> {
  const group = contact.queueId === null ? undefined : groupOfQueue(await ports.directory.read(), contact.queueId);
  if (!group || contact.queueId === null) return null;
  const queuedAt = contact.queuedAt ?? contact.since;
  return {
    callId: callOf(contact.contactId),
    initialContactId: contact.initialContactId ?? firstOf(contact.contactId),
    group: group.name,
    queueId: contact.queueId,
    priority: queuePriority(group, contact.queueId),
    queuedAt,
    state: 'waiting',
    leaseUntil: queuedAt + unheardLeaseMs,
    tried: [],
    ringing: null,
    plan: null,
    required: group.required ?? [],
    voicemailDecidedAt: null,
    unasked: { nextLookAt: null, isOverdue: false },
    version: 0,
  };
}
