import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment, 'RECONCILE_QUEUE_URL'] as const;

/** Once a minute (docs/architecture.md#a-round-of-reconcile). */
export const reconcileEverySeconds = 60;

/** The queue of rounds that had no room for their next page; a message is a round on its way. */
export const reconcileQueue = {
  /** Of the function: a step reads for 15 s and has the rest for mending, of which there is much after an outage only. */
  functionTimeoutSeconds: 50,
  /** A round whose function died comes again after this. */
  visibilityTimeoutSeconds: 60,
  /** Deliveries before a round is kept in the DLQ; the next minute's begins anew, with the groups this one did not come to. */
  maxReceiveCount: 2,
  /** One round is under way at a time. */
  batchSize: 1,
  maximumConcurrency: 2,
} as const;
