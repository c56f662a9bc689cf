import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import {
  countedOperations,
  directoryPath,
  type EnvironmentOf,
  type stepEnvironment,
} from '../../lambdas/shared/contract';
import { instanceIdOf } from '../deployment';
import type { Environment } from '../environments/schema';
import { type Permission, readParametersUnder } from './permission';

/** What a function works with that takes an agent a step further on the outbound side. */
export interface StepResources {
  readonly table: Table;
  readonly timers: IQueue;
  readonly rebalance: IQueue;
  readonly campaignCommands: IQueue;
}

const connectPerSecond = (quotas: Environment['quotas']['connectPerSecond']): string =>
  JSON.stringify(Object.fromEntries(countedOperations.map((operation) => [operation, quotas[operation]])));

/** What every function that takes steps of agents reads from its environment. */
export const stepVariables = (
  environment: Environment,
  { table, timers, rebalance, campaignCommands }: StepResources,
): EnvironmentOf<typeof stepEnvironment> => ({
  TABLE_NAME: table.tableName,
  DIRECTORY_PATH: directoryPath(environment.name),
  INSTANCE_ID: instanceIdOf(environment),
  CONNECT_PER_SECOND: connectPerSecond(environment.quotas.connectPerSecond),
  TIMERS_QUEUE_URL: timers.queueUrl,
  REBALANCE_QUEUE_URL: rebalance.queueUrl,
  CAMPAIGN_COMMANDS_QUEUE_URL: campaignCommands.queueUrl,
});

/** The directory of this environment may be read, which names groups, queues and agents' profiles. */
export const readDirectoryOf = (scope: IConstruct, environment: Environment): Permission =>
  readParametersUnder(Stack.of(scope), directoryPath(environment.name));
