import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareTraceFile, writeTraceFile } from '../../../commands/terminal/trace-file';
import type { TraceLine } from '../../../simulator/trace/lines';
import { summarise } from '../../../simulator/trace/summary';

const ring = (t: number, call: string, agent: string): TraceLine => ({
  t,
  type: 'offer.ringing',
  call,
  agent,
  by: 'planned',
});
const run = { endSeconds: 100, heldBackSeconds: 0, violations: [] };

const day: readonly TraceLine[] = [
  { t: 0, type: 'agent.status', agent: 'ana', status: 'Available' },
  { t: 0, type: 'agent.status', agent: 'ben', status: 'Offline' },
  ...['c1', 'c2', 'c3', 'c4', 'c5'].flatMap((call): TraceLine[] => [
    { t: 10, type: 'call.arrived', call, queue: 'q' },
    ...(call === 'c5' ? [] : ([{ t: 10, type: 'call.queued', call, queue: 'q' }] as const)),
  ]),
  { t: 10, type: 'call.refused', call: 'c5', reason: 'closed-hours' },
  ring(10, 'c1', 'ana'),
  { t: 12, type: 'call.answered', call: 'c1', agent: 'ana', waitSeconds: 2 },
  { t: 12, type: 'agent.status', agent: 'ana', status: 'Busy' },
  { t: 35, type: 'call.abandoned', call: 'c2', waitSeconds: 25 },
  { t: 40, type: 'call.voicemail', call: 'c3', waitSeconds: 30, reason: 'max-wait' },
  { t: 42, type: 'call.ended', call: 'c1', agent: 'ana' },
  { t: 42, type: 'agent.status', agent: 'ana', status: 'AfterCallWork' },
  { t: 50, type: 'agent.status', agent: 'ben', status: 'Break' },
  { t: 52, type: 'agent.status', agent: 'ana', status: 'Available' },
];

test('the figures of a run', () => {
  expect(summarise(day, run)).toEqual({
    inbound: {
      arrived: 5,
      answered: 1,
      abandoned: 1,
      voicemail: 1,
      refused: 1,
      waiting: 1,
      serviceLevel20: 0.2,
      meanWaitSeconds: 19,
    },
    outbound: { dials: 0, answered: 0, connected: 0, abandoned: 0, abandonRate: null },
    // ana worked 40 s of 100; ben was logged in for 50 and did nothing.
    agents: { utilisation: 0.266667, movesToInbound: 0, movesToOutbound: 0, movesCancelled: 0, movesByRule: {} },
    sameAgentTwice: 0,
    heldBackSeconds: 0,
    violations: [],
  });
});

test('a ratio over zero is null', () => {
  const empty = summarise([], run);
  expect(empty.inbound).toMatchObject({ serviceLevel20: null, meanWaitSeconds: null });
  expect(empty.agents.utilisation).toBeNull();
});

describe('the outbound figures', () => {
  const dial = (t: number, type: 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned', n: number) =>
    ({ t, type, campaign: 'c', contact: `c-${n}`, agent: 'ana' }) as const satisfies TraceLine;
  const dialEnded = (t: number, n: number, outcome: 'completed' | 'no-answer' | 'abandoned', wrapUpSeconds?: number) =>
    ({
      ...{ t, type: 'dial.ended', campaign: 'c', contact: `c-${n}`, agent: 'ana', outcome },
      ...(wrapUpSeconds === undefined ? {} : { wrapUpSeconds }),
    }) as const satisfies TraceLine;
  const status = (t: number, now: string) =>
    ({ t, type: 'agent.status', agent: 'ana', status: now }) as const satisfies TraceLine;
  const connected = (t: number) => ({ t, type: 'tether.connected', agent: 'ana', reason: '' }) as const;
  const ended = (t: number) => ({ t, type: 'tether.ended', agent: 'ana', why: 'released', reason: '' }) as const;

  test('count dials and what became of them', () => {
    const lines = [
      ...[dial(1, 'dial.started', 1), dial(1, 'dial.started', 2), dial(1, 'dial.started', 3)],
      ...[dial(5, 'dial.answered', 1), dial(5, 'dial.connected', 1), dial(6, 'dial.answered', 2)],
      ...[dial(8, 'dial.abandoned', 2), dialEnded(8, 2, 'abandoned'), dialEnded(9, 3, 'no-answer')],
    ];
    expect(summarise(lines, run).outbound).toEqual({
      ...{ dials: 3, answered: 2, connected: 1, abandoned: 1 },
      abandonRate: 0.5,
    });
  });

  test('on a tether only customers and the wrap-up after them are work', () => {
    // Busy from 1 to 91, of which 10 to 40 with a customer and 10 s of wrap-up; then after-work of the tether itself.
    const lines = [
      ...[status(0, 'Available'), status(1, 'Busy'), connected(1), dial(2, 'dial.started', 1)],
      ...[dial(10, 'dial.connected', 1), dialEnded(40, 1, 'completed', 10)],
      ...[ended(91), status(91, 'AfterCallWork'), status(96, 'Available')],
    ];
    expect(summarise(lines, run).agents.utilisation).toBe(0.4);
  });

  test('a tether that ends cuts the wrap-up short, and the next customer ends it', () => {
    const talked = [
      status(0, 'Available'),
      connected(0),
      dial(0, 'dial.connected', 1),
      dialEnded(20, 1, 'completed', 30),
    ];
    expect(summarise([...talked, ended(25)], run).agents.utilisation).toBe(0.25);
    const next = [
      ...talked,
      dial(30, 'dial.connected', 2),
      dialEnded(31, 3, 'no-answer'),
      dialEnded(40, 2, 'completed'),
    ];
    expect(summarise(next, run).agents.utilisation).toBe(0.4);
  });

  test('what goes on at the end counts up to there', () => {
    const talking = [status(0, 'Available'), connected(0), dial(60, 'dial.connected', 1)];
    expect(summarise(talking, run).agents.utilisation).toBe(0.4);
    expect(summarise([...talking, dialEnded(80, 1, 'completed', 50)], run).agents.utilisation).toBe(0.4);
  });

  test('moves are counted when completed, by side and by rule', () => {
    const decided = (move: string, to: 'inbound' | 'outbound', rule: 'idle' | 'caller-waiting') =>
      ({
        ...{ t: 1, type: 'move.decided', move, agent: 'ana', to, rule, reason: '', inputs: {}, when: 'now' },
        deadline: 30,
      }) as const satisfies TraceLine;
    const over = (
      move: string,
      to: 'inbound' | 'outbound',
      type: 'move.completed' | 'move.failed' | 'move.cancelled',
    ) => ({ t: 2, type, move, agent: 'ana', to, seconds: 1, why: '' }) as const satisfies TraceLine;
    const lines = [
      ...[decided('m1', 'outbound', 'idle'), decided('m2', 'inbound', 'caller-waiting')],
      ...[decided('m3', 'outbound', 'idle'), decided('m4', 'inbound', 'caller-waiting')],
      ...[over('m1', 'outbound', 'move.completed'), over('m2', 'inbound', 'move.failed')],
      ...[over('m3', 'outbound', 'move.completed'), over('m4', 'inbound', 'move.completed')],
      ...[decided('m5', 'inbound', 'caller-waiting'), over('m5', 'inbound', 'move.cancelled')],
    ];
    expect(summarise(lines, run).agents).toMatchObject({
      ...{ movesToInbound: 1, movesToOutbound: 2, movesCancelled: 1 },
      movesByRule: { 'caller-waiting': 1, idle: 2 },
    });
  });
});

test('every caller who arrived is in exactly one figure, also one who is not in a queue yet', () => {
  const { inbound } = summarise([...day, { t: 99, type: 'call.arrived', call: 'c6', queue: 'q' }], run);
  const { arrived, answered, abandoned, voicemail, refused, waiting } = inbound;
  expect([arrived, waiting]).toEqual([6, 2]);
  expect(answered + abandoned + voicemail + refused + waiting).toBe(arrived);
});

test('an answer after 20 s is not within the service level', () => {
  const late: TraceLine = { t: 40, type: 'call.answered', call: 'c4', agent: 'ben', waitSeconds: 20.001 };
  expect(summarise([...day, late], run).inbound.serviceLevel20).toBe(0.2);
  expect(summarise([...day, { ...late, waitSeconds: 20 }], run).inbound.serviceLevel20).toBe(0.4);
});

test('every repeated ring counts', () => {
  const lines = [
    ring(1, 'c1', 'ana'),
    ring(30, 'c1', 'ben'),
    ring(60, 'c1', 'ana'),
    ring(90, 'c1', 'ana'),
    ring(91, 'c2', 'ana'),
  ];
  expect(summarise(lines, run).sameAgentTwice).toBe(2);
});

describe('the trace file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trace-'));

  test('is made with its folder, replaced, one line an event', () => {
    const path = join(folder, 'deep', 'er', 'out.jsonl');
    expect(prepareTraceFile(path, 'out.jsonl')).toBeNull();
    writeFileSync(path, 'old');
    writeTraceFile(path, 'trace.jsonl', day.slice(0, 2));
    expect(readFileSync(path, 'utf8')).toBe(
      '{"t":0,"type":"agent.status","agent":"ana","status":"Available"}\n' +
        '{"t":0,"type":"agent.status","agent":"ben","status":"Offline"}\n',
    );
  });

  test('that cannot be written is a problem in one line', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(prepareTraceFile(join(folder, 'file', 'out.jsonl'), 'file/out.jsonl')?.sentence).toMatch(
      /^--trace file\/out\.jsonl: cannot be written \(E\w+\)/,
    );
  });
});
