import { KeptOrigins } from '../../local-cloud/front/origins';
import { arn, assembly, messages, type Resources, ref, refusal, run } from './small-app';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A bucket behind a distribution, as CDK writes it. `changes`: of the one behaviour; `principal`: who may read. */
const site = ({ behaviour = {}, principal = 'cloudfront.amazonaws.com' } = {}): Resources => ({
  Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'page-files' } },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Files'),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Action: 's3:GetObject', Principal: { Service: principal } },
            Resource: { 'Fn::Join': ['', [arn('Files'), '/*']] },
            Condition: {
              StringEquals: {
                'AWS:SourceArn': {
                  'Fn::Join': ['', ['arn:aws:cloudfront::', ref('AWS::AccountId'), ':distribution/', ref('Site')]],
                },
              },
            },
          },
        ],
      },
    },
  },
  Access: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        ...{ Name: 'a', OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' },
      },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'h',
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
        },
        CustomHeadersConfig: {
          Items: [
            { Header: 'Permissions-Policy', Value: 'microphone=()', Override: true },
            { Header: 'Cache-Control', Value: 'max-age=1', Override: false },
          ],
        },
      },
    },
  },
  Site: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        ...{ Comment: 'small-site', DefaultRootObject: 'index.html', Enabled: true, HttpVersion: 'http2' },
        DefaultCacheBehavior: {
          ...{ TargetOriginId: 'o', ViewerProtocolPolicy: 'https-only', AllowedMethods: ['GET', 'HEAD'] },
          ...{ CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6', ResponseHeadersPolicyId: ref('Headers') },
          ...behaviour,
        },
        Origins: [
          {
            ...{ Id: 'o', DomainName: { 'Fn::GetAtt': ['Files', 'RegionalDomainName'] } },
            ...{ OriginAccessControlId: ref('Access'), S3OriginConfig: { OriginAccessIdentity: '' } },
          },
        ],
      },
    },
  },
});

async function served(options: Parameters<typeof site>[0] = {}, origins?: KeptOrigins) {
  const result = await run(assembly({ Resources: site(options) }), origins ? { origins } : {});
  const put = (key: string, body: string, headers: Record<string, string>) =>
    result.cloud.services['s3']?.perform({
      operation: 'PutObject',
      input: { Bucket: 'page-files', Key: key },
      http: {
        method: 'PUT',
        path: `/page-files/${key}`,
        query: new URLSearchParams(),
        headers,
        body: Buffer.from(body),
      },
      caller: { name: 'test', roleArn: 'none', region: 'eu-central-1', account: '111122223333' },
    });
  put('index.html', '<p>', { 'content-type': 'text/html', 'cache-control': 'no-cache' });
  put('assets/a b.js', 'code', { 'content-type': 'text/javascript' });
  return { ...result, put, origin: result.cloud.siteOrigin('small-site') };
}

it('a site serves its files with what they and its policy say', async () => {
  const { origin, failures } = await served();
  const page = await fetch(`${origin}/`);
  expect([page.status, await page.text()]).toEqual([200, '<p>']);
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(page.headers);
  expect(headers).toEqual({
    'content-type': 'text/html',
    'content-length': '3',
    'cache-control': 'no-cache',
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    'last-modified': 'Mon, 05 Jan 2026 09:00:00 GMT',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'strict-transport-security': 'max-age=60; includeSubDomains',
    'permissions-policy': 'microphone=()',
  });
  const script = await fetch(`${origin}/assets/a%20b.js?x=1`);
  expect([script.headers.get('cache-control'), await script.text()]).toEqual(['max-age=1', 'code']);
  expect(failures).toEqual([]);
});

it('a site says that nothing has changed, and reads only', async () => {
  const { origin, put } = await served();
  const etag = (await fetch(`${origin}/`)).headers.get('etag') ?? '';
  const again = () => fetch(`${origin}/`, { headers: { 'if-none-match': etag } });
  const same = await again();
  expect([same.status, await same.text(), same.headers.get('x-frame-options')]).toEqual([304, '', 'DENY']);
  put('index.html', '<b>', { 'content-type': 'text/html' });
  expect((await again()).status).toBe(200);
  const head = await fetch(`${origin}/`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '3', '']);
  expect((await fetch(`${origin}/`, { method: 'POST', body: 'x' })).status).toBe(403);
});

it('a site answers what is not there as what is refused, with its headers', async () => {
  const { origin, failures } = await served();
  for (const path of ['/none', '/assets/', '/%E0%A4%A', '/..%2Fother']) {
    const answer = await fetch(`${origin}${path}`);
    expect([answer.status, answer.headers.get('x-frame-options')]).toEqual([403, 'DENY']);
  }
  expect(failures).toEqual([]);
});

it('a bucket that CloudFront may not read is a failure of the application', async () => {
  const { origin, ...result } = await served({ principal: 'lambda.amazonaws.com' });
  expect((await fetch(`${origin}/`)).status).toBe(403);
  expect(messages(result)).toEqual([
    expect.stringMatching(
      /^distribution small-site \(principal cloudfront\.amazonaws\.com\) may not perform s3:GetObject on/,
    ),
  ]);
});

it.each([
  [{ AllowedMethods: ['GET', 'PUT'] }, 'the local cloud knows sites that are read only'],
  [{ CachePolicyId: 'other' }, 'the local cloud knows the cache policy CachingOptimized only'],
  [{ TargetOriginId: 'p' }, 'TargetOriginId p is none of its origins'],
  [{ ResponseHeadersPolicyId: 'p' }, 'ResponseHeadersPolicyId p is no policy of the template'],
  [{ FunctionAssociations: [] }, 'the local cloud does not know the property FunctionAssociations'],
])('deploys no distribution with %j', async (behaviour, message) => {
  expect(await refusal(assembly({ Resources: site({ behaviour }) }))).toContain(message);
});

it('an address outlives its cloud: files go on, the next cloud takes over, and nothing is there before the first', async () => {
  const origins = new KeptOrigins();
  closing.push(() => origins.close());
  const address = await origins.open('small-site');
  expect((await fetch(address)).status).toBe(503);
  const first = await served({}, origins);
  expect(first.origin).toBe(address);
  await first.cloud.close();
  expect(await (await fetch(address)).text()).toBe('<p>');
  const second = await served({}, origins);
  second.put('index.html', '<b>', { 'content-type': 'text/html' });
  expect([second.origin, await (await fetch(address)).text()]).toEqual([address, '<b>']);
  const port = Number(new URL(address).port);
  await expect(origins.open('another', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('what is served by name ends with its cloud where it cannot go on', async () => {
  const origins = new KeptOrigins();
  closing.push(() => origins.close());
  const api = await origins.serve(
    'api',
    async (_, response) => void response.end('here'),
    () => {},
  );
  expect(await (await fetch(api.origin)).text()).toBe('here');
  await api.close();
  expect((await fetch(api.origin)).status).toBe(503);
});
