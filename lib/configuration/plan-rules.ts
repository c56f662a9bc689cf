import * as z from 'zod';
import { type CrossRule, rule } from './cross-rule';

const parts = z.object({
  groups: z.array(z.looseObject({ agents: z.number().optional() })),
  plan: z.looseObject({ agents: z.number() }).optional(),
});

/** What groups say of their agents has to fit the plan they are part of. */
export const planRules: readonly CrossRule[] = [
  rule(parts, ({ groups, plan }) =>
    plan === undefined
      ? groups.flatMap(({ agents }, index) =>
          agents === undefined
            ? []
            : [
                {
                  code: 'env.part-missing',
                  path: ['groups', index, 'agents'],
                  message: `is ${agents}, and there is no plan they are part of; give plan.agents`,
                },
              ],
        )
      : [],
  ),
  rule(parts, ({ groups, plan }) => {
    const said = groups.reduce((sum, { agents = 0 }) => sum + agents, 0);
    return plan === undefined || said <= plan.agents
      ? []
      : [
          {
            code: 'field.contradiction',
            path: ['plan', 'agents'],
            message: `is ${plan.agents}; its groups say ${said} together, it must be that or more`,
          },
        ];
  }),
];
