import type { AgentView, CallView } from './views';

/**
 * What the checker knows of claims: a plan that names an agent keeps them for its call until the end of the slot, the ring of
 * another call or the end of their being Available. `t`: seconds since t = 0.
 */

/** The agent's claim by the call, if there is one, ends at `t`. */
export function endClaim(agent: AgentView, call: CallView['call'], t: number): void {
  if (agent.claims.delete(call)) agent.claimEndedAt = Math.max(agent.claimEndedAt, t);
}

/** All claims of the agent but those of the call that rings them end. */
export function endOtherClaims(agent: AgentView, ringing: CallView['call'] | null, t: number): void {
  for (const call of [...agent.claims.keys()]) if (call !== ringing) endClaim(agent, call, t);
}

/** A call other than `call` whose claim of the agent still runs at `t`, or null; ended ones are cleared away. */
export function claimedByAnother(agent: AgentView, call: CallView['call'], t: number): CallView['call'] | null {
  let claimant: CallView['call'] | null = null;
  for (const [other, slotEnds] of agent.claims) {
    if (slotEnds <= t) endClaim(agent, other, slotEnds);
    else if (other !== call) claimant = other;
  }
  return claimant;
}
