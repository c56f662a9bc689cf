import { brokenUnder, isLong, oneByOne, words } from './platform';
import { scenarioNames } from './scenario-files';

/** Long ones, and several switches at once: platform-combinations.test.ts. */
const names = scenarioNames.filter((name) => !isLong(name));

// Connect as it is by default: simulate.test.ts.
describe.each(oneByOne.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, names)).toEqual([]);
  });
});
