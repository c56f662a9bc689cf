import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  ...stepEnvironment,
  /** Malformed records are kept here with their payload; a mapping's own on-failure message has none. */
  'DEAD_LETTER_QUEUE_URL',
  /** Records that keep failing go on here (`agentEventsAgainQueue`). */
  'AGAIN_QUEUE_URL',
] as const;

export const functionTimeoutSeconds = 30;

/**
 * How the stream is read. What fails for long is handed over to the queue below (core/events/take-in-order.ts); a batch with
 * which the function dies is halved until the bad record is alone, and handed over as well. Only what the queue does not take
 * either ends in the DLQ.
 */
export const agentEventSource = {
  batchSize: 100,
  /** Batches of one shard under way at once (10 is Lambda's most), so that agents wait for each other as little as can be. */
  parallelizationFactor: 10,
  bisectBatchOnFunctionError: true,
  /** About 20 s at one try a second: longer than a function or a table is usually away, and well before reconcile has been there. */
  maximumRetryAttempts: 20,
  /** An agent's state an hour ago says nothing about now; reconcile has been there meanwhile. */
  maximumRecordAgeSeconds: 3600,
} as const;

/**
 * The FIFO queue of records that failed for long: its message group is the agent, so that the order is kept and nobody waits for
 * anybody else's. What fails here comes back by its visibility (`againAfterSeconds`): 20 times after a second, 29 times after ten,
 * so that it outlives an outage of five minutes.
 */
export const agentEventsAgainQueue = {
  /** It has failed a moment ago. */
  deliveryDelaySeconds: 1,
  /** A record whose function died comes again after this. */
  visibilityTimeoutSeconds: functionTimeoutSeconds + 5,
  maxReceiveCount: 50,
  /** Each record by itself: none waits for a neighbour, and none is delivered out of order since an earlier one failed. */
  batchSize: 1,
  /** Functions at work: after an outage, or while records kill the function, the stream and everything else have the rest. */
  maximumConcurrency: 20,
} as const;
