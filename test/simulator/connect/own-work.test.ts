import { aProfile, aWorld, queueArn, type World } from './connect-fixture';

/** State, connected time, queue time and queue of the one contact in each agent event. */
const listed = (world: World) =>
  world.agentEvents.map((event) => {
    const { Contacts } = event.CurrentAgentSnapshot as { Contacts: readonly Record<string, unknown>[] };
    const [contact] = Contacts;
    return contact ? `${contact['State']} ${contact['InitiationMethod']}` : 'nothing';
  });

describe("an agent's own call", () => {
  it.each([
    ['answered', ['CONNECTING', 'CONNECTED', 'ENDED']],
    ['no-answer', ['CONNECTING', 'MISSED']],
    ['hung-up', ['CONNECTING', 'ERROR']],
  ] as const)('%s shows on the softphone as in Connect', async (outcome, states) => {
    const world = aWorld();
    const ana = world.agent('ana', -60);
    let contactId = '';
    world.at(5, () => {
      contactId = world.connect.agents.callOut(ana, { outcome, talkSeconds: 30 }) ?? '';
    });
    await world.to(46);
    expect(listed(world)).toEqual(['nothing', ...states.map((state) => `${state} OUTBOUND`)]);
    const snapshot = world.agentEvents.at(-1)?.CurrentAgentSnapshot as { Contacts: readonly object[] };
    expect(snapshot.Contacts[0]).toMatchObject({
      ContactId: contactId,
      InitialContactId: null,
      QueueTimestamp: null,
      Queue: { ARN: queueArn('sales'), Name: 'sales' },
    });
    expect(world.connect.agents.view(ana)).toMatchObject({ status: 'Available', shown: 'AfterCallWork' });
    world.connect.agents.clear(ana, contactId);
    expect(world.connect.agents.view(ana).shown).toBe('Available');
    const connected = outcome === 'answered' ? ['CONNECTED_TO_AGENT'] : [];
    expect(world.contactEvents.map(({ eventType }) => eventType)).toEqual([
      'INITIATED',
      ...connected,
      'DISCONNECTED',
      'COMPLETED',
    ]);
    for (const event of world.contactEvents) {
      expect(event).toMatchObject({ initiationMethod: 'OUTBOUND', queueInfo: { queueArn: queueArn('sales') } });
    }
  });

  it('comes only of an agent who is Available and talks to nobody, within the quota', async () => {
    const world = aWorld({ concurrentCalls: 1 });
    const ana = world.agent('ana', -60);
    const bea = world.agent('bea', -50);
    const call = (userId: string) => world.connect.agents.callOut(userId, { outcome: 'answered', talkSeconds: 30 });
    world.connect.agents.setStatus(bea, 'Offline');
    await world.to(1);
    expect(call(bea)).toBeNull();
    expect(call(ana)).not.toBeNull();
    expect(call(ana)).toBeNull();
    world.connect.agents.setStatus(bea, 'Available');
    expect(call(bea)).toBeNull();
  });

  it('keeps callers away until it is cleared, and a status chosen meanwhile for later', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -60);
    world.at(1, () => void world.connect.agents.callOut(ana, { outcome: 'no-answer', talkSeconds: 0 }));
    await world.call(5);
    world.connect.agents.setStatus(ana, 'Offline');
    expect(world.connect.agents.view(ana)).toMatchObject({ shown: 'Busy', nextStatus: 'Offline' });
    await world.to(20);
    expect(world.told('contact.ringing')).toEqual([]);
  });
});

describe('a task of their own', () => {
  it('is in hand at once, leaves the status alone, and callers ring beside it', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -60);
    const task = world.connect.agents.takeTask(ana) ?? '';
    expect(world.connect.agents.view(ana)).toMatchObject({ shown: 'Available', contacts: [{ state: 'CONNECTED' }] });
    await world.call(5);
    expect(world.told('contact.ringing')).toEqual(['5 ringing ana']);
    await world.connect.agents.hangUp(ana, task);
    world.connect.agents.clear(ana, task);
    expect(world.facts.filter(({ type }) => type.startsWith('task.'))).toEqual([]);
  });
});

it('a profile that keeps calls alone brings no task beside one', async () => {
  const profile = aProfile('both', [], {
    concurrency: [
      { channel: 'VOICE', slots: 1, alone: true },
      { channel: 'TASK', slots: 1 },
    ],
    queues: [
      { queueId: 'sales', channel: 'VOICE', priority: 1, delaySeconds: 0 },
      { queueId: 'sales', channel: 'TASK', priority: 1, delaySeconds: 0 },
    ],
  });
  const world = aWorld({ setup: { routingProfiles: [profile] } });
  const ana = world.agent('ana', -100);
  world.at(1, () => void world.connect.agents.callOut(ana, { outcome: 'answered', talkSeconds: 20 }));
  world.at(2, () => world.api('StartTaskContact', { Name: 'callback', ContactFlowId: 'inbound' }));
  await world.to(31);
  expect(world.facts.filter(({ type }) => type === 'task.offered')).toEqual([]);
  world.connect.agents.clear(ana, world.connect.agents.view(ana).contacts[0]?.contactId ?? '');
  await world.to(32);
  expect(world.facts.filter(({ type }) => type === 'task.offered')).toHaveLength(1);
});
