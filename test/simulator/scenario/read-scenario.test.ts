import { RefusedError, sentences } from '../../../documents/told';
import { readScenario } from '../../../simulator/scenario/read-scenario';

const group = { name: 'sales', queues: ['sales-inbound'] };
const agent = { username: 'ana', group: 'sales', kind: 'blended' };
const call = { id: 'c1', at: 5, queue: 'sales-inbound' };
const smallest = { name: 'small', durationSeconds: 60, groups: [group] };

const read = (scenario: object) => readScenario('s.json', JSON.stringify(scenario));
const scenarioOf = (scenario: object) => {
  const answer = read(scenario);
  if (!answer.ok) throw new RefusedError(answer.problems);
  return answer.scenario;
};
const problemsOf = (scenario: object): readonly string[] => {
  const answer = read(scenario);
  return answer.ok ? [] : sentences(answer.problems);
};

describe('a scenario that is right', () => {
  test('gets every default of the contract', () => {
    const scenario = scenarioOf({ ...smallest, agents: [agent], calls: [call] });
    expect(scenario).toMatchObject({
      seed: 1,
      startMs: Date.UTC(2026, 0, 5, 9),
      latency: 'none',
      platform: {
        stepExpiryDuringRing: 'ring-finishes',
        criteriaDelaySeconds: 0,
        queueHookOnDequeue: 'inherited',
        statusOnMiss: 'now',
        dynamicCriteria: 'taken',
        dynamicAgents: 'taken',
      },
      quotas: { concurrentCalls: null, reservedInboundCalls: 0 },
      faults: [],
    });
    expect(scenario.agents[0]).toMatchObject({
      side: 'inbound',
      availableAt: 0,
      page: 'ours',
      offers: [{ do: 'answer', afterSeconds: 2 }],
      availableAfterMiss: null,
      previews: [{ do: 'accept', afterSeconds: 5 }],
      queues: ['sales-inbound'],
      wrapUp: { distribution: { kind: 'fixed', seconds: 0 } },
    });
    expect(scenario.calls[0]).toMatchObject({
      patience: null,
      talk: { path: '$.calls[0].talkSeconds', distribution: { kind: 'fixed', seconds: 180 } },
      voicemail: { distribution: { kind: 'fixed', seconds: 10 } },
    });
  });

  test('may have empty lists for everything that comes later', () => {
    const scenario = {
      ...smallest,
      groups: [{ ...group, campaigns: [] }],
      agents: [{ ...agent, previews: [], offers: [], timeline: [] }],
      campaigns: [],
      manualMoves: [],
      people: [],
      arrivals: [],
      faults: [],
    };
    expect(problemsOf(scenario)).toEqual([]);
  });

  test('names people without padding, after the agents', () => {
    const people = [{ count: 11, prefix: 'a', template: { group: 'sales', kind: 'inbound', wrapUpSeconds: 3 } }];
    const names = scenarioOf({ ...smallest, agents: [agent], people }).agents.map(({ username }) => username);
    expect(names).toEqual(['ana', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'a10', 'a11']);
  });

  test('holds thresholds as Parameter Store does, outbound names included', () => {
    const thresholds = { 'offer/enabled': false, 'offer/seconds': 40, 'campaigns/acquire-at-calls': '5' };
    expect(scenarioOf({ ...smallest, groups: [{ ...group, thresholds }] }).groups[0]?.thresholds).toEqual({
      'offer/enabled': 'false',
      'offer/seconds': '40',
      'campaigns/acquire-at-calls': '5',
    });
  });

  test('may change a threshold to nonsense, and brings changes into order of time', () => {
    const thresholdChanges = [
      { at: 20, group: 'sales', set: { 'offer/seconds': 'soon' } },
      { at: 10, group: 'sales', set: { 'offer/seconds': 5 } },
    ];
    expect(scenarioOf({ ...smallest, thresholdChanges }).thresholdChanges.map(({ at }) => at)).toEqual([10, 20]);
  });

  test('reads every form of behaviour, distribution and timeline', () => {
    const scenario = scenarioOf({
      ...smallest,
      agents: [
        {
          ...agent,
          availableAt: null,
          offers: ['miss', { declineAfter: 0 }, { answerAfter: 19.9 }],
          afterMiss: { availableAfter: 60 },
          wrapUpSeconds: { gamma: { shape: 2, scale: 3 } },
          timeline: [
            { at: 9, do: 'offline' },
            { on: 'offer.missed', after: 0.1, do: 'close-page' },
            { at: 40, do: 'call-out', talkSeconds: 30, outcome: 'hung-up' },
            { on: 'callout.ended', do: 'call-out' },
            { at: 50, do: 'task', talkSeconds: { exponential: 60 } },
          ],
        },
      ],
      calls: [{ ...call, talkSeconds: { uniform: [1, 2] }, patienceSeconds: { exponential: 120 } }],
    });
    expect(scenario.agents[0]).toMatchObject({
      availableAt: null,
      offers: [{ do: 'miss' }, { do: 'decline', afterSeconds: 0 }, { do: 'answer', afterSeconds: 19.9 }],
      availableAfterMiss: 60,
      timeline: [
        { at: 9, do: 'offline' },
        { on: 'offer.missed', afterSeconds: 0.1, do: 'close-page' },
        { at: 40, do: 'call-out', outcome: 'hung-up', talk: { distribution: { kind: 'fixed', seconds: 30 } } },
        { on: 'callout.ended', do: 'call-out', outcome: 'answered', talk: { distribution: { seconds: 180 } } },
        { at: 50, do: 'task', talk: { path: '$.agents[0].timeline[4].talkSeconds' } },
      ],
    });
    expect(scenario.calls[0]?.patience).toEqual({
      path: '$.calls[0].patienceSeconds',
      distribution: { kind: 'exponential', mean: 120 },
    });
  });

  test('gives a campaign every default of the contract, and its group', () => {
    const scenario = scenarioOf({
      ...smallest,
      groups: [{ ...group, campaigns: ['renewals'] }],
      campaigns: [{ name: 'renewals', contacts: 50, pacing: { mode: 'progressive' } }],
    });
    const fixed = (field: string, seconds: number) => ({
      path: `$.campaigns[0].${field}`,
      distribution: { kind: 'fixed', seconds },
    });
    expect(scenario.campaigns).toEqual([
      {
        name: 'renewals',
        group: 'sales',
        priority: 1,
        startAt: 0,
        contacts: 50,
        pacing: { mode: 'progressive', linesPerAgent: 1, maxAbandonRate: 0.03 },
        answerProbability: 1,
        ring: fixed('ringSeconds', 10),
        talk: fixed('talkSeconds', 180),
        wrapUp: fixed('wrapUpSeconds', 0),
        attempts: 1,
        retrySeconds: 600,
        requires: 'none',
        freshTether: false,
      },
    ]);
  });

  test('starts every agent on the side of their kind, blended ones where it says', () => {
    const agents = [
      { username: 'ana', group: 'sales', kind: 'blended', side: 'outbound' },
      { username: 'ben', group: 'sales', kind: 'blended', side: 'inbound' },
      { username: 'cleo', group: 'sales', kind: 'outbound' },
      { username: 'dan', group: 'sales', kind: 'inbound' },
    ];
    expect(scenarioOf({ ...smallest, agents }).agents.map(({ side }) => side)).toEqual([
      'outbound',
      'inbound',
      'outbound',
      'inbound',
    ]);
  });

  test('brings manual moves into order of time and may wait for what happens on the outbound side', () => {
    const people = [{ count: 2, prefix: 'a', template: { group: 'sales', kind: 'blended' } }];
    const scenario = scenarioOf({
      ...smallest,
      people,
      agents: [{ ...agent, timeline: [{ on: 'move.decided', after: 0.1, do: 'not-ready' }] }],
      manualMoves: [
        { at: 20, agent: 'ana', to: 'inbound' },
        { at: 10, agent: 'a2', to: 'outbound' },
      ],
      faults: [{ kind: 'tether-drop', agent: 'a1', at: 5 }],
    });
    expect(scenario.manualMoves.map(({ agent }) => agent)).toEqual(['a2', 'ana']);
    expect(scenario.faults).toMatchObject([{ kind: 'tether-drop', agent: 'a1', at: 5, until: 60 }]);
  });

  test('gives a fault its window and the path of its random streams', () => {
    const faults = [
      { kind: 'duplicate-events', probability: 0.5 },
      { kind: 'connect-throttle', at: 10, forSeconds: 5 },
    ];
    expect(scenarioOf({ ...smallest, faults }).faults).toMatchObject([
      { at: 0, until: 60, path: '$.faults[0]' },
      { at: 10, until: 15, path: '$.faults[1]' },
    ]);
  });
});

describe('one mistake, one line', () => {
  const withAgent = (more: object) => ({ ...smallest, agents: [{ ...agent, ...more }] });
  const withFault = (fault: unknown) => ({ ...smallest, faults: [fault] });
  const withGroup = (more: object) => ({ ...smallest, groups: [{ ...group, ...more }] });

  test.each<[string, object, string]>([
    ['missing field', { ...smallest, durationSeconds: undefined }, '$.durationSeconds: is missing; give a number'],
    ['bad name', { ...smallest, name: 'Small' }, '$.name: is "Small"; it must be a name of 1 to 32'],
    ['unknown field', { ...smallest, agnets: [] }, '$: unknown field "agnets"; did you mean "agents"?'],
    ['unknown field inside', withAgent({ offer: [] }), '$.agents[0]: unknown field "offer"; did you mean "offers"?'],
    ['no group', { ...smallest, groups: [] }, '$.groups: is []; a scenario needs at least one group'],
    ['group without queue', withGroup({ queues: [] }), '$.groups[0].queues: is []; a group serves at least one queue'],
    ['start not UTC', { ...smallest, start: '2026-01-05T09:00:00+01:00' }, '$.start: is "2026-01-05T09:00:00+01:00"'],
    [
      'offer form',
      withAgent({ offers: ['miss', { answer: 3 }] }),
      '$.agents[0].offers[1]: is {"answer":3}; it must be',
    ],
    [
      'ring too long',
      withAgent({ offers: [{ answerAfter: 20 }] }),
      '$.agents[0].offers[0].answerAfter: is 20; it must',
    ],
    ['decline too late', withAgent({ offers: [{ declineAfter: 25 }] }), '$.agents[0].offers[0].declineAfter: is 25'],
    ['side of kind inbound', withAgent({ kind: 'inbound', side: 'inbound' }), '$.agents[0].side: is "inbound" on an'],
    [
      'offline too early',
      withAgent({ availableAt: 9, timeline: [{ at: 3, do: 'offline' }] }),
      '$.agents[0].timeline[0]: goes',
    ],
    [
      'timeline without when',
      withAgent({ timeline: [{ do: 'available' }] }),
      '$.agents[0].timeline[0]: a timeline entry',
    ],
    [
      'after beside at',
      withAgent({ timeline: [{ at: 1, after: 2, do: 'available' }] }),
      '$.agents[0].timeline[0]: "after"',
    ],
    [
      'skills as a list',
      withAgent({ proficiencies: ['Spanish'] }),
      '$.agents[0].proficiencies: is ["Spanish"]; it must be an object of values and levels by name',
    ],
    [
      'skills without values',
      withAgent({ proficiencies: { Language: 4 } }),
      '$.agents[0].proficiencies.Language: is 4; it must be an object of levels by value',
    ],
    [
      'a level of 6',
      withAgent({ proficiencies: { Language: { Spanish: 6 } } }),
      '$.agents[0].proficiencies.Language.Spanish: is 6; it must be a level from 1 to 5',
    ],
    [
      'a skill whose name cannot be asked for',
      withAgent({ proficiencies: { 'A=B': { Spanish: 3 } } }),
      '$.agents[0].proficiencies["A=B"]: the name is "A=B"; it must be a name of 1 to 64 characters without =',
    ],
    [
      'requires that cannot be read',
      { ...smallest, calls: [{ ...call, requires: 'Spanish' }] },
      '$.calls[0].requires: required proficiency "Spanish" cannot be read; write Name=Value>=Level',
    ],
    [
      'requires of a group that is no text',
      { ...smallest, groups: [{ ...group, requires: 3 }] },
      '$.groups[0].requires: is 3; it must be text such as',
    ],
    [
      'the priority of a queue of another group',
      { ...smallest, groups: [{ ...group, queuePriorities: { support: 1 } }] },
      '$.groups[0].queuePriorities.support: "support" is not a queue of this group',
    ],
    [
      'priority 0',
      { ...smallest, groups: [{ ...group, queuePriorities: { 'sales-inbound': 0 } }] },
      '$.groups[0].queuePriorities["sales-inbound"]: is 0; it must be a whole number from 1 (served first) to 49',
    ],
    [
      'talk time of an act that has none',
      withAgent({ timeline: [{ at: 1, talkSeconds: 2, do: 'available' }] }),
      '$.agents[0].timeline[0]: "talkSeconds" is for "call-out" and "task"',
    ],
    [
      'outcome of a task',
      withAgent({ timeline: [{ at: 1, outcome: 'answered', do: 'task' }] }),
      '$.agents[0].timeline[0]: "outcome" is for "call-out"',
    ],
    [
      'unknown outcome',
      withAgent({ timeline: [{ at: 1, outcome: 'busy', do: 'call-out' }] }),
      '$.agents[0].timeline[0].outcome: is "busy"; it must be "answered" or "no-answer" or "hung-up"',
    ],
    [
      'unknown group',
      withAgent({ group: 'sale' }),
      '$.agents[0].group: "sale" is not a group of this scenario; did you mean',
    ],
    ['unknown queue', { ...smallest, calls: [{ ...call, queue: 'x' }] }, '$.calls[0].queue: "x" is not a queue'],
    ['name used twice', { ...smallest, calls: [call, call] }, '$.calls[1].id: is "c1"; it must be a name of its own'],
    [
      'people who exist already',
      {
        ...withAgent({ username: 'a2' }),
        people: [{ count: 3, prefix: 'a', template: { group: 'sales', kind: 'inbound' } }],
      },
      '$.people[0]: makes agents that exist already (a2)',
    ],
    [
      'people with too long names',
      { ...smallest, people: [{ count: 10, prefix: 'a'.repeat(31), template: { group: 'sales', kind: 'inbound' } }] },
      '$.people[0].prefix: is "aaa',
    ],
    [
      'queue of two groups',
      { ...smallest, groups: [group, { ...group, name: 'other' }] },
      '$.groups[1].queues[0]: queue "sales-inbound" already belongs to groups[0]',
    ],
    ['closed backwards', withGroup({ closed: [[9, 3]] }), '$.groups[0].closed[0]: is [9,3]; it must be two numbers'],
    [
      'unknown threshold',
      withGroup({ thresholds: { 'offer/second': 30 } }),
      '$.groups[0].thresholds["offer/second"]: "offer/second" is not a threshold; did you mean "offer/seconds"?',
    ],
    [
      'threshold outside its range',
      withGroup({ thresholds: { 'offer/seconds': 500 } }),
      '$.groups[0].thresholds["offer/seconds"]: offer/seconds is "500"; it must be a whole number from 22 to 120',
    ],
    [
      'threshold against another',
      withGroup({ thresholds: { 'queue/max-wait-seconds': 30, 'offer/seconds': 60 } }),
      '$.groups[0].thresholds["queue/max-wait-seconds"]: queue/max-wait-seconds is 30, less than offer/seconds (60)',
    ],
    [
      'unknown threshold in a change',
      { ...smallest, thresholdChanges: [{ at: 1, group: 'sales', set: { 'offer/x': 1 } }] },
      '$.thresholdChanges[0].set["offer/x"]: "offer/x" is not a threshold',
    ],
    [
      'arrivals backwards',
      { ...smallest, arrivals: [{ queue: 'sales-inbound', perHour: 5, from: 9, to: 9 }] },
      '$.arrivals[0]: calls come from 9 to 9; "from" must be earlier than "to"',
    ],
    [
      'criteria delay',
      { ...smallest, platform: { criteriaDelaySeconds: 6 } },
      '$.platform.criteriaDelaySeconds: is 6; it',
    ],
    ['unknown fault', withFault({ kind: 'fire' }), '$.faults[0].kind: is "fire"; it must be campaign-manager-down or'],
    [
      'unknown function',
      withFault({ kind: 'lambda-crash', function: 'plan-ofer', probability: 1 }),
      '$.faults[0].function: is "plan-ofer"; it must be',
    ],
    [
      'field of another fault',
      withFault({ kind: 'connect-throttle', probability: 1 }),
      '$.faults[0]: unknown field "probability"; known are kind, at, forSeconds',
    ],
    ['fault without kind', withFault(3), '$.faults[0]: is 3; it must be an object with the field kind'],
    [
      'bad distribution',
      { ...smallest, calls: [{ ...call, talkSeconds: { gamma: { shape: 0, scale: 1 } } }] },
      '$.calls[0].talkSeconds.gamma.shape: is 0; it must be a number above 0',
    ],
    ['bad patience', { ...smallest, calls: [{ ...call, patienceSeconds: -1 }] }, '$.calls[0].patienceSeconds: is -1'],
  ])('%s', (_, scenario, line) => {
    const problems = problemsOf(scenario);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`s.json: ${line}`);
  });

  describe('of the outbound side', () => {
    const campaign = { name: 'renewals', contacts: 5, pacing: { mode: 'progressive' } };
    const owned = { ...group, campaigns: ['renewals'] };
    const withCampaign = (more: object) => ({ ...smallest, groups: [owned], campaigns: [{ ...campaign, ...more }] });
    const withMove = (move: object, kind = 'blended') => ({
      ...withAgent({ kind }),
      manualMoves: [{ at: 1, agent: 'ana', to: 'inbound', ...move }],
    });

    test.each<[string, object, string]>([
      [
        'side of kind outbound',
        withAgent({ kind: 'outbound', side: 'outbound' }),
        '$.agents[0].side: is "outbound" on',
      ],
      ['unknown kind', withAgent({ kind: 'both' }), '$.agents[0].kind: is "both"; it must be "blended" or "inbound"'],
      ['unknown side', withAgent({ side: 'left' }), '$.agents[0].side: is "left"; it must be "inbound" or "outbound"'],
      [
        'unknown trigger',
        withAgent({ timeline: [{ on: 'contact.state', do: 'offline' }] }),
        '$.agents[0].timeline[0].on: is "contact.state"; it must be a trace event about an agent',
      ],
      [
        'unknown campaign',
        { ...smallest, groups: [{ ...group, campaigns: ['renewal'] }] },
        '$.groups[0].campaigns[0]: "renewal" is not a campaign of this scenario; there are none here',
      ],
      [
        'campaign of two groups',
        { ...withCampaign({}), groups: [owned, { ...owned, name: 'other', queues: ['q'] }] },
        '$.groups[1].campaigns[0]: campaign "renewals" already belongs to groups[0]',
      ],
      [
        'campaign of no group',
        { ...smallest, campaigns: [campaign] },
        '$.campaigns[0].name: campaign "renewals" belongs to no group; name it',
      ],
      [
        'campaign twice',
        { ...withCampaign({}), campaigns: [campaign, campaign] },
        '$.campaigns[1].name: is "renewals"; it must be a name of its own',
      ],
      [
        'no contacts',
        withCampaign({ contacts: undefined }),
        '$.campaigns[0].contacts: is missing; give a whole number',
      ],
      ['no pacing', withCampaign({ pacing: undefined }), '$.campaigns[0].pacing: is missing; give an object with'],
      [
        'no mode',
        withCampaign({ pacing: {} }),
        '$.campaigns[0].pacing.mode: is missing; give "progressive", "preview"',
      ],
      ['unknown mode', withCampaign({ pacing: { mode: 'fast' } }), '$.campaigns[0].pacing.mode: is "fast"; it must be'],
      [
        'no lines',
        withCampaign({ pacing: { mode: 'progressive', linesPerAgent: 0 } }),
        '$.campaigns[0].pacing.linesPerAgent: is 0; it must be a whole number of lines from 1 to 100',
      ],
      [
        'field of another mode',
        withCampaign({ pacing: { mode: 'progressive', seconds: 20 } }),
        '$.campaigns[0].pacing: unknown field "seconds"',
      ],
      ['priority 0', withCampaign({ priority: 0 }), '$.campaigns[0].priority: is 0; it must be a whole number from 1'],
      ['no attempt', withCampaign({ attempts: 0 }), '$.campaigns[0].attempts: is 0'],
      ['probability', withCampaign({ answerProbability: 1.1 }), '$.campaigns[0].answerProbability: is 1.1; it must be'],
      ['ring', withCampaign({ ringSeconds: { exponential: 0 } }), '$.campaigns[0].ringSeconds.exponential: is 0'],
      ['fresh tether', withCampaign({ freshTether: 1 }), '$.campaigns[0].freshTether: is 1; it must be true or false'],
      [
        'move of nobody',
        withMove({ agent: 'anna' }),
        '$.manualMoves[0].agent: "anna" is not an agent of this scenario',
      ],
      ['move nowhere', withMove({ to: 'moving' }), '$.manualMoves[0].to: is "moving"; it must be'],
      ['fault without agent', withFault({ kind: 'tether-drop' }), '$.faults[0].agent: is missing; give a name'],
      [
        'fault of nobody',
        withFault({ kind: 'tether-drop', agent: 'ana' }),
        '$.faults[0].agent: "ana" is not an agent of this scenario',
      ],
      ['slow by nothing', withFault({ kind: 'campaign-manager-slow' }), '$.faults[0].delaySeconds: is missing; give'],
    ])('%s', (_, scenario, line) => {
      const problems = problemsOf(scenario);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`s.json: ${line}`);
    });

    const pacing = (mode: string, more: object) => withCampaign({ pacing: { mode, ...more } });
    test.each<[string, object, string]>([
      [
        'preview without end',
        pacing('preview', { seconds: 1000 }),
        '$.campaigns[0].pacing.seconds: is 1000; it must be a whole number of seconds from 1 to 999',
      ],
      ['preview of no time', pacing('preview', { seconds: 0 }), '$.campaigns[0].pacing.seconds: is 0; it must be'],
      [
        'unknown time-out',
        pacing('preview', { onTimeout: 'close' }),
        '$.campaigns[0].pacing.onTimeout: is "close"; it must be "accept" or "reject" or "reject-and-close" or',
      ],
      [
        'rescheduled backwards',
        pacing('preview', { rescheduleSeconds: -1 }),
        '$.campaigns[0].pacing.rescheduleSeconds: is -1; it must be a number of seconds',
      ],
      [
        'short reservation',
        pacing('preview', { seconds: 40, reservationSeconds: 69 }),
        '$.campaigns[0].pacing.reservationSeconds: is 69; it must be at least 70, 30 more than "seconds"',
      ],
      ['lines of preview', pacing('preview', { minLines: 1 }), '$.campaigns[0].pacing: unknown field "minLines"'],
      ['no lines', pacing('predictive', { minLines: 0 }), '$.campaigns[0].pacing.minLines: is 0; it must be a number'],
      [
        'fewest above most',
        pacing('predictive', { minLines: 4 }),
        '$.campaigns[0].pacing.minLines: is 4 and maxLines 3; minLines must be at most maxLines',
      ],
      [
        'fewer than none abandoned',
        pacing('predictive', { maxAbandonRate: -0.01 }),
        '$.campaigns[0].pacing.maxAbandonRate: is -0.01; it must be a ratio of abandoned to answered dials from 0 to 1',
      ],
      [
        'more than everybody abandoned',
        pacing('predictive', { maxAbandonRate: 1.01 }),
        '$.campaigns[0].pacing.maxAbandonRate: is 1.01',
      ],
      ['a bare word', withAgent({ previews: ['accept'] }), '$.agents[0].previews[0]: is "accept"; it must be'],
      [
        'accept in the past',
        withAgent({ previews: [{ acceptAfter: -1 }] }),
        '$.agents[0].previews[0].acceptAfter: is -1; it must be a number of seconds',
      ],
      [
        'two answers',
        withAgent({ previews: ['ignore', { acceptAfter: 1, closeAfter: 2 }] }),
        '$.agents[0].previews[1]: is {"acceptAfter":1,"closeAfter":2}; it must be',
      ],
    ])('previews and predictive lines: %s', (_, scenario, line) => {
      const problems = problemsOf(scenario);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`s.json: ${line}`);
    });

    const pacingOf = (given: object) => scenarioOf(withCampaign({ pacing: given })).campaigns[0]?.pacing;
    test('preview and predictive have their defaults, and a reservation follows the seconds', () => {
      expect(pacingOf({ mode: 'preview' })).toEqual({
        ...{ mode: 'preview', seconds: 20, onTimeout: 'reject', rescheduleSeconds: 600, reservationSeconds: 50 },
      });
      expect(pacingOf({ mode: 'preview', seconds: 999 })).toMatchObject({ reservationSeconds: 1029 });
      expect(pacingOf({ mode: 'preview', reservationSeconds: 50 })).toMatchObject({ reservationSeconds: 50 });
      expect(pacingOf({ mode: 'predictive' })).toEqual({
        ...{ mode: 'predictive', minLines: 1, maxLines: 3, maxAbandonRate: 0.03 },
      });
      expect([0, 1].map((maxAbandonRate) => pacingOf({ mode: 'predictive', maxAbandonRate }))).toMatchObject([
        { maxAbandonRate: 0 },
        { maxAbandonRate: 1 },
      ]);
      expect(pacingOf({ mode: 'predictive', minLines: 1.5, maxLines: 1.5 })).toMatchObject({ maxLines: 1.5 });
    });

    test('agents answer previews in every way, and timelines wait for them', () => {
      const previews = [{ acceptAfter: 4 }, { rejectAfter: 0 }, { closeAfter: 30 }, 'ignore'];
      const timeline = ['preview.offered', 'preview.decided'].map((on) => ({ on, after: 1, do: 'not-ready' }));
      expect(scenarioOf(withAgent({ previews, timeline })).agents[0]).toMatchObject({
        previews: [
          { do: 'accept', afterSeconds: 4 },
          { do: 'reject', afterSeconds: 0 },
          { do: 'close', afterSeconds: 30 },
          { do: 'ignore' },
        ],
        timeline: [
          { on: 'preview.offered', afterSeconds: 1 },
          { on: 'preview.decided', afterSeconds: 1 },
        ],
      });
    });
  });
});

test('all problems come at once, those of shape and those of reference', () => {
  const problems = problemsOf({
    name: 'x',
    durationSeconds: 'long',
    groups: [group],
    agents: [{ ...agent, group: 'nowhere', offers: ['mis'] }],
    calls: [{ ...call, queue: 'nowhere' }],
    faults: [{ kind: 'lose-agent-events' }],
  });
  expect(problems.map((line) => line.split(': ')[1]).sort()).toEqual([
    '$.agents[0].group',
    '$.agents[0].offers[0]',
    '$.calls[0].queue',
    '$.durationSeconds',
    '$.faults[0].probability',
  ]);
});

test.each<[string, object, readonly string[]]>([
  [
    'two moments, and a deed nobody knows',
    { at: 1, on: 'offer.missed', do: 'sleep' },
    ['.do: is "sleep"', ': a timeline entry needs either "at" or "on"; give exactly one of them'],
  ],
  ['no moment, and no deed', {}, ['.do: is missing', ': a timeline entry needs either "at" or "on"']],
  [
    '"after" beside "at", and a field nobody knows',
    { at: 1, after: 2, do: 'available', later: 'offline' },
    [': unknown field "later"', ': "after" counts from the trace event named by "on"; with "at" leave it out'],
  ],
])('what is wrong between the fields of a timeline entry is said beside the rest: %s', (_, entry, lines) => {
  const at = 's.json: $.agents[0].timeline[0]';
  expect(problemsOf({ ...smallest, agents: [{ ...agent, timeline: [entry] }] })).toEqual(
    lines.map((line) => expect.stringContaining(`${at}${line}`)),
  );
});

test('an entry that is no object is one problem', () => {
  expect(problemsOf({ ...smallest, agents: [{ ...agent, timeline: [3] }] })).toEqual([
    expect.stringContaining('s.json: $.agents[0].timeline[0]: is 3; it must be an object'),
  ]);
});

describe('text that is not JSON', () => {
  test.each([
    ['{"a": 1,\n "b": }', 'line 2, column 7: found "}"; here must stand a value'],
    ['{"a": 1,}', 'line 1, column 9: found "}"; here must stand a field name in double quotes'],
    ['[1 2]', 'line 1, column 4: found "2]"; here must stand "," or "]"'],
    ['', 'line 1, column 1: found the end of the file; here must stand a value'],
    ['{} x', 'line 1, column 4: found "x"; here must stand nothing after the end'],
    ['{"a": 01}', 'line 1, column 8: found "1}"; here must stand "," or "}"'],
  ])('%j is refused with its place', (text, message) => {
    const answer = readScenario('s.json', text);
    expect(answer.ok ? [] : sentences(answer.problems)).toEqual([
      expect.stringContaining(`s.json: $: not JSON at ${message}`),
    ]);
  });

  test('a field that stands twice is named', () => {
    const answer = readScenario('s.json', JSON.stringify(smallest).replace('"name"', '"name":"x","name"'));
    expect(answer.ok ? [] : sentences(answer.problems)).toEqual([
      's.json: $.name: this field stands twice in its object; keep one of the two',
    ]);
  });

  test('a document that is no object is one problem', () => {
    expect(problemsOf([1])).toHaveLength(1);
  });
});
