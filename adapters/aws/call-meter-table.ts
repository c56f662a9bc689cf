import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CallMeter } from '../../core/agent/ports';
import { fnv1a } from '../../core/group/directory';
import type { ContactId, TetherId } from '../../core/ids';
import { heldPlace, isHeld, nextInTurn } from '../held-places';
import { readStored } from './stored-records';
import { type ItemKey, ifConditionHolds, itemKey, readItems, type StoredItem, type Table } from './table';

/**
 * Items the contacts are spread over. A write costs by the whole item, so they are many and small: with 10,000 contacts 40
 * to an item, of 1.5 kB. Nobody reads them but `list`.
 */
const contactShards = 256;
/** What there were before: contacts counted then still stand in the first items. A divisor of `contactShards`. */
const formerContactShards = 8;
/** How many contacts there are, as numbers: an item takes 1,000 writes a second. */
const countShards = 2;
/** Items of tethers on their way, told apart by when they are over: those of one decision are one write. */
const heldShards = 7;

const keys = (count: number, name: (shard: number) => string): readonly ItemKey[] =>
  Array.from({ length: count }, (_, shard) => itemKey('calls', name(shard)));
const contactKeys = keys(contactShards, String);
const countKeys = keys(countShards, (shard) => `count-${shard}`);
const heldKeys = keys(heldShards, (shard) => (shard === 0 ? 'held' : `held-${shard}`));

/** What has to be read to count the calls in progress: as many items however many calls there are. */
export const callMeterKeys: readonly ItemKey[] = [...countKeys, ...heldKeys];

/** A set that lost its last member is no attribute any more. */
export const storedMembers = z.object({ members: z.set(z.string()).default(new Set<string>()) });
const storedCount = z.object({ contacts: z.number().default(0) });

const itemsUnder = (items: readonly StoredItem[], wanted: readonly ItemKey[]): readonly StoredItem[] =>
  items.filter((item) => wanted.some((key) => key.pk === item['pk']));
const membersIn = (item: StoredItem): readonly string[] => [...readStored(storedMembers, item).members];
const contactsCounted = (items: readonly StoredItem[]): number =>
  itemsUnder(items, countKeys).reduce((sum, item) => sum + readStored(storedCount, item).contacts, 0);

/** Voice contacts, and tethers on their way whose time is not over at `now`, by the items of `callMeterKeys`. */
export const placesTaken = (items: readonly StoredItem[], now: number): number =>
  Math.max(0, contactsCounted(items)) +
  itemsUnder(items, heldKeys)
    .flatMap(membersIn)
    .filter((place) => isHeld(place, now)).length;

const keyIn = (shards: readonly ItemKey[], hash: number): ItemKey => shards[hash % shards.length] as ItemKey;
const heldKey = (until: number): ItemKey => keyIn(heldKeys, fnv1a(String(until)));

/**
 * Voice contacts as string sets in the items `calls#0` to `calls#255`, how many they are in `calls#count-0` and
 * `calls#count-1`, tethers on their way in `calls#held` to `calls#held-6`.
 */
export class CallMeterTable implements CallMeter {
  /** The last contact listed here: the next list goes on behind it. */
  private listed = '';

  constructor(private readonly table: Table) {}

  async started(contactId: ContactId): Promise<void> {
    const hash = fnv1a(contactId);
    if (await this.changeContact('ADD', keyIn(contactKeys, hash), contactId)) await this.count(hash, 1);
  }

  async ended(contactId: ContactId): Promise<void> {
    const hash = fnv1a(contactId);
    const places = [contactKeys, contactKeys.slice(0, formerContactShards)].map((shards) => keyIn(shards, hash));
    for (const key of new Set(places)) {
      if (await this.changeContact('DELETE', key, contactId)) return this.count(hash, -1);
    }
  }

  async hold(tetherIds: readonly TetherId[], until: number): Promise<void> {
    const places = tetherIds.map((tetherId) => heldPlace(tetherId, until));
    if (places.length > 0) await this.change('ADD', heldKey(until), places);
  }

  letGo(tetherId: TetherId, until: number): Promise<void> {
    return this.change('DELETE', heldKey(until), [heldPlace(tetherId, until)]);
  }

  /** Places whose time is over are taken out on the way, in one more request for each item: nobody else comes for them. */
  async inProgress(now: number): Promise<number> {
    const items = await readItems(this.table, callMeterKeys);
    const over = itemsUnder(items, heldKeys).map((item) => ({
      key: itemKey('calls', String(item['pk']).slice('calls#'.length)),
      places: membersIn(item).filter((place) => !isHeld(place, now)),
    }));
    for (const { key, places } of over) if (places.length > 0) await this.change('DELETE', key, places);
    return placesTaken(items, now);
  }

  async list(limit: number): Promise<readonly ContactId[]> {
    const before = contactsCounted(await readItems(this.table, countKeys));
    const contacts = (await readItems(this.table, contactKeys)).flatMap(membersIn);
    await this.recount(contacts.length, before);
    const found = nextInTurn(contacts, limit, this.listed);
    this.listed = found.at(-1) ?? '';
    return found;
  }

  /**
   * A function that died between a contact and its count left the count wrong by one. Calls go on beginning and ending while
   * the contacts are read, so only what neither count explains is put right.
   */
  private async recount(contacts: number, before: number): Promise<void> {
    const after = contactsCounted(await readItems(this.table, countKeys));
    const [lowest, highest] = [Math.min(before, after), Math.max(before, after)];
    const wrong = contacts < lowest ? contacts - lowest : contacts > highest ? contacts - highest : 0;
    if (wrong !== 0) await this.count(0, wrong);
  }

  private async count(hash: number, by: number): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { ...keyIn(countKeys, hash) },
        UpdateExpression: 'ADD #contacts :by',
        ExpressionAttributeNames: { '#contacts': 'contacts' },
        ExpressionAttributeValues: { ':by': by },
      }),
    );
  }

  /** Whether it made a difference: told twice counts once. */
  private async changeContact(action: 'ADD' | 'DELETE', key: ItemKey, contactId: ContactId): Promise<boolean> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...key },
          UpdateExpression: `${action} #members :members`,
          ConditionExpression: `${action === 'ADD' ? 'NOT ' : ''}contains(#members, :contactId)`,
          ExpressionAttributeNames: { '#members': 'members' },
          ExpressionAttributeValues: { ':members': new Set([contactId]), ':contactId': contactId },
        }),
      ),
    );
    return answer !== null;
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
