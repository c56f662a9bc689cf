/**
 * The thresholds an admin edits in Parameter Store, under `/connect-call-blending/<env>/<group>/<name>` (docs/thresholds.md).
 * Values arrive as strings and are judged as one set: either every rule holds, or nothing changes.
 */

import { quotedValue, shortened } from '../tolerant';

/** What values a threshold takes. `min` and `max` are within it; units are in its name. */
export type ThresholdDefinition =
  | { readonly kind: 'boolean'; readonly default: boolean }
  | { readonly kind: 'whole'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] };

const parking = { kind: 'choice', default: 'not-ready', choices: ['not-ready', 'available'] } as const;
const whole = <D extends number>(byDefault: D, min: number, max: number) =>
  ({ kind: 'whole', default: byDefault as number, min, max }) as const;
const flag = (byDefault: boolean) => ({ kind: 'boolean', default: byDefault }) as const;

/** Every threshold: its kind, default and inclusive range. Times are whole seconds. */
export const thresholdDefinitions = {
  'offer/enabled': flag(true),
  'blend/enabled': flag(true),
  'rollout/mode': { kind: 'choice', default: 'deployed', choices: ['deployed', 'observe'] },
  'offer/seconds': whole(30, 22, 120),
  'offer/advance-on-miss': flag(false),
  'offer/after-miss': parking,
  'offer/after-decline': parking,
  'queue/max-wait-seconds': whole(120, 30, 3600),
  'blend-to-inbound/wait-seconds': whole(10, 0, 600),
  'blend-to-outbound/idle-seconds': whole(30, 0, 3600),
  'blend-to-outbound/min-idle-inbound-agents': whole(1, 0, 1000),
  'side/min-inbound-agents': whole(0, 0, 1000),
  'side/min-outbound-agents': whole(0, 0, 1000),
  'side/dwell-seconds': whole(30, 0, 3600),
  'side/max-moves-per-agent-hour': whole(12, 1, 120),
  'blend/moves-per-decision': whole(5, 1, 20),
  'campaigns/calls-per-agent': whole(5, 1, 1000),
  'campaigns/acquire-at-calls': whole(0, 0, 1_000_000),
  'campaigns/release-below-calls': whole(1, 0, 1_000_000),
  'tether/timeout-seconds': whole(30, 20, 90),
  'tether/attempts': whole(3, 1, 10),
  'tether/give-up-after': whole(3, 0, 10),
  'preview/give-up-after': whole(3, 0, 10),
} as const satisfies Record<string, ThresholdDefinition>;

export type ThresholdName = keyof typeof thresholdDefinitions;

type ValueOf<D> = D extends { kind: 'boolean' }
  ? boolean
  : D extends { kind: 'whole' }
    ? number
    : D extends { choices: readonly (infer C)[] }
      ? C
      : never;

/** One consistent set of thresholds, typed by name. */
export type Thresholds = { readonly [N in ThresholdName]: ValueOf<(typeof thresholdDefinitions)[N]> };

export const thresholdNames = Object.keys(thresholdDefinitions) as readonly ThresholdName[];

/** Whether there is a threshold of this name; any other parameter is a problem that is told. */
export const isThresholdName = (name: string): name is ThresholdName => Object.hasOwn(thresholdDefinitions, name);

/** What applies when nothing was set. */
export const defaultThresholds = Object.fromEntries(
  thresholdNames.map((name) => [name, thresholdDefinitions[name].default]),
) as unknown as Thresholds;

/** Codes to search for in docs/errors.md. */
export type ThresholdProblemCode = 'threshold.unknown' | 'threshold.wrong-value' | 'threshold.contradiction';

/** A problem with one threshold, or with two that contradict each other; `message` is a sentence for the admin. */
export interface ThresholdProblem {
  readonly code: ThresholdProblemCode;
  readonly name: string;
  readonly message: string;
}

/** A set that can be in force, or everything that is wrong with it at once. */
export type ParsedThresholds =
  | { readonly ok: true; readonly thresholds: Thresholds }
  | { readonly ok: false; readonly problems: readonly ThresholdProblem[] };

/**
 * Reads one group's parameters, as strings by name (`offer/seconds` -> `"30"`). Names left out take their default.
 * All problems are reported at once: unknown names, values outside their range, and sets that contradict themselves.
 */
export function parseThresholds(raw: Readonly<Record<string, string>>): ParsedThresholds {
  const problems: ThresholdProblem[] = [];
  const values: Record<string, boolean | number | string> = { ...defaultThresholds };
  for (const [name, text] of Object.entries(raw)) {
    if (!isThresholdName(name)) {
      const message = `${shortened(name)} is not a threshold; known are ${thresholdNames.join(', ')}`;
      problems.push({ code: 'threshold.unknown', name, message });
      continue;
    }
    const parsed = parseThreshold(name, text);
    if ('message' in parsed) problems.push({ code: 'threshold.wrong-value', name, message: parsed.message });
    else values[name] = parsed.value;
  }
  const unsound = new Set(problems.map((problem) => problem.name));
  for (const rule of crossRules) {
    // A rule over a value that is itself wrong would only repeat the complaint about a default nobody chose.
    if (rule.over.some((name) => unsound.has(name))) continue;
    const message = rule.check(values as unknown as Thresholds);
    if (message) problems.push({ code: 'threshold.contradiction', name: rule.over[0], message });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, thresholds: values as unknown as Thresholds };
}

/** Reads one threshold's text; the message says what was wrong and what would be right. */
export function parseThreshold(
  name: ThresholdName,
  text: string,
): { readonly value: boolean | number | string } | { readonly message: string } {
  const definition: ThresholdDefinition = thresholdDefinitions[name];
  const wrong = (right: string) => ({ message: `${name} is ${quotedValue(text)}; it must be ${right}` });
  switch (definition.kind) {
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : wrong('true or false');
    case 'choice':
      return definition.choices.includes(text) ? { value: text } : wrong(definition.choices.join(' or '));
    case 'whole': {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= definition.min && value <= definition.max
        ? { value }
        : wrong(`a whole number from ${definition.min} to ${definition.max}`);
    }
  }
}

interface CrossRule {
  readonly over: readonly [ThresholdName, ThresholdName];
  check(set: Thresholds): string | null;
}

const atLeast = (larger: ThresholdName, smaller: ThresholdName, why: string): CrossRule => ({
  over: [larger, smaller],
  check: (set) =>
    Number(set[larger]) >= Number(set[smaller])
      ? null
      : `${larger} is ${set[larger]}, less than ${smaller} (${set[smaller]}): ${why}; raise the first or lower the second`,
});

/** What two thresholds must be to each other (docs/thresholds.md#which-must-fit-together). */
export const crossRules: readonly CrossRule[] = [
  /* @__PURE__ */ atLeast(
    'queue/max-wait-seconds',
    'offer/seconds',
    'a caller would reach voicemail before the first agent had their time',
  ),
  /* @__PURE__ */ atLeast(
    'queue/max-wait-seconds',
    'blend-to-inbound/wait-seconds',
    'a caller would reach voicemail before an agent was fetched',
  ),
  {
    over: ['campaigns/release-below-calls', 'campaigns/acquire-at-calls'],
    check: (set) => {
      const acquire = set['campaigns/acquire-at-calls'];
      const release = set['campaigns/release-below-calls'];
      return acquire === 0 || release <= acquire
        ? null
        : `campaigns/release-below-calls is ${release}, more than campaigns/acquire-at-calls (${acquire}): agents would be acquired and released on the same figure; lower the first, or set the second to 0 to turn acquiring off`;
    },
  },
];
