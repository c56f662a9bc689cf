import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnInstanceStorageConfig } from 'aws-cdk-lib/aws-connect';
import { type IStream, Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { agentEventSource } from '../../lambdas/agent-events/contract';
import type { CustomerKey, Deployment } from '../deployment';
import type { Permission } from './permission';
import type { RoutedFunction } from './routed-function';
import type { DeadLetterQueue } from './work-queue';

/** The stream Connect writes agent events to: ours, or one that is there already and stays as it is. */
export class AgentEventStream extends Construct {
  readonly stream: IStream;
  private readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';

  constructor(scope: Construct, id: string, { environment }: Deployment, key: CustomerKey) {
    super(scope, id);
    if (environment.agentEvents.owner === 'existing') {
      this.stream = Stream.fromStreamArn(this, 'Stream', environment.agentEvents.streamArn);
      // Records from before the deploy are about none of our calls, and old ones would fill the dead-letter queue. Records that
      // are skipped while the mapping is made are healed by `reconcile`.
      this.startingPosition = 'LATEST';
      return;
    }
    // LATEST may skip records around the creation of the mapping (docs/amazon-connect.md#kinesis-to-lambda).
    this.startingPosition = 'TRIM_HORIZON';
    const stream = new Stream(this, 'Stream', {
      shardCount: environment.agentEvents.shards,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key
        ? { encryption: StreamEncryption.KMS, encryptionKey: key }
        : { encryption: StreamEncryption.UNENCRYPTED }),
    });
    Validations.of(stream).acknowledge({
      id: 'AwsSolutions-KDS1',
      reason:
        'Connect publishes to an encrypted stream only with the key of its own storage, and silently drops events otherwise; name that key as customerKeyArn to encrypt. Records live 24 hours and hold no customer data.',
    });
    this.stream = stream;
    // An instance has one configuration of this kind: with a brought stream it exists already and is not ours.
    new CfnInstanceStorageConfig(this, 'AgentEvents', {
      instanceArn: environment.instance.arn,
      resourceType: 'AGENT_EVENTS',
      storageType: 'KINESIS_STREAM',
      kinesisStreamConfig: { streamArn: stream.streamArn },
    });
  }

  /** What a reader of the stream needs. */
  get read(): Permission {
    return {
      actions: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
      ],
      resources: [this.stream.streamArn],
    };
  }

  feed(reader: RoutedFunction, failedRecords: DeadLetterQueue): void {
    new CfnEventSourceMapping(this, 'Feed', {
      functionName: reader.function.functionName,
      eventSourceArn: this.stream.streamArn,
      startingPosition: this.startingPosition,
      batchSize: agentEventSource.batchSize,
      parallelizationFactor: agentEventSource.parallelizationFactor,
      bisectBatchOnFunctionError: agentEventSource.bisectBatchOnFunctionError,
      maximumRetryAttempts: agentEventSource.maximumRetryAttempts,
      maximumRecordAgeInSeconds: agentEventSource.maximumRecordAgeSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      destinationConfig: { onFailure: { destination: failedRecords.queueArn } },
    });
  }
}
