import { aCampaign, anOffice, type Office, type OfficeOptions, roomToAbandon } from './office';

/** ana and ben are dialled for from second 1; a customer takes ana from 11 to 71, and wrap-up until 76. */
const run = (options: OfficeOptions = {}, ...agents: readonly string[]): Office => {
  const office = anOffice(options);
  office.campaignManager.start();
  for (const agent of agents.length > 0 ? agents : ['ana']) office.hire(agent);
  return office;
};
let fences = 100;
const hold = (office: Office, agents: readonly string[], seconds = 600, more: object = {}) => {
  fences += 1;
  const until = office.clock.now() + seconds * 1000;
  const about = { type: 'HoldAgents', commandId: `h${fences}`, groupFence: fences, group: 'sales', reason: 'test' };
  const agentIds = agents.map((name) => `id-${name}`);
  return office.campaignManager.receive({
    version: '1',
    command: { ...about, deadline: until, until, agentIds, ...more },
  });
};

it('begins nothing for an agent who is held, lets what is in hand go on, and tells that they are idle', async () => {
  const office = run();
  office.at(20, () => expect(hold(office, ['ana'])).toMatchObject({ result: 'accepted' }));
  await office.to(100);
  expect(office.told('dial.started', 'dial.connected', 'dial.ended')).toEqual([
    '1 started renewals-1 ana',
    '11 connected renewals-1 ana',
    '71 ended renewals-1 ana completed',
  ]);
  expect(office.work('ana').at(-1)).toBe('76 idle');
  office.at(101, () => expect(office.ask('ReleaseAgent', 'ana')).toMatchObject({ result: 'released' }));
  await office.to(102);
});

it.each([
  ['a list that is empty', (office: Office) => void hold(office, [])],
  ['one that names others', (office: Office) => void hold(office, ['ben'])],
])('goes on after %s', async (_, over) => {
  const office = run();
  office.at(20, () => hold(office, ['ana']));
  office.at(80, () => over(office));
  await office.to(100);
  expect(office.told('dial.started').at(-1)).toBe('80 started renewals-2 ana');
});

it('goes on by itself once the time is over', async () => {
  const office = run();
  office.at(20, () => hold(office, ['ana'], 65));
  await office.to(100);
  expect(office.told('dial.started').at(-1)).toBe('85 started renewals-2 ana');
});

it('goes by the latest word about the group, whatever came late', async () => {
  const office = run();
  office.at(20, () => hold(office, []));
  office.at(21, () =>
    expect(hold(office, ['ana'], 60, { groupFence: fences - 1 })).toMatchObject({ result: 'ignored' }),
  );
  office.at(22, () => hold(office, ['ana'], 600, { group: 'support' }));
  await office.to(100);
  expect(office.told('dial.started').at(-1)).toBe('76 started renewals-2 ana');
});

it('holds who comes on a tether meanwhile: if named for as long, and otherwise for 5 s', async () => {
  const office = run({ campaigns: [aCampaign('renewals', { startAtSeconds: 15 })] });
  office.at(10, () => hold(office, ['ben']));
  office.hire('ben', 20);
  office.hire('cleo', 30);
  await office.to(60);
  expect(office.told('dial.started')).toEqual(['15 started renewals-1 ana', '35 started renewals-2 cleo']);
});

it('holds who comes meanwhile until the next word, which may name them', async () => {
  const office = run({ campaigns: [aCampaign('renewals', { startAtSeconds: 15 })] });
  office.at(10, () => hold(office, ['ben']));
  office.hire('cleo', 20);
  office.hire('dora', 20);
  office.at(22, () => hold(office, ['ben', 'cleo']));
  await office.to(60);
  expect(office.told('dial.started')).toEqual(['15 started renewals-1 ana', '22 started renewals-2 dora']);
});

it('dials what an agent accepted before, and shows nothing further', async () => {
  const pacing = {
    mode: 'preview',
    seconds: 20,
    onTimeout: 'reject',
    rescheduleSeconds: 600,
    reservationSeconds: 50,
  } as const;
  const office = run({ campaigns: [aCampaign('renewals', { pacing })] });
  office.at(5, () => hold(office, ['ana']));
  office.at(6, () =>
    office.ask('PreviewDecided', 'ana', { previewId: 'renewals-1/1', outcome: 'accept', by: 'agent' }),
  );
  await office.to(120);
  expect(office.told('preview.offered', 'dial.started')).toEqual([
    '1 offered renewals-1/1 ana',
    '6 started renewals-1 ana',
  ]);
});

it('puts a customer who has answered and has nobody through to an agent who is held', async () => {
  const office = run(
    {
      campaigns: [
        aCampaign('renewals', {
          contacts: 4,
          pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
          memory: roomToAbandon,
          startAtSeconds: 5,
          ringSeconds: (contact) => (contact === 'renewals-3' ? 12 : contact === 'renewals-1' ? 10 : 60),
        }),
      ],
    },
    'ana',
    'ben',
  );
  office.at(12, () => hold(office, ['ben']));
  await office.to(20);
  expect(office.told('dial.connected')).toEqual(['15 connected renewals-1 ana', '17 connected renewals-3 ben']);
});

it('a tether for one customer only is renewed when the agent is let go, and not while callers may ask', async () => {
  const office = run({ campaigns: [aCampaign('renewals', { freshTether: true })] });
  office.at(20, () => hold(office, ['ana']));
  office.at(90, () => hold(office, []));
  await office.to(95);
  expect(office.work('ana').slice(-2)).toEqual(['71 wrap-up renewals-1', '76 idle']);
  expect(office.tethers().at(-1)).toBe('90 ana ended renewed');
  expect(office.told('dial.started')).toHaveLength(1);
});

it('says in its heartbeat that it can', async () => {
  const office = run();
  await office.to(1);
  expect(office.eventsOf('Heartbeat')[0]?.capabilities).toContain('hold-agents');
});
