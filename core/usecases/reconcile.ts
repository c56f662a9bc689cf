import { type AgentObservation, type AgentRecord, isIdle } from '../domain/agent';
import { type CallRecord, isWaiting } from '../domain/call';
import { type Directory, type GroupEntry, groupOfAgent, poolsOf } from '../domain/directory';
import { inTurn } from '../domain/in-turn';
import type {
  AgentRoster,
  AgentStore,
  BlendStore,
  CallMeter,
  CallStore,
  CampaignStore,
  ContactCentre,
  RosterEntry,
  RosterReading,
} from '../ports';
import { endWaiting } from './end-waiting';
import { type ObserveAgentPorts, observeAgent } from './observe-agent';
import { mendMeter, type ReconcileOutboundPorts, reconcileOutbound, watchLink } from './reconcile-outbound';

export interface ReconcilePorts extends ObserveAgentPorts, ReconcileOutboundPorts {
  readonly roster: AgentRoster;
  readonly agents: AgentStore;
  readonly calls: CallStore;
  readonly blend: BlendStore;
  readonly campaigns: CampaignStore;
  readonly meter: CallMeter;
  readonly centre: Pick<ContactCentre, 'setCriteria' | 'describe' | 'tryDescribe' | 'stop'>;
}

export interface ReconcileResult {
  readonly agentsSeen: number;
  readonly agentsMended: number;
  readonly callsMended: number;
  /** Tethers, moves, ledgers and counts. */
  readonly outboundMended: number;
  /** False when Connect throttled the question: whoever it did not tell of is left to the next minute. */
  readonly rosterComplete: boolean;
}

/** An event this young may still be on its way to us; what it says is not a difference yet. */
const inFlightMs = 5_000;

/**
 * Once a minute: agents as Connect sees them against our records (lost events, agents logged in before the first
 * deployment), callers whose lease ran out against Connect, and the outbound side's tethers, moves and counts. Every
 * repair is recorded with its evidence. The question goes out once for all groups: Connect answers 2 pages a second
 * (CONNECT.md 3.4), and groups that were asked for one by one behind each other would not all get their turn.
 */
export async function reconcile(ports: ReconcilePorts): Promise<ReconcileResult> {
  const directory = await ports.directory.read();
  const asked = { queueIds: queuesOf(directory), at: ports.clock.now() };
  const roster = await ports.roster.list(asked.queueIds);
  const result = { agentsSeen: 0, agentsMended: 0, callsMended: 0, outboundMended: 0, rosterComplete: roster.complete };
  const groups = inTurn(directory.groups, 1, asked.at);
  const alive = new Set(roster.entries.flatMap(({ contacts }) => contacts.map(({ contactId }) => contactId)));
  for (const group of groups) {
    const before = await knownAgents(ports, group);
    const entries = roster.entries.filter((entry) => isOfGroup(entry, group, before, directory));
    const mended = await mendAgents(ports, before, directory, { entries, roster, asked });
    result.agentsSeen += entries.length;
    result.agentsMended += mended;
    const known = mended === 0 ? before : await knownAgents(ports, group);
    const seen = { roster: entries, agents: [...known.values()] };
    result.outboundMended += await reconcileOutbound(ports, group, directory, seen);
  }
  // Last, since many of them may exhaust what DescribeContact allows, and then the rest waits for the next minute.
  for (const group of groups) result.callsMended += await mendCalls(ports, group, alive);
  if (directory.tether !== null) {
    await watchLink(ports);
    if (roster.complete) result.outboundMended += await mendMeter(ports, alive);
  }
  ports.decisions.record({
    type: 'reconcile.done',
    reason: roster.complete
      ? 'every group was looked at'
      : `Connect throttled the question and told of ${result.agentsSeen} agents; the others are looked at in the next minute`,
    inputs: result,
  });
  return result;
}

/** Every customer queue; agents of kind outbound serve the tether queue alone, which all groups share. */
function queuesOf(directory: Directory): readonly string[] {
  const queueIds = directory.groups.flatMap((group) => group.queues.map((queue) => queue.id));
  return directory.tether === null ? queueIds : [...queueIds, directory.tether.queueId];
}

interface Asked {
  /** Of the group. */
  readonly entries: readonly RosterEntry[];
  readonly roster: RosterReading;
  readonly asked: { readonly queueIds: readonly string[]; readonly at: number };
}

async function mendAgents(
  ports: ReconcilePorts,
  known: ReadonlyMap<string, AgentRecord>,
  directory: Directory,
  { entries, roster, asked }: Asked,
): Promise<number> {
  let mended = 0;
  for (const entry of entries) if (await mendAgent(ports, entry, known, directory)) mended++;
  if (!roster.complete) return mended;
  const present = new Set(roster.entries.map((entry) => entry.agentId));
  for (const record of known.values()) {
    // The list was asked for by queue: agents of the group who serve none of them are not in it, and not gone.
    if (!record.queueIds.some((queueId) => asked.queueIds.includes(queueId))) continue;
    if (record.staffed && !present.has(record.agentId) && (await markGone(ports, record, asked.at))) mended++;
  }
  return mended;
}

/**
 * By the routing profile. A row does not tell which queues an agent serves: one whose profile nobody listed is of the group
 * that we know them in, and one we do not know either is told by the next heartbeat.
 */
const isOfGroup = (
  entry: RosterEntry,
  group: GroupEntry,
  known: ReadonlyMap<string, AgentRecord>,
  directory: Directory,
): boolean => {
  const owner = groupOfAgent(directory, { ...entry, queueIds: [] });
  return owner === null ? known.has(entry.agentId) : owner.name === group.name;
};

async function knownAgents(
  ports: Pick<ReconcilePorts, 'agents'>,
  group: GroupEntry,
): Promise<Map<string, AgentRecord>> {
  const known = new Map<string, AgentRecord>();
  let after: string | null = null;
  do {
    const page = await ports.agents.ranked(poolsOf(group), { limit: 100, after });
    for (const agent of page.agents) known.set(agent.agentId, agent);
    after = page.next;
  } while (after !== null);
  return known;
}

async function mendAgent(
  ports: ReconcilePorts,
  entry: RosterEntry,
  known: ReadonlyMap<string, AgentRecord>,
  directory: Directory,
): Promise<boolean> {
  const record = known.get(entry.agentId) ?? (await ports.agents.load(entry.agentId, { fresh: true }));
  if (record && Math.max(record.observedAt, lastChangeOf(entry)) > entry.observedAt - inFlightMs) return false;
  const difference = differs(record, entry);
  if (difference === null) return false;
  const freedAt = record === null ? null : await freedWhen(ports, record, entry);
  if (freedAt !== null && freedAt > entry.observedAt - inFlightMs) return false;
  const observation: AgentObservation = {
    ...entry,
    // Dated when it came to be: the agent's place in line counts from then, not from this minute's look.
    observedAt: Math.max(freedAt ?? entry.observedAt, (record?.observedAt ?? 0) + 1),
    sequence: '',
    username: record?.username ?? null,
    queueIds:
      record?.queueIds ?? groupOfAgent(directory, { ...entry, queueIds: [] })?.queues.map((queue) => queue.id) ?? [],
    proficiencies: record?.proficiencies ?? [],
  };
  if ((await observeAgent(ports, observation)) === 'stale') return false;
  ports.decisions.record({
    type: 'state.repaired',
    what: 'agent',
    id: entry.agentId,
    reason: `Connect's current data and our record of ${record?.username ?? entry.agentId} differ: ${difference}`,
    inputs: {
      statusKnown: record?.status.name ?? null,
      statusNow: entry.status.name,
      contactsKnown: record?.contacts.map((contact) => `${contact.contactId}:${contact.state}`) ?? [],
      contactsNow: entry.contacts.map((contact) => `${contact.contactId}:${contact.state}`),
    },
  });
  return true;
}

/** When the last call left a softphone that shows none any more: Connect's contact tells. `null`: not known. */
async function freedWhen(
  ports: Pick<ReconcilePorts, 'centre'>,
  record: AgentRecord,
  entry: RosterEntry,
): Promise<number | null> {
  if (entry.contacts.length > 0 || record.contacts.length === 0) return null;
  const facts = await Promise.all(record.contacts.map(({ contactId }) => ports.centre.describe(contactId)));
  const ends = facts.flatMap((contact) => contact?.wrapUpEndedAt ?? []);
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
async function markGone(ports: ReconcilePorts, record: AgentRecord, askedAt: number): Promise<boolean> {
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

/** How many calls without a lease one minute looks at: each costs a DescribeContact (10 a second, CONNECT.md 4). */
const callsPerRun = 50;

/** Those with a lease are alive: `alive` is told. */
async function mendCalls(ports: ReconcilePorts, group: GroupEntry, alive: Set<string>): Promise<number> {
  const now = ports.clock.now();
  const waiting = await ports.calls.waiting(group.name, 100);
  for (const call of waiting) if (isWaiting(call, now)) alive.add(call.callId);
  const stale = waiting.filter((call) => !isWaiting(call, now)).slice(0, callsPerRun);
  let mended = 0;
  for (const call of stale) if (await mendCall(ports, call)) mended++;
  return mended;
}

async function mendCall(ports: ReconcilePorts, call: CallRecord): Promise<boolean> {
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
  ports.decisions.record({
    type: 'state.repaired',
    what: 'call',
    id: call.callId,
    reason: `no tick for over a minute, and Connect says the call was ${state}`,
    inputs: { leaseUntil: call.leaseUntil, queuedAt: call.queuedAt },
  });
  return true;
}
