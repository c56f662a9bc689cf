import { RefusedError, sentences } from '../../../documents/told';
import type { Estimate } from '../../../what-if/measures/estimate';
import { readModel } from '../../../what-if/models/read-model';
import { type ModelRun, runModel } from '../../../what-if/run-model';
import { blendedQueue } from '../../../what-if/theory/blended-queue';

const group = {
  model: 'group',
  agents: 8,
  arrivalsPerHour: [48],
  segmentSeconds: 3600,
  inboundSeconds: { exponential: 300 },
  dialSeconds: { uniform: [4, 12] },
  answerProbability: 0.3,
  outboundSeconds: { exponential: 240 },
  wrapUpSeconds: 10,
  patienceSeconds: { exponential: 120 },
  moveSeconds: 2,
  waitSeconds: 20,
  hours: 3,
  warmUpHours: 1,
  replications: 4,
};
const play = (more: object): ModelRun => {
  const read = readModel('g', JSON.stringify({ ...group, ...more }));
  if (!read.ok) throw new RefusedError(read.problems);
  return runModel(read.value);
};
const measure = ({ measures }: ModelRun, name: string): Estimate =>
  measures[name] ?? { mean: Number.NaN, standardError: null };

test('with blending off nobody goes out, and callers find Erlang A', () => {
  const run = play({ thresholds: { 'blend/enabled': false }, hours: 60, replications: 8 });
  const exact = blendedQueue({
    agents: 8,
    load: 4,
    serviceSeconds: 300,
    patienceSeconds: 120,
    threshold: 0,
    waitSeconds: 20,
  });
  for (const name of ['waited', 'abandoned', 'serviceLevel', 'utilisation'] as const) {
    const { mean, standardError } = measure(run, name);
    expect(Math.abs(mean - exact[name])).toBeLessThan(3 * (standardError ?? 0));
  }
  expect(measure(run, 'movesPerAgentHour').mean).toBe(0);
  expect(measure(run, 'talkMinutesPerAgentHour').mean).toBe(0);
});

test('the thresholds of the product decide: whoever may go out later talks less to customers, and keeps callers waiting less', () => {
  const usual = play({});
  const later = play({ thresholds: { 'blend-to-outbound/idle-seconds': 600 } });
  expect(measure(later, 'talkMinutesPerAgentHour').mean).toBeLessThan(
    measure(usual, 'talkMinutesPerAgentHour').mean - 3,
  );
  expect(measure(later, 'serviceLevel').mean).toBeGreaterThan(measure(usual, 'serviceLevel').mean);
});

test('agents kept back for callers stay: with all but one of them, at most one is out at a time', () => {
  const run = play({ thresholds: { 'side/min-inbound-agents': 7 } });
  expect(measure(run, 'talkMinutesPerAgentHour').mean).toBeGreaterThan(0);
  expect(measure(run, 'talkMinutesPerAgentHour').mean).toBeLessThan(60 / 8);
});

test('a caller fetches an agent at the threshold to the millisecond, who comes when the dial is over', () => {
  // One agent, who goes out as soon as may be; a dial lasts 1 s and is never answered. A caller waits 4 s, at most 1 s for the dial and
  // 2 s for the move, where the agent is out; and nothing where the agent is still in.
  const run = play({
    agents: 1,
    arrivalsPerHour: [2],
    inboundSeconds: 1,
    dialSeconds: 1,
    answerProbability: 0,
    patienceSeconds: undefined,
    waitSeconds: 7,
    hours: 40,
    thresholds: {
      'blend-to-inbound/wait-seconds': 4,
      'blend-to-outbound/idle-seconds': 10,
      'blend-to-outbound/min-idle-inbound-agents': 0,
      'side/dwell-seconds': 0,
      'side/max-moves-per-agent-hour': 120,
    },
  });
  expect(measure(run, 'serviceLevel').mean).toBeGreaterThan(0.97);
  expect(measure(run, 'meanWaitServedSeconds').mean).toBeGreaterThan(6);
  expect(measure(run, 'meanWaitServedSeconds').mean).toBeLessThan(7);
});

test('the same file gives the same bytes, and each segment its service level', () => {
  const model = { arrivalsPerHour: [20, 90, 0], segmentSeconds: 1200 };
  const run = play(model);
  expect(JSON.stringify(run)).toBe(JSON.stringify(play(model)));
  expect(run.segments).toHaveLength(3);
  expect(run.segments?.[0]?.serviceLevel?.mean).toBeGreaterThan(run.segments?.[1]?.serviceLevel?.mean ?? 1);
  expect(run.segments?.[2]).toEqual({});
});

test('thresholds are refused in the words of the product, and a group that nobody calls', () => {
  const read = readModel(
    'g',
    JSON.stringify({ ...group, arrivalsPerHour: [0], thresholds: { 'blend/rules': 'x', 'side/dwell-seconds': 1.5 } }),
  );
  const problems = read.ok ? [] : sentences(read.problems);
  expect(problems).toContain('g: $.arrivalsPerHour: brings no call; give a number above 0 for one segment at least');
  expect(problems).toContain(
    'g: $.thresholds["side/dwell-seconds"]: side/dwell-seconds is "1.5"; it must be a whole number from 0 to 3600',
  );
  expect(problems.filter((line) => line.includes('blend/rules is not a threshold'))).toHaveLength(1);
});
