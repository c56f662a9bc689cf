import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { FlowDocument } from '../../contact-flows/language/document';
import { sentences } from '../../documents/told';
import { EnvironmentError, parseEnvironment } from '../../lib/configuration/parse-environment';
import type { EnvironmentInput } from '../../lib/environments/schema';
import { dev } from './example-environments';
import { inboundOnly, makeApplication, Synthesized } from './synthesized';

const instanceArn = dev.instance.arn;
const promptArn = `${instanceArn}/prompt/p`;
type QueueInput = EnvironmentInput['groups'][number]['queues'][number];

/** Two queues, the first with settings of its own. */
const environment = (own: object, wide: Partial<EnvironmentInput> = {}): EnvironmentInput =>
  inboundOnly({
    groups: [
      {
        name: 'sales',
        queues: [{ owner: 'managed', name: 'spanish', ...own } as QueueInput, { owner: 'managed', name: 'english' }],
        routingProfiles: { owner: 'managed', kinds: ['inbound'] },
      },
    ],
    numbers: [],
    ...wide,
  });
const problemsIn = (own: object, wide: Partial<EnvironmentInput> = {}): readonly string[] => {
  try {
    parseEnvironment(environment(own, wide), 'FILE');
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return sentences(error.problems);
    throw error;
  }
};

describe('a queue with settings of its own', () => {
  const made = new Synthesized(
    environment(
      {
        hours: { owner: 'managed', timeZone: 'America/Mexico_City', open: '24x7' },
        language: 'es-US',
        voice: { name: 'Lupe', engine: 'Neural' },
        holdMusic: { promptArn },
        recording: { agent: true, customer: true, analytics: 'post-contact' },
        texts: { greeting: { promptArn }, closed: 'Cerrado.', consent: 'Esta llamada se graba.' },
      },
      { voice: { name: 'Joanna' }, language: 'en-US' },
    ),
  );
  const flows = new Map(
    made
      .ofType('AWS::Connect::ContactFlow')
      .map(({ Properties }) => [
        String(Properties['Name']).replace('ccb-dev-', ''),
        JSON.parse(made.written(Properties['Content'], 'contactFlows')) as FlowDocument,
      ]),
  );
  const parameters = (flow: string, type: string) =>
    flows
      .get(flow)
      ?.Actions.filter(({ Type }) => Type === type)
      .map(({ Parameters }) => Parameters);
  const written = (flow: string) => JSON.stringify(flows.get(flow)?.Actions);

  it('has flows of its own for waiting and voicemail, and the other queue the usual ones', () => {
    expect([...flows.keys()]).toEqual([
      'voicemail-queue',
      'voicemail-task',
      'inbound-queue',
      'voicemail-queue-of-spanish',
      'inbound-queue-of-spanish',
      'transfer-to-spanish',
      'transfer-to-english',
      'entry',
      'inbound-to-spanish',
      'inbound-to-english',
    ]);
    const hooked = (flow: string) => parameters(flow, 'UpdateContactEventHooks')?.[0]?.['EventHooks'];
    for (const way of ['inbound-to', 'transfer-to']) {
      expect(hooked(`${way}-spanish`)).toEqual({ CustomerQueue: '<ccb-dev-inbound-queue-of-spanish>' });
      expect(hooked(`${way}-english`)).toEqual({ CustomerQueue: '<ccb-dev-inbound-queue>' });
    }
    expect(written('inbound-queue-of-spanish')).toContain('<ccb-dev-voicemail-queue-of-spanish>');
  });

  it('speaks with its voice in its language, on every way to it', () => {
    const spanish = ['inbound-to', 'transfer-to', 'inbound-queue-of', 'voicemail-queue-of'];
    for (const flow of spanish.map((way) => `${way}-spanish`)) {
      expect(parameters(flow, 'UpdateContactTextToSpeechVoice')).toEqual([
        { TextToSpeechVoice: 'Lupe', TextToSpeechEngine: 'Neural' },
      ]);
      expect(parameters(flow, 'UpdateContactData')).toEqual([{ LanguageCode: 'es-US' }]);
    }
    expect(parameters('transfer-to-english', 'UpdateContactTextToSpeechVoice')).toEqual([
      { TextToSpeechVoice: 'Joanna' },
    ]);
    expect(parameters('entry', 'UpdateContactTextToSpeechVoice')).toEqual([]);
  });

  it('plays its own prompts and texts, and its music', () => {
    expect(written('inbound-to-spanish')).toContain(`{"PromptId":"${promptArn}"}`);
    expect(written('inbound-to-spanish')).toContain('Cerrado.');
    expect(written('inbound-to-english')).not.toContain('Cerrado.');
    expect(parameters('inbound-queue-of-spanish', 'MessageParticipantIteratively')?.[0]?.['Messages']).toEqual([
      { Text: dev.texts.hold },
      { PromptId: promptArn },
    ]);
  });

  it('is recorded and analysed after the announcement, and the other queue says that it is not', () => {
    for (const way of ['inbound-to', 'transfer-to']) {
      expect(written(`${way}-spanish`)).toContain('Esta llamada se graba.');
      expect(parameters(`${way}-spanish`, 'UpdateContactRecordingBehavior')).toEqual([
        {
          RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] },
          AnalyticsBehavior: {
            Enabled: 'True',
            AnalyticsLanguage: 'es-US',
            ChannelConfiguration: { Voice: { AnalyticsModes: ['PostContact'] } },
          },
        },
      ]);
      expect(parameters(`${way}-english`, 'UpdateContactRecordingBehavior')).toEqual([
        { RecordingBehavior: { RecordedParticipants: [] } },
      ]);
    }
  });

  it('keeps its own hours, and its voicemails are transcribed in its language', () => {
    const hours = made
      .ofType('AWS::Connect::Queue')
      .map(({ Properties }) => [Properties['Name'], made.written(Properties['HoursOfOperationArn'], 'contactFlows')]);
    expect(hours.slice(0, 2)).toEqual([
      ['spanish', '<ccb-dev-hours-of-spanish>'],
      ['english', '<ccb-dev-hours>'],
    ]);
    const [group] = made
      .ofType('AWS::SSM::Parameter')
      .filter(({ Properties }) => String(Properties['Name']).endsWith('/groups/sales'));
    const entry = made.written(group?.Properties['Value'], 'contactFlows');
    expect(entry).toContain('"name":"spanish","priority":1,"language":"es-US"');
    expect(entry).toContain('"name":"english","priority":1}');
  });

  it('leads nobody into a circle of waiting resources', () => {
    expect(() => made.template('contactFlows')).not.toThrow();
  });
});

describe('settings that do not fit', () => {
  it.each<[string, object, Partial<EnvironmentInput>, string]>([
    [
      'a voice for one queue only',
      { voice: { name: 'Lupe' } },
      {},
      "FILE: $.voice: is missing, though the queue spanish has a voice of its own: a caller who is sent on from there would keep it; give the environment one, such as voice: { name: 'Joanna' }, for english",
    ],
    [
      'a language for one queue only',
      { language: 'es-US' },
      {},
      "FILE: $.language: is missing, though the queue spanish has a language of its own: a caller who is sent on from there would keep it; give the environment one, such as language: 'en-US', for english",
    ],
    [
      'analysis of one side',
      { recording: { agent: false, customer: true, analytics: 'real-time' } },
      {},
      "FILE: $.groups[0].queues[0].recording.analytics: needs both agent: true and customer: true, which is what Connect analyses; or write 'off'",
    ],
    [
      'analysis in no language',
      { recording: { agent: true, customer: true, analytics: 'real-time' } },
      { voicemail: { transcription: { enabled: false } } },
      "FILE: $.groups[0].queues[0].recording.analytics: needs a language to analyse in; give the queue or the environment one, such as language: 'en-US'",
    ],
    [
      'the same everywhere',
      {},
      {
        voicemail: { transcription: { enabled: false } },
        recording: { agent: true, customer: true, analytics: 'post-contact' },
      },
      "FILE: $.recording.analytics: needs a language to analyse in; give the queue or the environment one, such as language: 'en-US'",
    ],
    [
      'a language nobody transcribes',
      { language: 'spanish' },
      { language: 'en-US' },
      'FILE: $.groups[0].queues[0].language: must be a language code that Amazon Transcribe knows, such as en-US',
    ],
    [
      'a voice that is none',
      { voice: { name: 'lupe!' } },
      { voice: { name: 'Joanna' } },
      'FILE: $.groups[0].queues[0].voice.name: must be the name of a voice of Amazon Polly, such as Joanna',
    ],
    [
      'a prompt that is none',
      { texts: { hold: { promptArn: 'music.wav' } } },
      {},
      'FILE: $.groups[0].queues[0].texts.hold.promptArn: must be an ARN such as arn:aws:connect:REGION:ACCOUNT:instance/ID/prompt/ID',
    ],
    [
      'neither a text nor a prompt',
      { texts: { hold: 5 } },
      {},
      'FILE: $.groups[0].queues[0].texts.hold: must be a text, or { promptArn } with an ARN such as arn:aws:connect:REGION:ACCOUNT:instance/ID/prompt/ID',
    ],
    [
      'a prompt of another instance',
      { holdMusic: { promptArn: `${instanceArn}9/prompt/p` } },
      {},
      `FILE: $.groups[0].queues[0].holdMusic.promptArn: is ${instanceArn}9/prompt/p, which is not part of the instance ${instanceArn}`,
    ],
    [
      'hours of a queue that is brought',
      {
        owner: 'existing',
        arn: `${instanceArn}/queue/q`,
        hours: { owner: 'existing', arn: `${instanceArn}/operating-hours/h` },
      },
      {},
      'FILE: $.groups[0].queues[0]: has a field nobody reads: hours; remove or correct',
    ],
  ])('%s', (_, own, wide, sentence) => {
    expect(problemsIn(own, wide)).toEqual([sentence]);
  });
});

describe('recording', () => {
  const warnings = (own: object, wide: Partial<EnvironmentInput> = {}) =>
    Annotations.fromStack(makeApplication(environment(own, wide)).stacks.state)
      .findWarning('*', Match.stringLikeRegexp('records'))
      .map(({ entry }) => String(entry.data));

  it('without an announcement is warned of, queue by queue', () => {
    const both = { agent: true, customer: true };
    expect(warnings({ recording: both, texts: { consent: 'Se graba.' } }, { recording: both })).toEqual([
      expect.stringMatching(
        /^Queue english records agent and customer, and nothing tells the caller before\..*\[ack: ccb:recording-without-consent-english\]$/,
      ),
    ]);
  });

  it('of nobody, or after an announcement, is not', () => {
    const consent = { ...dev.texts, consent: 'Recorded.' };
    expect(warnings({ recording: { agent: false, customer: false } })).toEqual([]);
    expect(warnings({ recording: { agent: true, customer: false } }, { texts: consent })).toEqual([]);
  });
});
