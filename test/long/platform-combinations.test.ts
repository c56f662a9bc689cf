import { needsOutbound } from '../../local/scenario/scenario';
import { brokenUnder, changedIn, combinations, lastsAnHour, words } from '../scenarios/platform';
import { scenarioNamed, scenarioNames } from '../scenarios/scenario-files';

/** Tethers meet the switches one at a time: what these have to do with each other is the inbound side's affair. */
const inbound = scenarioNames.filter((name) => !needsOutbound(scenarioNamed(name)));

describe.each(combinations.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  const names = changedIn(platform) > 1 ? inbound : scenarioNames.filter(lastsAnHour);

  it('what platform-switches.test.ts leaves out shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, names)).toEqual([]);
  });
});
