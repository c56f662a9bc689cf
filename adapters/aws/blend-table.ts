import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { blendPool, teamOfRank } from '../../core/agent/agent-place';
import { nominees } from '../../core/blending/nominees';
import type { BlendBounds, BlendReading, BlendStore } from '../../core/blending/ports';
import { campaignLinkSchema, campaignSchema } from '../../core/campaign-contract/campaign';
import type { Clock } from '../../core/clock';
import { type GroupLedger, ledgerSchema, nobodyStaffed, type Staffing } from '../../core/group/group-ledger';
import { mostTasks, type WaitingTask } from '../../core/group/waiting-task';
import type { AgentId, GroupId } from '../../core/ids';
import { callSchema } from '../../core/offering/call-record';
import { inForce } from '../../core/thresholds/kill-switches';
import { ShardTurns, unreadOutbound } from '../shard-turns';
import { memberOf, taskIn, waitingNow } from '../task-members';
import { callMeterKeys, placesTaken, storedMembers } from './call-meter-table';
import { campaignKey, campaignLinkKey } from './campaign-table';
import { storedStaffing, teamAttributes } from './stored-outbound';
import { readStored, storedAgent } from './stored-records';
import {
  type IndexLayout,
  type ItemKey,
  ifConditionHolds,
  itemKey,
  putAtVersion,
  readItem,
  readItems,
  type StoredItem,
  type Table,
} from './table';
import { snapshotFrom } from './threshold-table';

const tasksKey = (group: GroupId): ItemKey => itemKey('tasks', group);

const membersIn = (item: StoredItem | null): readonly string[] =>
  item === null ? [] : [...readStored(storedMembers, item).members];

/**
 * The turn of a group stands in the index of those idle on its inbound side, before all of them: so it is known with the index
 * read, before it is chosen whom to read in full.
 */
const turnRank = (turn: number): string => `${turnMark}${turn}`;
const turnMark = '!turn#';
const isTurn = ({ rank }: Nomination): boolean => rank.startsWith(turnMark);
const turnIn = (entries: readonly Nomination[]): number =>
  Number(entries.find(isTurn)?.rank.slice(turnMark.length) ?? 0);

const agentIdOf = ({ pk }: ItemKey): AgentId => pk.slice(itemKey('agent', '').pk.length);

interface Nomination {
  readonly rank: string;
  readonly key: ItemKey;
  /** Of an agent: see `teamOfRank`. */
  readonly team: string;
}

/** What one blend decision reads, and its ledger as the item `ledger#<group>`; staffed agents as `staffing#<group>`. */
export class BlendTable implements BlendStore {
  private readonly turns = new ShardTurns();

  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
  ) {}

  /** Three index queries side by side, then one BatchGetItem, or one more for each further 100 items. */
  async read(
    group: GroupId,
    campaigns: readonly string[],
    bounds: BlendBounds,
    also: readonly AgentId[],
  ): Promise<BlendReading & { readonly also: BlendReading['outbound'] }> {
    const { waitingCalls, blendAgents } = this.table.layout;
    const shard = this.turns.next(group, bounds.outboundShards, this.clock.now());
    const [waiting, front, outbound] = await Promise.all([
      this.nominate(waitingCalls, group, bounds.waiting),
      // One more: the turn stands before the agents.
      this.nominate(blendAgents, blendPool(group, 'inbound'), bounds.idleInboundCount + 1),
      this.nominate(blendAgents, blendPool(group, 'outbound', shard), bounds.outboundListed),
    ]);
    const turn = turnIn(front);
    const idle = front.filter((entry) => !isTurn(entry)).slice(0, bounds.idleInboundCount);
    const keys = {
      waiting: waiting.map(({ key }) => key),
      idleInbound: nominees(idle, ({ team }) => team, bounds.idleInbound, turn).map(({ key }) => key),
      outbound: nominees(outbound, ({ team }) => team, bounds.outbound, turn).map(({ key }) => key),
      also: also.map((agentId) => itemKey('agent', agentId)),
      campaigns: campaigns.map(campaignKey),
      ledger: itemKey('ledger', group),
      staffing: itemKey('staffing', group),
      thresholds: itemKey('thresholds', group),
      tasks: tasksKey(group),
    };
    const found = await this.readOnce([...Object.values(keys).flat(), campaignLinkKey, ...callMeterKeys]);
    const itemOf = (key: ItemKey): StoredItem | null => found.get(key.pk) ?? null;
    const itemsOf = (some: readonly ItemKey[]) => some.map(itemOf).filter((item): item is StoredItem => item !== null);
    const agentsOf = (some: readonly ItemKey[]) => itemsOf(some).map((item) => readStored(storedAgent, item));
    const ledger = itemOf(keys.ledger);
    const staffing = itemOf(keys.staffing);
    const link = itemOf(campaignLinkKey);
    return {
      ledger: ledger && readStored(ledgerSchema, ledger),
      staffed: staffing ? readStored(storedStaffing, staffing) : nobodyStaffed,
      thresholds: inForce(snapshotFrom(group, itemOf(keys.thresholds)), this.clock.now()),
      waiting: itemsOf(keys.waiting).map((item) => readStored(callSchema, item)),
      idleInbound: agentsOf(keys.idleInbound),
      idleInboundCount: idle.length,
      unread: {
        inbound: Math.max(0, idle.length - bounds.idleInbound),
        outbound: unreadOutbound(outbound.length, bounds.outbound, bounds.outboundShards),
      },
      outboundUnread: outbound.filter(({ key }) => !keys.outbound.includes(key)).map(({ key }) => agentIdOf(key)),
      outbound: agentsOf(keys.outbound),
      also: agentsOf(keys.also),
      campaigns: itemsOf(keys.campaigns).map((item) => readStored(campaignSchema, item)),
      link: link && readStored(campaignLinkSchema, link),
      callsInProgress: placesTaken(itemsOf(callMeterKeys), this.clock.now()),
      tasksWaiting: waitingNow(membersIn(itemOf(keys.tasks)), this.clock.now()),
    };
  }

  async ledger(group: GroupId): Promise<GroupLedger | null> {
    const item = await readItem(this.table, itemKey('ledger', group));
    return item && readStored(ledgerSchema, item);
  }

  saveLedger(ledger: GroupLedger, expected: number): Promise<'saved' | 'conflict'> {
    const { partitionKey, sortKey } = this.table.layout.blendAgents;
    const place = ledger.turn
      ? { [partitionKey]: blendPool(ledger.group, 'inbound'), [sortKey]: turnRank(ledger.turn) }
      : {};
    const item = { ...itemKey('ledger', ledger.group), ...ledger, ...place };
    return putAtVersion(this.table, item, expected === 0 ? null : expected);
  }

  async taskWaits(group: GroupId, task: WaitingTask): Promise<void> {
    await ifConditionHolds(
      this.changeTasks(group, 'ADD', [task], {
        ConditionExpression: 'attribute_not_exists(#members) OR size(#members) < :most',
        most: mostTasks,
      }),
    );
  }

  async tasksOver(group: GroupId, tasks: readonly WaitingTask[]): Promise<void> {
    if (tasks.length > 0) await this.changeTasks(group, 'DELETE', tasks);
  }

  async tasks(group: GroupId): Promise<readonly WaitingTask[]> {
    return membersIn(await readItem(this.table, tasksKey(group))).map(taskIn);
  }

  private changeTasks(
    group: GroupId,
    action: 'ADD' | 'DELETE',
    tasks: readonly WaitingTask[],
    limit?: { readonly ConditionExpression: string; readonly most: number },
  ) {
    return this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...tasksKey(group) },
        UpdateExpression: `${action} #members :members`,
        ExpressionAttributeNames: { '#members': 'members' },
        ExpressionAttributeValues: {
          ':members': new Set(tasks.map(memberOf)),
          ...(limit && { ':most': limit.most }),
        },
        ...(limit && { ConditionExpression: limit.ConditionExpression }),
      }),
    );
  }

  async countStaffed(group: GroupId, change: Staffing): Promise<void> {
    const { inbound, outbound, teams } = change;
    const counts = Object.entries({ inbound, outbound, ...teamAttributes(teams) });
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...itemKey('staffing', group) },
        UpdateExpression: `ADD ${counts.map((_, index) => `#n${index} :v${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(counts.map(([name], index) => [`#n${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(counts.map(([, by], index) => [`:v${index}`, by])),
      }),
    );
  }

  async dropTeams(group: GroupId, teams: readonly string[]): Promise<void> {
    const names = Object.keys(teamAttributes(Object.fromEntries(teams.map((team) => [team, 0]))));
    await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('staffing', group) },
          UpdateExpression: `REMOVE ${names.map((_, index) => `#n${index}`).join(', ')}`,
          ConditionExpression: names.map((_, index) => `#n${index} = :nobody`).join(' AND '),
          ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
          ExpressionAttributeValues: { ':nobody': 0 },
        }),
      ),
    );
  }

  async staffed(group: GroupId): Promise<Staffing> {
    const item = await readItem(this.table, itemKey('staffing', group));
    return item ? readStored(storedStaffing, item) : nobodyStaffed;
  }

  /** The keys of at most `limit` entries of an index partition, in its order. */
  private async nominate(index: IndexLayout, partition: string, limit: number): Promise<readonly Nomination[]> {
    const keys: Nomination[] = [];
    let start: Record<string, unknown> | undefined;
    while (keys.length < limit) {
      const answer = await this.table.client.send(
        new QueryCommand({
          TableName: this.table.name,
          IndexName: index.name,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': index.partitionKey },
          ExpressionAttributeValues: { ':partition': partition },
          Limit: limit - keys.length,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      keys.push(
        ...(answer.Items ?? []).map((item) => ({
          key: { pk: String(item['pk']), sk: 'state' as const },
          rank: String(item[index.sortKey]),
          team: teamOfRank(String(item[index.sortKey])),
        })),
      );
      start = answer.LastEvaluatedKey;
      if (!start) break;
    }
    return keys;
  }

  /** Items by their pk; a key named twice is asked for once, as BatchGetItem demands. */
  private async readOnce(keys: readonly ItemKey[]): Promise<ReadonlyMap<string, StoredItem>> {
    const distinct = [...new Map(keys.map((key) => [key.pk, key])).values()];
    const items = await readItems(this.table, distinct);
    return new Map(items.map((item) => [String(item['pk']), item]));
  }
}
