import type { Claim } from '../agent/agent';
import type { AgentId, CallId } from '../ids';
import type { OfferPlanRecord } from './call-record';
import type { Field } from './find-candidates';
import type { PlanCallPorts } from './plan-ports';

/** Claims the first who can be; whoever was lost meanwhile is asked later like the busy ones. */
export async function claimFirst(
  ports: Pick<PlanCallPorts, 'agents'>,
  claim: Claim,
  field: Field,
  now: number,
): Promise<Field> {
  const lost: AgentId[] = [];
  for (const [index, candidate] of field.idle.entries()) {
    const answer = await ports.agents.claim(candidate.agentId, claim, now);
    if (answer === 'claimed') return { ...field, idle: field.idle.slice(index), others: [...lost, ...field.others] };
    lost.push(candidate.agentId);
  }
  return { ...field, idle: [], others: [...lost, ...field.others] };
}

/** Renews the claim to the end of the plan's slot. `false`: the agent is not idle any more, or somebody else's. */
export async function keepsClaim(
  ports: Pick<PlanCallPorts, 'agents'>,
  callId: CallId,
  { agentId, slotEndsAt }: OfferPlanRecord,
  now: number,
): Promise<boolean> {
  if (agentId === null || slotEndsAt === null) return true;
  return (await ports.agents.claim(agentId, { callId, until: slotEndsAt }, now)) === 'claimed';
}

/** Somebody else planned the call first: the claim is theirs where they name the same agent, otherwise it is over. */
export async function giveWay(
  ports: Pick<PlanCallPorts, 'agents' | 'calls'>,
  agentId: AgentId,
  claim: Claim,
  now: number,
): Promise<void> {
  const current = await ports.calls.load(claim.callId);
  const plan = current?.state === 'waiting' ? current.plan : null;
  if (plan?.agentId === agentId) await keepsClaim(ports, claim.callId, plan, now);
  else await ports.agents.release(agentId, claim.callId, claim.until);
}
