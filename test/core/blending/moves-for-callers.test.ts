import type { BlendView } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import {
  afterDecision,
  aView,
  caller,
  inbound,
  inFlight,
  inSeconds,
  limits,
  now,
  outbound,
  said,
  secondsAgo,
  short,
} from './blend-views';

const ten = Array.from({ length: 10 }, (_, index) => `a${index}`);
const twenty = limits({ 'blend-to-inbound/wait-seconds': 20 });
const plan = (view: Partial<BlendView>, thresholds: Thresholds = twenty, at = now) =>
  planMoves(aView(view), thresholds, at);

describe('callers past the threshold', () => {
  const tethered = [
    outbound('bo', { availableSince: secondsAgo(50) }),
    outbound('ana', { availableSince: secondsAgo(300) }),
    outbound('cy', { availableSince: secondsAgo(300) }),
  ];

  it('one caller moves exactly one agent, the one idle longest, and says why', () => {
    const decided = plan({ callers: [caller('c1', 21, ['ana', 'bo', 'cy'])], outbound: tethered });
    expect(short(decided)).toEqual(['ana in caller-waiting c1']);
    expect(said(decided.moves[0])).toBe(
      'caller {call} has waited 21 s, over 20 s; ana, idle longest on outbound, comes back',
    );
    expect(decided.moves[0]?.inputs).toEqual({
      waitedSeconds: 21,
      'blend-to-inbound/wait-seconds': 20,
      callersPastThreshold: 1,
      movingToInbound: 0,
      work: 'idle',
      availableSeconds: 300,
    });
  });

  it('one just at the threshold counts, one a moment before does not and is looked at then', () => {
    const view = { callers: [caller('c1', 20, ['ana'])], outbound: tethered };
    expect(said(plan(view).moves[0])).toContain('has waited 20 s, the limit; ana');
    expect(plan(view, twenty, now - 1)).toMatchObject({ moves: [], nextCheckAt: now });
  });

  it('five callers move five, not ten, also when they are decided again before anybody has arrived', () => {
    const callers = [25, 24, 23, 22, 21].map((waited, index) => caller(`c${index}`, waited, ten));
    const view = aView({ callers, outbound: ten.map((name) => outbound(name)) });
    const first = planMoves(view, twenty, now);
    expect(short(first)).toEqual(
      ['a0', 'a1', 'a2', 'a3', 'a4'].map((name, index) => `${name} in caller-waiting c${index}`),
    );
    expect(planMoves(afterDecision(view, first, now), twenty, now + 1000)).toMatchObject({ moves: [], cancelled: [] });
  });

  it('more callers than one decision may serve are served a second later, longest waiting first', () => {
    const callers = [21, 22, 23, 24].map((waited, index) => caller(`c${index}`, waited, ten));
    const view = aView({ callers, outbound: ten.map((name) => outbound(name)) });
    const two = limits({ ...twenty, 'blend/moves-per-decision': 2 });
    const first = planMoves(view, two, now);
    expect(short(first)).toEqual(['a0 in caller-waiting c3', 'a1 in caller-waiting c2']);
    expect(first.nextCheckAt).toBe(inSeconds(1));
    const second = planMoves(afterDecision(view, first, now), two, now + 1000);
    expect(short(second)).toEqual(['a2 in caller-waiting c1', 'a3 in caller-waiting c0']);
    expect(second.nextCheckAt).toBeNull();
  });

  it('for whom nobody was found among those read, others are read next', () => {
    const view = { callers: [caller('c1', 30, [])], outbound: tethered };
    const unread = { inbound: 0, outbound: 40 };
    expect(plan({ ...view, unread })).toMatchObject({ moves: [], readOn: true });
    expect(plan({ ...view, unread: { inbound: 40, outbound: 0 } }).readOn).toBe(false);
    expect(plan({ callers: [caller('c1', 30, ['ana'])], outbound: tethered, unread }).readOn).toBe(false);
  });

  it('holds those who were listed and not read, too, and only while somebody is in need', () => {
    const busy = [outbound('ana', { work: 'talking' }), outbound('bob', { work: 'talking' })];
    const outboundUnread = ['zoe', 'cyd'];
    const inNeed = { callers: [caller('c1', 30, ['ana'])], outbound: busy, outboundUnread };
    expect(plan(inNeed).hold).toEqual(['id-ana', 'zoe', 'cyd']);
    expect(plan({ ...inNeed, callers: [caller('c1', 1, ['ana'])] }).hold).toBeNull();
  });

  it('holds those whose tether is on its way and who may take one of them, too', () => {
    const arriving = ['id-zoe', 'id-cyd'];
    const inNeed = { callers: [caller('c1', 30, ['cyd'])], arriving };
    expect(plan(inNeed)).toMatchObject({ moves: [], hold: ['id-cyd'] });
    expect(plan({ ...inNeed, callers: [caller('c1', 30, ['cyd'], { tried: ['id-cyd'] })] }).hold).toEqual([]);
    expect(plan({ ...inNeed, callers: [caller('c1', 1, ['cyd'])] }).hold).toBeNull();
  });

  it('while more agents are on outbound than are listed, whom they need is looked for every 5 s', () => {
    const inNeed = { callers: [caller('c1', 30, ['ana'])], outbound: [outbound('ana', { work: 'talking' })] };
    const nextCheck = (view: Partial<BlendView>) => plan({ ...inNeed, ...view }).nextCheckAt;
    const staffed = (count: number) => ({ staffed: { inbound: 0, outbound: count } });
    expect(nextCheck(staffed(2))).toBe(inSeconds(5));
    expect(nextCheck(staffed(1))).toBeNull();
    expect(nextCheck({ ...staffed(41), unread: { inbound: 0, outbound: 40 } })).toBeNull();
    expect(nextCheck({ ...staffed(3), arriving: ['id-bo'], moves: [inFlight('cy', { to: 'inbound' })] })).toBeNull();
    expect(nextCheck({ ...staffed(4), arriving: ['id-bo'], moves: [inFlight('cy', { to: 'inbound' })] })).toBe(
      inSeconds(5),
    );
    expect(nextCheck({ ...staffed(2), callers: [] })).toBeNull();
  });

  it('those of a queue of priority 1 are fetched for before those of 2, however long these have waited', () => {
    const callers = [caller('c1', 90, ten, { priority: 2 }), caller('c2', 30, ten), caller('c3', 25, ten)];
    const view = aView({ callers, outbound: ten.map((name) => outbound(name)) });
    expect(short(planMoves(view, limits({ ...twenty, 'blend/moves-per-decision': 2 }), now))).toEqual([
      'a0 in caller-waiting c2',
      'a1 in caller-waiting c3',
    ]);
  });

  it('agents who may not take the call, or were tried, are not fetched', () => {
    const view = { callers: [caller('c1', 30, ['cy', 'bo'], { tried: ['id-cy'] })], outbound: tethered };
    const decided = plan(view);
    expect(short(decided)).toEqual(['bo in caller-waiting c1']);
    expect(said(decided.moves[0])).toContain('bo, idle longest on outbound of those who may take the call now,');
    expect(decided.moves[0]?.because.figures).toMatchObject({ agent: 'bo', longest: 'eligible' });
  });

  it.each([
    ['is ringing', { ringing: true }],
    ['could be taken by an agent idle on inbound', { idleAgentCanTake: true }],
  ])('nobody is fetched for a caller who %s', (_, over) => {
    expect(plan({ callers: [caller('c1', 60, ['ana'], over)], outbound: tethered }).moves).toEqual([]);
  });

  it('dwell, cap, reserve and the outbound minimum do not bind a move for a caller', () => {
    const busyHour = { sideSince: secondsAgo(1), movedAt: [secondsAgo(60), secondsAgo(30), secondsAgo(1)] };
    const strict = limits({ ...twenty, 'side/max-moves-per-agent-hour': 1, 'side/min-outbound-agents': 5 });
    const decided = plan({ callers: [caller('c1', 30, ['ana'])], outbound: [outbound('ana', busyHour)] }, strict);
    expect(short(decided)).toEqual(['ana in caller-waiting c1']);
  });

  it('an agent left alone after a refusal is passed over for the next, and asked again when that is over', () => {
    const refused = outbound('ana', { availableSince: secondsAgo(300), leftAloneUntil: inSeconds(12) });
    const callers = [caller('c1', 30, ['ana', 'bo'])];
    expect(short(plan({ callers, outbound: [refused, outbound('bo')] }))).toEqual(['bo in caller-waiting c1']);
    const alone = { callers, outbound: [refused] };
    expect(plan(alone)).toMatchObject({ moves: [], nextCheckAt: inSeconds(12) });
    expect(short(plan(alone, twenty, inSeconds(12)))).toEqual(['ana in caller-waiting c1']);
  });

  it('an agent whose tether failed comes back as if idle', () => {
    const decided = plan({ callers: [caller('c1', 30, ['ana'])], outbound: [outbound('ana', { work: null })] });
    expect(decided.moves[0]?.when).toBe('now');
    expect(said(decided.moves[0])).toContain('ana, whose tether failed, comes back');
  });
});

describe('release after work', () => {
  const busy = [
    outbound('tal', { work: 'talking', availableSince: secondsAgo(900) }),
    outbound('dia', { work: 'dialling', availableSince: secondsAgo(800) }),
    outbound('wra', { work: 'wrap-up', availableSince: secondsAgo(10) }),
    outbound('wru', { work: 'wrap-up', availableSince: secondsAgo(20) }),
  ];
  const everybody = busy.map((agent) => agent.username);
  const asked = inFlight('mo', { callId: 'c1', when: 'after-work', deadline: null });

  it('is asked for when nobody is idle: wrap-up before dialling before talking, oldest first within one', () => {
    const callers = [40, 39, 38, 37].map((waited, index) => caller(`c${index}`, waited, everybody));
    const decided = plan({ callers, outbound: busy });
    expect(short(decided)).toEqual([
      'wru in caller-waiting c0 after work',
      'wra in caller-waiting c1 after work',
      'dia in caller-waiting c2 after work',
      'tal in caller-waiting c3 after work',
    ]);
    expect(said(decided.moves[3])).toBe(
      'caller {call} has waited 37 s, over 20 s; nobody who may take the call is idle on outbound, so tal, talking to a customer, comes back after that',
    );
  });

  it('is cancelled when the caller was answered or is gone', () => {
    const decided = plan({ moves: [asked], outbound: busy });
    expect(decided.moves).toEqual([]);
    expect(decided.cancelled).toEqual([
      { moveId: 'm-mo', agentId: 'id-mo', because: { code: 'caller-gone', figures: { agent: 'mo' } } },
    ]);
  });

  it('is kept while the caller waits or is being rung, and nobody else is asked', () => {
    for (const over of [{}, { ringing: true }, { idleAgentCanTake: true }]) {
      const decided = plan({ callers: [caller('c1', 40, everybody, over)], moves: [asked], outbound: busy });
      expect([decided.moves, decided.cancelled]).toEqual([[], []]);
    }
  });

  it('gives way to an agent who has become idle meanwhile', () => {
    const decided = plan({
      callers: [caller('c1', 40, ['ana', ...everybody])],
      moves: [asked],
      outbound: [outbound('ana'), ...busy],
    });
    expect(short(decided)).toEqual(['ana in caller-waiting c1']);
    expect(said(decided.moves[0])).toMatch(/comes back in place of mo, asked for after work$/);
    expect(decided.cancelled).toEqual([
      {
        ...{ moveId: 'm-mo', agentId: 'id-mo' },
        because: { code: 'comes-sooner', figures: { agent: 'ana', work: 'idle' } },
      },
    ]);
  });

  it('is not cancelled for an agent whom this decision has no room for', () => {
    const one = limits({ ...twenty, 'blend/moves-per-decision': 1 });
    const decided = plan(
      {
        callers: [caller('c0', 50, ['bo']), caller('c1', 40, ['ana'])],
        moves: [asked],
        outbound: [outbound('ana'), outbound('bo')],
      },
      one,
    );
    expect(short(decided)).toEqual(['bo in caller-waiting c0']);
    expect(decided).toMatchObject({ cancelled: [], nextCheckAt: inSeconds(1) });
  });

  it('for a caller being rung yields to the next caller, for whom somebody is idle', () => {
    const decided = plan({
      callers: [caller('c1', 40, everybody, { ringing: true }), caller('c2', 30, ['ana'])],
      moves: [asked],
      outbound: [outbound('ana'), ...busy],
    });
    expect(short(decided)).toEqual(['ana in caller-waiting c2']);
    expect(decided.moves[0]?.inputs).toMatchObject({ callersPastThreshold: 1, movingToInbound: 0 });
    expect(decided.cancelled.map((move) => move.moveId)).toEqual(['m-mo']);
  });
});

it('releases after work for callers being rung yield one each', () => {
  const ringing = ['r1', 'r2'].map((callId) => caller(callId, 50, [], { ringing: true }));
  const decided = plan({
    callers: [...ringing, caller('c1', 40, ['ana', 'bo']), caller('c2', 30, ['ana', 'bo'])],
    moves: ['r1', 'r2'].map((callId) => inFlight(`for-${callId}`, { callId, when: 'after-work', deadline: null })),
    outbound: [outbound('ana'), outbound('bo')],
  });
  expect(short(decided)).toEqual(['ana in caller-waiting c1', 'bo in caller-waiting c2']);
  expect(decided.cancelled.map((move) => move.moveId)).toEqual(['m-for-r1', 'm-for-r2']);
});

it('for a caller with somebody coming after work, only agents idle and left alone are worth another look', () => {
  const view = (work: 'idle' | 'talking') => ({
    callers: [caller('c1', 40, ['ana'])],
    moves: [inFlight('mo', { callId: 'c1', when: 'after-work', deadline: null })],
    outbound: [outbound('ana', { work, leftAloneUntil: inSeconds(5) })],
  });
  expect(plan(view('idle')).nextCheckAt).toBe(inSeconds(5));
  expect(plan(view('talking')).nextCheckAt).toBeNull();
});

describe('agents on their way already', () => {
  const tethered = [outbound('ana'), outbound('bo')];

  it('for a caller who was served meanwhile serve the next one, so that the pool is not drained twice', () => {
    const moves = [inFlight('mo', { callId: 'gone' })];
    const view = {
      callers: [caller('c1', 40, ['ana', 'bo']), caller('c2', 30, ['ana', 'bo'])],
      moves,
      outbound: tethered,
    };
    const decided = plan(view);
    expect(short(decided)).toEqual(['ana in caller-waiting c2']);
    expect(decided.moves[0]?.inputs).toMatchObject({ callersPastThreshold: 2, movingToInbound: 1 });
  });

  it('stay paired with their caller', () => {
    const moves = [inFlight('mo', { callId: 'c1' })];
    expect(plan({ callers: [caller('c1', 40, ['ana'])], moves, outbound: tethered }).moves).toEqual([]);
  });

  it('make an ask after work for the same caller needless', () => {
    const moves = [
      inFlight('mo', { callId: 'c1', when: 'after-work', decidedAt: secondsAgo(9), deadline: null }),
      inFlight('ana', { callId: 'c1' }),
    ];
    const decided = plan({ callers: [caller('c1', 40, [])], moves });
    expect(decided.cancelled).toEqual([
      { moveId: 'm-mo', agentId: 'id-mo', because: { code: 'somebody-sooner', figures: { agent: 'mo' } } },
    ]);
  });

  it('are not planned again although the index still shows them', () => {
    const moves = [inFlight('ana', { rule: 'supervisor' })];
    expect(short(plan({ callers: [caller('c1', 40, ['ana', 'bo'])], moves, outbound: tethered }))).toEqual([
      'bo in caller-waiting c1',
    ]);
  });
});

it('a caller near the threshold is not looked at when nobody is on outbound to be fetched', () => {
  expect(plan({ callers: [caller('c1', 5, [])], idleInbound: [inbound('ana')] }).nextCheckAt).toBeNull();
  expect(plan({ callers: [caller('c1', 5, [])], staffed: { inbound: 1, outbound: 1 } }).nextCheckAt).toBe(
    inSeconds(15),
  );
});

describe('who is held while callers wait whom only they could take', () => {
  const busyBo = outbound('bo', { work: 'dialling' });
  const atWork = [outbound('ana', { work: 'talking' }), busyBo, outbound('cy')];

  it('is everybody on a tether who may take one of them, whoever comes', () => {
    const callers = [caller('c1', 21, ['ana', 'bo']), caller('c2', 25, ['cy'])];
    const decided = plan({ callers, outbound: atWork });
    expect(decided.hold).toEqual(['id-ana', 'id-bo', 'id-cy']);
    expect(short(decided)).toEqual(['cy in caller-waiting c2', 'bo in caller-waiting c1 after work']);
  });

  it('is nobody who was tried, whose tether failed, or who may take none of them', () => {
    const failed = outbound('dan', { work: null, leftAloneUntil: inSeconds(20) });
    const tried = caller('c1', 21, ['ana', 'bo', 'dan'], { tried: ['id-ana'] });
    expect(plan({ callers: [tried], outbound: [...atWork, failed] }).hold).toEqual(['id-bo']);
  });

  it('is nobody whom a supervisor wants on outbound for a while, until that is over', () => {
    const heldUntil = inSeconds(12);
    const view = { callers: [caller('c1', 30, ['ana', 'bo'])], outbound: [outbound('ana', { heldUntil }), busyBo] };
    expect(plan(view).hold).toEqual(['id-bo']);
    expect(plan(view, twenty, heldUntil - 1).hold).toEqual(['id-bo']);
    expect(plan(view, twenty, heldUntil).hold).toEqual(['id-ana', 'id-bo']);
  });

  it('is nobody for a caller who rings, has not waited long enough, or has an idle agent', () => {
    const callers = [
      caller('c1', 30, ['ana'], { ringing: true }),
      caller('c2', 19, ['ana']),
      caller('c3', 30, ['ana'], { idleAgentCanTake: true }),
    ];
    expect(plan({ callers, outbound: atWork, idleInboundCount: 1 }).hold).toBeNull();
  });

  it('counts an idle agent for one caller, who may be rung already: nobody is let go for the others', () => {
    const besideIdle = (id: string) => caller(id, 30, ['ana'], { idleAgentCanTake: true });
    const held = (count: number) =>
      plan({ callers: ['c1', 'c2', 'c3'].map(besideIdle), outbound: atWork, idleInboundCount: count });
    expect([held(2).hold, held(3).hold]).toEqual([['id-ana'], null]);
    // Whom it is right to fetch is another question (invariant 8).
    expect(held(2).moves).toEqual([]);
  });

  it('goes beyond the moves one decision may make, and includes those who are asked for already', () => {
    const callers = [caller('c1', 21, ['ana', 'bo']), caller('c2', 22, ['ana', 'bo'])];
    const moves = [inFlight('dan', { callId: 'c1', when: 'after-work', deadline: null })];
    const one = limits({ 'blend-to-inbound/wait-seconds': 20, 'blend/moves-per-decision': 1 });
    const decided = plan({ callers, outbound: atWork.slice(0, 2), moves }, one);
    expect(decided.hold).toEqual(['id-ana', 'id-bo', 'id-dan']);
  });

  it('includes those on their way out, for whom something would begin before we hear that they are there', () => {
    const moves = [inFlight('eve', { to: 'outbound', rule: 'idle' })];
    const decided = plan({ callers: [caller('c1', 21, ['ana'])], outbound: atWork.slice(0, 1), moves });
    expect(decided.hold).toEqual(['id-ana', 'id-eve']);
    expect(plan({ callers: [], outbound: atWork.slice(0, 1), moves }).hold).toBeNull();
  });

  it('is nobody once blending is switched off', () => {
    const off = limits({ 'blend/enabled': false });
    expect(plan({ callers: [caller('c1', 21, ['ana'])], outbound: atWork }, off).hold).toBeNull();
  });
});
