import fc from 'fast-check';
import { functionNames } from '../../lambdas/shared/contract';
import type { Fault } from '../scenario/scenario';
import { index, type Json, pick, present, secondsIn, upTo } from './values';

/** How many faults, and how strong ones, random scenarios have. */
export const levelNames = ['calm', 'rough', 'hostile'] as const;

/** From no faults to many strong ones; the figures are in `levels`. */
export type LevelName = (typeof levelNames)[number];

interface Level {
  /** At most, of any fault that strikes by chance. */
  readonly probability: number;
  readonly delaySeconds: number;
  readonly faults: number;
  /** How long before the end of the run the last fault ends. */
  readonly quietSeconds: number;
  readonly durationSeconds: readonly [least: number, most: number];
  /** The same of a dense scenario: as much happens in less time. */
  readonly denseSeconds: readonly [least: number, most: number];
  /** Whether switches of the platform and latencies vary. */
  readonly varies: boolean;
}

/** How much goes wrong at each level, times in seconds (docs/scenarios.md#random-ones). */
export const levels: Readonly<Record<LevelName, Level>> = {
  calm: {
    ...{ probability: 0, delaySeconds: 0, faults: 0, quietSeconds: 0 },
    ...{ durationSeconds: [300, 1800], denseSeconds: [60, 300], varies: false },
  },
  rough: {
    ...{ probability: 0.2, delaySeconds: 10, faults: 3, quietSeconds: 180 },
    ...{ durationSeconds: [500, 1800], denseSeconds: [260, 420], varies: true },
  },
  hostile: {
    ...{ probability: 0.4, delaySeconds: 60, faults: 8, quietSeconds: 300 },
    ...{ durationSeconds: [700, 2000], denseSeconds: [400, 600], varies: true },
  },
};

const platform = fc.record({
  stepExpiryDuringRing: fc.constantFrom('ring-finishes', 'ring-withdrawn'),
  criteriaDelaySeconds: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 50 }).map((tenths) => tenths / 10),
  ),
  queueHookOnDequeue: fc.constantFrom('inherited', 'replaced'),
  statusOnMiss: fc.constantFrom('now', 'next'),
  dynamicCriteria: fc.constantFrom('taken', 'refused'),
  dynamicAgents: fc.constantFrom('taken', 'refused'),
});

const kinds = [
  'campaign-manager-down',
  'campaign-manager-slow',
  'tether-unanswered',
  'tether-unmapped',
  'tether-drop',
  'lambda-crash',
  'duplicate-events',
  'reorder-events',
  'lose-contact-events',
  'lose-agent-events',
  'duplicate-commands',
  'connect-throttle',
  'stale-index',
] as const satisfies readonly Fault['kind'][];

const fault = (level: Level) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    startShare: fc.nat({ max: 1000 }),
    lengthShare: fc.nat({ max: 1000 }),
    agent: index,
    function: fc.constantFrom(...functionNames),
    probability: fc.integer({ min: 1, max: Math.max(1, Math.round(level.probability * 100)) }).map((n) => n / 100),
    delaySeconds: secondsIn(0.1, Math.max(0.1, level.delaySeconds)),
  });

/** What a scenario of the level has besides people, calls and campaigns. */
export const weather = (name: LevelName) => {
  const level = levels[name];
  return fc.record({
    latency: level.varies ? fc.constant('typical') : fc.constant('none'),
    platform: level.varies ? platform : fc.constant({}),
    faults: upTo(level.faults, fault(level), level.faults > 0 ? 1 : 0),
  });
};

type RandomFault = ReturnType<typeof fault> extends fc.Arbitrary<infer T> ? T : never;

/** As the file says it: begun and ended early enough. Without agents there is nobody a fault could be about. */
export function faultOf(
  given: RandomFault,
  level: LevelName,
  agents: readonly string[],
  durationSeconds: number,
): Json | null {
  const latest = Math.max(0, durationSeconds - levels[level].quietSeconds);
  const at = Math.floor((given.startShare / 1001) * latest);
  const forSeconds = Math.max(1, Math.round((given.lengthShare / 1000) * (latest - at)));
  const { kind, function: functionName, probability, delaySeconds } = given;
  const common = { kind, at, forSeconds };
  switch (kind) {
    case 'campaign-manager-down':
    case 'connect-throttle':
      return common;
    case 'campaign-manager-slow':
      return { ...common, delaySeconds };
    case 'tether-unanswered':
    case 'tether-unmapped':
    case 'tether-drop':
      return agents.length === 0 ? null : present({ ...common, agent: pick(agents, given.agent) });
    case 'lambda-crash':
      return { ...common, function: functionName, probability };
    case 'reorder-events':
    case 'stale-index':
      return { ...common, maxDelaySeconds: delaySeconds };
    default:
      return { ...common, probability };
  }
}
