import { buildInProcess } from '../../simulator/in-process/application';
import { judge } from '../../simulator/random/judge';

/** ana's tether is asked for at 5 s, and nobody places it within its 30 s; the next attempt would be at 37 s. */
const busyAt36 = (work: object) => ({
  name: 'tethers-given-up',
  durationSeconds: 200,
  groups: [{ name: 'sales', queues: ['sales-inbound'] }],
  agents: [
    {
      username: 'ana',
      group: 'sales',
      kind: 'outbound',
      availableAt: 5,
      timeline: [{ at: 36, talkSeconds: 200, ...work }],
    },
  ],
  faults: [{ kind: 'campaign-manager-down', at: 3, forSeconds: 190 }],
});

it.each([
  ['a call of their own', { do: 'call-out' }],
  ['a task', { do: 'task' }],
])('a tether that is given up between two attempts, for %s, has ended in time', async (_, work) => {
  expect(await judge(busyAt36(work), [{ name: 'in process', build: buildInProcess }])).toEqual([]);
});
