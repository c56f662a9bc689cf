import { roomIn, throttledRetryMs } from '../../connect/criteria-room';
import { type FlowCriteriaPorts, queuedWithinMs, recordByApi } from '../../connect/criteria-sent';
import type { ContactCentre, TokenReserve } from '../../connect/ports';
import type { CriteriaStep } from '../../connect/routing-steps';
import type { AgentId, ContactId } from '../../ids';
import type { AgentStore } from '../ports';

/** Only this agent, without expiry. */
export const tetherSteps = (agentId: AgentId): readonly CriteriaStep[] => [
  { who: { kind: 'agents', agentIds: [agentId] }, seconds: null },
];

/**
 * Connect did not take the criteria of our answer to the flow `tether`: a timer has the API write them instead. `end`: the contact is not
 * that agent's tether (any more), and must not ring anybody.
 */
export async function sendTetherByApi(
  ports: FlowCriteriaPorts & { readonly agents: Pick<AgentStore, 'load'> },
  { agentId, contactId }: { readonly agentId: AgentId; readonly contactId: ContactId },
): Promise<{ readonly action: 'hold' | 'end'; readonly reason: string }> {
  if (!(await isTetherOf(ports, { agentId, contactId })))
    return { action: 'end', reason: 'the tether was given up meanwhile' };
  await ports.timers.arm({ kind: 'tether-criteria', agentId, contactId }, ports.clock.now() + queuedWithinMs);
  recordByApi(ports, contactId);
  return { action: 'hold', reason: 'the criteria are written by UpdateContactRoutingData within 2 s' };
}

/** The timer to write a tether's criteria is due. */
export async function writeTetherCriteria(
  ports: FlowCriteriaPorts & {
    readonly agents: Pick<AgentStore, 'load'>;
    readonly centre: Pick<ContactCentre, 'setCriteria'>;
    readonly limiter: TokenReserve;
  },
  { agentId, contactId }: { readonly agentId: AgentId; readonly contactId: ContactId },
): Promise<void> {
  if (!(await isTetherOf(ports, { agentId, contactId }))) return;
  const again = (inMs: number) =>
    ports.timers.arm({ kind: 'tether-criteria', agentId, contactId }, ports.clock.now() + inMs);
  const waitMs = await roomIn(ports, null);
  if (waitMs > 0) return again(waitMs);
  const answer = await ports.centre.setCriteria(contactId, tetherSteps(agentId));
  if (answer === 'throttled') await again(throttledRetryMs);
}

async function isTetherOf(
  ports: { readonly agents: Pick<AgentStore, 'load'> },
  { agentId, contactId }: { readonly agentId: AgentId; readonly contactId: ContactId },
): Promise<boolean> {
  const tether = (await ports.agents.load(agentId, { fresh: true }))?.outbound.tether;
  return tether?.state === 'mapped' && tether.contactId === contactId;
}
