import type { SQSBatchResponse } from 'aws-lambda';
import type { MessageReturn } from '../../adapters/aws/message-queues';
import { type RunCommandPorts, runConnectCommand } from '../../core/connect-commands/run-command';
import { type CommandPriority, commandSchema } from '../../core/messages/messages';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';

export interface ConnectCommandsPorts extends RunCommandPorts, QueueBatchPorts {
  readonly decisions: RunCommandPorts['decisions'];
  readonly messages: MessageReturn;
  /** Which queue a message came from, by the queue's ARN. */
  priorityOf(queueArn: string): CommandPriority;
}

/** Runs commands on Connect's rate-limited APIs; one without a token goes back until there is one. */
export const makeHandler =
  (ports: ConnectCommandsPorts) =>
  (event: unknown): Promise<SQSBatchResponse> =>
    workThrough(ports, event, commandSchema, async (command, record) => {
      const outcome = await runConnectCommand(ports, command, ports.priorityOf(record.eventSourceARN));
      if (outcome.kind === 'done') return 'done';
      await ports.messages.putBack(record.eventSourceARN, record.receiptHandle, outcome.retryAfterMs);
      return 'again';
    });
