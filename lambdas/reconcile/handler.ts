import type { SQSBatchResponse } from 'aws-lambda';
import { roundSchema } from '../../core/domain/reading-round';
import { continueRound, type ReconcilePorts, type ReconcileResult, reconcile } from '../../core/usecases/reconcile';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { onceDeployed } from '../shared/once-deployed';
import { rosterPort, roundPorts, stepPorts, tokenPort } from '../shared/ports-from-environment';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';
import { environment } from './contract';

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

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...stepPorts(env),
    ...tokenPort(),
    ...rosterPort(env),
    ...roundPorts(env),
    ...tools,
  });
});
