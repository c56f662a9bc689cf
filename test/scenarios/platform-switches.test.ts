import { brokenUnder, changedIn, combinations, words } from './platform';
import { scenarioNames } from './scenario-files';

const oneByOne = combinations.filter((platform) => changedIn(platform) <= 1);

describe.each(oneByOne.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, scenarioNames)).toEqual([]);
  });
});
