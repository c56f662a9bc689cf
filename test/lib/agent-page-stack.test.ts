import { parseEnvironment } from '../../lib/configuration/parse-environment';
import { manualSteps } from '../../lib/manual-steps';
import { dev } from './example-environments';
import { devWith, inboundOnly, Synthesized } from './synthesized';

const ours = new Synthesized(dev);
const only = (type: string) => ours.ofType(type).filter(({ stack }) => stack === 'agentPage');
const one = (type: string): Readonly<Record<string, unknown>> => {
  const [found, ...others] = only(type);
  expect(others).toEqual([]);
  return found?.Properties ?? {};
};

describe('agent-page stack', () => {
  it('lets nobody in without a token of the issuer, on any route', () => {
    const authorizers = only('AWS::ApiGatewayV2::Authorizer');
    expect(authorizers.map(({ Properties }) => Properties)).toMatchObject([
      {
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://login.example.com/contact-centre-dev', Audience: ['agent-page-dev'] },
      },
    ]);
    const routes = only('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
    expect(routes.map((route) => route['RouteKey'])).toEqual([
      'GET /agent',
      'POST /agent/heartbeat',
      'POST /agent/previews',
      'POST /agent/previews/{previewId+}',
      'POST /agent/state',
      'POST /agent/verdict',
      'POST /agent/customer',
      'POST /agent/work',
      'GET /wallboard/groups',
      'GET /wallboard/groups/{group}',
      'POST /wallboard/groups/{group}/moves',
      'POST /wallboard/groups/{group}/switches',
    ]);
    for (const route of routes) {
      expect(route).toMatchObject({
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: authorizers[0]?.logicalId },
      });
    }
  });

  it('is read by pages of the origins named, and by no other', () => {
    expect(one('AWS::ApiGatewayV2::Api')).toMatchObject({
      Name: 'ccb-dev-agent-page',
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: [
          'https://agents-dev.example.com',
          'https://softphone-dev.example.com',
          'https://d111111abcdef8.cloudfront.net',
        ],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type', 'if-none-match'],
        ExposeHeaders: ['etag', 'ccb-computed-at'],
      },
    });
    expect(one('AWS::ApiGatewayV2::Stage')).toMatchObject({
      AccessLogSettings: { DestinationArn: expect.anything() },
    });
  });

  it('limits each route by itself, as the agents of the plan need it', () => {
    const planned = new Synthesized(devWith({ plan: { agents: 500 } }));
    const [stage] = planned.ofType('AWS::ApiGatewayV2::Stage').filter(({ stack }) => stack === 'agentPage');
    const settings = stage?.Properties['RouteSettings'] as Readonly<Record<string, object>>;
    expect(Object.keys(settings)).toEqual(
      only('AWS::ApiGatewayV2::Route').map((route) => route.Properties['RouteKey']),
    );
    // 500 agents: a snapshot every 2 s, a heartbeat every 4 s while a contact is shown.
    expect(settings).toMatchObject({
      'GET /agent': { ThrottlingRateLimit: 275, ThrottlingBurstLimit: 550 },
      'POST /agent/heartbeat': { ThrottlingRateLimit: 125, ThrottlingBurstLimit: 1000 },
      'POST /agent/previews': { ThrottlingRateLimit: 25, ThrottlingBurstLimit: 1000 },
      'POST /agent/verdict': { ThrottlingRateLimit: 25, ThrottlingBurstLimit: 1000 },
      'POST /agent/customer': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 80 },
      'POST /agent/work': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 80 },
      // 50 who look, every 2 s.
      'GET /wallboard/groups/{group}': { ThrottlingRateLimit: 28, ThrottlingBurstLimit: 56 },
    });
  });

  it('is told which claim names an agent and by what, and says where it is', () => {
    const variables = only('AWS::Lambda::Function').map(({ Properties }) => Properties['Environment']);
    expect(variables).toContainEqual({
      Variables: expect.objectContaining({ AGENT_CLAIM: 'connect_user_id', AGENT_CLAIM_HOLDS: 'userId' }),
    });
    expect(variables).toContainEqual({
      Variables: expect.objectContaining({
        ...{ SUPERVISOR_CLAIM: 'supervisor', PERSON_CLAIM: 'email', AGENT_NAMES: 'names', AGENT_FIGURES: 'on' },
      }),
    });
    expect(ours.template('agentPage').toJSON()['Outputs']).toMatchObject({
      AgentPageUrl: { Value: { 'Fn::GetAtt': [expect.stringMatching(/^PageApi/), 'ApiEndpoint'] } },
    });
  });

  it.each([
    ['userId', []],
    ['username', ['connect:SearchUsers']],
    ['email', ['connect:SearchUsers', 'connect:DescribeUser']],
  ] as const)('may look for users of the instance as it must, for agents named by %s', (agentClaimHolds, actions) => {
    const { issuer = '', audience = '' } = dev.agentPage ?? {};
    const named = new Synthesized(devWith({ agentPage: { issuer, audience, agentClaimHolds } }));
    const written = JSON.stringify(named.template('agentPage').toJSON());
    const asked = ['connect:SearchUsers', 'connect:DescribeUser'].filter((action) => written.includes(action));
    expect(asked).toEqual(actions);
  });

  it('lets API Gateway invoke the function for these routes only', () => {
    const sources = only('AWS::Lambda::Permission').map(({ Properties }) =>
      ours.written(Properties['SourceArn'], 'agentPage').replace(/^.*<ccb-dev-agent-page>/, ''),
    );
    expect(sources.sort()).toEqual([
      '/*/*/agent',
      '/*/*/agent/customer',
      '/*/*/agent/heartbeat',
      '/*/*/agent/previews',
      '/*/*/agent/previews/{previewId+}',
      '/*/*/agent/state',
      '/*/*/agent/verdict',
      '/*/*/agent/work',
      '/*/*/wallboard/groups',
      '/*/*/wallboard/groups/{group}',
      '/*/*/wallboard/groups/{group}/moves',
      '/*/*/wallboard/groups/{group}/switches',
    ]);
  });

  it('is not there where nobody vouches for agents, and needs no Campaign Manager', () => {
    expect(new Synthesized(inboundOnly()).stacks.agentPage).toBeUndefined();
    const page = new Synthesized(inboundOnly({ agentPage: dev.agentPage }));
    expect(page.stacks.agentPage?.dependencies).toContain(page.stacks.contactFlows);
  });
});

describe('the settings of the agent’s page', () => {
  const problems = (changes: object): readonly string[] => {
    try {
      parseEnvironment({ ...dev, agentPage: { ...dev.agentPage, ...changes } }, 'FILE');
      return [];
    } catch (error) {
      return String(error instanceof Error ? error.message : error).split('\n');
    }
  };

  it('take an issuer and origins over https, and on this machine over http', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ issuer: 'https://login.example.com/', agentClaim: undefined })).toEqual([]);
    expect(problems({ issuer: 'http://127.0.0.1:4100', origins: ['http://localhost:5173'] })).toEqual([]);
    const { agentClaim: _, ...agentPage } = { agentClaim: '', ...dev.agentPage };
    expect(parseEnvironment({ ...dev, agentPage }, 'FILE').agentPage?.agentClaim).toBe('sub');
  });

  const issuer = /^FILE: \$\.agentPage\.issuer: must be the https address of an OpenID Connect issuer, such as https:/;
  const origin = /^FILE: \$\.agentPage\.origins\[0\]: must be an https origin without a path, such as https:/;
  it.each([
    [{ issuer: 'http://login.example.com' }, issuer],
    [{ issuer: 'login.example.com' }, issuer],
    [{ issuer: 'https://login.example.com/?tenant=a' }, issuer],
    [{ issuer: 'https://me:secret@login.example.com' }, issuer],
    [{ origins: ['http://agents.example.com'] }, origin],
    [{ origins: ['https://agents.example.com/'] }, origin],
    [{ origins: ['https://agents.example.com/page'] }, origin],
    [{ origins: ['*'] }, origin],
    [{ audience: ' ' }, /^FILE: \$\.agentPage\.audience: must not be empty \[field\.wrong\]$/],
    [{ agentClaim: '' }, /^FILE: \$\.agentPage\.agentClaim: must not be empty \[field\.wrong\]$/],
    [
      { agentClaimHolds: 'name' },
      /^FILE: \$\.agentPage\.agentClaimHolds: must be "userId" or "username" or "email" \[field\.wrong\]$/,
    ],
    [{ audience: undefined }, /^FILE: \$\.agentPage\.audience: is missing; give a string \[field\.missing\]$/],
    [{ scopes: [] }, /^FILE: \$\.agentPage: has a field nobody reads: scopes; remove or correct \[field\.unknown\]$/],
  ])('refuse %j', (changes, problem) => {
    expect(problems(changes)).toEqual([expect.stringMatching(problem)]);
  });

  it('have the provider and the page told what they must know', () => {
    const steps = manualSteps(parseEnvironment(dev, 'FILE'));
    expect(steps).toContainEqual(
      expect.stringMatching(/^Issuer https:.*audience agent-page-dev .*claim connect_user_id/),
    );
    expect(steps).toContainEqual(expect.stringMatching(/AgentPageUrl of the stack ccb-dev-agent-page\.$/));
    expect(
      manualSteps(
        parseEnvironment(devWith({ agentPage: undefined, pages: undefined, wallboard: undefined }), 'FILE'),
      ).join(),
    ).not.toContain('AgentPageUrl');
  });
});

describe('the settings of the wallboard', () => {
  const problems = (changes: object, over: object = {}): readonly string[] => {
    try {
      parseEnvironment({ ...dev, ...over, wallboard: changes }, 'FILE');
      return [];
    } catch (error) {
      return String(error instanceof Error ? error.message : error).split('\n');
    }
  };

  it('are names and figures unless the environment says otherwise, and none at all where it says nothing', () => {
    expect(parseEnvironment({ ...dev, wallboard: {} }, 'FILE').wallboard).toEqual({
      ...{
        supervisorClaim: 'supervisor',
        personClaim: 'sub',
        operatorClaim: 'operator',
        agents: 'names',
        agentFigures: true,
      },
      ...{ targetPercent: 80, targetSeconds: 20 },
    });
    const without = new Synthesized(devWith({ wallboard: undefined }));
    expect(without.ofType('AWS::Lambda::Function').map(({ Properties }) => Properties['FunctionName'])).not.toContain(
      'ccb-dev-wallboard',
    );
    expect(problems({ agents: 'pseudonyms', agentFigures: false, supervisorClaim: 'https://acme.io/groups' })).toEqual(
      [],
    );
  });

  it.each([
    [{ agents: 'nobody' }, /^FILE: \$\.wallboard\.agents: must be "names" or "pseudonyms" \[field\.wrong\]$/],
    [
      { targetPercent: 100 },
      /^FILE: \$\.wallboard\.targetPercent: must be a whole number from 50 to 99 \[field\.wrong\]$/,
    ],
    [{ agentFigures: 'on' }, /^FILE: \$\.wallboard\.agentFigures: must be true or false \[field\.wrong\]$/],
    [
      { personClaim: 'a b' },
      /^FILE: \$\.wallboard\.personClaim: must be the name of a claim, without spaces or commas \[field\.wrong\]$/,
    ],
    [
      { personClaim: 'supervisor' },
      /^FILE: \$\.wallboard\.supervisorClaim: is "supervisor", as personClaim is; one lists/,
    ],
  ])('refuse %j', (changes, problem) => {
    expect(problems(changes)).toEqual([expect.stringMatching(problem)]);
  });

  it('need the API of the agents’ page', () => {
    expect(problems({}, { agentPage: undefined, pages: undefined })).toEqual([
      expect.stringMatching(
        /^FILE: \$\.wallboard: has nobody who vouches for supervisors: it is served by the API of agentPage/,
      ),
    ]);
  });

  it('have the provider told which claims it must set', () => {
    expect(manualSteps(parseEnvironment(dev, 'FILE'))).toContainEqual(
      expect.stringMatching(
        /^Issuer .* in the claim supervisor, .* in the claim email, .* in the claim operator; nobody must be able to set these/,
      ),
    );
  });
});
