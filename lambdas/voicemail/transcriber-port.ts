import { makeS3Client, makeTranscribeClient } from '../../adapters/aws/clients';
import { TranscribeTranscripts } from '../../adapters/aws/transcripts';
import type { NeededVariables } from '../shared/ports-from-environment';
import { transcriptionJobPrefix, transcriptKeyPrefix } from './contract';

export const transcriberPort = (env: NeededVariables<'ENVIRONMENT' | 'RECORDINGS_BUCKET' | 'TRANSCRIPTION'>) => ({
  transcriber: new TranscribeTranscripts(makeTranscribeClient(), makeS3Client(), {
    bucket: env.RECORDINGS_BUCKET,
    language: env.TRANSCRIPTION,
    jobPrefix: transcriptionJobPrefix(env.ENVIRONMENT),
    keyPrefix: transcriptKeyPrefix(env.ENVIRONMENT),
  }),
});
