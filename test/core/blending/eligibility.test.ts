import { MemoryDirectorySource } from '../../../adapters/memory/directory-source';
import { keepNobody, moveLog, reasons, tethered, toldOf } from '../call-centre/outbound-log';
import { OutboundOffice } from '../call-centre/outbound-office';
import { allRight } from '../call-centre/outbound-soundness';
import { directory } from '../directory-of-two-groups';

const spanish = (level: number) => [{ name: 'Language', value: 'Spanish', level }];

/** The campaigns the Campaign Manager was last told for an agent. */
const campaignsTold = (office: OutboundOffice, agentId: string) =>
  office.centre.told.flatMap((command) =>
    command.type === 'ChangeAgentState' && command.agentId === agentId ? [command.campaigns] : [],
  );

/** Campaign winback asks for Spanish at level 3; renewals asks for nothing. */
describe('an agent goes out for the campaigns they may work for', () => {
  test('and for no other, however long they are idle', async () => {
    const office = await new OutboundOffice().open(keepNobody);
    for (const agentId of ['ana', 'bo', 'cy']) office.login(agentId);
    office.phone('bo').proficiencies = spanish(2);
    office.phone('cy').proficiencies = spanish(3);
    for (const agentId of ['bo', 'cy']) office.emit(agentId);
    office.campaignHas(0);
    office.campaignHas(10, 2, 'winback');
    await office.pass(120);
    expect(moveLog(office)).toEqual(['30 move.decided cy', '31 move.completed cy']);
    expect(reasons(office, 'move.decided')).toEqual([
      'cy has been idle on inbound for 30 s, the limit, and nobody waits; campaigns need 2 agents and have 0, so cy goes out',
    ]);
    expect(campaignsTold(office, 'cy')).toEqual([['renewals', 'winback']]);
    expect((await office.centre.blend.staffed('blend')).teams).toEqual({ 'renewals,winback': 1 });
    await allRight(office);
  });

  test('and the Campaign Manager is told which they are', async () => {
    const office = await tethered('ana');
    expect(campaignsTold(office, 'ana')).toEqual([['renewals']]);
    await allRight(office);
  });
});

describe('what an agent holds changes', () => {
  test('on the tether: the Campaign Manager is told at once, the tether stays, and the counts follow', async () => {
    const office = await tethered('ana');
    office.phone('ana').proficiencies = spanish(4);
    office.emit('ana');
    await office.pass(1);
    expect(campaignsTold(office, 'ana')).toEqual([['renewals'], ['renewals', 'winback']]);
    expect(await office.tether('ana')).toMatchObject({ tetherId: 'ana:1', state: 'ready' });
    expect((await office.centre.blend.staffed('blend')).teams).toEqual({ renewals: 0, 'renewals,winback': 1 });
    office.emit('ana');
    await office.pass(1);
    expect(campaignsTold(office, 'ana')).toHaveLength(2);
    await allRight(office);
  });

  test('while the tether is on its way: the Campaign Manager is told once the agent is on it', async () => {
    const office = await new OutboundOffice().open(keepNobody);
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    office.phone('ana').proficiencies = spanish(4);
    office.emit('ana');
    await office.pass(5);
    expect(campaignsTold(office, 'ana')).toEqual([['renewals'], ['renewals', 'winback']]);
    expect(await office.tether('ana')).toMatchObject({ state: 'ready', campaigns: ['renewals', 'winback'] });
    await allRight(office);
  });

  test('with a customer: it is said, the conversation goes on', async () => {
    const office = await tethered('ana');
    office.campaignManager.work('ana', 'talking');
    office.phone('ana').proficiencies = spanish(4);
    office.emit('ana');
    await office.pass(30);
    expect(toldOf(office, 'ana')).toEqual(['dial', 'tether ready', 'available', 'tether ready']);
    expect(office.campaignManager.seats.get('ana')?.work).toBe('talking');
    office.campaignManager.work('ana', 'idle');
    await office.pass(1);
    await allRight(office);
  });

  test('so that nothing is left for them: they come back after dwell, though another campaign has calls', async () => {
    const office = await tethered('ana', 'bo');
    office.phone('ana').proficiencies = spanish(3);
    office.emit('ana');
    office.campaignHas(0);
    office.campaignHas(40, 2, 'winback');
    await office.pass(60);
    expect(moveLog(office)).toEqual(['30 move.decided bo', '30 move.completed bo']);
    expect(reasons(office, 'move.decided')).toEqual([
      '0 calls available for renewals, all that bo may work for, under 1, and nobody is lacking without bo; bo, idle longest on outbound, comes back',
    ]);
    await allRight(office);
  });

  test('by a deployment that asks for something else: told with the next heartbeat of the agent', async () => {
    const office = await tethered('ana');
    const groups = directory.groups.map((group) => ({
      ...group,
      campaigns: group.campaigns.map((campaign) => ({ ...campaign, required: [] })),
    }));
    Object.assign(office.centre, { directory: new MemoryDirectorySource({ ...directory, groups }) });
    office.emit('ana');
    await office.pass(1);
    expect(campaignsTold(office, 'ana').at(-1)).toEqual(['renewals', 'winback']);
    await allRight(office);
  });
});

test('counts by campaigns that have drifted are put right, and the evidence names them', async () => {
  const office = await tethered('ana');
  await office.centre.blend.countStaffed('blend', { inbound: 0, outbound: 0, teams: { winback: 3, renewals: -2 } });
  await office.pass(60);
  expect(await office.centre.blend.staffed('blend')).toMatchObject({ outbound: 1, teams: { renewals: 1, winback: 0 } });
  const repairs = office.centre.decisions.decisions.flatMap((one) =>
    one.type === 'state.repaired' ? [one.inputs] : [],
  );
  expect(repairs).toMatchObject([{ teams: 'renewals: -1 counted, 1 now; winback: 3 counted, 0 now' }]);
});
