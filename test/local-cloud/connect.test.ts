import { readConnectCall } from '../../local-cloud/connect/connect-routes';
import { ConnectApiError } from '../../simulator/connect/world';
import {
  allow,
  arn,
  assembly,
  fn,
  instanceArn,
  messages,
  permission,
  type Resources,
  ref,
  refusal,
  run,
} from './small-app';

const instanceId = instanceArn.split('/').at(-1);
const inInstance = (Type: string, properties: Readonly<Record<string, unknown>>) => ({
  Type: `AWS::Connect::${Type}`,
  Properties: { InstanceArn: instanceArn, ...properties },
});
const att = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });

const planner: Resources = {
  ...fn('Planner', 'environment'),
  ...permission('Planner', 'connect.amazonaws.com', instanceArn),
  Association: {
    Type: 'AWS::Connect::IntegrationAssociation',
    Properties: { InstanceId: instanceArn, IntegrationType: 'LAMBDA_FUNCTION', IntegrationArn: arn('Planner') },
  },
};
const flow = (lambda: unknown): Resources => ({
  Flow: {
    ...inInstance('ContactFlow', {
      Name: 'inbound',
      Type: 'CONTACT_FLOW',
      Content: {
        'Fn::Join': [
          '',
          [
            '{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"',
            lambda,
            '","InvocationTimeLimitSeconds":"8"},"Transitions":{"NextAction":"b","Errors":[{"NextAction":"b","ErrorType":"NoMatchingError"}]}},' +
              '{"Identifier":"b","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}',
          ],
        ],
      },
    }),
    DependsOn: ['Association', 'PlannerPermission'],
  },
});
const centre: Resources = {
  ...planner,
  ...flow(arn('Planner')),
  Hours: inInstance('HoursOfOperation', {
    Name: 'hours',
    TimeZone: 'Europe/Berlin',
    Config: [{ Day: 'MONDAY', StartTime: { Hours: 8, Minutes: 30 }, EndTime: { Hours: '18', Minutes: 0 } }],
  }),
  Queue: inInstance('Queue', { Name: 'sales', HoursOfOperationArn: att('Hours', 'HoursOfOperationArn') }),
  Profile: inInstance('RoutingProfile', {
    Name: 'sales-inbound',
    Description: 'd',
    DefaultOutboundQueueArn: att('Queue', 'QueueArn'),
    MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
    QueueConfigs: [
      { Delay: 0, Priority: 1, QueueReference: { Channel: 'VOICE', QueueArn: att('Queue', 'QueueArn') } },
      { Delay: 5, Priority: 2, QueueReference: { Channel: 'VOICE', QueueArn: `${instanceArn}/queue/brought-queue` } },
    ],
  }),
  Missed: inInstance('AgentStatus', { Name: 'Missed call', State: 'ENABLED' }),
  Hold: inInstance('PredefinedAttribute', { Name: 'ccb-hold', Values: { StringList: ['hold'] } }),
  Number: { Type: 'AWS::Connect::PhoneNumber', Properties: { TargetArn: instanceArn, CountryCode: 'DE', Type: 'DID' } },
};

it('reads the instance off the template', async () => {
  const { cloud } = await run(assembly({ Resources: centre }));
  const { setup } = cloud;
  const [queue, brought] = setup.queues;
  expect(setup).toMatchObject({
    instanceArn,
    hours: [
      {
        name: 'hours',
        timeZone: 'Europe/Berlin',
        config: [{ day: 'MONDAY', start: { hours: 8, minutes: 30 }, end: { hours: 18, minutes: 0 } }],
      },
    ],
    queues: [
      { name: 'sales', hoursId: setup.hours[0]?.id, arn: `${instanceArn}/queue/${queue?.id}` },
      { id: 'brought-queue' },
    ],
    routingProfiles: [
      {
        name: 'sales-inbound',
        defaultOutboundQueueId: queue?.id,
        availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
        concurrency: [{ channel: 'VOICE', slots: 1 }],
        queues: [
          { queueId: queue?.id, channel: 'VOICE', priority: 1, delaySeconds: 0 },
          { queueId: 'brought-queue', priority: 2, delaySeconds: 5 },
        ],
      },
    ],
    flows: [{ name: 'inbound', type: 'CONTACT_FLOW', content: { StartAction: 'a' } }],
    statuses: [{ name: 'Missed call' }],
    predefinedAttributes: [{ name: 'ccb-hold', values: ['hold'] }],
    lambdaAssociations: ['arn:aws:lambda:eu-central-1:111122223333:function:small-Planner'],
    // Nothing has associated the number with a flow.
    numbers: [],
  });
  expect(brought?.arn).toBe(`${instanceArn}/queue/brought-queue`);
});

it('names Connect types and a second instance it does not have', async () => {
  const Resources = { User: inInstance('User', {}) };
  expect(await refusal(assembly({ Resources }))).toContain(
    'resource User (AWS::Connect::User): the local cloud does not know this resource type',
  );
  const other = inInstance('AgentStatus', { InstanceArn: `${instanceArn}0`, Name: 'x', State: 'ENABLED' });
  expect(await refusal(assembly({ Resources: { Missed: centre['Missed'] as never, Other: other } }))).toContain(
    `it belongs to ${instanceArn}0`,
  );
});

it('runs a function for a flow', async () => {
  const { outlets, failures } = await run(assembly({ Resources: centre }));
  const answer = await outlets.invokeFlowLambda(
    'arn:aws:lambda:eu-central-1:111122223333:function:small-Planner',
    {},
    8,
  );
  expect(answer).toMatchObject({ AWS_LAMBDA_FUNCTION_NAME: 'small-Planner' });
  expect(failures).toEqual([]);
});

it('names the function a flow invokes without an association, at the deploy and in a call', async () => {
  const { Association: _, ...without } = planner;
  const resources = {
    ...without,
    Flow: { ...flow(arn('Planner'))['Flow'], DependsOn: ['PlannerPermission'] } as never,
  };
  const started = await run(assembly({ Resources: resources }));
  const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:small-Planner';
  await expect(started.outlets.invokeFlowLambda(functionArn, {}, 8)).rejects.toThrow('not associated');
  expect(messages(started)).toEqual([
    `flow inbound invokes ${functionArn}, which no AWS::Connect::IntegrationAssociation of type LAMBDA_FUNCTION has associated with the instance`,
    `a flow invokes function Planner, which is not associated with the instance ${instanceArn}`,
  ]);
});

it('names the function whose permission does not let Connect invoke it', async () => {
  const Resources = { ...centre, ...permission('Planner', 'connect.amazonaws.com', `${instanceArn}0`) };
  const started = await run(assembly({ Resources }));
  await expect(
    started.outlets.invokeFlowLambda('arn:aws:lambda:eu-central-1:111122223333:function:small-Planner', {}, 8),
  ).rejects.toThrow();
  expect(messages(started)).toEqual([
    'a contact flow (principal connect.amazonaws.com) may not perform lambda:InvokeFunction on arn:aws:lambda:eu-central-1:111122223333:function:small-Planner: no policy of the resource allows it',
  ]);
});

it('rejects for the flow when the function throws', async () => {
  const Resources = { ...centre, ...fn('Planner', 'fail') };
  const started = await run(assembly({ Resources }));
  const invoked = started.outlets.invokeFlowLambda(
    'arn:aws:lambda:eu-central-1:111122223333:function:small-Planner',
    {},
    8,
  );
  await expect(invoked).rejects.toThrow('function Planner failed: TypeError: this function always fails');
});

describe('the API', () => {
  const contact = { call: 'DescribeContact', input: { InstanceId: instanceId, ContactId: 'c1' } };
  const caller = (...statements: Parameters<typeof fn>[2] & readonly unknown[]) =>
    assembly({ Resources: fn('Caller', 'calls', statements) });

  it('reaches the simulated Connect by operation and input, moments as seconds', async () => {
    const { cloud, apiCalls } = await run(caller(allow('connect:DescribeContact', `${instanceArn}/contact/*`)), {
      api: () => ({ Contact: { Id: 'c1', InitiationTimestamp: new Date('2026-01-05T09:00:00Z') } }),
    });
    const [answer] = (await cloud.invoke('Caller', { calls: [contact] })) as unknown[];
    expect(apiCalls).toEqual([{ operation: 'DescribeContact', input: { InstanceId: instanceId, ContactId: 'c1' } }]);
    expect(answer).toEqual({ Contact: { Id: 'c1', InitiationTimestamp: '2026-01-05T09:00:00.000Z' } });
  });

  it('needs every ARN a call is about', async () => {
    const started = await run(caller(allow('connect:PutUserStatus', [instanceArn, `${instanceArn}/agent/*`])));
    const calls = [{ call: 'PutUserStatus', input: { InstanceId: instanceId, UserId: 'u1', AgentStatusId: 's1' } }];
    await expect(started.cloud.invoke('Caller', { calls })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(messages(started)[0]).toContain(`may not perform connect:PutUserStatus on ${instanceArn}/agent-state/s1`);
  });

  it('throttles without the function being to blame for what it throws', async () => {
    const started = await run(caller(allow('connect:*', '*')), {
      api: () => {
        throw new ConnectApiError('TooManyRequestsException', 429, 'Rate exceeded');
      },
    });
    await expect(started.cloud.invoke('Caller', { calls: [contact] })).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
    expect(started.failures).toEqual([]);
  });

  it('is routed as the SDK writes it, ids of paths decoded', () => {
    const query = new URLSearchParams('contactId=x');
    const body = { RoutingCriteria: { Steps: [] } };
    expect(readConnectCall('POST', '/contacts/i%2F1/c1/routing-data', query, body)).toEqual({
      operation: 'UpdateContactRoutingData',
      input: { InstanceId: 'i/1', ContactId: 'c1', ...body },
    });
    expect(
      readConnectCall('GET', '/queues-summary/i1', new URLSearchParams('maxResults=5&queueTypes=STANDARD'), {}),
    ).toEqual({
      operation: 'ListQueues',
      input: { InstanceId: 'i1', MaxResults: '5', QueueTypes: 'STANDARD' },
    });
    expect(readConnectCall('GET', '/nothing', query, {})).toBeNull();
  });
});

it('points numbers at flows while the app is being deployed, brought ones too', async () => {
  const associate = (PhoneNumberId: unknown) => ({
    call: 'AssociatePhoneNumberContactFlow',
    input: {
      PhoneNumberId,
      InstanceId: instanceId,
      ContactFlowId: { 'Fn::Select': [3, { 'Fn::Split': ['/', att('Flow', 'ContactFlowArn')] }] },
    },
  });
  const own = { 'Fn::Select': [1, { 'Fn::Split': ['/', att('Number', 'PhoneNumberArn')] }] };
  const Resources: Resources = {
    ...centre,
    ...fn('Pointer', 'custom-resource', [allow('connect:AssociatePhoneNumberContactFlow', '*')]),
    Pointed: {
      Type: 'Custom::NumberToFlow',
      Properties: { ServiceToken: arn('Pointer'), Calls: [associate(own), associate('brought-number')] },
    },
  };
  const { cloud, failures } = await run(assembly({ Resources }));
  const flowArn = cloud.setup.flows[0]?.arn;
  expect(cloud.setup.numbers).toEqual([
    {
      id: expect.any(String),
      arn: expect.stringContaining('phone-number/'),
      e164: expect.stringMatching(/^\+\d{11,15}$/),
      flowArn,
    },
    {
      id: 'brought-number',
      arn: expect.stringContaining('phone-number/brought-number'),
      e164: expect.stringMatching(/^\+\d{11,15}$/),
      flowArn,
    },
  ]);
  expect(new Set(cloud.setup.numbers.map(({ e164 }) => e164)).size).toBe(2);
  expect(failures).toEqual([]);
});

describe('a custom resource', () => {
  const made = (properties: Readonly<Record<string, unknown>>): Resources => ({
    ...fn('Maker', 'custom-resource'),
    Made: { Type: 'Custom::Thing', Properties: { ServiceToken: arn('Maker'), Count: 5, ...properties } },
    ...fn('Env', 'environment', [], {
      variables: { REFERENCE: ref('Made') },
    }),
  });

  it('is created by its function, and its answer can be referred to', async () => {
    const resources = made({});
    const { Env, EnvRole, ...before } = resources;
    const variables = { REFERENCE: ref('Made') };
    const { cloud } = await run(assembly({ Resources: { ...fn('Env', 'environment', [], { variables }), ...before } }));
    expect(Env && EnvRole && (await cloud.invoke('Env', {}))).toMatchObject({ REFERENCE: 'made-by-us' });
  });

  it('that answers FAILED fails the deploy with its reason', async () => {
    expect(await refusal(assembly({ Resources: made({ Answer: 'FAILED' }) }))).toContain(
      'stack small-1, resource Made (Custom::Thing): function Maker answered FAILED: the reason given',
    );
  });

  it('whose function throws fails the deploy with the error', async () => {
    const Resources = { ...made({}), ...fn('Maker', 'fail') };
    expect(await refusal(assembly({ Resources }))).toContain(
      'function Maker failed without answering CloudFormation: TypeError: this function always fails',
    );
  });
});
