import { buildInProcess } from '../../simulator/in-process/application';
import { judge } from '../../simulator/random/judge';

/** ana, on the outbound side, is shown the one contact there is; what the Campaign Manager is told of it comes late. */
const shown = (ana: object, fault: object) => ({
  name: 'previews-unheard',
  durationSeconds: 450,
  groups: [{ name: 'sales', queues: ['sales-inbound'], campaigns: ['renewals'] }],
  agents: [{ username: 'ana', group: 'sales', kind: 'outbound', ...ana }],
  campaigns: [{ name: 'renewals', contacts: 1, pacing: { mode: 'preview' } }],
  faults: [fault],
});

const judged = (file: ReturnType<typeof shown>) => judge(file, [{ name: 'in process', build: buildInProcess }]);

it('a preview that was accepted in time is withdrawn after an outage, for the agent has logged out: in time all the same', async () => {
  const leaves = { on: 'preview.offered', after: 6, do: 'offline' };
  const accepts = { previews: [{ acceptAfter: 5 }], timeline: [leaves] };
  expect(await judged(shown(accepts, { kind: 'campaign-manager-down', at: 3, forSeconds: 400 }))).toEqual([]);
});

it('a preview that ran out is taken back by a Campaign Manager that was slow when it was told, and is so no more', async () => {
  const slow = { kind: 'campaign-manager-slow', at: 20, forSeconds: 3, delaySeconds: 40 };
  expect(await judged(shown({ previews: ['ignore'] }, slow))).toEqual([]);
});
