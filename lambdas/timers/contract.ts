import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment, 'URGENT_QUEUE_URL', 'REPAIR_QUEUE_URL'] as const;

/**
 * The queue of delayed messages. A message whose handler died comes back after the visibility timeout, which is why it
 * is short: it bounds how late a timer can be.
 */
export const timersQueue = {
  visibilityTimeoutSeconds: 30,
  /** Deliveries before a message is kept in the DLQ. */
  maxReceiveCount: 5,
  batchSize: 10,
} as const;

/** SQS delays a message by at most 15 minutes; longer timers are armed again when they fire. */
export const longestTimerDelaySeconds = 900;
