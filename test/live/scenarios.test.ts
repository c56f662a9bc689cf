import type { Invocation } from '../../local/cloud/cloud';
import type { PlatformSwitches } from '../../local/connect/world';
import { cloudStage } from '../../local/live/cloud-stage';
import { needsOutbound } from '../../local/scenario/scenario';
import { buildInProcess } from '../../local/simulate/application';
import { expectations } from '../local/scenarios/expectations';
import { unmet } from '../local/scenarios/match';
import { isCalm, playOn, scenarioNamed, scenarioNames, withoutFreeText } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(60_000);
afterAll(removeAssemblies);

/** Those of tethers and blending are in outbound-scenarios.test.ts: two files run at a time. */
const names = scenarioNames.filter((name) => !needsOutbound(scenarioNamed(name)));

/** What the run under way asked of AWS; runs come one after another. */
let invocations: Invocation[] = [];
const buildLive = cloudStage({
  assemble: sharedAssembly,
  onInvocation: (invocation) => invocations.push(invocation),
});
beforeEach(() => {
  invocations = [];
});
const requestsOf = (functionName: string) =>
  invocations.filter((invocation) => invocation.functionName === functionName).map(({ requests }) => requests);

/** The agents' pages do their part in these, so the server has nothing to do on the 2-per-second APIs (DESIGN.md 13). */
const pagesDoTheirPart = [
  'miss-then-next',
  'decline-then-next',
  'caller-gives-up-while-ringing',
  'miss-cleared-at-once',
];

describe.each(names)('%s, on the synthesized template', (name) => {
  it('shows what it was written for, and no invariant is violated', async () => {
    const scenario = scenarioNamed(name);
    const live = await playOn(buildLive, scenario);
    expect(live.failures).toEqual([]);
    expect(live.summary.violations).toEqual([]);
    const expectation = expectations[name];
    if (!expectation) throw new Error(`scenario ${name} has no entry in expectations.ts`);
    expect(unmet(expectation, live.lines)).toEqual([]);
    if (pagesDoTheirPart.includes(name)) {
      expect(
        requestsOf('connect-commands')
          .flat()
          .filter((request) => request.startsWith('connect:')),
      ).toEqual([]);
    }
    if (name === 'eleven-candidates') {
      // The arrival's plan, with thirteen agents to choose from: the same requests as with one.
      expect(
        requestsOf('plan-offer')[0]?.filter((request) => request.startsWith('dynamodb:')).length,
      ).toBeLessThanOrEqual(6);
    }
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
