import { reconcile } from '../../../core/reconcile/reconcile';
import { aTether } from '../../adapters/contract/builders';
import { start } from '../call-centre/call-centre';
import { tethered, tetherLog, toldOf } from '../call-centre/outbound-log';
import { OutboundOffice } from '../call-centre/outbound-office';
import { unsound, untoldMoves } from '../call-centre/outbound-soundness';
import { RosterDouble } from './roster-double';

const repairs = (office: OutboundOffice): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type === 'state.repaired' ? [`${decision.what}: ${decision.reason}`] : [],
  );

/** Changes what is stored of ana, past every rule. */
async function tamper(office: OutboundOffice, change: (outbound: NonNullable<Outbound>) => NonNullable<Outbound>) {
  const agent = await office.centre.agents.load('ana');
  if (agent === null) throw new Error('ana is not known');
  const version = agent.version + 1;
  const written = { ...agent, version, outbound: change(agent.outbound) };
  await office.centre.agents.save(written, agent.version, { dropClaim: false });
}
type Outbound = Awaited<ReturnType<OutboundOffice['outbound']>>;

describe('once a minute', () => {
  test('nothing is found where nothing is wrong', async () => {
    const office = await tethered('ana', 'bo');
    office.campaignManager.work('ana', 'talking');
    office.login('cy');
    await office.pass(200);
    expect(repairs(office)).toEqual([]);
    expect(await unsound(office)).toEqual([]);
  });

  test('a tether that Connect does not have any more is over, and the Campaign Manager is told', async () => {
    const office = await tethered('ana');
    office.losing = true;
    await office.hangUp('t1');
    await office.pass(1);
    office.losing = false;
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    await office.pass(60);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', contactId: 't2' });
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready', 'tether ended', 'dial', 'tether ready']);
    expect(repairs(office)).toEqual([expect.stringContaining('agent: ')]);
    expect(await unsound(office)).toEqual([]);
    // As the Campaign Manager told, and not when it was noticed.
    expect(tetherLog(office)).toContain('5 tether.ended dropped');
  });

  test.each([
    ['of their next call', 'c1', 25],
    ['at which nothing but the status is seen', null, 30],
  ])('a tether whose end nobody told of ended by the time %s', async (_, call, second) => {
    const office = await tethered('ana');
    office.losing = true;
    office.deliveriesOfEvent = () => [];
    await office.hangUp('t1');
    await office.pass(20);
    if (call !== null) office.shows('ana', call, 'CONNECTING');
    await office.pass(5);
    office.losing = false;
    office.choose('ana', 'Break');
    await office.pass(1);
    expect(tetherLog(office)).toContain(`${second} tether.ended dropped`);
  });

  test('a tether that our record missed is ready', async () => {
    const office = await new OutboundOffice().open({ 'tether/timeout-seconds': 90 });
    office.login('ana', 'blended-out');
    await office.pass(0.9);
    office.losing = true;
    await office.pass(5);
    office.losing = false;
    expect(office.lines.get('t1')?.state).toBe('connected');
    expect(await office.tether('ana')).toMatchObject({ state: 'mapped' });
    await office.pass(60);
    expect(repairs(office)).toEqual([expect.stringContaining('contacts [t1 CONNECTED], not []')]);
    expect(await unsound(office)).toEqual([]);
  });

  test('a connected tether that is nobody’s by our record is ended', async () => {
    const office = await tethered('ana');
    await tamper(office, (outbound) => ({
      ...outbound,
      tether: aTether('ana:9', { state: 'mapped', contactId: 'other', expiresAt: start + 32_000 }),
    }));
    await office.pass(60);
    expect(office.centre.stopped).toContain('t1');
    expect(repairs(office)).toContainEqual('tether: ana is on a tether that we know nothing of');
    await office.pass(120);
    expect(office.lines.get('t1')?.state).toBe('over');
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', contactId: 't2' });
  });

  test('a Campaign Manager that is silent about a ready tether is told and asked again', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0.9);
    office.deliveriesOfEvent = () => [];
    await office.pass(30);
    office.deliveriesOfEvent = () => [0];
    expect((await office.outbound('ana'))?.work).toBeNull();
    await office.pass(60);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready', 'tether ready', 'ReportAgentWork']);
    expect((await office.outbound('ana'))?.work).toMatchObject({ state: 'idle' });
    expect(repairs(office)).toEqual([expect.stringContaining('does not say what the agent does')]);
    expect(await unsound(office)).toEqual([]);
  });

  test('whoever chose to leave does so a minute later although the end of their work was never told', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    await office.pass(5);
    office.choose('ana', 'Break');
    await office.pass(1);
    office.deliveriesOfEvent = () => [];
    office.campaignManager.work('ana', 'idle');
    await office.pass(1);
    office.deliveriesOfEvent = () => [0];
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    await office.pass(125);
    expect(await office.tether('ana')).toBeNull();
    expect(await unsound(office)).toEqual([]);
  });

  test('work that goes on for long is asked about every five minutes, and that is no repair', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    await office.pass(290);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready']);
    await office.pass(100);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready', 'ReportAgentWork']);
    expect(repairs(office)).toEqual([]);
  });

  test('a tether that is still ending is ended once more', async () => {
    const office = await tethered('ana');
    office.contactsStop = false;
    office.choose('ana', 'Break');
    await office.pass(10);
    expect(await office.tether('ana')).toMatchObject({ state: 'ending' });
    office.contactsStop = true;
    await office.pass(60);
    expect(office.centre.stopped).toEqual(['t1', 't1']);
    expect(repairs(office)).toEqual(['tether: ana: still ending']);
    expect(await unsound(office)).toEqual([]);
  });

  test.each([
    ['waits for its next attempt', 16.5],
    ['was asked for', 0.5],
    ['waits for its token', 2],
  ])('a tether that %s and whose timers are lost goes on', async (_, seconds) => {
    const office = await new OutboundOffice().open();
    office.campaignManager.tetherCalls = 'wrong-token';
    office.login('ana', 'blended-out');
    await office.pass(seconds);
    office.campaignManager.tetherCalls = 'right-token';
    office.loseAllOnTheWay();
    await office.campaignManager.drop('ana');
    office.loseAllOnTheWay();
    await office.pass(125);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', attempt: 2 });
    expect(repairs(office)).toEqual([expect.stringContaining('past its time')]);
    expect(await unsound(office)).toEqual([]);
  });

  test('a tether that was wanted and never asked for is asked for', async () => {
    const office = await tethered('ana');
    await office.hangUp('t1');
    await office.pass(0);
    office.loseAllOnTheWay();
    office.phone('ana').contacts = [];
    await tamper(office, (outbound) => ({ ...outbound, tether: null, work: null }));
    await office.pass(70);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect(repairs(office)).toEqual(['tether: ana: Available on the outbound side without a tether']);
  });

  test('a move whose timer is lost is given up', async () => {
    const office = await tethered('ana');
    office.campaignManager.down = true;
    await office.caller('c1');
    await office.pass(11.5);
    expect(await office.outbound('ana')).toMatchObject({ move: { phase: 'releasing' } });
    office.loseAllOnTheWay();
    await office.pass(100);
    expect(repairs(office)).toContainEqual('move: ana: releasing past its deadline');
    expect(await office.outbound('ana')).toMatchObject({ move: null });
    expect(await office.ledgerMoves()).toEqual([]);
  });

  test('an agent who should have been given back is asked for again', async () => {
    const office = await tethered('ana');
    office.campaignManager.down = true;
    office.choose('ana', 'Break');
    await office.pass(0);
    office.loseAllOnTheWay();
    office.campaignManager.down = false;
    expect(await office.outbound('ana')).toMatchObject({ giveBack: { why: 'not-ready' }, tether: { state: 'ready' } });
    await office.pass(62);
    expect(office.phone('ana').status.name).toBe('Break');
    expect(repairs(office)).toEqual(['tether: ana: idle, and the Campaign Manager does not give them back']);
    expect(await unsound(office)).toEqual([]);
  });

  test('an agent with a customer who is to leave is asked for once a minute, however long that lasts, and that is no repair', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    office.choose('ana', 'Break');
    await office.pass(50);
    const asked = ['tether not-ready', 'not-ready'];
    expect(toldOf(office, 'ana').slice(2)).toEqual(asked);
    await office.pass(250);
    const times = toldOf(office, 'ana').length / asked.length - 1;
    expect(times).toBeLessThanOrEqual(5);
    expect(toldOf(office, 'ana').slice(2)).toEqual(Array.from({ length: times }, () => asked).flat());
    expect(repairs(office)).toEqual([]);
  });

  test('moves of the ledger that nobody is on are dropped', async () => {
    const office = await tethered('ana');
    const version = (await office.centre.blend.ledger('blend'))?.version ?? 0;
    const ana = { agentId: 'ana', username: 'ana', campaigns: ['renewals'] } as const;
    const move = { ...ana, to: 'inbound', rule: 'supervisor', callId: null } as const;
    const lost = { ...move, moveId: 'lost', when: 'after-work', decidedAt: start, deadline: null } as const;
    const young = { ...lost, moveId: 'young', decidedAt: start + 55_000 };
    const ledger = { group: 'blend', version: version + 1, moves: [lost, young], nextCheckAt: null, hold: null };
    await office.centre.blend.saveLedger(ledger, version);
    office.centre.now = start + 60_000;
    await reconcile(withRoster(office));
    expect(repairs(office)).toContainEqual('move: the ledger had ana on the move, and they are not');
    expect(await office.ledgerMoves()).toMatchObject([{ moveId: 'young' }]);
  });

  test('counts that have drifted are put right', async () => {
    const office = await tethered('ana');
    await office.centre.blend.countStaffed('blend', { inbound: 3, outbound: -1, teams: { renewals: -1, gone: 2 } });
    await office.pass(60);
    expect(await office.centre.blend.staffed('blend')).toEqual({
      inbound: 0,
      outbound: 1,
      teams: { renewals: 1, gone: 0 },
    });
    await office.pass(60);
    expect(await office.centre.blend.staffed('blend')).toEqual({ inbound: 0, outbound: 1, teams: { renewals: 1 } });
    expect(repairs(office)).toEqual(['ledger: the counts of agents by side had drifted']);
  });

  test('calls that count as in progress and are over are taken out, and others are not', async () => {
    const office = await tethered('ana');
    for (const contactId of ['ghost-1', 'ghost-2', 'alive']) await office.centre.meter.started(contactId);
    for (const contactId of ['ghost-1', 'ghost-2']) office.centre.contacts.set(contactId, { disconnectedAt: start });
    await office.pass(60);
    expect(await office.centre.meter.inProgress(office.centre.now)).toBe(2);
    expect(repairs(office)).toHaveLength(2);
  });

  test('a logout that nobody heard of ends the tether', async () => {
    const office = await tethered('ana');
    office.losing = true;
    office.logout('ana');
    await office.pass(1);
    office.losing = false;
    await office.pass(60);
    expect(await office.centre.agents.load('ana')).toMatchObject({ staffed: false, outbound: { tether: null } });
    expect(await unsound(office)).toEqual([]);
  });

  test('an agent of kind outbound, who serves no queue but that of tethers, is looked at too', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'outbound');
    await office.pass(5);
    office.losing = true;
    await office.hangUp('t1');
    await office.pass(1);
    office.losing = false;
    await office.pass(60);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', contactId: 't2' });
    expect(await unsound(office)).toEqual([]);
  });

  test('Connect that tells nothing changes nothing', async () => {
    const office = await tethered('ana');
    office.centre.roster.instead.push({ kind: 'throttled' });
    await reconcile(office.centre);
    expect(repairs(office)).toEqual([]);
    expect(await unsound(office)).toEqual([]);
  });

  test('ends soundly wherever reconcile itself dies', async () => {
    const broken = async (office: OutboundOffice): Promise<void> => {
      office.login('ana', 'blended-out');
      office.login('bo', 'blended-out');
      await office.pass(5);
      office.losing = true;
      await office.hangUp('t1');
      office.choose('bo', 'Break');
      await office.pass(5);
      office.losing = false;
      await office.centre.blend.countStaffed('blend', { inbound: 1, outbound: 1, teams: { renewals: 1 } });
      await office.centre.meter.started('ghost');
      office.centre.contacts.set('ghost', { disconnectedAt: start });
      await office.pass(55);
    };
    const calm = await new OutboundOffice().open();
    await broken(calm);
    const wrong: string[] = [];
    for (const { shown, ...kill } of calm.mortality.deaths.filter(({ atSecond }) => atSecond >= 60)) {
      const office = await new OutboundOffice(kill).open();
      await broken(office);
      await office.pass(130);
      for (const problem of await unsound(office)) wrong.push(`${kill.call} ${shown}: ${problem}`);
      if (!office.mortality.killed) wrong.push(`nothing died at call ${kill.call}`);
    }
    expect(wrong).toEqual([]);
    expect(await untoldMoves(calm)).toEqual([]);
  });
});

/** The office's ports, and its softphones as the list of Connect. */
const withRoster = (office: OutboundOffice) =>
  Object.assign(Object.create(office.centre), {
    roster: new RosterDouble(() => office.roster()),
  });
