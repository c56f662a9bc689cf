import { type CallerSettings, textsOf, withSettings } from '../../../contact-flows/caller-settings';
import { catalogEntry, type FlowName, loadFlow } from '../../../contact-flows/catalog';
import { bindFlow, flowTokens } from '../../../contact-flows/language/bind';
import { cannotRun, passedOver } from '../../../simulator/connect/flow-interpreter';
import { aWorld, flowArn, instanceArn, planArn, queueArn } from './connect-fixture';

const promptArn = `${instanceArn}/prompt/p`;
const settings: CallerSettings = {
  spoken: {
    Greeting: { promptArn },
    ClosedMessage: { promptArn },
    BusyMessage: 'Busy.',
    HoldMessage: { promptArn },
    VoicemailPrompt: 'After the tone, please.',
  },
  voice: { name: 'Lupe', engine: 'Neural' },
  language: 'es-US',
  holdMusic: promptArn,
  recording: {
    participants: ['Agent', 'Customer'],
    analytics: { mode: 'PostContact', language: 'es-US' },
    consent: 'Calls are recorded.',
  },
};
const arns: Readonly<Record<string, string>> = {
  PlanOfferArn: planArn,
  QueueArn: queueArn('sales'),
  VoicemailQueueArn: queueArn('voicemail'),
  InboundQueueFlowArn: flowArn('inbound-queue'),
  VoicemailQueueFlowArn: flowArn('voicemail-queue'),
  RequiredProficiencies: 'none',
  OwnProficiencies: 'false',
};

function made(name: FlowName, of: CallerSettings) {
  const template = withSettings(loadFlow(name), of);
  const values = { ...arns, ...textsOf(of.spoken) };
  const tokens = Object.fromEntries(flowTokens(template).map((token) => [token, values[token] ?? '']));
  return { type: catalogEntry(name).type, content: bindFlow(template, tokens).flow };
}

const flows = {
  inbound: made('inbound', settings),
  'inbound-queue': made('inbound-queue', { ...settings, recording: null }),
  'voicemail-queue': made('voicemail-queue', { ...settings, recording: null }),
};

it('a queue with every setting of its own runs as any other: planned, asked again, led to voicemail', async () => {
  const world = aWorld({
    flows,
    lambda: async (_, event) =>
      (event as { Details: { Parameters: { stage: string } } }).Details.Parameters.stage === 'arrival'
        ? { action: 'wait', reason: 'nobody is there' }
        : { action: 'voicemail', reason: 'max-wait' },
  });
  const contact = await world.call(0);
  await world.to(31);
  expect(world.told('contact.queued', 'contact.dequeued', 'recording.started')).toEqual([
    '0 queued',
    '30 dequeued',
    '30 queued',
    '30 recording.started',
  ]);
  expect(await world.api('GetContactAttributes', { InitialContactId: contact })).toMatchObject({
    Attributes: { ccbRecordingAnnounced: 'true' },
  });
});

it('says what of them cannot be heard here, and refuses nothing', () => {
  expect(Object.values(flows).flatMap(({ content }) => cannotRun(content))).toEqual([]);
  expect(passedOver(flows.inbound.content).map((note) => note.split(':')[0])).toEqual([
    'action Set the voice',
    'action Set the language',
    'action Record the conversation',
  ]);
});
