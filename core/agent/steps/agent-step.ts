import type { AgentCommand, CampaignCommand, CampaignCommandOf } from '../../campaign-contract/commands';
import type { Decision } from '../../decisions/decision';
import { type Staffing, sumOf, teamKey } from '../../group/group-ledger';
import type { GroupId } from '../../ids';
import { type AgentRecord, withDerivedIdle } from '../agent';
import type { Effect } from '../effect';
import { type OutboundState, shownSide } from '../outbound';
import { indicatorOf } from '../tether-record';

/**
 * One step of an agent's outbound life: the record as it is to be written, and what follows once it is. Steps are pure;
 * a use case saves the record on condition of its version and then does the effects, each of which may be done twice.
 */
export interface Step {
  readonly agent: AgentRecord;
  readonly effects: readonly Effect[];
}

/** The step that does nothing: what came was old news, or about something that is over. */
export const unchanged = (agent: AgentRecord): Step => ({ agent, effects: [] });

/** The agent with another outbound state, and what follows from that. */
export const stepTo = (agent: AgentRecord, change: Partial<OutboundState>, ...effects: readonly Effect[]): Step => ({
  agent: withDerivedIdle({ ...agent, outbound: { ...agent.outbound, ...change } }),
  effects,
});

/** One step after another, the effects of both in order. */
export function then(step: Step, next: (agent: AgentRecord) => Step): Step {
  const following = next(step.agent);
  return { agent: following.agent, effects: [...step.effects, ...following.effects] };
}

/** Writes a decision to the log once the step it belongs to is on record. */
export const decided = (decision: Decision): Effect => ({ kind: 'decision', decision });

/** How long after a change a command that only tells of it is still sent. */
export const tellMs = 60_000;

type Told = AgentCommand extends infer C
  ? C extends AgentCommand
    ? Omit<C, 'commandId' | 'agentFence' | 'agentId'>
    : never
  : never;

/** Sends a command with the next fence; its id is made of agent and fence, so that a repeat is the same command. */
export function tell(agent: AgentRecord, told: Told): Step {
  const agentFence = agent.outbound.fence + 1;
  const command = {
    ...told,
    deadline: Math.ceil(told.deadline),
    commandId: `${agent.agentId}:${agentFence}`,
    agentFence,
    agentId: agent.agentId,
  } as CampaignCommand;
  return stepTo(agent, { fence: agentFence }, { kind: 'command', command });
}

/**
 * Tells the Campaign Manager whether the agent is available; on a ready tether also that it may use the agent no longer, or
 * again: it may only between ready and not-ready (docs/campaign-manager.md#tetherstatechanged).
 */
export function tellState(
  agent: AgentRecord,
  now: number,
  told: Pick<CampaignCommandOf<'ChangeAgentState'>, 'state' | 'campaigns' | 'reason'>,
): Step {
  const { tether } = agent.outbound;
  const deadline = now + 5 * tellMs;
  const { username } = agent;
  const wish = (record: AgentRecord): Step =>
    tell(record, { type: 'ChangeAgentState', username, group: record.group ?? '', deadline, ...told });
  if (tether?.state !== 'ready') return wish(agent);
  const { tetherId } = tether;
  const available = told.state === 'available';
  const state = available ? 'ready' : 'not-ready';
  const usable = (record: AgentRecord): Step =>
    tell(record, { type: 'TetherStateChanged', tetherId, state, why: told.reason, deadline });
  return available ? then(wish(agent), usable) : then(usable(agent), wish);
}

/** What the agent's page and the trace are shown, where a step changed it. */
export function shownChanges(before: AgentRecord | null, after: AgentRecord, at: number): readonly Decision[] {
  const inputs = { agent: after.username };
  const changes: Decision[] = [];
  const side = shownSide(after.outbound);
  if (before && shownSide(before.outbound) !== side) {
    const reason = side === 'moving' ? `${after.username} is on the way` : `${after.username} is on the ${side} side`;
    changes.push({ type: 'agent.side', at, agentId: after.agentId, side, reason, inputs });
  }
  const colour = indicatorOf(after.outbound.tether);
  if (indicatorOf(before?.outbound.tether ?? null) !== colour) {
    const reason = `the icon of ${after.username} is ${colour === 'none' ? 'off' : colour}`;
    changes.push({ type: 'indicator', at, agentId: after.agentId, colour, reason, inputs });
  }
  return changes;
}

/** What a step adds to the counts of staffed agents, one change for each group it concerns; empty when nothing. */
export function staffedChange(
  before: AgentRecord | null,
  after: AgentRecord,
): readonly (Staffing & { readonly group: GroupId })[] {
  const places = [...staffingBy(before, -1), ...staffingBy(after, 1)];
  const groups = [...new Set(places.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const { teams, ...sides } = sumOf(places.filter((place) => place.group === group));
    const changed = Object.fromEntries(Object.entries(teams).filter(([, by]) => by !== 0));
    // Every agent counted on the outbound side is counted in a team as well.
    const nothing = sides.inbound === 0 && Object.keys(changed).length === 0;
    return nothing ? [] : [{ group, ...sides, teams: changed }];
  });
}

/** What an agent adds to the counts of staffed agents, times `by`. */
export function staffingBy(
  record: AgentRecord | null,
  by: number,
): readonly (Staffing & { readonly group: GroupId })[] {
  if (!record?.staffed || record.group === null) return [];
  const { group, campaigns, outbound } = record;
  if (outbound.side === 'inbound') return [{ group, inbound: by, outbound: 0, teams: {} }];
  return [{ group, inbound: 0, outbound: by, teams: { [teamKey(campaigns)]: by } }];
}
