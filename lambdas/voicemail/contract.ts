import { baseEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'INSTANCE_ID',
  'TIMERS_QUEUE_URL',
  'URGENT_QUEUE_URL',
  'RECORDINGS_BUCKET',
  'TRANSCRIPTION',
] as const;

/** Value of TRANSCRIPTION without transcripts; otherwise it is a language code such as `en-US`. */
export const transcriptionOff = 'off';

export const recordingStored = { source: 'aws.s3', detailType: 'Object Created' } as const;

/**
 * Keys of automated-interaction (IVR) recordings under the instance's recordings prefix, as an EventBridge wildcard.
 * Connect stores `<prefix>/ivr/<yyyy>/<mm>/<dd>/<contact id>_<time>_UTC.wav`.
 */
export const recordingKeyPattern = (recordingsPrefix: string): string => `${recordingsPrefix}/ivr/*.wav`;

export const transcriptionChanged = {
  source: 'aws.transcribe',
  detailType: 'Transcribe Job State Change',
  statuses: ['COMPLETED', 'FAILED'],
} as const;

/** Transcription jobs of an environment are named `<prefix><initial contact id>`; the rule matches the prefix. */
export const transcriptionJobPrefix = (environment: string): string => `ccb-${environment}-`;

/** Transcripts are written into the recordings bucket as `<prefix><job name>.json`. */
export const transcriptKeyPrefix = (environment: string): string => `connect-call-blending/${environment}/transcripts/`;
