import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import {
  blendAgentsIndex,
  rankedAgentsIndex,
  tableKeys,
  timeToLiveAttribute,
  waitingCallsIndex,
} from '../../lambdas/shared/contract';
import { CampaignSecret } from '../constructs/campaign-secret';
import { RebalanceQueue } from '../constructs/rebalance-queue';
import { ThresholdStore } from '../constructs/threshold-store';
import { type CustomerKey, type Deployment, named, stateRemoval } from '../deployment';
import { exportAlways } from '../export-always';

/**
 * What outlives a change of code: the table, the bus, the Campaign Manager's secret, and the thresholds in Parameter Store
 * with the function that keeps them and the queue it asks for decisions by.
 */
export class StateStack extends Stack {
  readonly table: Table;
  readonly bus: EventBus;
  readonly thresholds: ThresholdStore;
  readonly rebalance: RebalanceQueue;
  /** Only where the environment has a Campaign Manager. */
  readonly campaignSecretArn: string | undefined;
  readonly key: CustomerKey;

  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    const { customerKeyArn, campaignManager } = deployment.environment;
    this.key = customerKeyArn ? Key.fromKeyArn(this, 'CustomerKey', customerKeyArn) : undefined;

    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new Table(this, 'Table', {
      partitionKey: text(tableKeys.partitionKey),
      sortKey: text(tableKeys.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: deployment.environment.deletionProtection,
      removalPolicy: stateRemoval(deployment),
      timeToLiveAttribute,
      ...(this.key ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key } : {}),
    });
    for (const index of [rankedAgentsIndex, waitingCallsIndex, blendAgentsIndex]) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: named(deployment, 'bus'),
      description: 'Facts our own rules consume',
      ...(this.key ? { kmsKey: this.key } : {}),
    });
    this.rebalance = new RebalanceQueue(this, 'Rebalance', deployment, this.key);
    this.thresholds = new ThresholdStore(this, 'Thresholds', deployment, {
      table: this.table,
      rebalance: this.rebalance.queue,
      key: this.key,
    });
    this.campaignSecretArn = campaignManager
      ? new CampaignSecret(this, 'CampaignManager', deployment, { secret: campaignManager.secret, key: this.key }).arn
      : undefined;

    const { queue, deadLetters } = this.rebalance;
    exportAlways(this, [
      this.table.tableArn,
      this.table.tableName,
      this.bus.eventBusArn,
      this.bus.eventBusName,
      queue.queueArn,
      queue.queueUrl,
      deadLetters.queueName,
      this.thresholds.deadLetters.queueName,
    ]);
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    if (this.campaignSecretArn) new CfnOutput(this, 'CampaignSecretArn', { value: this.campaignSecretArn });
    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName });
  }
}
