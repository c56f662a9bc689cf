/**
 * Every SDK client of the application is made here. A flow waits 8 s for its Lambda
 * (docs/amazon-connect.md#lambda-functions-in-flows): an attempt that hangs is given up after 2 s, so that three of them and
 * their pauses still fit. Connections are kept alive, as is the SDK's default.
 */
import { ConnectClient } from '@aws-sdk/client-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { TranscribeClient } from '@aws-sdk/client-transcribe';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const requestHandler = { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true };
const base = { maxAttempts: 3, requestHandler };

/** `endpoint` and `credentials` are for tests on loopback; without them the SDK's own environment decides. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** DynamoDB with plain values for attributes: three attempts of 2 s each at most. */
export const makeDocumentClient = (options: ClientOptions = {}): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...base, ...options }));

/** For APIs of 10 and more calls a second. */
export const makeConnectClient = (options: ClientOptions = {}): ConnectClient =>
  new ConnectClient({ ...base, ...options });

/** One attempt: our own token bucket decides when a rate-limited call is made again, not the SDK. */
export const makeRateLimitedConnectClient = (options: ClientOptions = {}): ConnectClient =>
  new ConnectClient({ ...base, maxAttempts: 1, ...options });

/** Amazon SQS: three attempts of 2 s each at most. */
export const makeSqsClient = (options: ClientOptions = {}): SQSClient => new SQSClient({ ...base, ...options });

/**
 * PutParameter is allowed 3 times a second (docs/amazon-connect.md#parameter-store), and a first deploy makes twenty a group,
 * one after another: the SDK's pauses after a refusal, half a second and longer, bring them down to that, if it may try often
 * enough. (The adaptive mode would spin on a clock that stands still, as the local one does.)
 */
export const makeSsmClient = (options: ClientOptions = {}): SSMClient =>
  new SSMClient({ ...base, maxAttempts: 10, ...options });

/** Amazon S3: three attempts of 2 s each at most. */
export const makeS3Client = (options: ClientOptions = {}): S3Client => new S3Client({ ...base, ...options });

/** Amazon EventBridge: three attempts of 2 s each at most. */
export const makeEventBridgeClient = (options: ClientOptions = {}): EventBridgeClient =>
  new EventBridgeClient({ ...base, ...options });

/** AWS Secrets Manager: three attempts of 2 s each at most. */
export const makeSecretsManagerClient = (options: ClientOptions = {}): SecretsManagerClient =>
  new SecretsManagerClient({ ...base, ...options });

/** Amazon Transcribe: three attempts of 2 s each at most. */
export const makeTranscribeClient = (options: ClientOptions = {}): TranscribeClient =>
  new TranscribeClient({ ...base, ...options });
