import { said, tethered, tetherLog, toldOf } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsound } from '../../call-centre/outbound-soundness';

describe('the quota of concurrent calls', () => {
  test('holds a tether back, says so once, and lets it go on', async () => {
    const office = await new OutboundOffice().open();
    for (let count = 1; count <= 8; count++) await office.centre.meter.started(`call-${count}`);
    office.login('ana', 'blended-out');
    await office.pass(10);
    await office.centre.meter.started('call-9');
    await office.pass(60);
    expect(toldOf(office, 'ana')).toEqual([]);
    expect(said(office, 'tether.held')).toEqual(['ana']);
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
    expect(said(office, 'tether.requested')).toEqual(['ana']);
    expect(said(office, 'tether.held')).toEqual(['bo']);
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
    const office = await tethered('ana');
    office.campaignManager.down = true;
    await office.pass(160);
    office.login('bo', 'blended-out');
    await office.pass(60);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect(await office.tether('bo')).toMatchObject({ state: 'waiting' });
    expect(said(office, 'tether.held')).toEqual(['bo']);
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
    const office = await tethered('ana');
    const old = { type: 'AgentWork', agentId: 'ana', tetherId: 'ana:0', state: 'talking' } as const;
    for (let seq = 1; seq <= 20; seq++) office.campaignManager.tell({ ...old, seq });
    await office.pass(5);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['tether ended']);
    expect(await office.outbound('ana')).toMatchObject({ tether: { state: 'ready' }, work: { state: 'idle' } });
    expect(await unsound(office)).toEqual([]);
  });
});

describe('blending switched off', () => {
  test('gives the tethers back after the work, and those agents take calls', async () => {
    const office = await tethered('ana', 'bo');
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
