/** One bundle that the tests deploy under several names: the variable BEHAVIOUR says what it does. */
import { request } from 'node:http';
import {
  AssociatePhoneNumberContactFlowCommand,
  ConnectClient,
  DescribeContactCommand,
  PutUserStatusCommand,
} from '@aws-sdk/client-connect';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { GetTranscriptionJobCommand, StartTranscriptionJobCommand, TranscribeClient } from '@aws-sdk/client-transcribe';

interface Call {
  readonly call: keyof typeof commands;
  readonly input: Record<string, unknown>;
}

const once = { maxAttempts: 1 };
const dynamodb = new DynamoDBClient(once);
const connect = new ConnectClient(once);
const eventbridge = new EventBridgeClient(once);
const s3 = new S3Client(once);
const secrets = new SecretsManagerClient(once);
const sqs = new SQSClient(once);
const ssm = new SSMClient(once);
const transcribe = new TranscribeClient(once);

/** The inputs come from the tests, as JSON. */
type Input = never;
const commands = {
  GetItem: (input: Input) => dynamodb.send(new GetItemCommand(input)),
  PutItem: (input: Input) => dynamodb.send(new PutItemCommand(input)),
  UpdateItem: (input: Input) => dynamodb.send(new UpdateItemCommand(input)),
  BatchGetItem: (input: Input) => dynamodb.send(new BatchGetItemCommand(input)),
  Query: (input: Input) => dynamodb.send(new QueryCommand(input)),
  GetSecretValue: (input: Input) => secrets.send(new GetSecretValueCommand(input)),
  PutSecretValue: (input: Input) => secrets.send(new PutSecretValueCommand(input)),
  DescribeSecret: (input: Input) => secrets.send(new DescribeSecretCommand(input)),
  DescribeContact: (input: Input) => connect.send(new DescribeContactCommand(input)),
  AssociatePhoneNumberContactFlow: (input: Input) => connect.send(new AssociatePhoneNumberContactFlowCommand(input)),
  PutUserStatus: (input: Input) => connect.send(new PutUserStatusCommand(input)),
  PutEvents: (input: Input) => eventbridge.send(new PutEventsCommand(input)),
  SendMessage: (input: Input) => sqs.send(new SendMessageCommand(input)),
  SendMessageBatch: (input: Input) => sqs.send(new SendMessageBatchCommand(input)),
  ChangeMessageVisibility: (input: Input) => sqs.send(new ChangeMessageVisibilityCommand(input)),
  GetParameter: (input: Input) => ssm.send(new GetParameterCommand(input)),
  GetParameters: (input: Input) => ssm.send(new GetParametersCommand(input)),
  GetParametersByPath: (input: Input) => ssm.send(new GetParametersByPathCommand(input)),
  PutParameter: (input: Input) => ssm.send(new PutParameterCommand(input)),
  DeleteParameter: (input: Input) => ssm.send(new DeleteParameterCommand(input)),
  PutObject: (input: Input) => s3.send(new PutObjectCommand(input)),
  HeadObject: (input: Input) => s3.send(new HeadObjectCommand(input)),
  GetObject: async (input: Input) => ({
    text: await (await s3.send(new GetObjectCommand(input))).Body?.transformToString(),
  }),
  StartTranscriptionJob: (input: Input) => transcribe.send(new StartTranscriptionJobCommand(input)),
  GetTranscriptionJob: (input: Input) => transcribe.send(new GetTranscriptionJobCommand(input)),
};

async function run(calls: readonly Call[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const { call, input } of calls) {
    const { $metadata, ...answer } = (await commands[call](input as never)) as unknown as Record<string, unknown>;
    answers.push(answer);
  }
  return answers;
}

const log = (line: unknown): void => console.log(JSON.stringify(line));

interface BatchRecord {
  readonly kinesis?: { readonly sequenceNumber: string; readonly data: string };
  readonly messageId: string;
  readonly body: string;
  readonly receiptHandle: string;
  readonly attributes: { readonly ApproximateReceiveCount: string };
}

/** Every event the tests send has some of these. */
interface AnyEvent {
  readonly calls: readonly Call[];
  readonly Records: readonly BatchRecord[];
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly body?: string;
}

/** One POST over node:http, given up after `timeoutMs` of silence. */
const posted = (url: string, body: string, timeoutMs: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', timeout: timeoutMs }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() });
    });
    asked.on('timeout', () => asked.destroy(new Error('node:http gave up')));
    asked.on('error', reject);
    asked.end(body);
  });

const fetched = async (url: string, body: string, timeoutMs: number): Promise<unknown> => {
  const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) });
  return { status: response.status, body: await response.text() };
};

const texts = (event: AnyEvent): { id: string; text: string; receiptHandle?: string }[] =>
  event.Records.map((record) =>
    record.kinesis
      ? { id: record.kinesis.sequenceNumber, text: Buffer.from(record.kinesis.data, 'base64').toString() }
      : { id: record.messageId, text: record.body, receiptHandle: record.receiptHandle },
  );

const behaviours: Readonly<Record<string, (event: AnyEvent) => Promise<unknown>>> = {
  /** Makes the SDK calls it is asked for and answers what they answered. */
  calls: (event) => run(event.calls),
  /** Logs what it was given. */
  log: async (event) => log({ event, now: Date.now() }),
  fail: async () => {
    throw new TypeError('this function always fails');
  },
  /** A batch: logs the texts, reports those that say "poison". */
  partial: async (event) => {
    const records = texts(event);
    log({ batch: records.map(({ text }) => text), now: Date.now() });
    return {
      batchItemFailures: records
        .filter(({ text }) => text.includes('poison'))
        .map(({ id }) => ({ itemIdentifier: id })),
    };
  },
  /** A batch: throws when any text says "poison". */
  whole: async (event) => {
    const records = texts(event).map(({ text }) => text);
    log({ batch: records, now: Date.now() });
    if (records.some((text) => text.includes('poison'))) throw new Error('poison in the batch');
  },
  /** A batch of one: hides its message for 100 s when it comes the first time. */
  postpone: async (event) => {
    const [{ receiptHandle = '', text = '' } = {}] = texts(event);
    const ApproximateReceiveCount = event.Records[0]?.attributes.ApproximateReceiveCount;
    log({ text, receiveCount: ApproximateReceiveCount, now: Date.now() });
    if (ApproximateReceiveCount !== '1') return;
    const QueueUrl = process.env['QUEUE_URL'];
    await run([
      { call: 'ChangeMessageVisibility', input: { QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 100 } },
    ]);
    throw new Error('not yet');
  },
  /** Two writes one after the other, between which a fault may strike. */
  'two-writes': async () => {
    const put = (id: string): Call => ({
      call: 'PutItem',
      input: { TableName: process.env['TABLE_NAME'], Item: { pk: { S: id }, sk: { S: 'x' } } },
    });
    await run([put('first'), put('second')]);
    log({ wrote: 'both', now: Date.now() });
  },
  /** Says the time in every way there is, before and after some real time has passed. */
  time: async () => {
    const all = (): unknown => [
      Date.now(),
      new Date().toISOString(),
      Date(),
      new Date(0).toISOString(),
      new Date().constructor === Date,
    ];
    const before = all();
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { before, after: all() };
  },
  environment: async () => process.env,
  'variable-needed': async () => {
    if (process.env['TABLE_NAME'] === undefined) throw new Error('the variable TABLE_NAME is missing');
  },
  outside: async () => {
    await fetch('http://192.0.2.1/');
  },
  /** Posts to the URL of its environment in both ways there are. */
  post: async () => {
    const url = process.env['URL'] ?? '';
    return { viaHttp: await posted(url, 'by http', 3000), viaFetch: await fetched(url, 'by fetch', 3000) };
  },
  /** Posts where nobody answers, and says how it gave up. */
  'post-in-vain': async () => {
    const url = process.env['URL'] ?? '';
    const nameOf = (error: Error): string => error.name;
    return [await posted(url, '', 40).catch(String), await fetched(url, '', 40).catch(nameOf)];
  },
  /** Logs a request and answers what its body asks for. */
  api: async (event) => {
    log({ event });
    const { answer } = event.body === undefined ? { answer: undefined } : JSON.parse(event.body);
    return answer ?? { statusCode: 202, body: 'taken' };
  },
  'custom-resource': async (event) => {
    const { Answer, Calls, ...properties } = event.ResourceProperties;
    if (Calls) await run(Calls as readonly Call[]);
    await fetch(event.ResponseURL, {
      method: 'PUT',
      body: JSON.stringify({
        Status: Answer ?? 'SUCCESS',
        Reason: 'the reason given',
        PhysicalResourceId: 'made-by-us',
        StackId: event.StackId,
        RequestId: event.RequestId,
        LogicalResourceId: event.LogicalResourceId,
        Data: { Echo: properties },
      }),
    });
  },
};

if (process.env['BEHAVIOUR'] === 'does-not-load') throw new Error('the variable QUEUE_URL is missing');

export const handler = async (event: AnyEvent): Promise<unknown> => {
  const behaviour = behaviours[process.env['BEHAVIOUR'] ?? ''];
  if (!behaviour) throw new Error(`no behaviour ${process.env['BEHAVIOUR']}`);
  return behaviour(event);
};
