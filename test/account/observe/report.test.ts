import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionsIn } from '../../../account/observe/decision-lines';
import { asText, observedReport } from '../../../account/observe/observed-report';
import { runReport } from '../../../commands/observe-report';

const line = (decision: object) => JSON.stringify({ level: 'INFO', message: 'decision', decision });
const end = (callId: string, outcome: string, waitedSeconds: number, isOverdue = false) => ({
  type: 'call.compared',
  observed: true,
  callId,
  outcome,
  agentId: 'a',
  inputs: { waitedSeconds, isOverdue },
});
const repeated = (callId: string, agentId: string) => ({ type: 'offer.repeated', observed: true, callId, agentId });
const move = (agentId: string) => ({ type: 'move.decided', observed: true, agentId, to: 'outbound', rule: 'idle' });
const written = [
  end('c1', 'same-agent', 4),
  end('c2', 'other-agent', 10),
  end('c3', 'other-agent', 130, true),
  end('c4', 'abandoned', 150, true),
  repeated('c2', 'ana'),
  { ...repeated('c2', 'ana'), inputs: { tried: ['ana', 'bo'] } },
  move('ana'),
  move('bo'),
  { type: 'agent.parked', observed: true, agentId: 'ana', callId: 'c2' },
  // Only the leftover of a caller who hung up.
  { type: 'agent.parked', observed: true, agentId: 'bo', callId: 'c4', inputs: { after: 'caller-gone' } },
  // Carried out, and so no matter of this report.
  { type: 'offer.repeated', callId: 'c9', agentId: 'zoe' },
];
const log = written.map(line).join('\n');

describe('the report of what was only observed', () => {
  it('counts what would have differed', () => {
    expect(observedReport(decisionsIn(log).decisions)).toEqual({
      calls: 4,
      sameAgent: 1,
      otherAgent: 2,
      abandoned: 1,
      waits: { median: 10, ninth: 130, longest: 130 },
      repeatedRings: 2,
      repeatedCalls: 1,
      pastMaxWait: 2,
      answeredAfter: 1,
      parked: 1,
      moves: [{ to: 'outbound', rule: 'idle', count: 2, agents: 2 }],
    });
  });

  it('counts a line that stands twice once', () => {
    expect(observedReport(decisionsIn(`${log}\n${log}`).decisions)).toEqual(observedReport(decisionsIn(log).decisions));
  });

  it.each([
    ['lines with a time before them', written.map((decision) => `2026-11-30T11:00:00Z ${line(decision)}`).join('\n')],
    [
      'what filter-log-events answers',
      JSON.stringify({ events: written.map((decision) => ({ message: line(decision) })) }, null, 2),
    ],
    ['its messages alone', JSON.stringify(written.map(line))],
    ['lines among others', `START RequestId: 1\n${log}\n{"message":"warm"}\nnonsense {`],
  ])('reads %s', (_, text) => {
    expect(decisionsIn(text).decisions).toHaveLength(written.length);
  });

  it('says how many decisions it cannot read', () => {
    expect(decisionsIn('{"decision": 7}\n{"decision": {"type": 8}}\n').unreadable).toBe(2);
  });

  it('is a table for people', () => {
    expect(asText(observedReport(decisionsIn(log).decisions))).toContain(
      'answered by whom we would have chosen  1 (25 %)',
    );
    expect(asText(observedReport([]))).toContain('nobody was answered');
  });
});

describe('npm run observe:report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ccb-report-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const run = (...words: readonly string[]) => {
    const printed: string[] = [];
    const told: string[] = [];
    const code = runReport(
      words,
      (text) => printed.push(text),
      (text) => told.push(text),
    );
    return { code, printed: printed.join(''), told };
  };

  it('adds up several files, as JSON where asked', () => {
    const { code, printed } = run(
      file('one.jsonl', log),
      file('two.jsonl', line(end('c5', 'same-agent', 1))),
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ calls: 5, sameAgent: 2 });
  });

  it('says all files it cannot read, and where no caller was seen', () => {
    const missing = run(join(folder, 'a'), join(folder, 'b'));
    expect([missing.code, missing.told.length]).toEqual([2, 2]);
    expect(run(file('empty.jsonl', '')).code).toBe(1);
  });
});
