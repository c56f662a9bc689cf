import { join } from 'node:path';
import { catalogEntry, type FlowName, loadFlow } from '../../../contact-flows/catalog';
import { entryTo } from '../../../contact-flows/entry';
import { readFlowFile } from '../../../contact-flows/flow-file';
import { bindFlow } from '../../../contact-flows/language/bind';
import type { FlowAction, FlowDocument } from '../../../contact-flows/language/document';
import { parseOfferRequest } from '../../../core/offering/offer-request';
import { aFlow, anAction, aWorld, flowArn, type Options, planArn, queueArn } from './connect-fixture';

const tokensOf = (queue: string): Readonly<Record<string, string>> => ({
  Greeting: 'Welcome.',
  ClosedMessage: 'We are closed.',
  BusyMessage: 'All lines are busy.',
  HoldMessage: 'Please hold.',
  VoicemailPrompt: 'Please leave a message.',
  RequiredProficiencies: 'language=de>=2',
  PlanOfferArn: planArn,
  QueueArn: queueArn(queue),
  VoicemailQueueArn: queueArn('voicemail'),
  InboundQueueFlowArn: flowArn('inbound-queue'),
  VoicemailQueueFlowArn: flowArn('voicemail-queue'),
  DefaultQueue: 'sales',
  DefaultTransferFlowArn: flowArn('transfer-to-sales'),
  EntryFlowArn: flowArn('entry'),
});

const bound = (name: FlowName, queue = 'sales', template: FlowDocument = loadFlow(name)) => {
  const { type, tokens } = catalogEntry(name);
  const values = Object.fromEntries(Object.keys(tokens).map((token) => [token, tokensOf(queue)[token] ?? '']));
  return { type, content: bindFlow(template, values).flow };
};

/** Our flows behind a flow of somebody else, which takes the calls. */
function behind(own: FlowDocument, options: Options = {}) {
  return aWorld({
    ...options,
    entry: own,
    flows: {
      'inbound-queue': bound('inbound-queue'),
      'voicemail-queue': bound('voicemail-queue'),
      'transfer-to-sales': bound('transfer'),
      'transfer-to-support': bound('transfer', 'support'),
      entry: bound(
        'entry',
        'sales',
        entryTo([{ name: 'support', transferFlowArn: flowArn('transfer-to-support') }], loadFlow('entry')),
      ),
    },
  });
}

const sets = (Attributes: Record<string, string>): FlowAction =>
  anAction('note', 'UpdateContactAttributes', { Attributes, TargetContact: 'Current' }, { NextAction: 'on' });
const sendsOn = (flow = 'entry'): FlowAction =>
  anAction('on', 'TransferToFlow', { ContactFlowId: flowArn(flow) }, { NextAction: 'bye' });
const bye = anAction('bye', 'DisconnectParticipant');

/** Where callers of a foreign flow come to, and what plan-offer makes of its first question. */
async function sent(attributes: Record<string, string>) {
  const world = behind(aFlow([sets(attributes), sendsOn(), bye]));
  await world.call(0);
  const queued = world.facts.flatMap((fact) => (fact.type === 'contact.queued' ? [fact.queueArn] : []));
  const asked = parseOfferRequest(world.lambdaEvents[0]);
  if (!asked.ok) throw new Error(asked.problems.join());
  return { world, queued, asked: asked.request };
}

const ivr = readFlowFile(join(__dirname, '../../../contact-flows/samples/ivr.json')).flow as FlowDocument;
/** The sample with the queues of this small centre in the place of its own. */
const ourIvr = JSON.parse(
  JSON.stringify(bindFlow(ivr, { EntryFlowArn: flowArn('entry') }).flow).replaceAll('-inbound"', '"'),
) as FlowDocument;

describe('the flow entry', () => {
  it.each(['sales', 'support'])(
    'takes a caller into the queue %s by its name, and has the first offer planned',
    async (queue) => {
      const { world, queued, asked } = await sent({ ccbQueue: queue });
      expect(queued).toEqual([queueArn(queue)]);
      expect(asked).toMatchObject({ stage: 'arrival', queueId: queue, mistakes: [] });
      expect(asked.required).toEqual([{ name: 'language', value: 'de', minLevel: 2 }]);
      await world.to(31);
      expect(world.lambdaEvents).toHaveLength(2);
    },
  );

  it.each([
    [
      { ccbQueue: 'sails' },
      'the attribute ccbQueue is "sails", a name that no queue has; the caller went to the default queue',
    ],
    [{ note: 'x' }, 'the attribute ccbQueue is not set; the caller went to the default queue'],
  ])('takes callers with %j to the default queue, and plan-offer hears of it', async (attributes, reason) => {
    const { queued, asked } = await sent(attributes as Record<string, string>);
    expect(queued).toEqual([queueArn('sales')]);
    expect(asked.mistakes).toEqual([{ what: 'unknown-queue', reason }]);
  });

  it('says nothing of an earlier leg’s unknown queue', async () => {
    const { asked } = await sent({ ccbQueue: 'support', ccbUnknownQueue: 'an-earlier-contact' });
    expect(asked.mistakes).toEqual([]);
  });

  it('asks for what the flow asks for, in the place of the queue’s own', async () => {
    const { asked } = await sent({ ccbQueue: 'support', ccbProficiencies: 'language=fr>=4' });
    expect(asked.required).toEqual([{ name: 'language', value: 'fr', minLevel: 4 }]);
    expect(asked.mistakes).toEqual([]);
  });

  it.each(['french', 'language=fr>=9'])(
    'does without proficiencies nobody can read (%s), and says so',
    async (written) => {
      const { world, queued, asked } = await sent({ ccbQueue: 'support', ccbProficiencies: written });
      expect(queued).toEqual([queueArn('support')]);
      expect(asked.mistakes).toEqual([
        { what: 'unreadable-proficiencies', reason: expect.stringContaining(`"${written}" cannot be read`) },
      ]);
      await world.to(1);
      expect(world.told('contact.refused')).toEqual([]);
    },
  );

  it('finds the queue when plan-offer is down, too', async () => {
    const lambda = async () => Promise.reject(new Error('down'));
    const world = behind(aFlow([sets({ ccbQueue: 'support' }), sendsOn(), bye]), { lambda });
    await world.call(0);
    expect(world.facts).toContainEqual(
      expect.objectContaining({ type: 'contact.queued', queueArn: queueArn('support') }),
    );
  });
});

it('the flow transfer of a queue takes callers of another flow without any attribute', async () => {
  const world = behind(aFlow([sendsOn('transfer-to-support'), bye]));
  await world.call(0);
  expect(world.facts).toContainEqual(
    expect.objectContaining({ type: 'contact.queued', queueArn: queueArn('support') }),
  );
});

describe('the sample IVR', () => {
  const pressing = async (...keys: (readonly [at: number, key: string])[]) => {
    const world = behind(ourIvr);
    const contact = await world.call(0);
    for (const [at, key] of keys) world.at(at, () => world.connect.callers.enter(contact, key));
    await world.to(20);
    return world.facts.flatMap((fact) => (fact.type === 'contact.queued' ? [`${fact.t} ${fact.queueArn}`] : []));
  };

  it.each([
    ['1', [[2, '1']] as const, `2 ${queueArn('sales')}`],
    ['2', [[2, '2']] as const, `2 ${queueArn('support')}`],
    [
      'a wrong key and then 2',
      [
        [2, '9'],
        [3, '2'],
      ] as const,
      `3 ${queueArn('support')}`,
    ],
    ['nothing', [] as const, `10 ${queueArn('sales')}`],
  ])('sends a caller who presses %s on', async (_, keys, queued) => {
    expect(await pressing(...keys)).toEqual([queued]);
  });
});
