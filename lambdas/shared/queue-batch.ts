import type { SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import type { DecisionLog } from '../../core/decisions/decision-log';
import { problemsOf } from '../../core/tolerant';
import type { FailureLog } from './middleware';

const queueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      eventSourceARN: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string().optional() }).optional(),
    }),
  ),
});
export type QueueRecord = z.infer<typeof queueEvent>['Records'][number];

export interface QueueBatchPorts {
  readonly decisions: Pick<DecisionLog, 'record'>;
  readonly failures: FailureLog;
}

/**
 * Works through the messages of an SQS batch, one after another, each on its own. `work` answers `again` for a message
 * that is to come back; one that fails or cannot be read comes back too, until the queue's redrive policy keeps it in the
 * DLQ. A message nobody can read is counted at its first delivery only.
 */
export async function workThrough<T>(
  ports: QueueBatchPorts,
  event: unknown,
  schema: z.ZodType<T>,
  work: (message: T, record: QueueRecord) => Promise<'done' | 'again'>,
): Promise<SQSBatchResponse> {
  const { Records } = queueEvent.parse(event);
  const back: string[] = [];
  for (const record of Records) {
    const read = readBody(record.body, schema);
    try {
      if ('problems' in read) {
        tellMalformed(ports, record, read.problems);
        back.push(record.messageId);
      } else if ((await work(read.message, record)) === 'again') back.push(record.messageId);
    } catch (error) {
      ports.failures.failed(`message ${record.messageId} failed and will be delivered again`, error);
      back.push(record.messageId);
    }
  }
  return { batchItemFailures: back.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** How often the message was delivered, this time included; 1 where SQS does not say. */
export const deliveriesOf = ({ attributes }: QueueRecord): number => Number(attributes?.ApproximateReceiveCount ?? 1);

function readBody<T>(
  body: string,
  schema: z.ZodType<T>,
): { readonly message: T } | { readonly problems: readonly string[] } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problems: ['the message is not JSON'] };
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? { message: parsed.data } : { problems: problemsOf(parsed.error) };
}

function tellMalformed(ports: QueueBatchPorts, record: QueueRecord, problems: readonly string[]): void {
  if (deliveriesOf(record) > 1) return;
  ports.decisions.record({
    type: 'input.ignored',
    why: 'malformed',
    reason: `a message of ${record.eventSourceARN} cannot be read: ${problems.join('; ')}`,
    inputs: { messageId: record.messageId, problems },
  });
}
