import { needsOutbound } from '../../simulator/scenario/scenario';
import { scenarioNamed, scenarioNames } from '../scenarios/scenario-files';
import { playsAsExpected, serverCalls } from './runs-on-the-template';
import { removeAssemblies } from './shared-assembly';

jest.setTimeout(300_000);
afterAll(removeAssemblies);

/** Those of six minutes and more are in long-outbound-scenarios.test.ts: two files run at a time. */
const names = scenarioNames.filter((name) => {
  const scenario = scenarioNamed(name);
  return needsOutbound(scenario) && scenario.durationSeconds < 360;
});

describe.each(names)('%s, on the synthesized template', (name) => {
  it('shows what it was written for, and no invariant is violated', async () => {
    await playsAsExpected(name, scenarioNamed(name));
    // The pages clear the tethers themselves: blending costs nothing on the 2-per-second APIs (docs/architecture.md#budgets).
    if (name === 'callers-fetch-agents') expect(serverCalls()).toEqual([]);
  });
});
