import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { commandsQueue } from '../../lambdas/connect-commands/contract';
import { timersQueue } from '../../lambdas/timers/contract';
import type { CustomerKey, Deployment } from '../deployment';
import type { RoutedFunction } from './routed-function';
import { DeadLetterQueue, WorkQueue } from './work-queue';

/** Delayed messages, and the commands for Connect's APIs of 2 calls a second: urgent ones have a queue of their own. */
export class CommandQueues extends Construct {
  readonly timers: WorkQueue;
  readonly urgent: WorkQueue;
  readonly repair: WorkQueue;
  readonly timerDeadLetters: DeadLetterQueue;
  readonly commandDeadLetters: DeadLetterQueue;

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
  }

  feedTimers(reader: RoutedFunction): void {
    this.feed('TimersFeed', this.timers, reader, { batchSize: timersQueue.batchSize });
  }

  feedCommands(reader: RoutedFunction): void {
    const settings = {
      batchSize: commandsQueue.batchSize,
      scalingConfig: { maximumConcurrency: commandsQueue.maximumConcurrency },
    };
    this.feed('UrgentFeed', this.urgent, reader, settings);
    this.feed('RepairFeed', this.repair, reader, settings);
  }

  private feed(
    id: string,
    queue: WorkQueue,
    reader: RoutedFunction,
    settings: { batchSize: number; scalingConfig?: CfnEventSourceMapping.ScalingConfigProperty },
  ): void {
    new CfnEventSourceMapping(this, id, {
      functionName: reader.function.functionName,
      eventSourceArn: queue.queueArn,
      functionResponseTypes: ['ReportBatchItemFailures'],
      ...settings,
    });
  }
}
