import * as z from 'zod';
import { type CrossRule, repeated, rule } from './cross-rule';

const looseProfiles = z
  .object({
    owner: z.string(),
    kinds: z.array(z.string()).catch([]),
    profiles: z.array(z.looseObject({ arn: z.string(), kind: z.string(), startsOn: z.string().optional() })).catch([]),
  })
  .catch({ owner: 'unknown', kinds: [], profiles: [] });
/** What there is of the outbound side; what cannot be read counts as not given. */
const outboundSide = z.object({
  groups: z.array(
    z.looseObject({
      name: z.string(),
      campaigns: z.array(z.string()).catch([]),
      campaignProficiencies: z.record(z.string(), z.unknown()).catch({}),
      previewCampaigns: z.array(z.string()).catch([]),
      routingProfiles: looseProfiles,
    }),
  ),
});
const callersNumbers = z.object({
  numbers: z.array(z.looseObject({ name: z.string(), arn: z.string().optional() })),
});
const campaignNumber = z.object({
  campaignManager: z.object({ tetherNumber: z.object({ arn: z.string() }) }),
});

/** Routing profiles, campaigns and the Campaign Manager: what must fit together for agents to cross between the sides. */
export const outboundRules: readonly CrossRule[] = [
  rule(outboundSide, (parts) =>
    parts.groups.flatMap((group, index) =>
      repeated(
        group.routingProfiles.kinds.map((value, kind) => ({
          value,
          path: ['groups', index, 'routingProfiles', 'kinds', kind],
        })),
        'the kind',
      ),
    ),
  ),
  rule(outboundSide, (parts) =>
    repeated(
      [
        ...new Map(
          parts.groups.flatMap((group, index) =>
            group.routingProfiles.kinds.map((value, kind) => [
              `${group.name} ${value}`,
              { value: `${group.name}-${value}`, path: ['groups', index, 'routingProfiles', 'kinds', kind] },
            ]),
          ),
        ).values(),
      ],
      'the routing profile',
    ),
  ),
  rule(outboundSide, (parts) =>
    parts.groups.flatMap((group, index) =>
      group.routingProfiles.profiles.flatMap(({ kind, startsOn }, profile) =>
        startsOn === undefined || kind === 'blended'
          ? []
          : [
              {
                code: 'field.contradiction',
                path: ['groups', index, 'routingProfiles', 'profiles', profile, 'startsOn'],
                message: `is ${JSON.stringify(startsOn)}, but kind ${kind} has one side only; leave it out`,
              },
            ],
      ),
    ),
  ),
  rule(outboundSide, (parts) =>
    repeated(
      parts.groups.flatMap((group, index) =>
        group.campaigns.map((value, campaign) => ({ value, path: ['groups', index, 'campaigns', campaign] })),
      ),
      'the campaign',
    ),
  ),
  rule(outboundSide, (parts) =>
    parts.groups.flatMap(({ name, campaigns, routingProfiles: { owner, kinds, profiles } }, index) => {
      const served = [...kinds, ...profiles.map(({ kind }) => kind)];
      return campaigns.length === 0 || owner === 'unknown' || served.some((kind) => kind !== 'inbound')
        ? []
        : [
            {
              code: 'env.part-missing',
              path: ['groups', index, 'campaigns'],
              message: `names ${campaigns.join(', ')}, but no agent of ${name} may work for campaigns; add a routing profile of kind blended or outbound`,
            },
          ];
    }),
  ),
  rule(outboundSide, ({ groups }) =>
    groups.flatMap(({ name, campaigns, campaignProficiencies }, index) =>
      Object.keys(campaignProficiencies).flatMap((campaign) =>
        campaigns.includes(campaign)
          ? []
          : [
              {
                code: 'name.unknown',
                path: ['groups', index, 'campaignProficiencies', campaign],
                message: `is about no campaign of ${name}; its campaigns are ${campaigns.join(', ') || 'none'}`,
              },
            ],
      ),
    ),
  ),
  rule(outboundSide, ({ groups }) =>
    groups.flatMap(({ name, campaigns, previewCampaigns }, index) =>
      previewCampaigns.flatMap((campaign, position) =>
        campaigns.includes(campaign)
          ? []
          : [
              {
                code: 'name.unknown',
                path: ['groups', index, 'previewCampaigns', position],
                message: `is ${JSON.stringify(campaign)}, no campaign of ${name}; its campaigns are ${campaigns.join(', ') || 'none'}`,
              },
            ],
      ),
    ),
  ),
  rule(outboundSide.extend({ agentPage: z.unknown().optional() }), ({ groups, agentPage }) => {
    const previews = groups.flatMap(({ previewCampaigns }) => previewCampaigns);
    return agentPage !== undefined || previews.length === 0
      ? []
      : [
          {
            code: 'env.part-missing',
            path: ['agentPage'],
            message: `is missing, but agents see the contacts of ${previews.join(', ')} before they are called: without their page nobody can answer, and every preview times out; give its issuer, audience and origins`,
          },
        ];
  }),
  rule(outboundSide.extend({ campaignManager: z.unknown().optional() }), ({ groups, campaignManager }) => {
    if (campaignManager !== undefined) return [];
    const campaigns = groups.flatMap((group) => group.campaigns);
    const startOutbound = groups.flatMap(({ name, routingProfiles: { kinds, profiles } }) =>
      kinds.some((kind) => /outbound$/.test(kind)) ||
      profiles.some(({ kind, startsOn }) => kind === 'outbound' || startsOn === 'outbound')
        ? [name]
        : [],
    );
    const because =
      campaigns.length > 0
        ? `there are campaigns (${campaigns.join(', ')})`
        : `agents of ${startOutbound.join(', ')} start on the outbound side`;
    return campaigns.length === 0 && startOutbound.length === 0
      ? []
      : [
          {
            code: 'env.part-missing',
            path: ['campaignManager'],
            message: `is missing, but ${because}; give its url, secret and tetherNumber`,
          },
        ];
  }),
  rule(callersNumbers.extend(campaignNumber.shape), ({ numbers: callers, campaignManager }) => {
    const { arn } = campaignManager.tetherNumber;
    const other = callers.find((number) => number.arn === arn);
    return other
      ? [
          {
            code: 'field.contradiction',
            path: ['campaignManager', 'tetherNumber', 'arn'],
            message: `is the number ${other.name} that callers dial; tethers need a number of their own`,
          },
        ]
      : [];
  }),
];
