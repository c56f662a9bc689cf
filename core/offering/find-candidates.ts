import { type AgentRecord, isClaimedForAnother } from '../agent/agent';
import type { AgentStore } from '../agent/ports';
import { maxAgentsPerStep } from '../connect/routing-steps';
import { type Directory, groupNamed, kindOfProfile, poolsOf } from '../group/directory';
import { meets } from '../group/proficiency';
import type { AgentId } from '../ids';
import { namedBy } from './call';
import type { CallRecord } from './call-record';
import type { Candidate } from './offer-plan';

/** The agents a plan may name. */
export interface Field {
  /** Eligible, untried, idle and free to be claimed; available longest first. */
  readonly idle: readonly Candidate[];
  /** Eligible, untried and staffed, but busy or promised to another call. */
  readonly others: readonly AgentId[];
  /** Connect may be ringing them by the plan before, or begin to, and stop before other criteria are in force (see `mayLoseRing`). */
  readonly spared: readonly AgentId[];
}

/** One page holds everything a plan can use in all but the rarest cases: the one named and ten more. */
const pageSize = 25;
const enough = 1 + maxAgentsPerStep;

/**
 * Whoever may be named for the call now: by the index, and `freed`, whom it may not show yet. An empty answer is never due to a
 * lagging index alone: the agents named by the plan before are read one by one. Agents for whom `spares` is true are left out.
 */
export async function candidatesFor(
  ports: { readonly agents: Pick<AgentStore, 'load' | 'ranked'> },
  call: CallRecord,
  directory: Directory,
  now: number,
  freed: AgentRecord | undefined,
  spares: (agent: AgentRecord) => boolean,
): Promise<Field> {
  const group = groupNamed(directory, call.group);
  const idle: AgentRecord[] = [];
  const others: AgentId[] = [];
  const spared: AgentId[] = [];
  const met = new Set<AgentId>();
  const meet = (agent: AgentRecord | null): void => {
    if (!agent || met.has(agent.agentId) || !isEligibleFor(agent, call, directory)) return;
    met.add(agent.agentId);
    if (spares(agent)) spared.push(agent.agentId);
    else if (agent.idle && agent.availableSince !== null && !isClaimedForAnother(agent, call.callId, now))
      idle.push(agent);
    else others.push(agent.agentId);
  };
  let after: string | null = null;
  do {
    const page = await ports.agents.ranked(group ? poolsOf(group) : [], { limit: pageSize, after });
    page.agents.forEach(meet);
    // Idle agents rank first, so a page that ends among the busy holds every idle one there is.
    const pastIdle = page.agents.at(-1)?.idle === false;
    after = (idle.length > 0 || pastIdle) && idle.length + others.length >= enough ? null : page.next;
  } while (after !== null);
  meet(freed ?? null);
  if (call.tried.length > 0 && met.size === 0) {
    // An index that lags may miss who changes at this moment: nobody is left only if those named last are gone too.
    for (const agentId of namedBy(call.plan)) meet(await ports.agents.load(agentId, { fresh: true }));
  }
  return {
    idle: idle.sort(availableLongestFirst).map((agent) => ({
      agentId: agent.agentId,
      username: agent.username,
      availableSince: agent.availableSince ?? now,
    })),
    others,
    spared,
  };
}

const availableLongestFirst = (a: AgentRecord, b: AgentRecord): number =>
  (a.availableSince ?? 0) - (b.availableSince ?? 0) || (a.username < b.username ? -1 : a.username > b.username ? 1 : 0);

/** Serves the queue, meets the requirements, was not asked yet, and is logged in. Kind outbound never takes inbound. */
export const isEligibleFor = (agent: AgentRecord, call: CallRecord, directory: Directory): boolean =>
  agent.staffed &&
  agent.queueIds.includes(call.queueId) &&
  !call.tried.includes(agent.agentId) &&
  kindOfProfile(directory, agent.routingProfileId) !== 'outbound' &&
  meets(agent.proficiencies, call.required);
