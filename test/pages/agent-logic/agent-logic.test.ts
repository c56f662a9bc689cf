import { contact, deeds, desk, snapshot } from './softphone-desk';

const tether = { tetherId: 'a:1' as never, state: 'mapped' } as const;

/** Open, ruling, and shown a free softphone. */
async function ready() {
  const world = desk();
  const logic = world.open();
  world.lead();
  world.show({});
  await world.pass(10);
  world.acts.length = 0;
  return { world, logic };
}

describe('tethers', () => {
  it('that is expected is accepted once, and again where it rings on for 2 s', async () => {
    const { world } = await ready();
    world.snapshot = snapshot({ side: 'outbound', tether });
    world.show({ contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1' })] });
    await world.pass(1_500);
    expect(deeds(world.acts)).toEqual(['accept tether-1']);
    await world.pass(1_500);
    expect(deeds(world.acts)).toEqual(['accept tether-1', 'accept tether-1']);
  });

  it('that is not expected is never accepted, and the server is asked every second', async () => {
    const { world } = await ready();
    world.snapshot = snapshot({ side: 'outbound', tether: { ...tether, tetherId: 'a:2' as never } });
    world.show({ contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1' })] });
    await world.pass(5_000);
    expect(deeds(world.acts)).toEqual([]);
    expect(world.acts.filter((act) => act === 'ask').length).toBeGreaterThanOrEqual(5);
  });

  it.each(['after-call-work', 'missed', 'rejected', 'failed'] as const)('that is %s is cleared', async (phase) => {
    const { world } = await ready();
    world.show({ contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1', phase })] });
    await world.pass(0);
    expect(deeds(world.acts)).toEqual(['clear tether-1']);
  });

  it.each([
    ['of a page that only watches', (world: ReturnType<typeof desk>) => world],
    [
      'of a softphone of somebody else',
      (world: ReturnType<typeof desk>) => {
        world.lead();
        world.snapshot = snapshot({ agent: { username: 'ben' } });
        return world;
      },
    ],
  ])('are left alone: %s', async (_, arranged) => {
    const world = arranged(desk());
    world.open();
    world.snapshot = { ...world.snapshot, tether };
    if (world.snapshot.agent.username === 'ben') world.lead();
    world.show({ contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1' })] });
    await world.pass(5_000);
    expect(world.acts.filter((act) => act !== 'ask')).toEqual([]);
  });
});

it('who is refused is told why, and asks again every 5 s', async () => {
  const { world, logic } = await ready();
  world.outage = { kind: 'refused', status: 404, problem: 'you are not known here yet' };
  logic.refresh();
  await world.pass(0);
  expect(logic.view().server).toMatchObject({ state: 'refused', problem: 'you are not known here yet' });
  world.acts.length = 0;
  await world.pass(10_500);
  expect(world.acts.filter((act) => act === 'ask')).toHaveLength(2);
});

describe('a tether that the agent ends for a call of their own', () => {
  it('is cut off with Not ready chosen first, and none is accepted until they choose Available', async () => {
    const { world, logic } = await ready();
    world.outage = { kind: 'unreachable' };
    world.show({ contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1', phase: 'connected' })] });
    logic.endTether();
    await world.pass(0);
    expect(deeds(world.acts)).toEqual(['Break after-work', 'state not-ready Break', 'hang up tether-1']);
    world.outage = null;
    world.snapshot = snapshot({ side: 'outbound', tether });
    world.show({ contacts: [contact({ contactId: 'tether-2', tetherId: 'a:1' })] });
    await world.pass(5_000);
    expect(deeds(world.acts)).not.toContain('accept tether-2');
    logic.choose('Available');
    await world.pass(1_500);
    expect(deeds(world.acts)).toContain('accept tether-2');
  });

  it('is left alone by a page that only watches', async () => {
    const world = desk();
    const logic = world.open();
    world.show({ contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1', phase: 'connected' })] });
    logic.endTether();
    await world.pass(10);
    expect(deeds(world.acts)).toEqual([]);
  });
});

it('a tether is never accepted for a desk phone, on which no page can', async () => {
  const { world } = await ready();
  world.snapshot = snapshot({ side: 'outbound', tether });
  world.show({ inBrowser: false, contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1' })] });
  await world.pass(10_000);
  expect(deeds(world.acts)).toEqual([]);
});

describe('in a simulated run', () => {
  const ringing = { contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1' })] };

  it('a page only watches until its person takes the agent over, and again once they let go', async () => {
    const { world, logic } = await ready();
    world.change({ acting: false });
    expect(logic.view().role).toBe('scripted');
    world.acts.length = 0;
    world.snapshot = snapshot({ side: 'outbound', tether });
    world.show(ringing);
    logic.choose('Break');
    await world.pass(5_000);
    expect(world.acts.filter((act) => act !== 'ask')).toEqual([]);

    world.change({ acting: true });
    await world.pass(0);
    expect(logic.view().role).toBe('leading');
    expect(deeds(world.acts)).toEqual(['accept tether-1']);

    world.change({ acting: false });
    world.acts.length = 0;
    await world.pass(5_000);
    expect(deeds(world.acts)).toEqual([]);
  });

  it('who was missed before the take-over is left to the script', async () => {
    const { world } = await ready();
    world.change({ acting: false });
    world.acts.length = 0;
    world.show({ contacts: [contact({ phase: 'missed' })] });
    await world.pass(20_000);
    expect(deeds(world.acts)).toEqual([]);
  });
});

describe('two browsers of one agent', () => {
  const elsewhere = { browser: 'home', term: 2 };
  const tethered = { side: 'outbound', tether } as const;
  const ringing = { contacts: [contact({ contactId: 'tether-1', tetherId: 'a:1' })] };

  it('the one that does not lead does nothing, until it is to work here', async () => {
    const { world, logic } = await ready();
    world.snapshot = snapshot({ ...tethered, lead: elsewhere });
    world.show(ringing);
    await world.pass(1);
    logic.choose('Break');
    await world.pass(20_000);
    expect(logic.view().role).toBe('elsewhere');
    expect(world.acts.filter((act) => act !== 'ask')).toEqual([]);
    expect(logic.view().checks).toContainEqual({ code: 'first-tab', ok: false });

    logic.workHere();
    await world.pass(0);
    expect(logic.view().role).toBe('leading');
    expect(deeds(world.acts)).toEqual(['take over 2', 'accept tether-1']);
  });

  it('the one that led steps back at the first word of it, whatever comes late', async () => {
    const { world, logic } = await ready();
    world.snapshot = snapshot({ lead: elsewhere });
    await world.pass(15_000);
    expect(logic.view().role).toBe('elsewhere');
    world.snapshot = snapshot({ ...tethered, lead: { browser: 'here', term: 1 } });
    world.show(ringing);
    await world.pass(5_000);
    expect(logic.view().role).toBe('elsewhere');
    expect(deeds(world.acts)).toEqual([]);
  });

  it('the next one leads by itself once nobody does any more', async () => {
    const { world, logic } = await ready();
    world.snapshot = snapshot({ lead: elsewhere });
    await world.pass(15_000);
    world.acts.length = 0;
    world.snapshot = snapshot({ lead: null });
    await world.pass(15_000);
    expect(logic.view().role).toBe('leading');
    expect(world.acts).toContain('heartbeat');
  });

  it('no tether is accepted before the server has said that this one leads, nor long after', async () => {
    const { world } = await ready();
    world.snapshot = snapshot({ ...tethered, lead: null });
    world.show(ringing);
    await world.pass(1_500);
    expect(deeds(world.acts)).toEqual([]);
    world.snapshot = snapshot({ ...tethered, lead: { browser: 'here', term: 3 } });
    await world.pass(1_500);
    expect(deeds(world.acts)).toEqual(['accept tether-1']);

    world.outage = { kind: 'unreachable' };
    await world.pass(36_000);
    world.acts.length = 0;
    world.show({ contacts: [contact({ contactId: 'tether-2', tetherId: 'a:1' })] });
    await world.pass(5_000);
    expect(deeds(world.acts)).toEqual([]);
  });

  it('a lost request to work here changes nothing, and may be made again', async () => {
    const { world, logic } = await ready();
    world.snapshot = snapshot({ lead: elsewhere });
    await world.pass(15_000);
    world.outage = { kind: 'unreachable' };
    logic.workHere();
    await world.pass(0);
    expect(logic.view().role).toBe('elsewhere');
    world.outage = null;
    logic.workHere();
    await world.pass(0);
    expect(logic.view().role).toBe('leading');
  });

  it('the leader off the screen goes on to lead, and says that it is not watched', async () => {
    const { world, logic } = await ready();
    world.change({ visible: false });
    world.acts.length = 0;
    await world.pass(31_000);
    expect(logic.view().role).toBe('leading');
    expect(world.acts.filter((act) => act === 'heartbeat, off the screen')).toHaveLength(2);
  });
});

describe('callers', () => {
  const writtenLongAgo = { verdict: 'missed', criteriaWrittenAt: 0, after: 'available', serverTime: 60_000 };

  it.each(['missed', 'failed'] as const)('%s: parked, asked, cleared, and back by the verdict', async (phase) => {
    const { world } = await ready();
    world.verdict = writtenLongAgo;
    world.show({ contacts: [contact({})] });
    world.show({ contacts: [contact({ phase })] });
    await world.pass(1_500);
    expect(deeds(world.acts)).toEqual([
      'Missed call now',
      'verdict caller-1 missed',
      'clear caller-1',
      'Available now',
    ]);
  });

  it('are never accepted', async () => {
    const { world } = await ready();
    world.show({ contacts: [contact({})] });
    await world.pass(20_000);
    expect(deeds(world.acts)).toEqual([]);
  });

  it('are shown with the time that the server counts, asked for every second until it has heard of them', async () => {
    const { world, logic } = await ready();
    const asks = () => world.acts.filter((act) => act === 'ask').length;
    world.show({ contacts: [contact({})] });
    await world.pass(2_500);
    expect(asks()).toBe(3);
    expect(logic.view().ringing).toMatchObject({ endsAt: null, slotEndsAt: null });
    const ring = { contactId: 'caller-1' as never, secondsLeft: 17, slotSecondsLeft: 27 };
    world.snapshot = snapshot({ ring });
    await world.pass(500);
    const shown = logic.view().ringing;
    expect(shown).toMatchObject({ contact: { contactId: 'caller-1' } });
    expect([shown?.endsAt, shown?.slotEndsAt].map((at) => (at ?? 0) - (shown?.since ?? 0))).toEqual([20_000, 30_000]);
    world.acts.length = 0;
    await world.pass(10_000);
    expect(asks()).toBe(0);
    world.snapshot = snapshot({ ring: { ...ring, contactId: 'another' as never, secondsLeft: 1 } });
    await world.pass(6_000);
    expect(logic.view().ringing).toEqual(shown);
    world.show({});
    expect(logic.view().ringing).toBeNull();
  });

  it('criteria count as in force 5 s after they were written, and not before', async () => {
    const { world } = await ready();
    world.verdict = { ...writtenLongAgo, criteriaWrittenAt: 56_000 };
    world.show({ contacts: [contact({})] });
    world.show({ contacts: [contact({ phase: 'missed' })] });
    await world.pass(1_500);
    expect(deeds(world.acts)).toEqual(['Missed call now', 'verdict caller-1 missed']);
    world.verdict = { ...writtenLongAgo, criteriaWrittenAt: 55_000 };
    await world.pass(1_000);
    expect(deeds(world.acts).slice(-2)).toEqual(['clear caller-1', 'Available now']);
  });

  it('who were talked to and whose call ended in an error are no refusal', async () => {
    const { world } = await ready();
    world.show({ contacts: [contact({ phase: 'connected' })] });
    world.show({ contacts: [contact({ phase: 'failed' })] });
    await world.pass(10_000);
    expect(deeds(world.acts)).toEqual([]);
  });

  it('a refusal outlives a refresh, and is told once', async () => {
    const { world } = await ready();
    world.show({ contacts: [contact({})] });
    world.show({ contacts: [contact({ phase: 'missed' })] });
    await world.pass(100);
    world.acts.length = 0;
    world.open();
    world.lead();
    world.verdict = writtenLongAgo;
    world.show({ status: 'Missed call', contacts: [contact({ phase: 'missed' })] });
    await world.pass(1_500);
    expect(deeds(world.acts)).not.toContain('Missed call now');
    expect(deeds(world.acts)).toContain('clear caller-1');
  });
});

describe('a status', () => {
  it.each([
    ['nothing in hand', [], 'Break now'],
    ['a call', [contact({ phase: 'connected' })], 'Break after-work'],
    ['a wrap-up', [contact({ phase: 'after-call-work' })], 'Break after-work'],
    ['a missed call on the screen', [contact({ phase: 'missed', ownCall: true })], 'Break now'],
  ])('chosen with %s', async (_, contacts, act) => {
    const { world, logic } = await ready();
    world.show({ contacts });
    logic.choose('Break');
    await world.pass(0);
    expect(deeds(world.acts)).toEqual([act, 'state not-ready Break'].sort((one) => (one === act ? -1 : 1)));
  });

  it('nobody has is passed over', async () => {
    const { world, logic } = await ready();
    logic.choose('Holiday');
    await world.pass(0);
    expect(deeds(world.acts)).toEqual([]);
  });
});

describe('connections', () => {
  it('a lost server is known at once, asked every second, and known to be back', async () => {
    const { world, logic } = await ready();
    world.outage = { kind: 'unreachable' };
    await world.pass(16_000);
    expect(logic.view().server.state).toBe('lost');
    world.acts.length = 0;
    await world.pass(3_000);
    expect(world.acts.filter((act) => act === 'ask').length).toBeGreaterThanOrEqual(3);
    world.outage = null;
    await world.pass(1_100);
    expect(logic.view().server.state).toBe('ok');
    expect(logic.view().log.map(({ code }) => code)).toEqual(expect.arrayContaining(['server-lost', 'server-back']));
  });

  it('a lost softphone is a reason to ask at once whether the server is there, on the inbound side too', async () => {
    const { world, logic } = await ready();
    world.outage = { kind: 'unreachable' };
    world.lose('connection');
    await world.pass(0);
    expect(logic.view()).toMatchObject({ softphone: { state: 'connection' }, server: { state: 'lost' } });
  });

  it('what is said of a customer is sent again for as long as it counts, and then said to be lost', async () => {
    const { world, logic } = await ready();
    world.outage = { kind: 'unreachable' };
    const ask = { what: 'finish', customerId: 'a:1/3', result: { doNotCall: true } } as const;
    logic.askOfCustomer(ask);
    await world.pass(200_000);
    expect(logic.view().askedOfCustomer).toMatchObject({ state: 'sending' });
    await world.pass(101_000);
    expect(logic.view().askedOfCustomer).toMatchObject({ customerId: 'a:1/3', state: 'lost' });
    logic.askOfCustomer(ask);
    world.outage = null;
    await world.pass(1_100);
    expect(logic.view().askedOfCustomer).toMatchObject({ state: 'sent' });
  });

  it('a clock that jumps is a sleep: it is written down, and the server is asked', async () => {
    const { world, logic } = await ready();
    world.sleep(60_000);
    await world.pass(0);
    expect(logic.view().log.at(-1)).toMatchObject({ code: 'slept', detail: 60 });
    expect(world.acts).toContain('ask');
  });

  it('no heartbeat goes out from a page that nobody sees', async () => {
    const { world } = await ready();
    world.surroundings = { ...world.surroundings, visible: false };
    await world.pass(60_000);
    expect(world.acts).not.toContain('heartbeat');
  });

  it('heartbeats go every 15 s, and every 4 s with a contact', async () => {
    const { world } = await ready();
    await world.pass(60_000);
    expect(world.acts.filter((act) => act === 'heartbeat')).toHaveLength(4);
    const preview = { previewId: 'p', campaign: 'c', contact: '1', seconds: 60, secondsLeft: 60, onTimeout: 'reject' };
    const card = { name: 'C', number: '1', attempts: 0, fields: {} };
    world.snapshot = snapshot({ side: 'outbound', preview: { ...preview, card } as never });
    await world.pass(15_000);
    world.acts.length = 0;
    await world.pass(20_000);
    expect(world.acts.filter((act) => act === 'heartbeat')).toHaveLength(5);
  });
});
