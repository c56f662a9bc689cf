import type { CampaignCommandOf } from '../../../core/campaign-contract/commands';
import { start } from '../call-centre/call-centre';
import { keepNobody, moveLog, said, tetheredInTurn, toldOf } from '../call-centre/outbound-log';
import { OutboundOffice } from '../call-centre/outbound-office';
import { allRight } from '../call-centre/outbound-soundness';

/** `seconds agents` of each hold told, in order. */
const holds = (office: OutboundOffice): readonly string[] =>
  office.centre.told
    .filter((command): command is CampaignCommandOf<'HoldAgents'> => command.type === 'HoldAgents')
    .map(({ agentIds }) => agentIds.join(' ') || 'nobody');

describe('while a caller waits whom only agents at work could take', () => {
  /** Both talk; the caller passes the threshold of 10 s. */
  const bothAtWork = async (): Promise<OutboundOffice> => {
    const office = await tetheredInTurn('ana', 'bo');
    office.campaignManager.work('ana', 'talking');
    office.campaignManager.work('bo', 'talking');
    await office.caller('c1');
    await office.pass(12);
    expect(said(office, 'move.decided')).toEqual(['ana']);
    return office;
  };

  test('nothing is begun for anybody who may take them', async () => {
    const office = await bothAtWork();
    expect(holds(office)).toEqual(['ana bo']);
    office.campaignManager.work('bo', 'idle');
    office.campaignManager.work('bo', 'dialling');
    expect(office.campaignManager.seats.get('bo')?.work).toBe('idle');
  });

  test('whoever is free first comes, and the one who was asked works on', async () => {
    const office = await bothAtWork();
    office.campaignManager.work('bo', 'idle');
    await office.pass(4);
    expect(moveLog(office).slice(-3)).toEqual([
      expect.stringContaining('move.cancelled ana'),
      expect.stringContaining('move.decided bo'),
      expect.stringContaining('move.completed bo'),
    ]);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['release after-work', 'CancelRelease']);
    office.shows('bo', 'c1', 'CONNECTED');
    await office.pass(2);
    expect(holds(office).at(-1)).toBe('nobody');
    office.campaignManager.work('ana', 'idle');
    office.campaignManager.work('ana', 'dialling');
    expect(office.campaignManager.seats.get('ana')?.work).toBe('dialling');
    await allRight(office);
  });

  test('the one who was asked comes at once if free first', async () => {
    const office = await bothAtWork();
    office.campaignManager.work('ana', 'idle');
    await office.pass(3);
    expect(said(office, 'move.completed')).toEqual(['ana']);
    expect(said(office, 'move.decided')).toEqual(['ana']);
    await allRight(office);
  });

  test('it is told anew every half minute, and over when the caller is gone', async () => {
    const office = await bothAtWork();
    await office.pass(65);
    expect(holds(office)).toEqual(['ana bo', 'ana bo', 'ana bo']);
    office.login('cy', 'inbound-only');
    office.shows('cy', 'c1', 'CONNECTED');
    await office.pass(2);
    expect(holds(office).at(-1)).toBe('nobody');
    await office.pass(150);
    expect((await office.centre.blend.ledger('blend'))?.hold).toBeNull();
    await allRight(office);
  });

  test('a hold whose telling was lost with its function is told by the next decision', async () => {
    const office = await bothAtWork();
    const ledger = await office.centre.blend.ledger('blend');
    if (!ledger?.hold) throw new Error('nobody is held');
    const hold = { ...ledger.hold, fence: ledger.version + 1 };
    await office.centre.blend.saveLedger({ ...ledger, hold, version: ledger.version + 1 }, ledger.version);
    await office.decide();
    expect(holds(office)).toEqual(['ana bo', 'ana bo']);
    await office.decide();
    expect(holds(office)).toHaveLength(2);
  });

  test('whoever was held and is in no list goes on being held until the caller is gone', async () => {
    const office = await bothAtWork();
    const ledger = await office.centre.blend.ledger('blend');
    if (!ledger?.hold) throw new Error('nobody is held');
    // Let off a moment ago, say, and not in the index yet.
    const hold = { ...ledger.hold, fence: ledger.version + 1, agentIds: ['ana', 'bo', 'dan'] };
    await office.centre.blend.saveLedger({ ...ledger, hold, version: ledger.version + 1 }, ledger.version);
    await office.decide();
    expect(holds(office).at(-1)).toBe('ana bo dan');
    office.login('cy', 'inbound-only');
    office.shows('cy', 'c1', 'CONNECTED');
    await office.pass(2);
    expect(holds(office).at(-1)).toBe('nobody');
  });

  test('so is whoever comes to a tether meanwhile, before they are on it', async () => {
    const office = await bothAtWork();
    office.campaignManager.tetherCalls = 'unanswered';
    office.login('cy', 'blended-out');
    await office.pass(3);
    expect(await office.tether('cy')).not.toMatchObject({ state: 'ready' });
    expect(holds(office).at(-1)).toBe('ana bo cy');
  });

  test('a Campaign Manager that is silent comes to its own end of it', async () => {
    const office = await bothAtWork();
    office.campaignManager.down = true;
    office.login('cy', 'inbound-only');
    office.shows('cy', 'c1', 'CONNECTED');
    await office.pass(61);
    expect(office.campaignManager.holds('bo')).toBe(false);
  });
});

test('a Campaign Manager that cannot hold agents is asked for one after work, as ever', async () => {
  const office = new OutboundOffice();
  office.campaignManager.abilities = [];
  await office.open(keepNobody);
  for (const agent of ['ana', 'bo']) {
    office.login(agent, 'blended-out');
    await office.pass(5);
    office.campaignManager.work(agent, 'talking');
  }
  await office.caller('c1');
  await office.pass(12);
  expect(said(office, 'move.decided')).toEqual(['ana']);
  expect(holds(office)).toEqual([]);
  office.campaignManager.work('bo', 'idle');
  office.campaignManager.work('bo', 'dialling');
  expect(office.campaignManager.seats.get('bo')?.work).toBe('dialling');
});

test('who was refused since they were at work is asked again once that is over', async () => {
  const office = await tetheredInTurn('ana');
  await office.caller('c1');
  await office.pass(9);
  office.deliveriesOfEvent = () => [3_000];
  office.campaignManager.work('ana', 'dialling');
  office.deliveriesOfEvent = () => [0];
  await office.pass(4);
  expect(said(office, 'move.failed')).toEqual(['ana']);
  office.campaignManager.work('ana', 'idle');
  await office.pass(3);
  expect(said(office, 'move.completed')).toEqual(['ana']);
});

test('what the Campaign Manager can do is what the heartbeat sent last says', async () => {
  const office = await new OutboundOffice().open();
  const beat = (at: number, capabilities?: string[]) =>
    office.campaignManager.tell({ type: 'Heartbeat', seq: 1, ...(capabilities && { capabilities }) }, start + at);
  await office.pass(20);
  beat(15_000, []);
  await office.pass(1);
  beat(10_000, ['hold-agents']);
  await office.pass(1);
  expect(await office.centre.campaigns.link()).toMatchObject({ capabilities: [], toldAt: start + 15_000 });
});
