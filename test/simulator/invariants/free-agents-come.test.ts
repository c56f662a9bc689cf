import type { InvariantChecker } from '../../../simulator/invariants/checker';
import { judge, type Story } from './judging';

/** Ana and ben are on tethers since 2; cleo, on the inbound side, is on a break. Callers come after 10 s of waiting. */
const agents = [
  { username: 'ana', group: 'g', kind: 'blended', side: 'outbound', availableAt: -100 },
  { username: 'ben', group: 'g', kind: 'blended', side: 'outbound', availableAt: -50 },
  { username: 'cleo', group: 'g', kind: 'blended', availableAt: -20 },
];
const onTethers: Story = [
  [0, { type: 'agent.status', agent: 'cleo', status: 'Break' }],
  ...['ana', 'ben'].flatMap(
    (agent): Story => [
      [2, { type: 'agent.status', agent, status: 'Busy' }],
      [2, { type: 'tether.connected', agent, reason: '' }],
    ],
  ),
];
const waits = (t: number, call = 'c1'): Story => [
  [t, { type: 'call.arrived', call, queue: 'q' }],
  [t, { type: 'call.queued', call, queue: 'q' }],
];
const dials = (t: number, agent: string | null = 'ana', contact = 'c-1'): Story => [
  [t, { type: 'dial.started', campaign: 'c', contact, ...(agent === null ? {} : { agent }) }],
];
const shows = (t: number, agent = 'ana'): Story => [
  [t, { type: 'preview.offered', preview: 'c-1/1', agent, campaign: 'c', contact: 'c-1', seconds: 20 }],
];
const leaves = (t: number, agent: string): Story => [[t, { type: 'tether.ended', agent, why: 'released', reason: '' }]];
const broken = (story: Story, more: object = {}, holdsAgents = true) =>
  judge([...onTethers, ...story], { more: { agents, ...more }, holdsAgents })
    .filter(({ invariant }) => invariant === 13)
    .map(({ message }) => message);

describe('13: whoever is free first comes for a caller', () => {
  test('until 3 s after the threshold a fresh dial is no news yet', () => {
    expect(broken([...waits(10), ...dials(23)])).toEqual([]);
  });

  test('after that a fresh dial or preview breaks it', () => {
    expect(broken([...waits(10), ...dials(23.1)])).toEqual([
      'c-1 is dialled for ana while c1 waits for somebody from outbound and 0 left their tethers',
    ]);
    expect(broken([...waits(10), ...shows(24)])).toHaveLength(1);
  });

  test('an outage counts until what was sent in it is known, 3 s after its end', () => {
    const outage = { faults: [{ kind: 'campaign-manager-down', at: 20, forSeconds: 10 }] };
    expect(broken([...waits(10), ...dials(33)], outage)).toEqual([]);
    expect(broken([...waits(10), ...dials(60)], outage)).toHaveLength(1);
    // The caller waits since long; the heartbeat after the outage is delayed, and then the release.
    const delayed = {
      faults: [...outage.faults, { kind: 'reorder-events', maxDelaySeconds: 20, at: 0, forSeconds: 90 }],
    };
    expect(broken([...waits(0), ...dials(53)], delayed)).toEqual([]);
    expect(broken([...waits(0), ...dials(54)], delayed)).toHaveLength(1);
  });

  describe('a caller whose ticks are not answered, since plan-offer is killed, waits as long as their lease', () => {
    const broken = (kills: readonly number[], story: Story): number => {
      const tell = (checker: InvariantChecker) => {
        for (const t of kills) checker.killed('plan-offer', t);
      };
      const found = judge([...onTethers, ...story], { more: { agents }, holdsAgents: true, tell });
      return found.filter(({ invariant }) => invariant === 13).length;
    };

    test.each<[string, readonly number[], number, number]>([
      ['75 s from the last one answered', [40, 71], 85, 1],
      ['no longer', [40, 71], 85.1, 0],
      ['as long where one between is answered', [40], 99, 1],
      ['45 s where the arrival was not answered either', [9.5, 40], 55.1, 0],
      ['and until then', [9.5, 40], 55, 1],
      ['whatever happens to others in between', [45, 60, 80], 99, 1],
    ])('%s', (_, kills, t, violations) => {
      expect(broken(kills, [...waits(10), ...dials(t)])).toBe(violations);
    });

    test('and is new to everybody when one is answered after that', () => {
      const story = (t: number): Story => [...waits(10), ...dials(t)];
      expect(broken([40, 71], story(103))).toBe(0);
      expect(broken([40, 71], story(103.1))).toBe(1);
    });
  });

  test('the dial of a contact who was shown before is none that begins', () => {
    const accepted: Story = [
      [24, { type: 'preview.decided', preview: 'c-1/1', agent: 'ana', outcome: 'accept', by: 'agent', reason: '' }],
    ];
    expect(broken([...shows(5), ...waits(10), ...accepted, ...dials(24)])).toEqual([]);
    expect(broken([...shows(24), ...waits(10), ...accepted, ...dials(24)])).toHaveLength(1);
  });

  test('as many as wait have to have left, no more', () => {
    expect(broken([...waits(10), ...leaves(22, 'ben'), ...dials(24)])).toEqual([]);
    expect(broken([...waits(10), ...waits(10, 'c2'), ...leaves(22, 'ben'), ...dials(24)])).toHaveLength(1);
    expect(broken([...waits(10), ...leaves(15, 'ben'), ...dials(24)])).toHaveLength(1);
  });

  test.each<[string, Story, object]>([
    [
      'somebody idle on inbound could take the caller',
      [[0, { type: 'agent.status', agent: 'cleo', status: 'Available' }], ...waits(10)],
      {},
    ],
    [
      'the caller is rung for',
      [...waits(10), [20, { type: 'offer.ringing', call: 'c1', agent: 'cleo', by: 'native' }]],
      {},
    ],
    ['the caller is gone', [...waits(10), [22, { type: 'call.abandoned', call: 'c1', waitSeconds: 12 }]], {}],
    [
      'they have refused the caller',
      [
        ...waits(10),
        [11, { type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'native' }],
        [12, { type: 'offer.declined', call: 'c1', agent: 'ana' }],
      ],
      {},
    ],
    [
      'they are of kind outbound',
      waits(10),
      { agents: [{ username: 'ana', group: 'g', kind: 'outbound' }, ...agents.slice(1)] },
    ],
    [
      'blending is off',
      waits(10),
      { groups: [{ name: 'g', queues: ['q'], campaigns: ['c'], thresholds: { 'blend/enabled': false } }] },
    ],
    [
      'offers are off',
      waits(10),
      { groups: [{ name: 'g', queues: ['q'], campaigns: ['c'], thresholds: { 'offer/enabled': false } }] },
    ],
    [
      'the Campaign Manager is down',
      waits(10),
      { faults: [{ kind: 'campaign-manager-down', at: 20, forSeconds: 10 }] },
    ],
    [
      'what it was told is still on its way',
      waits(10),
      { faults: [{ kind: 'campaign-manager-slow', at: 0, forSeconds: 20, delaySeconds: 10 }] },
    ],
  ])('not judged while %s', (_, story, more) => {
    expect(broken([...story, ...dials(24)], more)).toEqual([]);
  });

  test('not judged where the Campaign Manager cannot be told', () => {
    expect(broken([...waits(10), ...dials(24)], {}, false)).toEqual([]);
  });

  test('somebody idle who is idle no more leaves as much time again', () => {
    const idle: Story = [
      [0, { type: 'agent.status', agent: 'cleo', status: 'Available' }],
      ...waits(10),
      [23, { type: 'agent.status', agent: 'cleo', status: 'Break' }],
    ];
    expect(broken([...idle, ...dials(26)])).toEqual([]);
    expect(broken([...idle, ...dials(27)])).toHaveLength(1);
  });

  test('a dial for whoever is free counts if everybody of the campaign may take the caller', () => {
    expect(broken([...waits(10), ...dials(24, null)])).toHaveLength(1);
    const spanish = { proficiencies: { Language: { Spanish: 3 } } };
    const some = { agents: [{ ...agents[0], ...spanish }, ...agents.slice(1)] };
    const asks = { ...some, groups: [{ name: 'g', queues: ['q'], campaigns: ['c'], requires: 'Language=Spanish>=1' }] };
    expect(broken([...waits(10), ...dials(24, null)], asks)).toEqual([]);
    expect(broken([...waits(10), ...dials(24)], asks)).toHaveLength(1);
    expect(broken([...waits(10), ...dials(24, 'ben')], asks)).toEqual([]);
  });

  test('kills and late events allow for their delay', () => {
    const late = { faults: [{ kind: 'reorder-events', maxDelaySeconds: 5, at: 0, forSeconds: 100 }] };
    expect(broken([...waits(10), ...dials(28)], late)).toEqual([]);
    expect(broken([...waits(10), ...dials(28.1)], late)).toHaveLength(1);
    const killed = (checker: InvariantChecker) => checker.killed('rebalance', 21);
    const judged = judge([...onTethers, ...waits(10), ...dials(80)], {
      more: { agents },
      holdsAgents: true,
      tell: killed,
    });
    expect(judged.filter(({ invariant }) => invariant === 13)).toEqual([]);
  });
});
