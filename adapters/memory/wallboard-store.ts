import type { AgentRecord } from '../../core/agent/agent';
import type { GroupId } from '../../core/ids';
import type { SharedSnapshot, WallboardStore } from '../../core/wallboard/ports';
import type { MemoryAgentStore } from './agent-store';

export class MemoryWallboardStore implements WallboardStore {
  private readonly snapshots = new Map<GroupId, SharedSnapshot>();
  private readonly turns = new Map<GroupId, number>();

  constructor(private readonly agents: Pick<MemoryAgentStore, 'ranked'>) {}

  async staffed(pools: readonly string[]): Promise<readonly AgentRecord[]> {
    return (await this.agents.ranked(pools, { limit: Number.MAX_SAFE_INTEGER, after: null })).agents;
  }

  async shared(group: GroupId): Promise<SharedSnapshot | null> {
    return this.snapshots.get(group) ?? null;
  }

  async share(group: GroupId, snapshot: SharedSnapshot): Promise<void> {
    const known = this.snapshots.get(group);
    if (known === undefined || known.computedAt < snapshot.computedAt) this.snapshots.set(group, snapshot);
  }

  async takeTurn(group: GroupId, now: number, until: number): Promise<boolean> {
    if ((this.turns.get(group) ?? 0) > now) return false;
    this.turns.set(group, until);
    return true;
  }
}
