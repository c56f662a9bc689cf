import type { PlatformSwitches } from '../../simulator/connect/platform-switches';
import { buildInProcess } from '../../simulator/in-process/application';
import { expectations } from '../simulator/scenarios/expectations';
import { type Expectation, type ExpectedCount, type Fields, unmet } from '../simulator/scenarios/match';
import { playOn, scenarioNamed } from './scenario-files';

/** As Connect behaves unless a scenario says otherwise (docs/scenarios.md#platform). */
const byDefault: PlatformSwitches = {
  criteriaDelaySeconds: 0,
  stepExpiryDuringRing: 'ring-finishes',
  queueHookOnDequeue: 'inherited',
  statusOnMiss: 'now',
  dynamicCriteria: 'taken',
  dynamicAgents: 'taken',
};

/** The values of what nobody could verify (docs/scenarios.md#platform). */
export const switchValues = {
  criteriaDelaySeconds: [0, 2, 5],
  stepExpiryDuringRing: ['ring-finishes', 'ring-withdrawn'],
  queueHookOnDequeue: ['inherited', 'replaced'],
  statusOnMiss: ['now', 'next'],
  dynamicCriteria: ['taken', 'refused'],
  dynamicAgents: ['taken', 'refused'],
} as const;

/** One switch at a time not as it is by default. */
export const oneByOne: readonly PlatformSwitches[] = Object.entries(switchValues).flatMap(([name, values]) =>
  values.slice(1).map((value): PlatformSwitches => ({ ...byDefault, [name]: value })),
);

const together = (
  criteriaDelaySeconds: number,
  stepExpiryDuringRing: PlatformSwitches['stepExpiryDuringRing'],
  queueHookOnDequeue: PlatformSwitches['queueHookOnDequeue'],
  statusOnMiss: PlatformSwitches['statusOnMiss'],
  dynamicCriteria: PlatformSwitches['dynamicCriteria'],
  dynamicAgents: PlatformSwitches['dynamicAgents'],
): PlatformSwitches => ({
  criteriaDelaySeconds,
  stepExpiryDuringRing,
  queueHookOnDequeue,
  statusOnMiss,
  dynamicCriteria,
  dynamicAgents,
});

/** Several switches at once: any two values of any two switches meet in one of these (platform-combinations.test.ts). */
export const combinations: readonly PlatformSwitches[] = [
  together(0, 'ring-withdrawn', 'inherited', 'now', 'taken', 'taken'),
  together(0, 'ring-finishes', 'replaced', 'now', 'taken', 'refused'),
  together(0, 'ring-withdrawn', 'inherited', 'next', 'refused', 'taken'),
  together(2, 'ring-finishes', 'replaced', 'next', 'taken', 'taken'),
  together(2, 'ring-withdrawn', 'replaced', 'now', 'taken', 'refused'),
  together(2, 'ring-finishes', 'inherited', 'now', 'refused', 'refused'),
  together(5, 'ring-finishes', 'inherited', 'now', 'taken', 'taken'),
  together(5, 'ring-withdrawn', 'replaced', 'next', 'refused', 'refused'),
];
export const words = (platform: PlatformSwitches) => Object.values(platform).join(', ');

const lastsAnHour = (name: string): boolean => scenarioNamed(name).durationSeconds >= 3_600;

/**
 * Misses, a decline, a native offer, a page that is not ours, a tether that nobody answers, and voicemail: what a switch acts
 * on, in minutes. The others meet the switches in test/long.
 */
export const atEveryEdit: readonly string[] = [
  'decline-then-next',
  'miss-then-next',
  'missed-tether-is-no-missed-call',
  'native-miss-next-comes-late',
  'plain-ccp-miss',
  'voicemail-meets-a-ring',
];

/**
 * Criteria that are replaced bite later, ring by ring, and those a flow could not set come later; a ring that is withdrawn at
 * the maximum wait meets no tick.
 */
function expectationUnder(name: string, platform: PlatformSwitches): Expectation {
  const nominal = expectations[name];
  if (!nominal) throw new Error(`scenario ${name} has no entry in expectations.ts`);
  const { dynamicCriteria, dynamicAgents } = platform;
  const byApi = dynamicCriteria === 'refused' || dynamicAgents === 'refused';
  if (byApi && meetsAnotherMoment(name, platform)) return { lines: [], counts: [] };
  const later = replacements * platform.criteriaDelaySeconds + (byApi ? sentLaterSeconds : 0);
  const nextTick = platform.criteriaDelaySeconds > 0 ? tickSeconds : 0;
  const withdrawn = platform.stepExpiryDuringRing === 'ring-withdrawn' && name === 'voicemail-meets-a-ring';
  return {
    counts: platform.criteriaDelaySeconds === 0 ? nominal.counts.filter((count) => !byApi || hasNoTimes(count)) : [],
    lines: (withdrawn ? ringWithdrawnAtMaxWait : nominal.lines).map((line) => ({
      ...line,
      late: (line.late ?? 2) + later + (line.fields.type === 'call.voicemail' ? nextTick : 0),
      ...(byApi && { fields: withoutTimes(line.fields) }),
    })),
  };
}

/** Criteria that a flow could not set are written within so long (docs/scenarios.md#platform). */
const sentLaterSeconds = 2;

/** A tether that is rung a second later meets another moment of what happens in these; their invariants are judged all the same. */
const timedToTheSecond = [
  'callers-fetch-agents',
  'fresh-tether-and-logout',
  'previews-answered',
  'reconcile-leaves-groups-out',
];

/**
 * Criteria that are sent later and then bite later move the first ring past what agents and callers do at set times, and over
 * an hour the shifts add up: another story is told, by the same rules. Invariants and failures are judged all the same.
 */
const meetsAnotherMoment = (name: string, { criteriaDelaySeconds }: PlatformSwitches): boolean =>
  timedToTheSecond.includes(name) || criteriaDelaySeconds > 0 || lastsAnHour(name);

/** A ring that begins later ends its slot later, and its agent is free again later. */
const withoutTimes = ({ slotEnds: _, availableSince: __, ...fields }: Fields): Fields => fields;

const hasNoTimes = ({ from, fields }: ExpectedCount): boolean => from === undefined && fields.type !== 'summary';

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
