import { mapTether } from '../../core/usecases/map-tether';
import { start } from './call-centre';
import { OutboundOffice } from './outbound-office';
import { unsound } from './outbound-soundness';

const outbound = async (...agents: readonly string[]): Promise<OutboundOffice> => {
  const office = await new OutboundOffice().open();
  for (const agent of agents) office.login(agent, 'blended-out');
  await office.pass(5);
  return office;
};

/** What was said of tethers, in order, with the seconds since the start. */
const tetherLog = (office: OutboundOffice): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type.startsWith('tether.') && 'at' in decision
      ? [`${(decision.at - start) / 1000} ${decision.type}${'why' in decision ? ` ${decision.why}` : ''}`]
      : [],
  );

const availableSince = async (office: OutboundOffice, agentId: string): Promise<number> =>
  ((await office.centre.agents.load(agentId))?.availableSince ?? Number.NaN) - start;

describe('a tether', () => {
  test('is asked for, mapped and accepted, and only then is the Campaign Manager told', async () => {
    const office = await outbound('ana');
    expect(tetherLog(office)).toEqual(['0 tether.requested', '1 tether.mapped', '1 tether.connected']);
    expect(office.toldOf('ana')).toEqual(['dial', 'tether ready']);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', contactId: 't1' });
    expect(await unsound(office)).toEqual([]);
  });

  test('that is never answered is tried three times with a growing pause, and fails once', async () => {
    const office = await new OutboundOffice().open();
    office.campaignManager.tetherCalls = 'unanswered';
    office.login('ana', 'blended-out');
    await office.pass(200);
    expect(tetherLog(office)).toEqual([
      '0 tether.requested',
      '32 tether.requested',
      '66 tether.requested',
      '96 tether.failed',
    ]);
    expect(office.said('indicator')).toEqual(['ana']);
    expect(await unsound(office)).toEqual([]);
    office.campaignManager.tetherCalls = 'right-token';
    office.choose('ana', 'Break');
    await office.pass(5);
    office.choose('ana', 'Available');
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
  });

  test('whose token is wrong turns grey, ends, and is tried again', async () => {
    const office = await new OutboundOffice().open();
    office.campaignManager.tetherCalls = 'wrong-token';
    office.login('ana', 'blended-out');
    await office.pass(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'answered' });
    await office.pass(1);
    expect(await office.tether('ana')).toMatchObject({ state: 'unmapped' });
    office.campaignManager.tetherCalls = 'right-token';
    await office.pass(20);
    expect(tetherLog(office)).toEqual([
      '0 tether.requested',
      '4 tether.unmapped',
      '16 tether.ended unmapped',
      '18 tether.requested',
      '19 tether.mapped',
      '19 tether.connected',
    ]);
    expect(await unsound(office)).toEqual([]);
  });

  describe('token', () => {
    const dialled = async () => {
      const office = await new OutboundOffice().open();
      office.campaignManager.tetherCalls = 'wrong-token';
      office.login('ana', 'blended-out');
      await office.pass(2);
      const command = office.centre.told[0];
      const token = command?.type === 'ChangeAgentState' ? (command.tether?.token ?? '') : '';
      const give = (contactId: string, digits = token, nth: '1' | '2' | '3' = '1') =>
        mapTether(office.centre, { contactId, token: digits, try: nth });
      return { office, give };
    };

    test('is good for one call, which may ask again', async () => {
      const { office, give } = await dialled();
      expect(await give('t1')).toMatchObject({ action: 'mapped', agentId: 'ana', tetherId: 'ana:1' });
      expect(await give('t1')).toMatchObject({ action: 'mapped' });
      expect(await give('t2')).toMatchObject({ action: 'again' });
      expect(await office.tether('ana')).toMatchObject({ state: 'mapped', contactId: 't1' });
    });

    test('is asked for three times, and the call ends then', async () => {
      const { give } = await dialled();
      expect(await give('t1', '12345678', '2')).toMatchObject({ action: 'again' });
      expect(await give('t1', '12345678', '3')).toMatchObject({ action: 'end' });
      expect(await give('t1', 'Timeout', '3')).toMatchObject({ action: 'end' });
    });

    test('dies with its attempt, and with the wish for it', async () => {
      const { office, give } = await dialled();
      office.choose('ana', 'Break');
      await office.pass(1);
      expect(await give('t9')).toMatchObject({ action: 'end', reason: 'the tether was given up meanwhile' });
      const late = await dialled();
      late.office.centre.now += 60_000;
      expect(await late.give('t9')).toMatchObject({ action: 'end', reason: 'the token came too late' });
    });
  });

  test('of which the Campaign Manager places two calls is the first of them, and the second is nobody’s', async () => {
    const office = await outbound('ana');
    const seat = office.campaignManager.seats.get('ana');
    const token = seat?.order.token ?? '';
    expect(await mapTether(office.centre, { contactId: 'twice', token, try: '3' })).toMatchObject({ action: 'end' });
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', contactId: 't1' });
  });

  test('asked for a second time while the first is on its way is one', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    office.emit('ana');
    office.emit('ana');
    await office.pass(5);
    expect(office.toldOf('ana')).toEqual(['dial', 'tether ready']);
  });
});

describe('a tether that is cut off', () => {
  test('while the agent is idle is dialled again, and costs no place in line', async () => {
    const office = await outbound('ana');
    await office.pass(30);
    await office.campaignManager.drop('ana');
    await office.pass(3);
    expect(tetherLog(office).slice(3)).toEqual([
      '35 tether.ended dropped',
      '35 tether.requested',
      '36 tether.mapped',
      '36 tether.connected',
    ]);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect(await availableSince(office, 'ana')).toBe(0);
    expect(await unsound(office)).toEqual([]);
  });

  test('at once is a failed attempt: it is not dialled for ever', async () => {
    const office = await outbound('ana');
    for (let count = 0; count < 10; count++) {
      await office.campaignManager.drop('ana');
      await office.pass(8);
    }
    expect(office.said('tether.requested')).toHaveLength(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'failed', attempt: 3 });
    expect(await unsound(office)).toEqual([]);
  });

  test('with a customer bridged costs the place in line, as a customer does', async () => {
    const office = await outbound('ana');
    office.campaignManager.work('ana', 'dialling');
    office.campaignManager.work('ana', 'talking');
    await office.pass(20);
    await office.campaignManager.drop('ana');
    await office.pass(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect(await availableSince(office, 'ana')).toBe(25_000);
    expect(await unsound(office)).toEqual([]);
  });

  test('soon, but after a customer, has proven itself', async () => {
    const office = await outbound('ana');
    for (let count = 0; count < 4; count++) {
      office.campaignManager.work('ana', 'talking');
      await office.pass(3);
      await office.campaignManager.drop('ana');
      await office.pass(3);
    }
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
  });

  test('is fresh for each customer where the campaign wants it so', async () => {
    const office = await outbound('ana');
    office.campaignManager.work('ana', 'talking');
    await office.pass(4);
    await office.campaignManager.drop('ana', 'renewed');
    await office.pass(3);
    expect(tetherLog(office).slice(3)).toEqual([
      '9 tether.ended renewed',
      '9 tether.requested',
      '10 tether.mapped',
      '10 tether.connected',
    ]);
    expect(office.centre.told.some(({ type }) => type === 'ReleaseAgent')).toBe(false);
    expect(await unsound(office)).toEqual([]);
  });
});

describe('a break', () => {
  test('asked for on an idle tether ends it at once', async () => {
    const office = await outbound('ana');
    office.choose('ana', 'Break');
    await office.pass(1);
    expect(office.toldOf('ana').slice(2)).toEqual(['not-ready', 'tether ended']);
    expect(office.phone('ana').status.name).toBe('Break');
    expect(tetherLog(office).at(-1)).toBe('5 tether.ended released');
    office.choose('ana', 'Available');
    await office.pass(5);
    expect(await availableSince(office, 'ana')).toBe(6_000);
    expect(await unsound(office)).toEqual([]);
  });

  test('asked for with a customer waits for the end of the work', async () => {
    const office = await outbound('ana');
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Break');
    await office.pass(90);
    expect(await office.outbound('ana')).toMatchObject({ tether: { state: 'ready' }, giveBack: { why: 'not-ready' } });
    office.campaignManager.work('ana', 'wrap-up');
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    office.campaignManager.work('ana', 'idle');
    await office.pass(1);
    expect(office.phone('ana').status.name).toBe('Break');
    expect(await unsound(office)).toEqual([]);
  });

  test('taken back with the customer still there leaves the tether as it is', async () => {
    const office = await outbound('ana');
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Break');
    await office.pass(5);
    office.choose('ana', 'Available');
    await office.pass(5);
    office.campaignManager.work('ana', 'idle');
    await office.pass(5);
    expect(office.toldOf('ana').slice(2)).toEqual(['not-ready', 'available']);
    expect(await office.outbound('ana')).toMatchObject({
      tether: { tetherId: 'ana:1', state: 'ready' },
      giveBack: null,
    });
    expect(await unsound(office)).toEqual([]);
  });

  test('taken back when the Campaign Manager has let go brings a fresh tether', async () => {
    const office = await outbound('ana');
    office.choose('ana', 'Break');
    office.choose('ana', 'Available');
    await office.pass(10);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect((await office.outbound('ana'))?.side).toBe('outbound');
    expect(await unsound(office)).toEqual([]);
  });

  test('asked for before the tether is there stops it', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    office.choose('ana', 'Break');
    await office.pass(30);
    expect(office.toldOf('ana')).toEqual(['dial', 'tether ended']);
    expect(await office.tether('ana')).toBeNull();
    expect(await unsound(office)).toEqual([]);
  });

  test('asked for while a wrong token is being typed, the call is not dialled again', async () => {
    const office = await new OutboundOffice().open();
    office.campaignManager.tetherCalls = 'wrong-token';
    office.login('ana', 'blended-out');
    await office.pass(17);
    expect(await office.tether('ana')).toMatchObject({ state: 'waiting', attempt: 2 });
    office.choose('ana', 'Break');
    await office.pass(60);
    expect(await office.tether('ana')).toBeNull();
    expect(office.said('tether.requested')).toHaveLength(1);
    expect(await unsound(office)).toEqual([]);
  });
});

describe('the end of the day', () => {
  test('chosen on the tether comes after the work', async () => {
    const office = await outbound('ana');
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Offline');
    await office.pass(5);
    expect(office.toldOf('ana').slice(2)).toEqual(['logged-out']);
    office.campaignManager.work('ana', 'idle');
    await office.pass(1);
    expect(tetherLog(office).at(-1)).toBe('10 tether.ended logout');
    expect(await office.centre.blend.staffed('blend')).toEqual({ inbound: 0, outbound: 0 });
    expect(await unsound(office)).toEqual([]);
  });

  test('without a word ends the tether', async () => {
    const office = await outbound('ana');
    office.logout('ana');
    await office.pass(5);
    expect(tetherLog(office).at(-1)).toBe('5 tether.ended logout');
    expect(office.toldOf('ana').at(-1)).toBe('tether ended');
    expect(await unsound(office)).toEqual([]);
  });

  test('told of with the tether still listed as connected is believed once the call is over', async () => {
    const office = await outbound('ana');
    const phone = office.phone('ana');
    phone.status = { name: 'Offline', type: 'OFFLINE', since: office.centre.now };
    office.emit('ana');
    await office.pass(1);
    // Nothing more is heard of a softphone that is gone; the line itself ends.
    office.losing = true;
    phone.contacts = [];
    await office.hangUp('t1');
    await office.pass(1);
    office.losing = false;
    expect(await office.tether('ana')).toBeNull();
    expect(await unsound(office)).toEqual([]);
  });
});

describe('a closed page', () => {
  test('lets the tether ring out: that is no missed call, and costs no place in line', async () => {
    const office = await new OutboundOffice().open({ 'tether/attempts': 2 });
    office.login('ana', 'blended-out', 'closed');
    await office.pass(100);
    expect(office.said('tether.failed')).toEqual(['ana']);
    expect(office.said('agent.parked')).toEqual([]);
    expect(office.phone('ana')).toMatchObject({ status: { name: 'Available' }, contacts: [] });
    expect(await availableSince(office, 'ana')).toBe(0);
    expect(await unsound(office)).toEqual([]);
  });

  test('shows a tether given up while it rang; the server takes it off, however late its end is told', async () => {
    const office = await new OutboundOffice().open({ 'tether/timeout-seconds': 20, 'tether/attempts': 1 });
    office.login('ana', 'blended-out', 'closed');
    // The end of the ring is told 5 s after the attempt's time is over.
    await office.pass(19);
    office.losing = true;
    await office.pass(6);
    office.losing = false;
    office.emit('ana');
    await office.pass(5);
    expect(office.phone('ana').contacts).toEqual([]);
    expect(await unsound(office)).toEqual([]);
  });

  test('keeps an ended tether in after-call work; the server clears it', async () => {
    const office = await outbound('ana');
    office.phone('ana').page = 'closed';
    await office.pass(20);
    await office.campaignManager.drop('ana');
    await office.pass(3);
    expect(office.phone('ana').contacts.filter(({ contactId }) => contactId === 't1')).toEqual([]);
  });
});

describe('a caller who comes before the tether', () => {
  test.each([
    ['is asked for', 0.5],
    ['rings nobody yet', 1],
  ])('while it %s has the agent', async (_, seconds) => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(seconds - 0.2);
    office.shows('ana', 'c1', 'CONNECTING');
    await office.pass(3);
    office.shows('ana', 'c1', 'CONNECTED');
    await office.pass(60);
    expect(await office.tether('ana')).toBeNull();
    expect(office.toldOf('ana')).toEqual(['dial', 'tether ended']);
    office.shows('ana', 'c1', null);
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect(await unsound(office)).toEqual([]);
  });

  test('and wins against a mapped tether ends that call', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.9);
    // Connect rings the caller's call first; our function hears of it after the token.
    office.losing = true;
    office.shows('ana', 'c1', 'CONNECTING');
    office.losing = false;
    await office.pass(1);
    expect(await office.tether('ana')).toMatchObject({ state: 'mapped' });
    office.shows('ana', 'c1', 'CONNECTED');
    await office.pass(5);
    expect(await office.tether('ana')).toBeNull();
    expect(office.centre.stopped).toEqual(['t1']);
    office.shows('ana', 'c1', null);
    await office.pass(5);
    expect(await unsound(office)).toEqual([]);
  });
});

describe('the quota of concurrent calls', () => {
  test('holds a tether back, says so once, and lets it go on', async () => {
    const office = await new OutboundOffice().open();
    for (let count = 1; count <= 8; count++) await office.centre.meter.started(`call-${count}`);
    office.login('ana', 'blended-out');
    await office.pass(10);
    await office.centre.meter.started('call-9');
    await office.pass(60);
    expect(office.toldOf('ana')).toEqual([]);
    expect(office.said('tether.held')).toEqual(['ana']);
    for (let count = 1; count <= 9; count++) await office.centre.meter.ended(`call-${count}`);
    await office.pass(15);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect(await unsound(office)).toEqual([]);
  });

  test('counts tethers on their way', async () => {
    const office = await new OutboundOffice().open();
    for (let count = 1; count <= 7; count++) await office.centre.meter.started(`call-${count}`);
    office.login('ana', 'blended-out');
    office.login('bo', 'blended-out');
    await office.pass(0.5);
    expect(office.said('tether.requested')).toEqual(['ana']);
    expect(office.said('tether.held')).toEqual(['bo']);
  });

  test('that is used up in the middle of a move ends the move', async () => {
    const office = await new OutboundOffice().open({ 'blend-to-outbound/min-idle-inbound-agents': 0 });
    office.campaignManager.tetherCalls = 'wrong-token';
    office.login('ana');
    office.campaignHas(5);
    await office.pass(45);
    expect(await office.outbound('ana')).toMatchObject({ move: { phase: 'tethering' } });
    for (let count = 1; count <= 8; count++) await office.centre.meter.started(`call-${count}`);
    await office.pass(20);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', move: null, tether: null });
    expect(await office.ledgerMoves()).toEqual([]);
  });
});

describe('a heartbeat that is lost', () => {
  test('stops new tethers and keeps those there are; the next one lets them go on', async () => {
    const office = await outbound('ana');
    office.campaignManager.down = true;
    await office.pass(160);
    office.login('bo', 'blended-out');
    await office.pass(60);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect(await office.tether('bo')).toMatchObject({ state: 'waiting' });
    expect(office.said('tether.held')).toEqual(['bo']);
    expect(office.centre.stopped).toEqual([]);
    expect(
      office.centre.decisions.decisions.filter(({ type }) => type === 'campaign-link.lost').length,
    ).toBeGreaterThan(1);
    office.campaignManager.down = false;
    await office.pass(80);
    expect(await office.tether('bo')).toMatchObject({ state: 'ready', attempt: 1 });
    expect(await unsound(office)).toEqual([]);
  });
});

describe('a Campaign Manager that', () => {
  test('refuses the tether has failed an attempt', async () => {
    const office = await new OutboundOffice().open();
    office.campaignManager.answers.push(() => ({ result: 'refused', reason: 'no-lines' }));
    office.login('ana', 'blended-out');
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 2 });
    expect(tetherLog(office).slice(0, 2)).toEqual(['0 tether.requested', '2 tether.requested']);
    expect(await unsound(office)).toEqual([]);
  });

  test('does not know the tether it is told is ready gets another', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    office.campaignManager.answers.push((command) =>
      command.type === 'TetherStateChanged' ? { result: 'refused', reason: 'unknown-tether' } : null,
    );
    await office.pass(20);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 2 });
    expect(await unsound(office)).toEqual([]);
  });

  test('tells of work on a tether that is over is told so, once for a flood of it', async () => {
    const office = await outbound('ana');
    const old = { type: 'AgentWork', agentId: 'ana', tetherId: 'ana:0', state: 'talking' } as const;
    for (let seq = 1; seq <= 20; seq++) office.campaignManager.tell({ ...old, seq });
    await office.pass(5);
    expect(office.toldOf('ana').slice(2)).toEqual(['tether ended']);
    expect(await office.outbound('ana')).toMatchObject({ tether: { state: 'ready' }, work: { state: 'idle' } });
    expect(await unsound(office)).toEqual([]);
  });
});

describe('blending switched off', () => {
  test('gives the tethers back after the work, and those agents take calls', async () => {
    const office = await outbound('ana', 'bo');
    office.campaignManager.work('bo', 'talking');
    await office.pass(1);
    await office.centre.set({ 'blend/enabled': false }, 'blend');
    await office.decide();
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null });
    expect(await office.outbound('bo')).toMatchObject({ side: 'outbound', tether: { state: 'ready' } });
    office.campaignManager.work('bo', 'idle');
    await office.pass(5);
    expect(await office.outbound('bo')).toMatchObject({ side: 'inbound', tether: null, giveBack: null });
    expect(await unsound(office)).toEqual([]);
  });

  test('brings those in whose tether has failed or is awaited', async () => {
    const office = await new OutboundOffice().open({ 'tether/attempts': 1 });
    office.campaignManager.tetherCalls = 'unanswered';
    office.login('ana', 'blended-out');
    await office.pass(40);
    expect(await office.tether('ana')).toMatchObject({ state: 'failed' });
    office.login('bo', 'blended-out');
    await office.pass(1);
    await office.centre.set({ 'blend/enabled': false }, 'blend');
    office.login('cy', 'blended-out');
    await office.decide();
    await office.pass(60);
    for (const agentId of ['ana', 'cy']) {
      expect(await office.centre.agents.load(agentId)).toMatchObject({ idle: true, outbound: { side: 'inbound' } });
    }
    await office.centre.set({}, 'blend');
    await office.decide();
    await office.pass(30);
    expect(await unsound(office)).toEqual([]);
  });

  test('holds the tether of those who only work outbound until it is on again', async () => {
    const office = await new OutboundOffice().open({ 'blend/enabled': false });
    office.login('ana', 'outbound');
    await office.pass(70);
    expect(await office.tether('ana')).toMatchObject({ state: 'waiting' });
    await office.centre.set({}, 'blend');
    await office.pass(15);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
  });
});

describe('a routing profile changed under a tether', () => {
  test('to one without an outbound side: the tether is given back after the work', async () => {
    const office = await outbound('ana');
    office.campaignManager.work('ana', 'talking');
    office.phone('ana').profile = 'inbound-only';
    office.emit('ana');
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    office.campaignManager.work('ana', 'idle');
    await office.pass(5);
    expect(await office.centre.agents.load('ana')).toMatchObject({ kind: 'inbound', outbound: { side: 'inbound' } });
    expect(await unsound(office)).toEqual([]);
  });

  test('while it is on its way: it is given up', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    office.phone('ana').profile = 'inbound-only';
    office.emit('ana');
    await office.pass(5);
    expect(await office.centre.agents.load('ana')).toMatchObject({
      idle: true,
      outbound: { side: 'inbound', tether: null },
    });
    expect(await unsound(office)).toEqual([]);
  });

  test('to outbound only: they stay, and whoever was on inbound gets one', async () => {
    const office = await outbound('ana');
    office.login('bo');
    await office.pass(1);
    for (const agentId of ['ana', 'bo']) {
      office.phone(agentId).profile = 'outbound';
      office.emit(agentId);
    }
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { tetherId: 'ana:1' } });
    expect(await office.outbound('bo')).toMatchObject({ side: 'outbound', tether: { state: 'ready' } });
    expect(await unsound(office)).toEqual([]);
  });
});
