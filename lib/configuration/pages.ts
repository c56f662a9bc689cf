import * as z from 'zod';
import { vdiPlatforms } from '../../pages/contract/config';
import type { CrossProblem, CrossRule } from './cross-rule';
import { rule } from './cross-rule';
import { isSafeAddress, loopback, origin } from './web-address';

const address = (example: string) =>
  z.string().refine(isSafeAddress, {
    error: () => `must be an https address, such as ${example} (http only for 127.0.0.1 and localhost)`,
  });

/** CloudFront takes certificates from this one Region. */
const certificateArn = z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/, {
  error: () =>
    'must be the ARN of a certificate in us-east-1, where CloudFront looks for them: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID',
});

/** One page, and where browsers find it. */
const site = z.strictObject({
  /**
   * The page's origin: a name of yours, or the one CloudFront has given (the output of the first deploy). Left out: the page is
   * made and no API answers it yet.
   */
  address: origin('https://softphone.example.com').optional(),
  /** For a name of yours. */
  certificateArn: certificateArn.optional(),
});

/** The pages of agents and supervisors, hosted by this application. */
export const pages = z.strictObject({
  softphone: site
    .extend({
      /** Amazon Connect's softphone; `https://ALIAS.my.connect.aws/ccp-v2/` when left out. */
      ccpUrl: address('https://example.my.connect.aws/ccp-v2/').optional(),
      /** Where all agents work on virtual desktops of one kind, which the softphone then sends its audio by. */
      vdiPlatform: z
        .enum(vdiPlatforms, { error: () => `must be one of ${vdiPlatforms.join(', ')}, or be left out` })
        .optional(),
    })
    .prefault({}),
  /** Left out, there is none. */
  wallboard: site.optional(),
  /** As the issuer knows the pages; the audience of `agentPage` when left out. */
  clientId: z.string().trim().min(1).optional(),
  /** What the pages ask the issuer for; many give refresh tokens for `offline_access` only. */
  scope: z
    .string()
    .regex(/(^| )openid( |$)/, { error: () => 'must contain openid, the scopes apart by spaces' })
    .default('openid'),
  /** Where the issuer's tokens and keys are, if that is elsewhere than the issuer: the pages may connect to no other place. */
  issuerOrigins: z.array(origin('https://login.example.com')).max(5).default([]),
  /** Where users of an instance with SAML log into Connect. */
  loginUrl: address('https://login.example.com/start').optional(),
  /** Of runs on one's own machine: where simulated agents are taken over. */
  controlUrl: address('http://127.0.0.1:4300').optional(),
});

const written = z.object({ pages: z.looseObject({}) });
const pagesWritten = z.object({
  pages: z.object({
    softphone: z.looseObject({ address: z.string().optional(), certificateArn: z.unknown().optional() }).optional(),
    wallboard: z.looseObject({ address: z.string().optional(), certificateArn: z.unknown().optional() }).optional(),
  }),
});

/** Whose certificate it is: a name of CloudFront's own has one, and a local run needs none. */
const bringsCertificate = (host: string): boolean => !loopback.includes(host) && !/\.cloudfront\.net$/.test(host);

/** Origins that are named, and those of the pages of this application that have an address; each once. */
export const originsOf = (sites: z.output<typeof pages> | undefined, named: readonly string[]): readonly string[] => [
  ...new Set([...named, ...[sites?.softphone.address, sites?.wallboard?.address].filter((one) => one !== undefined)]),
];

/** What does not fit together in the settings of the pages. */
export const pagesRules: readonly CrossRule[] = [
  rule(written.extend({ agentPage: z.unknown().optional() }), ({ agentPage }) =>
    agentPage === undefined
      ? [
          {
            code: 'env.part-missing',
            path: ['agentPage'],
            message: 'is missing, but the pages ask its API, and its issuer says who somebody is',
          },
        ]
      : [],
  ),
  rule(pagesWritten, ({ pages: sites }) =>
    (['softphone', 'wallboard'] as const).flatMap((name): readonly CrossProblem[] => {
      const { address: at, certificateArn: certificate } = sites[name] ?? {};
      const path = ['pages', name, 'certificateArn'];
      const host = at !== undefined && URL.canParse(at) ? new URL(at).hostname : undefined;
      if (host !== undefined && bringsCertificate(host) && certificate === undefined) {
        return [
          {
            code: 'env.part-missing',
            path,
            message: `is missing; ${host} is a name of yours, for which CloudFront needs a certificate`,
          },
        ];
      }
      return certificate !== undefined && (host === undefined || !bringsCertificate(host))
        ? [
            {
              code: 'field.contradiction',
              path,
              message: 'is there without an address of your own that it would be for; give address, or take it out',
            },
          ]
        : [];
    }),
  ),
  rule(pagesWritten, ({ pages: { softphone, wallboard } }) =>
    softphone?.address !== undefined && softphone.address === wallboard?.address
      ? [
          {
            code: 'field.contradiction',
            path: ['pages', 'wallboard', 'address'],
            message: 'is that of the softphone; each page has an origin of its own',
          },
        ]
      : [],
  ),
  rule(
    z.object({ agentPage: z.object({ origins: z.array(z.string()).optional() }), pages: z.unknown().optional() }),
    (parts) =>
      parts.pages === undefined && (parts.agentPage.origins ?? []).length === 0
        ? [
            {
              code: 'env.part-missing',
              path: ['agentPage', 'origins'],
              message:
                'names no page, and there are no pages of this application; give the origin of yours, or add pages: {}',
            },
          ]
        : [],
  ),
];
