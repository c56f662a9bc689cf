import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AgentRecord, Claim } from '../../core/agent/agent';
import { blendPlaceOf, rankOf } from '../../core/agent/agent-place';
import type { AgentStore, RankedPage, SaveAgentOptions } from '../../core/agent/ports';
import type { AgentId, CallId } from '../../core/ids';
import { writtenOutbound } from './stored-outbound';
import { readStored, storedAgent } from './stored-records';
import {
  ifConditionHolds,
  itemKey,
  readItem,
  readItems,
  type StoredItem,
  setAndRemove,
  type Table,
  versionIs,
} from './table';

/** Records one environment remembers; the least recently used goes first. About 2 kB each. */
const rememberedAgents = 5_000;

interface RankedEntry {
  readonly pk: string;
  readonly rank: string;
}

/**
 * Agents as items `agent#<id>`. What was last loaded or saved here is remembered, so that an agent event on a warm
 * environment costs one request: the write, whose condition notices when the memory was out of date.
 */
export class AgentTable implements AgentStore {
  private readonly remembered = new Map<string, AgentRecord>();

  constructor(private readonly table: Table) {}

  async load(agentId: AgentId, options?: { fresh: boolean }): Promise<AgentRecord | null> {
    const known = options?.fresh ? undefined : this.remembered.get(agentId);
    if (known) return known;
    const item = await readItem(this.table, itemKey('agent', agentId));
    if (!item) {
      this.remembered.delete(agentId);
      return null;
    }
    return this.remember(readStored(storedAgent, item));
  }

  async loadFresh(agentIds: readonly AgentId[]): Promise<readonly AgentRecord[]> {
    const keys = agentIds.map((agentId) => itemKey('agent', agentId));
    return (await readItems(this.table, keys)).map((item) => readStored(storedAgent, item));
  }

  async save(record: AgentRecord, expected: number | null, options: SaveAgentOptions) {
    const { claim: _, ...observed } = record;
    const index = this.places(record);
    const update = setAndRemove({ ...observed, outbound: writtenOutbound(record.outbound), ...index.set }, [
      ...index.remove,
      ...(options.dropClaim ? ['claim'] : []),
    ]);
    const condition = withoutClaim(versionIs(expected), options.unlessClaimedAt);
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('agent', record.agentId) },
          UpdateExpression: update.UpdateExpression,
          ConditionExpression: condition.ConditionExpression,
          ExpressionAttributeNames: { ...update.ExpressionAttributeNames, ...condition.names },
          ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...condition.values },
          ReturnValues: 'ALL_OLD',
        }),
      ),
    );
    if (!answer) {
      this.remembered.delete(record.agentId);
      return { saved: false } as const;
    }
    const claim = answer.Attributes ? readStored(storedAgent, answer.Attributes).claim : null;
    this.remember({ ...record, claim: options.dropClaim ? null : claim });
    return { saved: true, claim } as const;
  }

  async claim(agentId: AgentId, claim: Claim, now: number): Promise<'claimed' | 'refused'> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('agent', agentId) },
          UpdateExpression: 'SET #claim = :claim',
          ConditionExpression:
            '#idle = :true AND (attribute_not_exists(#claim) OR #claim.#until <= :now OR #claim.#callId = :callId)',
          ExpressionAttributeNames: { '#claim': 'claim', '#idle': 'idle', '#until': 'until', '#callId': 'callId' },
          ExpressionAttributeValues: {
            ':claim': { callId: claim.callId, until: claim.until },
            ':true': true,
            ':now': now,
            ':callId': claim.callId,
          },
        }),
      ),
    );
    if (!answer) return 'refused';
    this.rememberClaim(agentId, claim);
    return 'claimed';
  }

  async release(agentId: AgentId, callId: CallId, until?: number): Promise<void> {
    const thatOne = until === undefined ? '' : ' AND #claim.#until = :until';
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('agent', agentId) },
          UpdateExpression: 'REMOVE #claim',
          ConditionExpression: `#claim.#callId = :callId${thatOne}`,
          ExpressionAttributeNames: { '#claim': 'claim', '#callId': 'callId', ...(thatOne && { '#until': 'until' }) },
          ExpressionAttributeValues: { ':callId': callId, ...(thatOne && { ':until': until }) },
        }),
      ),
    );
    if (answer) this.rememberClaim(agentId, null);
  }

  /** The cursor is the rank last given out: ranks end in the agent's id, so one cursor serves every shard. */
  async ranked(pools: readonly string[], page: { limit: number; after: string | null }): Promise<RankedPage> {
    const shards = await Promise.all(pools.map((pool) => this.nominate(pool, page)));
    const entries = shards.flatMap((shard) => shard.entries).sort(byRank);
    const taken = entries.slice(0, page.limit);
    const more = entries.length > taken.length || shards.some((shard) => shard.more);
    const items = await readItems(
      this.table,
      taken.map((entry) => ({ pk: entry.pk, sk: 'state' })),
    );
    return {
      agents: items.map((item) => readStored(storedAgent, item)),
      next: more ? (taken.at(-1)?.rank ?? null) : null,
    };
  }

  /** The attributes that put the record into the two indexes, and those it must not have to stay out. */
  private places(record: AgentRecord): { readonly set: StoredItem; readonly remove: readonly string[] } {
    const { rankedAgents, blendAgents } = this.table.layout;
    const rank = rankOf(record);
    const entries = [
      { layout: rankedAgents, place: rank === null || record.pool === null ? null : { pool: record.pool, rank } },
      { layout: blendAgents, place: blendPlaceOf(record) },
    ];
    return {
      set: Object.fromEntries(
        entries.flatMap(({ layout, place }) =>
          place
            ? [
                [layout.partitionKey, place.pool],
                [layout.sortKey, place.rank],
              ]
            : [],
        ),
      ),
      remove: entries.flatMap(({ layout, place }) => (place ? [] : [layout.partitionKey, layout.sortKey])),
    };
  }

  /** At most `limit` entries of one index partition behind the cursor. */
  private async nominate(
    pool: string,
    page: { limit: number; after: string | null },
  ): Promise<{ readonly entries: readonly RankedEntry[]; readonly more: boolean }> {
    const entries: RankedEntry[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await this.table.client.send(
        new QueryCommand({
          TableName: this.table.name,
          IndexName: this.table.layout.rankedAgents.name,
          KeyConditionExpression: page.after === null ? '#pool = :pool' : '#pool = :pool AND #rank > :after',
          ExpressionAttributeNames: {
            '#pool': this.table.layout.rankedAgents.partitionKey,
            ...(page.after === null ? {} : { '#rank': this.table.layout.rankedAgents.sortKey }),
          },
          ExpressionAttributeValues: { ':pool': pool, ...(page.after === null ? {} : { ':after': page.after }) },
          Limit: page.limit - entries.length,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      for (const item of answer.Items ?? []) {
        entries.push({ pk: String(item['pk']), rank: String(item[this.table.layout.rankedAgents.sortKey]) });
      }
      start = answer.LastEvaluatedKey;
    } while (start && entries.length < page.limit);
    return { entries, more: start !== undefined };
  }

  private remember(record: AgentRecord): AgentRecord {
    this.remembered.delete(record.agentId);
    this.remembered.set(record.agentId, record);
    if (this.remembered.size > rememberedAgents) {
      const oldest = this.remembered.keys().next();
      if (!oldest.done) this.remembered.delete(oldest.value);
    }
    return record;
  }

  private rememberClaim(agentId: AgentId, claim: Claim | null): void {
    const known = this.remembered.get(agentId);
    if (known) this.remember({ ...known, claim });
  }
}

/** With a moment: the condition, and that no claim binds then. Whoever is not stored yet has no claim. */
const withoutClaim = (condition: ReturnType<typeof versionIs>, moment: number | undefined) =>
  moment === undefined
    ? condition
    : {
        ConditionExpression: `${condition.ConditionExpression} AND (attribute_not_exists(#claim) OR #claim.#until <= :moment)`,
        names: { ...condition.names, '#claim': 'claim', '#until': 'until' },
        values: { ...condition.values, ':moment': moment },
      };

/** Connect's usernames are ASCII, so code units sort as DynamoDB's UTF-8 bytes do. */
const byRank = (a: RankedEntry, b: RankedEntry): number => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0);
