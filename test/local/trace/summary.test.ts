import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TraceLine } from '../../../local/trace/lines';
import { summarise } from '../../../local/trace/summary';
import { prepareTraceFile, writeTraceFile } from '../../../local/trace/write';

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
      waiting: 1,
      serviceLevel20: 0.2,
      meanWaitSeconds: 19,
    },
    outbound: { dials: 0, answered: 0, connected: 0, abandoned: 0, abandonRate: null },
    // ana worked 40 s of 100; ben was logged in for 50 and did nothing.
    agents: { utilisation: 0.266667, movesToInbound: 0, movesToOutbound: 0 },
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
    writeTraceFile(path, day.slice(0, 2));
    expect(readFileSync(path, 'utf8')).toBe(
      '{"t":0,"type":"agent.status","agent":"ana","status":"Available"}\n' +
        '{"t":0,"type":"agent.status","agent":"ben","status":"Offline"}\n',
    );
  });

  test('that cannot be written is a problem in one line', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(prepareTraceFile(join(folder, 'file', 'out.jsonl'), 'file/out.jsonl')).toMatch(
      /^--trace file\/out\.jsonl: cannot be written \(E\w+\)/,
    );
  });
});
