import type { AgentRecord } from '../agent/agent';
import { rankOf } from '../agent/agent-place';
import type { AgentStore } from '../agent/ports';
import type { BlendStore } from '../blending/ports';
import type { TokenReserve } from '../connect/ports';
import { type Directory, type GroupEntry, groupNamed, groupOfAgent, hasOutbound, poolsOf } from '../group/directory';
import type { AgentId, GroupId } from '../ids';
import { inFlightMs, type MendAgentPorts, markGone, mendAgent } from './mend-agents';
import type { AgentRoster, RosterEntry, RoundQueue, RoundStore } from './ports';
import {
  askForMissing,
  contactsSeen,
  found,
  type GroupReading,
  isSeen,
  type Portion,
  pageRead,
  questionRefused,
  type Round,
  withNextPortion,
} from './reading-round';
import { mendGroup, mendOutboundAgents, type ReconcileOutboundPorts } from './reconcile-outbound';

export interface ReadAgentsPorts extends MendAgentPorts, ReconcileOutboundPorts {
  readonly agents: AgentStore;
  readonly blend: BlendStore;
  readonly limiter: TokenReserve;
  readonly centre: MendAgentPorts['centre'] & ReconcileOutboundPorts['centre'];
  readonly roster: AgentRoster;
  readonly rounds: RoundStore;
  readonly roundQueue: RoundQueue;
}

/** Longer than the function may run: a step that is not over by then has died. */
export const stepLeaseMs = 55_000;

/** After this time a step begins no further page; the page in hand, at worst a hundred agents to mend, has the rest. */
const readingMs = 15_000;

/** Calls of GetCurrentUserData that are left to commands, which ask the same API about one agent. */
const keptForCommands = 2;

/** Connect said no although our bucket had room: others use the account too. */
const throttledMs = 1_000;

/**
 * Reads on from where the round stands, as far as the quota goes. Answers the round when every group was read; `null` when a
 * message was sent that brings it back. A function that dies on the way is healed by the same message's coming again, and
 * without one by the next round: whatever was mended is right by then, and is read over.
 */
export async function readOn(ports: ReadAgentsPorts, begun: Round): Promise<Round | null> {
  const directory = await ports.directory.read();
  const startedAt = ports.clock.now();
  let round = begun;
  for (;;) {
    const { portion } = round;
    if (portion === null) {
      const next = withNextPortion(round, directory);
      if (next === null) return round;
      await noteTurn(ports, next.portion, begun);
      round = next;
    } else if (portion.questions.length === 0) {
      round = await closePortion(ports, round, portion, directory);
    } else {
      const full = ports.clock.now() - startedAt > readingMs;
      const read = full ? { afterMs: 0 } : await readPage(ports, round, portion, directory);
      if ('afterMs' in read) {
        await ports.roundQueue.send({ ...round, step: round.step + 1 }, read.afterMs);
        return null;
      }
      round = read.round;
    }
  }
}

/** Written when a turn begins, so that a group whose turn fails each time comes after the others, and by itself. */
async function noteTurn(ports: ReadAgentsPorts, portion: Portion, before: Round): Promise<void> {
  const at = ports.clock.now();
  const agentsOf = (name: GroupId) => before.left.find(({ group }) => group === name)?.agents ?? 0;
  await ports.rounds.noteReadings(
    Object.fromEntries(portion.groups.map((group) => [group, { at, agents: agentsOf(group), whole: false }])),
  );
}

/** One page, and what it shows mended; or in how many ms there is room for it. */
async function readPage(
  ports: ReadAgentsPorts,
  round: Round,
  portion: Portion,
  directory: Directory,
): Promise<{ readonly round: Round } | { readonly afterMs: number }> {
  const [question] = portion.questions;
  if (question === undefined) return { round };
  const room = await ports.limiter.take('GetCurrentUserData', keptForCommands);
  if (!room.taken) return { afterMs: room.retryAfterMs };
  const askedAt = ports.clock.now();
  const page = await ports.roster.page(question, portion.token);
  if (page.kind === 'throttled') return { afterMs: throttledMs };
  if (page.kind !== 'page') {
    const left = questionRefused(portion, page.kind);
    if (left === null)
      throw new Error(`Connect calls invalid the question for ${question.by} ${question.ids.join(', ')}`);
    // Named alone and not known to Connect any more: a user who was deleted.
    const gone = page.kind === 'absent' && question.by === 'agents' && question.ids.length === 1 ? question.ids : [];
    const agentsMended = await markAllGone(ports, gone, askedAt);
    return { round: found({ ...round, portion: left }, { pages: 1, agentsMended }) };
  }
  const mended = await mendPage(ports, page.entries, directory, portion.groups);
  const agentIds = page.entries.map(({ agentId }) => agentId);
  const read = pageRead(portion, round.id, { agentIds, next: page.next });
  if (question.by === 'agents' && page.next === null) {
    const seen = isSeen(read, round.id);
    const gone = question.ids.filter((agentId) => !seen(agentId));
    mended.agentsMended += await markAllGone(ports, gone, askedAt);
  }
  const voice = page.entries.flatMap(({ contacts }) => contacts.filter(({ channel }) => channel === 'VOICE'));
  const contacts = contactsSeen(
    round,
    voice.map(({ contactId }) => contactId),
  );
  return { round: found({ ...round, portion: read, contacts }, { pages: 1, ...mended }) };
}

/**
 * Group by group, `inOrder` first. A group is told by the routing profile: a row does not say which queues an agent serves. One
 * whose profile nobody listed is of the group that we know them in, and one we do not know either is told by the next heartbeat.
 */
async function mendPage(
  ports: ReadAgentsPorts,
  entries: readonly RosterEntry[],
  directory: Directory,
  inOrder: readonly GroupId[],
) {
  const mended = { agentsSeen: 0, agentsMended: 0, outboundMended: 0 };
  const known = await recordsOf(ports, entries);
  const byGroup = new Map<GroupId, RosterEntry[]>(inOrder.map((group) => [group, []]));
  for (const entry of entries) {
    const group = groupOfAgent(directory, { ...entry, queueIds: [] })?.name ?? known.get(entry.agentId)?.group;
    if (group != null) byGroup.set(group, [...(byGroup.get(group) ?? []), entry]);
  }
  for (const [group, own] of byGroup) {
    let differed = 0;
    for (const entry of own) if (await mendAgent(ports, entry, known.get(entry.agentId) ?? null, directory)) differed++;
    mended.agentsSeen += own.length;
    mended.agentsMended += differed;
    if (own.length === 0 || !hasOutbound(directory, group)) continue;
    const now = differed === 0 ? known : await recordsOf(ports, own);
    const agents = own.flatMap(({ agentId }) => now.get(agentId) ?? []).sort(byRank);
    mended.outboundMended += await mendOutboundAgents(ports, directory, { entries: own, agents });
  }
  return mended;
}

async function recordsOf(
  ports: ReadAgentsPorts,
  entries: readonly RosterEntry[],
): Promise<ReadonlyMap<AgentId, AgentRecord>> {
  const agentIds = [...new Set(entries.map(({ agentId }) => agentId))];
  return new Map((await ports.agents.loadFresh(agentIds)).map((agent) => [agent.agentId, agent]));
}

const byRank = (a: AgentRecord, b: AgentRecord): number => ((rankOf(a) ?? '') < (rankOf(b) ?? '') ? -1 : 1);

async function markAllGone(ports: ReadAgentsPorts, agentIds: readonly AgentId[], askedAt: number): Promise<number> {
  if (agentIds.length === 0) return 0;
  let gone = 0;
  for (const record of await ports.agents.loadFresh(agentIds)) {
    if (record.staffed && (await markGone(ports, record, askedAt))) gone++;
  }
  return gone;
}

/** Whoever is logged in by our records and in no page is asked for by name; then the groups as a whole are mended. */
async function closePortion(
  ports: ReadAgentsPorts,
  round: Round,
  portion: Portion,
  directory: Directory,
): Promise<Round> {
  const groups = portion.groups.flatMap((name) => groupNamed(directory, name) ?? []);
  const known = new Map<GroupId, readonly AgentRecord[]>();
  for (const group of groups) known.set(group.name, await staffedOf(ports, group));
  if (portion.phase === 'listed') {
    const seen = isSeen(portion, round.id);
    const before = ports.clock.now() - inFlightMs;
    const missing = [...known.values()]
      .flat()
      .filter(({ agentId, staffed, observedAt }) => staffed && observedAt <= before && !seen(agentId))
      .sort((a, b) => a.observedAt - b.observedAt);
    if (missing.length > 0) {
      const asked = askForMissing(
        portion,
        missing.map(({ agentId }) => agentId),
      );
      return { ...round, portion: asked };
    }
  }
  let outboundMended = 0;
  const at = new Map<GroupId, GroupReading>();
  for (const group of groups) {
    const agents = known.get(group.name) ?? [];
    if (hasOutbound(directory, group.name)) outboundMended += await mendGroup(ports, group.name, agents);
    at.set(group.name, { at: ports.clock.now(), agents: agents.length, whole: true });
  }
  await ports.rounds.noteReadings(Object.fromEntries(at));
  return found({ ...round, portion: null }, { outboundMended });
}

async function staffedOf(ports: ReadAgentsPorts, group: GroupEntry): Promise<readonly AgentRecord[]> {
  const known = new Map<AgentId, AgentRecord>();
  let after: string | null = null;
  do {
    const page = await ports.agents.ranked(poolsOf(group), { limit: 100, after });
    for (const agent of page.agents) known.set(agent.agentId, agent);
    after = page.next;
  } while (after !== null);
  return [...known.values()];
}
