import type { PlatformSwitches } from '../../local/connect/world';
import { needsOutbound } from '../../local/scenario/scenario';
import { buildInProcess } from '../../local/simulate/application';
import { expectations } from '../local/scenarios/expectations';
import { type Expectation, unmet } from '../local/scenarios/match';
import { playOn, scenarioNamed, scenarioNames } from './scenario-files';

/** What nobody could verify, in every combination (DESIGN.md section 14). */
const combinations: readonly PlatformSwitches[] = [0, 2, 5].flatMap((criteriaDelaySeconds) =>
  (['ring-finishes', 'ring-withdrawn'] as const).flatMap((stepExpiryDuringRing) =>
    (['inherited', 'replaced'] as const).flatMap((queueHookOnDequeue) =>
      (['now', 'next'] as const).map((statusOnMiss) => ({
        criteriaDelaySeconds,
        stepExpiryDuringRing,
        queueHookOnDequeue,
        statusOnMiss,
      })),
    ),
  ),
);
const words = (platform: PlatformSwitches) => Object.values(platform).join(', ');

/** Criteria that are replaced bite later, ring by ring; a ring that is withdrawn at the maximum wait meets no tick. */
function expectationUnder(name: string, platform: PlatformSwitches): Expectation {
  const nominal = expectations[name];
  if (!nominal) throw new Error(`scenario ${name} has no entry in expectations.ts`);
  const later = replacements * platform.criteriaDelaySeconds;
  const nextTick = platform.criteriaDelaySeconds > 0 ? tickSeconds : 0;
  const withdrawn = platform.stepExpiryDuringRing === 'ring-withdrawn' && name === 'voicemail-meets-a-ring';
  return {
    counts: platform.criteriaDelaySeconds === 0 ? nominal.counts : [],
    lines: (withdrawn ? ringWithdrawnAtMaxWait : nominal.lines).map((line) => ({
      ...line,
      late: (line.late ?? 2) + later + (line.fields.type === 'call.voicemail' ? nextTick : 0),
    })),
  };
}

/** The most often that one call's criteria are replaced before the last line a scenario expects. */
const replacements = 13;

/** A ring that comes later may be met by the tick that would have led to voicemail. */
const tickSeconds = 30;

const ringWithdrawnAtMaxWait: Expectation['lines'] = [
  { t: 60, fields: { type: 'offer.missed', call: 'c1', agent: 'cleo' } },
  { t: 65, fields: { type: 'call.voicemail', call: 'c1', reason: 'max-wait' } },
];

/** Tethers meet the switches one at a time: what they have to do with each other is the inbound side's affair. */
function namesUnder(platform: PlatformSwitches): readonly string[] {
  const calm = combinations[0];
  const changed = Object.entries(platform).filter(([name, value]) => calm?.[name as keyof PlatformSwitches] !== value);
  return changed.length <= 1 ? scenarioNames : scenarioNames.filter((name) => !needsOutbound(scenarioNamed(name)));
}

describe.each(combinations.map((platform) => [words(platform), platform] as const))('with %s', (_, platform) => {
  it('every scenario shows what it was written for, and no invariant is violated', async () => {
    const broken: string[] = [];
    for (const name of namesUnder(platform)) {
      const played = await playOn(buildInProcess, scenarioNamed(name, platform));
      broken.push(
        ...played.failures.map((failure) => `${name}: ${failure}`),
        ...played.summary.violations.map(({ invariant, message }) => `${name}: ${invariant}: ${message}`),
        ...unmet(expectationUnder(name, platform), played.lines).map((missing) => `${name}: ${missing}`),
      );
    }
    expect(broken).toEqual([]);
  });
});
