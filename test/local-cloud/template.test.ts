import { allow, arn, assembly, fn, type Resources, ref, refusal, run, table } from './small-app';

/** What a function's environment says after the intrinsics have been resolved. */
async function environmentOf(
  variables: Readonly<Record<string, unknown>>,
  template: Readonly<Record<string, unknown>> = {},
  more: Resources = {},
) {
  const Resources = { ...fn('Env', 'environment', [], { variables }), ...more };
  const { cloud } = await run(assembly({ ...template, Resources }), {
    beforeDeploy: (admin) => admin.putParameter('/before', 'stored'),
  });
  return (await cloud.invoke('Env', {})) as Record<string, string>;
}

it('works out every intrinsic function CDK writes', async () => {
  const environment = await environmentOf(
    {
      JOINED: { 'Fn::Join': ['/', ['a', ref('AWS::Region'), ref('Table')]] },
      SUBSTITUTED: { 'Fn::Sub': ['${Table.Arn}-${Own}-${AWS::AccountId}-${!Literal}', { Own: 'own' }] },
      PICKED: { 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|b|c'] }] },
      CHOSEN: { 'Fn::If': ['IsDev', 'dev', 'other'] },
      NOT_CHOSEN: { 'Fn::If': ['Neither', 'x', 'y'] },
      MAPPED: { 'Fn::FindInMap': ['Sizes', ref('AWS::Region'), 'size'] },
      LEFT_OUT: { 'Fn::If': ['Neither', 'x', ref('AWS::NoValue')] },
      STORED: ref('Stored'),
      DYNAMIC: '{{resolve:ssm:/before}}',
      PLACE: { 'Fn::Sub': 'arn:${AWS::Partition}:${AWS::URLSuffix}:${AWS::StackName}' },
    },
    {
      Parameters: {
        Stage: { Type: 'String', Default: 'dev' },
        Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
      },
      Mappings: { Sizes: { 'eu-central-1': { size: 'L' } } },
      Conditions: {
        IsDev: { 'Fn::Equals': [ref('Stage'), 'dev'] },
        IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] },
        Neither: {
          'Fn::And': [
            { 'Fn::Not': [{ Condition: 'IsDev' }] },
            { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
          ],
        },
      },
    },
    table,
  );
  expect(environment).toMatchObject({
    JOINED: 'a/eu-central-1/small',
    SUBSTITUTED: 'arn:aws:dynamodb:eu-central-1:111122223333:table/small-own-111122223333-${Literal}',
    PICKED: 'b',
    CHOSEN: 'dev',
    NOT_CHOSEN: 'y',
    MAPPED: 'L',
    STORED: '30',
    DYNAMIC: 'stored',
    PLACE: 'arn:aws:amazonaws.com:small-1',
  });
  expect(environment).not.toHaveProperty('LEFT_OUT');
});

it('deploys stacks after those they import from', async () => {
  const first = {
    Resources: table,
    Outputs: { Name: { Value: arn('Table'), Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Table' } } } },
  };
  const second = {
    Resources: fn('Env', 'environment', [], { variables: { TABLE_ARN: { 'Fn::ImportValue': 'small-1:Table' } } }),
  };
  const { cloud } = await run(assembly(first, second));
  expect(await cloud.invoke('Env', {})).toMatchObject({
    TABLE_ARN: 'arn:aws:dynamodb:eu-central-1:111122223333:table/small',
  });
});

it('leaves out resources whose condition is not met', async () => {
  const topic = { Type: 'AWS::Nonsense::Thing', Condition: 'Never' };
  const said = await refusal(
    assembly({ Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: { Topic: topic } }),
  );
  // A type nobody knows is an error even so: another environment would deploy it.
  expect(said).toContain('resource Topic (AWS::Nonsense::Thing)');
  const table2 = { ...table['Table'], Condition: 'Never' } as never;
  const { cloud } = await run(
    assembly({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Table: table2, ...fn('Env', 'environment') },
    }),
  );
  expect(cloud.functionNames).toEqual(['Env']);
});

it('names all types and properties it does not know, at once and before it creates anything', async () => {
  const Resources: Resources = {
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q', Colour: 'red' } },
  };
  const reported: string[] = [];
  const said = await refusal(assembly({ Resources }), {
    onFailure: ({ kind, message }) => void reported.push(`${kind}: ${message}`),
  });
  expect(said.split('\n')).toEqual([
    'stack small-1, resource Machine (AWS::StepFunctions::StateMachine): the local cloud does not know this resource type',
    'stack small-1, resource Queue (AWS::SQS::Queue): the local cloud does not know the property Colour',
  ]);
  expect(reported).toEqual(said.split('\n').map((message) => `unknown-resource: ${message}`));
});

const role = fn('Any', 'log')['AnyRole'] as Resources[string];

it.each([
  [
    'a nested property',
    {
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: { RedrivePolicy: { deadLetterTargetArn: 'x', maxReceiveCount: 1, colour: 'red' } },
      },
    },
    'resource Queue (AWS::SQS::Queue): RedrivePolicy: the local cloud does not know the property colour',
  ],
  [
    'an intrinsic function',
    { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Base64': 'q' } } } },
    'the local cloud does not know the intrinsic function Fn::Base64',
  ],
  [
    'an attribute',
    {
      ...table,
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['Table', 'StreamArn'] } } },
    },
    'the local cloud gives Table no attribute StreamArn; it gives Arn',
  ],
  [
    'a reference',
    { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: ref('Nothing') } } },
    'Ref: Nothing is neither a parameter nor a resource deployed before',
  ],
  [
    'a condition operator',
    {
      Role: {
        ...role,
        Properties: {
          ...role.Properties,
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: {
                Statement: [allow('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '1.2.3.4' } } })],
              },
            },
          ],
        },
      },
    },
    'the local cloud does not know the condition operator IpAddress',
  ],
  [
    'a managed policy',
    {
      Role: {
        ...role,
        Properties: { ...role.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      },
    },
    'the local cloud does not know the managed policy arn:aws:iam::aws:policy/AdministratorAccess',
  ],
  [
    'a schedule',
    { Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 8 * * ? *)' } } },
    'the local cloud does not know the schedule cron(0 8 * * ? *)',
  ],
  [
    'a target',
    {
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['x'] },
          Targets: [{ Id: 'a', Arn: 'arn:aws:logs:eu-central-1:1:log-group:x' }],
        },
      },
    },
    'the local cloud does not deliver events to arn:aws:logs:eu-central-1:1:log-group:x',
  ],
  [
    'a circle',
    { A: { Type: 'AWS::SQS::Queue', DependsOn: 'B' }, B: { Type: 'AWS::SQS::Queue', DependsOn: ['A'] } },
    'resources depend on each other in a circle: A -> B -> A',
  ],
] as const)('names %s it cannot take', async (_, Resources, message) => {
  expect(await refusal(assembly({ Resources: Resources as Resources }))).toContain(message);
});

it('makes no function of a role that Lambda may not take on', async () => {
  const Resources = fn('Planner', 'log');
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const broken = {
    ...Resources,
    PlannerRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
  };
  expect(await refusal(assembly({ Resources: broken }))).toMatch(
    /resource Planner .*: its role .* cannot be assumed by lambda.amazonaws.com/,
  );
});

it('keeps a parameter that exists from being created again, as CloudFormation does', async () => {
  const Resources: Resources = {
    Before: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/before', Type: 'String', Value: 'x' } },
  };
  const said = await refusal(assembly({ Resources }), { beforeDeploy: (admin) => admin.putParameter('/before', 'y') });
  expect(said).toContain('the parameter /before already exists');
});

it('names dead-letter queues and targets that are not in the template', async () => {
  const Resources: Resources = {
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'q',
        RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:1:gone', maxReceiveCount: 3 },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'r',
        EventPattern: { source: ['x'] },
        Targets: [{ Id: 'a', Arn: 'arn:aws:lambda:eu-central-1:1:function:gone' }],
      },
    },
  };
  const { failures } = await run(assembly({ Resources }));
  expect(failures.map(({ message }) => message)).toEqual([
    'rule r: its target arn:aws:lambda:eu-central-1:1:function:gone is not in the template',
    'queue q: its dead-letter queue arn:aws:sqs:eu-central-1:1:gone is not in the template',
  ]);
});
