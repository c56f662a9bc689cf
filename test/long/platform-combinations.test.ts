import { needsOutbound } from '../../simulator/scenario/scenario';
import { brokenUnder, combinations, switchValues, words } from '../scenarios/platform';
import { scenarioNamed, scenarioNames } from '../scenarios/scenario-files';

/** Tethers meet the switches one at a time: what these have to do with each other is the inbound side's affair. */
const inbound = scenarioNames.filter((name) => !needsOutbound(scenarioNamed(name)));

describe.each(combinations.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it(`${inbound.length} scenarios show what they were written for, and no invariant is violated`, async () => {
    expect(await brokenUnder(platform, inbound)).toEqual([]);
  });
});

it('any two values of any two switches meet in one of the combinations', () => {
  const each = Object.entries(switchValues).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  const pairs = each.flatMap((one) => each.filter(({ name }) => one.name < name).map((other) => [one, other]));
  const met = (pair: (typeof pairs)[number]): boolean =>
    combinations.some((platform) =>
      pair.every(({ name, value }) => Object.entries(platform).some(([key, is]) => key === name && is === value)),
    );
  expect(pairs.filter((pair) => !met(pair))).toEqual([]);
});
