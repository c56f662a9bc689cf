import type { AgentId } from '../ids';
import type { CallRecord } from './call-record';

/** Whether the plan of the call names this agent, in force or still to come. */
export const isPlannedFor = (call: CallRecord, agentId: AgentId): boolean =>
  call.plan?.kind === 'offer' && call.plan.agentId === agentId;

/** When the slot of the agent who was planned for ends, ms; `null`: the plan has none. It runs from the ring, which came later than planned if Connect took its time with the criteria. */
export const slotEndOf = (call: CallRecord, agentId: AgentId, offerSeconds: number): number | null =>
  call.ringing?.agentId === agentId ? call.ringing.since + offerSeconds * 1000 : (call.plan?.slotEndsAt ?? null);

/** When the agent named by a plan still to come may be rung; `null` when that moment is over or nobody is named. */
export function slotStartOf(call: CallRecord, offerSeconds: number, now: number): number | null {
  if (call.plan?.kind !== 'offer' || call.plan.slotEndsAt === null) return null;
  const startsAt = call.plan.slotEndsAt - offerSeconds * 1000;
  return startsAt > now ? startsAt : null;
}
