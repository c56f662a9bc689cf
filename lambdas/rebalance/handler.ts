import type { SQSBatchResponse } from 'aws-lambda';
import { rebalanceSchema } from '../../core/domain/messages';
import { type RebalancePorts, rebalance } from '../../core/usecases/rebalance';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';

/** Decides for one group at a time who crosses to the other side. */
export const makeHandler =
  (ports: RebalancePorts & QueueBatchPorts) =>
  (event: unknown): Promise<SQSBatchResponse> =>
    workThrough(ports, event, rebalanceSchema, async (request) => {
      await rebalance(ports, request);
      return 'done';
    });
