import type { AnswerToPreview } from '../../../../core/agent/steps/preview';
import { answerPreview } from '../../../../core/agent-page/answer-preview';
import { takeCampaignEvent } from '../../../../core/campaign-link/take-campaign-event';
import { fireTimer } from '../../../../core/events/fire-timer';
import { defaultThresholds } from '../../../../core/thresholds/thresholds';
import { anAgent, onTether } from '../../../adapters/contract/builders';
import { world } from '../../../lambdas/world';
import { keepNobody, reasons, said } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsound } from '../../call-centre/outbound-soundness';

/** One attempt a tether, an hour of moves, and nobody has to stay. */
const oneAttempt = {
  ...keepNobody,
  'tether/attempts': 1,
  'blend-to-outbound/idle-seconds': 5,
  'side/dwell-seconds': 0,
  'side/max-moves-per-agent-hour': 120,
} as const;

const takenOff = (office: OutboundOffice): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type === 'agent.taken-off' ? [`${decision.agentId} ${decision.why} ${decision.count}`] : [],
  );
const failures = (office: OutboundOffice, agentId: string): number =>
  said(office, 'tether.failed').filter((name) => name === agentId).length;

describe('tethers that ring and are not taken', () => {
  test('three in a row take an agent off, until they set Available anew', async () => {
    const office = await new OutboundOffice().open(oneAttempt);
    office.login('ana', 'blended-in', 'closed');
    office.campaignHas(5);
    await office.pass(300);
    expect(failures(office, 'ana')).toBe(3);
    expect(takenOff(office)).toEqual(['ana tethers 3']);
    expect(office.phone('ana').status.name).toBe('Missed call');
    expect(await office.outbound('ana')).toMatchObject({ side: 'inbound', takenOff: { why: 'tethers', count: 3 } });
    await office.pass(900);
    expect(failures(office, 'ana')).toBe(3);
    office.phone('ana').page = 'ours';
    office.choose('ana', 'Available');
    await office.pass(30);
    expect(await office.outbound('ana')).toMatchObject({
      side: 'outbound',
      takenOff: null,
      tether: { state: 'ready' },
    });
    expect(await unsound(office)).toEqual([]);
  });

  test('of kind outbound: nothing is asked for until they set Available anew', async () => {
    const office = await new OutboundOffice().open({ ...oneAttempt, 'tether/give-up-after': 1 });
    office.login('ana', 'outbound', 'closed');
    await office.pass(120);
    expect([failures(office, 'ana'), takenOff(office)]).toEqual([1, ['ana tethers 1']]);
    expect(office.phone('ana').status.name).toBe('Missed call');
    expect(await office.outbound('ana')).toMatchObject({ side: 'outbound' });
    office.phone('ana').page = 'ours';
    office.choose('ana', 'Available');
    await office.pass(10);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
  });

  test('0 is never', async () => {
    const office = await new OutboundOffice().open({ ...oneAttempt, 'tether/give-up-after': 0 });
    office.login('ana', 'blended-in', 'closed');
    office.campaignHas(5);
    await office.pass(600);
    expect(failures(office, 'ana')).toBeGreaterThan(5);
    expect(takenOff(office)).toEqual([]);
  });

  test('begin anew at one that is taken, and when the agent sets Available', async () => {
    const office = await new OutboundOffice().open(oneAttempt);
    office.login('ana', 'blended-in', 'closed');
    office.campaignHas(5);
    const until = async (count: number): Promise<void> => {
      while (failures(office, 'ana') < count) await office.pass(1);
    };
    await until(2);
    office.choose('ana', 'Break');
    await office.pass(1);
    office.choose('ana', 'Available');
    await until(4);
    office.phone('ana').page = 'ours';
    await office.pass(20);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready' });
    expect((await office.outbound('ana'))?.unanswered.tethers).toEqual([]);
    expect([failures(office, 'ana'), takenOff(office)]).toEqual([4, []]);
  });

  test.each(['unanswered', 'wrong-token'] as const)('are not those that never ring: %s', async (calls) => {
    const office = await new OutboundOffice().open(oneAttempt);
    office.campaignManager.tetherCalls = calls;
    office.login('ana');
    office.campaignHas(5);
    await office.pass(600);
    expect(failures(office, 'ana')).toBeGreaterThan(4);
    expect(takenOff(office)).toEqual([]);
  });

  test('a status that could not be set is set in the next minute', async () => {
    const office = await new OutboundOffice().open({ ...oneAttempt, 'tether/give-up-after': 1 });
    office.connectActs = false;
    office.login('ana', 'outbound', 'closed');
    await office.pass(30);
    expect([takenOff(office).length, office.phone('ana').status.name]).toEqual([1, 'Available']);
    office.connectActs = true;
    await office.pass(120);
    expect(office.phone('ana').status.name).toBe('Missed call');
    expect(await unsound(office)).toEqual([]);
  });
});

describe('tethers of a group that fail together', () => {
  test('are one alarm and nobody’s fault; what fails alone afterwards counts', async () => {
    const office = await new OutboundOffice().open({ ...oneAttempt, 'tether/give-up-after': 2 });
    const agents = ['ana', 'bo', 'cy'];
    for (const agent of agents) office.login(agent, 'outbound', 'closed');
    for (const agent of ['dan', 'eve', 'fay', 'gil', 'hal', 'ivy']) office.login(agent, 'outbound');
    await office.pass(60);
    expect(agents.map((agent) => failures(office, agent))).toEqual([1, 1, 1]);
    expect(reasons(office, 'tethers.failed-together')).toEqual([
      '3 of 9 tethers of blend failed within two minutes: it is not their agents, and nobody is taken off for it',
    ]);
    await office.pass(600);
    expect(takenOff(office)).toEqual([]);
  });

  test('count for nobody, also where an earlier one of the agent stood alone', async () => {
    const office = await new OutboundOffice().open({ ...oneAttempt, 'tether/give-up-after': 2 });
    office.login('ana', 'blended-in', 'closed');
    office.campaignHas(5);
    while (failures(office, 'ana') < 1) await office.pass(1);
    for (const agent of ['bo', 'cy']) office.login(agent, 'blended-out', 'closed');
    await office.pass(60);
    expect(reasons(office, 'tethers.failed-together')).toHaveLength(1);
    expect(takenOff(office)).toEqual([]);
  });

  test('fewer than a third say nothing of the group', async () => {
    const office = await new OutboundOffice().open({ ...oneAttempt, 'tether/give-up-after': 1 });
    for (const agent of ['ana', 'bo', 'cy']) office.login(agent, 'outbound', 'closed');
    for (let count = 0; count < 7; count++) office.login(`on-${count}`, 'outbound');
    await office.pass(60);
    expect(reasons(office, 'tethers.failed-together')).toEqual([]);
    expect(takenOff(office)).toHaveLength(3);
  });
});

describe('previews that run out', () => {
  /** Ann on her tether, shown contacts for 20 s each. */
  async function showing(giveUpAfter = 3) {
    const here = world();
    const { ports } = here;
    const thresholds = { ...defaultThresholds, 'preview/give-up-after': giveUpAfter };
    const inForce = { group: 'sales', version: 1, thresholds, rejected: null };
    Object.assign(ports, { thresholds: { current: async () => inForce } });
    await ports.agents.save(anAgent('ann', { idle: false, outbound: onTether('ann') }), null, { dropClaim: false });
    let shown = 0;
    const outbound = async () => (await ports.agents.load('ann'))?.outbound;
    const show = async (onTimeout: 'accept' | 'reject' = 'reject') => {
      shown++;
      ports.clock.advance(1_000);
      await takeCampaignEvent(ports, {
        type: 'PreviewOffered',
        ...{ eventId: `e-${shown}`, at: ports.clock.now(), agentId: 'ann', tetherId: 'tether-ann' },
        ...{ previewId: `p-${shown}`, campaign: 'renewals', contact: `c-${shown}`, onTimeout },
        ...{ seconds: 20, reservationSeconds: 60, card: { name: 'C', number: '89', attempts: 0, fields: {} } },
      });
    };
    return {
      ...here,
      outbound,
      show,
      answer: async (answer: AnswerToPreview) => {
        await show();
        await answerPreview(ports, { agentId: 'ann', previewId: `p-${shown}`, answer });
      },
      runsOut: async (onTimeout: 'accept' | 'reject' = 'reject') => {
        await show(onTimeout);
        ports.clock.advance(20_000);
        const timer = here.armed.findLast((armed) => armed.timer.kind === 'preview');
        if (timer) await fireTimer(ports, timer);
      },
      takenOff: () =>
        ports.decisions.decisions.flatMap((one) => (one.type === 'agent.taken-off' ? [`${one.why} ${one.count}`] : [])),
    };
  }

  test('three in a row: the tether is given back, and Connect is to show it', async () => {
    const here = await showing();
    for (let count = 0; count < 2; count++) await here.runsOut();
    expect(await here.outbound()).toMatchObject({ takenOff: null, giveBack: null, unanswered: { previews: 2 } });
    await here.runsOut();
    expect(here.takenOff()).toEqual(['previews 3']);
    expect(await here.outbound()).toMatchObject({ takenOff: { why: 'previews' }, giveBack: { why: 'taken-off' } });
    expect(here.commanded.slice(-3)).toMatchObject([
      { type: 'PreviewDecided', outcome: 'reject', by: 'timeout' },
      { type: 'TetherStateChanged', state: 'not-ready' },
      { type: 'ChangeAgentState', state: 'not-ready' },
    ]);
    const timer = here.armed.find((armed) => armed.timer.kind === 'taken-off');
    if (timer) await fireTimer(here.ports, timer);
    expect(here.sent).toMatchObject([{ command: { kind: 'set-missed-call', agentId: 'ann' }, priority: 'urgent' }]);
  });

  test('an unwatched page whose contact would have been dialled counts, a late answer takes off as the timer does', async () => {
    const here = await showing(2);
    await here.runsOut('accept');
    await here.show('accept');
    here.ports.clock.advance(20_500);
    await answerPreview(here.ports, { agentId: 'ann', previewId: 'p-2', answer: 'accept' });
    expect(here.takenOff()).toEqual(['previews 2']);
  });

  test('one that is answered, or dialled at its end, begins anew; 0 is never', async () => {
    const here = await showing(2);
    await here.runsOut();
    await here.answer('reject');
    await here.runsOut();
    await here.ports.pages.seen('ann', here.ports.clock.now() + 15_000);
    await here.runsOut('accept');
    await here.runsOut();
    expect([here.takenOff(), await here.outbound()]).toMatchObject([[], { unanswered: { previews: 1 } }]);
    const never = await showing(0);
    for (let count = 0; count < 5; count++) await never.runsOut();
    expect(never.takenOff()).toEqual([]);
  });
});
