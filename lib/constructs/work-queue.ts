import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type CustomerKey, type Deployment, named } from '../deployment';

/** How long a message that could not be handled waits for somebody to look at it: the longest SQS keeps any. */
const keptFor = Duration.days(14);

const encryption = (key: CustomerKey) =>
  key ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key } : { encryption: QueueEncryption.SQS_MANAGED };

/** Where what could not be handled or delivered is kept; one of the four alarms watches every one of them. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, deployment: Deployment, props: { name: string; key: CustomerKey }) {
    super(scope, id, {
      queueName: named(deployment, `${props.name}-dlq`),
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
}

/** A queue one of our functions works through. */
export class WorkQueue extends Queue {
  constructor(scope: Construct, id: string, deployment: Deployment, props: WorkQueueProps) {
    super(scope, id, {
      queueName: named(deployment, props.name),
      visibilityTimeout: Duration.seconds(props.visibilityTimeoutSeconds),
      deadLetterQueue: { queue: props.deadLetters, maxReceiveCount: props.maxReceiveCount },
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      ...encryption(props.key),
    });
  }
}
