import type { CriteriaStep } from '../domain/routing-steps';
import type { AgentStore, CallStore, Clock, ContactCentre, DecisionLog, TimerQueue, TokenReserve } from '../ports';
import type { OfferReply } from './plan-offer';
import { lookAgain, roomIn, throttledRetryMs } from './tell-connect';

/**
 * By then the contact is in its queue, where the API takes criteria: after its answer the flow has three actions left. The
 * criteria are to be there within 2 s.
 */
const queuedWithinMs = 1_000;

interface Ports {
  readonly clock: Clock;
  readonly decisions: DecisionLog;
  readonly timers: TimerQueue;
}

/** Criteria go with the answer to a flow; `criteria.by-api` follows if Connect does not take them there. */
export const recordInFlow = ({ decisions }: Pick<Ports, 'decisions'>, contactId: string): void =>
  decisions.record({
    type: 'criteria.in-flow',
    contactId,
    reason: 'the flow sets the criteria of our answer',
    inputs: {},
  });

/**
 * Connect did not take the criteria of our answer in the flow: nobody has shown that it takes the spelling of criteria
 * that a Lambda returns. They are written by UpdateContactRoutingData instead, from the plan as it is by then; until that
 * the flow holds the call. Without a plan there is nothing to wait for, and the call is Connect's own.
 */
export async function sendByApi(
  ports: Ports & { readonly calls: Pick<CallStore, 'load'> },
  callId: string,
): Promise<OfferReply> {
  const call = await ports.calls.load(callId);
  if (call?.state !== 'waiting' || call.plan === null)
    return { action: 'wait', reason: 'no plan of ours is in force for this call' };
  const { cause } = call.plan;
  await lookAgain(ports, { callId, cause, refusedAt: null, reserved: false, held: true }, queuedWithinMs);
  recordByApi(ports, callId);
  return { action: 'hold', reason: 'the criteria are written by UpdateContactRoutingData within 2 s' };
}

const recordByApi = ({ decisions }: Ports, contactId: string): void =>
  decisions.record({
    type: 'criteria.by-api',
    contactId,
    reason: 'Connect did not take the criteria in the flow; UpdateContactRoutingData writes them',
    inputs: { withinSeconds: 2 },
  });

/** Only this agent, without expiry. */
export const tetherSteps = (agentId: string): readonly CriteriaStep[] => [
  { who: { kind: 'agents', agentIds: [agentId] }, seconds: null },
];

/** The same for a tether. `end`: the contact is not that agent's tether (any more), and must not ring anybody. */
export async function sendTetherByApi(
  ports: Ports & { readonly agents: Pick<AgentStore, 'load'> },
  { agentId, contactId }: { readonly agentId: string; readonly contactId: string },
): Promise<{ readonly action: 'hold' | 'end'; readonly reason: string }> {
  if (!(await isTetherOf(ports, { agentId, contactId })))
    return { action: 'end', reason: 'the tether was given up meanwhile' };
  await ports.timers.arm({ kind: 'tether-criteria', agentId, contactId }, ports.clock.now() + queuedWithinMs);
  recordByApi(ports, contactId);
  return { action: 'hold', reason: 'the criteria are written by UpdateContactRoutingData within 2 s' };
}

/** The timer to write a tether's criteria is due. */
export async function writeTetherCriteria(
  ports: Ports & {
    readonly agents: Pick<AgentStore, 'load'>;
    readonly centre: Pick<ContactCentre, 'setCriteria'>;
    readonly limiter: TokenReserve;
  },
  { agentId, contactId }: { readonly agentId: string; readonly contactId: string },
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
  { agentId, contactId }: { readonly agentId: string; readonly contactId: string },
): Promise<boolean> {
  const tether = (await ports.agents.load(agentId, { fresh: true }))?.outbound.tether;
  return tether?.state === 'mapped' && tether.contactId === contactId;
}
