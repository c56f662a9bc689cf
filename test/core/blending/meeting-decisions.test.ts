import fc from 'fast-check';
import { rebalance } from '../../../core/blending/rebalance';
import { runCampaignCommand } from '../../../core/campaign-link/run-campaign-command';
import { observeAgent } from '../../../core/events/observe-agent';
import { type CallCentre, start } from '../call-centre/call-centre';
import { Killed, untilKilled } from '../call-centre/dying-ports';
import { keepNobody, moveLog, said, tetheredInTurn } from '../call-centre/outbound-log';
import { OutboundOffice } from '../call-centre/outbound-office';
import { allRight } from '../call-centre/outbound-soundness';

/** Every call of these ports gives way first, in an order fast-check chooses. */
function yielding(centre: CallCentre, scheduler: fc.Scheduler): CallCentre {
  const gate = (role: 'agents' | 'blend') =>
    new Proxy(centre[role], {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]) => {
          await scheduler.schedule(Promise.resolve(), `${role}.${String(key)}`);
          return member.apply(target, given);
        };
      },
    });
  return Object.assign(Object.create(centre), { agents: gate('agents'), blend: gate('blend') });
}

describe('decisions that meet', () => {
  test('fetch one agent for one caller', async () => {
    const office = await tetheredInTurn('ana', 'bo', 'cy');
    await office.caller('c1');
    await office.pass(9.9);
    office.centre.now += 100;
    const decide = () => rebalance(office.centre, { group: 'blend', manual: null });
    await Promise.all([decide(), decide(), decide()]);
    await decide();
    expect(moveLog(office)).toEqual(['25 move.decided ana']);
    expect(await office.ledgerMoves()).toHaveLength(1);
  });

  test('and one that comes again decide nothing twice', async () => {
    const office = await new OutboundOffice().open({ ...keepNobody, 'blend-to-outbound/idle-seconds': 5 });
    office.login('ana');
    office.login('bo');
    office.campaignHas(5);
    await office.pass(29);
    office.centre.now += 1_500;
    const decide = () => rebalance(office.centre, { group: 'blend', manual: null });
    await decide();
    await decide();
    expect(moveLog(office)).toEqual(['30.5 move.decided ana']);
    const { tether } = (await office.outbound('ana')) ?? {};
    expect(tether?.tetherId).toBe('ana:1');
  });

  test.each([21, 22])('at any two of their steps put nobody on two moves (seed %i)', async (seed) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const office = await tetheredInTurn('ana', 'bo');
        for (const callId of ['c1', 'c2']) await office.caller(callId);
        await office.pass(9.9);
        office.centre.now += 100;
        const ports = yielding(office.centre, scheduler);
        const decide = () => rebalance(ports, { group: 'blend', manual: null });
        office.centre.now += 1;
        const seen = observeAgent(ports, office.observation('bo'));
        await scheduler.waitFor(Promise.all([decide(), decide(), seen]));
        const moves = await office.ledgerMoves();
        const onMove = await Promise.all(['ana', 'bo'].map(async (id) => (await office.outbound(id))?.move?.moveId));
        expect(moves.map(({ moveId }) => moveId).sort()).toEqual(onMove.filter(Boolean).sort());
        expect(new Set(moves.map(({ callId }) => callId)).size).toBe(moves.length);
        expect(office.centre.told.filter(({ type }) => type === 'ReleaseAgent')).toHaveLength(moves.length);
        expect(moves.length).toBeGreaterThan(0);
      }),
      { seed, numRuns: 40 },
    );
  });

  test('dying once the ledger tells of a timer have armed it', async () => {
    const office = await tetheredInTurn('ana');
    await office.caller('c1');
    const { centre } = office;
    const dead = () => Promise.reject(new Killed());
    const ports = Object.assign(Object.create(centre), {
      blend: Object.assign(Object.create(centre.blend), {
        saveLedger: async (...given: Parameters<typeof centre.blend.saveLedger>) => {
          await centre.blend.saveLedger(...given);
          return dead();
        },
      }),
    });
    centre.armed.length = 0;
    await untilKilled(rebalance(ports, { group: 'blend', manual: null }));
    expect((await centre.blend.ledger('blend'))?.nextCheckAt).toBe(start + 15_000);
    expect(centre.armed).toEqual([{ timer: { kind: 'rebalance', group: 'blend' }, dueAt: start + 14_000 }]);
  });

  test('with a decision whose function died before it moved anybody: its moves are decided anew', async () => {
    const office = await tetheredInTurn('ana');
    await office.caller('c1');
    const { centre } = office;
    await centre.blend.saveLedger(
      {
        group: 'blend',
        version: ((await centre.blend.ledger('blend'))?.version ?? 0) + 1,
        nextCheckAt: null,
        hold: null,
        moves: [
          {
            ...{ moveId: 'blend:9:1', agentId: 'ana', username: 'ana', campaigns: ['renewals'], to: 'inbound' },
            ...{
              rule: 'caller-waiting',
              callId: 'c1',
              when: 'now',
              decidedAt: centre.now,
              deadline: centre.now + 45_000,
            },
          },
        ],
      },
      (await centre.blend.ledger('blend'))?.version ?? 0,
    );
    await office.pass(9.9);
    expect(moveLog(office)).toEqual([]);
    await office.pass(0.2);
    await office.decide();
    await office.pass(2);
    expect(said(office, 'move.completed')).toEqual(['ana']);
    await allRight(office);
  });
});

describe('an answer that comes twice', () => {
  test('to a wish for a break of an earlier tether does not end the one there is now', async () => {
    const office = await tetheredInTurn('ana');
    office.choose('ana', 'Break');
    await office.pass(2);
    office.choose('ana', 'Available');
    await office.pass(5);
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Break');
    await office.pass(2);
    const old = office.centre.told.find((command) => command.type === 'ChangeAgentState' && !command.tether);
    expect(old).toMatchObject({ state: 'not-ready', commandId: 'ana:4' });
    if (!old) return;
    await runCampaignCommand(
      Object.assign(Object.create(office.centre), { campaignManager: office.campaignManager }),
      old,
    );
    await office.pass(2);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect(office.lines.get('t2')?.state).toBe('connected');
  });
});
