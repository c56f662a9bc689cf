import type { PageStore } from '../../core/agent/ports';
import type { AgentId } from '../../core/ids';

export class MemoryPageStore implements PageStore {
  private readonly pages = new Map<AgentId, number>();

  async seen(agentId: AgentId, at: number): Promise<void> {
    this.pages.set(agentId, at);
  }

  async lastSeen(agentId: AgentId): Promise<number | null> {
    return this.pages.get(agentId) ?? null;
  }
}
