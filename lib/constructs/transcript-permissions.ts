import type { Stack } from 'aws-cdk-lib';
import { recordingKeyPattern, transcriptKeyPrefix } from '../../lambdas/voicemail/contract';
import { recordingsPrefixOf } from '../deployment';
import type { Environment } from '../environments/schema';
import type { Permission } from './permission';

/** Transcribe reads the recording and writes the transcript with the rights of whoever starts the job. */
export function transcripts(stack: Stack, environment: Environment): readonly Permission[] {
  if (!environment.voicemail.transcription.enabled) return [];
  const { recordingsBucket, recordingsKeyArn } = environment.instance;
  const inBucket = (key: string) =>
    stack.formatArn({ service: 's3', region: '', account: '', resource: recordingsBucket, resourceName: key });
  const written = inBucket(`${transcriptKeyPrefix(environment.name)}*`);
  return [
    {
      actions: ['s3:GetObject'],
      resources: [inBucket(recordingKeyPattern(recordingsPrefixOf(environment)))],
      wildcardBecause: 'One object per recording.',
    },
    {
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [written],
      wildcardBecause: 'One object per transcript.',
    },
    {
      // Without it S3 answers "access denied" instead of "no such key" for a transcript that is not there.
      actions: ['s3:ListBucket'],
      resources: [stack.formatArn({ service: 's3', region: '', account: '', resource: recordingsBucket })],
    },
    {
      actions: ['transcribe:StartTranscriptionJob'],
      resources: ['*'],
      wildcardBecause:
        'Transcribe knows no resource for starting a job; the objects it may read and write are named above.',
    },
    ...(recordingsKeyArn
      ? [
          {
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [recordingsKeyArn],
            when: { 'kms:ViaService': `s3.${environment.region}.amazonaws.com` },
          },
        ]
      : []),
  ];
}
