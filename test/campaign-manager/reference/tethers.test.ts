import { aCampaign, anOffice } from './office';

it('calls the agent 1 s after the command, sends the token once, and dials only once the agent is ready', async () => {
  const office = anOffice();
  office.campaignManager.start();
  office.at(0, () => {
    expect(office.ask('ChangeAgentState', 'ana', { tether: office.order('ana') })).toEqual({
      commandId: 'k1',
      result: 'accepted',
      message: 'ana is called',
    });
  });
  await office.to(4);
  expect(office.tethers()).toEqual(['0 ana dialling', '1 ana answered']);
  expect(office.lines.map(({ keys }) => keys)).toEqual([['12345678']]);
  expect(office.facts).toEqual([]);
  office.at(5, () => office.ask('TetherStateChanged', 'ana'));
  await office.to(6);
  expect(office.work('ana')).toEqual(['5 idle', '5 dialling renewals-1']);
});

it.each([
  ['busy', 'failed busy'],
  ['no-such-number', 'failed carrier-error'],
] as const)('a carrier that says %s makes it %s', async (said, told) => {
  const office = anOffice({ carrier: () => said });
  office.at(0, () => office.ask('ChangeAgentState', 'ana', { tether: office.order('ana') }));
  await office.to(5);
  expect(office.tethers()).toEqual(['0 ana dialling', `1 ana ${told}`]);
  expect(office.ask('ReportAgentWork', 'ana')).toMatchObject({ result: 'refused', reason: 'unknown-agent' });
});

it('rings until the token expires when nobody answers', async () => {
  const office = anOffice();
  office.campaignManager.setTetherFault('ana', 'tether-unanswered', true);
  office.at(0, () => office.ask('ChangeAgentState', 'ana', { tether: office.order('ana', { expiresInSeconds: 20 }) }));
  await office.to(60);
  expect(office.tethers()).toEqual(['0 ana dialling', '20 ana failed no-answer']);
  expect(office.lines).toEqual([]);
});

it('sends a wrong token, once, while the fault tether-unmapped lasts', async () => {
  const office = anOffice();
  const { campaignManager } = office;
  campaignManager.setTetherFault('ana', 'tether-unmapped', true);
  office.at(0, () => office.ask('ChangeAgentState', 'ana', { tether: office.order('ana', { token: '99999999' }) }));
  office.at(0, () => office.ask('ChangeAgentState', 'ben', { tether: office.order('ben', { token: '99999999' }) }));
  await office.to(5);
  expect(office.lines.map(({ keys }) => keys)).toEqual([['00000000'], ['99999999']]);
  office.breakLine('contact-1');
  campaignManager.setTetherFault('ana', 'tether-unmapped', false);
  office.at(6, () => office.ask('ChangeAgentState', 'ana', { tether: office.order('ana') }));
  await office.to(8);
  expect(office.lines[2]?.keys).toEqual(['12345678']);
});

it('breaks the line when tether-drop begins and each time the agent is ready again', async () => {
  const office = anOffice({ campaigns: [] });
  office.hire('ana', 1);
  office.at(10, () => office.campaignManager.setTetherFault('ana', 'tether-drop', true));
  office.hire('ana', 12, { tetherId: 't2' });
  office.at(20, () => office.campaignManager.setTetherFault('ana', 'tether-drop', false));
  office.hire('ana', 22, { tetherId: 't3' });
  await office.to(60);
  expect(office.tethers()).toEqual([
    '0 ana dialling',
    '1 ana answered',
    '10 ana ended hung-up',
    '11 ana dialling',
    '12 ana answered',
    '13 ana ended hung-up',
    '21 ana dialling',
    '22 ana answered',
  ]);
});

it('hangs up on `ended`, tells of it when the line is free, and takes the same command again', async () => {
  const office = anOffice({ campaigns: [] });
  office.hire('ana');
  office.at(5, () => office.ask('TetherStateChanged', 'ana', { state: 'ended' }));
  await office.to(6);
  expect(office.lines[0]?.up).toBe(false);
  expect(office.tethers().at(-1)).toBe('5 ana ended released');
  expect(office.ask('TetherStateChanged', 'ana', { state: 'ended' }).result).toBe('accepted');
  expect(office.ask('TetherStateChanged', 'ana', { state: 'ready' })).toMatchObject({ reason: 'unknown-agent' });
});

it('does not place a call that was ended before it rang', async () => {
  const office = anOffice();
  office.at(0, () => office.ask('ChangeAgentState', 'ana', { tether: office.order('ana') }));
  office.at(0.5, () => office.ask('TetherStateChanged', 'ana', { state: 'ended' }));
  await office.to(5);
  expect(office.tethers()).toEqual(['0 ana dialling', '0.5 ana ended released']);
  expect(office.lines).toEqual([]);
});

it('takes a second tether in place of an idle one, refuses it while the agent works, and is told the same one twice', async () => {
  const office = anOffice({ campaigns: [] });
  office.hire('ana');
  office.at(5, () => office.ask('ChangeAgentState', 'ana', { tether: office.order('ana') }));
  office.hire('ana', 7, { tetherId: 't2' });
  await office.to(8);
  expect(office.tethers().slice(2)).toEqual(['6 ana dialling', '6 ana ended released', '7 ana answered']);

  const busy = anOffice();
  busy.campaignManager.start();
  busy.hire('ana');
  await busy.to(15);
  const second = busy.ask('ChangeAgentState', 'ana', { tether: busy.order('ana', { tetherId: 't2' }) });
  expect(second).toMatchObject({
    result: 'refused',
    reason: 'talking',
    message: 'ana is talking to renewals-1 on tether t-ana',
  });
});

it('finds nobody new for an agent between not-ready and ready, and reports work under a fresh number', async () => {
  const office = anOffice({ campaigns: [aCampaign('renewals', { talkSeconds: () => 5, wrapUpSeconds: () => 2 })] });
  office.campaignManager.start();
  office.hire('ana');
  office.at(5, () => office.ask('TetherStateChanged', 'ana', { state: 'not-ready' }));
  await office.to(30);
  // The dial of ana was in hand: it rings on for her, and she talks to who answers.
  expect(office.told()).toEqual([
    '1 renewals-1 dialling',
    '1 started renewals-1 ana',
    '11 answered renewals-1 ana',
    '11 connected renewals-1 ana',
    '16 ended renewals-1 ana completed',
    '16 renewals-1 completed',
  ]);
  office.at(31, () => office.ask('ReportAgentWork', 'ana'));
  office.at(32, () => office.ask('TetherStateChanged', 'ana'));
  await office.to(33);
  const seqs = office.eventsOf('AgentWork').map(({ seq, state }) => [seq, state]);
  expect(seqs).toEqual([
    [1, 'idle'],
    [2, 'dialling'],
    [3, 'talking'],
    [4, 'wrap-up'],
    [5, 'idle'],
    [6, 'idle'],
    [7, 'idle'],
    [8, 'dialling'],
  ]);
});
