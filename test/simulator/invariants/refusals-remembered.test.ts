import type { InvariantChecker } from '../../../simulator/invariants/checker';
import type { TraceEvent } from '../../../simulator/trace/lines';
import { judge, type Story } from './judging';

const call: Story = [
  [10, { type: 'call.arrived', call: 'c1', queue: 'q' }],
  [10, { type: 'call.queued', call: 'c1', queue: 'q' }],
];
const asked = (how: 'offer.missed' | 'offer.declined', t = 20): Story => [
  [t - 1, { type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'planned' }],
  [t, { type: how, call: 'c1', agent: 'ana' }],
];
const planned = (t: number, agent: string, candidates: readonly string[] = [agent]): Story => [
  [
    t,
    {
      type: 'offer.planned',
      call: 'c1',
      agent,
      slotEnds: t + 30,
      candidates,
      availableSince: 0,
      reason: '',
    } satisfies TraceEvent,
  ],
];
const broken = (story: Story, more: object = {}, tell?: (checker: InvariantChecker) => void) =>
  judge(story, { more, ...(tell ? { tell } : {}) }).filter(({ invariant }) => invariant === 12);

describe('12: whoever refused a call is not planned for it again', () => {
  test.each(['offer.missed', 'offer.declined'] as const)('%s keeps it while plans name others', (how) => {
    expect(broken([...call, ...asked(how), ...planned(22.5, 'ben')])).toEqual([]);
  });

  test('a plan that names them breaks it, and the lines are named', () => {
    expect(broken([...call, ...asked('offer.declined'), ...planned(22.5, 'ana')])).toEqual([
      {
        invariant: 12,
        message: 'the plan of call c1 names ana, who declined it at 20 s',
        lines: [expect.any(Number), expect.any(Number)],
      },
    ]);
  });

  test('so does one that names them later in the line', () => {
    expect(broken([...call, ...asked('offer.missed'), ...planned(50, 'ben', ['ben', 'ana'])])).toHaveLength(1);
  });

  test('within 2 s it may be news', () => {
    expect(broken([...call, ...asked('offer.missed'), ...planned(22, 'ana')])).toEqual([]);
  });

  test('another call may name them', () => {
    const other: Story = [
      [15, { type: 'call.arrived', call: 'c2', queue: 'q' }],
      [15, { type: 'call.queued', call: 'c2', queue: 'q' }],
      [
        40,
        {
          type: 'offer.planned',
          call: 'c2',
          agent: 'ana',
          slotEnds: 70,
          candidates: ['ana'],
          availableSince: 0,
          reason: '',
        },
      ],
    ];
    expect(broken([...call, ...asked('offer.missed'), ...other])).toEqual([]);
  });

  test.each([
    ['events that are late', { kind: 'reorder-events', maxDelaySeconds: 10 }],
    ['an index that is out of date', { kind: 'stale-index', maxDelaySeconds: 10 }],
  ])('%s allow for their delay, while they are', (_, fault) => {
    const during = { faults: [{ ...fault, at: 0, forSeconds: 25 }] };
    expect(broken([...call, ...asked('offer.missed'), ...planned(32, 'ana')], during)).toEqual([]);
    expect(broken([...call, ...asked('offer.missed'), ...planned(32.5, 'ana')], during)).toHaveLength(1);
    const long = { faults: [{ ...fault, at: 0, forSeconds: 5 }] };
    expect(broken([...call, ...asked('offer.missed'), ...planned(32, 'ana')], long)).toHaveLength(1);
  });

  test('kills since then allow for their redelivery, together for 180 s at most', () => {
    const killed = (times: number) => (checker: InvariantChecker) => {
      for (let count = 0; count < times; count++) checker.killed('timers', 21);
    };
    const story = [...call, ...asked('offer.missed')];
    expect(broken([...story, ...planned(82, 'ana')], {}, killed(1))).toEqual([]);
    expect(broken([...story, ...planned(83, 'ana')], {}, killed(1))).toHaveLength(1);
    expect(broken([...story, ...planned(203, 'ana')], {}, killed(10))).toHaveLength(1);
  });

  test('so does one before, whose redelivery is still to come', () => {
    const killed = (checker: InvariantChecker) => checker.killed('timers', 1);
    const story = [...call, ...asked('offer.missed')];
    expect(broken([...story, ...planned(80, 'ana')], {}, killed)).toEqual([]);
    expect(broken([...call, ...asked('offer.missed', 62), ...planned(70, 'ana')], {}, killed)).toHaveLength(1);
  });

  test('an event that was lost is allowed for until the agent is heard of again', () => {
    const lost = (checker: InvariantChecker) => checker.agentEventLost('ana');
    const found = (checker: InvariantChecker) => {
      checker.agentEventLost('ana');
      checker.agentEventDelivered('ana');
    };
    const story = [...call, ...asked('offer.missed'), ...planned(50, 'ana')];
    expect(broken(story, {}, lost)).toEqual([]);
    expect(broken(story, {}, found)).toHaveLength(1);
  });

  test('where neither the ring nor its end was heard of, nothing ever tells of them', () => {
    const story = [...call, ...asked('offer.missed'), ...planned(200, 'ana')];
    const ends = ['offer.ringing', 'offer.missed'];
    const [ring, end] = story.flatMap(([t, { type }]) => (ends.includes(type) ? [t] : []));
    const lost =
      (...moments: readonly (number | undefined)[]) =>
      (checker: InvariantChecker) => {
        for (const moment of moments) checker.agentEventLost('ana', moment);
        checker.agentEventDelivered('ana', 60);
      };
    expect(broken(story, {}, lost(ring, end))).toEqual([]);
    expect(broken(story, {}, lost(ring))).toHaveLength(1);
    expect(broken(story, {}, lost(end))).toHaveLength(1);
  });
});
