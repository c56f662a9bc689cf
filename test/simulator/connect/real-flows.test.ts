import { catalogEntry, type FlowName, loadFlow } from '../../../contact-flows/catalog';
import { bindFlow } from '../../../contact-flows/language/bind';
import { agentsStep, aWorld, flowArn, holdStep, type Options, planArn, queueArn } from './connect-fixture';

const tokens: Readonly<Record<string, string>> = {
  Greeting: 'Welcome.',
  ClosedMessage: 'We are closed.',
  BusyMessage: 'All lines are busy.',
  HoldMessage: 'Please hold.',
  VoicemailPrompt: 'Please leave a message.',
  RequiredProficiencies: 'none',
  OwnProficiencies: 'false',
  PlanOfferArn: planArn,
  QueueArn: queueArn('sales'),
  VoicemailQueueArn: queueArn('voicemail'),
  InboundQueueFlowArn: flowArn('inbound-queue'),
  VoicemailQueueFlowArn: flowArn('voicemail-queue'),
};

function bound(name: FlowName) {
  const entry = catalogEntry(name);
  const values = Object.fromEntries(Object.keys(entry.tokens).map((token) => [token, tokens[token] ?? '']));
  return { type: entry.type, content: bindFlow(loadFlow(name), values).flow };
}

const theFlows = (options: Options = {}): Options => ({
  ...options,
  flows: {
    inbound: bound('inbound'),
    'inbound-queue': bound('inbound-queue'),
    'voicemail-queue': bound('voicemail-queue'),
    'voicemail-task': bound('voicemail-task'),
  },
});

const stageOf = (event: Record<string, unknown>) =>
  (event as { Details: { Parameters: { stage: string } } }).Details.Parameters.stage;

describe('the flows of this project', () => {
  it('plan the first offer before the call is queued, and ask again at every tick', async () => {
    const world = aWorld(
      theFlows({
        lambda: async (_, event) =>
          stageOf(event) === 'arrival'
            ? {
                action: 'plan',
                reason: 'ana is idle',
                RoutingCriteria: { Steps: [agentsStep([ana], 22), holdStep()] },
              }
            : { action: 'wait', reason: 'a plan is live' },
      }),
    );
    const ana = world.agent('ana', -10);
    world.agent('bea', -500);
    const contact = await world.call(1);
    await world.to(70);
    expect(world.told('contact.queued', 'contact.ringing', 'contact.missed')).toEqual([
      '1 queued',
      '1 ringing ana',
      '21 missed ana',
    ]);
    expect(world.lambdaEvents.map(stageOf)).toEqual(['arrival', 'tick', 'tick']);
    expect(await world.api('GetContactAttributes', { InitialContactId: contact })).toMatchObject({
      Attributes: { planFailures: '0', ccbVoicemail: 'false' },
    });
  });

  describe.each(['inherited', 'replaced'] as const)('with queue hooks %s on dequeue', (queueHookOnDequeue) => {
    it('record a message in the voicemail queue', async () => {
      const lambda = async () => ({ action: 'voicemail', reason: 'max-wait' });
      const world = aWorld(theFlows({ lambda, switches: { queueHookOnDequeue } }));
      const contact = await world.call(0);
      world.at(31, () => world.connect.callers.speak(contact, 5));
      world.at(36, () => world.connect.callers.hangUp(contact));
      await world.to(40);
      expect(world.told('contact.dequeued', 'recording.started', 'contact.abandoned')).toEqual([
        '30 dequeued',
        '30 recording.started',
      ]);
      expect(world.recordings).toMatchObject([
        { contactId: world.connect.callers.currentSegment(contact), bytes: 44 + 80_000 },
      ]);
    });

    it('give up on a caller who says nothing for three minutes', async () => {
      const lambda = async () => ({ action: 'voicemail', reason: 'max-wait' });
      const world = aWorld(theFlows({ lambda, switches: { queueHookOnDequeue } }));
      await world.call(0);
      await world.to(300);
      expect(world.contactEvents.at(-1)).toMatchObject({
        eventType: 'COMPLETED',
        disconnectTimestamp: '2026-01-05T09:03:30.000Z',
      });
    });

    it('record in place after two dequeues that met a ring', async () => {
      const lambda = async () => ({ action: 'voicemail', reason: 'max-wait' });
      const world = aWorld(theFlows({ lambda, switches: { queueHookOnDequeue } }));
      const contact = await world.call(0);
      world.at(25, () => world.agent('ana', 25));
      world.at(55, () => world.agent('bea', 55));
      world.at(89, () => world.agent('cem', 89));
      await world.to(95);
      expect(world.told('contact.ringing', 'contact.dequeued', 'recording.started')).toEqual([
        '25 ringing ana',
        '55 ringing bea',
        '89 ringing cem',
        '90 recording.started',
      ]);
      expect(world.connect.callers.currentSegment(contact)).toBe(contact);
    });
  });

  it('lead to voicemail when plan-offer fails three times in a row', async () => {
    const world = aWorld(theFlows({ lambda: async () => Promise.reject(new Error('down')) }));
    await world.call(0);
    await world.to(95);
    expect(world.told('recording.started')).toEqual(['60 recording.started']);
  });

  it('turn callers away outside opening hours', async () => {
    const world = aWorld(theFlows());
    world.connect.setClosed('sales', true);
    await world.call(0);
    expect(world.told('contact.refused')).toEqual(['0 refused closed-hours']);
    expect(world.lambdaEvents).toEqual([]);
  });

  it('take a voicemail task to the queue its caller had waited in', async () => {
    const world = aWorld(theFlows());
    await world.api('StartTaskContact', {
      Name: 'Voicemail',
      ContactFlowId: flowArn('voicemail-task'),
      Attributes: { ccbQueueArn: queueArn('support') },
    });
    await world.to(1);
    expect(world.facts).toMatchObject([{ type: 'task.created', queueArn: queueArn('support') }]);
  });
});
