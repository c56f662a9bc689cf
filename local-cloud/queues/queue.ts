import { createHash } from 'node:crypto';
import type { Chance, Scheduler } from '../../clock/scheduler';
import type { Conditions } from '../../simulator/platform/conditions';
import { freshUuid } from '../aws/identity';

export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly delaySeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly contentBasedDeduplication: boolean;
  /** `messageGroup` limits deduplication to the group (high throughput FIFO). */
  readonly deduplicationPerGroup: boolean;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | null;
}

export interface SendInput {
  readonly body: string;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Role or service that sends, for the record's SenderId. */
  readonly senderId: string;
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly senderId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  readonly sequenceNumber: string;
  readonly sentMs: number;
  visibleAtMs: number;
  receiveCount: number;
  firstReceivedMs: number | null;
  receiptHandle: string | null;
}

/** The parameters of a request that SQS would refuse; `code` as the SDK sees it. */
export class QueueError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Seconds in which SQS FIFO drops a message with a deduplication id it has seen (SQS developer guide). */
const deduplicationSeconds = 300;

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** SQS takes 1 to 128 letters, digits and punctuation (SQS API reference, SendMessage). */
function checkId(field: string, id: string | undefined): void {
  if (id === undefined || /^[!-~]{1,128}$/.test(id)) return;
  throw new QueueError(
    'InvalidParameterValue',
    `${field} must be 1 to 128 letters, digits and punctuation, got ${JSON.stringify(id)}`,
  );
}

/** One SQS queue. Whoever reads it is told when a message may have become visible. */
export class Queue {
  readonly #messages = new Map<string, Message>();
  readonly #seen = new Map<string, { sentMs: number; id: string; sequenceNumber: string }>();
  #sequence = 0;
  #reader: (() => void | Promise<void>) | null = null;

  constructor(
    readonly settings: QueueSettings,
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    private readonly conditions: Conditions,
    private readonly deadLetterQueue: () => Queue | null,
  ) {}

  /** The reader is called as a hop at each moment a message becomes visible. */
  setReader(reader: () => void | Promise<void>): void {
    this.#reader = reader;
    for (const message of this.#messages.values()) this.#announce(message.visibleAtMs);
  }

  /** Takes a message, or drops a duplicate and answers as for the first. Throws QueueError. */
  send(input: SendInput): { id: string; sequenceNumber: string | null } {
    const { fifo, delaySeconds } = this.settings;
    if (input.delaySeconds !== undefined && !(input.delaySeconds >= 0 && input.delaySeconds <= 900))
      throw new QueueError('InvalidParameterValue', `DelaySeconds must be 0 to 900, got ${input.delaySeconds}`);
    if (fifo && input.delaySeconds !== undefined)
      throw new QueueError('InvalidParameterValue', `the FIFO queue ${this.settings.name} takes no delay per message`);
    if (Buffer.byteLength(input.body) > 1_048_576)
      throw new QueueError('InvalidParameterValue', `a message may have 1 MiB, this one has ${input.body.length}`);
    if (fifo && !input.groupId)
      throw new QueueError('MissingParameter', `the FIFO queue ${this.settings.name} needs a MessageGroupId`);
    if (!fifo && input.deduplicationId !== undefined)
      throw new QueueError(
        'InvalidParameterValue',
        `the standard queue ${this.settings.name} takes no MessageDeduplicationId`,
      );
    checkId('MessageGroupId', input.groupId);
    checkId('MessageDeduplicationId', input.deduplicationId);
    const now = this.scheduler.now();
    const deduplicationId = fifo ? this.#deduplicationId(input) : null;
    // A group id holds no space.
    const seenKey = this.settings.deduplicationPerGroup ? `${input.groupId} ${deduplicationId}` : deduplicationId;
    this.#forgetSeen(now);
    const earlier = seenKey === null ? undefined : this.#seen.get(seenKey);
    if (earlier) return earlier;
    const hopMs = this.conditions.hopDelayMs('sqs');
    const message: Message = {
      id: freshUuid(this.chance, 'sqs-message'),
      body: input.body,
      senderId: input.senderId,
      attributes: input.attributes ?? {},
      groupId: input.groupId ?? null,
      deduplicationId,
      sequenceNumber: String(++this.#sequence).padStart(20, '0'),
      sentMs: now,
      visibleAtMs: now + (input.delaySeconds ?? delaySeconds) * 1000 + hopMs,
      receiveCount: 0,
      firstReceivedMs: null,
      receiptHandle: null,
    };
    if (seenKey !== null)
      this.#seen.set(seenKey, { sentMs: now, id: message.id, sequenceNumber: message.sequenceNumber });
    this.#keep(message);
    return { id: message.id, sequenceNumber: fifo ? message.sequenceNumber : null };
  }

  /** Up to `limit` visible messages, which then stay hidden for the visibility timeout. Spent ones go to the DLQ. */
  receive(limit: number): Message[] {
    const now = this.scheduler.now();
    const blockedGroups = new Set<string>();
    const received: Message[] = [];
    for (const message of [...this.#messages.values()]) {
      if (received.length === limit) break;
      const group = this.settings.fifo ? message.groupId : null;
      if (group !== null && blockedGroups.has(group)) continue;
      if (message.visibleAtMs > now) {
        if (group !== null) blockedGroups.add(group);
        continue;
      }
      if (this.settings.redrive && message.receiveCount >= this.settings.redrive.maxReceiveCount) {
        this.#messages.delete(message.id);
        this.deadLetterQueue()?.accept(message);
        continue;
      }
      message.receiveCount++;
      message.firstReceivedMs ??= now;
      message.receiptHandle = `${message.id}#${message.receiveCount}`;
      this.#hide(message, this.settings.visibilityTimeoutSeconds);
      received.push(message);
    }
    return received;
  }

  delete(receiptHandle: string): void {
    const message = this.#byHandle(receiptHandle);
    if (!message) return;
    this.#messages.delete(message.id);
    // The next of the group may be waiting for this one.
    if (message.groupId !== null) this.#announce(this.scheduler.now());
  }

  /** Throws QueueError when the receipt handle is not that of a message in flight. */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.#byHandle(receiptHandle);
    if (!message || message.visibleAtMs <= this.scheduler.now())
      throw new QueueError('MessageNotInflight', `${receiptHandle} is not a message in flight`);
    this.#hide(message, seconds);
  }

  /** A message another queue gave up; it keeps its body, its id and its attributes. */
  accept(message: Message): void {
    const now = this.scheduler.now();
    this.#keep({ ...message, visibleAtMs: now, receiveCount: 0, firstReceivedMs: null, receiptHandle: null });
  }

  messages(): readonly Message[] {
    return [...this.#messages.values()];
  }

  #deduplicationId(input: SendInput): string {
    if (input.deduplicationId) return input.deduplicationId;
    if (this.settings.contentBasedDeduplication) return createHash('sha256').update(input.body).digest('hex');
    throw new QueueError(
      'InvalidParameterValue',
      `the FIFO queue ${this.settings.name} needs a MessageDeduplicationId, as ContentBasedDeduplication is off`,
    );
  }

  /** The oldest were put in first. */
  #forgetSeen(now: number): void {
    for (const [key, { sentMs }] of this.#seen) {
      if (now - sentMs < deduplicationSeconds * 1000) return;
      this.#seen.delete(key);
    }
  }

  #keep(message: Message): void {
    this.#messages.set(message.id, message);
    this.#announce(message.visibleAtMs);
  }

  #hide(message: Message, seconds: number): void {
    message.visibleAtMs = this.scheduler.now() + seconds * 1000;
    this.#announce(message.visibleAtMs);
  }

  /** A message that was deleted meanwhile makes the reader look in vain, which costs nothing. */
  #announce(atMs: number): void {
    if (!this.#reader) return;
    this.scheduler.at(atMs, () => this.#reader?.(), 'hop');
  }

  #byHandle(receiptHandle: string): Message | undefined {
    const id = receiptHandle.split('#', 1)[0] ?? '';
    const message = this.#messages.get(id);
    return message?.receiptHandle === receiptHandle ? message : undefined;
  }
}
