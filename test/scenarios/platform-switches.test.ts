import { brokenUnder, lastsAnHour, oneByOne, words } from './platform';
import { scenarioNames } from './scenario-files';

/** Those of an hour, and several switches at once: platform-combinations.test.ts. */
const names = scenarioNames.filter((name) => !lastsAnHour(name));

describe.each(oneByOne.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, names)).toEqual([]);
  });
});
