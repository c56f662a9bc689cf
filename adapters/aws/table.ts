import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

/** The one table. Each item is a thing of its own: pk is its kind and id, sk always `state` (docs/architecture.md#the-table). */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly layout: TableLayout;
}

/** What the deployed table calls its indexes, all sparse and KEYS_ONLY, and the attribute that ends an item's life. */
export interface TableLayout {
  readonly rankedAgents: IndexLayout;
  readonly waitingCalls: IndexLayout;
  readonly blendAgents: IndexLayout;
  /** Seconds since 1970. It only cleans: whoever asks whether a thing is over compares times. */
  readonly timeToLive: string;
}

/** A global secondary index and its two key attributes. */
export interface IndexLayout {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** What items there are; the first part of `pk`, before the `#`. */
export type ItemKind =
  | 'agent'
  | 'call'
  | 'voicemail'
  | 'thresholds'
  | 'bucket'
  | 'ledger'
  | 'staffing'
  | 'tasks'
  | 'campaign'
  | 'calls'
  | 'tether-token'
  | 'nonce'
  | 'page'
  | 'login'
  | 'tether-failures'
  | 'reading'
  | 'requests'
  | 'waits'
  | 'wallboard'
  | 'wallboard-turn';

/** An item as it is stored, unread: a schema says whether it is what it should be. */
export type StoredItem = Readonly<Record<string, unknown>>;

/** The whole primary key of an item. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: 'state';
}

/** The key of one item; `id` is unique within its kind. */
export const itemKey = (kind: ItemKind, id: string): ItemKey => ({ pk: `${kind}#${id}`, sk: 'state' });

/** Keys left to read after this many rounds of a batch mean that the table is overrun. */
const batchRounds = 6;
const batchSize = 100;

/** DynamoDB left keys of a batch out again and again: the table is overrun. Nothing is answered of what was read. */
export class UnreadKeysError extends Error {
  override readonly name = 'UnreadKeysError';
  constructor(
    readonly tableName: string,
    readonly unread: number,
  ) {
    super(`${unread} items of table ${tableName} were left unread by BatchGetItem after ${batchRounds} rounds`);
  }
}

/** One item, read consistently; `null`: there is none. */
export async function readItem(table: Table, key: ItemKey): Promise<StoredItem | null> {
  const answer = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
  );
  return answer.Item ?? null;
}

/** One item for half the price, as it was a moment ago; `null`: there was none. */
export async function readItemSoon(table: Table, key: ItemKey): Promise<StoredItem | null> {
  const answer = await table.client.send(new GetCommand({ TableName: table.name, Key: { ...key } }));
  return answer.Item ?? null;
}

/**
 * Reads items consistently, 100 at a time, asking again for what DynamoDB left out. Answers those that exist, in the
 * order of `keys`. Throws UnreadKeysError when some are still left out after six rounds.
 */
export const readItems = (
  table: Table,
  keys: readonly ItemKey[],
  pause: (milliseconds: number) => Promise<void> = wait,
): Promise<readonly StoredItem[]> => readBatches(table, keys, true, pause);

/** The same for half the price, as they were a moment ago: for people to look at, nothing may be decided by it. */
export const readItemsSoon = (table: Table, keys: readonly ItemKey[]): Promise<readonly StoredItem[]> =>
  readBatches(table, keys, false, wait);

async function readBatches(
  table: Table,
  keys: readonly ItemKey[],
  consistently: boolean,
  pause: (milliseconds: number) => Promise<void>,
): Promise<readonly StoredItem[]> {
  const found = new Map<string, StoredItem>();
  for (let start = 0; start < keys.length; start += batchSize) {
    let left: readonly StoredItem[] = keys.slice(start, start + batchSize).map((key) => ({ ...key }));
    for (let round = 0; left.length > 0; round++) {
      if (round === batchRounds) throw new UnreadKeysError(table.name, left.length);
      if (round > 0) await pause(20 * 2 ** round);
      const answer = await table.client.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: [...left], ConsistentRead: consistently } } }),
      );
      for (const item of answer.Responses?.[table.name] ?? []) found.set(String(item['pk']), item);
      left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return keys.flatMap((key): readonly StoredItem[] => {
    const item = found.get(key.pk);
    return item ? [item] : [];
  });
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether a write failed for its condition only: somebody else was first, and nothing was written. */
export const isConditionFailed = (error: unknown): error is ConditionalCheckFailedException =>
  error instanceof ConditionalCheckFailedException;

/** The answer of a conditional write, or `null` when its condition did not hold. Any other error is thrown. */
export async function ifConditionHolds<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    if (isConditionFailed(error)) return null;
    throw error;
  }
}

/** The parts of an UpdateItem that sets and removes whole attributes; every name is aliased, many are reserved words. */
export function setAndRemove(
  set: StoredItem,
  remove: readonly string[],
): {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
} {
  const names = Object.keys(set);
  const sets = names.map((_, index) => `#s${index} = :s${index}`).join(', ');
  const removes = remove.map((_, index) => `#r${index}`).join(', ');
  return {
    UpdateExpression: [sets && `SET ${sets}`, removes && `REMOVE ${removes}`].filter(Boolean).join(' '),
    ExpressionAttributeNames: Object.fromEntries([
      ...names.map((name, index) => [`#s${index}`, name] as const),
      ...remove.map((name, index) => [`#r${index}`, name] as const),
    ]),
    ExpressionAttributeValues: Object.fromEntries(names.map((name, index) => [`:s${index}`, set[name]])),
  };
}

/** The condition that the stored version is still the one the writer read; `null`: that nothing is stored. */
export const versionIs = (expected: number | null) =>
  expected === null
    ? { ConditionExpression: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' }, values: {} }
    : {
        ConditionExpression: '#version = :expected',
        names: { '#version': 'version' },
        values: { ':expected': expected },
      };

/** Writes a whole item, if the stored version is still `expected` (`null`: nothing stored). */
export async function putAtVersion(
  table: Table,
  item: StoredItem,
  expected: number | null,
): Promise<'saved' | 'conflict'> {
  const condition = versionIs(expected);
  const answer = await ifConditionHolds(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: item,
        ConditionExpression: condition.ConditionExpression,
        ExpressionAttributeNames: condition.names,
        ...(expected === null ? {} : { ExpressionAttributeValues: condition.values }),
      }),
    ),
  );
  return answer ? 'saved' : 'conflict';
}
