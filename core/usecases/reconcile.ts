import type { AgentRecord } from '../domain/agent';
import { type Directory, type GroupEntry, groupOfAgent, poolsOf } from '../domain/directory';
import { inTurn } from '../domain/in-turn';
import type {
  AgentNames,
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
import { markGone, mendAgent } from './mend-agents';
import { mendCalls, mendMeter } from './mend-ended-contacts';
import type { ObserveAgentPorts } from './observe-agent';
import { type ReconcileOutboundPorts, reconcileOutbound } from './reconcile-outbound';
import { watchLink } from './watch-link';

export interface ReconcilePorts extends ObserveAgentPorts, ReconcileOutboundPorts {
  readonly roster: AgentRoster;
  readonly names: AgentNames;
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
