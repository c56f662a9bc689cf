import { brokenUnder, changedIn, combinations, lastsAnHour, words } from './platform';
import { scenarioNames } from './scenario-files';

const oneByOne = combinations.filter((platform) => changedIn(platform) <= 1);
/** Those of an hour, and several switches at once: platform-combinations.test.ts. */
const names = scenarioNames.filter((name) => !lastsAnHour(name));

describe.each(oneByOne.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, names)).toEqual([]);
  });
});
