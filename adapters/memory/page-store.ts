import type { PageStore } from '../../core/agent/ports';

export class MemoryPageStore implements PageStore {
  private readonly pages = new Map<string, number>();

  async seen(agentId: string, at: number): Promise<void> {
    this.pages.set(agentId, at);
  }

  async lastSeen(agentId: string): Promise<number | null> {
    return this.pages.get(agentId) ?? null;
  }
}
