import * as z from 'zod';
import { hex } from '../aws/identity';
import type { HeaderPolicy } from '../sites/sites';
import { noEffect, numeric, resourceType, truth } from './resource-type';

/** The managed policy (CloudFront developer guide, "Use managed cache policies"): as long as each file says. */
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

const securityHeaders = z
  .strictObject({
    ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override: truth }),
    ContentTypeOptions: z.strictObject({ Override: truth }),
    FrameOptions: z.strictObject({ FrameOption: z.string(), Override: truth }),
    ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override: truth }),
    StrictTransportSecurity: z.strictObject({
      AccessControlMaxAgeSec: numeric,
      IncludeSubdomains: truth.default(false),
      Preload: truth.default(false),
      Override: truth,
    }),
  })
  .partial()
  .transform((given): HeaderPolicy => {
    const {
      ContentSecurityPolicy: csp,
      ContentTypeOptions: type,
      FrameOptions: frame,
      ReferrerPolicy: referrer,
    } = given;
    const transport = given.StrictTransportSecurity;
    return [
      ...(csp ? [{ name: 'content-security-policy', value: csp.ContentSecurityPolicy, override: csp.Override }] : []),
      ...(type ? [{ name: 'x-content-type-options', value: 'nosniff', override: type.Override }] : []),
      ...(frame ? [{ name: 'x-frame-options', value: frame.FrameOption, override: frame.Override }] : []),
      ...(referrer ? [{ name: 'referrer-policy', value: referrer.ReferrerPolicy, override: referrer.Override }] : []),
      ...(transport
        ? [
            {
              name: 'strict-transport-security',
              value: [
                `max-age=${transport.AccessControlMaxAgeSec}`,
                ...(transport.IncludeSubdomains ? ['includeSubDomains'] : []),
                ...(transport.Preload ? ['preload'] : []),
              ].join('; '),
              override: transport.Override,
            },
          ]
        : []),
    ];
  });

/** The one behaviour the local cloud knows: files of a bucket, read by CloudFront only, kept as long as each file says. */
const distribution = z.strictObject({
  Comment: z.string().min(1),
  DefaultRootObject: z.string().default(''),
  Enabled: z.literal(true, 'a distribution that is not enabled serves nothing'),
  DefaultCacheBehavior: z.strictObject({
    TargetOriginId: z.string(),
    ViewerProtocolPolicy: noEffect,
    AllowedMethods: z
      .array(z.string())
      .refine((methods) => methods.every((method) => ['GET', 'HEAD', 'OPTIONS'].includes(method)), {
        error: () => 'the local cloud knows sites that are read only: GET, HEAD and OPTIONS',
      })
      .optional(),
    CachePolicyId: z.literal(cachingOptimized, 'the local cloud knows the cache policy CachingOptimized only'),
    ResponseHeadersPolicyId: z.string().optional(),
    Compress: noEffect,
  }),
  Origins: z
    .array(
      z.strictObject({
        Id: z.string(),
        DomainName: z
          .string()
          .regex(
            /\.s3\.[a-z0-9-]+\.amazonaws\.com$/,
            'the local cloud knows buckets as origins only, by their regional name',
          ),
        OriginAccessControlId: z.string({ error: () => 'the local cloud knows origins with an access control only' }),
        S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('') }),
      }),
    )
    .length(1, 'the local cloud knows distributions of one origin'),
  HttpVersion: noEffect,
  IPV6Enabled: noEffect,
  Aliases: noEffect,
  ViewerCertificate: noEffect,
});

/** What serves the pages: distributions, who may read their buckets, and the headers they answer with. */
export const cloudFrontResources = {
  'AWS::CloudFront::OriginAccessControl': resourceType(
    {
      OriginAccessControlConfig: z.strictObject({
        Name: z.string(),
        Description: noEffect,
        OriginAccessControlOriginType: z.literal('s3'),
        SigningBehavior: z.literal('always', 'the local cloud knows origins whose requests are always signed'),
        SigningProtocol: z.literal('sigv4'),
      }),
    },
    (_properties, { stackName, logicalId }) => {
      const id = `E${hex(`${stackName}/${logicalId}`, 13).toUpperCase()}`;
      return { ref: id, attributes: { Id: id } };
    },
  ),
  'AWS::CloudFront::ResponseHeadersPolicy': resourceType(
    {
      ResponseHeadersPolicyConfig: z.strictObject({
        Name: z.string(),
        Comment: noEffect,
        SecurityHeadersConfig: securityHeaders.default([]),
        CustomHeadersConfig: z
          .strictObject({
            Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override: truth })),
          })
          .default({ Items: [] }),
      }),
    },
    ({ ResponseHeadersPolicyConfig: config }, { stackName, logicalId }, { sites }) => {
      const id = hex(`${stackName}/${logicalId}`, 32);
      const custom = config.CustomHeadersConfig.Items.map(({ Header: name, Value: value, Override: override }) => ({
        ...{ name, value, override },
      }));
      sites.headerPolicies.set(id, [...config.SecurityHeadersConfig, ...custom]);
      return { ref: id, attributes: { Id: id } };
    },
  ),
  'AWS::CloudFront::Distribution': resourceType(
    { DistributionConfig: distribution, Tags: noEffect },
    async ({ DistributionConfig: config }, { stackName, logicalId, account }, { sites }) => {
      const id = `E${hex(`${stackName}/${logicalId}`, 13).toUpperCase()}`;
      const { TargetOriginId: target, ResponseHeadersPolicyId: policy } = config.DefaultCacheBehavior;
      const origin = config.Origins.find((one) => one.Id === target);
      if (!origin) throw new Error(`DefaultCacheBehavior.TargetOriginId ${target} is none of its origins`);
      const headers = policy === undefined ? [] : sites.headerPolicies.get(policy);
      if (!headers) throw new Error(`ResponseHeadersPolicyId ${policy} is no policy of the template`);
      const address = await sites.add({
        id,
        arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
        comment: config.Comment,
        bucket: origin.DomainName.replace(/\.s3\.[a-z0-9-]+\.amazonaws\.com$/, ''),
        rootObject: config.DefaultRootObject,
        headers,
      });
      return { ref: id, attributes: { Id: id, DomainName: new URL(address).host } };
    },
  ),
};
