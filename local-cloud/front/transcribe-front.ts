import { arnOf } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import type { Transcription, TranscriptionJob } from '../transcription/transcription';
import {
  jsonRefusal,
  jsonReply,
  optionalText,
  readJsonCall,
  requiredText,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

export function transcribeFront(transcription: Transcription): ServiceFront {
  return {
    read: readJsonCall,
    needs(call) {
      const { operation, input, caller } = call;
      if (operation === 'StartTranscriptionJob') {
        const { media, output } = files(call);
        // Without a role of its own, a job reads and writes as its caller (Transcribe developer guide).
        return [
          { action: 'transcribe:StartTranscriptionJob', resource: '*' },
          { action: 's3:GetObject', resource: `arn:aws:s3:::${media.bucket}/${media.key}` },
          { action: 's3:PutObject', resource: `arn:aws:s3:::${output.bucket}/${output.key}` },
        ];
      }
      if (operation !== 'GetTranscriptionJob') throw new UnsupportedOperationError(`transcribe:${operation}`);
      const resource = `transcription-job/${requiredText(input, 'TranscriptionJobName')}`;
      const { region, account } = caller;
      return [
        { action: `transcribe:${operation}`, resource: arnOf({ service: 'transcribe', region, account, resource }) },
      ];
    },
    perform(call) {
      const { operation, input, caller } = call;
      const name = requiredText(input, 'TranscriptionJobName');
      if (operation === 'GetTranscriptionJob')
        return jsonReply({ TranscriptionJob: described(transcription.get(name)) });
      const languageCode = requiredText(input, 'LanguageCode');
      const { region, account } = caller;
      const job = transcription.start({ name, region, account, languageCode, ...files(call) });
      return jsonReply({ TranscriptionJob: described(job) });
    },
    refuse: jsonRefusal,
  };
}

interface Place {
  readonly bucket: string;
  readonly key: string;
}

function files({ input }: ServiceCall): { media: Place; output: Place } {
  const uri = requiredText(Object(input['Media']) as Record<string, unknown>, 'MediaFileUri');
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (!bucket || !key)
    throw new ServiceError('BadRequestException', `MediaFileUri must read s3://BUCKET/KEY, got ${uri}`);
  const outputBucket = optionalText(input, 'OutputBucketName');
  if (!outputBucket) throw new UnsupportedOperationError('transcribe:StartTranscriptionJob without OutputBucketName');
  const file = `${requiredText(input, 'TranscriptionJobName')}.json`;
  const outputKey = optionalText(input, 'OutputKey') ?? file;
  return {
    media: { bucket, key },
    output: { bucket: outputBucket, key: outputKey.endsWith('/') ? `${outputKey}${file}` : outputKey },
  };
}

const described = (job: TranscriptionJob): Record<string, unknown> => ({
  TranscriptionJobName: job.name,
  TranscriptionJobStatus: job.status,
  LanguageCode: job.languageCode,
  Media: { MediaFileUri: `s3://${job.media.bucket}/${job.media.key}` },
  CreationTime: job.createdMs / 1000,
  ...(job.completedMs !== null && {
    CompletionTime: job.completedMs / 1000,
    Transcript: {
      TranscriptFileUri: `https://s3.${job.region}.amazonaws.com/${job.output.bucket}/${job.output.key}`,
    },
  }),
});
