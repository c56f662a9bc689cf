import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventClock } from '../../clock/event-clock';
import { JwtAuthorizer } from '../../local-cloud/http-api/jwt-authorizer';
import { decodedPath, matchRoute } from '../../local-cloud/http-api/route-keys';
import { LocalIssuer } from '../../local-cloud/oidc/issuer';
import { arn, assembly, fn, permission, type Resources, ref, refusal, run, start } from './small-app';

const seconds = (at: number): number => Math.floor(at / 1000);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function anIssuer(now: () => number): Promise<LocalIssuer> {
  const issuer = await LocalIssuer.start({ audience: 'page', now });
  closing.push(() => issuer.close());
  return issuer;
}

/** An API with one route behind a JWT authorizer, as CDK writes it. */
const app = (issuer: string, jwt: Readonly<Record<string, unknown>> = {}): Resources => ({
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      Name: 'small-page',
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['https://agents.example.com'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type'],
        MaxAge: 600,
      },
    },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ...{ ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: arn('Page'), PayloadFormatVersion: '2.0' },
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: ref('Api'),
      Name: 'Issuer',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: ['page'] },
      ...jwt,
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      AuthorizationType: 'JWT',
      AuthorizerId: ref('Authorizer'),
      RouteKey: 'POST /agent/previews/{previewId}',
      Target: { 'Fn::Join': ['', ['integrations/', ref('Integration')]] },
    },
  },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
  },
  ...fn('Page', 'api'),
  ...permission('Page', 'apigateway.amazonaws.com', {
    'Fn::Sub':
      'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/agent/previews/{previewId}',
  }),
});

async function started() {
  const time = { now: () => start };
  const issuer = await anIssuer(() => time.now());
  const result = await run(assembly({ Resources: app(issuer.url) }));
  time.now = () => result.clock.now();
  const origin = result.cloud.apiEndpoint('page');
  const post = (authorization: string | null, path = '/agent/previews/p-1', headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }), ...headers },
    });
  return { ...result, issuer, origin, post };
}

it('hands over who asks, as verified, and the variables of the path', async () => {
  const { issuer, post, of, failures } = await started();
  const token = await issuer.tokenFor('ann', { groups: ['a', 'b'], admin: false });
  expect((await post(`Bearer ${token}`, '/agent/previews/p%201')).status).toBe(202);
  expect((await post(token)).status).toBe(202);
  const [first] = of('Page').map(({ event }) => event);
  expect(first).toMatchObject({
    routeKey: 'POST /agent/previews/{previewId}',
    rawPath: '/agent/previews/p 1',
    pathParameters: { previewId: 'p 1' },
    requestContext: {
      http: { path: '/agent/previews/p 1' },
      authorizer: {
        jwt: {
          claims: {
            ...{ iss: issuer.url, aud: 'page', sub: 'ann', groups: '[a b]', admin: 'false' },
            exp: String(seconds(start) + 3_600),
          },
          scopes: null,
        },
      },
    },
  });
  const parted = await post(token, '/agent/previews/p%2F1');
  expect([parted.status, await parted.json()]).toEqual([404, { message: 'Not Found' }]);
  expect(failures).toEqual([]);
});

it('lets nobody in without a token of its issuer, and only as long as it counts', async () => {
  const { issuer, post, of, pass } = await started();
  const token = await issuer.tokenFor('ann');
  for (const authorization of [null, 'Bearer', 'Bearer nonsense', `Bearer ${token.slice(0, -8)}AAAAAAAA`]) {
    const answer = await post(authorization);
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  expect(of('Page')).toEqual([]);
  await pass(3_599);
  expect((await post(`Bearer ${token}`)).status).toBe(202);
  await pass(1);
  expect((await post(`Bearer ${token}`)).status).toBe(401);
});

it('tells browsers of the page’s origin, and no other, that they may ask and read', async () => {
  const { issuer, origin, post } = await started();
  const preflight = (from: string) =>
    fetch(`${origin}/agent/previews/p-1`, {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': 'POST' },
    });
  const cors = (answer: Response) => Object.fromEntries([...answer.headers].filter(([name]) => /^access-/.test(name)));
  const ours = await preflight('https://agents.example.com');
  expect([ours.status, cors(ours)]).toEqual([
    204,
    {
      'access-control-allow-origin': 'https://agents.example.com',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-max-age': '600',
    },
  ]);
  expect(cors(await preflight('https://evil.example.com'))).toEqual({});
  const token = `Bearer ${await issuer.tokenFor('ann')}`;
  const allowed = { 'access-control-allow-origin': 'https://agents.example.com' };
  expect(cors(await post(token, undefined, { origin: 'https://agents.example.com' }))).toEqual(allowed);
  expect(cors(await post(null, undefined, { origin: 'https://agents.example.com' }))).toEqual(allowed);
  expect(cors(await post(token, undefined, { origin: 'https://evil.example.com' }))).toEqual({});
});

it.each([
  [{ AuthorizerType: 'REQUEST' }, 'the local cloud knows AuthorizerType JWT only'],
  [{ IdentitySource: ['$request.querystring.token'] }, 'finds tokens in $request.header.Authorization only'],
  [
    { JwtConfiguration: { Issuer: 'https://login.example.com', Audience: ['page'] } },
    'the local cloud asks issuers on this machine only, by http; got https://login.example.com',
  ],
  [{ JwtConfiguration: { Issuer: 'http://127.0.0.1:1', Audience: [] } }, 'JwtConfiguration.Audience'],
])('deploys no authorizer with %j', async (changes, message) => {
  expect(await refusal(assembly({ Resources: app('http://127.0.0.1:1', changes) }))).toContain(message);
});

describe('a JWT authorizer', () => {
  async function judging(settings: { audience?: readonly string[] } = {}) {
    const clock = new EventClock(start);
    const issuer = await anIssuer(() => clock.now());
    const authorizer = new JwtAuthorizer(
      { name: 'a', issuer: issuer.url, audience: settings.audience ?? ['page'] },
      clock,
    );
    const why = async (token: string): Promise<string> => {
      const verdict = await authorizer.judge(token);
      return verdict.kind === 'allowed' ? 'allowed' : verdict.why;
    };
    return { clock, issuer, why };
  }
  const now = seconds(start);

  it.each([
    [{ aud: ['other', 'page'] }, 'allowed'],
    [{ aud: undefined, client_id: 'page' }, 'allowed'],
    [{ aud: 'other', client_id: 'page' }, 'it is made out for other, not for page'],
    [{ aud: undefined }, 'it is made out for nobody, not for page'],
    [{ iss: 'http://127.0.0.1:1' }, /^its issuer is http:\/\/127\.0\.0\.1:1, not /],
    [{ exp: now }, 'it is over'],
    [{ exp: undefined }, /^its claims cannot be read: exp: /],
    [{ nbf: now + 1 }, 'it does not count yet'],
    [{ iat: now + 1 }, 'it does not count yet'],
  ] as const)('says of a token with %j: %s', async (claims, expected) => {
    const { issuer, why } = await judging();
    expect(await why(await issuer.tokenFor('ann', claims))).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  it('believes neither another key, nor another algorithm, nor other claims than were signed', async () => {
    const { issuer, why, clock } = await judging();
    const stranger = await anIssuer(() => clock.now());
    expect(await why(await stranger.tokenFor('ann', { iss: issuer.url }))).toBe('the issuer has no key of that id');
    const [head = '', payload = '', signature = ''] = (await issuer.tokenFor('ann')).split('.');
    const coded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const opened = (part: string): object => JSON.parse(Buffer.from(part, 'base64url').toString());
    const none = coded({ ...opened(head), alg: 'none' });
    expect(await why(`${none}.${payload}.${signature}`)).toBe(
      'it is not signed by RS256, the one algorithm the local cloud knows',
    );
    expect(await why(`${none}.${payload}.`)).toMatch(/^it is /);
    const bob = coded({ ...opened(payload), sub: 'bob' });
    expect(await why(`${head}.${bob}.${signature}`)).toBe('its signature is wrong');
  });

  it('asks the issuer for its keys once in two hours', async () => {
    const { issuer, why, clock } = await judging();
    const token = await issuer.tokenFor('ann', { exp: now + 10_000 });
    expect(await why(token)).toBe('allowed');
    await issuer.close();
    closing.length = 0;
    await clock.run(start + 2 * 3_600_000 - 1_000);
    expect(await why(token)).toBe('allowed');
    await clock.run(start + 2 * 3_600_000);
    expect(await why(token)).toMatch(/fetch failed/);
  });

  it('takes no keys from another machine, whatever the issuer says', async () => {
    const server: Server = createServer((_, response) => {
      const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      response.end(JSON.stringify({ issuer, jwks_uri: 'https://keys.example.com/' }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    closing.push(() => new Promise((closed) => void server.close(() => closed()).closeAllConnections()));
    const { issuer, clock } = await judging();
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const authorizer = new JwtAuthorizer({ name: 'a', issuer: own, audience: ['page'] }, clock);
    expect(await authorizer.judge(await issuer.tokenFor('ann'))).toEqual({
      kind: 'refused',
      why: 'the local cloud asks issuers on this machine only, by http; got https://keys.example.com/',
    });
  });
});

describe('the route of a request', () => {
  const routes = [
    ...['GET /agent', 'POST /agent/{word}', 'POST /agent/state', 'POST /{any}/state/', 'POST /a/{b}/{c}'],
    ...['POST /all/{rest+}', 'POST /all/{one}', 'POST /all/{one}/more'],
  ];
  it.each([
    ['GET', '/agent', 'GET /agent', {}],
    ['POST', '/agent/state', 'POST /agent/state', {}],
    ['POST', '/agent/other', 'POST /agent/{word}', { word: 'other' }],
    ['POST', '/a/x%20y/%zz', 'POST /a/{b}/{c}', { b: 'x y', c: '%zz' }],
    ['POST', '/a/x%2Fy', 'POST /a/{b}/{c}', { b: 'x', c: 'y' }],
    ['POST', '/a/x%2fy/z', null, null],
    ['POST', '/a/%252F/%C3%A9%ff', 'POST /a/{b}/{c}', { b: '%2F', c: '%C3%A9%ff' }],
    ['POST', '/all/x%2F../y', 'POST /all/{rest+}', { rest: 'x/../y' }],
    ['POST', '/all/x', 'POST /all/{one}', { one: 'x' }],
    ['POST', '/all/x/more', 'POST /all/{one}/more', { one: 'x' }],
    ['POST', '/all/', null, null],
    ['POST', '/all', null, null],
    ['POST', '/agent/', null, null],
    ['GET', '/agent/state', null, null],
    ['POST', '/agent/state/more/', null, null],
  ])('%s %s is %s', (method, path, routeKey, pathParameters) => {
    expect(matchRoute(routes, method, decodedPath(path))).toEqual(
      routeKey === null ? null : { routeKey, pathParameters },
    );
  });
});
