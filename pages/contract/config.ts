import * as z from 'zod';

/** Where the file lies: at the root of each page's site. It is read anew with each load of the page. */
export const configPath = 'config.json';

const address = z.string().refine((written) => URL.canParse(written), { error: () => 'must be an address (URL)' });

const ofBoth = {
  /** The deployment's name, for people: `prod`. */
  environment: z.string().min(1),
  /** Where the page's API is, without a slash at the end (docs/agent-page-api.md). */
  apiUrl: address,
  oidc: z.strictObject({
    /** The issuer, exactly as its tokens name it; its discovery document is found below it. */
    authority: address,
    clientId: z.string().min(1),
    /** Scopes apart by spaces; `openid` is among them. */
    scope: z.string().regex(/(^| )openid( |$)/, { error: () => 'must contain openid' }),
  }),
  /** AWS Region of the instance: `eu-central-1`. */
  region: z.string().min(1),
  /** Where users of an instance with SAML log into Connect; `null`: in the softphone's own window. */
  loginUrl: address.nullable(),
  /** In runs on one's own machine only: where simulated agents are taken over (`POST {controlUrl}/control/agents/{username}/take-over`). */
  local: z.strictObject({ controlUrl: address }).nullable(),
};

/** As Streams names them (`VDIPlatform` of its softphone options, 2.28.2). */
export const vdiPlatforms = ['CITRIX', 'CITRIX_413', 'AWS_WORKSPACE', 'OMNISSA', 'AZURE'] as const;
export type VdiPlatform = (typeof vdiPlatforms)[number];

/** What a deploy, or a local run, tells a page. */
export const pageConfig = z.discriminatedUnion('page', [
  z.strictObject({
    page: z.literal('softphone'),
    ...ofBoth,
    /** Amazon Connect's own softphone, put into a frame: `https://ALIAS.my.connect.aws/ccp-v2/`. */
    ccpUrl: address,
    /** The virtual desktop that agents work on, whose microphone is another machine's; `null`: none. */
    vdiPlatform: z.enum(vdiPlatforms, { error: () => `must be one of ${vdiPlatforms.join(', ')}, or null` }).nullable(),
  }),
  z.strictObject({ page: z.literal('wallboard'), ...ofBoth }),
]);

export type PageConfig = z.infer<typeof pageConfig>;
export type PageName = PageConfig['page'];
export const pageNames = ['softphone', 'wallboard'] as const satisfies readonly PageName[];

/** Reads what stands in the file, already parsed as JSON. Throws one sentence with everything that is wrong. */
export function readPageConfig(written: unknown): PageConfig {
  const parsed = pageConfig.safeParse(written);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new Error(`${configPath} of this site cannot be used: ${problems.join('; ')}`);
}
