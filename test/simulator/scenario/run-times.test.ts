import { sentences } from '../../../documents/told';
import { readScenario } from '../../../simulator/scenario/read-scenario';

const smallest = { name: 'small', durationSeconds: 60, groups: [{ name: 'sales', queues: ['sales-inbound'] }] };
const agent = { username: 'ana', group: 'sales', kind: 'blended' };
const problemsOf = (more: object): readonly string[] => {
  const answer = readScenario('s.json', JSON.stringify({ ...smallest, ...more }));
  return answer.ok ? [] : sentences(answer.problems);
};

test.each([
  '2026-02-30T09:00:00Z',
  '2025-02-29T09:00:00Z',
  '2026-04-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-05T25:00:00Z',
  '1969-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
])('a run cannot start at %s', (start) => {
  expect(problemsOf({ start })).toEqual([
    `s.json: $.start: is "${start}"; it must be a UTC moment from 1970 on, of a day there is, such as "2026-01-05T09:00:00Z"`,
  ]);
});

test.each(['1970-01-01T00:00:00Z', '2024-02-29T23:59:59.5Z', '9999-12-31T23:58:59Z'])(
  'a run may start at %s',
  (start) => {
    expect(problemsOf({ start })).toEqual([]);
  },
);

test('a run that goes past the last day that can be written is refused', () => {
  const start = '9999-12-31T23:59:00Z';
  const sentence = `s.json: $.start: is "${start}", so a run of 60 s goes past the year 9999; start it earlier`;
  expect(problemsOf({ start })).toEqual([sentence]);
  expect(problemsOf({ start, seed: -1 })).toEqual([expect.stringContaining('$.seed: is -1'), sentence]);
});

test('nobody is there before 1970', () => {
  const start = '1970-01-01T00:01:40Z';
  expect(problemsOf({ start, agents: [{ ...agent, availableAt: -100 }] })).toEqual([]);
  const template = { group: 'sales', kind: 'blended', availableAt: -101 };
  expect(
    problemsOf({ start, agents: [{ ...agent, availableAt: -1e9 }], people: [{ count: 1, prefix: 'p', template }] }),
  ).toEqual([
    's.json: $.agents[0].availableAt: is -1000000000, so the agent comes before 1970; with this start it must be at least -100',
    's.json: $.people[0].template.availableAt: is -101, so the agent comes before 1970; with this start it must be at least -100',
  ]);
});

test.each<[string, object]>([
  ['$.agents[0].availableAt', { agents: [{ ...agent, availableAt: 1e300 }] }],
  ['$.agents[0].afterMiss.availableAfter', { agents: [{ ...agent, afterMiss: { availableAfter: 1e308 } }] }],
  ['$.agents[0].wrapUpSeconds', { agents: [{ ...agent, wrapUpSeconds: 1e308 }] }],
  ['$.agents[0].wrapUpSeconds.exponential', { agents: [{ ...agent, wrapUpSeconds: { exponential: 1e308 } }] }],
  ['$.agents[0].wrapUpSeconds.uniform', { agents: [{ ...agent, wrapUpSeconds: { uniform: [0, 1e308] } }] }],
  ['$.groups[0].closed[0]', { groups: [{ ...smallest.groups[0], closed: [[0, 1e308]] }] }],
])('%s may be no longer than a clock can count', (path, more) => {
  const problems = problemsOf(more);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('at most 1000000000000');
  expect(problems[0]).toContain(`s.json: ${path}: is `);
});
