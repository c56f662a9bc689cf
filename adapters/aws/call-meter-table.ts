import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CallMeter } from '../../core/ports';
import { heldPlace, isHeld, nextInTurn } from '../held-places';
import { readStored } from './stored-records';
import { type ItemKey, itemKey, readItems, type StoredItem, type Table } from './table';

/** Items the contacts are spread over: an item takes about 1,000 writes a second, and holds 400 kB. */
const shards = 8;
const heldKey = itemKey('calls', 'held');
const contactKeys = Array.from({ length: shards }, (_, shard) => itemKey('calls', String(shard)));

/** What has to be read to count the calls in progress. */
export const callMeterKeys: readonly ItemKey[] = [...contactKeys, heldKey];

/** A set that lost its last member is no attribute any more. */
export const storedMembers = z.object({ members: z.set(z.string()).default(new Set<string>()) });

const membersOf = (items: readonly StoredItem[], keys: readonly ItemKey[]): readonly string[] =>
  items
    .filter((item) => keys.some((key) => key.pk === item['pk']))
    .flatMap((item) => [...readStored(storedMembers, item).members]);

/** Voice contacts, and tethers on their way whose time is not over at `now`, by the items of `callMeterKeys`. */
export const callsInProgress = (items: readonly StoredItem[], now: number): number =>
  membersOf(items, contactKeys).length + membersOf(items, [heldKey]).filter((place) => isHeld(place, now)).length;

/** The shard of a contact: stable, and spread evenly (FNV-1a of the id). */
function contactKey(contactId: string): ItemKey {
  let hash = 0x811c9dc5;
  for (let index = 0; index < contactId.length; index++) {
    hash = Math.imul(hash ^ contactId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return itemKey('calls', String(hash % shards));
}

/** Voice contacts as string sets in the items `calls#0` to `calls#7`, tethers on their way in `calls#held`. */
export class CallMeterTable implements CallMeter {
  /** The last contact listed here: the next list goes on behind it. */
  private listed = '';

  constructor(private readonly table: Table) {}

  started(contactId: string): Promise<void> {
    return this.change('ADD', contactKey(contactId), [contactId]);
  }

  ended(contactId: string): Promise<void> {
    return this.change('DELETE', contactKey(contactId), [contactId]);
  }

  async hold(tetherIds: readonly string[], until: number): Promise<void> {
    const places = tetherIds.map((tetherId) => heldPlace(tetherId, until));
    if (places.length > 0) await this.change('ADD', heldKey, places);
  }

  letGo(tetherId: string, until: number): Promise<void> {
    return this.change('DELETE', heldKey, [heldPlace(tetherId, until)]);
  }

  /** Places whose time is over are taken out on the way, in one more request: nobody else comes for them. */
  async inProgress(now: number): Promise<number> {
    const items = await readItems(this.table, callMeterKeys);
    const over = membersOf(items, [heldKey]).filter((place) => !isHeld(place, now));
    if (over.length > 0) await this.change('DELETE', heldKey, over);
    return callsInProgress(items, now);
  }

  async list(limit: number): Promise<readonly string[]> {
    const found = nextInTurn(membersOf(await readItems(this.table, contactKeys), contactKeys), limit, this.listed);
    this.listed = found.at(-1) ?? '';
    return found;
  }

  private async change(action: 'ADD' | 'DELETE', key: ItemKey, members: readonly string[]): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...key },
        UpdateExpression: `${action} #members :members`,
        ExpressionAttributeNames: { '#members': 'members' },
        ExpressionAttributeValues: { ':members': new Set(members) },
      }),
    );
  }
}
