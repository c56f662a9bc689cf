import { judge, type Story } from './judging';

const fetches = (t: number, when: 'now' | 'after-work' = 'now'): Story => [
  [
    t,
    {
      ...{ type: 'move.decided', move: 'm1', agent: 'ana', to: 'inbound', rule: 'supervisor', reason: '' },
      ...{ inputs: {}, when, deadline: t + 30 },
    },
  ],
];
const requests = (t: number): Story => [[t, { type: 'tether.requested', agent: 'ana', attempt: 1, reason: '' }]];
const shows = (t: number): Story => [
  [t, { type: 'preview.offered', preview: 'c-1/1', agent: 'ana', campaign: 'c', contact: 'c-1', seconds: 20 }],
];
const outbound = {
  agents: [
    { username: 'ana', group: 'g', kind: 'blended', side: 'outbound', availableAt: -100 },
    { username: 'ben', group: 'g', kind: 'blended', availableAt: -50 },
  ],
};
/** The last fault ends at 200. */
const faults = [
  { kind: 'campaign-manager-down', at: 0, forSeconds: 200 },
  { kind: 'duplicate-events', at: 0, forSeconds: 100, probability: 0.5 },
];
const broken = (story: Story, end: number, given: readonly object[] = faults) =>
  judge(story, {
    more: { ...outbound, faults: given },
    end,
    tell: (checker) => {
      // Killed so often that invariant 5 allows for minutes.
      for (let count = 0; count < 5; count++) checker.killed('timers', 190);
    },
  })
    .filter(({ invariant }) => invariant === 11)
    .map(({ message }) => message);

describe('11: two minutes after the last fault everything is mended', () => {
  test.each<[string, Story, string]>([
    ['a move', fetches(100), 'move m1 of ana to inbound is past its deadline at 190 s'],
    [
      'a move after work that is over',
      fetches(100, 'after-work'),
      'move m1 of ana to inbound is past its deadline at 190 s',
    ],
    ['a tether', requests(100), 'the tether of ana is past its deadline at 201 s'],
    ['a preview', shows(100), 'preview c-1/1 of ana is past its deadline at 125 s'],
  ])('%s that is past its deadline breaks it, once', (_, story, message) => {
    expect(broken(story, 319)).toEqual([]);
    expect(broken(story, 320)).toEqual([`${message}, and the last fault ended at 200 s`]);
    expect(broken([...story, ...shows(330)], 340)).toHaveLength(1);
  });

  test('a new one has its own time', () => {
    expect(broken(fetches(300), 392)).toEqual([]);
    expect(broken(fetches(300), 393)).toHaveLength(1);
  });

  test('a move that waits for work in hand has not begun', () => {
    const working: Story = [
      [90, { type: 'dial.started', campaign: 'c', contact: 'c-1', agent: 'ana' }],
      ...fetches(100, 'after-work'),
    ];
    expect(broken(working, 500)).toEqual([]);
  });

  test('not judged if a fault has no end, or there is none', () => {
    expect(broken(fetches(100), 500, [...faults, { kind: 'connect-throttle', at: 10 }])).toEqual([]);
    expect(broken(fetches(100), 500, [])).toEqual([]);
  });
});
