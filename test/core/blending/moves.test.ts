import { rebalance } from '../../../core/blending/rebalance';
import type { CampaignCommand } from '../../../core/campaign-contract/commands';
import { observeAgent } from '../../../core/events/observe-agent';
import { start } from '../call-centre/call-centre';
import { keepNobody, moveLog, reasons, said, tetheredInTurn, toldOf } from '../call-centre/outbound-log';
import { OutboundOffice } from '../call-centre/outbound-office';
import { allRight } from '../call-centre/outbound-soundness';

describe('an agent fetched for a caller', () => {
  test('is released, comes in, and is offered that call first', async () => {
    const office = await tetheredInTurn('ana', 'bo');
    await office.caller('c1');
    await office.pass(12);
    expect(moveLog(office)).toEqual(['20 move.decided ana', '20 move.completed ana']);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['release now', 'tether ended']);
    expect((await office.centre.calls.load('c1'))?.plan).toMatchObject({ kind: 'offer', agentId: 'ana' });
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', move: null, tether: null });
    expect((await office.centre.agents.load('ana'))?.availableSince).toBe(start);
    expect(await office.outbound('bo')).toMatchObject({ side: 'outbound', tether: { state: 'ready' } });
    await allRight(office);
  });

  test('whom the Campaign Manager refuses stays, is left alone for 30 s, and the next one is asked', async () => {
    const office = await tetheredInTurn('ana', 'bo');
    office.campaignManager.answers.push((command) =>
      command.type === 'ReleaseAgent' ? { result: 'refused', reason: 'dialling' } : null,
    );
    await office.caller('c1');
    await office.pass(14);
    expect(moveLog(office)).toEqual([
      '20 move.decided ana',
      '20 move.failed ana',
      '21 move.decided bo',
      '21 move.completed bo',
    ]);
    expect((await office.outbound('ana'))?.leftAloneUntil).toBe(start + 50_000);
    await allRight(office);
  });

  test('whom it does not know has nothing to be released from', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.answers.push((command) =>
      command.type === 'ReleaseAgent' ? { result: 'refused', reason: 'unknown-agent' } : null,
    );
    await office.caller('c1');
    await office.pass(12);
    expect(moveLog(office)).toEqual(['15 move.decided ana', '15 move.completed ana']);
    await allRight(office);
  });

  test('whose release is taken for an old request stays', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.answers.push((command) => (command.type === 'ReleaseAgent' ? { result: 'ignored' } : null));
    await office.caller('c1');
    await office.pass(12);
    expect(reasons(office, 'move.failed')).toEqual([expect.stringContaining('took the request for an old one')]);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    await allRight(office);
  });

  test('may be released by an event, after it was only understood', async () => {
    const office = await tetheredInTurn('ana');
    const asked: CampaignCommand[] = [];
    office.campaignManager.answers.push((command) => {
      if (command.type !== 'ReleaseAgent') return null;
      asked.push(command);
      return { result: 'accepted' };
    });
    await office.caller('c1');
    await office.pass(15);
    expect(await office.outbound('ana')).toMatchObject({ move: { phase: 'releasing' } });
    const { commandId = '' } = asked[0] ?? {};
    const moveId = (await office.outbound('ana'))?.move?.moveId ?? '';
    const result = { type: 'ReleaseResult', agentId: 'ana', tetherId: 'ana:1', commandId, moveId } as const;
    office.campaignManager.tell({ ...result, result: 'released' });
    await office.pass(2);
    expect(moveLog(office)).toEqual(['15 move.decided ana', '20 move.completed ana']);
    await allRight(office);
  });

  test('whose release was done and the answer to it lost gets a fresh tether when that is found out', async () => {
    const office = await tetheredInTurn('ana');
    await office.caller('c1');
    await office.pass(9);
    office.campaignManager.mute = true;
    await office.pass(15);
    expect(moveLog(office)).toEqual(['15 move.decided ana', '25 move.failed ana']);
    expect(await office.tether('ana')).toMatchObject({ tetherId: 'ana:1', state: 'ready' });
    expect(office.campaignManager.uses('ana')).toBe(false);
    office.campaignManager.mute = false;
    await office.pass(6);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { state: 'ready', attempt: 1 } });
    expect(office.campaignManager.uses('ana')).toBe(true);
    await allRight(office);
  });

  test('while the Campaign Manager is down stays where they are', async () => {
    const office = await tetheredInTurn('ana', 'bo');
    office.campaignManager.down = true;
    await office.caller('c1');
    await office.pass(12);
    expect(moveLog(office)).toEqual(['20 move.decided ana']);
    await office.pass(10);
    expect(moveLog(office)).toEqual(['20 move.decided ana', '30 move.failed ana', '31 move.decided bo']);
    expect(reasons(office, 'move.failed')).toEqual(['the Campaign Manager did not answer in time']);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['release now', 'ReportAgentWork']);
    office.campaignManager.down = false;
    await office.pass(120);
    await allRight(office);
  });

  test('released after the deadline comes in all the same', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.down = true;
    await office.caller('c1');
    await office.pass(22);
    expect(moveLog(office)).toEqual(['15 move.decided ana', '25 move.failed ana']);
    const late = { type: 'ReleaseResult', agentId: 'ana', tetherId: 'ana:1', commandId: 'ana:3' } as const;
    office.campaignManager.down = false;
    const seat = office.campaignManager.seats.get('ana');
    if (seat) seat.standing = 'released';
    office.campaignManager.tell({ ...late, moveId: 'blend:2:1', result: 'released' });
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null, giveBack: null });
    await office.pass(60);
    await allRight(office);
  });

  test('who goes on a break before the answer stays on outbound, and the move is off', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.answers.push((command) => {
      if (command.type !== 'ReleaseAgent') return null;
      office.choose('ana', 'Break');
      return { result: 'accepted' };
    });
    await office.caller('c1');
    await office.pass(13);
    expect(reasons(office, 'move.failed')).toEqual(['ana asked for Break first']);
    expect(office.phone('ana').status.name).toBe('Break');
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: null, move: null });
    await allRight(office);
  });

  test('who goes on a break when the tether has ended is on the inbound side', async () => {
    const office = await tetheredInTurn('ana');
    office.phone('ana').page = 'closed';
    await office.caller('c1');
    await office.pass(10.5);
    expect(await office.outbound('ana')).toMatchObject({ move: { phase: 'ending' }, tether: null });
    office.choose('ana', 'Break');
    await office.pass(10);
    expect(reasons(office, 'move.failed')).toEqual(['ana went Break']);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', move: null });
    office.choose('ana', 'Available');
    await office.pass(2);
    await allRight(office);
  });

  test('whose softphone is not free within 30 s is on the inbound side, and not stuck', async () => {
    const office = await tetheredInTurn('ana');
    office.phone('ana').page = 'closed';
    office.connectActs = false;
    await office.caller('c1');
    await office.pass(45);
    expect(reasons(office, 'move.failed')).toEqual(['the softphone was not free within 30 s']);
    office.connectActs = true;
    // Reconcile finds what nobody took off.
    await office.pass(75);
    expect(await office.centre.agents.load('ana')).toMatchObject({ idle: true, outbound: { side: 'inbound' } });
    await allRight(office);
  });

  test('whose tether does not end within 30 s comes in when it does', async () => {
    const office = await tetheredInTurn('ana');
    office.contactsStop = false;
    await office.caller('c1');
    await office.pass(45);
    expect(reasons(office, 'move.failed')).toEqual(['the tether did not end within 30 s']);
    office.contactsStop = true;
    await office.pass(75);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null, giveBack: null });
    await allRight(office);
  });

  test('whose tether is cut off before the answer has come, whatever is answered then', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.answers.push(async (command) => {
      if (command.type !== 'ReleaseAgent') return null;
      await office.hangUp('t1');
      for (const contact of [...office.phone('ana').contacts]) {
        office.phone('ana').contacts = [{ ...contact, state: 'ENDED' }];
      }
      await observeAgent(office.centre, office.observation('ana'));
      return { result: 'refused', reason: 'unknown-tether' };
    });
    await office.caller('c1');
    await office.pass(15);
    expect(moveLog(office)).toEqual(['15 move.decided ana', '15 move.completed ana']);
    await allRight(office);
  });

  test('whose tether failed comes at once: there is nothing to release', async () => {
    const office = await new OutboundOffice().open({ ...keepNobody, 'tether/attempts': 1 });
    office.campaignManager.tetherCalls = 'unanswered';
    office.login('ana', 'blended-out');
    await office.pass(31);
    await office.caller('c1');
    await office.pass(12);
    expect(moveLog(office)).toEqual(['41 move.decided ana', '41 move.completed ana']);
    expect((await office.centre.calls.load('c1'))?.plan).toMatchObject({ agentId: 'ana' });
    await allRight(office);
  });

  test('comes although the caller has been answered meanwhile, and is one of the idle', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.down = true;
    await office.caller('c1');
    await office.pass(12);
    office.login('bo', 'inbound-only');
    office.shows('bo', 'c1', 'CONNECTED');
    office.campaignManager.down = false;
    await office.pass(5);
    expect(moveLog(office)).toEqual(['15 move.decided ana', '19 move.completed ana']);
    expect(toldOf(office, 'ana')).not.toContain('CancelRelease');
    expect(await office.centre.agents.load('ana')).toMatchObject({ idle: true, claim: null });
    await allRight(office);
  });
});

describe('an agent on the way out', () => {
  test('goes when idle for long enough, and is back when the tether fails', async () => {
    const office = await new OutboundOffice().open({ ...keepNobody, 'tether/attempts': 1 });
    office.campaignManager.tetherCalls = 'unanswered';
    office.login('ana');
    office.campaignHas(5);
    await office.pass(61);
    expect(moveLog(office)).toEqual(['30 move.decided ana', '60 move.failed ana']);
    expect(await office.centre.agents.load('ana')).toMatchObject({ idle: true, outbound: { side: 'inbound' } });
    expect(await office.ledgerMoves()).toEqual([]);
    office.campaignManager.tetherCalls = 'right-token';
    await office.pass(60);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { state: 'ready' } });
    await allRight(office);
  });

  test('who is rung by a caller first stays', async () => {
    const office = await new OutboundOffice().open(keepNobody);
    office.login('ana');
    office.campaignHas(5);
    await office.pass(30.5);
    office.shows('ana', 'c1', 'CONNECTING');
    await office.pass(2);
    expect(moveLog(office)).toEqual(['30 move.decided ana', '30.5 move.cancelled ana']);
    office.shows('ana', 'c1', 'CONNECTED');
    await office.pass(1);
    office.shows('ana', 'c1', null);
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null });
    await allRight(office);
  });

  test('who is promised to a caller meanwhile does not go, and the ledger forgets the move at once', async () => {
    const office = await new OutboundOffice().open(keepNobody);
    office.login('ana');
    await office.pass(31);
    const { centre } = office;
    const claiming = Object.assign(Object.create(centre), {
      blend: Object.assign(Object.create(centre.blend), {
        saveLedger: async (...given: Parameters<typeof centre.blend.saveLedger>) => {
          await centre.agents.claim('ana', { callId: 'c1', until: centre.now + 30_000 }, centre.now);
          return centre.blend.saveLedger(...given);
        },
      }),
    });
    office.campaignHas(5);
    await office.pass(0.5);
    await rebalance(claiming, { group: 'blend', manual: null });
    expect(moveLog(office)).toEqual([]);
    expect(await office.ledgerMoves()).toEqual([]);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', move: null, tether: null });
  });

  test('goes on a break in the middle, and stays on inbound', async () => {
    const office = await new OutboundOffice().open(keepNobody);
    office.login('ana');
    office.campaignHas(5);
    await office.pass(30.5);
    office.choose('ana', 'Break');
    await office.pass(60);
    expect(reasons(office, 'move.failed')).toEqual(['ana went Break']);
    office.choose('ana', 'Available');
    await office.pass(2);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', move: null, tether: null });
    await allRight(office);
  });

  test('logs out in the middle', async () => {
    const office = await new OutboundOffice().open(keepNobody);
    office.login('ana');
    office.campaignHas(5);
    await office.pass(30.5);
    office.logout('ana');
    await office.pass(60);
    expect(said(office, 'move.failed')).toEqual(['ana']);
    await allRight(office);
  });
});

describe('a supervisor', () => {
  test('moves an agent out and back, whatever dwell and reserve say', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana');
    await office.pass(1);
    office.wish('ana', 'outbound');
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { state: 'ready' } });
    office.wish('ana', 'inbound');
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', tether: null });
    await allRight(office);
  });

  test('hears why it cannot be', async () => {
    const office = await tetheredInTurn('ana');
    office.wish('ana', 'outbound');
    office.wish('nobody', 'inbound');
    await office.pass(3);
    expect(reasons(office, 'move.refused')).toEqual([
      'ana is on the outbound side already',
      expect.stringContaining('only an agent of kind blended'),
    ]);
    await allRight(office);
  });

  test('waits for the end of the work', async () => {
    const office = await tetheredInTurn('ana');
    office.campaignManager.work('ana', 'talking');
    office.wish('ana', 'inbound');
    await office.pass(30);
    expect(await office.outbound('ana')).toMatchObject({ move: { phase: 'after-work', rule: 'supervisor' } });
    office.campaignManager.work('ana', 'idle');
    await office.pass(3);
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound' });
    await allRight(office);
  });
});
