import { functionNames } from '../../lambdas/shared/contract';
import type { Conditions } from '../platform/conditions';
import type { FaultFile } from '../scenario/fault-schema';
import type { Scenario } from '../scenario/scenario';
import { busyScenario } from './busy-scenarios';
import { counted } from './counted';
import { type Experiment, playThrough } from './experiment';
import { callersOf, type Outcomes } from './outcomes';

/** No fault acts in the last part of a run: what was disturbed comes to its end (docs/scenarios.md#invariant-11). */
const quietSeconds = 200;

/** Functions that act when a stack is deployed, and not in a run. */
const inDeploysOnly: ReadonlySet<string> = new Set(['number-to-flow', 'missed-call-status', 'page-files']);

/** How often a function dies at a request, or an event is lost, doubled or late, as long as the fault lasts. */
const often: readonly (readonly [row: string, fault: FaultFile])[] = [
  ...functionNames
    .filter((name) => !inDeploysOnly.has(name))
    .map(
      (name) => [`${name} dies at 40 %`, { kind: 'lambda-crash', at: 0, function: name, probability: 0.4 }] as const,
    ),
  ['lost agent events, 20 %', { kind: 'lose-agent-events', at: 0, probability: 0.2 }],
  ['lost agent events, 40 %', { kind: 'lose-agent-events', at: 0, probability: 0.4 }],
  ['lost contact events, 40 %', { kind: 'lose-contact-events', at: 0, probability: 0.4 }],
  ['doubled events, 40 %', { kind: 'duplicate-events', at: 0, probability: 0.4 }],
  ['reordered events, up to 60 s late', { kind: 'reorder-events', at: 0, maxDelaySeconds: 60 }],
  ['doubled commands, 40 %', { kind: 'duplicate-commands', at: 0, probability: 0.4 }],
];

/** The share of campaign events that do not come, where they are lost. */
const lostShare = 0.2;
const lostCampaignEvents = 'lost campaign events, 20 %';

/** Busy scenarios in which one thing goes wrong again and again, from the start to `quietSeconds` before the end: seeds 1 to `seeds`. */
export const oftenWrong = (seeds: number): readonly Experiment[] =>
  Array.from({ length: seeds }, (_, index) => oftenWrongIn(busyScenario(index + 1))).flat();

/** One scenario, with everything that may go wrong in it, one at a time. */
export function oftenWrongIn(scenario: Scenario): readonly Experiment[] {
  let calm: Promise<Outcomes> | null = null;
  const expected = (): Promise<Outcomes> => {
    // What comes in the last part anyway may, later, come after the end of the run.
    const until = scenario.durationSeconds - quietSeconds;
    calm ??= playThrough(scenario).then(({ lines }) => new Map([...callersOf(lines)].filter(([, t]) => t <= until)));
    return calm;
  };
  return [
    ...often.map(([row, fault]) => {
      const { disturb, strikes } = counted(fault.kind);
      const shown = `${row}, ${nameOf(scenario)}`;
      return {
        row,
        shown,
        scenario: lasting(scenario, fault),
        disturb,
        injected: strikes,
        expected,
        outcomes: callersOf,
      };
    }),
    losingCampaignEvents(scenario, expected),
  ];
}

const nameOf = ({ name, seed }: Scenario): string => `${name} seed ${seed}`;

function losingCampaignEvents(scenario: Scenario, expected: Experiment['expected']): Experiment {
  let lost = 0;
  const until = scenario.durationSeconds - quietSeconds;
  return {
    row: lostCampaignEvents,
    shown: `${lostCampaignEvents}, ${nameOf(scenario)}`,
    // No scenario has this fault. The checker allows for news of the Campaign Manager that does not come as for news that comes late.
    scenario: lasting(scenario, { kind: 'campaign-manager-slow', at: 0, delaySeconds: 0 }),
    disturb: (conditions: Conditions, _notes, now, chance) => ({
      ...conditions,
      deliveries(stream) {
        const isLost = stream === 'bus' && now() < until && chance.next('lost-campaign-events') < lostShare;
        if (isLost) lost++;
        return isLost ? [] : conditions.deliveries(stream);
      },
    }),
    injected: () => lost,
    expected,
    outcomes: callersOf,
  };
}

const lasting = (scenario: Scenario, fault: FaultFile): Scenario => {
  const forSeconds = scenario.durationSeconds - quietSeconds - fault.at;
  const path = `$.faults[${scenario.faults.length}]`;
  return { ...scenario, faults: [...scenario.faults, { ...fault, forSeconds, until: fault.at + forSeconds, path }] };
};
