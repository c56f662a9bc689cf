import type { AgentRecord } from './agent';
import { type Effect, type Step, stepTo, unchanged } from './agent-step';
import type { CampaignEventOf } from './campaign-manager/events';
import type { AgentWork } from './outbound';

/**
 * What the Campaign Manager says the agent does. Believed only while the tether is there (a Campaign Manager that tells of
 * work of an agent it was never given is not). A customer costs the place in line; the agent is free again, at the end of
 * it, when the work is `idle` again (DESIGN.md section 5). Its clock is not ours: work begins neither before the tether was
 * ready, nor before the work that was told of last, nor later than `now` (ms).
 */
export function noteWork(agent: AgentRecord, event: CampaignEventOf<'AgentWork'>, now: number): Step {
  const { tether, work } = agent.outbound;
  if (tether === null || (tether.state !== 'ready' && tether.state !== 'ending')) return unchanged(agent);
  const last = work?.tetherId === event.tetherId ? work : null;
  if (last !== null && last.seq >= event.seq) return noteLate(agent, last, event);
  const at = Math.min(now, Math.max(event.at, tether.readyAt ?? 0, last?.at ?? 0));
  const { tetherId, seq, state } = event;
  const noted = { tetherId, seq, state, campaign: event.campaign ?? null, contact: event.contact ?? null, at };
  const worked = agent.placeLost || isCustomer(state);
  const freed = state === 'idle' && worked;
  const busyBefore = work !== null && work.state !== 'idle';
  const record: AgentRecord = {
    ...agent,
    placeLost: state !== 'idle' && worked,
    availableSince: freed || agent.availableSince === null ? at : agent.availableSince,
    idleOnSideSince: state === 'idle' && busyBefore ? at : agent.idleOnSideSince,
  };
  return stepTo(record, { work: noted }, ...whenFree(state));
}

/** Told again, or overtaken by what came later: a customer was served all the same. */
function noteLate(agent: AgentRecord, last: AgentWork, event: CampaignEventOf<'AgentWork'>): Step {
  // Told again because the function died, perhaps: what follows may be done twice.
  if (last.seq === event.seq) return { agent, effects: whenFree(event.state) };
  const served = isCustomer(event.state) && event.at > (agent.availableSince ?? 0) && event.at <= last.at;
  if (!served) return unchanged(agent);
  if (last.state !== 'idle') return agent.placeLost ? unchanged(agent) : stepTo({ ...agent, placeLost: true }, {});
  return stepTo({ ...agent, availableSince: last.at, idleOnSideSince: last.at }, {});
}

const isCustomer = (state: AgentWork['state']): boolean => state === 'talking' || state === 'wrap-up';

const whenFree = (state: AgentWork['state']): readonly Effect[] => (state === 'idle' ? [{ kind: 'rebalance' }] : []);
