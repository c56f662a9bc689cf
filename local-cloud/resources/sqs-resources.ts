import * as z from 'zod';
import { arnOf, generatedName } from '../aws/identity';
import { parsePolicy } from '../iam/policy';
import { noEffect, numeric, resourceType, truth } from './resource-type';

const wholeNumber = (from: number, to: number) =>
  numeric.refine(
    (value) => Number.isInteger(value) && value >= from && value <= to,
    `must be a whole number from ${from} to ${to}`,
  );
const redrivePolicy = z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: wholeNumber(1, 1000) });
const ofFifoQueues = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'] as const;

export const sqsResources = {
  'AWS::SQS::Queue': resourceType(
    {
      QueueName: z.string().optional(),
      FifoQueue: truth.optional(),
      DelaySeconds: wholeNumber(0, 900).optional(),
      VisibilityTimeout: wholeNumber(0, 43_200).optional(),
      ContentBasedDeduplication: truth.optional(),
      DeduplicationScope: z.literal(['queue', 'messageGroup']).optional(),
      RedrivePolicy: redrivePolicy.optional(),
      // No run comes near either limit.
      FifoThroughputLimit: z.literal(['perQueue', 'perMessageGroupId']).optional(),
      // Longer than any run; receiving is done by the mappings, without polling.
      MessageRetentionPeriod: noEffect,
      MaximumMessageSize: noEffect,
      ReceiveMessageWaitTimeSeconds: noEffect,
      RedriveAllowPolicy: noEffect,
      KmsMasterKeyId: noEffect,
      KmsDataKeyReusePeriodSeconds: noEffect,
      SqsManagedSseEnabled: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region, account }, { queues, endpoint }) => {
      const fifo = properties.FifoQueue ?? false;
      const name = properties.QueueName ?? generatedName(stackName, logicalId, 80, fifo ? '.fifo' : '');
      if (fifo !== name.endsWith('.fifo'))
        throw new Error(
          `the name ${name} of a ${fifo ? 'FIFO' : 'standard'} queue must ${fifo ? '' : 'not '}end in .fifo`,
        );
      const [misplaced] = fifo ? [] : ofFifoQueues.filter((property) => properties[property] !== undefined);
      if (misplaced) throw new Error(`${misplaced} is for FIFO queues only; ${name} is a standard queue`);
      const { DeduplicationScope: scope, FifoThroughputLimit: limit } = properties;
      if (limit === 'perMessageGroupId' && scope !== 'messageGroup')
        throw new Error('FifoThroughputLimit perMessageGroupId needs the DeduplicationScope messageGroup');
      const arn = arnOf({ service: 'sqs', region, account, resource: name });
      const { RedrivePolicy: redrive } = properties;
      if (redrive && redrive.deadLetterTargetArn.endsWith('.fifo') !== fifo)
        throw new Error(`the dead-letter queue of a ${fifo ? 'FIFO' : 'standard'} queue must be one too`);
      const url = `${endpoint}/${account}/${name}`;
      queues.add({
        name,
        arn,
        url,
        fifo,
        delaySeconds: properties.DelaySeconds ?? 0,
        visibilityTimeoutSeconds: properties.VisibilityTimeout ?? 30,
        contentBasedDeduplication: properties.ContentBasedDeduplication ?? false,
        deduplicationPerGroup: scope === 'messageGroup',
        redrive: redrive
          ? { deadLetterArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount }
          : null,
      });
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
  ),
  'AWS::SQS::QueuePolicy': resourceType(
    { Queues: z.array(z.string()), PolicyDocument: z.unknown() },
    ({ Queues, PolicyDocument }, { stackName, logicalId }, { queues, access }) => {
      const policy = parsePolicy(PolicyDocument, `queue policy ${logicalId} of stack ${stackName}`);
      for (const url of Queues) access.addResourcePolicy(queues.get(url).settings.arn, policy);
      return { ref: generatedName(stackName, logicalId, 80) };
    },
  ),
};
