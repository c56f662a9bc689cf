import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { RoundStore } from '../../core/reconcile/ports';
import type { GroupReading, Round } from '../../core/reconcile/reading-round';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, readItem, setAndRemove, type Table } from './table';

const roundKey = itemKey('reading', 'round');
const readingsKey = itemKey('reading', 'groups');

const storedRound = z.object({ startedAt: z.number() });

/** Before the name of each group, which could be that of a key otherwise. */
const groupPrefix = 'group#';
const storedReadings = z
  .object({})
  .catchall(z.union([z.object({ at: z.number(), agents: z.number(), whole: z.boolean() }), z.string()]));

/** The round under way as item `reading#round`, which is absent between two, and when each group was read as `reading#groups`. */
export class RoundTable implements RoundStore {
  constructor(private readonly table: Table) {}

  async begin({ id, startedAt }: Pick<Round, 'id' | 'startedAt'>, now: number, until: number) {
    const begun = await this.write(
      { round: id, startedAt, step: 0, until },
      'attribute_not_exists(#until) OR #until <= :now',
      {
        ':now': now,
      },
    );
    if (begun) return { begun: true } as const;
    const item = await readItem(this.table, roundKey);
    // Over by now: whoever ended it has just done what this one would do.
    return { begun: false, startedAt: item ? readStored(storedRound, item).startedAt : now } as const;
  }

  take({ id, step }: Pick<Round, 'id' | 'step'>, now: number, until: number): Promise<boolean> {
    return this.write({ step, until }, '#round = :round AND (#step < :step OR (#step = :step AND #until <= :now))', {
      ':round': id,
      ':step': step,
      ':now': now,
    });
  }

  async end(roundId: string): Promise<void> {
    await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...roundKey },
          UpdateExpression: 'REMOVE #round, #until',
          ConditionExpression: '#round = :round',
          ExpressionAttributeNames: { '#round': 'round', '#until': 'until' },
          ExpressionAttributeValues: { ':round': roundId },
        }),
      ),
    );
  }

  async readings(): Promise<Readonly<Record<string, GroupReading>>> {
    const item = await readItem(this.table, readingsKey);
    const stored = item ? readStored(storedReadings, item) : {};
    return Object.fromEntries(
      Object.entries(stored).flatMap(([name, reading]) =>
        typeof reading === 'string' ? [] : [[name.slice(groupPrefix.length), reading] as const],
      ),
    );
  }

  async noteReadings(readings: Readonly<Record<string, GroupReading>>): Promise<void> {
    const named = Object.entries(readings).map(([group, reading]) => [`${groupPrefix}${group}`, { ...reading }]);
    if (named.length === 0) return;
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...readingsKey },
        ...setAndRemove(Object.fromEntries(named), []),
      }),
    );
  }

  private async write(
    set: Readonly<Record<string, string | number>>,
    condition: string,
    values: Readonly<Record<string, string | number>>,
  ): Promise<boolean> {
    const update = setAndRemove(set, []);
    const named = ['round', 'step', 'until'].filter((name) => condition.includes(`#${name}`));
    const written = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...roundKey },
          UpdateExpression: update.UpdateExpression,
          ConditionExpression: condition,
          ExpressionAttributeNames: {
            ...update.ExpressionAttributeNames,
            ...Object.fromEntries(named.map((name) => [`#${name}`, name])),
          },
          ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...values },
        }),
      ),
    );
    return written !== null;
  }
}
