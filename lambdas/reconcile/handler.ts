import type { SQSBatchResponse } from 'aws-lambda';
import { roundSchema } from '../../core/reconcile/reading-round';
import { continueRound, type ReconcilePorts, type ReconcileResult, reconcile } from '../../core/reconcile/reconcile';
import { onceDeployed } from '../shared/once-deployed';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';

export interface ReconcileHandlerPorts extends ReconcilePorts, QueueBatchPorts {
  readonly decisions: ReconcilePorts['decisions'];
}

/** Messages of the queue bring a round back; the schedule's event holds nothing that matters. */
export const makeHandler =
  (ports: ReconcileHandlerPorts) =>
  (event: unknown): Promise<SQSBatchResponse | ReconcileResult | null> =>
    isOfQueue(event)
      ? workThrough(ports, event, roundSchema, async (round) => {
          await continueRound(ports, round);
          return 'done';
        })
      : onceDeployed(ports.failures, 'this minute', () => reconcile(ports));

const isOfQueue = (event: unknown): boolean => typeof event === 'object' && event !== null && 'Records' in event;
