import { type AgentRecord, isRinging, withDerivedIdle } from '../agent/agent';
import type { AgentStore } from '../agent/ports';
import type { DirectorySource } from '../group/ports';
import { modeOf } from '../group/rollout';
import type { AgentId, CallId, GroupId } from '../ids';
import type { ThresholdReader } from '../thresholds/ports';
import type { GroupMode } from '../vocabulary';
import type { CallRecord } from './call-record';
import type { PlanCallPorts } from './plan-ports';

/* What planning works on in a group that is only observed: the same rules, and nothing that anybody outside would notice. */

/** How the group is run now. */
export async function modeNow(
  ports: { readonly directory: DirectorySource; readonly thresholds: ThresholdReader },
  group: GroupId,
): Promise<GroupMode> {
  const [directory, { thresholds }] = [await ports.directory.read(), await ports.thresholds.current(group)];
  return modeOf(directory, group, thresholds);
}

/**
 * Connect goes its own way at once, and the agents' events tell which within this time: so long a plan keeps others from the agent
 * it names, as it would in earnest. After that the agent is whatever Connect has made of them.
 */
const guessMs = 3_000;

/**
 * The ports of planning for one call, with three differences: decisions are marked, a claim is a guess for 3 s, and whoever
 * Connect is ringing for this very call counts as they were before, since that is when we would have decided.
 */
export function observing(ports: PlanCallPorts, call: CallRecord): PlanCallPorts {
  const { clock, calls, thresholds, directory, agents } = ports;
  const before = (agent: AgentRecord): AgentRecord => beforeRing(agent, call.callId);
  const isRung = (agentId: AgentId): boolean => call.ringing?.agentId === agentId;
  const seen: PlanCallPorts['agents'] = {
    release: (agentId, callId, until) => agents.release(agentId, callId, until),
    load: async (agentId, options) => {
      const agent = await agents.load(agentId, options);
      return agent && before(agent);
    },
    ranked: async (pools, page) => {
      const found = await agents.ranked(pools, page);
      return { ...found, agents: found.agents.map(before) };
    },
    claim: async (agentId, claim, now) =>
      isRung(agentId)
        ? 'claimed'
        : agents.claim(agentId, { ...claim, until: Math.min(claim.until, now + guessMs) }, now),
  };
  return {
    clock,
    calls,
    thresholds,
    directory,
    agents: seen,
    decisions: {
      record: (decision) => ports.decisions.record({ ...decision, observed: true }),
      voicemailOverdue: (voicemail) => ports.decisions.voicemailOverdue(voicemail),
    },
  };
}

/** Whom Connect rings for the call, as they were before the ring: the index ranks them among the busy. */
export async function whomItRings(
  agents: Pick<AgentStore, 'load'>,
  call: Pick<CallRecord, 'callId' | 'ringing'>,
): Promise<AgentRecord | null> {
  const agent = call.ringing && (await agents.load(call.ringing.agentId, { fresh: true }));
  return agent && beforeRing(agent, call.callId);
}

function beforeRing(agent: AgentRecord, callId: CallId): AgentRecord {
  const others = agent.contacts.filter((contact) => contact.contactId !== callId || !isRinging(contact));
  return others.length === agent.contacts.length
    ? agent
    : withDerivedIdle({ ...agent, contacts: others, voiceSlotsAvailable: agent.voiceSlotsAvailable + 1 });
}
