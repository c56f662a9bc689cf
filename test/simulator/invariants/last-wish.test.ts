import type { InvariantChecker } from '../../../simulator/invariants/checker';
import { judge, type Story } from './judging';

const ringing: Story = [
  [10, { type: 'call.arrived', call: 'c1', queue: 'q' }],
  [10, { type: 'call.queued', call: 'c1', queue: 'q' }],
  [10, { type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'planned' }],
];
const missed: Story = [[30, { type: 'offer.missed', call: 'c1', agent: 'ana' }]];
const talk: Story = [
  [12, { type: 'call.answered', call: 'c1', agent: 'ana', waitSeconds: 2 }],
  [12, { type: 'agent.status', agent: 'ana', status: 'Busy' }],
];
const talked: Story = [
  [50, { type: 'call.ended', call: 'c1', agent: 'ana' }],
  [50, { type: 'agent.status', agent: 'ana', status: 'AfterCallWork' }],
];
const is = (t: number, status: string): Story => [[t, { type: 'agent.status', agent: 'ana', status }]];

type Act = Parameters<InvariantChecker['acts']>[1];
const acts =
  (...all: readonly (readonly [t: number, act: Act])[]) =>
  (checker: InvariantChecker): void => {
    for (const [t, act] of all) checker.acts('ana', act, t);
  };
const broken = (story: Story, tell: (checker: InvariantChecker) => void, more: object = {}, end?: number) =>
  judge(story, { more, tell, ...(end === undefined ? {} : { end }) })
    .filter(({ invariant }) => invariant === 10)
    .map(({ message }) => message);
const agents = (fields: object) => ({
  agents: [
    { username: 'ana', group: 'g', kind: 'blended', availableAt: -100, ...fields },
    { username: 'ben', group: 'g', kind: 'blended', availableAt: -50 },
  ],
});

describe('10: the last wish for a break wins', () => {
  test.each<[string, Story, Act, string]>([
    ['a ring that was missed', [...ringing, ...missed], 'not-ready', 'Break'],
    ['a ring that was missed', [...ringing, ...missed], 'offline', 'Offline'],
    ['a talk', [...ringing, ...talk, ...talked], 'not-ready', 'Break'],
  ])('after %s it is their status, and stays', (_, story, act, status) => {
    const end = story.at(-1)?.[0] ?? 0;
    expect(broken([...story, ...is(end, status)], acts([15, act]), {}, 500)).toEqual([]);
  });

  test('"Missed call" or Available instead breaks it, once', () => {
    expect(
      broken([...ringing, ...missed, ...is(30, 'Missed call'), ...is(38, 'Break')], acts([15, 'not-ready'])),
    ).toEqual(['ana wished for Break at 15 s and is Missed call instead']);
    expect(broken([...ringing, ...talk, ...talked, ...is(55, 'Available')], acts([20, 'offline']))).toHaveLength(1);
  });

  test('so does Available after it, though nobody wished for it', () => {
    const story = [...ringing, ...missed, ...is(30, 'Break'), ...is(60, 'Available'), ...is(70, 'Busy')];
    expect(broken(story, acts([15, 'not-ready']))).toEqual(['ana wished for Break at 15 s, then is Available']);
    expect(broken(story, acts([15, 'not-ready'], [60, 'available']))).toEqual([]);
  });

  test('and so does nothing at all for more than 2 s', () => {
    const story = [...ringing, ...missed];
    expect(broken(story, acts([15, 'not-ready']), {}, 32)).toEqual([]);
    expect(broken(story, acts([15, 'not-ready']), {}, 33)).toEqual([
      'ana wished for Break at 15 s and is Available 2 s after their work ended at 30 s',
    ]);
  });

  test('the status may show while it still rings, and talk and wrap-up go on', () => {
    const story = [...ringing, ...is(11, 'Break'), ...talk, ...talked];
    expect(broken([...story, ...is(60, 'Break')], acts([11, 'not-ready']), {}, 500)).toEqual([]);
    expect(broken([...story, ...is(60, 'Available')], acts([11, 'not-ready']))).toHaveLength(1);
  });

  describe('it does not bind', () => {
    const available = [...ringing, ...missed, ...is(30, 'Available')];

    test('when it was not the last wish', () => {
      expect(broken(available, acts([15, 'not-ready'], [16, 'available']))).toEqual([]);
    });

    test('when nothing was in hand', () => {
      expect(broken([...is(5, 'Break'), ...is(8, 'Available')], acts([5, 'not-ready']))).toEqual([]);
    });

    test('with the page closed, or closed before it is done', () => {
      expect(broken(available, acts([15, 'not-ready']), agents({ page: 'closed' }))).toEqual([]);
      expect(broken(available, acts([15, 'not-ready'], [16, 'close-page']))).toEqual([]);
    });

    test('once the agent sets Available by themselves after the miss', () => {
      const later = [...ringing, ...missed, ...is(30, 'Break'), ...is(40, 'Available')];
      expect(broken(later, acts([15, 'not-ready']), agents({ afterMiss: { availableAfter: 10 } }))).toEqual([]);
      expect(broken(later, acts([15, 'not-ready']), agents({ afterMiss: { availableAfter: 20 } }))).toHaveLength(1);
      const uneven: Story = [
        ...ringing,
        [373.415, { type: 'offer.declined', call: 'c1', agent: 'ana' }],
        ...[...is(373.415, 'Break'), ...is(397.015, 'Available')],
      ];
      expect(broken(uneven, acts([371, 'not-ready']), agents({ afterMiss: { availableAfter: 23.6 } }))).toEqual([]);
    });
  });

  test('without our page the server clears the softphone first', () => {
    const plain = agents({ page: 'plain-ccp' });
    const story = [...ringing, ...missed, ...is(30, 'Missed call')];
    expect(broken([...story, ...is(42, 'Break')], acts([15, 'not-ready']), plain)).toEqual([]);
    expect(broken(story, acts([15, 'not-ready']), plain, 100)).toHaveLength(1);
    const throttled = { ...plain, faults: [{ kind: 'connect-throttle', at: 0 }] };
    expect(broken(story, acts([15, 'not-ready']), throttled, 100)).toEqual([]);
  });
});
