import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type CampaignCommand, subjectOf } from '../../core/campaign-contract/commands';
import type { CampaignCommandQueue } from '../../core/campaign-contract/ports';
import type { Clock } from '../../core/clock';
import type { ArmedTimer, Command, CommandPriority, RebalanceRequest, Timer } from '../../core/messages/messages';
import type { CommandQueue, RebalanceRequests, TimerQueue } from '../../core/messages/ports';
import type { RoundQueue } from '../../core/reconcile/ports';
import type { Round } from '../../core/reconcile/reading-round';
import { RecentOnce, rebalanceId } from '../rebalance-once';

/** SQS delays a message by at most 15 minutes; a later timer is armed again when it arrives early. */
const longestDelaySeconds = 900;

/** A standard queue whose messages are delayed until the timer is due, or for the 15 minutes SQS allows. */
export class SqsTimerQueue implements TimerQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
    private readonly clock: Clock,
  ) {}

  async arm(timer: Timer, dueAt: number): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ dueAt, timer } satisfies ArmedTimer),
        DelaySeconds: Math.min(longestDelaySeconds, Math.max(0, Math.ceil((dueAt - this.clock.now()) / 1000))),
      }),
    );
  }
}

/** A standard queue, each message delayed until the next step may begin. */
export class SqsRoundQueue implements RoundQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async send(round: Round, delayMs: number): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify(round),
        DelaySeconds: Math.max(1, Math.ceil(delayMs / 1000)),
      }),
    );
  }
}

/** A standard queue for each priority. */
export class SqsCommandQueue implements CommandQueue {
  constructor(
    private readonly client: SQSClient,
    /** `null`: this function sends nothing there. */
    private readonly queueUrls: Readonly<Record<CommandPriority, string | null>>,
  ) {}

  async send(command: Command, priority: CommandPriority): Promise<void> {
    const queueUrl = this.queueUrls[priority];
    if (queueUrl === null) {
      throw new Error(
        `${command.kind} is to go to the queue ${priority}, whose URL this function's contract does not list`,
      );
    }
    await this.client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(command) }));
  }
}

/** What SQS takes for a deduplication or group id; anything else is replaced by its hash. */
const fifoId = (id: string): string =>
  /^[\x21-\x7e]{1,128}$/.test(id) ? id : createHash('sha256').update(id).digest('hex');

/** SQS FIFO with the agent, or the group, a command is about as message group: those about one go out in order. */
export class SqsCampaignCommandQueue implements CampaignCommandQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async send(command: CampaignCommand): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify(command),
        MessageGroupId: fifoId(subjectOf(command)),
        MessageDeduplicationId: fifoId(command.commandId),
      }),
    );
  }
}

/** SQS FIFO with the group as message group; the queue's own delay of a second lets several causes be one message. */
export class SqsRebalanceQueue implements RebalanceRequests {
  private readonly sent = new RecentOnce();

  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
    private readonly clock: Clock,
  ) {}

  /** What this environment has sent already, within this second or for this request, is not sent again. */
  request(request: RebalanceRequest): Promise<void> {
    const id = rebalanceId(request, this.clock.now());
    return this.sent.once(id, async () => {
      await this.client.send(
        new SendMessageCommand({
          QueueUrl: this.queueUrl,
          MessageBody: JSON.stringify(request),
          MessageGroupId: fifoId(request.group),
          MessageDeduplicationId: fifoId(id),
        }),
      );
    });
  }
}

/** Takes what failed and is to be tried again without holding back anybody else. */
export interface AgainQueue {
  /** What has one `key` stays in order; an `id` that was sent within the last 5 minutes is not sent again. */
  send(item: { readonly key: string; readonly id: string; readonly body: string }): Promise<void>;
}

/** SQS FIFO with the key as message group. */
export class SqsAgainQueue implements AgainQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async send({ key, id, body }: { readonly key: string; readonly id: string; readonly body: string }): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: body,
        MessageGroupId: fifoId(key),
        MessageDeduplicationId: fifoId(id),
      }),
    );
  }
}

/** Keeps input that cannot be used, with its payload, for an engineer to look at. */
export interface MalformedInput {
  keep(input: {
    readonly source: string;
    readonly payload: string;
    readonly problems: readonly string[];
  }): Promise<void>;
}

/** SQS takes 1 MiB a message, and a character may take six bytes in JSON; a longer payload is cut, which the message then says. */
const payloadCharacters = 150_000;

/** Two characters JSON leaves as they are, and SQS refuses. */
const refusedCharacters = /[\uFFFE\uFFFF]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

/** A standard queue that nobody reads but an engineer. */
export class SqsMalformedInput implements MalformedInput {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async keep(input: {
    readonly source: string;
    readonly payload: string;
    readonly problems: readonly string[];
  }): Promise<void> {
    const cut = input.payload.length > payloadCharacters;
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ ...input, payload: input.payload.slice(0, payloadCharacters), cut }).replace(
          refusedCharacters,
          escaped,
        ),
      }),
    );
  }
}

/** Puts a message back so that it comes again after a while. */
export interface MessageReturn {
  /** `queueArn` as a record of the queue names it; `afterMs` is rounded up to whole seconds, 12 hours at most. */
  putBack(queueArn: string, receiptHandle: string, afterMs: number): Promise<void>;
}

const longestVisibilitySeconds = 43_200;

/** Changes the visibility timeout of a message that was received. */
export class SqsMessageReturn implements MessageReturn {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrls: readonly string[],
  ) {}

  async putBack(queueArn: string, receiptHandle: string, afterMs: number): Promise<void> {
    const queueUrl = urlOf(queueArn, this.queueUrls);
    if (!queueUrl) {
      throw new Error(`a message came from ${queueArn}, which is none of ${this.queueUrls.join(', ')}`);
    }
    const seconds = Math.min(longestVisibilitySeconds, Math.max(1, Math.ceil(afterMs / 1000)));
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  }
}

/** The URL of the queue that an ARN names: both end in the queue's name. */
export const urlOf = (queueArn: string, queueUrls: readonly string[]): string | undefined => {
  const name = queueArn.slice(queueArn.lastIndexOf(':') + 1);
  return queueUrls.find((url) => url.endsWith(`/${name}`));
};
