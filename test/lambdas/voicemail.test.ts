import { makeHandler } from '../../lambdas/voicemail/handler';
import { aVoicemail, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

function handling() {
  const here = world();
  return { ...here, handle: makeHandler({ ...here.ports, jobPrefix: 'ccb-dev-' }) };
}
const facts = {
  contactId: 'c-2',
  initialContactId: 'c-1',
  queueId: 'q-voicemail',
  queuedAt: start,
  disconnectedAt: null,
  connectedToAgentAt: null,
  wrapUpEndedAt: null,
  agentId: null,
};

describe('voicemail', () => {
  it('transcribes a recording of the segment its key names', async () => {
    const { handle, ports, contacts, armed } = handling();
    contacts.set('c-2', facts);
    await ports.voicemails.save(aVoicemail('c-1'), null);
    await handle(fixture('recording-stored'));
    expect((await ports.voicemails.load('c-1'))?.state).toEqual({
      kind: 'transcribing',
      recordingKey: 'connect/example/CallRecordings/ivr/2026/01/05/c-2_20260105T10:02_UTC.wav',
    });
    expect(armed).toHaveLength(1);
  });

  it('delivers when the transcript is done, whether or not it has words', async () => {
    const { handle, ports, sent } = handling();
    const state = { kind: 'transcribing', recordingKey: 'k' } as const;
    await ports.voicemails.save(aVoicemail('c-1', { state }), null);
    await ports.transcriber.start('c-1', 'k', null);
    ports.transcriber.finish('c-1', 'Please call.');
    await handle(fixture('transcription-completed'));
    expect((await ports.voicemails.load('c-1'))?.state).toEqual({
      kind: 'delivering',
      as: 'recording',
      transcript: 'Please call.',
    });
    expect(sent).toMatchObject([{ command: { kind: 'deliver-voicemail', initialContactId: 'c-1' } }]);
  });

  it('does nothing for recordings nobody was sent to make', async () => {
    const { handle, sent, armed } = handling();
    await handle(fixture('recording-stored'));
    expect([sent, armed]).toEqual([[], []]);
  });

  const stored = (detail: object) => ({ source: 'aws.s3', detail });
  it.each([
    ['a key that names no contact', stored({ object: { key: 'ivr/noise.wav', size: 1 } }), 'malformed'],
    ['an object without size', stored({ object: { key: 'ivr/c-2_x.wav' } }), 'malformed'],
    ['no object', stored({}), 'malformed'],
    ['a job of another environment', { source: 'aws.transcribe', detail: { TranscriptionJobName: 'x' } }, 'malformed'],
    ['no job', { source: 'aws.transcribe' }, 'malformed'],
    ['a source nobody knows', { source: 'aws.ec2', detail: {} }, 'unknown-type'],
    ['nothing', null, 'unknown-type'],
  ])('counts %s and goes on', async (_, event, why) => {
    const { handle, ignored } = handling();
    await expect(handle(event)).resolves.toBeUndefined();
    expect(ignored()).toEqual([why]);
  });
});
