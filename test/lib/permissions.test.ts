import { dev } from './example-environments';
import { Synthesized } from './synthesized';

const synthesized = new Synthesized(dev);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

/** `action action on resource resource`, sorted, the log left out: one line per statement. */
const mayDo = (name: string): readonly string[] => {
  const [found] = synthesized
    .ofType('AWS::Lambda::Function')
    .filter(({ Properties }) => Properties['FunctionName'] === `ccb-dev-${name}`);
  if (!found) throw new Error(`There is no function ${name}`);
  const [roleId] = (found.Properties['Role'] as { 'Fn::GetAtt': readonly [string, string] })['Fn::GetAtt'];
  const role = synthesized.resources(found.stack)[roleId];
  const policies = role?.Properties['Policies'] as readonly { PolicyDocument: { Statement: readonly Statement[] } }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition }) => {
      const resources = list(Resource).map((resource) => readable(synthesized.written(resource, found.stack)));
      const effect = Effect === 'Allow' ? '' : `${Effect} `;
      const condition = Condition === undefined ? '' : ` when ${JSON.stringify(Condition)}`;
      return `${effect}${[...list(Action)].sort().join(' ')} on ${resources.sort().join(' ')}${condition}`;
    })
    .sort();
};

/** ARNs without what is the same in all of them. */
const readable = (arn: string): string =>
  arn
    .replace(dev.instance.arn, '<instance>')
    .replace('arn:<AWS::Partition>:ssm:eu-central-1:111122223333:parameter', '')
    .replace('arn:<AWS::Partition>:s3:::', 's3://');

const ownLog = (name: string): string => `logs:CreateLogStream logs:PutLogEvents on </aws/lambda/ccb-dev-${name}>`;
const directory =
  'ssm:GetParametersByPath on /connect-call-blending-directory/dev /connect-call-blending-directory/dev/*';
const records = 'dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>';
const recordsAndIndexes = [records, 'dynamodb:Query on <Table>/index/ranked-agents <Table>/index/waiting-calls'];
const secret = 'secretsmanager:GetSecretValue on <Secret>';
const sendAStep = 'sqs:SendMessage on <ccb-dev-campaign-commands.fifo> <ccb-dev-rebalance.fifo> <ccb-dev-timers>';
const getAndPut = 'dynamodb:GetItem dynamodb:PutItem on <Table>';

/** What each function may do, and nothing else. */
const currentUserData =
  'connect:GetCurrentUserData on <instance>/agent-group/* <instance>/agent/* <instance>/queue/* <instance>/routing-profile/*';

const allowed: Readonly<Record<string, readonly string[]>> = {
  'agent-events': [
    'connect:DescribeContact connect:StopContact connect:UpdateContactRoutingData on <instance>/contact/*',
    ...recordsAndIndexes,
    'kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards on <Stream>',
    'sqs:ChangeMessageVisibility on <ccb-dev-agent-events-again.fifo>',
    'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <ccb-dev-agent-events-again.fifo>',
    'sqs:SendMessage on <ccb-dev-agent-events-again.fifo> <ccb-dev-agent-events-dlq> <ccb-dev-campaign-commands.fifo> <ccb-dev-rebalance.fifo> <ccb-dev-timers>',
    directory,
  ],
  'contact-events': [
    'connect:DescribeContact connect:GetContactAttributes connect:UpdateContactRoutingData on <instance>/contact/*',
    ...recordsAndIndexes,
    'sqs:SendMessage on <ccb-dev-contact-events-dlq>',
    'sqs:SendMessage on <ccb-dev-rebalance.fifo> <ccb-dev-timers>',
    directory,
  ],
  'plan-offer': [
    records,
    'dynamodb:Query on <Table>/index/ranked-agents',
    'sqs:SendMessage on <ccb-dev-rebalance.fifo> <ccb-dev-timers>',
    directory,
  ],
  timers: [
    'connect:DescribeContact connect:StopContact connect:UpdateContactRoutingData on <instance>/contact/*',
    records,
    'dynamodb:Query on <Table>/index/ranked-agents <Table>/index/waiting-calls',
    'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <ccb-dev-timers>',
    'sqs:SendMessage on <ccb-dev-campaign-commands.fifo> <ccb-dev-rebalance.fifo> <ccb-dev-repair> <ccb-dev-timers> <ccb-dev-urgent>',
    directory,
  ],
  'connect-commands': [
    'connect:DescribeContact on <instance>/contact/*',
    'connect:DismissUserContact on <instance>/agent/*',
    currentUserData,
    'connect:PutUserStatus on <instance> <instance>/agent-state/* <instance>/agent/*',
    'connect:StartTaskContact on <instance>/contact-flow/*',
    'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>',
    'sqs:ChangeMessageVisibility on <ccb-dev-repair> <ccb-dev-urgent>',
    'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <ccb-dev-repair> <ccb-dev-urgent>',
    directory,
  ],
  thresholds: [
    getAndPut,
    'sqs:SendMessage on <ccb-dev-rebalance.fifo>',
    'sqs:SendMessage on <ccb-dev-thresholds-dlq>',
    'ssm:GetParametersByPath on /connect-call-blending/dev /connect-call-blending/dev/*',
    'ssm:PutParameter on /connect-call-blending/dev/*',
  ],
  voicemail: [
    'connect:DescribeContact connect:GetContactAttributes on <instance>/contact/*',
    getAndPut,
    's3:GetObject on s3://example-contact-centre-dev-recordings/connect/example-contact-centre-dev/CallRecordings/ivr/*.wav',
    's3:GetObject s3:PutObject on s3://example-contact-centre-dev-recordings/connect-call-blending/dev/transcripts/*',
    's3:ListBucket on s3://example-contact-centre-dev-recordings',
    'sqs:SendMessage on <ccb-dev-timers> <ccb-dev-urgent>',
    'sqs:SendMessage on <ccb-dev-voicemail-dlq>',
    directory,
    'transcribe:StartTranscriptionJob on *',
  ],
  reconcile: [
    'connect:DescribeContact connect:StopContact connect:UpdateContactRoutingData on <instance>/contact/*',
    'connect:DescribeUser on <instance>/agent/*',
    currentUserData,
    ...recordsAndIndexes,
    'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <ccb-dev-reconcile>',
    'sqs:SendMessage on <ccb-dev-campaign-commands.fifo> <ccb-dev-rebalance.fifo> <ccb-dev-reconcile> <ccb-dev-timers>',
    'sqs:SendMessage on <ccb-dev-reconcile-dlq>',
    directory,
  ],
  'number-to-flow': [
    'connect:AssociatePhoneNumberContactFlow on <PhoneNumber> <PhoneNumber> <instance>/contact-flow/*',
    'connect:DisassociatePhoneNumberContactFlow on <PhoneNumber> <PhoneNumber>',
    'connect:ListFlowAssociations on <instance>',
    'ssm:DeleteParameter ssm:PutParameter on /connect-call-blending-numbers/dev/*',
    'ssm:GetParametersByPath on /connect-call-blending-numbers/dev /connect-call-blending-numbers/dev/*',
  ],
  'missed-call-status': [
    'connect:CreateAgentStatus connect:ListAgentStatuses connect:UpdateAgentStatus on <instance>/agent-state/*',
  ],
  'map-tether': ['dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>', sendAStep, directory],
  rebalance: [
    'connect:StopContact connect:UpdateContactRoutingData on <instance>/contact/*',
    records,
    'dynamodb:Query on <Table>/index/blend-agents <Table>/index/ranked-agents <Table>/index/waiting-calls',
    'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <ccb-dev-rebalance.fifo>',
    sendAStep,
    directory,
  ],
  'campaign-commands': [
    'connect:StopContact on <instance>/contact/*',
    'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>',
    secret,
    'sqs:ChangeMessageVisibility on <ccb-dev-campaign-commands.fifo>',
    'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <ccb-dev-campaign-commands.fifo>',
    sendAStep,
    directory,
  ],
  'campaign-events': [
    'connect:StopContact on <instance>/contact/*',
    'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>',
    'sqs:SendMessage on <ccb-dev-campaign-events-dlq>',
    sendAStep,
    directory,
  ],
  'page-files': ['s3:DeleteObject s3:PutObject on <Bucket>/* <Bucket>/*', 's3:ListBucket on <Bucket> <Bucket>'],
  'agent-page': [
    'connect:DescribeContact on <instance>/contact/*',
    'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>',
    sendAStep,
    directory,
  ],
  wallboard: [
    records,
    'dynamodb:Query on <Table>/index/blend-agents <Table>/index/ranked-agents <Table>/index/waiting-calls',
    'sqs:SendMessage on <ccb-dev-rebalance.fifo>',
    directory,
  ],
  'campaign-ingress': [
    'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Table>',
    'events:PutEvents on <ccb-dev-bus>',
    secret,
  ],
};

describe('permissions', () => {
  it.each(Object.entries(allowed))('%s may do exactly this', (name, statements) => {
    expect(mayDo(name)).toEqual([...statements, ownLog(name)].sort());
  });

  it('are stated here for every function', () => {
    const deployed = synthesized
      .ofType('AWS::Lambda::Function')
      .map(({ Properties }) => String(Properties['FunctionName']).replace('ccb-dev-', ''));
    expect(deployed.sort()).toEqual(Object.keys(allowed).sort());
  });

  it('come from one role per function, which Lambda alone assumes and which has no other policy', () => {
    const roles = synthesized.ofType('AWS::IAM::Role');
    const used = synthesized
      .ofType('AWS::Lambda::Function')
      .map(({ Properties }) => JSON.stringify(Properties['Role']));
    expect(new Set(used).size).toBe(used.length);
    expect(roles).toHaveLength(used.length);
    for (const { Properties } of roles) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(Properties['AssumeRolePolicyDocument']).toMatchObject({
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
      });
    }
    expect(synthesized.ofType('AWS::IAM::Policy')).toEqual([]);
    expect(synthesized.ofType('AWS::IAM::ManagedPolicy')).toEqual([]);
  });
});
