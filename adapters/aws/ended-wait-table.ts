import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { fnv1a } from '../../core/group/directory';
import type { GroupId, QueueId } from '../../core/ids';
import { minuteOf } from '../../core/service-level/minutes';
import type { EndedWait, EndedWaits, NotedWait } from '../../core/service-level/ports';
import { itemKey, readItemsSoon, type StoredItem, type Table } from './table';

/** Nobody looks further back than an hour; an event may come hours late. */
const keptSeconds = 21_600;

/**
 * Waits as members of string sets in the items `waits#<group>/<minute>`: an attribute for each queue and end, a member of some 11 bytes for
 * each call. A set takes the same member once, whoever adds it again. With 300 calls a minute an item has 4 kB.
 */
export class EndedWaitTable implements EndedWaits {
  constructor(private readonly table: Table) {}

  async note(group: GroupId, { queueId, callId, endedAt, waitedMs, answered }: EndedWait): Promise<void> {
    const minute = minuteOf(endedAt);
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...keyOf(group, minute) },
        UpdateExpression: 'ADD #waits :wait SET #ttl = :ttl',
        ExpressionAttributeNames: {
          '#waits': `${answered ? 'answered' : 'left'}/${queueId}`,
          '#ttl': this.table.layout.timeToLive,
        },
        ExpressionAttributeValues: {
          ':wait': new Set([`${waitedMs.toString(36)}:${fnv1a(callId).toString(36)}`]),
          ':ttl': minute * 60 + keptSeconds,
        },
      }),
    );
  }

  /** One BatchGetItem for 100 minutes, eventually consistent. */
  async between(group: GroupId, from: number, until: number): Promise<readonly NotedWait[]> {
    const first = minuteOf(from);
    const keys = Array.from({ length: minuteOf(until) - first + 1 }, (_, index) => keyOf(group, first + index));
    return (await readItemsSoon(this.table, keys)).flatMap(waitsIn);
  }
}

const keyOf = (group: GroupId, minute: number) => itemKey('waits', `${group}/${minute}`);

const waitsIn = (item: StoredItem): readonly NotedWait[] =>
  Object.entries(item).flatMap(([name, members]) => {
    const [, end, queueId] = /^(answered|left)\/(.+)$/s.exec(name) ?? [];
    if (queueId === undefined || !(members instanceof Set)) return [];
    return [...members].map((member): NotedWait => {
      const [waited = '', call = ''] = String(member).split(':');
      return { queueId: queueId as QueueId, waitedMs: Number.parseInt(waited, 36), answered: end === 'answered', call };
    });
  });
