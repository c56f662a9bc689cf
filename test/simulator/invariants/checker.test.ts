import { RefusedError } from '../../../documents/told';
import { InvariantChecker } from '../../../simulator/invariants/checker';
import { readScenario } from '../../../simulator/scenario/read-scenario';
import type { TraceEvent, TraceLine } from '../../../simulator/trace/lines';

type At = readonly [t: number, event: TraceEvent];

const at = (t: number, event: TraceEvent): At => [t, event];
const call = (t: number, id = 'c1', queue = 'q'): readonly At[] => [
  at(t, { type: 'call.arrived', call: id, queue }),
  at(t, { type: 'call.queued', call: id, queue }),
];
const status = (t: number, agent: string, now: string) => at(t, { type: 'agent.status', agent, status: now });
const planned = (t: number, agent: string, id = 'c1', slotEnds = t + 30) =>
  at(t, {
    type: 'offer.planned',
    call: id,
    agent,
    slotEnds,
    candidates: [agent],
    availableSince: 0,
    reason: '',
  });
const ringing = (t: number, agent: string, id = 'c1') =>
  at(t, { type: 'offer.ringing', call: id, agent, by: 'planned' });
const missed = (t: number, agent: string, id = 'c1') => at(t, { type: 'offer.missed', call: id, agent });
const answered = (t: number, agent: string, id = 'c1') =>
  at(t, { type: 'call.answered', call: id, agent, waitSeconds: 0 });
const abandoned = (t: number, agent: string | null = null, id = 'c1') =>
  at(t, { type: 'call.abandoned', call: id, waitSeconds: 0, ...(agent === null ? {} : { agent }) });
const ended = (t: number, agent: string, id = 'c1') => at(t, { type: 'call.ended', call: id, agent });
const voicemail = (t: number, id = 'c1') =>
  at(t, { type: 'call.voicemail', call: id, waitSeconds: 0, reason: 'max-wait' });

interface World {
  readonly more?: object;
  /** Further fields of ana, who is available since -100; ben since -50, cleo (of another queue) since -200. */
  readonly ana?: object;
  readonly end?: number;
  readonly tolerance?: number;
  /** What the runner tells at the beginning, and before the last line. */
  readonly tell?: (checker: InvariantChecker) => void;
  readonly tellLast?: (checker: InvariantChecker) => void;
  /** By the moment: what it tells after the last line of it. */
  readonly tellAfter?: Readonly<Record<number, (checker: InvariantChecker) => void>>;
}

/** The invariants a trace breaks, as `number: message`, and the checker's violations. */
function judge(events: readonly At[], world: World = {}) {
  const answer = readScenario(
    's.json',
    JSON.stringify({
      name: 's',
      durationSeconds: 1000,
      groups: [
        { name: 'g', queues: ['q'] },
        { name: 'other', queues: ['r'] },
      ],
      agents: [
        { username: 'ana', group: 'g', kind: 'blended', availableAt: -100, ...world.ana },
        { username: 'ben', group: 'g', kind: 'inbound', availableAt: -50 },
        { username: 'cleo', group: 'other', kind: 'inbound', availableAt: -200 },
      ],
      ...world.more,
    }),
  );
  if (!answer.ok) throw new RefusedError(answer.problems);
  const checker = new InvariantChecker(
    answer.scenario,
    world.tolerance === undefined ? {} : { toleranceSeconds: world.tolerance },
  );
  const opening = ['ana', 'ben', 'cleo'].map((agent) => status(0, agent, 'Available'));
  const lines: TraceLine[] = [...opening, ...events].map(([t, event]) => ({ t, ...event }));
  lines.forEach((line, index) => {
    if (index === opening.length) world.tell?.(checker);
    if (index === lines.length - 1) world.tellLast?.(checker);
    checker.line(line);
    if (lines[index + 1]?.t !== line.t) world.tellAfter?.[line.t]?.(checker);
  });
  return checker.finish(world.end ?? lines.at(-1)?.t ?? 0, lines);
}
const broken = (events: readonly At[], world?: World) => judge(events, world).map((violation) => violation.invariant);
/** As `broken`, with the event lost that the line before the last tells of. */
const judgeLost = (events: readonly At[]) => broken(events, { tellLast: (checker) => checker.agentEventLost('ana') });

describe('1: one ring at a time', () => {
  test('a call that rings one after the other keeps it', () => {
    expect(broken([...call(5), ringing(5, 'ana'), missed(25, 'ana'), ringing(35, 'ben')])).toEqual([]);
  });

  test('a call that rings two at once breaks it, and the lines are named', () => {
    expect(judge([...call(5), ringing(5, 'ana'), ringing(6, 'ben')])).toEqual([
      { invariant: 1, message: 'call c1 rings ben while it still rings ana', lines: [6, 7] },
    ]);
  });

  const twice = [...call(5), ringing(5, 'ana'), missed(25, 'ana'), status(26, 'ana', 'Available'), ringing(40, 'ana')];

  test('a call that rings an agent with our page twice breaks it', () => {
    expect(broken(twice)).toEqual([1]);
  });

  test.each<[string, World]>([
    ['with a plain CCP', { ana: { page: 'plain-ccp' } }],
    ['with a page that gets closed', { ana: { timeline: [{ at: 20, do: 'close-page' }] } }],
    [
      'while offers are off',
      {
        more: {
          groups: [
            { name: 'g', queues: ['q'], thresholds: { 'offer/enabled': false } },
            { name: 'other', queues: ['r'] },
          ],
        },
      },
    ],
  ])('%s a repeat is only counted', (_, world) => {
    expect(broken(twice, world)).toEqual([]);
  });
});

describe('2: the agent available longest first', () => {
  test('naming the one available longest keeps it, whoever serves another queue', () => {
    expect(broken([...call(5), planned(5, 'ana')])).toEqual([]);
  });

  test('naming another breaks it', () => {
    expect(judge([...call(5), planned(5, 'ben')])).toEqual([
      {
        invariant: 2,
        message: 'the offer of call c1 names ben, available since -50 s, but ana has been available since -100 s',
        lines: [6],
      },
    ]);
  });

  test('whoever came before the start is known at once, or with latencies 2 s later', () => {
    const story = (t: number) => [...call(t), planned(t, 'ben')];
    expect(broken(story(1))).toEqual([2]);
    expect(broken(story(1), { more: { latency: 'typical' } })).toEqual([]);
    expect(broken(story(3), { more: { latency: 'typical' } })).toEqual([2]);
  });

  test('of two available equally long the lower name is meant', () => {
    const world = { ana: { availableAt: -50 } };
    expect(broken([...call(5), planned(5, 'ana')], world)).toEqual([]);
    expect(broken([...call(5), planned(5, 'ben')], world)).toEqual([2]);
  });

  test('an agent who does not serve the queue must not be named', () => {
    expect(broken([...call(5), planned(5, 'cleo')])).toEqual([2]);
  });

  test.each<[string, readonly At[]]>([
    ['who was tried', [ringing(5, 'ana'), missed(25, 'ana'), status(25, 'ana', 'Available')]],
    ['on break', [status(10, 'ana', 'Break')]],
    ['on a call', [...call(10, 'c2'), ringing(10, 'ana', 'c2'), answered(12, 'ana', 'c2'), status(12, 'ana', 'Busy')]],
    ['being rung', [...call(28, 'c2'), ringing(28, 'ana', 'c2')]],
    ['claimed by another call', [...call(28, 'c2'), planned(28, 'ana', 'c2')]],
    ['available again for less than 2 s', [status(10, 'ana', 'Break'), status(28.5, 'ana', 'Available')]],
    ['moving', [at(10, { type: 'agent.side', agent: 'ana', side: 'moving' })]],
  ])('an agent %s does not count', (_, before) => {
    expect(broken([...call(5), ...before, planned(30, 'ben')])).toEqual([]);
  });

  test.each<[string, readonly object[], number, readonly number[]]>([
    ['at once', [], 17, [2]],
    [
      'while it is slow so much later',
      [{ kind: 'campaign-manager-slow', at: 0, forSeconds: 15, delaySeconds: 9 }],
      20,
      [],
    ],
    ['and no later', [{ kind: 'campaign-manager-slow', at: 0, forSeconds: 15, delaySeconds: 9 }], 26, [2]],
    ['not while it is down', [{ kind: 'campaign-manager-down', at: 12, forSeconds: 20 }], 33, []],
    ['and once it is up', [{ kind: 'campaign-manager-down', at: 12, forSeconds: 20 }], 35, [2]],
    ['without delay when it is slow later', [{ kind: 'campaign-manager-slow', at: 15, delaySeconds: 9 }], 18, [2]],
  ])('that the tether of a move failed, the Campaign Manager tells %s', (_, faults, t, violations) => {
    const moving = at(5, { type: 'agent.side', agent: 'ana', side: 'moving' });
    const failed = at(14, { type: 'tether.failed', agent: 'ana', reason: '' });
    const back = at(14, { type: 'agent.side', agent: 'ana', side: 'inbound' });
    expect(broken([moving, failed, back, ...call(t), planned(t, 'ben')], { more: { faults } })).toEqual(violations);
  });

  test('a break, a call and a login cost the place in line', () => {
    const back = [status(10, 'ana', 'Break'), status(20, 'ana', 'Available')];
    expect(broken([...call(5), ...back, planned(30, 'ben')])).toEqual([]);
    expect(broken([...call(5), ...back, planned(30, 'ana')])).toEqual([2]);
  });

  test('a caller who hangs up while ringing does not cost it, even if "Missed call" shows for 2 s', () => {
    const gone = [...call(5, 'c2'), ringing(5, 'ana', 'c2'), abandoned(15, 'ana', 'c2')];
    const shown = [status(15, 'ana', 'Missed call'), status(16, 'ana', 'Available')];
    expect(broken([...gone, ...call(30), planned(30, 'ben')])).toEqual([2]);
    expect(broken([...gone, ...shown, ...call(30), planned(30, 'ben')])).toEqual([2]);
    expect(broken([...gone, ...shown, ...call(30), planned(30, 'ana')])).toEqual([]);
  });

  test('a "Missed call" for a tether costs nothing: no customer was missed', () => {
    const parked = [status(10, 'ana', 'Missed call'), status(11, 'ana', 'Available'), ...call(20)];
    expect(broken([...parked, planned(20, 'ana')])).toEqual([]);
    expect(broken([...parked, planned(20, 'ben')])).toEqual([2]);
    const away = [status(10, 'ana', 'Missed call'), status(11, 'ana', 'Break'), status(12, 'ana', 'Available')];
    expect(broken([...away, ...call(20), planned(20, 'ben')])).toEqual([]);
  });

  test('a "Missed call" of somebody taken off campaigns costs the place, like a break', () => {
    const off = at(10, { type: 'agent.taken-off', agent: 'ana', why: 'tethers', count: 3, reason: 'why' });
    const parked = [off, status(10, 'ana', 'Missed call'), status(20, 'ana', 'Available'), ...call(30)];
    expect(broken([...parked, planned(30, 'ben')])).toEqual([]);
    expect(broken([...parked, planned(30, 'ana')])).toEqual([2]);
  });

  test('a call declined at 0 costs the place as at any time', () => {
    const declined = [
      ...[...call(0), ringing(0, 'ana'), at(0, { type: 'offer.declined', call: 'c1', agent: 'ana' })],
      ...[status(0, 'ana', 'Missed call'), status(0, 'ana', 'Available')],
    ];
    expect(broken([...declined, ...call(5, 'c2'), planned(5, 'ben', 'c2')])).toEqual([]);
    expect(broken([...declined, ...call(5, 'c2'), planned(5, 'ana', 'c2')])).toEqual([2]);
  });

  test('a claim ends with its slot, with the end of its call and with a plan for another', () => {
    const claimed = [...call(5, 'c2'), planned(5, 'ana', 'c2')];
    expect(broken([...claimed, ...call(6), planned(36.9, 'ben')])).toEqual([]);
    expect(broken([...claimed, ...call(6), planned(37.1, 'ben')])).toEqual([2]);
    expect(broken([...claimed, abandoned(7, null, 'c2'), ...call(20), planned(20, 'ben')])).toEqual([2]);
    expect(
      broken([...claimed, status(6, 'ben', 'Available'), planned(7, 'ben', 'c2'), ...call(20), planned(20, 'ana')]),
    ).toEqual([]);
  });

  test('an agent promised to another call, tried long ago or long busy must not be named', () => {
    expect(broken([...call(5, 'c2'), planned(5, 'ana', 'c2'), ...call(6), planned(6, 'ana')])).toEqual([2]);
    const tried = [...call(5), ringing(5, 'ana'), missed(25, 'ana'), status(25, 'ana', 'Available')];
    expect(broken([...tried, status(26, 'ben', 'Break'), planned(40, 'ana')])).toEqual([2, 12]);
    expect(broken([...call(5), status(10, 'ana', 'Break'), planned(40, 'ana')])).toEqual([2]);
    expect(broken([...call(5), status(39, 'ana', 'Break'), planned(40, 'ana')])).toEqual([]);
  });

  test('an agent with a lost event does not count until the next one or a reconcile, and until its place begins anew', () => {
    const lost = (checker: InvariantChecker) => checker.agentEventLost('ana');
    const events = [...call(5), planned(5, 'ben')];
    expect(broken(events, { tell: lost })).toEqual([]);
    expect(
      broken(events, {
        tell: (checker) => {
          lost(checker);
          checker.agentEventDelivered('ana');
        },
      }),
    ).toEqual([]);
    const later = [
      ...[status(6, 'ana', 'Break'), status(7, 'ana', 'Available'), status(8, 'ana', 'Break')],
      ...[status(9, 'ana', 'Available'), status(10, 'ben', 'Break'), status(11, 'ben', 'Available')],
      ...[...call(20), planned(20, 'ben')],
    ];
    expect(broken(later, { tell: lost })).toEqual([]);
    const found = (reconciledAt: number, begunAt?: number) => (checker: InvariantChecker) => {
      lost(checker);
      checker.reconciled(reconciledAt, begunAt);
    };
    expect(broken(later, { tell: found(5) })).toEqual([2]);
    // What happened a moment before may still be told: it is left to the next minute.
    expect(broken(later, { tell: found(4.9) })).toEqual([]);
    // A round that may have read the agent before the event was lost has not found it.
    expect(broken(later, { tell: found(5, 4.9) })).toEqual([]);
  });

  test('an agent who was taken off does not count, whatever their status, until they set Available anew', () => {
    const off: At = [3, { type: 'agent.taken-off', agent: 'ana', why: 'previews', count: 3, reason: '' }];
    const events = [off, ...call(5), planned(5, 'ben')];
    expect(broken(events)).toEqual([]);
    expect(broken([...call(5), planned(5, 'ben')])).toEqual([2]);
    const anew = [off, status(4, 'ana', 'Break'), status(5, 'ana', 'Available'), status(6, 'ben', 'Break')];
    expect(broken([...anew, status(7, 'ben', 'Available'), ...call(20), planned(20, 'ben')])).toEqual([2]);
    expect(broken([off, ...call(20), planned(20, 'ana')])).toEqual([2]);
    // Available all the while, so that no line shows it.
    const tell = (checker: InvariantChecker) => checker.acts('ana', 'available', 3);
    expect(broken([off, ...call(20), planned(20, 'ana')], { tell })).toEqual([]);
    expect(broken([off, ...call(20), planned(20, 'ben')], { tell })).toEqual([2]);
  });

  test('a ring that is withdrawn parks nobody, and the place in line begins with its end', () => {
    const named = (benBackAt: number, agent: string) =>
      broken(
        [
          ...[...call(1, 'c2'), ringing(1, 'ana', 'c2'), missed(11, 'ana', 'c2')],
          ...[status(2, 'ben', 'Break'), status(benBackAt, 'ben', 'Available'), ...call(30), planned(30, agent)],
        ].sort(([a], [b]) => a - b),
      );
    expect([named(9, 'ana'), named(9, 'ben'), named(13, 'ana'), named(13, 'ben')]).toEqual([[2], [], [], [2]]);
  });

  test('the event after a lost one takes its time to come', () => {
    // Ana is rung at 10, which is lost, and answers at 12: nobody knows of either at 13.
    const story = (t: number) => [
      ...[
        status(1, 'ben', 'Break'),
        ...call(9, 'c2'),
        ringing(10, 'ana', 'c2'),
        answered(12, 'ana', 'c2'),
        status(12, 'ana', 'Busy'),
      ],
      ...[...call(t), planned(t, 'ana')],
    ];
    const heard = (t: number) =>
      broken(story(t), {
        tellAfter: {
          10: (checker) => checker.agentEventLost('ana'),
          12: (checker) => checker.agentEventDelivered('ana'),
        },
      });
    expect([heard(13.9), heard(14)]).toEqual([[], [2]]);
  });

  test('where an event of the named agent was lost, the place in line is what the application could know', () => {
    const lost = (checker: InvariantChecker) => {
      checker.agentEventLost('ben');
      checker.agentEventDelivered('ben');
    };
    // The line says available since 0, ben has been since -50, ana since -100.
    expect(broken([...call(5), planned(5, 'ben')], { tell: lost })).toEqual([2]);
    expect(
      broken([status(1, 'ana', 'Break'), status(2, 'ana', 'Available'), ...call(5), planned(5, 'ben')], { tell: lost }),
    ).toEqual([]);
  });

  test('where the login of the named agent was lost, nothing tells the username that decides a tie', () => {
    const equally = { ana: { availableAt: -50 } };
    const lost = (checker: InvariantChecker) => {
      checker.agentEventLost('ben');
      checker.agentEventDelivered('ben');
    };
    const [t, line] = planned(5, 'ben');
    const events = [...call(5), [t, { ...line, availableSince: -50 }] as At];
    expect(broken(events, equally)).toEqual([2]);
    expect(broken(events, { ...equally, tell: lost })).toEqual([]);
  });

  test('at latency typical nobody is known at t = 0, however long they have been available', () => {
    const events = [...call(1), planned(1, 'ben')];
    expect(broken(events)).toEqual([2]);
    expect(broken(events, { more: { latency: 'typical' } })).toEqual([]);
  });

  test('a ring whose end the application never heard of may come again, and the agent be named again', () => {
    const events = [
      ...call(5),
      ringing(5, 'ana'),
      missed(25, 'ana'),
      status(25, 'ana', 'Missed call'),
      status(30, 'ana', 'Available'),
    ];
    const again = [...events, status(31, 'ben', 'Break'), planned(60, 'ana'), ringing(60, 'ana')];
    expect(broken(again)).toEqual([2, 12, 1]);
    expect(broken(again, { tellLast: (checker) => checker.agentEventLost('ana') })).toEqual([2, 12]);
    expect(broken(again.slice(0, -1), { tellLast: (checker) => checker.agentEventLost('ana') })).toEqual([]);
    // The event is lost at 31; the next reconcile finds the agent, and nobody is rung twice after it.
    const rungAt = (t: number): readonly At[] => [
      ...events,
      status(31, 'ben', 'Break'),
      status(31, 'ana', 'Available'),
      ringing(t, 'ana'),
    ];
    const lost = (t: number) => judgeLost(rungAt(t));
    expect([lost(90), lost(100)]).toEqual([[], [1]]);
  });

  test('a planner killed between claim and word may have claimed anybody for a slot', () => {
    const killed = (checker: InvariantChecker) => checker.killed('agent-events', 4);
    expect(broken([...call(5), planned(5, 'ben')], { tell: killed })).toEqual([]);
    expect(broken([...call(65), planned(65, 'ben')], { tell: killed })).toEqual([2]);
    const other = (checker: InvariantChecker) => checker.killed('voicemail', 4);
    expect(broken([...call(5), planned(5, 'ben')], { tell: other })).toEqual([2]);
  });

  test('faults that delay knowledge are allowed for', () => {
    const events = [...call(5), status(10, 'ana', 'Break'), status(20, 'ana', 'Available')];
    const fresh = [...events, status(21, 'ben', 'Break'), status(24, 'ben', 'Available'), planned(24.5, 'ben')];
    expect(broken(fresh)).toEqual([2]);
    expect(broken(fresh, { more: { faults: [{ kind: 'stale-index', maxDelaySeconds: 3 }] } })).toEqual([]);
    expect(broken(fresh, { tolerance: 5 })).toEqual([]);
    const killed = (checker: InvariantChecker) => {
      for (let n = 0; n < 3; n++) checker.killed('agent-events', 22);
    };
    expect(broken(fresh, { tell: killed })).toEqual([]);
  });

  test('a plan that names nobody frees the agent', () => {
    const events = [...call(6, 'c2'), planned(6, 'ana', 'c2'), ...call(6.5), planned(20, 'ana')];
    const held = (checker: InvariantChecker) => checker.note({ kind: 'offer.held', call: 'c2', t: 8 });
    expect(judge(events).map((violation) => violation.message)).toEqual([
      'the offer of call c1 names ana, who is promised to call c2',
    ]);
    expect(broken(events, { tellLast: held })).toEqual([]);
  });
});

describe('3: nobody waits for ever, nobody vanishes', () => {
  test('up to the maximum wait and two ticks is allowed', () => {
    expect(broken(call(5), { end: 5 + 120 + 60 })).toEqual([]);
    expect(broken([...call(5), voicemail(185)], { end: 500 })).toEqual([]);
  });

  test('longer is not, and is said once', () => {
    expect(judge(call(5), { end: 500 })).toEqual([
      { invariant: 3, message: expect.stringContaining('call c1 has waited longer than 180 s'), lines: [5] },
    ]);
  });

  test('two more ticks while plan-offer is being killed', () => {
    const more = {
      faults: [{ kind: 'lambda-crash', function: 'plan-offer', probability: 0.1, at: 100, forSeconds: 10 }],
    };
    expect(broken([...call(5), voicemail(240)], { more })).toEqual([]);
    expect(broken([...call(5), voicemail(250)], { more })).toEqual([3]);
    expect(broken([...call(120), voicemail(350)], { more })).toEqual([3]);
  });

  test('the largest maximum wait in force while they waited counts', () => {
    const more = { thresholdChanges: [{ at: 50, group: 'g', set: { 'queue/max-wait-seconds': 300 } }] };
    const applied = at(50, { type: 'threshold.applied', group: 'g', version: 2 });
    expect(broken([...call(5), applied, voicemail(360)], { more })).toEqual([]);
    expect(broken([...call(5), voicemail(360)], { more })).toEqual([3]);
  });

  test('a change to nonsense changes no limit', () => {
    const more = { thresholdChanges: [{ at: 50, group: 'g', set: { 'queue/max-wait-seconds': 9999 } }] };
    const applied = at(50, { type: 'threshold.applied', group: 'g', version: 2 });
    expect(broken([...call(5), applied, voicemail(360)], { more })).toEqual([3]);
  });

  test('a call is either queued or refused', () => {
    const arrived = at(5, { type: 'call.arrived', call: 'c1', queue: 'q' });
    expect(
      broken([arrived, at(5, { type: 'call.refused', call: 'c1', reason: 'closed-hours' })], { end: 500 }),
    ).toEqual([]);
    expect(broken([arrived], { end: 500 })).toEqual([3]);
    expect(broken([arrived, at(5, { type: 'call.refused', call: 'c1', reason: 'flow-ended' })])).toEqual([3]);
  });

  test('a call has one outcome', () => {
    expect(broken([...call(5), ringing(5, 'ana'), answered(7, 'ana'), voicemail(35)])).toEqual([3]);
  });
});

describe('4: one voice contact', () => {
  const talking = [...call(5), ringing(5, 'ana'), answered(7, 'ana')];

  test('one call after the other keeps it', () => {
    expect(
      broken([...talking, ended(20, 'ana'), ...call(25, 'c2'), ringing(25, 'ana', 'c2'), answered(27, 'ana', 'c2')]),
    ).toEqual([]);
  });

  test('a ring while talking or ringing, or an answer while talking, breaks it', () => {
    expect(broken([...talking, ...call(10, 'c2'), ringing(10, 'ana', 'c2')])).toEqual([4]);
    expect(broken([...call(5), ringing(5, 'ana'), ...call(6, 'c2'), ringing(6, 'ana', 'c2')])).toEqual([4]);
    expect(broken([...talking, ...call(10, 'c2'), answered(10, 'ana', 'c2')])).toEqual([4]);
  });
});

describe('5: nothing stays half done', () => {
  test('a ring lasts 20 s', () => {
    expect(broken([...call(5), ringing(5, 'ana'), missed(25, 'ana')])).toEqual([]);
    expect(broken([...call(5), ringing(5, 'ana')], { end: 40 })).toEqual([5]);
  });

  test('a claim lasts the rest of the slot before and its own', () => {
    expect(broken([...call(5), planned(5, 'ana', 'c1', 65)])).toEqual([]);
    expect(broken([...call(5), planned(5, 'ana', 'c1', 70)])).toEqual([5]);
  });
});
