import { GetObjectCommand, NoSuchKey, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import {
  ConflictException,
  StartTranscriptionJobCommand,
  TranscribeClient,
  TranscribeServiceException,
} from '@aws-sdk/client-transcribe';
import { mockClient } from 'aws-sdk-client-mock';
import { makeS3Client, makeTranscribeClient } from '../../adapters/aws/clients';
import { TranscribeTranscripts } from '../../adapters/aws/transcripts';
import { MemoryTranscriber } from '../../adapters/memory/transcriber';

const s3 = mockClient(S3Client);
const transcribe = mockClient(TranscribeClient);
beforeEach(() => {
  s3.reset();
  transcribe.reset();
});
const make = (language: string) =>
  new TranscribeTranscripts(
    makeTranscribeClient({ region: 'eu-central-1' }),
    makeS3Client({ region: 'eu-central-1' }),
    {
      bucket: 'recordings',
      language,
      jobPrefix: 'ccb-dev-',
      keyPrefix: 'connect-call-blending/dev/transcripts/',
    },
  );
const denied = { name: 'AccessDenied', $fault: 'client' as const, message: 'no', $metadata: {} };
/** The shape of the stream the SDK gives, as far as the adapter uses it. */
const body = (text: string) => ({ transformToString: async () => text }) as never;

describe('a transcript', () => {
  it('is made of the recording, into the same bucket', async () => {
    transcribe.on(StartTranscriptionJobCommand).resolves({});
    expect(await make('en-US').start('c-1', 'ivr/2026/01/05/c-2_x_UTC.wav', null)).toBe('started');
    expect(transcribe.commandCalls(StartTranscriptionJobCommand)[0]?.args[0].input).toEqual({
      TranscriptionJobName: 'ccb-dev-c-1',
      LanguageCode: 'en-US',
      Media: { MediaFileUri: 's3://recordings/ivr/2026/01/05/c-2_x_UTC.wav' },
      MediaFormat: 'wav',
      OutputBucketName: 'recordings',
      OutputKey: 'connect-call-blending/dev/transcripts/ccb-dev-c-1.json',
    });
  });

  it('is made in the language of the queue where it has one of its own', async () => {
    transcribe.on(StartTranscriptionJobCommand).resolves({});
    await make('en-US').start('c-1', 'k', 'es-US');
    expect(transcribe.commandCalls(StartTranscriptionJobCommand).at(-1)?.args[0].input).toMatchObject({
      LanguageCode: 'es-US',
    });
  });

  it('is not made where the environment has none', async () => {
    expect(await make('off').start('c-1', 'k', null)).toBe('off');
    expect(await new MemoryTranscriber(false).start('c-1', 'k', null)).toBe('off');
    expect(transcribe.calls()).toHaveLength(0);
  });

  it('is started once, however often it is asked for', async () => {
    transcribe.on(StartTranscriptionJobCommand).rejects(new ConflictException({ message: 'there', $metadata: {} }));
    expect(await make('en-US').start('c-1', 'k', null)).toBe('started');
    const started: string[] = [];
    const memory = new MemoryTranscriber(true, (id) => started.push(id));
    expect([await memory.start('c-1', 'k', null), await memory.start('c-1', 'k', null)]).toEqual([
      'started',
      'started',
    ]);
    expect(started).toEqual(['c-1']);
  });

  it('is read as its words', async () => {
    const file = { results: { transcripts: [{ transcript: 'Please call me.' }, { transcript: ' Thanks. ' }] } };
    s3.on(GetObjectCommand, {
      Bucket: 'recordings',
      Key: 'connect-call-blending/dev/transcripts/ccb-dev-c-1.json',
    }).resolves({ Body: body(JSON.stringify(file)) });
    expect(await make('en-US').read('c-1')).toBe('Please call me. Thanks.');
  });

  it('of a job that failed or of silence is null', async () => {
    s3.on(GetObjectCommand)
      .rejectsOnce(new NoSuchKey({ message: 'none', $metadata: {} }))
      .resolves({ Body: body(JSON.stringify({ results: { transcripts: [{ transcript: ' ' }] } })) });
    expect(await make('en-US').read('c-1')).toBeNull();
    expect(await make('en-US').read('c-1')).toBeNull();
    const memory = new MemoryTranscriber(true);
    expect(await memory.read('c-1')).toBeNull();
    memory.finish('c-1', ' ');
    expect(await memory.read('c-1')).toBeNull();
    memory.finish('c-1', 'Hello.');
    expect(await memory.read('c-1')).toBe('Hello.');
  });

  it('that is denied is an error', async () => {
    transcribe.onAnyCommand().rejects(new TranscribeServiceException(denied));
    s3.onAnyCommand().rejects(new S3ServiceException(denied));
    await expect(make('en-US').start('c-1', 'k', null)).rejects.toThrow(TranscribeServiceException);
    await expect(make('en-US').read('c-1')).rejects.toThrow(S3ServiceException);
  });
});
