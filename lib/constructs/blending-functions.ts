import { Construct } from 'constructs';
import * as mapTether from '../../lambdas/map-tether/contract';
import * as rebalance from '../../lambdas/rebalance/contract';
import type { CustomerKey, Deployment } from '../deployment';
import { onContacts, onTable, queryIndexes, receiveFrom, sendTo } from './permission';
import { RoutedFunction } from './routed-function';
import { readDirectoryOf, type StepResources, stepVariables } from './step-settings';
import { feed } from './work-queue';

export interface BlendingFunctionsProps {
  readonly resources: StepResources;
  readonly key: CustomerKey;
}

/** The functions that know tethers by their tokens, and that decide who crosses to the other side. */
export class BlendingFunctions extends Construct {
  readonly mapTether: RoutedFunction;
  readonly rebalance: RoutedFunction;

  constructor(scope: Construct, id: string, deployment: Deployment, { resources, key }: BlendingFunctionsProps) {
    super(scope, id);
    const { environment } = deployment;
    const { table, timers, campaignCommands } = resources;
    const variables = stepVariables(environment, resources);
    const readDirectory = readDirectoryOf(this, environment);

    this.mapTether = new RoutedFunction(this, 'MapTether', deployment, {
      name: 'map-tether',
      description: 'Answers the flow tether: whose call this is, by its token, or that it must end',
      contract: mapTether,
      variables,
      permissions: [
        onTable(table, ['GetItem', 'PutItem', 'UpdateItem']),
        readDirectory,
        sendTo(timers, resources.rebalance, campaignCommands),
      ],
      timeoutSeconds: mapTether.mapTetherTimeoutSeconds,
      // A call is up and the flow waits.
      memory: 1024,
      key,
    });

    this.rebalance = new RoutedFunction(this, 'Rebalance', deployment, {
      name: 'rebalance',
      description: 'Looks at one group and decides who crosses between the inbound and the outbound side',
      contract: rebalance,
      variables,
      permissions: [
        receiveFrom(resources.rebalance),
        onTable(table, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem']),
        queryIndexes(table, 'ranked-agents', 'waiting-calls', 'blend-agents'),
        readDirectory,
        onContacts(environment.instance.arn, 'StopContact', 'UpdateContactRoutingData'),
        sendTo(timers, resources.rebalance, campaignCommands),
      ],
      timeoutSeconds: rebalance.rebalanceQueue.functionTimeoutSeconds,
      memory: 512,
      key,
    });
    feed(this, 'RebalanceFeed', resources.rebalance, this.rebalance, { batchSize: rebalance.rebalanceQueue.batchSize });
  }
}
