import { functionNames } from '../../lambdas/shared/contract';
import { buildWithWallboard } from '../in-process/application';
import type { FaultFile } from '../scenario/fault-schema';
import type { Scenario } from '../scenario/scenario';
import { counted } from './counted';
import type { Experiment } from './experiment';
import { type KillPoint, killAt } from './kill-points';
import { flood, lies, told } from './lying-campaign-manager';

/** The scenario that is disturbed, and what it comes to when it is not. */
export interface Subject {
  readonly scenario: Scenario;
  readonly expected: Experiment['expected'];
}

/** Every function killed at every port call it makes, before and after the effect, one death a run. */
export const kills = ({ scenario, expected }: Subject, points: readonly KillPoint[]): readonly Experiment[] =>
  points.map((point) => {
    let killed = 0;
    const kill = killAt(point, () => killed++);
    return {
      row: `${point.functionName} killed`,
      shown: `${point.functionName} killed ${point.side} its port call ${point.nth}, ${point.call}`,
      scenario: mortal(scenario, [point.functionName]),
      disturb: kill,
      injected: () => killed,
      expected,
    };
  });

/** The checker allows for deaths of the functions that a scenario says may die; these die by another hand. */
const mortal = (scenario: Scenario, names: readonly (typeof functionNames)[number][]): Scenario =>
  names.reduce(
    (so, name) =>
      withFault(so, { kind: 'lambda-crash', at: 0, function: name, probability: 0 }, lastDeathSeconds(scenario)),
    scenario,
  );

/** Nobody dies later, so that there is time for the third try. */
const extraSeconds = 300;
/** A request of a supervisor that is met: the agent talks to a customer then, and comes in after the work. */
const metRequest = { at: 128, agent: 'ben', to: 'inbound' } as const;

/** The scenario `every-function` as the table plays it: longer, and with one more request of a supervisor. */
export const disturbedScenario = (scenario: Scenario): Scenario => ({
  ...scenario,
  durationSeconds: scenario.durationSeconds + extraSeconds,
  manualMoves: [metRequest, ...scenario.manualMoves],
});

const lastDeathSeconds = ({ durationSeconds }: Scenario): number => durationSeconds - extraSeconds;

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

/** Every row of the table for one scenario: each fault with each seed. */
export const troubles = ({ scenario, expected }: Subject): readonly Experiment[] =>
  faults.flatMap(([row, fault]) =>
    seeds.map((seed) => {
      const { disturb, strikes } = counted(fault.kind);
      return {
        row,
        shown: `${row}, seed ${seed}`,
        scenario: { ...withFault(scenario, fault), seed },
        disturb,
        injected: strikes,
        expected,
      };
    }),
  );

/** Each API, for as long as the other faults and once it is in use: it throttles, does not answer, or does what is asked and answers too late. */
export const outages = ({ scenario, expected }: Subject, apis: ReadonlyMap<string, number>): readonly Experiment[] =>
  [...apis].flatMap(([api, firstAsked]) =>
    (['throttled', 'down', 'slow'] as const).map((how) => {
      let refused = 0;
      const from = Math.max(strikesAt, firstAsked);
      return {
        row: `${api.split(' ')[0]} ${how}`,
        shown: `${api} ${how}`,
        // A refused request is a death, too.
        scenario: mortal(scenario, functionNames),
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
        expected,
      };
    }),
  );

/** The clock of each function, and then those of all of them, 2 s ahead and 2 s behind Amazon Connect's. */
export const skews = ({ scenario, expected }: Subject): readonly Experiment[] =>
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
      expected,
    })),
  );

/** A Campaign Manager that tells what never was, and one that tells everything twenty times. */
export const falsehoods = ({ scenario, expected }: Subject): readonly Experiment[] =>
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
        build: told(buildWithWallboard, falsehood, (count) => {
          sent += count;
        }),
        injected: () => sent,
        expected,
      };
    }),
  );

/** The scenario with one more fault. */
const withFault = (scenario: Scenario, fault: FaultFile, forSeconds = lastsSeconds): Scenario => ({
  ...scenario,
  faults: [
    ...scenario.faults,
    { ...fault, forSeconds, until: fault.at + forSeconds, path: `$.faults[${scenario.faults.length}]` },
  ],
});
