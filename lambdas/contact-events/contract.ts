import { baseEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'INSTANCE_ID',
  'TIMERS_QUEUE_URL',
  'REBALANCE_QUEUE_URL',
] as const;

export const contactEventSource = 'aws.connect';

/** The rule lets through these events and no other; core reads the same lists. */
export { type ContactEventType, contactEventDetailTypes, contactEventTypes } from '../../core/domain/contact-event';

export const contactEventChannels = ['VOICE'] as const;
