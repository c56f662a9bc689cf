import { observeContact } from '../../../../core/events/observe-contact';
import { taskCountsMs } from '../../../../core/group/waiting-task';
import type { ContactEvent } from '../../../../core/offering/contact-event';
import { tethered, tetherLog, toldOf } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsound } from '../../call-centre/outbound-soundness';

const wanted = { 'blend-to-outbound/idle-seconds': 30, 'blend-to-outbound/min-idle-inbound-agents': 0 } as const;
const said = (office: OutboundOffice, type: string) =>
  office.centre.decisions.decisions.filter((decision) => decision.type === type).length;

describe('a task in hand', () => {
  test('keeps an idle agent from moving out, until it is over and they were idle long enough', async () => {
    const office = await new OutboundOffice().open(wanted);
    office.login('ana');
    office.task('ana', 'k1', 'CONNECTED');
    office.campaignHas(50);
    await office.pass(100);
    expect(said(office, 'move.decided')).toBe(0);
    office.task('ana', 'k1', null);
    await office.pass(25);
    expect(said(office, 'move.decided')).toBe(0);
    await office.pass(10);
    expect(said(office, 'move.decided')).toBe(1);
    expect(await unsound(office)).toEqual([]);
  });

  test.each(['CONNECTING', 'PAUSED', 'ENDED', 'MISSED'] as const)(
    '%s counts, whatever is left to do',
    async (state) => {
      const office = await new OutboundOffice().open(wanted);
      office.login('ana');
      office.task('ana', 'k1', state);
      office.campaignHas(50);
      await office.pass(100);
      expect(said(office, 'move.decided')).toBe(0);
    },
  );

  test('is no reason to fetch another for a caller: whoever has it may be rung', async () => {
    const office = await new OutboundOffice().open(wanted);
    office.login('ana');
    office.task('ana', 'k1', 'CONNECTED');
    await office.pass(1);
    await office.caller('c1');
    expect(await office.centre.calls.load('c1')).toMatchObject({ plan: { kind: 'offer', agentId: 'ana' } });
  });

  test('is said to a supervisor who wants them out', async () => {
    const office = await new OutboundOffice().open(wanted);
    office.login('ana');
    office.task('ana', 'k1', 'CONNECTED');
    office.campaignHas(50);
    office.wish('ana', 'outbound');
    await office.pass(3);
    expect(said(office, 'move.refused')).toBe(1);
  });

  test('takes the agent off a tether that is on its way, and brings it back after', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0);
    office.task('ana', 'k1', 'CONNECTED');
    await office.pass(90);
    expect(tetherLog(office)).toEqual(['0 tether.requested', '0 tether.ended cancelled']);
    office.task('ana', 'k1', null);
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect(await unsound(office)).toEqual([]);
  });

  test('on a tether has it given back after the work in hand, and asked for again after the task', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    office.task('ana', 'k1', 'CONNECTED');
    await office.pass(5);
    expect(toldOf(office, 'ana').slice(2)).toEqual(['tether not-ready', 'not-ready']);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    office.campaignManager.work('ana', 'idle');
    await office.pass(5);
    expect(await office.tether('ana')).toBeNull();
    office.task('ana', 'k1', null);
    await office.pass(5);
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound', tether: { state: 'ready' } });
    expect(await unsound(office)).toEqual([]);
  });
});

describe('a task that waits in a queue of the group', () => {
  const told = (
    office: OutboundOffice,
    eventType: ContactEvent['eventType'],
    contactId: string,
    queuedAt = office.centre.now,
    queueId = 'q2',
  ) =>
    observeContact(office.centre, {
      eventType,
      at: office.centre.now,
      contactId,
      initialContactId: contactId,
      previousContactId: null,
      channel: 'TASK',
      initiationMethod: 'API',
      queueId,
      queuedAt,
      agentId: null,
    });
  const twoIdle = async () => {
    const office = await new OutboundOffice().open(wanted);
    office.login('ana');
    office.login('ben');
    office.campaignHas(50);
    return office;
  };

  test('holds back one agent of those who would move out', async () => {
    const office = await twoIdle();
    const at = office.centre.now;
    await told(office, 'QUEUED', 'k1');
    await told(office, 'QUEUED', 'k1', at);
    await office.pass(50);
    expect(said(office, 'move.decided')).toBe(1);
    await told(office, 'CONNECTED_TO_AGENT', 'k1', at);
    await office.decide();
    await office.pass(1);
    expect(said(office, 'move.decided')).toBe(2);
  });

  test('is nothing to another group', async () => {
    const office = await twoIdle();
    await told(office, 'QUEUED', 'k1', office.centre.now, 'q1');
    await office.pass(50);
    expect(said(office, 'move.decided')).toBe(2);
  });

  test('whose end nobody told of is found by reconcile', async () => {
    const office = await twoIdle();
    await told(office, 'QUEUED', 'k1');
    await told(office, 'QUEUED', 'k2');
    office.centre.contacts.set('k1', { connectedToAgentAt: office.centre.now });
    await office.pass(130);
    expect(await office.centre.blend.tasks('blend')).toMatchObject([{ contactId: 'k2' }]);
    expect(said(office, 'move.decided')).toBe(1);
  });

  test('is forgotten at last, whatever Connect says', async () => {
    const office = await twoIdle();
    await told(office, 'QUEUED', 'k1', office.centre.now - taskCountsMs + 100_000);
    await office.pass(60);
    expect(said(office, 'move.decided')).toBe(1);
    await office.pass(130);
    expect(said(office, 'move.decided')).toBe(2);
    expect(await office.centre.blend.tasks('blend')).toEqual([]);
  });
});

describe("an agent's own call", () => {
  test('ends the promise to a caller, who is planned for the next at once, and leaves no record', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana');
    await office.pass(1);
    office.login('ben');
    await office.pass(1);
    await office.caller('c1');
    expect(await office.centre.calls.load('c1')).toMatchObject({ plan: { agentId: 'ana' } });
    office.ownCall('ana', 'out-1', 'CONNECTING');
    await office.pass(1);
    expect(await office.centre.calls.load('c1')).toMatchObject({ plan: { agentId: 'ben' }, ringing: null, tried: [] });
    office.ownCall('ana', 'out-1', 'ERROR');
    await office.pass(30);
    expect(await office.centre.calls.load('out-1')).toBeNull();
    expect(office.centre.sent).toEqual([]);
  });

  test('comes before a tether that is on its way', async () => {
    const office = await new OutboundOffice().open();
    office.login('ana', 'blended-out');
    await office.pass(0);
    office.ownCall('ana', 'out-1', 'CONNECTING');
    await office.pass(5);
    expect(await office.tether('ana')).toBeNull();
    office.ownCall('ana', 'out-1', null);
    await office.pass(5);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect(await unsound(office)).toEqual([]);
  });
});
