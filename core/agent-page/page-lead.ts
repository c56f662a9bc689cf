import type { Lead, PageLeads } from '../agent/ports';
import type { Clock } from '../clock';
import type { AgentId } from '../ids';

/** A page says every 15 s that it is open: two of them and an answer's time, ms. */
export const leadMs = 35_000;

/** Which browser acts for the agent, as a page is told; it is the same as long as the lead does not change hands. */
export type LeadView = Pick<Lead, 'browser' | 'term'>;

/** Whose lead is over is nobody's, so that the next one takes it. */
export const leadView = (lead: Lead | null, now: number): LeadView | null =>
  lead === null || lead.until <= now ? null : { browser: lead.browser, term: lead.term };

/**
 * A page is open, in this browser. Whoever leads goes on to; where nobody does any more, this one leads from now on; `over` takes
 * over from the browser of that term, and from no later one. Only the leader's page counts as watched.
 */
export async function pageLead(
  ports: { readonly leads: Pick<PageLeads, 'lead'>; readonly clock: Clock },
  agentId: AgentId,
  asked: { readonly browser: string; readonly watched: boolean; readonly over: number | null },
): Promise<LeadView | null> {
  const now = ports.clock.now();
  return leadView(await ports.leads.lead(agentId, { ...asked, now, until: now + leadMs }), now);
}
