import type { AgentRecord } from './agent';
import { type Effect, type Step, stepTo, unchanged } from './agent-step';
import type { CampaignEventOf } from './campaign-manager/events';

/**
 * What the Campaign Manager says the agent does. Believed only while the tether is there (a Campaign Manager that tells of
 * work of an agent it was never given is not). A customer costs the place in line; the agent is free again, at the end of
 * it, when the work is `idle` again (DESIGN.md section 5).
 */
export function noteWork(agent: AgentRecord, event: CampaignEventOf<'AgentWork'>): Step {
  const { tether, work } = agent.outbound;
  if (tether === null || (tether.state !== 'ready' && tether.state !== 'ending')) return unchanged(agent);
  if (work !== null && work.tetherId === event.tetherId && work.seq >= event.seq) return unchanged(agent);
  const { tetherId, seq, state, at } = event;
  const noted = { tetherId, seq, state, campaign: event.campaign ?? null, contact: event.contact ?? null, at };
  const worked = agent.placeLost || state === 'talking' || state === 'wrap-up';
  const freed = state === 'idle' && worked;
  const busyBefore = work !== null && work.state !== 'idle';
  const record: AgentRecord = {
    ...agent,
    placeLost: state !== 'idle' && worked,
    availableSince: freed || agent.availableSince === null ? at : agent.availableSince,
    idleOnSideSince: state === 'idle' && busyBefore ? at : agent.idleOnSideSince,
  };
  const free: readonly Effect[] = state === 'idle' ? [{ kind: 'rebalance' }] : [];
  return stepTo(record, { work: noted }, ...free);
}
