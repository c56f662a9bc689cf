import type { OutboundAgentView } from './campaign-views';
import type { AgentView } from './views';

/** Ringing, talking or in wrap-up at `t`, for callers, a campaign or a customer of their own. */
export function isEngaged(agent: AgentView, { dials, wrapUpUntil }: OutboundAgentView, t: number): boolean {
  if (agent.ringing !== null || agent.talking !== null || agent.callingOut || agent.status === 'AfterCallWork') {
    return true;
  }
  return wrapUpUntil > t || [...dials].some((dial) => dial.connected);
}

/** Engaged, or with something in hand that is not cut off for a wish: a dial on its way, a contact that is shown. */
export const hasWork = (agent: AgentView, outbound: OutboundAgentView, t: number): boolean =>
  isEngaged(agent, outbound, t) || outbound.dials.size > 0 || outbound.preview !== null;
