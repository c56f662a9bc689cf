import { RefusedError } from '../../../documents/told';
import { InvariantChecker } from '../../../simulator/invariants/checker';
import { readScenario } from '../../../simulator/scenario/read-scenario';
import type { TraceEvent, TraceLine, TraceType } from '../../../simulator/trace/lines';

type EventOfType<T extends TraceType> = Extract<TraceEvent, { type: T }>;
type At = readonly [t: number, event: TraceEvent];
const at = (t: number, event: TraceEvent): At => [t, event];

const status = (t: number, now: string, agent = 'ana') => at(t, { type: 'agent.status', agent, status: now });
const side = (t: number, now: 'inbound' | 'outbound' | 'moving', agent = 'ana') =>
  at(t, { type: 'agent.side', agent, side: now });
const call = (t: number, id = 'c1'): readonly At[] => [
  at(t, { type: 'call.arrived', call: id, queue: 'q' }),
  at(t, { type: 'call.queued', call: id, queue: 'q' }),
];
const ringing = (t: number, id = 'c1', agent = 'ana') =>
  at(t, { type: 'offer.ringing', call: id, agent, by: 'native' });
const answered = (t: number, id = 'c1', agent = 'ana') =>
  at(t, { type: 'call.answered', call: id, agent, waitSeconds: 0 });
const ended = (t: number, id = 'c1', agent = 'ana') => at(t, { type: 'call.ended', call: id, agent });
const gone = (t: number, id = 'c1') => at(t, { type: 'call.abandoned', call: id, waitSeconds: 0 });
const planned = (t: number, agent: string, id = 'c1') =>
  at(t, {
    ...{ type: 'offer.planned', call: id, agent, slotEnds: t + 30, candidates: [agent] },
    ...{ availableSince: 0, reason: '' },
  });

const requested = (t: number, attempt = 1, agent = 'ana') =>
  at(t, { type: 'tether.requested', agent, attempt, reason: '' });
const connected = (t: number, agent = 'ana'): readonly At[] => [
  status(t, 'Busy', agent),
  at(t, { type: 'tether.connected', agent, reason: '' }),
];
const tetherEnded = (t: number, why: EventOfType<'tether.ended'>['why'], agent = 'ana') =>
  at(t, { type: 'tether.ended', agent, why, reason: '' });

type DialType = 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned';
const dial = (t: number, type: DialType, contact = 'c-1', agent: string | null = 'ana') =>
  at(t, { type, campaign: 'c', contact, ...(agent === null ? {} : { agent }) });
const dialEnded = (
  t: number,
  outcome: EventOfType<'dial.ended'>['outcome'] = 'completed',
  contact = 'c-1',
  wrapUpSeconds = 0,
) =>
  at(t, {
    ...{ type: 'dial.ended', campaign: 'c', contact, agent: 'ana', outcome },
    ...(wrapUpSeconds > 0 ? { wrapUpSeconds } : {}),
  });
const contactIs = (t: number, state: EventOfType<'contact.state'>['state'], contact = 'c-1') =>
  at(t, { type: 'contact.state', campaign: 'c', contact, state });
/** A customer who is dialled, talks and is done with. */
const customer = (from: number, until: number, contact = 'c-1', wrapUpSeconds = 0): readonly At[] => [
  contactIs(from, 'dialling', contact),
  dial(from, 'dial.started', contact),
  dial(from, 'dial.connected', contact),
  dialEnded(until, 'completed', contact, wrapUpSeconds),
  contactIs(until, 'completed', contact),
];

type Move = EventOfType<'move.decided'>;
const moves = (t: number, more: Partial<Move> = {}): At =>
  at(t, {
    ...{ type: 'move.decided', move: 'm1', agent: 'ana', to: 'inbound', rule: 'caller-waiting', reason: '' },
    ...{ inputs: {}, when: 'now', deadline: t + 30, ...more },
  });
const moveOver = (t: number, type: 'move.completed' | 'move.failed', more: { move?: string; agent?: string } = {}) =>
  at(t, { type, move: 'm1', agent: 'ana', to: 'inbound', seconds: 1, why: '', ...more });

interface World {
  readonly faults?: readonly object[];
  readonly thresholds?: object;
  readonly more?: object;
  readonly end?: number;
  readonly tell?: (checker: InvariantChecker) => void;
}

/** ana starts on the outbound side, ben and cleo on the inbound side; all blended, available since -100, -60 and -50. */
function judge(events: readonly At[], world: World = {}) {
  const agent = (username: string, availableAt: number, more: object = {}) => ({
    ...{ username, group: 'g', kind: 'blended', availableAt },
    ...more,
  });
  const answer = readScenario(
    's.json',
    JSON.stringify({
      name: 's',
      durationSeconds: 10_000,
      groups: [{ name: 'g', queues: ['q'], campaigns: ['c'], thresholds: world.thresholds ?? {} }],
      agents: [agent('ana', -100, { side: 'outbound' }), agent('ben', -60), agent('cleo', -50)],
      campaigns: [{ name: 'c', contacts: 5, pacing: { mode: 'progressive', linesPerAgent: 2 } }],
      faults: world.faults ?? [],
      ...world.more,
    }),
  );
  if (!answer.ok) throw new RefusedError(answer.problems);
  const checker = new InvariantChecker(answer.scenario);
  const opening = ['ana', 'ben', 'cleo'].map((agent) => status(0, 'Available', agent));
  const lines: TraceLine[] = [...opening, ...events].map(([t, event]) => ({ t, ...event }));
  lines.forEach((line, index) => {
    if (index === opening.length) world.tell?.(checker);
    checker.line(line);
  });
  return checker.finish(world.end ?? lines.at(-1)?.t ?? 0, lines);
}
const broken = (events: readonly At[], world?: World) => judge(events, world).map((violation) => violation.invariant);
const messages = (events: readonly At[], world?: World) => judge(events, world).map((violation) => violation.message);

/** ben and cleo are of no use to any caller. */
const nobodyIdle = [status(1, 'Break', 'ben'), status(1, 'Break', 'cleo')];
const onTether = [requested(0), ...connected(1)];

describe('2: the agent available longest first, back from outbound', () => {
  const back = (t: number) => [
    tetherEnded(t, 'released'),
    status(t, 'AfterCallWork'),
    status(t + 1, 'Available'),
    side(t + 1, 'inbound'),
  ];

  test('a tether costs nobody the place in line', () => {
    const events = [...onTether, ...back(20), ...call(30)];
    expect(broken([...events, planned(30, 'ana')])).toEqual([]);
    expect(broken([...events, planned(30, 'ben')])).toEqual([2]);
  });

  test('a customer of a campaign costs it, up to the end of the wrap-up', () => {
    const events = [...onTether, ...customer(2, 10, 'c-1', 5), ...back(20), ...call(30)];
    expect(broken([...events, planned(30, 'ben')])).toEqual([]);
    expect(broken([...events, planned(30, 'ana')])).toEqual([2]);
    const benBack = [status(11, 'Break', 'ben'), status(18, 'Available', 'ben'), status(11, 'Break', 'cleo')];
    expect(
      broken([...onTether, ...customer(2, 10, 'c-1', 5), ...benBack, ...back(20), ...call(30), planned(30, 'ana')]),
    ).toEqual([]);
  });

  test('when the Campaign Manager cannot tell, the end of a customer is not held against anybody', () => {
    const events = [...onTether, ...customer(2, 10), ...back(20), ...call(30), planned(30, 'ana')];
    expect(broken(events, { faults: [{ kind: 'campaign-manager-slow', delaySeconds: 20 }] })).toEqual([]);
  });

  test('a ring in the moment an agent comes back may be news to whoever plans a second later', () => {
    const events = [...onTether, ...call(2), status(20, 'Available'), ringing(20), side(20, 'inbound')];
    expect(broken([...events, planned(21, 'ana')])).toEqual([]);
    expect(broken([...events, planned(22, 'ana')])).toEqual([2]);
  });

  test('whoever is moving or on the outbound side is neither named nor counted', () => {
    expect(broken([...call(30), planned(30, 'ben')])).toEqual([]);
    expect(messages([...call(30), planned(30, 'ana')])).toEqual([
      'the offer of call c1 names ana, who is not idle (Available, on the outbound side)',
    ]);
  });
});

describe('4: one voice contact, and customers on tethers only', () => {
  test('a call before and after a tether keeps it', () => {
    const before = [...call(1), ringing(1), answered(2), status(2, 'Busy'), ended(5), status(5, 'Available')];
    const after = [
      tetherEnded(20, 'released'),
      status(20, 'Available'),
      ...call(21, 'c2'),
      ringing(21, 'c2'),
      answered(22, 'c2'),
    ];
    expect(broken([...before, requested(6), ...connected(7), ...after])).toEqual([]);
  });

  test('a ring in the moment the tether ends keeps it, though its end is told later', () => {
    const events = [...onTether, status(20, 'Available'), ...call(20), ringing(20), tetherEnded(20, 'released')];
    expect(broken(events)).toEqual([]);
  });

  test('a ring or an answer on a tether, and a tether on a call, break it', () => {
    expect(broken([...onTether, ...call(5), ringing(5)])).toEqual([4]);
    expect(messages([...onTether, ...call(5), answered(5)])).toEqual(['agent ana answers call c1 while on a tether']);
    expect(broken([...call(1), ringing(1), answered(2), requested(3), ...connected(4)])).toEqual([4]);
    expect(broken([...call(1), ringing(1), requested(3), ...connected(4)])).toEqual([4]);
  });

  test('a customer reaches an agent with a tether, one at a time', () => {
    expect(broken([...onTether, ...customer(2, 10), ...customer(10, 20, 'c-2')])).toEqual([]);
    expect(
      broken([
        ...onTether,
        ...customer(2, 10).slice(0, 3),
        dial(3, 'dial.started', 'c-2'),
        dial(3, 'dial.connected', 'c-2'),
      ]),
    ).toEqual([4]);
  });

  test('a customer who reaches nobody, or somebody without a tether, breaks it', () => {
    expect(broken([...onTether, dial(2, 'dial.started'), dial(2, 'dial.connected', 'c-1', null)])).toEqual([4]);
    expect(messages(customer(2, 10))).toEqual(['customer c-1 reaches ana, who is on no tether']);
    const dropped = [...onTether, tetherEnded(5, 'dropped')];
    expect(broken([...dropped, dial(5, 'dial.started'), dial(5, 'dial.connected')])).toEqual([]);
    expect(broken([...dropped, dial(5, 'dial.started'), dial(6, 'dial.connected')])).toEqual([4]);
  });

  test('a tether that a killed function never told of shows by the status', () => {
    const events = [requested(0), status(1, 'Busy'), ...customer(2, 10)];
    expect(broken(events)).toEqual([4]);
    expect(broken(events, { tell: (checker) => checker.killed('agent-events', 0) })).toEqual([]);
  });
});

describe('5: moves and tethers end', () => {
  test('a move to inbound has 90 s, and each kill adds what it delays', () => {
    const events = [...nobodyIdle, ...onTether, ...call(5), moves(20), side(20, 'moving'), gone(21)];
    expect(broken([...events, moveOver(112, 'move.failed')])).toEqual([]);
    expect(messages(events, { end: 113 })).toEqual([
      'move m1 of ana to inbound is neither completed nor failed after 90 s',
    ]);
    const killed = (checker: InvariantChecker) => checker.killed('campaign-commands', 30);
    expect(broken(events, { end: 170, tell: killed })).toEqual([]);
    expect(broken(events, { end: 173, tell: killed })).toEqual([5]);
  });

  test('the work an agent finishes first does not count', () => {
    const work = [dial(4, 'dial.started'), dial(4, 'dial.connected')];
    const events = [...nobodyIdle, ...onTether, ...call(5), ...work, moves(20, { when: 'after-work' }), gone(21)];
    expect(broken(events, { end: 500 })).toEqual([]);
    const done = [...events, dialEnded(300, 'completed', 'c-1', 50), contactIs(300, 'completed')];
    expect(broken(done, { end: 441 })).toEqual([]);
    expect(broken(done, { end: 443 })).toEqual([5]);
    expect(broken([...done, side(350, 'moving')], { end: 441 })).toEqual([]);
    expect(broken([...done, side(350, 'moving')], { end: 443 })).toEqual([5]);
    // Held back by a fault, the end of the work may be unknown.
    const faults = [{ kind: 'campaign-manager-down', at: 300 }];
    expect(broken(done, { end: 900, faults })).toEqual([]);
  });

  test('a tether has all its attempts, the back-off and 5 s', () => {
    // 3 x 30 + 2 + 4 + 5, and the tolerance.
    const events = [requested(0), requested(32, 2), requested(66, 3)];
    expect(broken(events, { end: 103 })).toEqual([]);
    expect(messages(events, { end: 103.1 })).toEqual(['the tether of ana is neither connected nor failed after 101 s']);
    expect(broken(events, { end: 80, thresholds: { 'tether/attempts': 2 } })).toEqual([5]);
    expect(broken([...events, at(96, { type: 'tether.failed', agent: 'ana', reason: '' })], { end: 500 })).toEqual([]);
  });

  test('a longer time-out counts from when it applied', () => {
    const thresholdChanges = [{ at: 50, group: 'g', set: { 'tether/timeout-seconds': 60 } }];
    const applied = at(50, { type: 'threshold.applied', group: 'g', version: 2 });
    expect(broken([requested(0), applied], { end: 150, more: { thresholdChanges } })).toEqual([]);
    expect(broken([requested(0), applied], { end: 200, more: { thresholdChanges } })).toEqual([5]);
  });

  test.each<[string, readonly At[]]>([
    ['the agent goes on a break', [status(10, 'Break')]],
    ['a caller comes first', [...call(10), ringing(10), answered(12), ended(15)]],
    ['it is called off', [tetherEnded(10, 'cancelled')]],
    ['its move fails', [moves(0, { to: 'outbound', rule: 'supervisor' }), moveOver(10, 'move.failed')]],
    ['the agent comes back to inbound', [side(10, 'inbound')]],
    ['blending is switched off', [at(10, { type: 'threshold.applied', group: 'g', version: 2 })]],
  ])('a tether is over when %s', (_, after) => {
    const thresholdChanges = [{ at: 9, group: 'g', set: { 'blend/enabled': false } }];
    expect(broken([requested(0), ...after], { end: 110, more: { thresholdChanges } })).toEqual([]);
  });

  test('a wrong token is not the end of it', () => {
    expect(broken([requested(0), tetherEnded(10, 'unmapped'), requested(12, 2)], { end: 110 })).toEqual([5]);
  });

  test('a move to outbound has the time of its tether, and is told once', () => {
    const out = [
      moves(40, { agent: 'ben', to: 'outbound', rule: 'idle' }),
      side(40, 'moving', 'ben'),
      requested(40, 1, 'ben'),
    ];
    expect(broken(out, { end: 143 })).toEqual([]);
    expect(messages(out, { end: 144 })).toEqual([
      'move m1 of ben to outbound is neither completed nor failed after 101 s',
    ]);
  });
});

describe('6: one state per contact', () => {
  test('open, dialled, rescheduled, dialled and talked to keeps it', () => {
    const first = [
      contactIs(1, 'dialling'),
      dial(1, 'dial.started'),
      dialEnded(9, 'no-answer'),
      contactIs(9, 'rescheduled'),
    ];
    expect(broken([...onTether, ...first, contactIs(20, 'open'), ...customer(21, 30)], { end: 500 })).toEqual([]);
  });

  test('a state, or a dial, after the last one breaks it', () => {
    const events = [...onTether, ...customer(2, 10)];
    expect(messages([...events, contactIs(11, 'closed')])).toEqual(['contact c-1 was completed and is closed']);
    expect(messages([...events, dial(11, 'dial.started')])).toEqual(['contact c-1 was completed and is dialled']);
  });

  test('somebody who is to be called again breaks it, unless a person works as an agent and may have said so', () => {
    const said = [...onTether, ...customer(2, 10), contactIs(11, 'rescheduled')];
    expect(messages(said)).toEqual(['contact c-1 was completed and is rescheduled']);
    const byPerson = { tell: (checker: InvariantChecker) => checker.takenOver('ana', 0) };
    expect(messages(said, byPerson)).toEqual([]);
    const closed = [...onTether, ...customer(2, 10), contactIs(11, 'closed')];
    expect(messages(closed, byPerson)).toEqual(['contact c-1 was completed and is closed']);
  });

  test('two dials of one contact at once break it', () => {
    expect(broken([dial(1, 'dial.started'), dial(2, 'dial.started')])).toEqual([6]);
  });

  test('a contact whose dial ended and whose state never says so breaks it', () => {
    const events = [contactIs(1, 'dialling'), dial(1, 'dial.started'), dialEnded(9, 'no-answer')];
    expect(broken(events, { end: 11 })).toEqual([]);
    expect(broken(events, { end: 12 })).toEqual([6]);
  });

  test('nobody is on a list who is not', () => {
    expect(messages([contactIs(1, 'dialling', 'c-6')])).toEqual(['campaign c has no contact c-6']);
    expect(broken([contactIs(1, 'dialling', 'd-1')])).toEqual([6]);
    expect(broken([contactIs(1, 'dialling', 'c-5')])).toEqual([]);
  });
});

describe('7: nobody is cut off by a move', () => {
  test('a fault that cuts off the tether in the middle of a move is no move', () => {
    const cut = [
      ...[
        contactIs(5, 'dialling'),
        dial(5, 'dial.started'),
        dial(9, 'dial.connected'),
        moves(11.5, { when: 'after-work' }),
      ],
      ...[dialEnded(12, 'failed'), contactIs(12, 'closed'), tetherEnded(12, 'released')],
    ];
    const drops = (agent: string) => ({ faults: [{ kind: 'tether-drop', agent, at: 12, forSeconds: 1 }] });
    const onTether = [...nobodyIdle, ...call(1), ...connected(2), ...cut];
    expect(broken(onTether, drops('ana'))).toEqual([]);
    expect(broken(onTether, drops('ben'))).toEqual([7]);
  });

  const fetched = [...nobodyIdle, ...onTether, ...call(5), moves(20), gone(21)];

  test('an idle agent may be fetched, and one whose work is over', () => {
    expect(broken([...fetched, tetherEnded(22, 'released')])).toEqual([]);
    expect(
      broken([...fetched.slice(0, 5), ...customer(4, 10), ...fetched.slice(5), tetherEnded(22, 'released')]),
    ).toEqual([]);
  });

  test('ending the tether of somebody with a dial or a customer breaks it', () => {
    const dialled = [...nobodyIdle, ...onTether, dial(4, 'dial.started'), ...call(5), moves(20), gone(21)];
    expect(messages([...dialled, tetherEnded(22, 'released')])).toEqual([
      'move m1 ends the tether of ana and cuts off c-1, who was being dialled',
    ]);
    const talking = [...dialled, dial(21, 'dial.connected')];
    expect(broken([...talking, tetherEnded(22, 'cancelled')])).toEqual([7]);
    const cut = [...talking, dialEnded(22, 'failed'), contactIs(22, 'open'), tetherEnded(22, 'released')];
    expect(messages(cut)).toEqual(['move m1 ends the tether of ana and cuts off c-1, to whom they talked']);
  });

  test('what breaks, or what an agent takes down by leaving, is no move of ours', () => {
    const dialled = [...nobodyIdle, ...onTether, dial(4, 'dial.started'), ...call(5), moves(20), gone(21)];
    for (const why of ['dropped', 'logout'] as const) expect(broken([...dialled, tetherEnded(22, why)])).toEqual([]);
    const notMoved = [...onTether, dial(4, 'dial.started')];
    expect(broken([...notMoved, tetherEnded(22, 'released')])).toEqual([]);
  });

  test("lines that go on for others when one customer is put through are not the agent's any more", () => {
    const two = [dial(4, 'dial.started'), dial(4, 'dial.started', 'c-2'), dial(6, 'dial.connected')];
    const done = [dialEnded(8), contactIs(8, 'completed')];
    const events = [...nobodyIdle, ...onTether, ...two, ...done, ...call(8), moves(20), gone(21)];
    expect(broken([...events, tetherEnded(22, 'released')])).toEqual([]);
  });
});

describe('8: moves stay within bounds', () => {
  describe('for callers', () => {
    const waiting = [...nobodyIdle, ...onTether];

    test('one agent comes for each caller past the threshold', () => {
      expect(broken([...waiting, ...call(5), moves(15)])).toEqual([]);
      expect(messages([...waiting, ...call(5), moves(14)])).toEqual([
        'move m1 (caller-waiting) of ana to inbound makes 1 on their way for 0 callers whom no idle agent could take',
      ]);
      const [arrived, queued] = call(5);
      if (!arrived || !queued) throw new Error('a call arrives and is queued');
      const atOnce = { thresholds: { 'blend-to-inbound/wait-seconds': 0 } };
      expect(broken([...waiting, arrived, moves(5), queued], atOnce)).toEqual([]);
      expect(broken([...waiting, arrived, moves(5), queued])).toEqual([8]);
      const second = moves(15, { move: 'm2', agent: 'ben' });
      expect(broken([...waiting, ...call(5), ...call(5, 'c2'), moves(15), second])).toEqual([]);
      expect(broken([...waiting, ...call(5), moves(15), second])).toEqual([8]);
      expect(broken([...waiting, ...call(5), moves(15), moveOver(15, 'move.failed'), second])).toEqual([]);
    });

    test('nobody comes for a caller whom somebody idle could take', () => {
      expect(broken([...onTether, ...call(5), moves(15)])).toEqual([8]);
      const tried = [
        ...[ringing(5, 'c1', 'ben'), at(7, { type: 'offer.declined', call: 'c1', agent: 'ben' })],
        ...[ringing(8, 'c1', 'cleo'), at(9, { type: 'offer.declined', call: 'c1', agent: 'cleo' })],
      ];
      const idle = [status(10, 'Missed call', 'ben'), status(11, 'Available', 'ben')];
      expect(broken([...onTether, ...call(5), ...tried, ...idle, moves(15)])).toEqual([]);
      // Free for a moment only: nobody need have heard.
      expect(broken([...waiting, ...call(5), status(14, 'Available', 'ben'), moves(15)])).toEqual([]);
    });

    test('a caller who has just left may still count, one who left long ago does not', () => {
      expect(broken([...waiting, ...call(5), gone(14), moves(15.5)])).toEqual([]);
      expect(broken([...waiting, ...call(5), gone(14), moves(17)])).toEqual([8]);
      const faults = [{ kind: 'reorder-events', maxDelaySeconds: 3 }];
      expect(broken([...waiting, ...call(5), gone(14), moves(17)], { faults })).toEqual([]);
    });

    test('whoever is to come after work for a caller who is gone does not count, who is on the way does', () => {
      const first = moves(15, { move: 'm2', agent: 'cleo', when: 'after-work', call: 'c1' });
      const events = [...waiting, ...call(5), first, gone(16), ...call(16, 'c2')];
      expect(broken([...events, moves(26, { call: 'c2' })])).toEqual([]);
      expect(broken([...events, side(17, 'moving', 'cleo'), moves(26, { call: 'c2' })])).toEqual([8]);
    });

    test('a threshold that has just changed may be the old one still', () => {
      const thresholdChanges = [{ at: 14, group: 'g', set: { 'blend-to-inbound/wait-seconds': 60 } }];
      const applied = at(14, { type: 'threshold.applied', group: 'g', version: 2 });
      expect(broken([...waiting, ...call(5), applied, moves(17)], { more: { thresholdChanges } })).toEqual([]);
      expect(broken([...waiting, ...call(5), applied, moves(25)], { more: { thresholdChanges } })).toEqual([8]);
    });
  });

  describe('out', () => {
    const out = (t: number, agent = 'ben', more: Partial<Move> = {}) =>
      moves(t, { agent, to: 'outbound', rule: 'idle', ...more });

    test('the reserve of idle agents stays', () => {
      expect(broken([out(40)])).toEqual([]);
      expect(messages([out(40), out(40, 'cleo', { move: 'm2' })])).toEqual([
        'move m2 (idle) of cleo to outbound leaves 0 idle on inbound, fewer than the reserve of 1',
      ]);
      expect(broken([...call(39), ringing(39, 'c1', 'cleo'), answered(39.5, 'c1', 'cleo'), out(40)])).toEqual([]);
      expect(broken([...call(30), ringing(30, 'c1', 'cleo'), answered(31, 'c1', 'cleo'), out(40)])).toEqual([8]);
    });

    test('the minimum on inbound stays, whatever they do there', () => {
      const thresholds = { 'side/min-inbound-agents': 1, 'blend-to-outbound/min-idle-inbound-agents': 0 };
      expect(broken([status(5, 'Break', 'cleo'), out(40)], { thresholds })).toEqual([]);
      expect(broken([status(5, 'Offline', 'cleo'), out(40)], { thresholds })).toEqual([8]);
      const killed = (checker: InvariantChecker) => checker.killed('reconcile', 10);
      expect(broken([status(5, 'Offline', 'cleo'), out(40)], { thresholds, tell: killed })).toEqual([]);
      const lost = (checker: InvariantChecker) => checker.agentEventLost('cleo');
      expect(broken([status(5, 'Offline', 'cleo'), out(40)], { thresholds, tell: lost })).toEqual([]);
    });

    test('dwell binds them, by the trace and by the figures compared', () => {
      const back = [side(30, 'moving', 'ben'), side(50, 'inbound', 'ben')];
      expect(broken([...back, out(80)])).toEqual([]);
      expect(messages([...back, out(79)])).toEqual([
        'move m1 (idle) of ben to outbound comes 29 s after they came to this side, less than 30 s',
      ]);
      expect(broken([out(80, 'ben', { inputs: { secondsOnSide: 12 } })])).toEqual([8]);
      expect(broken([...back, out(79, 'ben', { rule: 'supervisor' })])).toEqual([]);
    });

    test('the hourly cap binds them, by completed moves and by the figures compared', () => {
      const world = { thresholds: { 'side/max-moves-per-agent-hour': 1 } };
      const earlier = [
        ...[out(40), side(40, 'moving', 'ben'), moveOver(42, 'move.completed', { agent: 'ben' })],
        ...[side(42, 'outbound', 'ben'), side(50, 'inbound', 'ben')],
      ];
      expect(broken([...earlier, out(3639, 'ben', { move: 'm2' })], world)).toEqual([8]);
      expect(broken([...earlier, out(3641, 'ben', { move: 'm2' })], world)).toEqual([]);
      expect(broken([out(40, 'ben', { inputs: { movesInHour: 1 } })], world)).toEqual([8]);
    });
  });

  test('dwell begins with the login, whenever that was planned for', () => {
    const dan = { people: [{ count: 1, prefix: 'dan', template: { group: 'g', kind: 'blended', availableAt: 500 } }] };
    const comes = (t: number, at: number) => [
      ...[status(0, 'Offline', 'dan1'), status(at, 'Available', 'dan1')],
      moves(t, { agent: 'dan1', to: 'outbound', rule: 'idle' }),
    ];
    expect(broken(comes(60, 20), { more: dan })).toEqual([]);
    expect(broken(comes(40, 20), { more: dan })).toEqual([8]);
  });

  test('dwell and cap bind releases for want of demand, and no move for a caller', () => {
    const now = [side(10, 'moving'), side(20, 'outbound')];
    expect(broken([...now, moves(40, { rule: 'campaign-release' })])).toEqual([8]);
    expect(broken([...now, moves(50, { rule: 'campaign-release' })])).toEqual([]);
    expect(broken([...nobodyIdle, ...now, ...call(25), moves(40)])).toEqual([]);
  });

  describe('a supervisor is bound only by work in hand', () => {
    const wish = (t: number, more: Partial<Move> = {}) => moves(t, { rule: 'supervisor', ...more });

    test('an idle agent may go at once, a working one after work', () => {
      expect(broken([...onTether, wish(5)])).toEqual([]);
      expect(broken([...onTether, dial(3, 'dial.started'), wish(9, { when: 'after-work' })])).toEqual([]);
    });

    test('work that is known of must not be broken off', () => {
      expect(messages([...onTether, dial(3, 'dial.started'), wish(9)])).toEqual([
        'move m1 (supervisor) of ana to inbound takes them from contact c-1',
      ]);
      expect(broken([...onTether, dial(3, 'dial.started'), wish(4)])).toEqual([]);
      const talking = [...call(5), ringing(5, 'c1', 'ben'), answered(6, 'c1', 'ben')];
      expect(broken([...talking, wish(20, { agent: 'ben', to: 'outbound' })])).toEqual([8]);
      const faults = [{ kind: 'campaign-manager-down' }];
      expect(broken([...onTether, dial(3, 'dial.started'), wish(9)], { faults })).toEqual([]);
    });
  });
});

test('a line that is written after later ones is judged where it stands', () => {
  const tether = [
    requested(0),
    status(1, 'Busy'),
    ...customer(2, 10),
    at(1, { type: 'tether.connected', agent: 'ana', reason: '' }),
  ] as const;
  expect(broken(tether)).toEqual([]);
});
