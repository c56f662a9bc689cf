import type { SQSBatchResponse } from 'aws-lambda';
import { type RebalancePorts, rebalance } from '../../core/blending/rebalance';
import { rebalanceSchema } from '../../core/messages/messages';
import { deliveriesOf, type QueueBatchPorts, workThrough } from '../shared/queue-batch';

/** Decides for one group at a time who crosses to the other side. */
export const makeHandler =
  (ports: RebalancePorts & QueueBatchPorts) =>
  (event: unknown): Promise<SQSBatchResponse> =>
    workThrough(ports, event, rebalanceSchema, async (request, record) => {
      await rebalance(ports, request, { again: deliveriesOf(record) > 1 });
      return 'done';
    });
