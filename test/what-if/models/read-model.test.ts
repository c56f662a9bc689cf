import { sentences } from '../../../documents/told';
import { readModel } from '../../../what-if/models/read-model';

const queue = {
  model: 'queue',
  agents: 12,
  arrivalsPerHour: 252,
  serviceSeconds: { exponential: 120 },
  waitSeconds: 20,
  hours: 10,
};
const tether = {
  model: 'tether',
  agents: 10,
  arrivalsPerHour: 60,
  inboundSeconds: { exponential: 300 },
  outboundSeconds: { exponential: 240 },
  tetherIdleSeconds: { exponential: 30 },
  releaseAfterSeconds: 20,
  acquireAfterSeconds: 60,
  waitSeconds: 20,
  hours: 10,
};
const problemsOf = (document: unknown): readonly string[] => {
  const read = readModel('m.json', JSON.stringify(document));
  return read.ok ? [] : sentences(read.problems);
};

test.each([
  ['queue', queue],
  ['tether', tether],
])('what is left out of a %s has its default', (_, document) => {
  expect(readModel('m.json', JSON.stringify(document))).toMatchObject({
    ok: true,
    value: { warmUpHours: 0, replications: 20, seed: 1 },
  });
});

test.each([
  [
    'all problems at once',
    { ...queue, agents: 0, arivalsPerHour: 3, hours: -1 },
    [
      'm.json: $.agents: is 0; it must be a whole number of agents from 1 to 100000',
      'm.json: $.hours: is -1; it must be a number of hours above 0, at most 100000000',
      'm.json: $: unknown field "arivalsPerHour"; did you mean "arrivalsPerHour"?',
    ],
  ],
  [
    'a threshold above the agents',
    { ...queue, outbound: { serviceSeconds: 300, threshold: 12.5 } },
    ['m.json: $.outbound.threshold: is 12.5; it must be at most the number of agents, 12'],
  ],
  [
    'outbound work that takes no time',
    { ...queue, outbound: { serviceSeconds: 0, threshold: 3 } },
    ['m.json: $.outbound.serviceSeconds: takes no time; give a mean above 0'],
  ],
  [
    'a queue that grows for ever',
    { ...queue, arrivalsPerHour: 360 },
    [
      'm.json: $.arrivalsPerHour: brings 12 calls into service at a time, as many as there are agents or more, and nobody gives up: ' +
        'the queue grows for ever; give fewer calls, more agents or patienceSeconds',
    ],
  ],
  [
    'a random clock that takes no time',
    { ...tether, releaseAfterSeconds: { uniform: [0, 0] } },
    ['m.json: $.releaseAfterSeconds: takes no time; give a mean above 0, or the number 0'],
  ],
  [
    'a model nobody knows',
    { ...queue, model: 'que' },
    ['m.json: $.model: is "que"; it must be "queue", "tether", "group" or "blend-day"'],
  ],
])('%s: told in a sentence', (_, document, problems) => {
  expect(problemsOf(document)).toEqual(problems);
});

test('a queue of endless load is fine where callers give up', () => {
  expect(problemsOf({ ...queue, arrivalsPerHour: 3600, patienceSeconds: { exponential: 60 } })).toEqual([]);
});
