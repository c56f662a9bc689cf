import * as z from 'zod';
import { callerRules } from './caller-rules';
import { type CrossProblem, type CrossRule, repeated, rule } from './cross-rule';
import { numberRules } from './number-rules';
import { outboundRules } from './outbound-rules';
import { pagesRules } from './pages';
import { placeRules } from './place-rules';
import { planRules } from './plan-rules';
import { rolloutRules } from './rollout-rules';
import { signInPoolRules } from './sign-in-pool';
import { wallboardRules } from './wallboard';

const entry = z.looseObject({ name: z.string(), arn: z.string().optional() });
const groups = z.object({ groups: z.array(z.looseObject({ name: z.string(), queues: z.array(entry) })) });
const numbers = z.object({ numbers: z.array(entry.extend({ queue: z.string() })) });

const queuesOf = (parts: z.output<typeof groups>) =>
  parts.groups.flatMap((group, groupIndex) =>
    group.queues.map((queue, index) => ({ queue, path: ['groups', groupIndex, 'queues', index] as const })),
  );

function unknownQueue(parts: z.output<typeof groups>, queue: string, path: readonly PropertyKey[]): CrossProblem[] {
  const known = queuesOf(parts).map((each) => each.queue.name);
  if (known.includes(queue)) return [];
  return [
    {
      code: 'name.unknown',
      path,
      message: `is ${JSON.stringify(queue)}, which no group has; known are ${known.join(', ')}`,
    },
  ];
}

const crossRules: readonly CrossRule[] = [
  rule(groups, (parts) =>
    repeated(
      parts.groups.map((group, index) => ({ value: group.name, path: ['groups', index, 'name'] })),
      'the group',
    ),
  ),
  rule(groups, (parts) =>
    repeated(
      queuesOf(parts).map(({ queue, path }) => ({ value: queue.name, path: [...path, 'name'] })),
      'the queue',
    ),
  ),
  rule(groups, (parts) =>
    repeated(
      queuesOf(parts).flatMap(({ queue, path }) => (queue.arn ? [{ value: queue.arn, path: [...path, 'arn'] }] : [])),
      'the queue',
    ),
  ),
  rule(numbers, (parts) =>
    repeated(
      parts.numbers.map((number, index) => ({ value: number.name, path: ['numbers', index, 'name'] })),
      'the number',
    ),
  ),
  rule(numbers, (parts) =>
    repeated(
      parts.numbers.flatMap((number, index) =>
        number.arn ? [{ value: number.arn, path: ['numbers', index, 'arn'] }] : [],
      ),
      'the number',
    ),
  ),
  rule(groups.extend(numbers.shape), (parts) =>
    parts.numbers.flatMap(({ queue }, index) => unknownQueue(parts, queue, ['numbers', index, 'queue'])),
  ),
  rule(groups.extend({ entry: z.object({ defaultQueue: z.string() }) }), (parts) =>
    unknownQueue(parts, parts.entry.defaultQueue, ['entry', 'defaultQueue']),
  ),
  ...callerRules,
  ...outboundRules,
  ...planRules,
  rule(z.object({ retainState: z.boolean(), deletionProtection: z.literal(true) }), ({ retainState }) =>
    retainState
      ? []
      : [
          {
            code: 'field.contradiction',
            path: ['deletionProtection'],
            message: 'is true, but retainState is false; what is protected is also kept',
          },
        ],
  ),
  ...pagesRules,
  ...placeRules,
  ...numberRules,
  ...rolloutRules,
  ...signInPoolRules,
  ...wallboardRules,
  rule(
    z.object({ quotas: z.object({ concurrentCalls: z.number(), reservedInboundCalls: z.number() }) }),
    ({ quotas: { concurrentCalls, reservedInboundCalls } }) =>
      reservedInboundCalls < concurrentCalls
        ? []
        : [
            {
              code: 'field.contradiction',
              path: ['quotas', 'reservedInboundCalls'],
              message: `is ${reservedInboundCalls}; it must be less than concurrentCalls (${concurrentCalls})`,
            },
          ],
  ),
];

/** Contradictions in an environment as written; what cannot be read is left to the schema. */
export const crossProblems = (written: unknown): readonly CrossProblem[] =>
  crossRules.flatMap((each) => each.judge(written));
