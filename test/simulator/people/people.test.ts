import type { AgentScript } from '../../../simulator/people/agent-script';
import { aFlow, anAction, anyoneStep, aProfile, holdStep, queueArn, startMs } from '../connect/connect-fixture';
import { anOffice, type Office } from './office';

/** Writes HOLD to the first call at a second of the run, as the application does after a miss. */
const holdAt = (office: Office, at: number): void =>
  office.at(at, () =>
    office.api('UpdateContactRoutingData', {
      ContactId: office.contacts()[0] ?? '',
      RoutingCriteria: { Steps: [holdStep()] },
    }),
  );

/** Two menus before the queue; the second hears only 2. */
const menus = aFlow([
  menu('first', '1', 'second'),
  menu('second', '2', 'target'),
  anAction('target', 'UpdateContactTargetQueue', { QueueId: queueArn('sales') }, { NextAction: 'queue' }),
  anAction('queue', 'TransferContactToQueue', {}, { NextAction: 'bye' }),
  anAction('bye', 'DisconnectParticipant'),
]);

function menu(name: string, key: string, next: string) {
  return anAction(
    name,
    'GetParticipantInput',
    { Text: 'Press a key.', StoreInput: 'False', InputTimeLimitSeconds: '5' },
    {
      NextAction: 'bye',
      Conditions: [{ NextAction: next, Condition: { Operator: 'Equals', Operands: [key] } }],
      Errors: ['InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'].map((ErrorType) => ({
        NextAction: 'bye',
        ErrorType,
      })),
    },
  );
}

describe('callers', () => {
  it.each([
    ['12', ['1 queued']],
    ['123', ['1 queued']],
    ['13', ['1 refused flow-ended']],
    ['1', ['5.5 refused flow-ended']],
    ['', ['5 refused flow-ended']],
  ])('who press %j press one key each time a flow asks, and none in the queue', async (keys, became) => {
    const office = anOffice({ entry: menus });
    office.ring(0, { keys });
    await office.to(20);
    expect(office.told('contact.queued', 'contact.refused')).toEqual(became);
  });

  it('wait as long as their patience lasts, talk and hang up', async () => {
    const office = anOffice();
    office.hire('ana', { wrapUpSeconds: () => 5 });
    office.ring(1, { talk: 30 });
    office.ring(2, { patience: 10 });
    await office.to(60);
    expect(office.told('contact.answered', 'contact.ended', 'contact.abandoned')).toEqual([
      '3 answered ana',
      '12 abandoned',
      '33 ended ana',
    ]);
    expect(office.told('agent.status')).toEqual([
      '0 agent.status ana Available',
      '3 agent.status ana Busy',
      '33 agent.status ana AfterCallWork',
      '38 agent.status ana Available',
    ]);
  });

  it('hang up while an agent rings, who loses neither place nor status', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: [{ answerAfter: 15 }, { answerAfter: 1 }] });
    office.ring(1, { patience: 5 });
    office.ring(20);
    await office.to(25);
    expect(office.told('contact.ringing', 'contact.abandoned', 'contact.answered')).toEqual([
      '1 ringing ana',
      '6 abandoned ana',
      '20 ringing ana',
      '21 answered ana',
    ]);
    expect(office.connect.agents.view(ana.userId).status).toBe('Available');
  });
});

describe('agents', () => {
  it('log in at the start, with both clocks as far back as they were available', async () => {
    const office = anOffice();
    office.hire('late', { availableAt: 10 });
    office.hire('never', { availableAt: null });
    office.hire('early', { availableAt: -100 });
    await office.to(20);
    expect(office.told('agent.status')).toEqual([
      '0 agent.status late Offline',
      '0 agent.status never Offline',
      '0 agent.status early Available',
      '10 agent.status late Available',
    ]);
    const early = office.agentEvents[2] as { CurrentAgentSnapshot: unknown };
    expect(early.CurrentAgentSnapshot).toMatchObject({
      AgentStatus: { StartTimestamp: new Date(startMs - 100_000).toISOString() },
    });
  });

  it('use one entry per offer, the last one again and again; a ring the caller ends uses one', async () => {
    const office = anOffice();
    office.hire('ana', {
      offers: ['miss', { declineAfter: 3 }, { answerAfter: 4 }],
      page: 'plain-ccp',
      afterMiss: { availableAfter: 1 },
    });
    office.ring(0, { talk: 5 });
    office.ring(40, { patience: 3 });
    office.ring(50, { talk: 5 });
    await office.to(80);
    expect(office.told('contact.missed', 'contact.declined', 'contact.answered', 'contact.abandoned')).toEqual([
      '20 missed ana',
      '24 declined ana',
      '29 answered ana',
      '43 abandoned ana',
    ]);
  });

  it('act by their timeline, and when told', async () => {
    const office = anOffice();
    const ana = office.hire('ana', {
      timeline: [
        { at: 5, do: 'not-ready' },
        { at: 10, do: 'available' },
        { at: 15, do: 'offline' },
      ],
    });
    await office.to(20);
    ana.act('available');
    expect(office.told('agent.status')).toEqual([
      '0 agent.status ana Available',
      '5 agent.status ana Break',
      '10 agent.status ana Available',
      '15 agent.status ana Offline',
      '20 agent.status ana Available',
    ]);
  });

  it('work off tasks beside their calls', async () => {
    const profile = aProfile('both', [['sales', 1, 0]], {
      queues: [{ queueId: 'sales', channel: 'TASK', priority: 1, delaySeconds: 0 }],
      concurrency: [
        { channel: 'VOICE', slots: 1 },
        { channel: 'TASK', slots: 1 },
      ],
    });
    const office = anOffice({ setup: { routingProfiles: [profile] } });
    const ana = office.hire('ana');
    office.at(1, () => office.api('StartTaskContact', { Name: 'Callback', ContactFlowId: 'inbound' }));
    await office.to(3);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({
      shown: 'Available',
      contacts: [{ state: 'CONNECTED' }],
    });
    await office.to(10);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ shown: 'Available', contacts: [] });
    expect(office.told('agent.status')).toEqual(['0 agent.status ana Available']);
  });
});

describe('our page', () => {
  it('parks its agent at a miss at once, and clears when the new criteria are in force', async () => {
    const office = anOffice({ switches: { criteriaDelaySeconds: 2 } });
    const ana = office.hire('ana', { offers: ['miss'] });
    office.ring(0);
    holdAt(office, 21);
    await office.to(20);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({
      status: 'Missed call',
      contacts: [{ state: 'MISSED' }],
    });
    await office.to(22.9);
    expect(office.connect.agents.view(ana.userId).contacts).toHaveLength(1);
    await office.to(23);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({
      status: 'Missed call',
      shown: 'Missed call',
      contacts: [],
    });
    await office.to(100);
    expect(office.told('agent.status').at(-1)).toBe('20 agent.status ana Missed call');
  });

  it('takes criteria written before the miss for what they are, and clears after 8 s at the latest', async () => {
    const office = anOffice({ switches: { criteriaDelaySeconds: 5 } });
    const ana = office.hire('ana', { offers: ['miss'] });
    office.ring(0);
    office.at(18, () =>
      office.api('UpdateContactRoutingData', {
        ContactId: office.contacts()[0] ?? '',
        RoutingCriteria: { Steps: [anyoneStep()] },
      }),
    );
    await office.to(27.9);
    expect(office.connect.agents.view(ana.userId).contacts).toHaveLength(1);
    await office.to(28);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Missed call', contacts: [] });
  });

  it.each<['missed' | 'declined', AgentScript['offers']]>([
    ['missed', ['miss']],
    ['declined', [{ declineAfter: 4 }]],
  ])('honours a wish for Available after a call was %s only once the criteria are in force', async (how, offers) => {
    const office = anOffice();
    office.hire('ana', { offers, afterMiss: { availableAfter: 1 } });
    office.ring(0);
    const lostAt = how === 'missed' ? 20 : 4;
    holdAt(office, lostAt + 3);
    await office.to(60);
    expect(office.told('agent.status').slice(1)).toEqual([
      `${lostAt} agent.status ana Missed call`,
      `${lostAt + 3} agent.status ana Available`,
    ]);
    expect(office.told('contact.ringing')).toHaveLength(1);
  });

  it('makes its agent Available by itself where the threshold says so', async () => {
    const office = anOffice({}, 'available');
    office.hire('ana', { offers: ['miss'] });
    office.ring(0);
    holdAt(office, 21);
    await office.to(60);
    expect(office.told('agent.status').slice(1)).toEqual([
      '20 agent.status ana Missed call',
      '21 agent.status ana Available',
    ]);
  });

  it('lets a break win over the wish before it', async () => {
    const office = anOffice();
    const ana = office.hire('ana', {
      offers: ['miss'],
      afterMiss: { availableAfter: 0 },
      timeline: [{ at: 21, do: 'not-ready' }],
    });
    office.ring(0);
    holdAt(office, 22);
    await office.to(60);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Break', contacts: [] });
  });

  it.each(['not-ready', 'offline'] as const)('keeps %s for the end of the ring, and shows no miss', async (wish) => {
    const office = anOffice({}, 'available');
    const ana = office.hire('ana', { offers: ['miss'], timeline: [{ at: 15, do: wish }] });
    office.ring(0);
    holdAt(office, 21);
    await office.to(60);
    expect(office.told('agent.status').slice(1)).toEqual([
      `20 agent.status ana ${wish === 'offline' ? 'Offline' : 'Break'}`,
    ]);
    expect(office.connect.agents.view(ana.userId).contacts).toEqual([]);
  });

  it('keeps a break for after the call that is answered, and forgets one that was taken back', async () => {
    const office = anOffice();
    const ana = office.hire('ana', {
      offers: [{ answerAfter: 5 }],
      timeline: [
        { at: 1, do: 'not-ready' },
        { at: 31, do: 'not-ready' },
        { at: 32, do: 'available' },
      ],
    });
    office.ring(0, { talk: 10 });
    office.at(29, () => ana.act('available'));
    office.ring(30, { talk: 10 });
    await office.to(60);
    expect(office.told('agent.status').slice(1)).toEqual([
      '5 agent.status ana Busy',
      '15 agent.status ana AfterCallWork',
      '15 agent.status ana Break',
      '29 agent.status ana Available',
      '35 agent.status ana Busy',
      '45 agent.status ana AfterCallWork',
      '45 agent.status ana Available',
    ]);
  });

  it('stays in Missed call without a verdict, and is Available when it comes at last', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: ['miss'], afterMiss: { availableAfter: 1 } });
    office.ring(0, { patience: 100 });
    holdAt(office, 70);
    await office.to(60);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Missed call', contacts: [] });
    await office.to(90);
    expect(office.told('agent.status').at(-1)).toBe('70 agent.status ana Available');
    expect(office.told('contact.ringing')).toHaveLength(1);
  });

  it('clears a withdrawn ring without parking', async () => {
    const office = anOffice({ switches: { stepExpiryDuringRing: 'ring-withdrawn' } });
    const ana = office.hire('ana', { offers: ['miss'], availableAt: 5 });
    office.ring(0);
    office.at(1, () =>
      office.api('UpdateContactRoutingData', {
        ContactId: office.contacts()[0] ?? '',
        RoutingCriteria: { Steps: [anyoneStep(10), holdStep()] },
      }),
    );
    await office.to(60);
    expect(office.facts.filter(({ type }) => type === 'contact.missed')).toMatchObject([{ t: 11, withdrawn: true }]);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', contacts: [] });
  });

  it('recovers a miss that happened while it was closed, once it is opened', async () => {
    const office = anOffice();
    const ana = office.hire('ana', {
      offers: [{ answerAfter: 3 }],
      timeline: [
        { at: 1, do: 'close-page' },
        { at: 30, do: 'open-page' },
      ],
    });
    office.ring(2);
    await office.to(29);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({
      status: 'Available',
      contacts: [{ state: 'MISSED' }],
    });
    await office.to(50);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Missed call', contacts: [] });
  });
});

describe('other pages', () => {
  it('plain: does nothing by itself; a missed call stays until its agent clears it, who may be rung again', async () => {
    const office = anOffice();
    office.hire('ana', { page: 'plain-ccp', offers: ['miss'], timeline: [{ at: 30, do: 'clear-miss' }] });
    office.ring(0);
    await office.to(35);
    expect(office.told('agent.status', 'contact.ringing')).toEqual([
      '0 agent.status ana Available',
      '0 ringing ana',
      '20 agent.status ana Missed call',
      '30 agent.status ana Available',
      '30 ringing ana',
    ]);
  });

  it('closed: accepts nothing and sets nothing', async () => {
    const office = anOffice();
    const ana = office.hire('ana', {
      page: 'closed',
      afterMiss: { availableAfter: 1 },
      timeline: [
        { at: 25, do: 'clear-miss' },
        { at: 26, do: 'not-ready' },
      ],
    });
    office.ring(0);
    await office.to(60);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({
      status: 'Available',
      contacts: [{ state: 'MISSED' }],
    });
    expect(office.told('contact.ringing', 'contact.answered')).toEqual(['0 ringing ana']);
  });
});

describe('a run', () => {
  const lively = async (seed: number) => {
    const office = anOffice({ seed });
    for (let index = 0; index < 6; index++)
      office.hire(`a${index}`, {
        offers: [index % 2 === 0 ? { answerAfter: 3 } : 'miss'],
        wrapUpSeconds: () => 7,
        afterMiss: { availableAfter: 9 },
      });
    for (let index = 0; index < 30; index++)
      office.ring(index * 4, { patience: 40 + index, talk: 30 + (index % 5) * 10 });
    await office.to(600);
    return { facts: office.facts, agentEvents: office.agentEvents, contactEvents: office.contactEvents };
  };

  it('is the same for the same seed, down to ids and events', async () => {
    const first = await lively(7);
    expect(first.facts.length).toBeGreaterThan(150);
    expect(await lively(7)).toEqual(first);
  });

  it('has other ids for another seed, and the same events in the same order', async () => {
    const kinds = (run: Awaited<ReturnType<typeof lively>>) => run.facts.map(({ t, type }) => `${t} ${type}`);
    const [first, second] = [await lively(7), await lively(8)];
    expect(second.facts).not.toEqual(first.facts);
    expect(kinds(second)).toEqual(kinds(first));
  });
});

describe('agents of a scenario', () => {
  it('call out while they are Available alone, though Connect lets them in any status but Offline', async () => {
    const office = anOffice();
    const callOut = { callOut: 'answered', talkSeconds: () => 5 } as const;
    const ana = office.hire('ana', {
      timeline: [{ at: 1, do: 'not-ready' }, ...[2, 20].map((at) => ({ at, do: callOut }))],
    });
    office.at(10, () => ana.act('available'));
    await office.to(60);
    expect(office.told('agent.status')).toEqual([
      ...['0 agent.status ana Available', '1 agent.status ana Break', '10 agent.status ana Available'],
      ...['20 agent.status ana Busy', '35 agent.status ana AfterCallWork', '35 agent.status ana Available'],
    ]);
  });
});
