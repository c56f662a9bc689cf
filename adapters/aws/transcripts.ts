import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import {
  ConflictException,
  type LanguageCode,
  StartTranscriptionJobCommand,
  type TranscribeClient,
} from '@aws-sdk/client-transcribe';
import * as z from 'zod';
import type { InitialContactId } from '../../core/ids';
import type { Transcriber } from '../../core/voicemail/ports';

/** Where recordings and transcripts lie, and what language they are in. */
export interface TranscriptSettings {
  readonly bucket: string;
  /** `off`, or a language code such as `en-US`. */
  readonly language: string;
  /** Jobs are named `<jobPrefix><initial contact id>`. */
  readonly jobPrefix: string;
  /** Transcripts are stored as `<keyPrefix><job name>.json`. */
  readonly keyPrefix: string;
}

/** Of Amazon Transcribe's output, what is read here. */
const transcriptFile = z.object({
  results: z.object({ transcripts: z.array(z.object({ transcript: z.string() })) }),
});

/** Transcripts by Amazon Transcribe, from and into the recordings bucket. */
export class TranscribeTranscripts implements Transcriber {
  constructor(
    private readonly transcribe: TranscribeClient,
    private readonly s3: S3Client,
    private readonly settings: TranscriptSettings,
  ) {}

  async start(
    initialContactId: InitialContactId,
    recordingKey: string,
    own: string | null,
  ): Promise<'started' | 'off'> {
    const { bucket, language: usual, keyPrefix } = this.settings;
    if (usual === 'off') return 'off';
    const job = this.jobOf(initialContactId);
    try {
      await this.transcribe.send(
        new StartTranscriptionJobCommand({
          TranscriptionJobName: job,
          LanguageCode: (own ?? usual) as LanguageCode,
          Media: { MediaFileUri: `s3://${bucket}/${recordingKey}` },
          MediaFormat: 'wav',
          OutputBucketName: bucket,
          OutputKey: `${keyPrefix}${job}.json`,
        }),
      );
    } catch (error) {
      // The job's name is taken: an earlier try has started it.
      if (!(error instanceof ConflictException)) throw error;
    }
    return 'started';
  }

  async read(initialContactId: InitialContactId): Promise<string | null> {
    const text = await this.fileOf(this.jobOf(initialContactId));
    if (text === null) return null;
    const file = transcriptFile.parse(JSON.parse(text));
    const words = file.results.transcripts.map((part) => part.transcript.trim()).join(' ');
    return words.trim() || null;
  }

  private jobOf(initialContactId: InitialContactId): string {
    return `${this.settings.jobPrefix}${initialContactId}`;
  }

  /** `null` when there is no such object; S3 says so only to a role that may list the bucket. */
  private async fileOf(job: string): Promise<string | null> {
    try {
      const answer = await this.s3.send(
        new GetObjectCommand({ Bucket: this.settings.bucket, Key: `${this.settings.keyPrefix}${job}.json` }),
      );
      return (await answer.Body?.transformToString()) ?? null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }
}
