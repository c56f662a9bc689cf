import { type Policy, parsePolicy } from './policy';

/** What AWS's own managed policies for Lambda allow (AWS managed policy reference). */
const actionsByName: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AWSLambdaKinesisExecutionRole': [
    'kinesis:DescribeStream',
    'kinesis:DescribeStreamSummary',
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:ListShards',
    'kinesis:ListStreams',
    'kinesis:SubscribeToShard',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
};

/** The AWS managed policy of an ARN, or an error naming it if the local cloud does not have it. */
export function awsManagedPolicy(arn: string): Policy {
  const name = arn.replace(/^arn:aws:iam::aws:policy\//, '');
  const actions = actionsByName[name];
  if (!actions)
    throw new Error(
      `the local cloud does not know the managed policy ${arn}; it knows ${Object.keys(actionsByName).join(', ')}`,
    );
  return parsePolicy({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }, `managed policy ${name}`);
}
