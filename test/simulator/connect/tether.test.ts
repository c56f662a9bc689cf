import { aWorld, type World } from './connect-fixture';
import { dialTether, type MapTether, mappedTo, withTether } from './tether-fixture';

const attributes = async (world: World, contact: string) =>
  (await world.api('GetContactAttributes', { InitialContactId: contact })).Attributes;
const contactEventsOf = (world: World, contact: string) =>
  world.contactEvents.filter(({ contactId }) => contactId === contact).map(({ eventType }) => eventType);

/** The agent ana, available since before the start, whom token 12345678 means. */
function aTetherWorld(options: Parameters<typeof withTether>[1] = {}, mapTether?: MapTether) {
  let ana = '';
  const asked: unknown[] = [];
  const world = aWorld(
    withTether(async (parameters) => {
      asked.push(parameters);
      return mapTether === undefined ? mappedTo(ana) : mapTether(parameters);
    }, options),
  );
  ana = world.agent('ana', -100);
  return { world, ana, asked };
}

describe('a tether', () => {
  it('rings the one agent its token means, in no time, and is known by its queue and its attribute', async () => {
    const { world, ana, asked } = aTetherWorld();
    world.agent('bea', -500);
    const contact = await dialTether(world, 1, '12345678');
    await world.to(2);
    expect(asked).toEqual([{ token: '12345678', try: '1' }]);
    expect(world.told('contact.arrived', 'contact.queued', 'contact.ringing')).toEqual([
      '1 arrived',
      '1 queued',
      '1 ringing ana',
    ]);
    expect(await attributes(world, contact)).toEqual({ ccbTetherId: 't1' });
    expect(world.connect.agents.attributes(contact)).toEqual({ ccbTetherId: 't1' });
    expect(world.agentEvents.at(-1)).toMatchObject({
      CurrentAgentSnapshot: {
        Contacts: [{ ContactId: contact, State: 'CONNECTING', InitiationMethod: 'INBOUND', Queue: { Name: 'tether' } }],
      },
    });
    expect(world.connect.agents.view(ana).contacts).toEqual([{ contactId: contact, state: 'CONNECTING' }]);
  });

  it('goes before an older call of a customer', async () => {
    const { world, ana } = aTetherWorld();
    world.connect.agents.setStatus(ana, 'Break');
    await world.call(0);
    const tether = await dialTether(world, 5, '12345678');
    world.at(6, () => world.connect.agents.setStatus(ana, 'Available'));
    await world.to(7);
    expect(world.connect.agents.view(ana).contacts).toMatchObject([{ contactId: tether, state: 'CONNECTING' }]);
  });

  it('is held for its agent while they are not available, and rings no other', async () => {
    const { world, ana } = aTetherWorld();
    world.agent('bea', -500);
    world.connect.agents.setStatus(ana, 'Break');
    await dialTether(world, 0, '12345678');
    await world.to(24);
    expect(world.told('contact.ringing')).toEqual([]);
  });

  it('is answered, ends and is cleared like a call', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    world.at(1, () => world.connect.agents.accept(ana, contact));
    world.at(60, () => world.connect.callers.hangUp(contact));
    world.at(62, () => world.connect.agents.clear(ana, contact));
    await world.to(70);
    expect(world.told('contact.answered', 'contact.ended', 'agent.status')).toEqual([
      '0 agent.status ana Available',
      '1 answered ana',
      '1 agent.status ana Busy',
      '60 ended ana',
      '60 agent.status ana AfterCallWork',
      '62 agent.status ana Available',
    ]);
    expect(contactEventsOf(world, contact).filter((type) => type !== 'CONTACT_DATA_UPDATED')).toEqual([
      'INITIATED',
      'CONNECTED_TO_SYSTEM',
      'QUEUED',
      'CONNECTED_TO_AGENT',
      'DISCONNECTED',
      'COMPLETED',
    ]);
    expect(world.contactEvents.find(({ eventType }) => eventType === 'INITIATED')).toEqual({
      eventType: 'INITIATED',
      contactId: contact,
      channel: 'VOICE',
      instanceArn: expect.any(String),
      initiationMethod: 'INBOUND',
      initiationTimestamp: '2026-01-05T09:00:00.000Z',
      tags: expect.objectContaining({ 'aws:connect:systemEndpoint': '+4930000009' }),
    });
  });

  it('is hung up 25 s after it was queued: while it waits', async () => {
    const { world, ana } = aTetherWorld();
    world.connect.agents.setStatus(ana, 'Break');
    const contact = await dialTether(world, 2, '12345678');
    await world.to(60);
    expect(world.told('contact.refused', 'contact.abandoned')).toEqual(['27 refused flow-ended']);
    expect(contactEventsOf(world, contact).slice(-2)).toEqual(['DISCONNECTED', 'COMPLETED']);
  });

  it('is hung up 25 s after it was queued: while it rings', async () => {
    const { world, ana } = aTetherWorld();
    world.connect.agents.setStatus(ana, 'Break');
    const contact = await dialTether(world, 0, '12345678');
    world.at(10, () => world.connect.agents.setStatus(ana, 'Available'));
    await world.to(60);
    expect(world.told('contact.ringing', 'contact.refused')).toEqual(['10 ringing ana', '25 refused ana flow-ended']);
    expect(world.connect.agents.view(ana).contacts).toEqual([{ contactId: contact, state: 'REJECTED' }]);
  });

  it('is not hung up once its agent is on it', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    world.at(20 - 1, () => world.connect.agents.accept(ana, contact));
    await world.to(600);
    expect(world.told('contact.refused', 'contact.ended')).toEqual([]);
  });
});

describe('a caller of the tether number', () => {
  it('may be wrong twice', async () => {
    const answers = [
      { action: 'again', reason: 'no such token' },
      { action: 'again', reason: 'no such token' },
    ];
    const { world, ana, asked } = aTetherWorld({}, async () => answers.shift() ?? mappedTo(ana));
    await dialTether(world, 0, '11111111', '22222222', '33333333');
    await world.to(1);
    expect(asked).toEqual([
      { token: '11111111', try: '1' },
      { token: '22222222', try: '2' },
      { token: '33333333', try: '3' },
    ]);
    expect(world.told('contact.ringing')).toEqual(['0 ringing ana']);
  });

  it('is hung up on at the third wrong token, and it is noted why', async () => {
    const { world } = aTetherWorld({}, async () => ({ action: 'again', reason: 'no such token' }));
    const contact = await dialTether(world, 0, '11111111', '22222222', '33333333', '12345678');
    await world.to(1);
    expect(world.lambdaEvents).toHaveLength(3);
    expect(world.told('contact.queued', 'contact.refused')).toEqual(['0 refused flow-ended']);
    expect(await attributes(world, contact)).toEqual({ ccbTetherRefusal: 'no such token' });
  });

  it.each<[string, MapTether, readonly string[], number]>([
    ['who says nothing', async () => ({ action: 'again' }), [], 5],
    ['who stops after a wrong token', async () => ({ action: 'again' }), ['11111111'], 5],
    ['whom map-tether turns away', async () => ({ action: 'end', reason: 'used up' }), ['11111111'], 0],
    ['when map-tether fails', async () => Promise.reject(new Error('down')), ['12345678'], 0],
    ['when map-tether answers nonsense', async () => ({ action: 'dance' }), ['12345678'], 0],
    ['when the criteria are none', async () => ({ ...mappedTo('x'), RoutingCriteria: { Steps: [] } }), ['12345678'], 0],
    ['when the tether has no id', async () => ({ action: 'mapped' }), ['12345678'], 0],
  ])('is hung up on %s', async (_, mapTether, tokens, at) => {
    const { world } = aTetherWorld({}, mapTether);
    await dialTether(world, 0, ...tokens);
    await world.to(30);
    expect(world.told('contact.queued', 'contact.refused')).toEqual([`${at} refused flow-ended`]);
  });

  it('is taken at their word when too few digits come: map-tether decides', async () => {
    const { world, asked } = aTetherWorld({}, async () => ({ action: 'end', reason: 'too short' }));
    await dialTether(world, 0, '123');
    await world.to(30);
    expect(asked).toEqual([{ token: '123', try: '1' }]);
    expect(world.told('contact.refused')).toEqual(['2 refused flow-ended']);
  });

  it('hears a busy tone where the instance is full: refused before the dialling is over', async () => {
    const { world } = aTetherWorld({ concurrentCalls: 1 });
    await world.call(0);
    const contact = await dialTether(world, 1, '12345678');
    expect(world.facts.filter((fact) => 'contactId' in fact && fact.contactId === contact)).toMatchObject([
      { type: 'contact.arrived', from: '+4940000001', to: '+4930000009' },
      { type: 'contact.refused', why: 'concurrent-calls' },
    ]);
    expect(contactEventsOf(world, contact)).toEqual([]);
    await world.to(30);
    expect(world.lambdaEvents).toEqual([]);
  });
});

describe('StopContact', () => {
  it('takes a tether back while it waits', async () => {
    const { world, ana } = aTetherWorld();
    world.connect.agents.setStatus(ana, 'Break');
    const contact = await dialTether(world, 0, '12345678');
    world.at(3, () => world.api('StopContact', { ContactId: contact }));
    await world.to(4);
    expect(world.told('contact.refused')).toEqual(['3 refused flow-ended']);
    expect(world.contactEvents.at(-1)).toMatchObject({ eventType: 'COMPLETED', disconnectReason: 'API' });
  });

  it('takes it off a ringing softphone: rejected there, and gone', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    world.at(3, () => world.api('StopContact', { ContactId: contact }));
    await world.to(60);
    expect(world.told('contact.ringing', 'contact.refused')).toEqual(['0 ringing ana', '3 refused ana flow-ended']);
    expect(world.agentEvents.at(-1)).toMatchObject({
      CurrentAgentSnapshot: { Contacts: [{ ContactId: contact, State: 'REJECTED' }] },
    });
    expect(world.connect.agents.view(ana).contacts).toHaveLength(1);
  });

  it('ends one that is up; the agent is in after-call work until it is cleared', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    world.at(1, () => world.connect.agents.accept(ana, contact));
    world.at(9, () => world.api('StopContact', { ContactId: contact }));
    await world.to(10);
    expect(world.told('contact.ended')).toEqual(['9 ended ana']);
    expect(world.connect.agents.view(ana)).toMatchObject({
      shown: 'AfterCallWork',
      contacts: [{ contactId: contact, state: 'ENDED' }],
    });
    await world.api('DismissUserContact', { UserId: ana, ContactId: contact });
    expect(world.connect.agents.view(ana)).toMatchObject({ shown: 'Available', contacts: [] });
    await expect(world.api('StopContact', { ContactId: contact })).rejects.toMatchObject({
      name: 'ContactNotFoundException',
    });
  });
});

describe('an agent and their tether', () => {
  it('is freed of a missed one by DismissUserContact', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    await world.to(21);
    expect(world.connect.agents.view(ana).contacts).toEqual([{ contactId: contact, state: 'MISSED' }]);
    world.at(22, () => world.api('StopContact', { ContactId: contact }));
    world.at(23, () => world.api('DismissUserContact', { UserId: ana, ContactId: contact }));
    await world.to(24);
    expect(world.connect.agents.view(ana)).toMatchObject({ shown: 'Available', contacts: [] });
  });

  it('may choose a next status, which takes effect when the tether is cleared', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    world.at(1, () => world.connect.agents.accept(ana, contact));
    world.at(5, () => world.connect.agents.setStatus(ana, 'Break'));
    world.at(9, () => world.connect.callers.hangUp(contact));
    await world.to(8);
    expect(world.connect.agents.view(ana)).toMatchObject({ status: 'Available', shown: 'Busy', nextStatus: 'Break' });
    world.at(12, () => world.connect.agents.clear(ana, contact));
    await world.to(13);
    expect(world.connect.agents.view(ana)).toMatchObject({ status: 'Break', shown: 'Break', nextStatus: null });
  });

  it('is not routable for a customer, whose call waits', async () => {
    const { world, ana } = aTetherWorld();
    const contact = await dialTether(world, 0, '12345678');
    world.at(1, () => world.connect.agents.accept(ana, contact));
    await world.call(5);
    await world.to(60);
    expect(world.told('contact.ringing')).toEqual(['0 ringing ana']);
  });
});
