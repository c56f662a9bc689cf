import type { Scheduler } from '../../clock/scheduler';
import { redelivery } from '../../simulator/platform/conditions';
import { Lanes } from '../../simulator/platform/lanes';
import type { DeadLetters } from '../asynchronous/dead-letters';
import { failedItems, type SourceFilter } from '../lambda/event-source';
import type { LambdaFunction } from '../lambda/functions';
import { type Stream, type StreamRecord, shardId } from './stream';

export interface StreamMapping {
  readonly batchSize: number;
  /** How many batches of one shard may be under way at once, 1 to 10; records of one partition key never are. */
  readonly parallelizationFactor: number;
  readonly batchingWindowSeconds: number;
  readonly bisectOnError: boolean;
  /** -1: until the records are too old. */
  readonly maximumRetryAttempts: number;
  /** -1: for ever. */
  readonly maximumRecordAgeSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  readonly onFailureArn: string | null;
  readonly filter: SourceFilter | null;
}

interface Batch {
  readonly records: readonly StreamRecord[];
  /** Failed attempts so far; halving a batch is none. */
  readonly failures: number;
}

/** What one poller reads in turn: a shard, or with a parallelization factor the part of its keys that is one poller's. */
interface Lane {
  readonly shard: number;
  readonly waiting: StreamRecord[];
  /** Parts of a batch that failed, in order; they go before anything waiting. */
  readonly retries: Batch[];
  /** A delivery is scheduled or under way. */
  busy: boolean;
}

/**
 * AWS::Lambda::EventSourceMapping of a stream: one batch at a time, in order, repeated until it is through; with a
 * parallelization factor so many at a time per shard, told apart by partition key (`Lanes`).
 */
export class StreamReader {
  readonly #lanes = new Map<string, Lane>();
  readonly #parts: Lanes;

  constructor(
    private readonly stream: Stream,
    private readonly target: LambdaFunction,
    private readonly mapping: StreamMapping,
    private readonly scheduler: Scheduler,
    private readonly deadLetters: DeadLetters,
  ) {
    this.#parts = new Lanes(mapping.parallelizationFactor);
    stream.addReader((shard, record) => this.#arrived(shard, record));
  }

  #arrived(shard: number, record: StreamRecord): void {
    if (this.mapping.filter && !this.mapping.filter({ data: record.data })) return;
    const name = `${shard}/${this.#parts.of(record.partitionKey)}`;
    let lane = this.#lanes.get(name);
    if (!lane) {
      lane = { shard, waiting: [], retries: [], busy: false };
      this.#lanes.set(name, lane);
    }
    lane.waiting.push(record);
    if (!lane.busy) this.#schedule(lane, this.mapping.batchingWindowSeconds * 1000);
  }

  #schedule(lane: Lane, delayMs: number): void {
    lane.busy = true;
    this.scheduler.after(delayMs, () => this.#deliver(lane), 'hop');
  }

  async #deliver(lane: Lane): Promise<void> {
    const batch = lane.retries.shift() ?? { records: lane.waiting.splice(0, this.mapping.batchSize), failures: 0 };
    const waitMs = await this.#attempt(lane, this.#dropTooOld(lane.shard, batch));
    if (lane.retries.length > 0 || lane.waiting.length > 0) this.#schedule(lane, waitMs);
    else lane.busy = false;
  }

  /** Invokes with one batch; answers how long the lane then waits, milliseconds. */
  async #attempt(lane: Lane, batch: Batch): Promise<number> {
    if (batch.records.length === 0) return 0;
    const outcome = await this.target.invoke({
      Records: batch.records.map((record) => this.#event(lane.shard, record)),
    });
    const sequenceNumbers = batch.records.map((record) => record.sequenceNumber);
    const failed = failedItems(outcome, sequenceNumbers, this.mapping.reportsBatchItemFailures);
    if (failed.size === 0) return 0;
    // Everything from the first failure on is repeated, what comes before it is through.
    const first = sequenceNumbers.findIndex((sequenceNumber) => failed.has(sequenceNumber));
    this.#retry(lane, { records: batch.records.slice(first), failures: batch.failures }, first > 0);
    return redelivery.kinesisMs;
  }

  #retry(lane: Lane, batch: Batch, partly: boolean): void {
    const { bisectOnError, maximumRetryAttempts } = this.mapping;
    if (bisectOnError && batch.records.length > 1) {
      const middle = partly ? 1 : Math.ceil(batch.records.length / 2);
      const halves = [batch.records.slice(0, middle), batch.records.slice(middle)];
      lane.retries.unshift(...halves.map((records) => ({ records, failures: batch.failures })));
      return;
    }
    const failures = batch.failures + 1;
    if (maximumRetryAttempts >= 0 && failures > maximumRetryAttempts)
      this.#giveUp(lane.shard, batch.records, 'RetryAttemptsExhausted', failures);
    else lane.retries.unshift({ records: batch.records, failures });
  }

  #dropTooOld(number: number, batch: Batch): Batch {
    const { maximumRecordAgeSeconds } = this.mapping;
    if (maximumRecordAgeSeconds < 0) return batch;
    const oldestMs = this.scheduler.now() - maximumRecordAgeSeconds * 1000;
    const tooOld = batch.records.filter((record) => record.arrivedMs < oldestMs);
    if (tooOld.length === 0) return batch;
    this.#giveUp(number, tooOld, 'RecordAgeExceeded', batch.failures);
    return { ...batch, records: batch.records.filter((record) => record.arrivedMs >= oldestMs) };
  }

  /** The destination is told which records, not what was in them (Lambda developer guide, on-failure destinations). */
  #giveUp(number: number, records: readonly StreamRecord[], condition: string, invokeCount: number): void {
    const [first, last] = [records[0], records.at(-1)];
    if (this.mapping.onFailureArn === null || !first || !last) return;
    const { arn } = this.target.settings;
    this.deadLetters.send(this.target, this.mapping.onFailureArn, {
      requestContext: { functionArn: `${arn}:$LATEST`, condition, approximateInvokeCount: invokeCount },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(this.scheduler.now()).toISOString(),
      KinesisBatchInfo: {
        shardId: shardId(number),
        startSequenceNumber: first.sequenceNumber,
        endSequenceNumber: last.sequenceNumber,
        approximateArrivalOfFirstRecord: new Date(first.arrivedMs).toISOString(),
        approximateArrivalOfLastRecord: new Date(last.arrivedMs).toISOString(),
        batchSize: records.length,
        streamArn: this.stream.settings.arn,
      },
    });
  }

  #event(number: number, record: StreamRecord): Record<string, unknown> {
    const { arn } = this.stream.settings;
    return {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: Buffer.from(record.data).toString('base64'),
        approximateArrivalTimestamp: record.arrivedMs / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId(number)}:${record.sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: this.target.settings.roleArn,
      awsRegion: arn.split(':')[3],
      eventSourceARN: arn,
    };
  }
}
