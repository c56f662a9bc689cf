import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { GroupId } from '../../core/ids';
import type { KillSwitch } from '../../core/thresholds/kill-switches';
import type { ThresholdSnapshot } from '../../core/thresholds/ports';
import { defaultThresholds, isThresholdName, parseThreshold, type Thresholds } from '../../core/thresholds/thresholds';
import type { ThresholdBacking } from '../cached-thresholds';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, readItem, type StoredItem, type Table } from './table';

const storedWord = z.object({
  requestId: z.string(),
  switch: z.string() as unknown as z.ZodType<KillSwitch>,
  until: z.number(),
  at: z.number(),
  by: z.string(),
  why: z.string(),
});

const storedSnapshot = z.object({
  version: z.number(),
  thresholds: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
  rejected: z.string().nullable(),
  switches: z.array(storedWord).optional(),
});

/**
 * Snapshots as items `thresholds#<group>`. A set stored by another version of the application may lack a name this one
 * knows, or hold one outside its range: such a name counts as not set.
 */
export class ThresholdTable implements ThresholdBacking {
  constructor(private readonly table: Table) {}

  async fresh(group: GroupId): Promise<ThresholdSnapshot> {
    return snapshotFrom(group, await readItem(this.table, itemKey('thresholds', group)));
  }

  async publish(snapshot: ThresholdSnapshot, expected: number): Promise<'published' | 'conflict'> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: {
            ...itemKey('thresholds', snapshot.group),
            version: snapshot.version,
            thresholds: snapshot.thresholds,
            rejected: snapshot.rejected,
            ...(snapshot.switches && { switches: snapshot.switches }),
          },
          ConditionExpression:
            expected === 0 ? 'attribute_not_exists(#version) OR #version = :expected' : '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': expected },
        }),
      ),
    );
    return answer ? 'published' : 'conflict';
  }
}

/** The snapshot a stored item holds, kill switches not applied; `null`, none stored, is version 0 with the defaults. */
export function snapshotFrom(group: GroupId, item: StoredItem | null): ThresholdSnapshot {
  if (!item) return { group, version: 0, thresholds: defaultThresholds, rejected: null };
  const { thresholds, ...rest } = readStored(storedSnapshot, item);
  return { group, ...rest, thresholds: completed(thresholds) };
}

function completed(stored: Readonly<Record<string, boolean | number | string>>): Thresholds {
  const usable = Object.entries(stored).flatMap(([name, value]) => {
    if (!isThresholdName(name)) return [];
    const parsed = parseThreshold(name, String(value));
    return 'value' in parsed ? [[name, parsed.value] as const] : [];
  });
  return { ...defaultThresholds, ...Object.fromEntries(usable) };
}
