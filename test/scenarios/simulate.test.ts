import { asJsonLines } from '../../commands/terminal/trace-file';
import { buildInProcess } from '../../simulator/in-process/application';
import { expectations } from '../simulator/scenarios/expectations';
import { unmet } from '../simulator/scenarios/match';
import { playOn, scenarioNamed, scenarioNames } from './scenario-files';

describe.each(scenarioNames)('%s, in simulate', (name) => {
  it('shows what it was written for, and no invariant is violated', async () => {
    const played = await playOn(buildInProcess, scenarioNamed(name));
    expect(played.failures).toEqual([]);
    expect(played.summary.violations).toEqual([]);
    const expectation = expectations[name];
    if (!expectation) throw new Error(`scenario ${name} has no entry in expectations.ts`);
    expect(unmet(expectation, played.lines)).toEqual([]);
  });
});

it.each(['default', 'lambda-dies', 'latency-typical'])('%s gives the same bytes each time', async (name) => {
  const bytes = async () => asJsonLines((await playOn(buildInProcess, scenarioNamed(name))).lines);
  expect(await bytes()).toBe(await bytes());
});
