import { baseEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'TIMERS_QUEUE_URL',
  'REBALANCE_QUEUE_URL',
] as const;

/** A flow waits at most 8 seconds for a Lambda (docs/amazon-connect.md#lambda-functions-in-flows). */
export const planOfferTimeoutSeconds = 8;
export { parseRequirements, requirementsIn } from '../../core/group/proficiency';
