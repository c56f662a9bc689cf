import type { Lead, LeadRequest, PageLeads, PageStore } from '../../core/agent/ports';
import type { AgentId } from '../../core/ids';

export class MemoryPageStore implements PageStore, PageLeads {
  private readonly pages = new Map<AgentId, number>();
  private readonly leads = new Map<AgentId, Lead>();

  async seen(agentId: AgentId, at: number): Promise<void> {
    this.pages.set(agentId, at);
  }

  async lead(agentId: AgentId, { browser, now, until, watched, over }: LeadRequest): Promise<Lead> {
    const held = this.leads.get(agentId);
    const isOwn = held?.browser === browser;
    if (held && !isOwn && held.until > now && held.term !== over) return held;
    const lead = { browser, until, term: isOwn ? held.term : (held?.term ?? 0) + 1 };
    this.leads.set(agentId, lead);
    if (watched) await this.seen(agentId, now);
    return lead;
  }

  async leader(agentId: AgentId): Promise<Lead | null> {
    return this.leads.get(agentId) ?? null;
  }

  async lastSeen(agentId: AgentId): Promise<number | null> {
    return this.pages.get(agentId) ?? null;
  }
}
