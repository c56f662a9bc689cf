import { aFlow, agentsStep, anAction, anyoneStep, aProfile, aWorld, holdStep, queueArn } from './connect-fixture';

describe('native routing', () => {
  it('offers the call to the agent available longest, and on a tie to the lower username', async () => {
    const world = aWorld();
    world.agent('cem', -50);
    world.agent('bea', -100);
    world.agent('ana', -100);
    await world.call(5);
    await world.to(6);
    expect(world.told('contact.ringing')).toEqual(['5 ringing ana']);
  });

  it('serves two callers in the order they came, each by another agent', async () => {
    const world = aWorld();
    world.agent('ana', -10);
    world.agent('bea', -20);
    const first = await world.call(1, '+491');
    const second = await world.call(1, '+492');
    await world.to(2);
    const rings = world.facts.flatMap((fact) =>
      fact.type === 'contact.ringing' ? [[fact.contactId, world.username(fact.userId)]] : [],
    );
    expect(rings).toEqual([
      [first, 'bea'],
      [second, 'ana'],
    ]);
  });

  it('rings 20 s, then it is a miss that blocks the agent until it is cleared; the next agent rings at once', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -100);
    world.agent('bea', -50);
    const contact = await world.call(0);
    await world.to(25);
    expect(world.told('contact.ringing', 'contact.missed')).toEqual([
      '0 ringing ana',
      '20 missed ana',
      '20 ringing bea',
    ]);
    expect(world.connect.agents.view(ana)).toMatchObject({ status: 'Available', shown: 'Missed call' });
    await world.to(45);
    expect(world.told('contact.ringing')).toHaveLength(2);
    world.at(50, () => world.connect.agents.clear(ana, contact));
    await world.to(51);
    expect(world.told('contact.ringing').at(-1)).toBe('50 ringing ana');
  });

  it('lets a decline ring the next agent at once', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -100);
    world.agent('bea', -50);
    const contact = await world.call(0);
    world.at(3, () => world.connect.agents.reject(ana, contact));
    await world.to(4);
    expect(world.told('contact.ringing', 'contact.declined')).toEqual([
      '0 ringing ana',
      '3 declined ana',
      '3 ringing bea',
    ]);
  });

  it('keeps the place of an agent whose caller gave up, and loses it after a call', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -100);
    const bea = world.agent('bea', -50);
    const first = await world.call(0);
    world.at(2, () => world.connect.callers.hangUp(first));
    world.at(3, () => world.connect.agents.clear(ana, first));
    const second = await world.call(4);
    world.at(6, () => world.connect.agents.accept(ana, second));
    world.at(10, () => world.connect.callers.hangUp(second));
    world.at(12, () => world.connect.agents.clear(ana, second));
    const third = await world.call(20);
    await world.to(21);
    expect(world.told('contact.ringing')).toEqual(['0 ringing ana', '4 ringing ana', '20 ringing bea']);
    expect(world.facts.filter(({ type }) => type === 'contact.abandoned')).toEqual([
      { t: 2, type: 'contact.abandoned', contactId: first, userId: ana, waitSeconds: 2 },
    ]);
    expect(world.connect.agents.view(bea).contacts).toEqual([{ contactId: third, state: 'CONNECTING' }]);
  });

  it('minds the priority and the delay of a queue in the profile', async () => {
    const entry = aFlow([
      anAction(
        'who',
        'Compare',
        { ComparisonValue: '$.CustomerEndpoint.Address' },
        {
          NextAction: 'sales',
          Conditions: [{ NextAction: 'support', Condition: { Operator: 'Equals', Operands: ['+49support'] } }],
          Errors: [{ NextAction: 'sales', ErrorType: 'NoMatchingCondition' }],
        },
      ),
      anAction('sales', 'UpdateContactTargetQueue', { QueueId: queueArn('sales') }, { NextAction: 'queue' }),
      anAction('support', 'UpdateContactTargetQueue', { QueueId: queueArn('support') }, { NextAction: 'queue' }),
      anAction('queue', 'TransferContactToQueue', {}, { NextAction: 'bye' }),
      anAction('bye', 'DisconnectParticipant'),
    ]);
    const world = aWorld({
      entry,
      setup: {
        routingProfiles: [
          aProfile('both', [
            ['sales', 2, 5],
            ['support', 1, 0],
          ]),
        ],
      },
    });
    await world.call(0, '+49sales');
    await world.call(10, '+49support');
    world.at(20, () => world.agent('ana'));
    await world.to(21);
    const support = world.facts.find((fact) => fact.type === 'contact.queued' && fact.queueArn === queueArn('support'));
    const ring = world.facts.find(({ type }) => type === 'contact.ringing');
    expect(ring).toMatchObject({ contactId: support && 'contactId' in support ? support.contactId : '' });

    const delayed = aWorld({ entry, setup: { routingProfiles: [aProfile('both', [['sales', 1, 5]])] } });
    delayed.agent('ana', -10);
    await delayed.call(0, '+49sales');
    await delayed.to(10);
    expect(delayed.told('contact.ringing')).toEqual(['5 ringing ana']);
  });

  it('routes nobody with a next status, not Available, on a call or in after-call work', async () => {
    const world = aWorld();
    const ana = world.agent('ana', -100);
    const first = await world.call(0);
    world.at(1, () => world.connect.agents.accept(ana, first));
    await world.call(2);
    world.at(10, () => world.connect.callers.hangUp(first));
    await world.to(15);
    expect(world.connect.agents.view(ana).shown).toBe('AfterCallWork');
    expect(world.told('contact.ringing')).toEqual(['0 ringing ana']);
    world.at(16, () => world.connect.agents.clear(ana, first));
    await world.to(17);
    expect(world.told('contact.ringing')).toEqual(['0 ringing ana', '16 ringing ana']);
  });

  it('counts what TIME_SINCE_LAST_INBOUND leaves out: a task', async () => {
    const run = async (availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' | 'TIME_SINCE_LAST_INBOUND') => {
      const profile = aProfile('both', [['sales', 1, 0]], {
        availabilityTimer,
        concurrency: [
          { channel: 'VOICE', slots: 1 },
          { channel: 'TASK', slots: 1 },
        ],
        queues: [
          { queueId: 'sales', channel: 'VOICE', priority: 1, delaySeconds: 0 },
          { queueId: 'sales', channel: 'TASK', priority: 1, delaySeconds: 0 },
        ],
      });
      const world = aWorld({ setup: { routingProfiles: [profile] } });
      const ana = world.agent('ana', -100);
      world.agent('bea', -50);
      world.at(1, () => world.api('StartTaskContact', { Name: 'callback', ContactFlowId: 'inbound' }));
      await world.to(2);
      const task = world.facts.find((fact) => fact.type === 'task.offered');
      const taskId = task?.type === 'task.offered' ? task.contactId : '';
      world.at(3, () => world.connect.agents.accept(ana, taskId));
      world.at(4, () => world.connect.agents.hangUp(ana, taskId));
      world.at(5, () => world.connect.agents.clear(ana, taskId));
      await world.call(10);
      await world.to(11);
      return world.told('contact.ringing');
    };
    expect(await run('TIME_SINCE_LAST_ACTIVITY')).toEqual(['10 ringing bea']);
    expect(await run('TIME_SINCE_LAST_INBOUND')).toEqual(['10 ringing ana']);
  });
});

describe('routing criteria', () => {
  const write = (world: ReturnType<typeof aWorld>, contactId: string, Steps: unknown[]) =>
    world.api('UpdateContactRoutingData', { ContactId: contactId, RoutingCriteria: { Steps } });

  it('holds for named agents even while they are offline, then for the next step, then for anyone', async () => {
    const world = aWorld();
    const ana = world.connect.agents.add({ username: 'ana', routingProfileId: 'both' });
    const contact = await world.call(0);
    await write(world, contact, [agentsStep([ana], 10), holdStep(20)]);
    world.agent('bea', -5);
    await world.to(40);
    expect(world.told('contact.ringing')).toEqual([`30 ringing bea`]);
  });

  it('HOLD rings nobody and ANYONE everybody', async () => {
    const world = aWorld();
    const contact = await world.call(0);
    await write(world, contact, [holdStep(7), anyoneStep()]);
    world.agent('ana', -5, { proficiencies: [{ name: 'language', value: 'de', level: 3 }] });
    await world.to(40);
    expect(world.told('contact.ringing').slice(0, 1)).toEqual(['7 ringing ana']);
  });

  it('asks for proficiencies, alone, joined and in the alternative', async () => {
    const language = (Value: string, ProficiencyLevel: number) => ({
      AttributeCondition: { Name: 'language', Value, ProficiencyLevel, ComparisonOperator: 'NumberGreaterOrEqualTo' },
    });
    const rung = async (Expression: unknown) => {
      const world = aWorld();
      const contact = await world.call(0);
      await write(world, contact, [{ Expression }]);
      world.agent('none', -300);
      world.agent('german', -200, { proficiencies: [{ name: 'language', value: 'de', level: 3 }] });
      world.agent('both', -100, {
        proficiencies: [
          { name: 'language', value: 'de', level: 5 },
          { name: 'language', value: 'fr', level: 2 },
        ],
      });
      await world.to(1);
      return world.told('contact.ringing');
    };
    expect(await rung(language('de', 3))).toEqual(['0 ringing german']);
    expect(await rung(language('de', 4))).toEqual(['0 ringing both']);
    expect(await rung({ AndExpression: [language('de', 1), language('fr', 1)] })).toEqual(['0 ringing both']);
    expect(await rung({ OrExpression: [language('fr', 5), language('de', 1)] })).toEqual(['0 ringing german']);
    expect(
      await rung({
        AttributeCondition: {
          Name: 'language',
          Value: 'de',
          ComparisonOperator: 'Range',
          Range: { MinProficiencyLevel: 4, MaxProficiencyLevel: 5 },
        },
      }),
    ).toEqual(['0 ringing both']);
  });

  it('bites on a queued contact after the delay of the switch, and says so', async () => {
    const world = aWorld({ switches: { criteriaDelaySeconds: 2 } });
    const ana = world.agent('ana', -10);
    const contact = await world.call(0);
    await world.to(1);
    world.at(1, () => world.connect.agents.reject(ana, contact));
    world.at(1, () => write(world, contact, [holdStep()]));
    world.at(2, () => world.connect.agents.clear(ana, contact));
    world.at(2.5, () => world.connect.agents.reject(ana, contact));
    world.at(4, () => world.connect.agents.clear(ana, contact));
    await world.to(10);
    expect(world.told('contact.ringing', 'criteria.in-force')).toEqual([
      '0 ringing ana',
      '2 ringing ana',
      '3 criteria.in-force',
    ]);
    expect(world.facts.find(({ type }) => type === 'criteria.in-force')).toMatchObject({ contactId: contact });
  });

  it('lets a ring finish when its step expires, or withdraws it, by the switch', async () => {
    const run = async (stepExpiryDuringRing: 'ring-finishes' | 'ring-withdrawn') => {
      const world = aWorld({ switches: { stepExpiryDuringRing } });
      const contact = await world.call(0);
      const ana = world.connect.agents.add({ username: 'ana', routingProfileId: 'both' });
      await write(world, contact, [agentsStep([ana], 15), holdStep()]);
      world.connect.agents.login(ana, 'Available');
      await world.to(40);
      const missed = world.facts.filter(({ type }) => type === 'contact.missed');
      return { missed, shown: world.connect.agents.view(ana).shown };
    };
    expect(await run('ring-finishes')).toMatchObject({ missed: [{ t: 20, withdrawn: false }], shown: 'Missed call' });
    // Nothing is left on the softphone, so nobody is parked, whatever the page.
    expect(await run('ring-withdrawn')).toMatchObject({ missed: [{ t: 15, withdrawn: true }], shown: 'Available' });
  });

  it('does not withdraw a ring whose criteria were replaced meanwhile', async () => {
    const world = aWorld({ switches: { stepExpiryDuringRing: 'ring-withdrawn' } });
    const ana = world.agent('ana', -10);
    const contact = await world.call(0);
    world.at(5, () => write(world, contact, [agentsStep([ana], 5), holdStep()]));
    await world.to(30);
    expect(world.facts.filter(({ type }) => type === 'contact.missed')).toMatchObject([{ t: 20, withdrawn: false }]);
  });

  it('makes a change of priority wait a minute on a queued contact', async () => {
    const world = aWorld();
    await world.call(0, '+491');
    const second = await world.call(1, '+492');
    await world.api('UpdateContactRoutingData', { ContactId: second, QueuePriority: 1 });
    world.at(30, () => world.agent('ana', 30));
    world.at(70, () => world.agent('bea', 70));
    await world.to(61);
    expect(world.facts.filter(({ type }) => type === 'contact.ringing')).not.toContainEqual(
      expect.objectContaining({ contactId: second }),
    );
    await world.to(71);
    expect(world.facts.filter(({ type }) => type === 'contact.ringing').at(-1)).toMatchObject({
      contactId: second,
      t: 70,
    });
  });

  it.each([
    ['no step', []],
    ['six steps', Array.from({ length: 6 }, () => holdStep(5))],
    ['a step before the last without an expiry', [holdStep(), holdStep()]],
    ['a duration as a string', [{ ...holdStep(), Expiry: { DurationInSeconds: '5' } }]],
    ['an expiry of 0', [holdStep(0)]],
    ['an empty list of agents', [agentsStep([])]],
    ['eleven agents', [agentsStep(Array.from({ length: 11 }, (_, index) => `u${index}`))]],
    ['NOT on agents', [{ Expression: { NotAttributeCondition: agentsStep(['a']).Expression.AttributeCondition } }]],
    [
      'an unknown predefined attribute',
      [
        {
          Expression: {
            AttributeCondition: {
              Name: 'x',
              Value: 'y',
              ProficiencyLevel: 1,
              ComparisonOperator: 'NumberGreaterOrEqualTo',
            },
          },
        },
      ],
    ],
    [
      'an unknown operator',
      [
        {
          Expression: {
            AttributeCondition: { Name: 'language', Value: 'de', ProficiencyLevel: 1, ComparisonOperator: 'Equals' },
          },
        },
      ],
    ],
    ['nine joined by and', [{ Expression: { AndExpression: Array.from({ length: 9 }, () => holdStep().Expression) } }]],
    ['four alternatives', [{ Expression: { OrExpression: Array.from({ length: 4 }, () => holdStep().Expression) } }]],
  ])('refuses %s', async (_, steps) => {
    const world = aWorld();
    const contact = await world.call(0);
    await expect(write(world, contact, steps)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      httpStatus: 400,
    });
  });
});
