import type { PlatformSwitches } from '../../simulator/connect/platform-switches';
import { needsOutbound } from '../../simulator/scenario/scenario';
import { scenarioNamed, scenarioNames } from '../scenarios/scenario-files';
import { isAlikeInProcess, playLive, playsAsExpected, requestsOf, serverCalls } from './runs-on-the-template';
import { removeAssemblies } from './shared-assembly';

// A function that dies again and again is loaded anew each time: minutes, where other files use the processor, too.
jest.setTimeout(900_000);
afterAll(removeAssemblies);

/** Those of tethers and blending are in outbound-scenarios.test.ts: two files run at a time. */
const names = scenarioNames.filter((name) => !needsOutbound(scenarioNamed(name)));

/**
 * The agents' pages do their part in these, so the server has nothing to do on the 2-per-second APIs
 * (docs/architecture.md#budgets).
 */
const pagesDoTheirPart = [
  'miss-then-next',
  'decline-then-next',
  'caller-gives-up-while-ringing',
  'miss-cleared-at-once',
];

describe.each(names)('%s, on the synthesized template', (name) => {
  it('shows what it was written for, and no invariant is violated', async () => {
    await playsAsExpected(name, scenarioNamed(name));
    if (pagesDoTheirPart.includes(name)) expect(serverCalls()).toEqual([]);
    if (name === 'eleven-candidates') {
      // The arrival's plan, with thirteen agents to choose from: the same requests as with one.
      expect(
        requestsOf('plan-offer')[0]?.filter((request) => request.startsWith('dynamodb:')).length,
      ).toBeLessThanOrEqual(6);
    }
  });
});

/** Each value of what nobody could verify, once on the template (in simulate every scenario runs under every combination). */
const switchValues: readonly Partial<PlatformSwitches>[] = [
  { criteriaDelaySeconds: 2 },
  { criteriaDelaySeconds: 5 },
  { stepExpiryDuringRing: 'ring-withdrawn' },
  { queueHookOnDequeue: 'replaced' },
  { statusOnMiss: 'next' },
  { dynamicCriteria: 'refused' },
  { dynamicAgents: 'refused' },
];

it.each(switchValues.map((platform) => [Object.entries(platform).flat().join(' '), platform] as const))(
  'voicemail-meets-a-ring runs alike in both runners with %s',
  async (_, platform) => {
    const scenario = scenarioNamed('voicemail-meets-a-ring', platform);
    await isAlikeInProcess(await playLive(scenario), scenario);
  },
);

it('a plain CCP is parked and cleared by the server alike, whether its status acts now or next', async () => {
  const scenario = scenarioNamed('plain-ccp-miss', { statusOnMiss: 'next' });
  await isAlikeInProcess(await playLive(scenario), scenario);
});
