import { baseEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'INSTANCE_ID',
  'TIMERS_QUEUE_URL',
] as const;

/** Once a minute (DESIGN.md section 9). */
export const reconcileEverySeconds = 60;
