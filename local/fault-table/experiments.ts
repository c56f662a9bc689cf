import { functionNames } from '../../lambdas/shared/contract';
import type { FaultFile } from '../scenario/fault-schema';
import type { Scenario } from '../scenario/scenario';
import { buildInProcess } from '../simulate/application';
import type { Experiment } from './experiment';
import { type KillPoint, killAt } from './kill-points';
import { flood, lies, told } from './lying-campaign-manager';

/** Every function killed at every port call it makes, before and after the effect, one death a run. */
export const kills = (scenario: Scenario, points: readonly KillPoint[]): readonly Experiment[] =>
  points.map((point) => ({
    row: `${point.functionName} killed`,
    shown: `${point.functionName} killed ${point.side} its port call ${point.nth}, ${point.call}`,
    // The checker allows for deaths of the functions that a scenario says may die.
    scenario: withFault(scenario, { kind: 'lambda-crash', at: 0, function: point.functionName, probability: 0 }),
    disturb: killAt(point),
    injected: () => 1,
  }));

/** Faults strike in the middle of the scenario; what begins and ends it is undisturbed. */
const strikesAt = 20;
const lastsSeconds = 40;

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

/** What may happen to events on their way, to commands and to the Campaign Manager; with ten seeds each. */
const faults: readonly (readonly [row: string, fault: FaultFile])[] = [
  ['agent events lost, one in five', { kind: 'lose-agent-events', at: strikesAt, probability: 0.2 }],
  ['contact events lost, one in two', { kind: 'lose-contact-events', at: strikesAt, probability: 0.5 }],
  ['events delivered twice, each', { kind: 'duplicate-events', at: strikesAt, probability: 1 }],
  ['events reordered, up to 10 s late', { kind: 'reorder-events', at: strikesAt, maxDelaySeconds: 10 }],
  ['events reordered, up to 5 min late', { kind: 'reorder-events', at: strikesAt, maxDelaySeconds: 300 }],
  ['commands delivered twice, each', { kind: 'duplicate-commands', at: strikesAt, probability: 1 }],
  ['indexes lag up to 5 s', { kind: 'stale-index', at: strikesAt, maxDelaySeconds: 5 }],
  ['Connect throttles every 2-per-second API', { kind: 'connect-throttle', at: strikesAt }],
  ['Campaign Manager down', { kind: 'campaign-manager-down', at: strikesAt }],
  ['Campaign Manager answers 5 s late', { kind: 'campaign-manager-slow', at: strikesAt, delaySeconds: 5 }],
];

export const troubles = (scenario: Scenario): readonly Experiment[] =>
  faults.flatMap(([row, fault]) =>
    seeds.map((seed) => ({
      row,
      shown: `${row}, seed ${seed}`,
      scenario: { ...withFault(scenario, fault), seed },
      injected: () => 1,
    })),
  );

/** Each API, for as long as the other faults and once it is in use: it throttles, does not answer, or does what is asked and answers too late. */
export const outages = (scenario: Scenario, apis: ReadonlyMap<string, number>): readonly Experiment[] =>
  [...apis].flatMap(([api, firstAsked]) =>
    (['throttled', 'down', 'slow'] as const).map((how) => {
      let refused = 0;
      const from = Math.max(strikesAt, firstAsked);
      return {
        row: `${api.split(' ')[0]} ${how}`,
        shown: `${api} ${how}`,
        // The checker allows for deaths of the functions that a scenario says may die: a refused request is one.
        scenario: functionNames.reduce(
          (so, name) => withFault(so, { kind: 'lambda-crash', at: 0, function: name, probability: 0 }),
          scenario,
        ),
        disturb: (conditions, notes, now) => ({
          ...conditions,
          refuses: (functionName, asked) => {
            if (asked !== api || now() < from || now() >= from + lastsSeconds) return null;
            refused++;
            notes.killed?.(functionName);
            return how;
          },
        }),
        injected: () => refused,
      };
    }),
  );

/** The clock of each function, and then those of all of them, 2 s ahead and 2 s behind Amazon Connect's. */
export const skews = (scenario: Scenario): readonly Experiment[] =>
  [2_000, -2_000].flatMap((skewMs) =>
    [...functionNames, null].map((skewed) => ({
      row: 'clocks 2 s ahead or behind',
      skewSeconds: 2,
      shown: `the clock of ${skewed ?? 'every function'} ${skewMs} ms ahead`,
      scenario,
      disturb: (conditions) => ({
        ...conditions,
        clockSkewMs: (functionName: string) => (skewed === null || skewed === functionName ? skewMs : 0),
      }),
      injected: () => 1,
    })),
  );

/** A Campaign Manager that tells what never was, and one that tells everything twenty times. */
export const falsehoods = (scenario: Scenario): readonly Experiment[] =>
  (
    [
      ['Campaign Manager tells what can be refuted', lies],
      ['Campaign Manager tells everything twenty times', flood],
    ] as const
  ).flatMap(([row, falsehood]) =>
    seeds.slice(0, 3).map((seed) => {
      let sent = 0;
      return {
        row,
        shown: `${row}, seed ${seed}`,
        scenario: { ...scenario, seed },
        build: told(buildInProcess, falsehood, (count) => {
          sent += count;
        }),
        injected: () => sent,
      };
    }),
  );

/** The scenario with one more fault, for `lastsSeconds`. */
const withFault = (scenario: Scenario, fault: FaultFile): Scenario => ({
  ...scenario,
  faults: [
    ...scenario.faults,
    { ...fault, until: fault.at + lastsSeconds, path: `$.faults[${scenario.faults.length}]` },
  ],
});
