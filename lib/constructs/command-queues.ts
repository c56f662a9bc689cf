import { Construct } from 'constructs';
import { campaignCommandsQueue } from '../../lambdas/campaign-commands/contract';
import { commandsQueue } from '../../lambdas/connect-commands/contract';
import { timersQueue } from '../../lambdas/timers/contract';
import type { CustomerKey, Deployment } from '../deployment';
import type { RoutedFunction } from './routed-function';
import { DeadLetterQueue, feed, WorkQueue } from './work-queue';

/**
 * Delayed messages; the commands for Connect's APIs of 2 calls a second, of which urgent ones have a queue of their own;
 * and the commands for the Campaign Manager, which a later stack works through.
 */
export class CommandQueues extends Construct {
  readonly timers: WorkQueue;
  readonly urgent: WorkQueue;
  readonly repair: WorkQueue;
  readonly campaign: WorkQueue;
  readonly timerDeadLetters: DeadLetterQueue;
  readonly commandDeadLetters: DeadLetterQueue;
  readonly campaignDeadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, deployment: Deployment, key: CustomerKey) {
    super(scope, id);
    this.timerDeadLetters = new DeadLetterQueue(this, 'TimerDeadLetters', deployment, { name: 'timers', key });
    this.commandDeadLetters = new DeadLetterQueue(this, 'CommandDeadLetters', deployment, { name: 'commands', key });
    this.timers = new WorkQueue(this, 'Timers', deployment, {
      name: 'timers',
      ...timersQueue,
      deadLetters: this.timerDeadLetters,
      key,
    });
    const commands = (queueId: string, name: string) =>
      new WorkQueue(this, queueId, deployment, { name, ...commandsQueue, deadLetters: this.commandDeadLetters, key });
    this.urgent = commands('Urgent', 'urgent');
    this.repair = commands('Repair', 'repair');
    const campaign = { name: 'campaign-commands', key, fifo: true };
    this.campaignDeadLetters = new DeadLetterQueue(this, 'CampaignDeadLetters', deployment, campaign);
    this.campaign = new WorkQueue(this, 'Campaign', deployment, {
      ...campaign,
      ...campaignCommandsQueue,
      deadLetters: this.campaignDeadLetters,
    });
  }

  feedTimers(reader: RoutedFunction): void {
    feed(this, 'TimersFeed', this.timers, reader, { batchSize: timersQueue.batchSize });
  }

  feedCommands(reader: RoutedFunction): void {
    const settings = {
      batchSize: commandsQueue.batchSize,
      scalingConfig: { maximumConcurrency: commandsQueue.maximumConcurrency },
    };
    feed(this, 'UrgentFeed', this.urgent, reader, settings);
    feed(this, 'RepairFeed', this.repair, reader, settings);
  }
}
