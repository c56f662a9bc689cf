import { arnOf, lastPart } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import { md5, type Queue, QueueError } from '../queues/queue';
import type { Queues } from '../queues/queues';
import {
  jsonRefusal,
  jsonReply,
  objectList,
  optionalText,
  readJsonCall,
  requiredText,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

/** The permission each operation needs; a batch needs that of the single call (SQS developer guide, API permissions). */
const actions: Readonly<Record<string, string>> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  DeleteMessage: 'sqs:DeleteMessage',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
  GetQueueUrl: 'sqs:GetQueueUrl',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
};

export function sqsFront(queues: Queues): ServiceFront {
  const nameOf = ({ input }: ServiceCall): string =>
    optionalText(input, 'QueueName') ?? lastPart(requiredText(input, 'QueueUrl'));
  const queueOf = (call: ServiceCall): Queue => {
    const queue = queues.find(nameOf(call));
    if (queue) return queue;
    throw new ServiceError('QueueDoesNotExist', `there is no queue ${nameOf(call)}`);
  };
  return {
    read: readJsonCall,
    needs(call) {
      const action = actions[call.operation];
      if (!action) throw new UnsupportedOperationError(`sqs:${call.operation}`);
      const { region, account } = call.caller;
      const resource =
        queues.find(nameOf(call))?.settings.arn ?? arnOf({ service: 'sqs', region, account, resource: nameOf(call) });
      return [{ action, resource }];
    },
    perform(call) {
      try {
        return jsonReply(perform(call, queueOf(call)));
      } catch (error) {
        if (error instanceof QueueError) throw new ServiceError(error.code, error.message);
        throw error;
      }
    },
    refuse: jsonRefusal,
  };
}

function perform(call: ServiceCall, queue: Queue): Record<string, unknown> {
  const { operation, input, caller } = call;
  switch (operation) {
    case 'SendMessage':
      return send(queue, input, caller.roleArn);
    case 'SendMessageBatch':
      return sendBatch(queue, objectList(input, 'Entries'), caller.roleArn);
    case 'DeleteMessage':
      queue.delete(requiredText(input, 'ReceiptHandle'));
      return {};
    case 'ChangeMessageVisibility':
      queue.changeVisibility(requiredText(input, 'ReceiptHandle'), Number(input['VisibilityTimeout']));
      return {};
    case 'GetQueueUrl':
      return { QueueUrl: queue.settings.url };
    default:
      return { Attributes: attributes(queue) };
  }
}

function send(queue: Queue, input: Readonly<Record<string, unknown>>, senderId: string): Record<string, unknown> {
  const body = requiredText(input, 'MessageBody');
  const delay = input['DelaySeconds'];
  const sent = queue.send({
    body,
    delaySeconds: typeof delay === 'number' ? delay : undefined,
    groupId: optionalText(input, 'MessageGroupId'),
    deduplicationId: optionalText(input, 'MessageDeduplicationId'),
    attributes: recordAttributes(input['MessageAttributes']),
    senderId,
  });
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5(body),
    ...(sent.sequenceNumber !== null && { SequenceNumber: sent.sequenceNumber }),
  };
}

function sendBatch(
  queue: Queue,
  entries: readonly Record<string, unknown>[],
  senderId: string,
): Record<string, unknown> {
  if (entries.length === 0) throw new ServiceError('EmptyBatchRequest', 'a batch must hold 1 to 10 messages, got none');
  if (entries.length > 10)
    throw new ServiceError('TooManyEntriesInBatchRequest', `a batch must hold 1 to 10 messages, got ${entries.length}`);
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new ServiceError('BatchEntryIdsNotDistinct', 'two messages of a batch have the same Id');
  const Successful: unknown[] = [];
  const Failed: unknown[] = [];
  for (const entry of entries) {
    const Id = requiredText(entry, 'Id');
    try {
      Successful.push({ Id, ...send(queue, entry, senderId) });
    } catch (error) {
      if (!(error instanceof QueueError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

/** Attributes as a Lambda record spells them: in lower case. */
function recordAttributes(value: unknown): Record<string, unknown> {
  const given = Object.entries(Object(value) as Record<string, Record<string, unknown>>);
  return Object.fromEntries(
    given.map(([name, { StringValue, BinaryValue, DataType }]) => [
      name,
      {
        stringValue: StringValue,
        binaryValue: BinaryValue,
        dataType: DataType,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  );
}

function attributes(queue: Queue): Record<string, string> {
  const { settings } = queue;
  return {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(queue.messages().length),
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    DelaySeconds: String(settings.delaySeconds),
  };
}
