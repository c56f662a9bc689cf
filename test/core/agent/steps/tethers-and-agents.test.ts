import { observeAgent } from '../../../../core/events/observe-agent';
import { availableSince, said, tethered, tetherLog, toldOf } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsound } from '../../call-centre/outbound-soundness';

describe('a break', () => {
  test('asked for on an idle tether ends it at once', async () => {
    const office = await tethered('ana');
    office.choose('ana', 'Break');
    await office.pass(1);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['tether not-ready', 'not-ready', 'tether ended']);
    expect(office.phone('ana').status.name).toBe('Break');
    expect(tetherLog(office).at(-1)).toBe('5 tether.ended released');
    office.choose('ana', 'Available');
    await office.pass(5);
    expect(await availableSince(office, 'ana')).toBe(6);
    expect(await unsound(office)).toEqual([]);
  });

  test('asked for with a customer waits for the end of the work', async () => {
    const office = await tethered('ana');
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
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Break');
    await office.pass(5);
    office.choose('ana', 'Available');
    await office.pass(5);
    office.campaignManager.work('ana', 'idle');
    await office.pass(5);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['tether not-ready', 'not-ready', 'available', 'tether ready']);
    expect(await office.outbound('ana')).toMatchObject({
      tether: { tetherId: 'ana:1', state: 'ready' },
      giveBack: null,
    });
    expect(await unsound(office)).toEqual([]);
  });

  test('taken back when the Campaign Manager has let go brings a fresh tether', async () => {
    const office = await tethered('ana');
    office.choose('ana', 'Break');
    office.choose('ana', 'Available');
    await office.pass(10);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect((await office.outbound('ana'))?.side).toBe('outbound');
    expect(await unsound(office)).toEqual([]);
  });

  test('taken back before the answer was heard that lets go brings a fresh tether too', async () => {
    const office = await tethered('ana');
    office.campaignManager.answers.push(async (command) => {
      if (command.type !== 'ChangeAgentState' || command.state !== 'not-ready') return null;
      const seat = office.campaignManager.seats.get('ana');
      if (seat) seat.standing = 'released';
      office.phone('ana').next = null;
      office.centre.now += 100;
      await observeAgent(office.centre, office.observation('ana'));
      return { result: 'released' };
    });
    office.choose('ana', 'Break');
    await office.pass(10);
    expect(await office.outbound('ana')).toMatchObject({
      side: 'outbound',
      tether: { state: 'ready', contactId: 't2' },
    });
    expect(office.campaignManager.uses('ana')).toBe(true);
  });

  test('asked for before the tether is there stops it', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    office.choose('ana', 'Break');
    await office.pass(30);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ended']);
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
    expect(said(office, 'tether.requested')).toHaveLength(1);
    expect(await unsound(office)).toEqual([]);
  });
});

describe('the end of the day', () => {
  test('chosen on the tether comes after the work', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Offline');
    await office.pass(5);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['tether not-ready', 'logged-out']);
    office.campaignManager.work('ana', 'idle');
    await office.pass(1);
    expect(tetherLog(office).at(-1)).toBe('10 tether.ended logout');
    expect(await office.centre.blend.staffed('blend')).toEqual({ inbound: 0, outbound: 0, teams: { renewals: 0 } });
    expect(await unsound(office)).toEqual([]);
  });

  test('without a word ends the tether', async () => {
    const office = await tethered('ana');
    office.logout('ana');
    await office.pass(5);
    expect(tetherLog(office).at(-1)).toBe('5 tether.ended logout');
    expect(toldOf(office, 'ana').at(-1)).toBe('tether ended');
    expect(await unsound(office)).toEqual([]);
  });

  test('told of with the tether still listed as connected is believed once the call is over', async () => {
    const office = await tethered('ana');
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
    expect(said(office, 'tether.failed')).toEqual(['ana']);
    expect(said(office, 'agent.parked')).toEqual([]);
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
    const office = await tethered('ana');
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
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ended']);
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

describe('a routing profile changed under a tether', () => {
  test('to one without an outbound side: the tether is given back after the work', async () => {
    const office = await tethered('ana');
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

  test('to one of another group: the Campaign Manager hears of its campaigns', async () => {
    const office = await tethered('ana');
    office.phone('ana').profile = 'out';
    office.emit('ana');
    await office.pass(5);
    expect(office.centre.told.at(-2)).toMatchObject({ state: 'available', group: 'sales', campaigns: [] });
    expect(await office.tether('ana')).toMatchObject({ tetherId: 'ana:1', state: 'ready' });
    expect(await unsound(office)).toEqual([]);
  });

  test('to outbound only: they stay, and whoever was on inbound gets one', async () => {
    const office = await tethered('ana');
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
