import * as z from 'zod';
import { operatorRole } from '../../lambdas/shared/contract';
import { rule } from './cross-rule';
import { origin } from './web-address';

/** A user pool of Amazon Cognito, for those who have no OpenID Connect provider (docs/pages.md#without-a-provider). */
export const signInPool = z.strictObject({
  /** People sign in at https://PREFIX.auth.REGION.amazoncognito.com; nobody else in the Region may have it. */
  domainPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
      error: () => 'must be 1 to 63 small letters, digits and hyphens, with none of these at an end',
    })
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), {
      error: () => 'must not contain aws, amazon or cognito, which Cognito refuses',
    }),
  /** The pages' origins, to which it may lead back, besides those of `pages`: it is deployed before they are. */
  leadsBackTo: z.array(origin('https://softphone.example.com')).max(20).default([]),
});

const address = z.object({ address: z.string().optional() }).optional();

export const signInPoolRules = [
  rule(
    z.object({
      signInPool: z.object({ leadsBackTo: z.array(z.string()).default([]) }),
      pages: z.object({ softphone: address, wallboard: address }).optional(),
    }),
    ({ signInPool: { leadsBackTo }, pages }) =>
      leadsBackTo.length > 0 || pages?.softphone?.address !== undefined || pages?.wallboard?.address !== undefined
        ? []
        : [
            {
              code: 'env.part-missing',
              path: ['signInPool', 'leadsBackTo'],
              message: 'names no page, and no page of this application has an address; give the origins of the pages',
            },
          ],
  ),
  rule(
    z.object({ signInPool: z.unknown(), groups: z.array(z.object({ name: z.string() })) }),
    ({ signInPool: asked, groups }) =>
      asked !== undefined && groups.some(({ name }) => name === operatorRole)
        ? [
            {
              code: 'field.contradiction',
              path: ['signInPool'],
              message: `makes a group of people for each group, and one called ${operatorRole} for the kill switches; no group may be called so`,
            },
          ]
        : [],
  ),
];
