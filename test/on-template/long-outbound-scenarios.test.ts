import { needsOutbound } from '../../simulator/scenario/scenario';
import { scenarioNamed, scenarioNames } from '../scenarios/scenario-files';
import { playsAsExpected } from './runs-on-the-template';
import { removeAssemblies } from './shared-assembly';

jest.setTimeout(300_000);
afterAll(removeAssemblies);

/** The shorter ones are in outbound-scenarios.test.ts. */
const names = scenarioNames.filter((name) => {
  const scenario = scenarioNamed(name);
  return needsOutbound(scenario) && scenario.durationSeconds >= 360;
});

describe.each(names)('%s, on the synthesized template', (name) => {
  it('shows what it was written for, and no invariant is violated', () => playsAsExpected(name, scenarioNamed(name)));
});
