import type { Invocation } from '../../local/cloud/cloud';
import { cloudStage } from '../../local/live/cloud-stage';
import { needsOutbound } from '../../local/scenario/scenario';
import { buildInProcess } from '../../local/simulate/application';
import { expectations } from '../local/scenarios/expectations';
import { unmet } from '../local/scenarios/match';
import { isCalm, playOn, scenarioNamed, scenarioNames, withoutFreeText } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(180_000);
afterAll(removeAssemblies);

const names = scenarioNames.filter((name) => needsOutbound(scenarioNamed(name)));

let invocations: Invocation[] = [];
const buildLive = cloudStage({
  assemble: sharedAssembly,
  onInvocation: (invocation) => invocations.push(invocation),
});

describe.each(names)('%s, on the synthesized template', (name) => {
  it('shows what it was written for, and no invariant is violated', async () => {
    invocations = [];
    const scenario = scenarioNamed(name);
    const live = await playOn(buildLive, scenario);
    expect(live.failures).toEqual([]);
    expect(live.summary.violations).toEqual([]);
    const expectation = expectations[name];
    if (!expectation) throw new Error(`scenario ${name} has no entry in expectations.ts`);
    expect(unmet(expectation, live.lines)).toEqual([]);
    if (name === 'callers-fetch-agents') {
      // The pages clear the tethers themselves: blending costs nothing on the 2-per-second APIs (DESIGN.md 13).
      const asked = invocations.filter(({ functionName }) => functionName === 'connect-commands');
      expect(asked.flatMap(({ requests }) => requests).filter((request) => request.startsWith('connect:'))).toEqual([]);
    }
    if (!isCalm(scenario)) return;
    const simulated = await playOn(buildInProcess, scenario);
    expect(withoutFreeText(live.lines)).toEqual(withoutFreeText(simulated.lines));
  });
});
