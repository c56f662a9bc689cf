import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment] as const;

/**
 * The FIFO queue of requests to look at a group: its message group is the group, so that one decision is made at a time,
 * and the delay gathers what happens within a second into one decision.
 */
export const rebalanceQueue = {
  deliveryDelaySeconds: 1,
  /** Of the function; a decision takes a fraction of a second. */
  functionTimeoutSeconds: 10,
  /** A request whose function died comes again after this, and its group waits as long. */
  visibilityTimeoutSeconds: 15,
  /** Deliveries before a request is kept in the DLQ; the next thing that happens asks anew. */
  maxReceiveCount: 5,
  /** One group's decision does not wait for another's. */
  batchSize: 1,
} as const;
