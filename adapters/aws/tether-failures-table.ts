import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type FailedTether, togetherMs } from '../../core/agent/failed-together';
import type { TetherFailures } from '../../core/agent/ports';
import { fnv1a } from '../../core/group/directory';
import type { GroupId } from '../../core/ids';
import { readStored } from './stored-records';
import { type ItemKey, itemKey, readItems, type StoredItem, type Table } from './table';

/** Failures in a row that lie further back than a day's work are of another day. */
const keptSeconds = 2 * 86_400;

/** A set nothing was put into is no attribute. */
const storedWindow = z.object({
  failed: z.set(z.string()).default(new Set<string>()),
  ends: z.set(z.number()).default(new Set<number>()),
});

/** In an outage every agent outside fails in the same two minutes, and a write costs by the whole item. */
const failedShards = 16;
const windowOf = (at: number): number => Math.floor(at / togetherMs);
/** The first item of a window also has its ends; the others only those who failed: all of a group may at once. */
const keyOf = (group: GroupId, window: number, shard = 0): ItemKey =>
  itemKey('tether-failures', shard === 0 ? `${group}#${window}` : `${group}#${window}/${shard}`);
const failedKeysOf = (group: GroupId, window: number): readonly ItemKey[] =>
  Array.from({ length: failedShards }, (_, shard) => keyOf(group, window, shard));

/** `<ms>:<side>:<agent>`. */
const written = ({ at, side, agentId }: FailedTether): string => `${at}:${side}:${agentId}`;
function read(text: string): FailedTether {
  const [at = '', side = ''] = text.split(':', 2);
  const agentId = text.slice(at.length + side.length + 2);
  return { at: Number(at), side: side === 'inbound' ? 'inbound' : 'outbound', agentId };
}

/**
 * Failed tethers of a group as sets in the items `tether-failures#<group>#<n>`, sixteen for each two minutes: what is told twice
 * counts once, and a hundred functions that tell at the same moment are in nobody's way.
 */
export class TetherFailuresTable implements TetherFailures {
  constructor(private readonly table: Table) {}

  async note(group: GroupId, failure: FailedTether): Promise<readonly FailedTether[]> {
    const window = windowOf(failure.at);
    await this.add(keyOf(group, window, fnv1a(failure.agentId) % failedShards), failure.at, 'failed', written(failure));
    const items = await readItems(
      this.table,
      [window - 1, window, window + 1].flatMap((n) => failedKeysOf(group, n)),
    );
    return items
      .flatMap((item) => [...readStored(storedWindow, item).failed].map(read))
      .filter(({ at }) => Math.abs(at - failure.at) <= togetherMs);
  }

  async together(group: GroupId, end: number): Promise<'begins' | 'goes-on'> {
    const window = windowOf(end);
    await this.add(keyOf(group, window), end, 'ends', end);
    const items = await readItems(
      this.table,
      [window - 1, window].map((n) => keyOf(group, n)),
    );
    return endsIn(items).some((at) => at < end && end - at <= togetherMs) ? 'goes-on' : 'begins';
  }

  async outages(group: GroupId, moments: readonly number[]): Promise<readonly number[]> {
    const windows = new Set(moments.map(windowOf).flatMap((window) => [window, window + 1]));
    const items = await readItems(
      this.table,
      [...windows].map((n) => keyOf(group, n)),
    );
    return endsIn(items).filter((end) => moments.some((at) => at <= end && end - at <= togetherMs));
  }

  private async add(key: ItemKey, at: number, set: 'failed' | 'ends', member: string | number): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...key },
        UpdateExpression: 'ADD #members :members SET #end = :end',
        ExpressionAttributeNames: { '#members': set, '#end': this.table.layout.timeToLive },
        ExpressionAttributeValues: {
          ':members': new Set([member]),
          ':end': Math.ceil(at / 1000) + keptSeconds,
        },
      }),
    );
  }
}

const endsIn = (items: readonly StoredItem[]): readonly number[] =>
  items.flatMap((item) => [...readStored(storedWindow, item).ends]);
