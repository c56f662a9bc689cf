import { reasons, said, tetheredInTurn, toldOf } from '../call-centre/outbound-log';
import type { OutboundOffice } from '../call-centre/outbound-office';
import { allRight } from '../call-centre/outbound-soundness';

describe('an agent fetched after work', () => {
  const working = async (): Promise<OutboundOffice> => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.work('ana', 'talking');
    await office.caller('c1');
    await office.pass(12);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', move: { phase: 'after-work' } });
    expect(await office.ledgerMoves()).toMatchObject([{ when: 'after-work', deadline: null }]);
    return office;
  };

  test('comes when the work has ended, however long it lasts', async () => {
    const office = await working();
    await office.caller('c2');
    await office.pass(100);
    expect(await office.outbound('ana')).toMatchObject({ move: { phase: 'after-work' } });
    office.campaignManager.work('ana', 'wrap-up');
    office.campaignManager.work('ana', 'idle');
    await office.pass(3);
    expect(said(office, 'move.completed')).toEqual(['ana']);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null });
    await allRight(office);
  });

  test('works on when the caller is served by another', async () => {
    const office = await working();
    office.login('bo', 'inbound-only');
    office.shows('bo', 'c1', 'CONNECTED');
    await office.pass(3);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['release after-work', 'CancelRelease']);
    expect(reasons(office, 'move.cancelled')).toEqual([expect.stringContaining('ana need not come back')]);
    office.campaignManager.work('ana', 'idle');
    await office.pass(3);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { state: 'ready' }, move: null });
    await allRight(office);
  });

  test('who was given back before it was cancelled comes in', async () => {
    const office = await working();
    office.login('bo', 'inbound-only');
    office.shows('bo', 'c1', 'CONNECTED');
    await office.pass(0.5);
    office.deliveriesOfEvent = () => [3_000];
    office.campaignManager.work('ana', 'idle');
    office.deliveriesOfEvent = () => [0];
    await office.pass(10);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null, move: null });
    await allRight(office);
  });

  test('who asks for a break, and takes it back, works on', async () => {
    const office = await working();
    office.choose('ana', 'Break');
    await office.pass(1);
    office.login('bo', 'inbound-only');
    office.shows('bo', 'c1', 'CONNECTED');
    office.choose('ana', 'Available');
    await office.pass(3);
    expect(toldOf(office, 'ana').slice(2)).toEqual([
      'release after-work',
      'tether not-ready',
      'not-ready',
      'CancelRelease',
      'available',
      'tether ready',
    ]);
    office.campaignManager.work('ana', 'idle');
    await office.pass(3);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { tetherId: 'ana:1' } });
    await allRight(office);
  });

  test('whose call is cut off instead comes in', async () => {
    const office = await working();
    await office.campaignManager.drop('ana');
    await office.pass(3);
    expect(said(office, 'move.completed')).toEqual(['ana']);
    await allRight(office);
  });

  test('whose end of work nobody told of is asked for again', async () => {
    const office = await working();
    office.deliveriesOfEvent = () => [];
    office.campaignManager.work('ana', 'idle');
    office.deliveriesOfEvent = () => [0];
    const seat = office.campaignManager.seats.get('ana');
    if (seat) office.campaignManager.tell({ ...work('ana:1', ++seat.seq), state: 'idle' });
    await office.pass(120);
    expect(said(office, 'move.completed')).toEqual(['ana']);
    await allRight(office);
  });
});

const work = (tetherId: string, seq: number) => ({ type: 'AgentWork', agentId: 'ana', tetherId, seq }) as const;
