import { type CallerSettings, type Spoken, textsOf, withSettings } from '../../contact-flows/caller-settings';
import { catalogEntry, type FlowName, loadFlow } from '../../contact-flows/catalog';
import { bindFlow, flowTokens } from '../../contact-flows/language/bind';
import { findFlowProblems } from '../../contact-flows/language/validate';
import { types, walk } from './flow-walk';

const promptArn = 'arn:aws:connect:eu-central-1:111122223333:instance/i/prompt/p';
const texts: Record<string, Spoken> = {
  Greeting: 'Welcome.',
  ClosedMessage: 'Closed.',
  BusyMessage: 'Busy.',
  HoldMessage: 'Please hold.',
  VoicemailPrompt: 'After the tone, please.',
};
const nothing: CallerSettings = { spoken: texts, voice: null, language: null, holdMusic: null, recording: null };
const everything: CallerSettings = {
  spoken: Object.fromEntries(Object.keys(texts).map((token) => [token, { promptArn }])),
  voice: { name: 'Lupe', engine: 'Neural' },
  language: 'es-US',
  holdMusic: promptArn,
  recording: {
    participants: ['Agent', 'Customer'],
    analytics: { mode: 'RealTime', language: 'es-US' },
    consent: 'Calls are recorded.',
  },
};
const spoken = ['inbound', 'transfer', 'inbound-queue', 'voicemail-queue'] as const;
const ways = ['inbound', 'transfer'] as const;

/** As a deploy would have it: what is still a token then is bound to something. */
function made(name: FlowName, settings: CallerSettings) {
  const template = withSettings(loadFlow(name), settings);
  const tokens = Object.fromEntries(
    flowTokens(template).map((token) => [
      token,
      textsOf(settings.spoken)[token] ?? `arn:aws:x:eu-central-1:1:${token}`,
    ]),
  );
  return bindFlow(template, tokens).flow;
}

describe.each(spoken)('%s', (name) => {
  it('stays as it is without any setting', () => {
    expect(withSettings(loadFlow(name), nothing)).toEqual(loadFlow(name));
  });

  it('is a flow against which nothing speaks, with every setting', () => {
    const settings = ways.includes(name as 'inbound') ? everything : { ...everything, recording: null };
    const found = findFlowProblems(made(name, settings), catalogEntry(name).type);
    // What may stand in AnalyticsBehavior is not known here.
    expect(found.filter(({ voice }) => voice !== 'not-checked')).toEqual([]);
  });

  it('begins with voice and language, and goes on as before where Connect takes neither', () => {
    const flow = made(name, { ...nothing, voice: { name: 'Lupe', style: 'Newscaster' }, language: 'es-US' });
    const failing = { 'Set the voice': { error: 'NoMatchingError' }, 'Set the language': { error: 'NoMatchingError' } };
    for (const answers of [{}, failing]) {
      const [voice, language, next] = walk(flow, flow.StartAction, {}, answers);
      expect(voice?.Parameters).toEqual({ TextToSpeechVoice: 'Lupe', TextToSpeechStyle: 'Newscaster' });
      expect(language?.Parameters).toEqual({ LanguageCode: 'es-US' });
      expect(next?.Identifier).toBe(loadFlow(name).StartAction);
    }
  });

  it('plays prompts in the place of its texts', () => {
    const written = JSON.stringify(made(name, { ...nothing, spoken: everything.spoken }).Actions);
    expect(written).not.toMatch(/\$\{|"Text"/);
    expect(written).toContain(`"PromptId":"${promptArn}"`);
  });

  it('is drawn legibly with every setting', () => {
    const flow = withSettings(loadFlow(name), everything);
    const drawn = flow.Metadata?.ActionMetadata ?? {};
    expect(Object.keys(drawn).sort()).toEqual(flow.Actions.map(({ Identifier }) => Identifier).sort());
    const places = Object.values(drawn).map(({ position }) => JSON.stringify(position));
    expect(new Set(places).size).toBe(places.length);
  });
});

it('music comes in the place of the pauses between two hold messages', () => {
  const flow = made('inbound-queue', { ...nothing, holdMusic: promptArn });
  const loop = flow.Actions.find(({ Type }) => Type === 'MessageParticipantIteratively');
  expect(loop?.Parameters['Messages']).toEqual([{ Text: 'Please hold.' }, { PromptId: promptArn }]);
});

describe.each(ways)('recording in %s', (name) => {
  const passed = (
    recording: CallerSettings['recording'],
    attributes: Record<string, string> = {},
    failing?: string,
  ) => {
    const flow = made(name, { ...nothing, recording });
    return walk(
      flow,
      flow.StartAction,
      { '$.External.action': 'wait', ...attributes },
      {
        'Within opening hours': { condition: 'True' },
        ...(failing && { [failing]: { error: 'NoMatchingError' } }),
      },
    );
  };
  const { recording } = everything;
  const heard = (steps: ReturnType<typeof passed>) => steps.map(({ Identifier }) => Identifier);

  it('is announced, then switched on, and the caller goes on into the queue', () => {
    const steps = passed(recording);
    const at = (identifier: string) => heard(steps).indexOf(identifier);
    expect(at('Announce the recording')).toBeGreaterThan(at('Within opening hours'));
    expect(at('Record the conversation')).toBeGreaterThan(at('Announce the recording'));
    expect(steps[at('Record the conversation')]?.Parameters).toEqual({
      RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] },
      AnalyticsBehavior: {
        Enabled: 'True',
        AnalyticsLanguage: 'es-US',
        ChannelConfiguration: { Voice: { AnalyticsModes: ['RealTime'] } },
      },
    });
    expect(types(steps)).toContain('TransferContactToQueue');
  });

  it('is not announced again to a caller who was told', () => {
    const steps = passed(recording, { '$.Attributes.ccbRecordingAnnounced': 'true' });
    expect(heard(steps)).not.toContain('Announce the recording');
    expect(heard(steps)).toContain('Record the conversation');
  });

  it('is left out where the announcement cannot be played', () => {
    const steps = passed(recording, {}, 'Announce the recording');
    expect(heard(steps)).not.toContain('Record the conversation');
    expect(types(steps)).toContain('TransferContactToQueue');
  });

  it('needs no announcement where there is none, and none where nobody is recorded', () => {
    expect(heard(passed({ participants: ['Agent'], analytics: null, consent: null }))).not.toContain(
      'Announce the recording',
    );
    const off = passed({ participants: [], analytics: null, consent: 'Calls are recorded.' });
    expect(heard(off)).not.toContain('Announce the recording');
    expect(off.find(({ Identifier }) => Identifier === 'Record nobody')?.Parameters).toEqual({
      RecordingBehavior: { RecordedParticipants: [] },
    });
  });
});
