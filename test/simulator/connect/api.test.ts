import { aFlow, anAction, aProfile, aWorld, flowArn, instanceArn, queueArn, type World } from './connect-fixture';

const calls = async (world: World, times: number, operation: string, input: Record<string, unknown>) => {
  const results = await Promise.allSettled(Array.from({ length: times }, () => world.api(operation, input)));
  return results.filter(({ status }) => status === 'fulfilled').length;
};

describe('rate quotas', () => {
  it.each([
    ['UpdateContactRoutingData', 20, 20, (contact: string) => ({ ContactId: contact, QueuePriority: 5 })],
    ['DescribeContact', 10, 15, (contact: string) => ({ ContactId: contact })],
    ['GetContactAttributes', 10, 15, (contact: string) => ({ InitialContactId: contact })],
    ['UpdateContactAttributes', 10, 15, (contact: string) => ({ InitialContactId: contact, Attributes: {} })],
    ['PutUserStatus', 2, 5, (_: string, user: string) => ({ UserId: user, AgentStatusId: 'Break' })],
    ['GetCurrentUserData', 2, 5, () => ({ Filters: { Queues: ['sales'] } })],
    ['DescribeUser', 2, 5, (_: string, user: string) => ({ UserId: user })],
    [
      'SearchUsers',
      2,
      5,
      () => ({ SearchCriteria: { StringCondition: { FieldName: 'Username', Value: 'ana', ComparisonType: 'EXACT' } } }),
    ],
    ['StartTaskContact', 2, 5, () => ({ Name: 'x', ContactFlowId: 'inbound' })],
    ['AssociatePhoneNumberContactFlow', 2, 5, () => ({ PhoneNumberId: 'n1', ContactFlowId: 'inbound' })],
  ])('let %s through %i times a second, %i in a burst', async (operation, perSecond, burst, input) => {
    const world = aWorld();
    const ana = world.agent('ana');
    const contact = await world.call(0);
    await world.to(10);
    expect(await calls(world, burst + 3, operation, input(contact, ana))).toBe(burst);
    await world.to(11);
    expect(await calls(world, burst + 3, operation, input(contact, ana))).toBe(perSecond);
    await expect(world.api(operation, input(contact, ana))).rejects.toMatchObject({
      name: 'ThrottlingException',
      httpStatus: 429,
    });
  });

  it('let none of the 2-per-second APIs through while throttled, and all others', async () => {
    const world = aWorld();
    const contact = await world.call(0);
    world.connect.setThrottled(true);
    await expect(world.api('GetCurrentUserData', { Filters: { Queues: ['sales'] } })).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    await expect(world.api('DescribeContact', { ContactId: contact })).resolves.toBeDefined();
    world.connect.setThrottled(false);
    await expect(world.api('GetCurrentUserData', { Filters: { Queues: ['sales'] } })).resolves.toBeDefined();
  });
});

describe('refusals', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ['an unknown operation', 'TransferContact', {}, 'UnknownOperationException'],
    ['another instance', 'DescribeContact', { InstanceId: 'other', ContactId: 'c' }, 'ResourceNotFoundException'],
    ['a missing field', 'DescribeContact', {}, 'InvalidParameterException'],
    ['an unknown contact', 'DescribeContact', { ContactId: 'c' }, 'ResourceNotFoundException'],
    ['an unknown contact to stop', 'StopContact', { ContactId: 'c' }, 'ContactNotFoundException'],
    ['an unknown user', 'PutUserStatus', { UserId: 'u', AgentStatusId: 'Break' }, 'ResourceNotFoundException'],
    ['no filter', 'GetCurrentUserData', { Filters: {} }, 'InvalidParameterException'],
    [
      'two filters',
      'GetCurrentUserData',
      { Filters: { Queues: ['sales'], RoutingProfiles: ['both'] } },
      'InvalidParameterException',
    ],
    [
      '101 to a page',
      'GetCurrentUserData',
      { Filters: { Queues: ['sales'] }, MaxResults: 101 },
      'InvalidParameterException',
    ],
    ['an unknown queue', 'GetCurrentUserData', { Filters: { Queues: ['none'] } }, 'ResourceNotFoundException'],
    [
      'an unknown contact state',
      'GetCurrentUserData',
      { Filters: { Queues: ['sales'], ContactFilter: { ContactStates: ['RINGING'] } } },
      'InvalidParameterException',
    ],
    ['a task without a name', 'StartTaskContact', { ContactFlowId: 'inbound' }, 'InvalidParameterException'],
    ['a task on no flow', 'StartTaskContact', { Name: 'x', ContactFlowId: 'none' }, 'ResourceNotFoundException'],
    [
      'a task attribute that is no string',
      'StartTaskContact',
      { Name: 'x', ContactFlowId: 'inbound', Attributes: { a: 1 } },
      'InvalidParameterException',
    ],
    [
      'a task at another time',
      'StartTaskContact',
      { Name: 'x', ContactFlowId: 'inbound', ScheduledTime: 1 },
      'InvalidRequestException',
    ],
    [
      'a task reference of no type',
      'StartTaskContact',
      { Name: 'x', ContactFlowId: 'inbound', References: { page: 'https://example.com' } },
      'InvalidParameterException',
    ],
    [
      'an unknown number',
      'AssociatePhoneNumberContactFlow',
      { PhoneNumberId: 'n9', ContactFlowId: 'inbound' },
      'ResourceNotFoundException',
    ],
  ])('name the error: %s', async (_, operation, input, name) => {
    await expect(aWorld().api(operation, input)).rejects.toMatchObject({ name });
  });

  it('of routing data: priority and age together, nothing at all, a contact past routing', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    const update = (input: Record<string, unknown>) =>
      world.api('UpdateContactRoutingData', { ContactId: contact, ...input });
    await expect(update({ QueuePriority: 1, QueueTimeAdjustmentSeconds: 1 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(update({})).rejects.toMatchObject({ name: 'InvalidParameterException' });
    world.at(1, () => world.connect.agents.accept(ana, contact));
    await world.to(2);
    await expect(update({ QueuePriority: 1 })).rejects.toThrow('is connected; only one that waits can be routed');
  });
});

describe('contacts', () => {
  it('are described from arrival to end', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(3);
    const described = async () =>
      (await world.api('DescribeContact', { ContactId: contact })).Contact as Record<string, unknown>;
    expect(await described()).toMatchObject({
      Id: contact,
      Channel: 'VOICE',
      InitiationMethod: 'INBOUND',
      QueueInfo: { Id: 'sales', EnqueueTimestamp: new Date('2026-01-05T09:00:03Z') },
      CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+4915550001' },
    });
    expect(await described()).not.toHaveProperty('DisconnectTimestamp');
    expect(await described()).not.toHaveProperty('InitialContactId');
    world.at(5, () => world.connect.agents.accept(ana, contact));
    world.at(8, () => world.connect.callers.hangUp(contact));
    await world.to(9);
    expect(await described()).toMatchObject({
      AgentInfo: { Id: ana, ConnectedToAgentTimestamp: new Date('2026-01-05T09:00:05Z') },
      DisconnectTimestamp: new Date('2026-01-05T09:00:08Z'),
      DisconnectReason: 'CUSTOMER_DISCONNECT',
    });
  });

  it('keep attributes of 32 KB for the call', async () => {
    const world = aWorld();
    const contact = await world.call(0);
    await world.api('UpdateContactAttributes', { InitialContactId: contact, Attributes: { a: '1' } });
    await expect(
      world.api('UpdateContactAttributes', { InitialContactId: contact, Attributes: { b: 'x'.repeat(32_768) } }),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
    expect(await world.api('GetContactAttributes', { InitialContactId: contact })).toEqual({ Attributes: { a: '1' } });
  });

  it('can be stopped while they ring; the agent sees a rejected contact', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    await world.to(1);
    await world.api('StopContact', { ContactId: contact });
    expect(world.connect.agents.view(ana).contacts).toEqual([{ contactId: contact, state: 'REJECTED' }]);
    await expect(world.api('StopContact', { ContactId: contact })).rejects.toMatchObject({
      name: 'ContactNotFoundException',
    });
  });

  it('are refused above the quota of concurrent calls, which a call that has ended leaves', async () => {
    const world = aWorld({ concurrentCalls: 1 });
    const first = await world.call(0);
    await world.call(1);
    world.at(2, () => world.connect.callers.hangUp(first));
    await world.call(3);
    expect(world.told('contact.arrived', 'contact.refused')).toEqual([
      '0 arrived',
      '1 arrived',
      '1 refused concurrent-calls',
      '3 arrived',
    ]);
  });

  it('follow the flow a number is associated with', async () => {
    const world = aWorld({
      flows: { other: { type: 'CONTACT_FLOW', content: aFlow([anAction('bye', 'DisconnectParticipant')]) } },
    });
    await world.api('AssociatePhoneNumberContactFlow', {
      PhoneNumberId: `${instanceArn}/phone-number/n1`,
      ContactFlowId: flowArn('other'),
    });
    await world.call(0);
    expect(world.told('contact.queued', 'contact.refused')).toEqual(['0 refused flow-ended']);
    await expect(world.connect.callers.dial('+1', '+2')).rejects.toThrow(
      '+1 cannot be dialled: the instance has no such number',
    );
  });
});

describe('agents over the API', () => {
  const missed = async (statusOnMiss: 'now' | 'next') => {
    const world = aWorld({ switches: { statusOnMiss } });
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    await world.to(21);
    await world.api('PutUserStatus', { UserId: ana, AgentStatusId: `${instanceArn}/agent-state/Missed call` });
    return { world, ana, contact };
  };

  it('are parked at once after a miss, or once the miss is dismissed, by the switch', async () => {
    const now = await missed('now');
    expect(now.world.connect.agents.view(now.ana)).toMatchObject({ status: 'Missed call', nextStatus: null });
    const next = await missed('next');
    expect(next.world.connect.agents.view(next.ana)).toMatchObject({
      status: 'Available',
      nextStatus: 'Missed call',
      shown: 'Missed call',
    });
    for (const { world, ana, contact } of [now, next]) {
      await world.api('DismissUserContact', { UserId: ana, ContactId: contact });
      await world.to(60);
      expect(world.connect.agents.view(ana)).toEqual({
        status: 'Missed call',
        shown: 'Missed call',
        nextStatus: null,
        contacts: [],
      });
      expect(world.told('contact.ringing')).toHaveLength(1);
    }
  });

  it('get a next status on a call, which Available takes back', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    world.at(1, () => world.connect.agents.accept(ana, contact));
    await world.to(2);
    await world.api('PutUserStatus', { UserId: ana, AgentStatusId: 'Break' });
    expect(world.connect.agents.view(ana)).toMatchObject({ shown: 'Busy', nextStatus: 'Break' });
    world.connect.agents.setStatus(ana, 'Available');
    expect(world.connect.agents.view(ana).nextStatus).toBeNull();
    world.connect.agents.setStatus(ana, 'Break');
    world.at(3, () => world.connect.callers.hangUp(contact));
    world.at(5, () => world.connect.agents.clear(ana, contact));
    await world.to(6);
    expect(world.told('agent.status')).toEqual([
      '0 agent.status ana Available',
      '1 agent.status ana Busy',
      '3 agent.status ana AfterCallWork',
      '5 agent.status ana Break',
    ]);
  });

  it('end after-call work by any status', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    world.at(1, () => world.connect.agents.accept(ana, contact));
    world.at(2, () => world.connect.callers.hangUp(contact));
    world.at(3, () => world.connect.agents.setStatus(ana, 'Available'));
    await world.to(4);
    expect(world.connect.agents.view(ana)).toEqual({
      status: 'Available',
      shown: 'Available',
      nextStatus: null,
      contacts: [],
    });
  });

  it('cannot be dismissed from a call that rings', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -1);
    const contact = await world.call(0);
    await world.to(1);
    await expect(world.api('DismissUserContact', { UserId: ana, ContactId: contact })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await expect(world.api('DismissUserContact', { UserId: ana, ContactId: 'none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('are listed a page at a time, those logged in only', async () => {
    const world = aWorld({
      setup: { routingProfiles: [aProfile('both', [['sales', 1, 0]]), aProfile('other', [['support', 1, 0]])] },
    });
    for (let index = 1; index <= 5; index++) world.agent(`a${index}`, -index);
    world.agent('far', -1, { profile: 'other' });
    world.connect.agents.add({ username: 'absent', routingProfileId: 'both' });
    const page = (NextToken?: string) =>
      world.api('GetCurrentUserData', {
        Filters: { Queues: [queueArn('sales')] },
        MaxResults: 3,
        ...(NextToken && { NextToken }),
      });
    const first = await page();
    expect(first).toMatchObject({ ApproximateTotalCount: 5, NextToken: '3', UserDataList: [{}, {}, {}] });
    const second = await page('3');
    expect(second.UserDataList).toHaveLength(2);
    expect(second).not.toHaveProperty('NextToken');
    expect(first.UserDataList).toMatchObject([
      {
        Status: { StatusName: 'Available', StatusStartTimestamp: new Date('2026-01-05T08:59:59Z') },
        AvailableSlotsByChannel: { VOICE: 1 },
        MaxSlotsByChannel: { VOICE: 1 },
        ActiveSlotsByChannel: { VOICE: 0 },
        Contacts: [],
      },
      {},
      {},
    ]);
  });

  it('are found by the state of a contact', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -2);
    world.agent('bea', -1);
    const contact = await world.call(0);
    await world.to(21);
    const { UserDataList } = await world.api('GetCurrentUserData', {
      Filters: { Queues: ['sales'], ContactFilter: { ContactStates: ['MISSED'] } },
    });
    expect(UserDataList).toMatchObject([
      { User: { Id: ana }, Contacts: [{ ContactId: contact, AgentContactState: 'MISSED', Queue: { Id: 'sales' } }] },
    ]);
  });
});

describe('tasks', () => {
  it('run their flow once, whatever the client token is repeated, and say where they went', async () => {
    const world = aWorld({
      flows: {
        task: {
          type: 'CONTACT_FLOW',
          content: aFlow([
            anAction(
              'target',
              'UpdateContactTargetQueue',
              { QueueId: '$.Attributes.queue' },
              { NextAction: 'queue', Errors: [{ NextAction: 'bye', ErrorType: 'NoMatchingError' }] },
            ),
            anAction('queue', 'TransferContactToQueue', {}, { NextAction: 'bye' }),
            anAction('bye', 'DisconnectParticipant'),
          ]),
        },
      },
    });
    const input = {
      Name: 'Callback',
      ContactFlowId: flowArn('task'),
      ClientToken: 't1',
      Attributes: { queue: queueArn('support') },
    };
    world.at(1, async () => {
      const first = await world.api('StartTaskContact', input);
      expect(await world.api('StartTaskContact', input)).toEqual(first);
      await world.api('StartTaskContact', { Name: 'Lost', ContactFlowId: 'task', Attributes: { queue: 'nowhere' } });
    });
    await world.to(2);
    expect(world.facts).toMatchObject([
      { type: 'task.created', queueArn: queueArn('support'), attributes: { queue: queueArn('support') } },
      { type: 'task.created', queueArn: null },
    ]);
    expect(world.contactEvents.map(({ channel }) => channel)).not.toContain('VOICE');
  });
});
