import type { PlatformSwitches } from '../../local/connect/world';
import { buildInProcess } from '../../local/simulate/application';
import { expectations } from '../local/scenarios/expectations';
import { type Expectation, unmet } from '../local/scenarios/match';
import { playOn, scenarioNamed } from './scenario-files';

/** What nobody could verify, in every combination (DESIGN.md section 14). */
export const combinations: readonly PlatformSwitches[] = [0, 2, 5].flatMap((criteriaDelaySeconds) =>
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
export const words = (platform: PlatformSwitches) => Object.values(platform).join(', ');

export const lastsAnHour = (name: string): boolean => scenarioNamed(name).durationSeconds >= 3_600;

/** How many switches are not as they are by default. */
export const changedIn = (platform: PlatformSwitches): number =>
  Object.entries(platform).filter(([name, value]) => combinations[0]?.[name as keyof PlatformSwitches] !== value)
    .length;

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

/** What is not as expected when these scenarios are played in process; a sentence each. */
export async function brokenUnder(platform: PlatformSwitches, names: readonly string[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const name of names) {
    const played = await playOn(buildInProcess, scenarioNamed(name, platform));
    broken.push(
      ...played.failures.map((failure) => `${name}: ${failure}`),
      ...played.summary.violations.map(({ invariant, message }) => `${name}: ${invariant}: ${message}`),
      ...unmet(expectationUnder(name, platform), played.lines).map((missing) => `${name}: ${missing}`),
    );
  }
  return broken;
}
