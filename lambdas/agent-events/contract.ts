import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  ...stepEnvironment,
  /** Malformed records are kept here with their payload; a mapping's own on-failure message has none. */
  'DEAD_LETTER_QUEUE_URL',
] as const;

/** How the stream is read. A batch that keeps failing is halved until the bad record is alone, then kept in the DLQ. */
export const agentEventSource = {
  batchSize: 100,
  /** Batches of one shard under way at once (10 is Lambda's most), so that agents do not wait for each other's redeliveries. */
  parallelizationFactor: 10,
  bisectBatchOnFunctionError: true,
  /** About 20 s at one try a second: longer than a function or a table is usually away, and well before reconcile has been there. */
  maximumRetryAttempts: 20,
  /** An agent's state an hour ago says nothing about now; reconcile has been there meanwhile. */
  maximumRecordAgeSeconds: 3600,
} as const;
