import { needsOutbound } from '../../local/scenario/scenario';
import { brokenUnder, changedIn, combinations, words } from '../scenarios/platform';
import { scenarioNamed, scenarioNames } from '../scenarios/scenario-files';

/** Tethers meet the switches one at a time (platform-switches.test.ts): what they have to do with each other is the inbound side's affair. */
const names = scenarioNames.filter((name) => !needsOutbound(scenarioNamed(name)));
const together = combinations.filter((platform) => changedIn(platform) > 1);

describe.each(together.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario of inbound shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, names)).toEqual([]);
  });
});
