import type { Scheduled, Scheduler } from '../../clock/scheduler';
import { failedItems, type SourceFilter } from '../lambda/event-source';
import type { LambdaFunction } from '../lambda/functions';
import { type Message, md5, type Queue } from './queue';

export interface QueueMapping {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  readonly filter: SourceFilter | null;
}

/** AWS::Lambda::EventSourceMapping of a queue: hands its messages to a function and deletes what went well. */
export class QueueReader {
  #window: Scheduled | null = null;

  constructor(
    private readonly queue: Queue,
    private readonly target: LambdaFunction,
    private readonly mapping: QueueMapping,
    private readonly scheduler: Scheduler,
  ) {
    queue.setReader(() => this.#visible());
  }

  /** With a batching window, a batch waits for more until it is full or the window is over. */
  #visible(): void | Promise<void> {
    const { batchingWindowSeconds, batchSize } = this.mapping;
    if (batchingWindowSeconds === 0) return this.#drain();
    const now = this.scheduler.now();
    const visible = this.queue.messages().filter((message) => message.visibleAtMs <= now).length;
    if (visible >= batchSize) {
      this.#window?.cancel();
      this.#window = null;
      return this.#drain();
    }
    if (visible === 0 || this.#window) return;
    this.#window = this.scheduler.after(
      batchingWindowSeconds * 1000,
      () => {
        this.#window = null;
        return this.#drain();
      },
      'hop',
    );
  }

  async #drain(): Promise<void> {
    for (;;) {
      const received = this.queue.receive(this.mapping.batchSize);
      if (received.length === 0) return;
      const batch = received.filter((message) => this.#wanted(message));
      if (batch.length > 0) await this.#deliver(batch);
    }
  }

  /** SQS deletes what the filter leaves out (Lambda developer guide, event filtering). */
  #wanted(message: Message): boolean {
    if (!this.mapping.filter || this.mapping.filter({ body: message.body })) return true;
    if (message.receiptHandle !== null) this.queue.delete(message.receiptHandle);
    return false;
  }

  /** What failed stays hidden until its visibility timeout, unless the function has changed that. */
  async #deliver(batch: readonly Message[]): Promise<void> {
    const handles = batch.map((message) => ({ id: message.id, receiptHandle: message.receiptHandle }));
    const outcome = await this.target.invoke({ Records: batch.map((message) => this.#record(message)) });
    const ids = batch.map((message) => message.id);
    const failed = failedItems(outcome, ids, this.mapping.reportsBatchItemFailures);
    for (const { id, receiptHandle } of handles) {
      if (!failed.has(id) && receiptHandle !== null) this.queue.delete(receiptHandle);
    }
  }

  #record(message: Message): Record<string, unknown> {
    const { arn } = this.queue.settings;
    return {
      messageId: message.id,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receiveCount),
        SentTimestamp: String(message.sentMs),
        SenderId: message.senderId,
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs),
        ...(message.groupId !== null && { MessageGroupId: message.groupId }),
        ...(message.deduplicationId !== null && {
          MessageDeduplicationId: message.deduplicationId,
          SequenceNumber: message.sequenceNumber,
        }),
      },
      messageAttributes: message.attributes,
      md5OfBody: md5(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: arn,
      awsRegion: arn.split(':')[3],
    };
  }
}
