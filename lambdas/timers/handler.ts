import type { SQSBatchResponse } from 'aws-lambda';
import { type FireTimerPorts, fireTimer } from '../../core/events/fire-timer';
import { armedTimerSchema } from '../../core/messages/messages';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';

/** Looks at what each delayed message is about. */
export const makeHandler =
  (ports: FireTimerPorts & QueueBatchPorts) =>
  (event: unknown): Promise<SQSBatchResponse> =>
    workThrough(ports, event, armedTimerSchema, async (armed) => {
      await fireTimer(ports, armed);
      return 'done';
    });
