import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { DeduplicationScope, FifoThroughputLimit, type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type CustomerKey, type Deployment, named } from '../deployment';
import type { RoutedFunction } from './routed-function';

/** How long a message that could not be handled waits for somebody to look at it: the longest SQS keeps any. */
const keptFor = Duration.days(14);

/** SQS wants the names of FIFO queues to say so. */
const queueName = (deployment: Deployment, name: string, fifo = false): string =>
  named(deployment, fifo ? `${name}.fifo` : name);

const encryption = (key: CustomerKey) =>
  key ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key } : { encryption: QueueEncryption.SQS_MANAGED };

/**
 * Without it all message groups together share 300 requests a second of each kind; with it each has as many (SQS developer
 * guide, "high throughput for FIFO queues"). Deduplication ids then count within their message group, as ours are meant.
 */
const highThroughputFifo = {
  fifo: true,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
} as const;

/** Where what could not be handled or delivered is kept; one of the four alarms watches every one of them. */
export class DeadLetterQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    props: { name: string; key: CustomerKey; fifo?: boolean },
  ) {
    super(scope, id, {
      queueName: queueName(deployment, `${props.name}-dlq`, props.fifo),
      ...(props.fifo ? { fifo: true } : {}),
      retentionPeriod: keptFor,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      ...encryption(props.key),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is the dead-letter queue itself; an alarm says when it is not empty.',
    });
  }
}

export interface WorkQueueProps {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries before a message goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  readonly deadLetters: IQueue;
  readonly key: CustomerKey;
  /** Messages of one message group come one after the other, and each deduplication id once; so must the dead letters. */
  readonly fifo?: boolean;
  /** How long every message waits before it can be received. */
  readonly deliveryDelaySeconds?: number;
}

/** A queue one of our functions works through. */
export class WorkQueue extends Queue {
  constructor(scope: Construct, id: string, deployment: Deployment, props: WorkQueueProps) {
    super(scope, id, {
      queueName: queueName(deployment, props.name, props.fifo),
      ...(props.fifo ? highThroughputFifo : {}),
      ...(props.deliveryDelaySeconds ? { deliveryDelay: Duration.seconds(props.deliveryDelaySeconds) } : {}),
      visibilityTimeout: Duration.seconds(props.visibilityTimeoutSeconds),
      deadLetterQueue: { queue: props.deadLetters, maxReceiveCount: props.maxReceiveCount },
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      ...encryption(props.key),
    });
  }
}

/** How many messages a function gets at a time, and how many runs at once. */
export interface FeedSettings {
  readonly batchSize: number;
  readonly scalingConfig?: CfnEventSourceMapping.ScalingConfigProperty;
}

/** Has Lambda hand a queue's messages to a function; those it names as failed come again. */
export const feed = (scope: Construct, id: string, queue: IQueue, reader: RoutedFunction, settings: FeedSettings) =>
  new CfnEventSourceMapping(scope, id, {
    functionName: reader.function.functionName,
    eventSourceArn: queue.queueArn,
    functionResponseTypes: ['ReportBatchItemFailures'],
    ...settings,
  });
