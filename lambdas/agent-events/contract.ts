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
  bisectBatchOnFunctionError: true,
  maximumRetryAttempts: 5,
  /** An agent's state an hour ago says nothing about now; reconcile has been there meanwhile. */
  maximumRecordAgeSeconds: 3600,
} as const;
