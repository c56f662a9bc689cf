import * as z from 'zod';
import { arnPart, type CrossProblem, type CrossRule, repeated, rule } from './cross-rule';
import { outboundRules } from './outbound-rules';

const entry = z.looseObject({ name: z.string(), arn: z.string().optional() });
const groups = z.object({ groups: z.array(z.looseObject({ name: z.string(), queues: z.array(entry) })) });
const numbers = z.object({ numbers: z.array(entry.extend({ queue: z.string() })) });
const instance = z.object({ instance: z.object({ arn: z.string() }) });

const queuesOf = (parts: z.output<typeof groups>) =>
  parts.groups.flatMap((group, groupIndex) =>
    group.queues.map((queue, index) => ({ queue, path: ['groups', groupIndex, 'queues', index] as const })),
  );

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
  rule(groups.extend(numbers.shape), (parts) => {
    const known = queuesOf(parts).map(({ queue }) => queue.name);
    return parts.numbers.flatMap(({ queue }, index) =>
      known.includes(queue)
        ? []
        : [
            {
              path: ['numbers', index, 'queue'],
              message: `is ${JSON.stringify(queue)}, which no group has; known are ${known.join(', ')}`,
            },
          ],
    );
  }),
  ...outboundRules,
  rule(instance.extend({ region: z.string() }), ({ instance: { arn }, region }) =>
    [arnPart(arn, 3)].flatMap((actual) =>
      actual === undefined || actual === region
        ? []
        : [{ path: ['region'], message: `is ${region}, but the instance is in ${actual}; they must be the same` }],
    ),
  ),
  rule(instance.extend({ account: z.string() }), ({ instance: { arn }, account }) =>
    [arnPart(arn, 4)].flatMap((actual) =>
      actual === undefined || actual === account
        ? []
        : [
            {
              path: ['account'],
              message: `is ${account}, but the instance belongs to ${actual}; they must be the same`,
            },
          ],
    ),
  ),
  rule(instance.loose(), ({ instance: { arn }, ...rest }) =>
    arnsIn(rest).flatMap(({ value, path }) =>
      value.includes(':instance/') && !value.startsWith(`${arn}/`)
        ? [{ path, message: `is ${value}, which is not part of the instance ${arn}` }]
        : [],
    ),
  ),
  rule(
    z.object({ quotas: z.object({ concurrentCalls: z.number(), reservedInboundCalls: z.number() }) }),
    ({ quotas: { concurrentCalls, reservedInboundCalls } }) =>
      reservedInboundCalls < concurrentCalls
        ? []
        : [
            {
              path: ['quotas', 'reservedInboundCalls'],
              message: `is ${reservedInboundCalls}; it must be less than concurrentCalls (${concurrentCalls})`,
            },
          ],
  ),
];

/** Every string that is an ARN, however deep. */
function arnsIn(value: unknown, path: readonly PropertyKey[] = []): { value: string; path: readonly PropertyKey[] }[] {
  if (typeof value === 'string') return value.startsWith('arn:') ? [{ value, path }] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => arnsIn(item, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => arnsIn(item, [...path, key]));
  }
  return [];
}

/** Contradictions in an environment as written; what cannot be read is left to the schema. */
export const crossProblems = (written: unknown): readonly CrossProblem[] =>
  crossRules.flatMap((each) => each.judge(written));
