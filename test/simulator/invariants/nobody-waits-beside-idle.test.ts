import type { InvariantChecker } from '../../../simulator/invariants/checker';
import { judge, type Story } from './judging';

const arrives = (t: number, call = 'c1'): Story => [
  [t, { type: 'call.arrived', call, queue: 'q' }],
  [t, { type: 'call.queued', call, queue: 'q' }],
];
const is = (t: number, agent: string, status: string): Story => [[t, { type: 'agent.status', agent, status }]];
const planned = (t: number, agent: string, call = 'c1', slotEnds = t + 30): Story => [
  [t, { type: 'offer.planned', call, agent, slotEnds, candidates: [agent], availableSince: 0, reason: '' }],
];
const rings = (t: number, agent: string, call = 'c1'): Story => [
  [t, { type: 'offer.ringing', call, agent, by: 'planned' }],
];
const refuses = (t: number, agent: string, how: 'missed' | 'declined' = 'missed', call = 'c1'): Story => [
  [t, { type: `offer.${how}`, call, agent }],
];

/** Ben is on a break: ana alone is idle. Callers wait for 600 s at most. */
const alone = is(0, 'ben', 'Break');
const usual = {
  groups: [{ name: 'g', queues: ['q'], campaigns: ['c'], thresholds: { 'queue/max-wait-seconds': 600 } }],
};
const broken = (story: Story, end: number, more: object = {}, tell?: (checker: InvariantChecker) => void) =>
  judge([...alone, ...story], { more: { ...usual, ...more }, end, ...(tell ? { tell } : {}) })
    .filter(({ invariant }) => invariant === 9)
    .map(({ message }) => message);

describe('9: no caller waits while somebody idle waits too', () => {
  test('for longer than a slot, a tick and 2 s', () => {
    expect(broken(arrives(10), 72)).toEqual([]);
    expect(broken(arrives(10), 73)).toEqual([
      'call c1 waits since 10 s and ana, idle and not asked, since -100 s: longer than 62 s together',
    ]);
  });

  test('counted from when both wait', () => {
    const back = [...is(0, 'ana', 'Break'), ...arrives(10), ...is(100, 'ana', 'Available')];
    expect(broken(back, 160)).toEqual([]);
    expect(broken(back, 163)).toHaveLength(1);
    const rung = [...arrives(10), ...planned(10, 'ben'), ...rings(10, 'ben'), ...refuses(30, 'ben')];
    expect(broken(rung, 100)).toEqual([]);
    expect(broken(rung, 103)).toHaveLength(1);
    const declined = [...arrives(10), ...planned(10, 'ben'), ...rings(10, 'ben'), ...refuses(12, 'ben', 'declined')];
    expect(broken(declined, 75)).toHaveLength(1);
  });

  test('from when a Campaign Manager that is down has told that the tether of their move failed', () => {
    const failed: Story = [
      [10, { type: 'agent.side', agent: 'ana', side: 'moving' }],
      [40, { type: 'tether.failed', agent: 'ana', reason: '' }],
      [40, { type: 'agent.side', agent: 'ana', side: 'inbound' }],
    ];
    const down = { faults: [{ kind: 'campaign-manager-down', at: 30, forSeconds: 30 }] };
    const story = [...arrives(5), ...failed];
    expect([broken(story, 102), broken(story, 103)].map(({ length }) => length)).toEqual([0, 1]);
    expect([broken(story, 122, down), broken(story, 123, down)].map(({ length }) => length)).toEqual([0, 1]);
  });

  test.each<[string, Story, object]>([
    ['they have refused the call', [...arrives(1), ...rings(1, 'ana'), ...refuses(21, 'ana')], {}],
    [
      'they do not serve the queue',
      [...arrives(10)],
      {
        groups: [...usual.groups, { name: 'h', queues: ['r'] }],
        agents: [
          { username: 'ana', group: 'h', kind: 'inbound', availableAt: -9 },
          { username: 'ben', group: 'g', kind: 'inbound', availableAt: 0 },
        ],
      },
    ],
    [
      'they do not have what the call asks for',
      arrives(10),
      { groups: [{ ...usual.groups[0], requires: 'Language=Spanish>=1' }] },
    ],
    [
      'their page is closed',
      arrives(10),
      {
        agents: [
          { username: 'ana', group: 'g', kind: 'inbound', page: 'closed' },
          { username: 'ben', group: 'g', kind: 'inbound' },
        ],
      },
    ],
    ['offers are off', arrives(10), { groups: [{ ...usual.groups[0], thresholds: { 'offer/enabled': false } }] }],
    [
      'they are on the outbound side',
      [[5, { type: 'agent.side', agent: 'ana', side: 'outbound' }], ...arrives(10)],
      {},
    ],
    [
      'they are planned for another',
      [...arrives(10), ...arrives(10, 'c2'), ...planned(11, 'ana', 'c2', 700), ...rings(12, 'ben', 'c2')],
      {},
    ],
    [
      'the call is past its maximum wait',
      [...is(0, 'ana', 'Break'), ...arrives(10), ...is(600, 'ana', 'Available')],
      {},
    ],
  ])('not judged while %s', (_, story, more) => {
    expect(broken(story, 690, more)).toEqual([]);
  });

  test('from the moment the page is open again', () => {
    const opens = (checker: InvariantChecker) => {
      checker.acts('ana', 'close-page', 0);
      checker.acts('ana', 'open-page', 100);
    };
    expect(broken(arrives(10), 160, {}, opens)).toEqual([]);
    expect(broken(arrives(10), 163, {}, opens)).toHaveLength(1);
  });

  test('criteria that come later, faults and kills allow for their delay', () => {
    expect(broken(arrives(10), 75, { platform: { criteriaDelaySeconds: 5 } })).toEqual([]);
    const late = { faults: [{ kind: 'reorder-events', maxDelaySeconds: 20, at: 0 }] };
    expect(broken(arrives(10), 90, late)).toEqual([]);
    expect(broken(arrives(10), 93, late)).toHaveLength(1);
    const throttled = { faults: [{ kind: 'connect-throttle', at: 20, forSeconds: 10 }] };
    expect(broken(arrives(10), 140, throttled)).toEqual([]);
    expect(broken(arrives(10), 170, throttled)).toHaveLength(1);
    const killed = (checker: InvariantChecker) => checker.killed('contact-events', 15);
    expect(broken(arrives(10), 130, {}, killed)).toEqual([]);
    expect(broken(arrives(10), 133, {}, killed)).toHaveLength(1);
  });
});
