import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AgentId, CallId, GroupId } from '../../core/ids';
import { waitingRankOf } from '../../core/offering/call';
import { type CallRecord, callSchema, type Ringing } from '../../core/offering/call-record';
import { textOfCause } from '../../core/offering/plan-cause';
import type { CallStore } from '../../core/offering/ports';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, putAtVersion, readItem, readItems, type StoredItem, type Table } from './table';

/** The record of a call is kept for a day after its caller was last heard of. */
const keptAfterLeaseSeconds = 86_400;

/** Calls as items `call#<contact id>`; in the index `waiting-calls` as long as they wait. */
export class CallTable implements CallStore {
  constructor(private readonly table: Table) {}

  async load(callId: CallId): Promise<CallRecord | null> {
    const item = await readItem(this.table, itemKey('call', callId));
    return item ? readStored(callSchema, item) : null;
  }

  async save(record: CallRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    const index: StoredItem =
      record.state === 'waiting'
        ? {
            [this.table.layout.waitingCalls.partitionKey]: record.group,
            [this.table.layout.waitingCalls.sortKey]: waitingRankOf(record),
          }
        : {};
    const item = {
      ...itemKey('call', record.callId),
      ...record,
      plan: record.plan && { ...record.plan, cause: textOfCause(record.plan.cause) },
      ...index,
      [this.table.layout.timeToLive]: Math.ceil(record.leaseUntil / 1000) + keptAfterLeaseSeconds,
    };
    return putAtVersion(this.table, item, expected);
  }

  async noteRinging(callId: CallId, ringing: Ringing): Promise<CallRecord | null> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('call', callId) },
          UpdateExpression: 'SET #ringing = :ringing, #version = #version + :one',
          ConditionExpression:
            '#state = :waiting AND (attribute_not_exists(#ringing.#since) OR #ringing.#since <= :since)',
          ExpressionAttributeNames: {
            '#ringing': 'ringing',
            '#since': 'since',
            '#version': 'version',
            '#state': 'state',
          },
          ExpressionAttributeValues: {
            ':since': ringing.since,
            ':ringing': { agentId: ringing.agentId, since: ringing.since },
            ':one': 1,
            ':waiting': 'waiting',
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return answer?.Attributes ? readStored(callSchema, answer.Attributes) : null;
  }

  async noteRefusal(callId: CallId, agentId: AgentId): Promise<CallRecord | null> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('call', callId) },
          UpdateExpression: 'SET #tried = list_append(#tried, :agents), #version = #version + :one',
          ConditionExpression: '#state = :waiting AND NOT contains(#tried, :agent)',
          ExpressionAttributeNames: { '#tried': 'tried', '#version': 'version', '#state': 'state' },
          ExpressionAttributeValues: { ':agents': [agentId], ':agent': agentId, ':one': 1, ':waiting': 'waiting' },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    if (answer?.Attributes) return readStored(callSchema, answer.Attributes);
    const known = await this.load(callId);
    return known?.state === 'waiting' ? known : null;
  }

  async close(callId: CallId, state: 'answered' | 'abandoned' | 'voicemail'): Promise<CallRecord | null> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('call', callId) },
          UpdateExpression: 'SET #state = :state, #version = #version + :one REMOVE #group, #rank',
          ConditionExpression: '#state = :waiting',
          ExpressionAttributeNames: {
            '#state': 'state',
            '#version': 'version',
            '#group': this.table.layout.waitingCalls.partitionKey,
            '#rank': this.table.layout.waitingCalls.sortKey,
          },
          ExpressionAttributeValues: { ':state': state, ':one': 1, ':waiting': 'waiting' },
          ReturnValues: 'ALL_OLD',
        }),
      ),
    );
    return answer?.Attributes ? readStored(callSchema, answer.Attributes) : null;
  }

  async waiting(group: GroupId, limit: number): Promise<readonly CallRecord[]> {
    const found: CallRecord[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await this.table.client.send(
        new QueryCommand({
          TableName: this.table.name,
          IndexName: this.table.layout.waitingCalls.name,
          KeyConditionExpression: '#group = :group',
          ExpressionAttributeNames: { '#group': this.table.layout.waitingCalls.partitionKey },
          ExpressionAttributeValues: { ':group': group },
          Limit: limit - found.length,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      const keys = (answer.Items ?? []).map((item) => ({ pk: String(item['pk']), sk: 'state' as const }));
      const items = await readItems(this.table, keys);
      found.push(...items.map((item) => readStored(callSchema, item)).filter((call) => call.state === 'waiting'));
      start = answer.LastEvaluatedKey;
    } while (start && found.length < limit);
    return found;
  }
}
