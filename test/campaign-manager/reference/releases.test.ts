import { aCampaign, anOffice, answering, type Office, type OfficeOptions } from './office';

/** ana is dialled for from second 1, talks from 11 to 71 and wraps up until 76. */
const run = (options: OfficeOptions = {}): Office => {
  const office = anOffice(options);
  office.campaignManager.start();
  office.hire('ana');
  return office;
};

it('takes an idle agent out of the pool at once and for good', async () => {
  const office = run({ campaigns: [aCampaign('renewals', { startAtSeconds: 10 })] });
  await office.to(5);
  expect(office.ask('ReleaseAgent', 'ana')).toMatchObject({
    result: 'released',
    message: 'ana is idle and out of the pool',
  });
  expect(office.ask('TetherStateChanged', 'ana')).toMatchObject({ result: 'ignored' });
  expect(office.ask('ReportAgentWork', 'ana')).toMatchObject({ result: 'ignored' });
  await office.to(100);
  expect(office.facts).toEqual([]);
});

it.each([
  [5, 'dialling'],
  [20, 'talking'],
  [72, 'wrap-up'],
] as const)('at second %i refuses, because the agent is %s', async (at, reason) => {
  const office = run();
  await office.to(at);
  expect(office.ask('ReleaseAgent', 'ana')).toMatchObject({ result: 'refused', reason });
  await office.to(80);
  expect(office.work('ana').at(-1)).toBe('76 dialling renewals-2');
});

it('after work: lets the customer be, dials nobody else, and tells when wrap-up ends', async () => {
  const office = run();
  await office.to(20);
  const reply = office.ask('ReleaseAgent', 'ana', { commandId: 'release', when: 'after-work' });
  expect(reply).toMatchObject({
    result: 'accepted',
    message: 'ana is talking to renewals-1; nothing further is started for them',
  });
  await office.to(200);
  expect(office.results()).toEqual(['76 release released']);
  expect(office.eventsOf('ReleaseResult')).toMatchObject([{ agentId: 'id-ana', tetherId: 't-ana', moveId: 'm1' }]);
  expect(office.told('dial.started')).toHaveLength(1);
});

it('after work while dialling: at once when nobody answers, and after the customer otherwise', async () => {
  for (const [answers, at] of [
    [false, 11],
    [true, 76],
  ] as const) {
    const office = run({ chance: answering(answers) });
    await office.to(5);
    office.ask('ReleaseAgent', 'ana', { commandId: 'release', when: 'after-work' });
    await office.to(200);
    expect(office.results()).toEqual([`${at} release released`]);
  }
});

it('a release after work is taken back while it has not happened, and then no more', async () => {
  const office = run();
  await office.to(20);
  office.ask('ReleaseAgent', 'ana', { when: 'after-work' });
  expect(office.ask('CancelRelease', 'ana', { moveId: 'other' })).toMatchObject({ result: 'ignored' });
  expect(office.ask('CancelRelease', 'ana')).toMatchObject({ result: 'accepted', message: 'ana works on' });
  await office.to(77);
  expect(office.told('dial.started')).toHaveLength(2);
  office.ask('ReleaseAgent', 'ana', { when: 'after-work' });
  await office.to(200);
  expect(office.ask('CancelRelease', 'ana')).toMatchObject({ result: 'ignored' });
  expect(office.results()).toHaveLength(1);
});

it('a broken tether answers what was waited for', async () => {
  const office = run();
  await office.to(20);
  office.ask('ReleaseAgent', 'ana', { commandId: 'release', when: 'after-work' });
  office.at(30, () => office.breakLine('contact-1'));
  await office.to(31);
  expect(office.results()).toEqual(['30 release released']);
  expect(office.tethers().at(-1)).toBe('30 ana ended hung-up');
});

describe('a break or a logout', () => {
  it.each(['not-ready', 'logged-out'] as const)('%s releases who is idle, or has no tether', async (state) => {
    const office = run({ campaigns: [] });
    await office.to(5);
    expect(office.ask('ChangeAgentState', 'ana', { state })).toMatchObject({ result: 'released' });
    expect(office.ask('ChangeAgentState', 'ben', { state })).toMatchObject({ result: 'released' });
  });

  it('waits for the work in hand, and a fresh tether is not asked for then', async () => {
    const office = run({ campaigns: [aCampaign('renewals', { freshTether: true })] });
    await office.to(20);
    expect(office.ask('ChangeAgentState', 'ana', { state: 'not-ready', commandId: 'break' })).toMatchObject({
      result: 'accepted',
    });
    await office.to(200);
    expect(office.results()).toEqual(['76 break released']);
    expect(office.tethers()).toHaveLength(2);
  });

  it('is taken back by Available while it is waited for; a move is not', async () => {
    const office = run();
    await office.to(20);
    office.ask('ChangeAgentState', 'ana', { state: 'not-ready', commandId: 'break' });
    office.ask('ReleaseAgent', 'ana', { when: 'after-work', commandId: 'move' });
    expect(office.ask('ChangeAgentState', 'ana')).toMatchObject({ result: 'accepted' });
    await office.to(200);
    expect(office.results()).toEqual(['20 break cancelled', '76 move released']);
  });
});

it('refuses commands for agents and tethers it does not have', async () => {
  const office = run();
  await office.to(5);
  const other = { tetherId: 'other' };
  expect(office.ask('ReleaseAgent', 'ana', other)).toMatchObject({ result: 'refused', reason: 'unknown-tether' });
  expect(office.ask('ReportAgentWork', 'ben')).toMatchObject({ result: 'refused', reason: 'unknown-agent' });
  expect(office.ask('CancelRelease', 'ben')).toMatchObject({ result: 'ignored' });
});
