import { baseEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'INSTANCE_ID',
  'CONNECT_PER_SECOND',
  'TIMERS_QUEUE_URL',
  'REBALANCE_QUEUE_URL',
] as const;

export const contactEventSource = 'aws.connect';
export { type ContactEventType, contactEventDetailTypes, contactEventTypes } from '../../core/offering/contact-event';

/** In any case: one of AWS's samples says `Voice` (docs/amazon-connect.md#contact-events). */
export const contactEventChannels = ['VOICE', 'TASK'] as const;

/** The fields of `detail` the rule goes by, in both spellings AWS gives them: EventBridge tells capitals apart. */
export const contactEventFields = [
  { instanceArn: 'instanceArn', channel: 'channel', eventType: 'eventType' },
  { instanceArn: 'InstanceArn', channel: 'Channel', eventType: 'EventType' },
] as const;
