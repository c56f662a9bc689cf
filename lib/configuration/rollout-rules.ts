import * as z from 'zod';
import { type CrossRule, rule } from './cross-rule';

const parts = z.object({
  groups: z.array(
    z.looseObject({
      name: z.string(),
      mode: z.string().optional(),
      queues: z.array(z.looseObject({ name: z.string() })),
    }),
  ),
  numbers: z.array(z.looseObject({ owner: z.string(), queue: z.string() })),
});

const pilots = z.object({ groups: z.array(z.looseObject({ pilot: z.array(z.string()).default([]) })) });

const tethers = z.object({
  groups: z.array(z.looseObject({ mode: z.string().optional(), campaigns: z.array(z.string()).optional() })),
  campaignManager: z.looseObject({ tetherNumber: z.looseObject({ owner: z.literal('existing') }) }),
});

/** A group that is only observed takes nothing over; a pilot names each agent once. */
export const rolloutRules: readonly CrossRule[] = [
  rule(parts, ({ groups, numbers }) => {
    const observed = new Map(
      groups
        .filter(({ mode }) => mode === 'observe')
        .flatMap(({ name, queues }) => queues.map((queue) => [queue.name, name] as const)),
    );
    return numbers.flatMap(({ owner, queue }, index) =>
      owner === 'existing' && observed.has(queue)
        ? [
            {
              code: 'env.observed-group',
              path: ['numbers', index],
              message: `would be taken from the flow it has now, and group ${JSON.stringify(observed.get(queue))} of its queue is only observed; leave the number out until mode is live`,
            },
          ]
        : [],
    );
  }),
  rule(tethers, ({ groups }) =>
    groups.filter(({ campaigns = [] }) => campaigns.length > 0).every(({ mode }) => mode === 'observe')
      ? [
          {
            code: 'env.observed-group',
            path: ['campaignManager', 'tetherNumber'],
            message:
              "would be taken from the flow it has now, and every group with campaigns is only observed; let us claim one, { owner: 'managed', ... }, or leave campaigns out until mode is live",
          },
        ]
      : [],
  ),
  rule(pilots, ({ groups }) =>
    groups.flatMap(({ pilot }, group) =>
      pilot.flatMap((name, index) =>
        pilot.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index
          ? [
              {
                code: 'name.taken',
                path: ['groups', group, 'pilot', index],
                message: `${JSON.stringify(name)} was given before; each agent is named once`,
              },
            ]
          : [],
      ),
    ),
  ),
];
