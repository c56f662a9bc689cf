import { createHash } from 'node:crypto';
import type { Scheduler } from '../../clock/scheduler';

export interface StreamRecord {
  readonly partitionKey: string;
  readonly sequenceNumber: string;
  /** The payload as text; readers get it in base64. */
  readonly data: string;
  readonly arrivedMs: number;
}

export interface StreamSettings {
  readonly name: string;
  readonly arn: string;
  readonly shardCount: number;
}

export type ShardReader = (shard: number, record: StreamRecord) => void;

export const shardId = (shard: number): string => `shardId-${String(shard).padStart(12, '0')}`;

/** One Kinesis data stream: shards share the MD5 range of the partition keys evenly, order is kept in each. */
export class Stream {
  readonly #readers: ShardReader[] = [];
  /** When the last record of a partition key arrives: none of the same key overtakes it. */
  readonly #lastArrivalMs = new Map<string, number>();
  #sequence = 0;

  constructor(
    readonly settings: StreamSettings,
    private readonly scheduler: Scheduler,
  ) {}

  addReader(reader: ShardReader): void {
    this.#readers.push(reader);
  }

  /** Lets a record arrive in `delayMs`, or when the one before it with the same key does. */
  put(partitionKey: string, data: string, delayMs: number): void {
    const arrivesMs = Math.max(this.scheduler.now() + delayMs, this.#lastArrivalMs.get(partitionKey) ?? 0);
    this.#lastArrivalMs.set(partitionKey, arrivesMs);
    this.scheduler.at(
      arrivesMs,
      () => {
        const sequenceNumber = String(++this.#sequence).padStart(56, '0');
        const record = { partitionKey, sequenceNumber, data, arrivedMs: arrivesMs };
        for (const reader of this.#readers) reader(this.shardOf(partitionKey), record);
      },
      'hop',
    );
  }

  shardOf(partitionKey: string): number {
    const hash = createHash('md5').update(partitionKey).digest().readUInt32BE(0);
    return Math.floor((hash / 2 ** 32) * this.settings.shardCount);
  }
}
