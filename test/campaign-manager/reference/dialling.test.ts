import type { CampaignScript } from '../../../campaign-manager/reference/campaign-script';
import { aCampaign, anOffice, answering, type Office, type OfficeOptions, roomToAbandon } from './office';

const run = (options: OfficeOptions = {}): Office => {
  const office = anOffice(options);
  office.campaignManager.start();
  return office;
};
const renewals = (more: Partial<CampaignScript>) => [aCampaign('renewals', more)];

it('dials for an idle agent, puts the answer through at once, and dials again after wrap-up', async () => {
  const office = run();
  office.hire('ana');
  await office.to(80);
  expect(office.told()).toEqual([
    '1 renewals-1 dialling',
    '1 started renewals-1 ana',
    '11 answered renewals-1 ana',
    '11 connected renewals-1 ana',
    '71 ended renewals-1 ana completed',
    '71 renewals-1 completed',
    '76 renewals-2 dialling',
    '76 started renewals-2 ana',
  ]);
  expect(office.work('ana')).toEqual([
    '1 idle',
    '1 dialling renewals-1',
    '11 talking renewals-1',
    '71 wrap-up renewals-1',
    '76 idle',
    '76 dialling renewals-2',
  ]);
  expect(office.eventsOf('DialOutcome')).toMatchObject([
    { contact: 'renewals-1', attempt: 1, agentId: 'id-ana', outcome: 'completed' },
  ]);
});

it('reschedules who does not answer until the retry time, and closes them after the last attempt', async () => {
  const office = run({
    campaigns: renewals({ contacts: 1, attempts: 2, retrySeconds: 100 }),
    chance: answering(false),
  });
  office.hire('ana');
  await office.to(300);
  expect(office.told('contact.state', 'dial.ended')).toEqual([
    '1 renewals-1 dialling',
    '11 ended renewals-1 ana no-answer',
    '11 renewals-1 rescheduled',
    '111 renewals-1 open',
    '111 renewals-1 dialling',
    '121 ended renewals-1 ana no-answer',
    '121 renewals-1 closed',
  ]);
  expect(office.eventsOf('DialOutcome').map(({ attempt }) => attempt)).toEqual([1, 2]);
});

it('dials for the agent idle longest first', async () => {
  const office = run({ campaigns: renewals({ contacts: 3, startAtSeconds: 20 }) });
  for (const [name, at] of [
    ['cleo', 5],
    ['ana', 9],
    ['ben', 5],
  ] as const)
    office.hire(name, at);
  await office.to(25);
  expect(office.told('dial.started')).toEqual([
    '20 started renewals-1 ben',
    '20 started renewals-2 cleo',
    '20 started renewals-3 ana',
  ]);
});

it('serves campaigns by priority, each from its own start, and only for agents who may work for them', async () => {
  const office = run({
    campaigns: [
      aCampaign('winback', { priority: 2, contacts: 5 }),
      aCampaign('renewals', { priority: 1, contacts: 1, startAtSeconds: 10, ringSeconds: () => 3 }),
      aCampaign('surveys', { priority: 1 }),
    ],
  });
  office.hire('ana', 1);
  office.hire('ben', 12);
  office.hire('cleo', 12);
  await office.to(15);
  expect(office.told('dial.started')).toEqual([
    '1 started winback-1 ana',
    '12 started renewals-1 ben',
    '12 started winback-2 cleo',
  ]);
});

describe('lines per agent', () => {
  it('spreads the first lines over all agents before anybody has a second', async () => {
    const office = run({
      campaigns: renewals({
        contacts: 3,
        startAtSeconds: 5,
        pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
        memory: roomToAbandon,
      }),
    });
    office.hire('ana');
    office.hire('ben');
    await office.to(6);
    expect(office.told('dial.started')).toEqual([
      '5 started renewals-1 ana',
      '5 started renewals-2 ben',
      '5 started renewals-3 ana',
    ]);
  });

  it('counts what rings: one ended line is replaced by one', async () => {
    const rings = [4, 10, 10];
    const office = run({
      campaigns: renewals({
        pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
        memory: roomToAbandon,
        ringSeconds: () => rings.shift() ?? 10,
      }),
      chance: answering(false),
    });
    office.hire('ana');
    await office.to(10);
    expect(office.told('dial.started').map((line) => line.split(' ')[0])).toEqual(['1', '1', '5']);
  });

  it('lets the other lines ring on: an idle agent gets them before anything new is dialled', async () => {
    const rings = [10, 30];
    const office = run({
      campaigns: renewals({
        pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
        memory: roomToAbandon,
        ringSeconds: () => rings.shift() ?? 30,
      }),
    });
    office.hire('ana', 1);
    office.hire('ben', 20);
    await office.to(32);
    expect(office.told('dial.started', 'dial.connected')).toEqual([
      '1 started renewals-1 ana',
      '1 started renewals-2 ana',
      '11 connected renewals-1 ana',
      '20 started renewals-3 ben',
      '31 connected renewals-2 ben',
    ]);
    expect(office.work('ben').slice(0, 3)).toEqual(['20 idle', '20 dialling renewals-2', '31 talking renewals-2']);
  });

  it('puts a second answer through to another agent who still waits for one, or abandons it after 2 s', async () => {
    const rings = [10, 10, 60];
    const office = run({
      campaigns: renewals({
        contacts: 4,
        attempts: 2,
        startAtSeconds: 5,
        pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
        memory: roomToAbandon,
        ringSeconds: (contact) => (contact === 'renewals-2' ? 60 : (rings.shift() ?? 10)),
      }),
    });
    office.hire('ana');
    office.hire('ben');
    await office.to(20);
    // ana: 1 and 3; ben: 2 and 4, which ring long. 1 takes ana, 3 finds ben, 2 and 4 ring on and find nobody.
    expect(office.told('dial.connected', 'dial.abandoned', 'dial.ended')).toEqual([
      '15 connected renewals-1 ana',
      '15 connected renewals-3 ben',
    ]);
    await office.to(68);
    expect(office.told('dial.answered', 'dial.abandoned', 'contact.state').slice(-6)).toEqual([
      '65 answered renewals-2',
      '65 answered renewals-4',
      '67 abandoned renewals-2',
      '67 renewals-2 rescheduled',
      '67 abandoned renewals-4',
      '67 renewals-4 rescheduled',
    ]);
  });
});

it('puts a waiting live answer through to whoever comes free within the 2 s', async () => {
  const rings: Record<string, number> = { 'renewals-1': 10, 'renewals-2': 16 };
  const office = run({
    campaigns: renewals({
      pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
      memory: roomToAbandon,
      ringSeconds: (contact) => rings[contact] ?? 100,
      talkSeconds: () => 5,
      wrapUpSeconds: () => 2,
    }),
  });
  office.hire('ana');
  await office.to(19);
  expect(office.told('dial.answered', 'dial.connected').slice(2)).toEqual([
    '17 answered renewals-2',
    '18 connected renewals-2 ana',
  ]);
});

it('counts a customer whose tether broke as failed: open again while attempts are left, else closed', async () => {
  const office = run({ campaigns: renewals({ contacts: 1, attempts: 2 }) });
  office.hire('ana', 1);
  office.at(20, () => office.breakLine('contact-1'));
  office.hire('ana', 31, { tetherId: 't2' });
  office.at(50, () => office.breakLine('contact-2'));
  await office.to(60);
  expect(office.told('dial.ended', 'contact.state')).toEqual([
    '1 renewals-1 dialling',
    '20 ended renewals-1 ana failed',
    '20 renewals-1 open',
    '31 renewals-1 dialling',
    '50 ended renewals-1 ana failed',
    '50 renewals-1 closed',
  ]);
});

it('gives a ringing customer to another agent when the tether breaks', async () => {
  const office = run({ campaigns: renewals({ contacts: 1 }) });
  office.hire('ana', 1);
  office.hire('ben', 3);
  office.at(6, () => office.breakLine('contact-1'));
  await office.to(12);
  expect(office.work('ben')).toEqual(['3 idle', '6 dialling renewals-1', '11 talking renewals-1']);
});

it('asks for a new tether after every customer where the campaign wants one', async () => {
  const office = run({ campaigns: renewals({ freshTether: true }) });
  office.hire('ana', 1);
  office.hire('ana', 80, { tetherId: 't2' });
  await office.to(81);
  expect(office.tethers()).toEqual([
    '0 ana dialling',
    '1 ana answered',
    '76 ana ended renewed',
    '79 ana dialling',
    '80 ana answered',
  ]);
  expect(office.work('ana').slice(-3)).toEqual(['71 wrap-up renewals-1', '80 idle', '80 dialling renewals-2']);
});

it('reserves while choosing takes time, and bridges as long as that takes', async () => {
  const office = run({ latency: { dialMs: () => 500, bridgeMs: () => 300 } });
  office.hire('ana');
  await office.to(15);
  expect(office.work('ana')).toEqual([
    '1 idle',
    '1 reserved renewals-1',
    '1.5 dialling renewals-1',
    '11.8 talking renewals-1',
  ]);
  expect(office.told('dial.answered', 'dial.connected')).toEqual([
    '11.5 answered renewals-1 ana',
    '11.8 connected renewals-1 ana',
  ]);
});

it('takes a contact back that was chosen and not dialled, its attempts unchanged', async () => {
  const office = run({ campaigns: renewals({ contacts: 1 }), latency: { dialMs: () => 500 } });
  office.hire('ana');
  office.at(1.2, () => office.breakLine('contact-1'));
  await office.to(5);
  expect(office.told()).toEqual(['1 renewals-1 dialling', '1.2 renewals-1 open']);
  expect(office.campaignManager.contacts('renewals')).toMatchObject([{ state: 'open', attempts: 0 }]);
});

it('abandons a customer whose bridge takes longer than 2 s, and dials on', async () => {
  const office = run({ campaigns: renewals({ contacts: 2 }), latency: { bridgeMs: () => 5_000 } });
  office.hire('ana');
  await office.to(14);
  expect(office.told('dial.abandoned', 'dial.connected', 'dial.started')).toEqual([
    '1 started renewals-1 ana',
    '13 abandoned renewals-1',
    '13 started renewals-2 ana',
  ]);
});

it('is the same for the same seed, and the same people answer whatever the order', async () => {
  const story = async (...names: string[]) => {
    const office = run({ campaigns: renewals({ contacts: 40, answerProbability: 0.4, talkSeconds: () => 7 }) });
    for (const name of names) office.hire(name);
    await office.to(2_000);
    return office;
  };
  const completed = (office: Office) =>
    office.campaignManager.contacts('renewals').filter(({ state }) => state === 'completed');
  const [one, again, three] = [await story('ana'), await story('ana'), await story('ana', 'ben', 'cleo')];
  expect(again.facts).toEqual(one.facts);
  expect(again.requests).toEqual(one.requests);
  expect(completed(three)).toEqual(completed(one));
  expect(completed(one).length).toBeGreaterThan(5);
});
