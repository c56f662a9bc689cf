import { atEveryEdit, brokenUnder, oneByOne, words } from '../scenarios/platform';
import { scenarioNames } from '../scenarios/scenario-files';

/** What test/scenarios/platform-switches.test.ts leaves out. */
const names = scenarioNames.filter((name) => !atEveryEdit.includes(name));

// Connect as it is by default: simulate.test.ts. Several switches at once: platform-combinations.test.ts.
describe.each(oneByOne.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario shows what it was written for, and no invariant is violated', async () => {
    expect(await brokenUnder(platform, names)).toEqual([]);
  });
});
