import * as z from 'zod';
import { arnPart, type CrossProblem, type CrossRule, rule, stringsIn } from './cross-rule';

/** Accounts of AWS's documentation; nobody owns them. */
const exampleAccounts = [
  '000000000000',
  '111111111111',
  '111122223333',
  '123456789012',
  '444455556666',
  '777788889999',
];
/** Ids as the sample environments have them. */
const sampleId = /00000000-0000-0000-0000-[0-9a-f]{12}/;
/** Names that lead nowhere (RFC 2606, RFC 6761). */
const exampleHost = /(^|\.)(example(\.(com|net|org))?|invalid|test)$/;
/** This machine, a private network, or a name that only such a network knows. */
const insideHost =
  /^(localhost|127\..*|0\.0\.0\.0|\[::1?\]|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*|\[f[cd].*)$|^[^.:[\]]+$|\.(localhost|local|internal|lan|home\.arpa)$/;

const hostOf = (written: string): string | undefined =>
  /^https?:/.test(written) && URL.canParse(written) ? new URL(written).hostname.replace(/\.$/, '') : undefined;

const anything = z.looseObject({});

/** What `what` says of the address at `path`, if it can be read; an address that leads nowhere is told by another rule. */
const addressRule = (
  needs: z.ZodType<{ readonly path: readonly PropertyKey[]; readonly address: string }>,
  what: (host: string) => string,
): CrossRule =>
  rule(needs, ({ path, address }) => {
    const host = hostOf(address);
    return host === undefined || exampleHost.test(host) || !insideHost.test(host)
      ? []
      : [{ code: 'env.inside-address', path, message: what(host) }];
  });

/**
 * What an environment may say as long as it is only looked at or run on this machine, and no deploy could use: values that
 * stand for others, and addresses nobody outside can reach.
 */
const deployRules: readonly CrossRule[] = [
  rule(anything, (written) =>
    stringsIn(written).flatMap(({ value, path }): readonly CrossProblem[] => {
      const account = path.at(-1) === 'account' ? value : value.startsWith('arn:') ? arnPart(value, 4) : undefined;
      if (account !== undefined && exampleAccounts.includes(account)) {
        return [
          {
            code: 'env.sample-value',
            path,
            message: `is of account ${account}, which AWS uses in examples; fill in yours`,
          },
        ];
      }
      if (sampleId.test(value)) {
        return [
          {
            code: 'env.sample-value',
            path,
            message: `holds the id of a sample (${sampleId.exec(value)?.[0]}); fill in yours`,
          },
        ];
      }
      const host = hostOf(value);
      return host !== undefined && exampleHost.test(host)
        ? [
            {
              code: 'env.sample-value',
              path,
              message: `is an address at ${host}, which leads nowhere by definition; fill in yours`,
            },
          ]
        : [];
    }),
  ),
  rule(z.object({ instance: z.looseObject({}) }), ({ instance }) =>
    (['alias', 'recordingsBucket'] as const).flatMap((field) => {
      const value: unknown = instance[field];
      return typeof value === 'string' && /(^|-)example(-|$)/.test(value)
        ? [
            {
              code: 'env.sample-value',
              path: ['instance', field],
              message: `is ${value}, the name of a sample; fill in yours`,
            },
          ]
        : [];
    }),
  ),
  addressRule(
    z
      .object({ agentPage: z.object({ issuer: z.string() }) })
      .transform(({ agentPage: { issuer } }) => ({ path: ['agentPage', 'issuer'], address: issuer })),
    (host) =>
      `is at ${host}, which only this machine or network can reach; the issuer must answer on the internet when it is deployed: API Gateway reads its .well-known/openid-configuration while it makes the authorizer`,
  ),
  addressRule(
    z
      .object({ campaignManager: z.object({ url: z.string() }) })
      .transform(({ campaignManager: { url } }) => ({ path: ['campaignManager', 'url'], address: url })),
    (host) =>
      `is at ${host}, which only this machine or network can reach; the functions run in AWS and call it over the internet`,
  ),
  rule(z.object({ pages: z.looseObject({}) }), ({ pages }) =>
    stringsIn(pages, ['pages']).flatMap(({ value, path }) => {
      const host = hostOf(value);
      return host === undefined || exampleHost.test(host) || !insideHost.test(host)
        ? []
        : [
            {
              code: 'env.inside-address',
              path,
              message: `is at ${host}, which only this machine or network can reach; people open the pages elsewhere`,
            },
          ];
    }),
  ),
];

/** Why this environment, as written, cannot be deployed although it may be looked at; what cannot be read is left to the schema. */
export const deployProblems = (written: unknown): readonly CrossProblem[] =>
  deployRules.flatMap((each) => each.judge(written));
