import { sentences } from '../../documents/told';
import { parseEnvironment, whyNotDeployable } from '../../lib/configuration/parse-environment';
import type { EnvironmentInput } from '../../lib/environments/schema';
import { manualSteps } from '../../lib/manual-steps';
import { pageConfig } from '../../pages/contract/config';
import { dev } from './example-environments';
import { devWith, Synthesized } from './synthesized';

const ours = new Synthesized(dev);
const ofPages = (type: string, synthesized = ours) => synthesized.ofType(type).filter(({ stack }) => stack === 'pages');
const ccp = 'https://example-contact-centre-dev.my.connect.aws';

/** By page, as `ccb-dev-<page>` in its comment. */
const named = (type: string, page: string, synthesized = ours): Readonly<Record<string, never>> => {
  const found = ofPages(type, synthesized).find(({ Properties }) =>
    JSON.stringify(Properties).includes(`ccb-dev-${page}`),
  );
  if (!found) throw new Error(`there is no ${type} of the ${page}`);
  return found.Properties as Readonly<Record<string, never>>;
};
const headersOf = (page: string, synthesized = ours) => {
  const { ResponseHeadersPolicyConfig: config } = named('AWS::CloudFront::ResponseHeadersPolicy', page, synthesized);
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = config as unknown as {
    SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: unknown }; FrameOptions: unknown };
    CustomHeadersConfig: { Items: readonly { Header: string; Value: string }[] };
  };
  const csp = synthesized.written(security.ContentSecurityPolicy.ContentSecurityPolicy, 'pages');
  return {
    security,
    csp: Object.fromEntries(csp.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)])),
    custom: Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header, Value])),
  };
};

describe('the pages', () => {
  it('lie in buckets nobody reaches but their distribution, over TLS', () => {
    const buckets = ofPages('AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const { Properties } of buckets) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        ...{ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      });
    }
    for (const { Properties } of ofPages('AWS::S3::BucketPolicy')) {
      const { Statement } = Properties['PolicyDocument'] as { Statement: readonly Record<string, unknown>[] };
      expect(Statement).toMatchObject([
        { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          ...{ Effect: 'Allow', Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } },
          Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
        },
      ]);
    }
    expect(named('AWS::CloudFront::Distribution', 'softphone')['DistributionConfig']).toMatchObject({
      Aliases: ['softphone-dev.example.com'],
      DefaultRootObject: 'index.html',
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only', AllowedMethods: ['GET', 'HEAD'], Compress: true },
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    expect(named('AWS::CloudFront::Distribution', 'wallboard')['DistributionConfig']).not.toHaveProperty('Aliases');
  });

  it('run their own scripts and styles only, and connect to whom they must ask', () => {
    const { csp } = headersOf('softphone');
    expect(csp).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'frame-src': [ccp],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'connect-src': [
        ...[
          "'self'",
          '<ccb-dev-agent-page>.ApiEndpoint',
          'https://login.example.com',
          'https://tokens.example.com',
          ccp,
        ],
      ],
    });
    expect(JSON.stringify(csp)).not.toMatch(/unsafe|127\.0\.0\.1|localhost|\*/);
    expect(headersOf('wallboard').csp).toMatchObject({ 'frame-src': ["'none'"], 'frame-ancestors': ["'none'"] });
  });

  it('give the microphone to the softphone of the instance, and to nobody on the wallboard', () => {
    const softphone = headersOf('softphone');
    expect(softphone.custom['Permissions-Policy']).toContain(`microphone=(self "${ccp}")`);
    expect(softphone.custom['Permissions-Policy']).toContain('camera=()');
    expect(headersOf('wallboard').custom['Permissions-Policy']).toContain('microphone=()');
    expect(softphone.security).toMatchObject({
      ...{ FrameOptions: { FrameOption: 'DENY' }, ContentTypeOptions: { Override: true } },
      ...{ ReferrerPolicy: { ReferrerPolicy: 'no-referrer' }, StrictTransportSecurity: { Override: true } },
    });
  });

  it('are told by a config.json that their contract takes', () => {
    const told = ofPages('Custom::PageFiles').map(({ Properties }) => {
      const written = ours.written(Properties['Config'], 'pages');
      return JSON.parse(written.replace('<ccb-dev-agent-page>.ApiEndpoint', 'https://api.example.com')) as unknown;
    });
    const both = {
      ...{ environment: 'dev', apiUrl: 'https://api.example.com', region: 'eu-central-1', loginUrl: null, local: null },
      oidc: {
        authority: 'https://login.example.com/contact-centre-dev',
        ...{ clientId: 'agent-page-dev', scope: 'openid' },
      },
    };
    expect(told).toEqual([
      { page: 'softphone', ...both, ccpUrl: `${ccp}/ccp-v2/`, vdiPlatform: null },
      { page: 'wallboard', ...both },
    ]);
    for (const one of told) expect(pageConfig.safeParse(one).success).toBe(true);
  });

  it('are published anew when their files change', () => {
    const [release] = ofPages('Custom::PageFiles').map(({ Properties }) => Properties['Release']);
    expect(release).toMatch(/^[0-9a-f]{64}$/);
  });

  it('may frame the softphone of the instance', () => {
    expect(ofPages('AWS::Connect::ApprovedOrigin').map(({ Properties }) => Properties)).toEqual([
      { InstanceId: dev.instance.arn, Origin: 'https://softphone-dev.example.com' },
    ]);
  });

  it('are there without an address too, and wait for it', () => {
    const first = new Synthesized(devWith({ pages: { wallboard: {} } }));
    expect(ofPages('AWS::CloudFront::Distribution', first)).toHaveLength(2);
    expect(first.ofType('AWS::ApiGatewayV2::Api').find(({ stack }) => stack === 'agentPage')?.Properties).toMatchObject(
      {
        CorsConfiguration: { AllowOrigins: ['https://agents-dev.example.com'] },
      },
    );
    expect(manualSteps(parseEnvironment(devWith({ pages: { wallboard: {} } }), 'FILE'))).toContainEqual(
      expect.stringMatching(
        /^Page softphone: it has no address yet,.*SoftphoneCloudFrontName of the stack ccb-dev-pages/,
      ),
    );
  });

  it('are not there where the environment has none', () => {
    expect(ofPages('AWS::CloudFront::Distribution', new Synthesized(devWith({ pages: {} })))).toHaveLength(1);
    expect(new Synthesized(devWith({ pages: undefined })).stacks.pages).toBeUndefined();
  });
});

describe('the settings of the pages', () => {
  const problems = (pages: unknown, changes: object = {}): readonly string[] => {
    try {
      parseEnvironment({ ...dev, pages, ...changes } as EnvironmentInput, 'FILE');
      return [];
    } catch (error) {
      return String(error instanceof Error ? error.message : error).split('\n');
    }
  };
  const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-1111-4a2b-8c3d-0123456789ab';
  const own = 'https://softphone.acme.io';

  it.each([
    [
      { softphone: { address: own } },
      /^FILE: \$\.pages\.softphone\.certificateArn: is missing; softphone\.acme\.io is a name of yours/,
    ],
    [
      { softphone: { certificateArn: certificate } },
      /^FILE: \$\.pages\.softphone\.certificateArn: is there without an address/,
    ],
    [
      { softphone: { address: own, certificateArn: certificate.replace('us-east-1', 'eu-central-1') } },
      /^FILE: \$\.pages\.softphone\.certificateArn: must be the ARN of a certificate in us-east-1/,
    ],
    [
      { wallboard: { address: 'http://wall.acme.io' } },
      /^FILE: \$\.pages\.wallboard\.address: must be an https origin/,
    ],
    [
      { wallboard: { address: 'https://d1.cloudfront.net/' } },
      /^FILE: \$\.pages\.wallboard\.address: must be an https origin/,
    ],
    [{ scope: 'profile' }, /^FILE: \$\.pages\.scope: must contain openid/],
    [{ softphone: { ccpUrl: 'ccp' } }, /^FILE: \$\.pages\.softphone\.ccpUrl: must be an https address/],
    [{ wall: {} }, /^FILE: \$\.pages: has a field nobody reads: wall/],
    [
      { softphone: { address: 'https://d1.cloudfront.net' }, wallboard: { address: 'https://d1.cloudfront.net' } },
      /^FILE: \$\.pages\.wallboard\.address: is that of the softphone/,
    ],
  ])('refuse %j', (pages, problem) => {
    expect(problems(pages)).toContainEqual(expect.stringMatching(problem));
  });

  it('take what fits together', () => {
    expect(problems({ softphone: { address: own, certificateArn: certificate } })).toEqual([]);
    expect(problems({ softphone: { address: 'https://d1.cloudfront.net' } })).toEqual([]);
    expect(problems({}, { agentPage: { ...dev.agentPage, origins: [] } })).toEqual([]);
  });

  it('need somebody who says who people are, as an API needs a page', () => {
    expect(problems({}, { agentPage: undefined, wallboard: undefined })).toEqual([
      expect.stringMatching(/^FILE: \$\.agentPage: is missing, but the pages/),
    ]);
    expect(problems(undefined, { agentPage: { ...dev.agentPage, origins: [] } })).toEqual([
      expect.stringMatching(/^FILE: \$\.agentPage\.origins: names no page/),
    ]);
  });

  it('cannot be deployed with an address of this machine', () => {
    const local = {
      ...dev,
      pages: { softphone: { address: 'http://127.0.0.1:4100' }, controlUrl: 'http://localhost:4300' },
    };
    expect(sentences(whyNotDeployable(local, 'F')).filter((problem) => problem.startsWith('F: $.pages'))).toEqual([
      expect.stringMatching(/^F: \$\.pages\.softphone\.address: is at 127\.0\.0\.1, which only this machine/),
      expect.stringMatching(/^F: \$\.pages\.controlUrl: is at localhost, which only this machine/),
    ]);
  });
});
