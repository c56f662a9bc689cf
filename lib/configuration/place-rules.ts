import * as z from 'zod';
import { arnPart, arnsIn, type CrossRule, rule } from './cross-rule';

const instance = z.object({ instance: z.object({ arn: z.string() }) });

/** Services whose things another account may own and let us use; anything of Connect is the instance's. */
const ofInstanceAccount = 'connect';

/** Everything an environment names is where its functions are: in its Region, and what is Connect's in its account. */
export const placeRules: readonly CrossRule[] = [
  rule(instance.extend({ region: z.string() }), ({ instance: { arn }, region }) =>
    [arnPart(arn, 3)].flatMap((actual) =>
      actual === undefined || actual === region
        ? []
        : [
            {
              code: 'env.wrong-place',
              path: ['region'],
              message: `is ${region}, but the instance is in ${actual}; they must be the same`,
            },
          ],
    ),
  ),
  rule(instance.extend({ account: z.string() }), ({ instance: { arn }, account }) =>
    [arnPart(arn, 4)].flatMap((actual) =>
      actual === undefined || actual === account
        ? []
        : [
            {
              code: 'env.wrong-place',
              path: ['account'],
              message: `is ${account}, but the instance belongs to ${actual}; they must be the same`,
            },
          ],
    ),
  ),
  rule(instance.loose(), ({ instance: { arn }, ...rest }) =>
    arnsIn(rest).flatMap(({ value, path }) =>
      value.includes(':instance/') && !value.startsWith(`${arn}/`)
        ? [{ code: 'env.wrong-place', path, message: `is ${value}, which is not part of the instance ${arn}` }]
        : [],
    ),
  ),
  rule(z.looseObject({ region: z.string() }), ({ region, ...rest }) =>
    arnsIn(rest).flatMap(({ value, path }) => {
      const actual = arnPart(value, 3);
      // Of what names an instance, the rules above speak; certificates are CloudFront's, which is in no Region.
      return value.includes(':instance/') || arnPart(value, 2) === 'acm' || actual === undefined || actual === region
        ? []
        : [
            {
              code: 'env.wrong-place',
              path,
              message: `is in ${actual}; it must be in ${region}, where everything is deployed`,
            },
          ];
    }),
  ),
  rule(instance.loose(), ({ instance: { arn }, ...rest }) =>
    arnsIn(rest).flatMap(({ value, path }) => {
      const [account, owner] = [arnPart(arn, 4), arnPart(value, 4)];
      return arnPart(value, 2) !== ofInstanceAccount || value.includes(':instance/') || owner === account
        ? []
        : [
            {
              code: 'env.wrong-place',
              path,
              message: `belongs to account ${owner}; it must be of ${account}, as the instance`,
            },
          ];
    }),
  ),
];
