import type { SQSBatchResponse } from 'aws-lambda';
import { type MessageReturn, urlOf } from '../../adapters/aws/message-queues';
import { type CommandPriority, commandSchema } from '../../core/domain/messages';
import { type RunCommandPorts, runCommand } from '../../core/usecases/run-command';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import {
  clock,
  connectLimiterPort,
  directoryPort,
  messageReturnPort,
  rateLimitedCentrePort,
  tablePorts,
} from '../shared/ports-from-environment';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';
import { environment } from './contract';

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
      const outcome = await runCommand(ports, command, ports.priorityOf(record.eventSourceARN));
      if (outcome.kind === 'done') return 'done';
      await ports.messages.putBack(record.eventSourceARN, record.receiptHandle, outcome.retryAfterMs);
      return 'again';
    });

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...tablePorts(env),
    ...connectLimiterPort(env),
    ...directoryPort(env),
    ...rateLimitedCentrePort(env),
    ...messageReturnPort(env.URGENT_QUEUE_URL, env.REPAIR_QUEUE_URL),
    ...tools,
    clock,
    priorityOf: (queueArn) => (urlOf(queueArn, [env.URGENT_QUEUE_URL]) ? 'urgent' : 'repair'),
  });
});
