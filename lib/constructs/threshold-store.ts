import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Match, Schedule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { customResourceSeconds, thresholdPath } from '../../lambdas/shared/contract';
import * as contract from '../../lambdas/thresholds/contract';
import { type CustomerKey, type Deployment, parameterArn } from '../deployment';
import type { Group } from '../environments/schema';
import { FunctionRule } from './function-rule';
import { oneAfterAnother } from './one-after-another';
import { onTable, readParametersUnder, sendTo } from './permission';
import { customResourceTimeout, RoutedFunction } from './routed-function';
import { DeadLetterQueue } from './work-queue';

export interface ThresholdStoreProps {
  readonly table: Table;
  readonly rebalance: IQueue;
  readonly key: CustomerKey;
}

/**
 * The thresholds in Parameter Store: created if absent at a deploy, published to the table whenever an admin changes
 * one, and read again every five minutes because change events are best effort.
 */
export class ThresholdStore extends Construct {
  readonly deadLetters: DeadLetterQueue;
  readonly keeper: RoutedFunction;

  constructor(scope: Construct, id: string, deployment: Deployment, { table, rebalance, key }: ThresholdStoreProps) {
    super(scope, id);
    const { environment } = deployment;
    const path = thresholdPath(environment.name);
    const stack = Stack.of(this);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', deployment, { name: 'thresholds', key });
    this.keeper = new RoutedFunction(this, 'Keeper', deployment, {
      name: 'thresholds',
      description: 'Creates missing thresholds, checks what admins set and publishes it to the other functions',
      contract,
      variables: {
        TABLE_NAME: table.tableName,
        THRESHOLD_PATH: path,
        REBALANCE_QUEUE_URL: rebalance.queueUrl,
      },
      permissions: [
        onTable(table, ['GetItem', 'PutItem']),
        readParametersUnder(stack, path),
        sendTo(rebalance),
        {
          actions: ['ssm:PutParameter'],
          resources: [`${parameterArn(stack, path)}/*`],
          wildcardBecause: 'The thresholds of this environment; another environment has another path.',
        },
      ],
      timeoutSeconds: customResourceSeconds.function,
      memory: 512,
      failedEvents: this.deadLetters,
      key,
    });

    new FunctionRule(this, 'WhenAnAdminEdits', {
      description: `A threshold under ${path} was created, changed or deleted`,
      when: {
        pattern: {
          source: [contract.parameterChange.source],
          detailType: [contract.parameterChange.detailType],
          detail: { name: Match.prefix(`${path}/`), operation: [...contract.parameterChange.operations] },
        },
      },
      target: this.keeper.function,
      undelivered: this.deadLetters,
      tryForMinutes: 60,
    });
    new FunctionRule(this, 'EveryFiveMinutes', {
      description: 'Reads all thresholds again: change events are best effort',
      when: { schedule: Schedule.rate(Duration.seconds(contract.reloadEverySeconds)) },
      target: this.keeper.function,
      undelivered: this.deadLetters,
      input: contract.reloadEvent,
      tryForMinutes: 5,
    });
    const created = environment.groups.map((group) => {
      const properties: contract.InitialThresholdsProperties = {
        Group: group.name,
        Parameters: initialParameters(path, group),
      };
      return new CustomResource(this, `Initial-${group.name}`, {
        serviceToken: this.keeper.function.functionArn,
        serviceTimeout: customResourceTimeout,
        resourceType: contract.initialThresholdsResourceType,
        properties: { ...properties },
      });
    });
    // Parameter Store takes 3 new parameters a second (docs/amazon-connect.md#parameter-store): one group after the other.
    oneAfterAnother(created);
  }
}

/** All thresholds of a group as a first deploy sets them. */
export const initialParameters = (path: string, group: Group): contract.InitialThresholdsProperties['Parameters'] =>
  contract.thresholdNames.map((name) => ({
    Name: `${path}/${group.name}/${name}`,
    Value: group.thresholds[name] ?? String(contract.defaultThresholds[name]),
  }));
