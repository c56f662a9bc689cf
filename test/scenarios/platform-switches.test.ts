import { atEveryEdit, brokenUnder, oneByOne, words } from './platform';

// All other scenarios: test/long/platform-switches.test.ts.
describe.each(oneByOne.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('a few scenarios show what they were written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, atEveryEdit)).toEqual([]);
  });
});
