import { baseEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'INSTANCE_ID',
  'INSTANCE_ARN',
  /** The first label of the instance's address; tasks link to the call's page there. */
  'INSTANCE_ALIAS',
  'URGENT_QUEUE_URL',
  'REPAIR_QUEUE_URL',
  'CONNECT_PER_SECOND',
] as const;

/**
 * The queues `urgent` and `repair`. A command that finds no token goes back and waits by its visibility; that is a
 * delivery like any other, so the count is generous: what is stale is dropped by its own deadline, not by the count.
 */
export const commandsQueue = {
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 50,
  batchSize: 5,
  /** Functions at work per queue; more would only wait for the same 2 calls a second (docs/amazon-connect.md#api-rates). */
  maximumConcurrency: 2,
} as const;
