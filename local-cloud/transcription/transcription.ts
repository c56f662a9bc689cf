import type { Scheduler } from '../../clock/scheduler';
import { transcriptionSeconds } from '../../simulator/platform/transcription-time';
import { ServiceError } from '../aws/service-error';
import type { ObjectStore } from '../objects/object-store';

export interface TranscriptionJob {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly languageCode: string;
  readonly media: { readonly bucket: string; readonly key: string };
  readonly output: { readonly bucket: string; readonly key: string };
  readonly createdMs: number;
  status: 'IN_PROGRESS' | 'COMPLETED';
  completedMs: number | null;
}

/** Transcribe: a job ends after `transcriptionSeconds`, stores its transcript and is told to the observer. */
export class Transcription {
  readonly #jobs = new Map<string, TranscriptionJob>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly objects: ObjectStore,
    private readonly finished: (job: TranscriptionJob) => void,
  ) {}

  /** Throws ServiceError when the name is taken or the recording is not there. */
  start(job: Omit<TranscriptionJob, 'status' | 'createdMs' | 'completedMs'>): TranscriptionJob {
    if (this.#jobs.has(job.name)) throw new ServiceError('ConflictException', `a job ${job.name} exists already`);
    const recording = this.objects.get(job.media.bucket, job.media.key);
    if (!recording)
      throw new ServiceError('BadRequestException', `there is no recording s3://${job.media.bucket}/${job.media.key}`);
    const started: TranscriptionJob = {
      ...job,
      status: 'IN_PROGRESS',
      createdMs: this.scheduler.now(),
      completedMs: null,
    };
    this.#jobs.set(job.name, started);
    this.scheduler.after(transcriptionSeconds * 1000, () => this.#finish(started, recording.transcript ?? ''), 'hop');
    return started;
  }

  get(name: string): TranscriptionJob {
    const job = this.#jobs.get(name);
    if (!job) throw new ServiceError('BadRequestException', `there is no transcription job ${name}`);
    return job;
  }

  #finish(job: TranscriptionJob, transcript: string): void {
    job.status = 'COMPLETED';
    job.completedMs = this.scheduler.now();
    const document = {
      jobName: job.name,
      accountId: job.account,
      status: 'COMPLETED',
      results: { transcripts: [{ transcript }], items: [] },
    };
    this.objects.put(
      {
        ...job.output,
        body: Buffer.from(JSON.stringify(document)),
        contentType: 'application/json',
        storedMs: job.completedMs,
        transcript: null,
      },
      'transcribe.amazonaws.com',
    );
    this.finished(job);
  }
}
