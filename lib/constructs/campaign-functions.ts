import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import * as commands from '../../lambdas/campaign-commands/contract';
import * as events from '../../lambdas/campaign-events/contract';
import { commandsAtOnce } from '../configuration/commands-at-once';
import type { CustomerKey, Deployment } from '../deployment';
import type { CampaignManager } from '../environments/schema';
import { FunctionRule } from './function-rule';
import { onContacts, onTable, readSecret, receiveFrom, sendTo } from './permission';
import { RoutedFunction } from './routed-function';
import { readDirectoryOf, type StepResources, stepVariables } from './step-settings';
import { DeadLetterQueue, feed } from './work-queue';

export interface CampaignFunctionsProps {
  readonly resources: StepResources;
  readonly campaignManager: CampaignManager;
  readonly secretArn: string;
  readonly bus: EventBus;
  readonly key: CustomerKey;
}

/** The functions that tell the Campaign Manager what is wanted, and that take in what it says. */
export class CampaignFunctions extends Construct {
  readonly eventDeadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, deployment: Deployment, props: CampaignFunctionsProps) {
    super(scope, id);
    const { environment } = deployment;
    const { resources, campaignManager, secretArn, key } = props;
    const { table, timers, rebalance, campaignCommands } = resources;
    const variables = stepVariables(environment, resources);
    const steps = [
      onTable(table, ['GetItem', 'PutItem', 'UpdateItem']),
      readDirectoryOf(this, environment),
      onContacts(environment.instance.arn, 'StopContact'),
      sendTo(timers, rebalance, campaignCommands),
    ];

    const sender = new RoutedFunction(this, 'Commands', deployment, {
      name: 'campaign-commands',
      description: 'Calls the Campaign Manager over HTTPS, one command after the other for each agent',
      contract: commands,
      variables: {
        ...variables,
        CAMPAIGN_MANAGER_URL: campaignManager.url,
        CAMPAIGN_SECRET_ARN: secretArn,
      },
      permissions: [
        receiveFrom(campaignCommands),
        { actions: ['sqs:ChangeMessageVisibility'], resources: [campaignCommands.queueArn] },
        ...steps,
        readSecret(secretArn),
      ],
      timeoutSeconds: commands.campaignCommandsQueue.functionTimeoutSeconds,
      memory: 512,
      key,
    });
    feed(this, 'CommandsFeed', campaignCommands, sender, {
      batchSize: commands.campaignCommandsQueue.batchSize,
      scalingConfig: { maximumConcurrency: commandsAtOnce(environment) },
    });

    this.eventDeadLetters = new DeadLetterQueue(this, 'EventsDeadLetters', deployment, {
      name: 'campaign-events',
      key,
    });
    const taker = new RoutedFunction(this, 'Events', deployment, {
      name: 'campaign-events',
      description: 'Follows what the Campaign Manager says of tethers, of what agents do, and of campaigns',
      contract: events,
      variables,
      permissions: steps,
      timeoutSeconds: 30,
      memory: 512,
      failedEvents: this.eventDeadLetters,
      key,
    });
    new FunctionRule(this, 'CampaignEvents', {
      description: 'What the Campaign Manager says',
      bus: props.bus,
      when: { pattern: { source: [events.campaignEventSource], detailType: [...events.campaignEventTypes] } },
      target: taker.function,
      undelivered: this.eventDeadLetters,
      tryForMinutes: 60,
    });
  }
}
