import { TokenBucket } from '../../local-cloud/http-api/token-bucket';
import { arn, assembly, fn, messages, permission, type Resources, ref, refusal, run, start } from './small-app';

type Properties = Readonly<Record<string, unknown>>;

/** An API with one route to one function, as CDK writes it; each part can be changed. */
function app(
  changes: { api?: Properties; integration?: Properties; route?: Properties; stage?: Properties } = {},
): Resources {
  return {
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'small-ingress', ProtocolType: 'HTTP', ...changes.api },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arn('Ingress'),
        PayloadFormatVersion: '2.0',
        ...changes.integration,
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: ref('Api'),
        AuthorizationType: 'NONE',
        RouteKey: 'POST /dialer/events',
        Target: { 'Fn::Join': ['', ['integrations/', ref('Integration')]] },
        ...changes.route,
      },
    },
    Lines: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 14 } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: ref('Api'),
        StageName: '$default',
        AutoDeploy: true,
        AccessLogSettings: {
          DestinationArn: arn('Lines'),
          Format: '{"id":"$context.requestId","status":"$context.status"}',
        },
        ...changes.stage,
      },
    },
    ...fn('Ingress', 'api'),
    ...permission('Ingress', 'apigateway.amazonaws.com', {
      'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/dialer/events',
    }),
  };
}

/** Posts to the API's route from within a task, as the dialer does. */
async function started(Resources: Resources = app()) {
  const result = await run(assembly({ Resources }));
  const origin = result.cloud.apiEndpoint('ingress');
  return {
    ...result,
    origin,
    post: (body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
      fetch(`${origin}/dialer/events?a=1&a=2&b=`, { method: 'POST', body, headers }),
    event: () => result.of('Ingress').at(-1)?.['event'] as Record<string, unknown>,
  };
}

const answering = (answer: unknown): string => JSON.stringify({ answer });

it('makes an event of a request that comes inside a task, and an answer of the result', async () => {
  const { clock, origin, post, event, failures } = await started();
  const answers: Response[] = [];
  const body = answering({ statusCode: 202, headers: { 'X-Seen': 7 }, cookies: ['a=b'], body: '{"accepted":1}' });
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'X-Ccb-Key': 'k', cookie: 'c=1; d=2' };
  clock.after(90_000, async () => void answers.push(await post(body, headers)));
  await clock.run(start + 100_000);
  expect(event()).toEqual({
    version: '2.0',
    routeKey: 'POST /dialer/events',
    rawPath: '/dialer/events',
    rawQueryString: 'a=1&a=2&b=',
    queryStringParameters: { a: '1,2', b: '' },
    cookies: ['c=1', 'd=2'],
    headers: expect.objectContaining({
      host: origin.slice('http://'.length),
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(body.length),
      'x-ccb-key': 'k',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
    }),
    requestContext: {
      accountId: '111122223333',
      apiId: expect.stringMatching(/^[0-9a-f]{10}$/),
      domainName: expect.stringMatching(/^[0-9a-f]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/),
      domainPrefix: expect.stringMatching(/^[0-9a-f]{10}$/),
      http: {
        method: 'POST',
        path: '/dialer/events',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'node',
      },
      requestId: expect.any(String),
      routeKey: 'POST /dialer/events',
      stage: '$default',
      time: '05/Jan/2026:09:01:30 +0000',
      timeEpoch: start + 90_000,
    },
    body,
    isBase64Encoded: false,
  });
  const [answer] = answers;
  expect(answer?.status).toBe(202);
  expect(await answer?.json()).toEqual({ accepted: 1 });
  expect([...(answer?.headers ?? [])]).toEqual(
    expect.arrayContaining([
      ['content-type', 'text/plain;charset=utf-8'],
      ['x-seen', '7'],
      ['set-cookie', 'a=b'],
      ['date', 'Mon, 05 Jan 2026 09:01:30 GMT'],
    ]),
  );
  expect(failures).toEqual([]);
});

it('hands over as text what says it is text, and anything else in base64', async () => {
  const { post, event } = await started();
  const body = answering({ statusCode: 200 });
  const taken: unknown[] = [];
  for (const type of ['application/octet-stream', 'application/x-www-form-urlencoded', 'text/csv', 'application/xml']) {
    const { status } = await post(body, { 'content-type': type });
    taken.push([type, status, event()['isBase64Encoded'], event()['body'] === body]);
    if (event()['isBase64Encoded']) expect(event()['body']).toBe(Buffer.from(body).toString('base64'));
  }
  // The function reads JSON only, so that base64 makes it fail.
  expect(taken).toEqual([
    ['application/octet-stream', 500, true, false],
    ['application/x-www-form-urlencoded', 500, true, false],
    ['text/csv', 200, false, true],
    ['application/xml', 200, false, true],
  ]);
});

it('takes for an answer what API Gateway takes', async () => {
  const { post, failures } = await started();
  const answers: unknown[] = [];
  for (const result of [
    { accepted: 2 },
    'hello',
    { statusCode: '201', body: 'aGk=', isBase64Encoded: true },
    { statusCode: 204 },
  ]) {
    const answer = await post(answering(result));
    answers.push([answer.status, answer.headers.get('content-type'), await answer.text()]);
  }
  expect(answers).toEqual([
    [200, 'application/json', '{"accepted":2}'],
    [200, 'application/json', 'hello'],
    [201, 'text/plain;charset=utf-8', 'hi'],
    [204, 'text/plain;charset=utf-8', ''],
  ]);
  expect(failures).toEqual([]);
});

it('names a result that is no answer', async () => {
  const result = await started();
  const answer = await result.post(answering({ statusCode: 200, body: { accepted: 1 } }));
  expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(messages(result)).toEqual([
    expect.stringMatching(/^function Ingress answered HTTP API small-ingress wrongly: body: .*string/),
  ]);
});

it('answers 500 for a function that fails', async () => {
  const result = await started({ ...app(), ...fn('Ingress', 'fail') });
  const answer = await result.post('{}');
  expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(messages(result)).toEqual(['function Ingress failed: TypeError: this function always fails']);
});

it('knows only its routes, and bodies up to 10 MB', async () => {
  const { origin, post, of, failures } = await started();
  const answers = [
    await fetch(`${origin}/dialer/events`),
    await fetch(`${origin}/dialer/events/`, { method: 'POST' }),
    await post(Buffer.alloc(10 * 1024 * 1024 + 1)),
  ];
  expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()]))).toEqual([
    [404, { message: 'Not Found' }],
    [404, { message: 'Not Found' }],
    [413, { message: 'Request Entity Too Large' }],
  ]);
  expect(of('Ingress')).toEqual([]);
  expect(failures).toEqual([]);
});

it('throttles by the rate and burst of the stage, in simulated time', async () => {
  const DefaultRouteSettings = { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.5 };
  const { post, pass } = await started(app({ stage: { DefaultRouteSettings } }));
  const statuses: number[] = [];
  const several = async (count: number): Promise<void> => {
    for (let one = 0; one < count; one++) statuses.push((await post('{}')).status);
  };
  await several(3);
  await pass(2);
  await several(2);
  expect(statuses).toEqual([202, 202, 429, 202, 429]);
});

it('throttles a route by its own limits, whatever the others use up', async () => {
  const ofStage = { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.5 };
  const ofRoute = { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 0.5 };
  const RouteSettings = { 'POST /dialer/events': ofRoute };
  const { post } = await started(app({ stage: { DefaultRouteSettings: ofStage, RouteSettings } }));
  const statuses: number[] = [];
  for (let one = 0; one < 4; one++) statuses.push((await post('{}')).status);
  expect(statuses).toEqual([202, 202, 202, 429]);
});

it('never fills a bucket beyond its burst', () => {
  const bucket = new TokenBucket({ rate: 10, burst: 3 }, 0);
  const taken = Array.from({ length: 5 }, () => bucket.take(60_000));
  expect(taken).toEqual([true, true, true, false, false]);
});

it('says before any request that it may not invoke the function, and then answers 500', async () => {
  const other = permission('Ingress', 'apigateway.amazonaws.com', {
    'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/GET/dialer/events',
  });
  const result = await started({ ...app(), ...other });
  const refused = expect.stringMatching(
    /^HTTP API small-ingress, route POST \/dialer\/events \(principal apigateway\.amazonaws\.com\) may not perform lambda:InvokeFunction on .*:function:small-Ingress: no policy of the resource allows it$/,
  );
  expect(messages(result)).toEqual([refused]);
  expect((await result.post('{}')).status).toBe(500);
  expect(messages(result)).toEqual([refused]);
});

it('names what keeps everybody out', async () => {
  const { Stage: _, ...unstaged } = app();
  expect(messages(await started(unstaged))).toEqual([
    'HTTP API small-ingress has no stage $default, so nobody can reach it',
  ]);
  const { Route: __, ...unrouted } = app();
  expect(messages(await started(unrouted))).toEqual(['HTTP API small-ingress has no route']);
  const gone = 'arn:aws:lambda:eu-central-1:111122223333:function:gone';
  expect(messages(await started(app({ integration: { IntegrationUri: gone } })))).toEqual([
    `HTTP API small-ingress, route POST /dialer/events: its function ${gone} is not in the template`,
  ]);
});

it('gives its address to those who ask for it in the template', async () => {
  const variables = { URL: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, '/dialer/events']] } };
  const { cloud, failures } = await run(
    assembly({ Resources: { ...app(), ...fn('Poster', 'post', [], { variables }) } }),
  );
  const failing = { status: 500, body: '{"message":"Internal Server Error"}' };
  // Its bodies are no JSON, which the function behind the API throws at: the request went all the way.
  expect(await cloud.invoke('Poster', {})).toEqual({ viaHttp: failing, viaFetch: failing });
  expect(failures.map(({ message }) => message)).toEqual([
    // node:http says no type by itself, so that the body comes in base64.
    expect.stringContaining(`"${Buffer.from('by http').toString('base64')}" is not valid JSON`),
    expect.stringContaining('"by fetch" is not valid JSON'),
  ]);
  expect(() => cloud.apiEndpoint('egress')).toThrow(
    'there is no HTTP API egress in the template; it has small-ingress',
  );
});

it.each([
  [{ api: { ProtocolType: 'WEBSOCKET' } }, 'ProtocolType: the local cloud knows APIs of ProtocolType HTTP only'],
  [{ api: { DisableExecuteApiEndpoint: true } }, 'the local cloud knows no other address of an API; it must be false'],
  [
    { api: { CorsConfiguration: { Origins: [] } } },
    'CorsConfiguration: the local cloud does not know the property Origins',
  ],
  [
    { api: { CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } } },
    'AllowCredentials needs origins by name, not *',
  ],
  [{ integration: { PayloadFormatVersion: '1.0' } }, 'the local cloud knows PayloadFormatVersion 2.0 only'],
  [{ integration: { TimeoutInMillis: 40_000 } }, 'TimeoutInMillis: must be 50 to 30000'],
  [
    { integration: { IntegrationUri: 'arn:aws:sqs:eu:1:q' } },
    'the local cloud hands requests to functions by their ARN',
  ],
  [{ route: { RouteKey: 'ANY /{proxy+}' } }, "RouteKey: the local cloud knows route keys like 'POST /path/{variable}'"],
  [
    { route: { Target: 'integrations/gone' } },
    'its target integrations/gone is no integration of HTTP API small-ingress',
  ],
  [{ route: { AuthorizationType: 'AWS_IAM' } }, 'the local cloud knows AuthorizationType NONE and JWT only'],
  [{ route: { AuthorizationType: 'JWT' } }, 'AuthorizerId must be given with AuthorizationType JWT, and only then'],
  [{ route: { AuthorizerId: 'a' } }, 'AuthorizerId must be given with AuthorizationType JWT, and only then'],
  [
    { route: { AuthorizationType: 'JWT', AuthorizerId: 'gone' } },
    'its AuthorizerId gone is no authorizer of HTTP API small-ingress',
  ],
  [{ route: { ApiId: 'gone' } }, 'there is no HTTP API gone in the template'],
  [{ stage: { StageName: 'prod' } }, 'StageName: the local cloud knows the stage $default only'],
  [{ stage: { AutoDeploy: false } }, 'AutoDeploy: must be true'],
  [
    { stage: { DefaultRouteSettings: { ThrottlingRateLimit: 50 } } },
    'ThrottlingBurstLimit must be a whole number from 1',
  ],
  [
    { stage: { RouteSettings: { 'GET /gone': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 5 } } } },
    'RouteSettings: HTTP API small-ingress has no route GET /gone',
  ],
  [
    { stage: { RouteSettings: { 'POST /dialer/events': { ThrottlingRateLimit: 5 } } } },
    'RouteSettings of POST /dialer/events: ThrottlingBurstLimit must be a whole number from 1',
  ],
  [
    {
      stage: { AccessLogSettings: { DestinationArn: 'arn:aws:logs:eu:1:log-group:gone', Format: '$context.routekey' } },
    },
    'AccessLogSettings: an HTTP API without authorizer has no log variable $context.routekey; the format of an access log must hold $context.requestId; DestinationArn arn:aws:logs:eu:1:log-group:gone is no log group of the template',
  ],
] as const)('deploys no API with %j', async (changes, message) => {
  expect(await refusal(assembly({ Resources: app(changes) }))).toContain(message);
});

it('keeps lines only as long as CloudWatch Logs can', async () => {
  const Resources = { Lines: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 15 } } };
  expect(await refusal(assembly({ Resources }))).toContain('RetentionInDays: must be one of 1, 3, 5, 7, 14, 30');
});
