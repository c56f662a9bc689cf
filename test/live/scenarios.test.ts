import type { PlatformSwitches } from '../../local/connect/world';
import { cloudStage } from '../../local/live/cloud-stage';
import { buildInProcess } from '../../local/simulate/application';
import { expectations } from '../local/scenarios/expectations';
import { unmet } from '../local/scenarios/match';
import { isCalm, playOn, scenarioNamed, scenarioNames, withoutFreeText } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(60_000);
afterAll(removeAssemblies);

const buildLive = cloudStage({ assemble: sharedAssembly });

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

/** Each value of what nobody could verify, once on the template (in simulate every scenario runs under every combination). */
const switchValues: readonly Partial<PlatformSwitches>[] = [
  { criteriaDelaySeconds: 2 },
  { criteriaDelaySeconds: 5 },
  { stepExpiryDuringRing: 'ring-withdrawn' },
  { queueHookOnDequeue: 'replaced' },
  { statusOnMiss: 'next' },
];

it.each(switchValues.map((platform) => [Object.entries(platform).flat().join(' '), platform] as const))(
  'voicemail-meets-a-ring runs alike in both runners with %s',
  async (_, platform) => {
    const scenario = scenarioNamed('voicemail-meets-a-ring', platform);
    const live = await playOn(buildLive, scenario);
    expect(live.failures).toEqual([]);
    expect(live.summary.violations).toEqual([]);
    const simulated = await playOn(buildInProcess, scenario);
    expect(withoutFreeText(live.lines)).toEqual(withoutFreeText(simulated.lines));
  },
);

it('a plain CCP is parked and cleared by the server alike, whether its status acts now or next', async () => {
  const scenario = scenarioNamed('plain-ccp-miss', { statusOnMiss: 'next' });
  const live = await playOn(buildLive, scenario);
  expect(live.failures).toEqual([]);
  const simulated = await playOn(buildInProcess, scenario);
  expect(withoutFreeText(live.lines)).toEqual(withoutFreeText(simulated.lines));
});
