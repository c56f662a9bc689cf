import { Construct } from 'constructs';
import { rebalanceQueue } from '../../lambdas/rebalance/contract';
import type { CustomerKey, Deployment } from '../deployment';
import { DeadLetterQueue, WorkQueue } from './work-queue';

/**
 * Requests to look at a group. Part of the state stack although the routing stack works through it: the function that
 * keeps the thresholds asks too.
 */
export class RebalanceQueue extends Construct {
  readonly queue: WorkQueue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, deployment: Deployment, key: CustomerKey) {
    super(scope, id);
    const fifo = { name: 'rebalance', key, fifo: true };
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', deployment, fifo);
    this.queue = new WorkQueue(this, 'Queue', deployment, {
      ...fifo,
      ...rebalanceQueue,
      deadLetters: this.deadLetters,
    });
  }
}
