import { mapTether } from '../../../../core/agent/steps/map-tether';
import { fireTimer } from '../../../../core/events/fire-timer';
import { observeAgent } from '../../../../core/events/observe-agent';
import { start } from '../../call-centre/call-centre';
import { availableSince, said, tethered, tetherLog, toldOf } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsound } from '../../call-centre/outbound-soundness';

describe('a tether', () => {
  test('is asked for, mapped and accepted, and only then is the Campaign Manager told', async () => {
    const office = await tethered('ana');
    expect(tetherLog(office)).toEqual(['0 tether.requested', '1 tether.mapped', '1 tether.connected']);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready']);
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
    expect(said(office, 'indicator')).toEqual(['ana']);
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
      '1 tether.token-refused wrong',
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
    const office = await tethered('ana');
    const seat = office.campaignManager.seats.get('ana');
    const token = seat?.order.token ?? '';
    expect(await mapTether(office.centre, { contactId: 'twice', token, try: '3' })).toMatchObject({ action: 'end' });
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', contactId: 't1' });
  });

  test('is asked for with a fresh token when somebody else wrote the agent meanwhile', async () => {
    const office = await new OutboundOffice().open();
    const { centre } = office;
    office.login('ana', 'blended-out');
    office.phone('ana').next = 'Break';
    office.emit('ana');
    await office.pass(1);
    let raced = false;
    const agents = Object.assign(Object.create(centre.agents), {
      save: async (...given: Parameters<typeof centre.agents.save>) => {
        const known = await centre.agents.load('ana');
        if (!raced && known && given[0].outbound.tether?.state === 'requested') {
          raced = true;
          // Another command was sent about ana: the next one has a higher fence.
          const outbound = { ...known.outbound, fence: known.outbound.fence + 1 };
          await centre.agents.save({ ...known, version: known.version + 1, outbound }, known.version, given[2]);
        }
        return centre.agents.save(...given);
      },
    });
    office.phone('ana').next = null;
    centre.now += 1_000;
    await observeAgent(Object.assign(Object.create(centre), { agents }), office.observation('ana'));
    const dials = centre.told.flatMap((told) => (told.type === 'ChangeAgentState' && told.tether ? [told.tether] : []));
    expect(raced).toBe(true);
    expect(dials.at(-1)).toMatchObject({ tetherId: (await office.tether('ana'))?.tetherId });
    const given = { contactId: 't9', token: dials.at(-1)?.token ?? '', try: '1' } as const;
    expect(await mapTether(centre, given)).toMatchObject({ action: 'mapped' });
  });

  test('whose timer comes half a second early is asked for then', async () => {
    const office = await new OutboundOffice().open();
    office.campaignManager.answers.push(() => ({ result: 'refused', reason: 'no-lines' }));
    office.login('ana', 'blended-out');
    await office.pass(1.6);
    const { tetherId = '', ...waits } = (await office.tether('ana')) ?? {};
    expect(waits).toMatchObject({ retryAt: start + 2_000 });
    await fireTimer(office.centre, { timer: { kind: 'tether', agentId: 'ana', tetherId }, dueAt: start + 2_000 });
    expect(await office.tether('ana')).toMatchObject({ state: 'requested', attempt: 2 });
  });

  test('is not forgotten when the agent was free before its time, and we hear of it after', async () => {
    const office = await tethered('ana');
    office.phone('ana').page = 'closed';
    office.connectActs = false;
    await office.campaignManager.drop('ana');
    await office.pass(1);
    office.phone('ana').contacts = [];
    const freeAgain = office.observation('ana');
    // Its timer found the softphone taken.
    await office.pass(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'waiting', attempt: 2 });
    await observeAgent(office.centre, freeAgain);
    expect(await office.tether('ana')).toMatchObject({ state: 'requested', attempt: 2 });
  });

  test('asked for a second time while the first is on its way is one', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    office.emit('ana');
    office.emit('ana');
    await office.pass(5);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready']);
  });
});

describe('a tether that is cut off', () => {
  test('while the agent is idle is dialled again, and costs no place in line', async () => {
    const office = await tethered('ana');
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
    const office = await tethered('ana');
    for (let count = 0; count < 10; count++) {
      await office.campaignManager.drop('ana');
      await office.pass(8);
    }
    expect(said(office, 'tether.requested')).toHaveLength(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'failed', attempt: 3 });
    expect(await unsound(office)).toEqual([]);
  });

  test('with a customer bridged costs the place in line, as a customer does', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'dialling');
    office.campaignManager.work('ana', 'talking');
    await office.pass(20);
    await office.campaignManager.drop('ana');
    await office.pass(3);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
    expect(await availableSince(office, 'ana')).toBe(25);
    expect(await unsound(office)).toEqual([]);
  });

  test('soon, but after a customer, has proven itself', async () => {
    const office = await tethered('ana');
    for (let count = 0; count < 4; count++) {
      office.campaignManager.work('ana', 'talking');
      await office.pass(3);
      await office.campaignManager.drop('ana');
      await office.pass(3);
    }
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 1 });
  });

  test('is fresh for each customer where the campaign wants it so', async () => {
    const office = await tethered('ana');
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
