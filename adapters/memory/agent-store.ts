import type { AgentRecord, Claim } from '../../core/agent/agent';
import { blendPlaceOf, rankOf } from '../../core/agent/agent-place';
import type { AgentStore, RankedPage, SaveAgentOptions } from '../../core/agent/ports';
import type { Clock } from '../../core/clock';
import type { AgentId, CallId } from '../../core/ids';
import { LaggingIndex } from './lagging-index';

/** Agents in memory; reads of the two indexes lag by `indexStalenessMs()`, each by its own. */
export class MemoryAgentStore implements AgentStore {
  private readonly records = new Map<AgentId, AgentRecord>();
  private readonly index: LaggingIndex;
  private readonly blendIndex: LaggingIndex;

  constructor(clock: Clock, indexStalenessMs: () => number = () => 0) {
    this.index = new LaggingIndex(clock, indexStalenessMs);
    this.blendIndex = new LaggingIndex(clock, indexStalenessMs);
  }

  async load(agentId: AgentId): Promise<AgentRecord | null> {
    return this.records.get(agentId) ?? null;
  }

  async loadFresh(agentIds: readonly AgentId[]): Promise<readonly AgentRecord[]> {
    return this.known(agentIds);
  }

  async save(record: AgentRecord, expected: number | null, options: SaveAgentOptions) {
    const known = this.records.get(record.agentId) ?? null;
    if ((known?.version ?? null) !== expected) return { saved: false } as const;
    const claim = known?.claim ?? null;
    const { unlessClaimedAt } = options;
    if (unlessClaimedAt !== undefined && claim && claim.until > unlessClaimedAt) return { saved: false } as const;
    this.records.set(record.agentId, { ...record, claim: options.dropClaim ? null : claim });
    const rank = rankOf(record);
    this.index.place(record.agentId, rank === null || record.pool === null ? null : { partition: record.pool, rank });
    const place = blendPlaceOf(record);
    this.blendIndex.place(record.agentId, place && { partition: place.pool, rank: place.rank });
    return { saved: true, claim } as const;
  }

  async claim(agentId: AgentId, claim: Claim, now: number): Promise<'claimed' | 'refused'> {
    const known = this.records.get(agentId);
    if (!known?.idle) return 'refused';
    const free = known.claim === null || known.claim.until <= now || known.claim.callId === claim.callId;
    if (!free) return 'refused';
    this.records.set(agentId, { ...known, claim: { callId: claim.callId, until: claim.until } });
    return 'claimed';
  }

  async release(agentId: AgentId, callId: CallId, until?: number): Promise<void> {
    const known = this.records.get(agentId);
    const claim = known?.claim;
    if (known && claim?.callId === callId && (until ?? claim.until) === claim.until)
      this.records.set(agentId, { ...known, claim: null });
  }

  async ranked(pools: readonly string[], page: { limit: number; after: string | null }): Promise<RankedPage> {
    const shards = pools.map((pool) => this.index.read(pool, page.limit, page.after));
    const entries = shards
      .flatMap((shard) => shard.entries)
      .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
    const taken = entries.slice(0, page.limit);
    const more = entries.length > taken.length || shards.some((shard) => shard.more);
    return {
      agents: taken.flatMap((entry) => this.records.get(entry.id) ?? []),
      next: more ? (taken.at(-1)?.rank ?? null) : null,
    };
  }

  /** Those who may be moved from a side (`blendPool`), in the order they would be asked. */
  movable(pool: string, limit: number) {
    return this.blendIndex.read(pool, limit, null).entries;
  }

  /** Those of them who exist, as they are. */
  known(agentIds: readonly AgentId[]): readonly AgentRecord[] {
    return agentIds.flatMap((agentId) => this.records.get(agentId) ?? []);
  }
}
