import { countPortCalls } from '../../bench/port-calls';
import { counted } from '../../lib/configuration/counted';

jest.setTimeout(240_000);

/** What docs/scale.md is computed from; `npm run bench:scale` plays 1,000 agents. */
describe('a group of 50 agents for five minutes (seed 11)', () => {
  const run = countPortCalls({ groups: 1, agents: 50, seconds: 300, seed: 11 });

  it('keeps every invariant', async () => {
    const { played } = await run;
    expect([played.failures, played.summary.violations]).toEqual([[], []]);
    expect(played.summary.outbound.dials).toBeGreaterThan(100);
    expect(played.summary.inbound.arrived).toBeGreaterThan(10);
  });

  it('comes to no more of anything than the model says, and the model is not far off', async () => {
    const { figures } = await run;
    const said = Object.entries(figures).map(([name, figure]) => {
      const most = counted[name as keyof typeof figures];
      return [name, figure <= most ? 'holds' : `${figure} is more than ${most}`] as const;
    });
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(said.map(([name]) => [name, 'holds'])));
    for (const name of ['campaignEventsPerDial', 'placeChangesPerDial', 'contactEventsPerContact'] as const) {
      expect(figures[name]).toBeGreaterThan(counted[name] / 3);
    }
  });
});
