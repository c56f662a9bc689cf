import { type AgentObservation, type AgentRecord, isIdle } from '../agent/agent';
import { type ObserveAgentPorts, observeAgent } from '../events/observe-agent';
import { type Directory, groupOfAgent } from '../group/directory';
import type { AgentNames, RosterEntry } from './ports';

/** An event younger than this may still be on its way to us, so what it would tell is not taken for a difference yet. */
export const inFlightMs = 5_000;

export interface MendAgentPorts extends ObserveAgentPorts {
  readonly names: AgentNames;
}

/** An agent as Connect sees them against our record; `null`: we have none. Answers whether they differed. */
export async function mendAgent(
  ports: MendAgentPorts,
  entry: RosterEntry,
  record: AgentRecord | null,
  directory: Directory,
): Promise<boolean> {
  if (record && Math.max(record.observedAt, lastChangeOf(entry)) > entry.observedAt - inFlightMs) return false;
  const username = isNamed(record) ? record.username : await ports.names.usernameOf(entry.agentId);
  const difference =
    differs(record, entry) ?? (isNamed(record) || username === null ? null : 'the username was not known');
  if (difference === null) return false;
  const freedAt = record === null ? null : await freedWhen(ports, record, entry);
  if (freedAt === 'throttled' || (freedAt !== null && freedAt > entry.observedAt - inFlightMs)) return false;
  const observation: AgentObservation = {
    ...entry,
    // Dated when it came to be: the agent's place in line counts from then, not from this minute's look.
    observedAt: Math.max(freedAt ?? entry.observedAt, (record?.observedAt ?? 0) + 1),
    sequence: '',
    username,
    queueIds:
      record?.queueIds ?? groupOfAgent(directory, { ...entry, queueIds: [] })?.queues.map((queue) => queue.id) ?? [],
    proficiencies: record?.proficiencies ?? [],
  };
  if ((await observeAgent(ports, observation)) === 'stale') return false;
  ports.decisions.record({
    type: 'state.repaired',
    what: 'agent',
    id: entry.agentId,
    reason: `Connect's current data and our record of ${username ?? entry.agentId} differ: ${difference}`,
    inputs: {
      statusKnown: record?.status.name ?? null,
      statusNow: entry.status.name,
      contactsKnown: record?.contacts.map((contact) => `${contact.contactId}:${contact.state}`) ?? [],
      contactsNow: entry.contacts.map((contact) => `${contact.contactId}:${contact.state}`),
    },
  });
  return true;
}

/** No list names agents: until an event of theirs does, one we took from it goes by their id, and ties are decided by that. */
const isNamed = (record: AgentRecord | null): record is AgentRecord =>
  record !== null && record.username !== record.agentId;

/**
 * When the last call left a softphone that shows none any more: Connect's contact tells. `null`: not known. Where Connect has
 * no room to say it, the agent is left to the next round: dated now, they would lose their place in line.
 */
async function freedWhen(
  ports: Pick<ObserveAgentPorts, 'centre'>,
  record: AgentRecord,
  entry: RosterEntry,
): Promise<number | null | 'throttled'> {
  if (entry.contacts.length > 0 || record.contacts.length === 0) return null;
  const facts = await Promise.all(record.contacts.map(({ contactId }) => ports.centre.tryDescribe(contactId)));
  if (facts.includes('throttled')) return 'throttled';
  const ends = facts.flatMap((contact) => (contact === 'throttled' ? [] : (contact?.wrapUpEndedAt ?? [])));
  return ends.length === 0 ? null : Math.max(...ends);
}

/** When what Connect shows began: its event may not have reached us. */
const lastChangeOf = ({ status, contacts }: RosterEntry): number =>
  Math.max(status.since, ...contacts.map(({ since }) => since));

/** What differs, in words; `null` when our record says the same. */
function differs(record: AgentRecord | null, entry: RosterEntry): string | null {
  if (record === null) return 'the agent was not known';
  if (record.status.name !== entry.status.name) return `status ${entry.status.name}, not ${record.status.name}`;
  if (record.routingProfileId !== entry.routingProfileId) return 'another routing profile';
  const list = (contacts: RosterEntry['contacts']) =>
    contacts
      .map((contact) => `${contact.contactId} ${contact.state}`)
      .sort()
      .join(', ');
  if (list(record.contacts) !== list(entry.contacts)) {
    return `contacts [${list(entry.contacts)}], not [${list(record.contacts)}]`;
  }
  const wasFree = isIdle(record);
  return wasFree !== isIdle(entry) ? (wasFree ? 'not idle any more' : 'idle again') : null;
}

/** Logged in by our record, but not in Connect's list: the logout was lost. Whoever came after it was asked for is new. */
export async function markGone(ports: ObserveAgentPorts, record: AgentRecord, askedAt: number): Promise<boolean> {
  if (record.observedAt > askedAt - inFlightMs) return false;
  const applied = await observeAgent(ports, {
    ...record,
    observedAt: askedAt,
    sequence: '',
    status: { name: 'Offline', type: 'OFFLINE', since: askedAt },
    nextStatus: null,
    contacts: [],
  });
  if (applied === 'stale') return false;
  ports.decisions.record({
    type: 'state.repaired',
    what: 'agent',
    id: record.agentId,
    reason: `${record.username} is logged in by our record, but not in Connect's current data`,
    inputs: { statusKnown: record.status.name, observedAt: record.observedAt },
  });
  return true;
}
