import { cloudStage } from '../../local/live/cloud-stage';
import { buildInProcess } from '../../local/simulate/application';
import { expectations } from '../local/scenarios/expectations';
import { unmet } from '../local/scenarios/match';
import { isCalm, playOn, scenarioNamed, scenarioNames, withoutFreeText } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(60_000);
afterAll(removeAssemblies);

const buildLive = cloudStage(sharedAssembly);

describe.each(scenarioNames)('%s, on the synthesized template', (name) => {
  it('shows what it was written for, and no invariant is violated', async () => {
    const scenario = scenarioNamed(name);
    const live = await playOn(buildLive, scenario);
    expect(live.failures).toEqual([]);
    expect(live.summary.violations).toEqual([]);
    const expectation = expectations[name];
    if (!expectation) throw new Error(`scenario ${name} has no entry in expectations.ts`);
    expect(unmet(expectation, live.lines)).toEqual([]);
    if (!isCalm(scenario)) return;
    const simulated = await playOn(buildInProcess, scenario);
    expect(withoutFreeText(live.lines)).toEqual(withoutFreeText(simulated.lines));
  });
});
