import { agentsStep, aWorld, holdStep, instanceArn, queueArn, type World } from './connect-fixture';

interface Snapshot {
  readonly AgentStatus: { readonly Name: string };
  readonly NextAgentStatus: { readonly Name: string } | null;
  readonly Contacts: readonly { readonly State: string }[];
  readonly Configuration: {
    readonly RoutingProfile: { readonly Concurrency: readonly { readonly AvailableSlots: number }[] };
  };
}
const snapshots = (world: World) =>
  world.agentEvents.map(({ EventType, CurrentAgentSnapshot }) => {
    const { AgentStatus, NextAgentStatus, Contacts, Configuration } = CurrentAgentSnapshot as Snapshot;
    const [voice] = Configuration.RoutingProfile.Concurrency;
    return [
      EventType,
      AgentStatus.Name,
      NextAgentStatus?.Name ?? null,
      Contacts.map(({ State }) => State).join(),
      voice?.AvailableSlots,
    ];
  });

describe('the agent event stream', () => {
  it('has the shape Connect publishes', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -60, { proficiencies: [{ name: 'language', value: 'de', level: 4 }] });
    const contact = await world.call(5);
    await world.to(6);
    const [first, second] = world.agentEvents;
    expect(first).toEqual({
      Version: '2017-10-01',
      EventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      EventType: 'LOGIN',
      EventTimestamp: '2026-01-05T09:00:00.000Z',
      AgentARN: `${instanceArn}/agent/${ana}`,
      InstanceARN: instanceArn,
      AWSAccountId: '111122223333',
      CurrentAgentSnapshot: {
        AgentStatus: {
          ARN: expect.stringContaining('/agent-state/'),
          Name: 'Available',
          Type: 'ROUTABLE',
          StartTimestamp: '2026-01-05T08:59:00.000Z',
        },
        NextAgentStatus: null,
        Configuration: {
          Username: 'ana',
          FirstName: 'ana',
          LastName: 'Agent',
          AgentHierarchyGroups: null,
          Proficiencies: [{ Name: 'language', Value: 'de', ProficiencyLevel: 4 }],
          RoutingProfile: {
            ARN: `${instanceArn}/routing-profile/both`,
            Name: 'both',
            Concurrency: [{ Channel: 'VOICE', AvailableSlots: 1, MaximumSlots: 1 }],
            InboundQueues: [
              { ARN: queueArn('sales'), Name: 'sales', Channels: ['VOICE'] },
              { ARN: queueArn('support'), Name: 'support', Channels: ['VOICE'] },
            ],
            DefaultOutboundQueue: { ARN: queueArn('sales'), Name: 'sales', Channels: [] },
          },
        },
        Contacts: [],
      },
      PreviousAgentSnapshot: null,
    });
    expect(second).toMatchObject({
      EventType: 'STATE_CHANGE',
      EventTimestamp: '2026-01-05T09:00:05.000Z',
      CurrentAgentSnapshot: {
        Contacts: [
          {
            ContactId: contact,
            InitialContactId: null,
            Channel: 'VOICE',
            InitiationMethod: 'INBOUND',
            State: 'CONNECTING',
            StateStartTimestamp: '2026-01-05T09:00:05.000Z',
            ConnectedToAgentTimestamp: null,
            QueueTimestamp: '2026-01-05T09:00:05.000Z',
            Queue: { ARN: queueArn('sales'), Name: 'sales' },
          },
        ],
      },
      PreviousAgentSnapshot: first?.CurrentAgentSnapshot,
    });
  });

  it('tells a call from ring to the end of after-call work, and a miss until it is cleared', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const first = await world.call(0);
    world.at(2, () => world.connect.agents.accept(ana, first));
    world.at(3, () => world.connect.agents.setStatus(ana, 'Break'));
    world.at(4, () => world.connect.callers.hangUp(first));
    world.at(5, () => world.connect.agents.clear(ana, first));
    world.at(6, () => world.connect.agents.setStatus(ana, 'Available'));
    const second = await world.call(7);
    world.at(30, () => world.connect.agents.clear(ana, second));
    world.at(30, () => world.connect.agents.logout(ana));
    await world.to(40);
    expect(snapshots(world)).toEqual([
      ['LOGIN', 'Available', null, '', 1],
      ['STATE_CHANGE', 'Available', null, 'CONNECTING', 0],
      ['STATE_CHANGE', 'Available', null, 'CONNECTED', 0],
      ['STATE_CHANGE', 'Available', 'Break', 'CONNECTED', 0],
      ['STATE_CHANGE', 'Available', 'Break', 'ENDED', 0],
      ['STATE_CHANGE', 'Break', null, '', 1],
      ['STATE_CHANGE', 'Available', null, '', 1],
      ['STATE_CHANGE', 'Available', null, 'CONNECTING', 0],
      ['STATE_CHANGE', 'Available', null, 'MISSED', 0],
      ['STATE_CHANGE', 'Available', null, '', 1],
      ['LOGOUT', 'Offline', null, '', 1],
    ]);
    expect(world.told('agent.status')).toEqual([
      '0 agent.status ana Available',
      '2 agent.status ana Busy',
      '4 agent.status ana AfterCallWork',
      '5 agent.status ana Break',
      '6 agent.status ana Available',
      '27 agent.status ana Missed call',
      '30 agent.status ana Available',
      '30 agent.status ana Offline',
    ]);
  });

  it('stamps the events of one agent with the time they happened, in the order of the stream', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    world.at(1, () => {
      world.connect.agents.setStatus(ana, 'Break');
      world.connect.agents.setStatus(ana, 'Available');
    });
    await world.to(2);
    const events = world.agentEvents.slice(1);
    expect(events.map(({ EventTimestamp }) => EventTimestamp)).toEqual([
      '2026-01-05T09:00:01.000Z',
      '2026-01-05T09:00:01.000Z',
    ]);
    expect(events).toMatchObject([
      { CurrentAgentSnapshot: { AgentStatus: { Name: 'Break' } } },
      { CurrentAgentSnapshot: { AgentStatus: { Name: 'Available' } } },
    ]);
  });

  it('beats every 120 s without another event, and for an hour after a logout', async () => {
    const world = aWorld();
    const ana = world.agent('ana', 0);
    world.at(100, () => world.connect.agents.setStatus(ana, 'Break'));
    world.at(500, () => world.connect.agents.logout(ana));
    await world.to(10_000);
    const beats = world.agentEvents
      .filter(({ EventType }) => EventType === 'HEART_BEAT')
      .map(({ EventTimestamp }) => (Date.parse(String(EventTimestamp)) - Date.UTC(2026, 0, 5, 9)) / 1000);
    expect(beats.slice(0, 4)).toEqual([220, 340, 460, 620]);
    expect(beats.at(-1)).toBe(500 + 3600);
  });
});

describe('a logout', () => {
  it('ends what rings as a miss and what is connected as hung up', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -2);
    const bea = world.agent('bea', -1);
    await world.call(0);
    const second = await world.call(0);
    world.at(3, () => world.connect.agents.accept(bea, second));
    world.at(5, () => world.connect.agents.logout(ana));
    world.at(6, () => world.connect.agents.logout(bea));
    await world.to(7);
    expect(world.told('contact.missed', 'contact.ended')).toEqual(['5 missed ana', '6 ended bea']);
    expect(world.connect.agents.view(ana)).toMatchObject({ status: 'Offline', shown: 'Offline', contacts: [] });
    const { UserDataList } = await world.api('GetCurrentUserData', { Filters: { Queues: ['sales'] } });
    expect(UserDataList).toEqual([]);
  });
});

describe('contact events', () => {
  it('tell a call from arrival to completion', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    world.at(4, () => world.connect.agents.accept(ana, contact));
    world.at(9, () => world.connect.agents.hangUp(ana, contact));
    world.at(12, () => world.connect.agents.clear(ana, contact));
    await world.to(13);
    expect(world.contactEvents.map(({ eventType }) => eventType)).toEqual([
      'INITIATED',
      'CONNECTED_TO_SYSTEM',
      'QUEUED',
      'CONNECTED_TO_AGENT',
      'DISCONNECTED',
      'COMPLETED',
    ]);
    expect(world.contactEvents.at(-1)).toEqual({
      eventType: 'COMPLETED',
      contactId: contact,
      channel: 'VOICE',
      instanceArn,
      initiationMethod: 'INBOUND',
      initiationTimestamp: '2026-01-05T09:00:00.000Z',
      connectedToSystemTimestamp: '2026-01-05T09:00:00.000Z',
      queueInfo: { queueType: 'STANDARD', queueArn: queueArn('sales'), enqueueTimestamp: '2026-01-05T09:00:00.000Z' },
      agentInfo: {
        agentArn: `${instanceArn}/agent/${ana}`,
        connectedToAgentTimestamp: '2026-01-05T09:00:04.000Z',
        agentInitiatedHoldDuration: 0,
      },
      disconnectTimestamp: '2026-01-05T09:00:09.000Z',
      disconnectReason: 'AGENT_DISCONNECT',
      tags: {
        'aws:connect:instanceId': 'aaaaaaaa-0000-4000-8000-000000000001',
        'aws:connect:systemEndpoint': '+4930000001',
      },
    });
  });

  it('tell the life of a step', async () => {
    const world = aWorld();
    const contact = await world.call(0);
    await world.api('UpdateContactRoutingData', {
      ContactId: contact,
      RoutingCriteria: { Steps: [agentsStep(['u1'], 10), holdStep()] },
    });
    await world.to(11);
    const updates = world.contactEvents.filter(({ eventType }) => eventType === 'CONTACT_DATA_UPDATED');
    expect(updates).toMatchObject([
      {
        updatedProperties: ['RoutingCriteria.Step.Status'],
        routingCriteria: {
          index: 0,
          steps: [
            {
              status: 'ACTIVE',
              expiry: { durationInSeconds: 10, expiryTimestamp: '2026-01-05T09:00:10.000Z' },
              expression: {
                attributeCondition: {
                  comparisonOperator: 'Match',
                  matchCriteria: { agentsCriteria: { agentIds: ['u1'] } },
                },
              },
            },
            { status: 'INACTIVE' },
          ],
        },
      },
      { routingCriteria: { index: 1, steps: [{ status: 'EXPIRED' }, { status: 'ACTIVE' }] } },
    ]);
  });
});
