/**
 * Events as AWS hands them to functions: of each the fields that AWS always writes and a function may read. Times and ids are the
 * caller's, so that a run can be repeated.
 */

import type { SQSBatchResponse } from 'aws-lambda';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { GroupId } from '../../core/ids';
import { campaignEventSource } from '../../lambdas/campaign-events/contract';
import { eventsRoute } from '../../lambdas/campaign-ingress/contract';
import { contactEventDetailTypes, contactEventSource } from '../../lambdas/contact-events/contract';
import { initialThresholdsResourceType, parameterChange } from '../../lambdas/thresholds/contract';
import { recordingStored, transcriptionChanged } from '../../lambdas/voicemail/contract';

/** An EventBridge event. */
interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  /** When it was put on the bus. */
  readonly time: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const busEvent = (source: string, detailType: string, atMs: number, detail: object): BusEvent => ({
  source,
  'detail-type': detailType,
  time: new Date(atMs).toISOString(),
  detail: { ...detail },
});

/** A contact event of Connect on the default bus (docs/amazon-connect.md#contact-events). */
export const contactEvent = (detail: object, atMs: number): BusEvent =>
  busEvent(contactEventSource, contactEventDetailTypes[0], atMs, detail);

/** What the Campaign Manager told, as the ingress puts it on our own bus. */
export const campaignFact = (fact: CampaignEvent, atMs: number): BusEvent =>
  busEvent(campaignEventSource, fact.type, atMs, fact);

/** `bytes`: the size of the WAV file. */
export const objectCreated = (bucket: string, key: string, bytes: number, atMs: number): BusEvent =>
  busEvent(recordingStored.source, recordingStored.detailType, atMs, {
    bucket: { name: bucket },
    object: { key, size: bytes },
  });

/** Amazon Transcribe has ended a job, with or without a transcript. */
export const transcriptionEnded = (job: string, status: (typeof transcriptionChanged.statuses)[number], atMs: number) =>
  busEvent(transcriptionChanged.source, transcriptionChanged.detailType, atMs, {
    TranscriptionJobName: job,
    TranscriptionJobStatus: status,
  });

/** Parameter Store tells that a parameter was changed (docs/amazon-connect.md#parameter-store). */
export const parameterChanged = (name: string, atMs: number): BusEvent =>
  busEvent(parameterChange.source, parameterChange.detailType, atMs, { operation: 'Update', name, type: 'String' });

/** A batch of one message, as an event source mapping hands it over. */
export const queueBatch = (message: {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly queueArn: string;
  /** Deliveries, this one included. */
  readonly received: number;
}) => ({
  Records: [
    {
      messageId: message.id,
      receiptHandle: message.receiptHandle,
      body: message.body,
      eventSource: 'aws:sqs',
      eventSourceARN: message.queueArn,
      attributes: { ApproximateReceiveCount: String(message.received) },
    },
  ],
});

/** One agent event as Kinesis keeps it (docs/amazon-connect.md#agent-event-stream). */
export interface StreamRecord {
  /** Whose it is: what has one key is in order. */
  readonly key: string;
  readonly sequence: string;
  /** When the stream took it, ms. */
  readonly arrivedAt: number;
  /** Base64. */
  readonly data: string;
}

/** A batch of records of the agent event stream, as an event source mapping hands it over. */
export const streamBatch = (records: readonly StreamRecord[]) => ({
  Records: records.map(({ key, sequence, arrivedAt, data }) => ({
    eventSource: 'aws:kinesis',
    eventSourceARN: 'arn:aws:kinesis:eu-central-1:123456789012:stream/agent-events',
    kinesis: {
      partitionKey: key,
      sequenceNumber: sequence,
      approximateArrivalTimestamp: arrivedAt / 1000,
      data,
    },
  })),
});

/** What of a batch is to come again, as the function says: ids of messages, or the number of a stream's record. */
export function failedIn(answer: unknown): readonly string[] {
  return (answer as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** An HTTP API's request in payload format 2.0. `claims`: what its authorizer let in. */
const apiRequest = (path: string, body: string, headers: Readonly<Record<string, string>>, authorizer: object) => ({
  version: '2.0',
  routeKey: `POST ${path}`,
  rawPath: path,
  headers,
  body,
  isBase64Encoded: false,
  requestContext: { http: { method: 'POST', path }, ...authorizer },
});

/** A request of the wallboard, past the authorizer; `claims` are those of the supervisor's token. */
export const wallboardRequest = (
  { method, path }: { readonly method: string; readonly path: string },
  group: GroupId,
  body: string,
  claims: Readonly<Record<string, string>>,
) => ({
  ...apiRequest(path, body, { 'content-type': 'application/json' }, { authorizer: { jwt: { claims } } }),
  routeKey: `${method} ${path}`,
  pathParameters: { group },
});

/** A request of the agent's page, past the authorizer; `claims` are those of its token. */
export const pageRequest = (path: string, body: string, claims: Readonly<Record<string, string>>) =>
  apiRequest(path, body, { 'content-type': 'application/json' }, { authorizer: { jwt: { claims } } });

/** A request of the Campaign Manager, with the headers that sign it. */
export const ingressRequest = (body: string, headers: Readonly<Record<string, string>>) =>
  apiRequest(eventsRoute.path, body, headers, {});

/** CloudFormation's request to create a group's thresholds, all of them with their defaults. */
export const createThresholds = (group: GroupId) => ({
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.invalid/',
  StackId: 'simulated',
  RequestId: group,
  LogicalResourceId: `Thresholds${group}`,
  ResourceType: initialThresholdsResourceType,
  ResourceProperties: { Group: group, Parameters: [] },
});
