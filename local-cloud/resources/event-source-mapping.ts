import * as z from 'zod';
import { parseArn, uuidFor } from '../aws/identity';
import { type SourceFilter, sourceFilter } from '../lambda/event-source';
import type { LambdaFunction } from '../lambda/functions';
import { checkPattern, type Pattern } from '../patterns/pattern';
import { QueueReader } from '../queues/queue-reader';
import { StreamReader } from '../streams/stream-reader';
import { checkDestination } from './lambda-resources';
import { noEffect, numeric, type Platform, resourceType, truth } from './resource-type';

/** What Lambda needs of the function's role to read for it (Lambda developer guide, SQS and Kinesis permissions). */
const readActions: Readonly<Record<string, readonly string[]>> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  kinesis: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListShards'],
};

const shape = {
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: truth.optional(),
  BatchSize: numeric.optional(),
  MaximumBatchingWindowInSeconds: numeric.optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  BisectBatchOnFunctionError: truth.optional(),
  MaximumRetryAttempts: numeric.optional(),
  MaximumRecordAgeInSeconds: numeric.optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() }).optional(),
  // A stream is empty when the mapping is made, so where reading starts makes no difference.
  StartingPosition: noEffect,
  ParallelizationFactor: numeric.optional(),
  ScalingConfig: noEffect,
  Tags: noEffect,
};
type Mapping = z.infer<z.ZodObject<typeof shape>>;

export const eventSourceMappingResources = {
  'AWS::Lambda::EventSourceMapping': resourceType(shape, (properties, { stackName, logicalId }, platform) => {
    const host = platform.functions.get(properties.FunctionName);
    const { service } = parseArn(properties.EventSourceArn);
    const actions = readActions[service];
    if (!actions)
      throw new Error(
        `the local cloud does not read events from ${properties.EventSourceArn}; queues and Kinesis streams are known`,
      );
    const who = `the event source mapping of function ${host.settings.name}`;
    const refusals = actions.map((action) =>
      platform.access.refusalForRole(host.settings.roleArn, who, { action, resource: properties.EventSourceArn }),
    );
    const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
    checkDestination(host, onFailureArn, platform);
    const mayRead = refusals.every((refusal) => refusal === null);
    if (mayRead && properties.Enabled !== false) {
      if (service === 'sqs') readQueue(properties, host, platform);
      else readStream(properties, host, onFailureArn ?? null, platform);
    }
    const id = uuidFor(`${stackName}/${logicalId}`);
    return { ref: id, attributes: { Id: id } };
  }),
};

function readQueue(properties: Mapping, host: LambdaFunction, platform: Platform): void {
  const queue = platform.queues.get(properties.EventSourceArn);
  const { name, fifo, visibilityTimeoutSeconds } = queue.settings;
  const { timeoutSeconds } = host.settings;
  if (visibilityTimeoutSeconds < timeoutSeconds)
    throw new Error(
      `the visibility timeout of queue ${name}, ${visibilityTimeoutSeconds} s, is less than the function's timeout of ${timeoutSeconds} s`,
    );
  const batchSize = properties.BatchSize ?? 10;
  const batchingWindowSeconds = properties.MaximumBatchingWindowInSeconds ?? 0;
  if (batchSize > 10 && (fifo || batchingWindowSeconds < 1))
    throw new Error(`a batch of ${batchSize} messages needs a standard queue and a batching window of at least 1 s`);
  if (fifo && batchingWindowSeconds > 0) throw new Error(`the FIFO queue ${name} takes no batching window`);
  const mapping = {
    batchSize,
    batchingWindowSeconds,
    reportsBatchItemFailures: (properties.FunctionResponseTypes ?? []).length > 0,
    filter: filterOf(properties),
  };
  new QueueReader(queue, host, mapping, platform.scheduler);
}

function readStream(properties: Mapping, host: LambdaFunction, onFailureArn: string | null, platform: Platform): void {
  const mapping = {
    batchSize: properties.BatchSize ?? 100,
    parallelizationFactor: properties.ParallelizationFactor ?? 1,
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds ?? 0,
    bisectOnError: properties.BisectBatchOnFunctionError ?? false,
    maximumRetryAttempts: properties.MaximumRetryAttempts ?? -1,
    maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds ?? -1,
    reportsBatchItemFailures: (properties.FunctionResponseTypes ?? []).length > 0,
    onFailureArn,
    filter: filterOf(properties),
  };
  new StreamReader(
    platform.streams.get(properties.EventSourceArn),
    host,
    mapping,
    platform.scheduler,
    platform.deadLetters,
  );
}

function filterOf(properties: Mapping): SourceFilter | null {
  const patterns = (properties.FilterCriteria?.Filters ?? []).map(({ Pattern: text }) => JSON.parse(text) as Pattern);
  const problems = patterns.flatMap((pattern, index) => checkPattern(pattern, `FilterCriteria.Filters.${index}`));
  if (problems.length > 0) throw new Error(problems.join('; '));
  return sourceFilter(patterns);
}
