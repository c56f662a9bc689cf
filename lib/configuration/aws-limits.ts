/**
 * What AWS lets through by default. Sources: [C] docs/amazon-connect.md#api-rates and #quotas; [D] the developer guide of the
 * service, "quotas" or "best practices"; [Q] the list of Service Quotas, whose names and codes these are.
 */

/** A quota as Service Quotas names it. */
export interface Quota {
  readonly service: string;
  readonly name: string;
  /** Where we know it. */
  readonly code?: string;
}

export const quotas = {
  users: { service: 'Amazon Connect', name: 'Users per instance', code: 'L-9A46857E' },
  concurrentCalls: { service: 'Amazon Connect', name: 'Concurrent active calls per instance', code: 'L-12AB7C57' },
  stopContact: { service: 'Amazon Connect', name: 'Rate of StopContact API requests', code: 'L-650BD10F' },
  describeContact: { service: 'Amazon Connect', name: 'Rate of DescribeContact API requests', code: 'L-371095B8' },
  criteria: { service: 'Amazon Connect', name: 'Rate of UpdateContactRoutingData API requests' },
  getCurrentUserData: { service: 'Amazon Connect', name: 'Rate of GetCurrentUserData API requests' },
  lambda: { service: 'AWS Lambda', name: 'Concurrent executions', code: 'L-B99A9384' },
  apiGateway: { service: 'Amazon API Gateway', name: 'Throttle rate', code: 'L-8A5B8E43' },
  eventBus: { service: 'Amazon EventBridge', name: 'PutEvents throttle limit in transactions per second' },
} as const satisfies Readonly<Record<string, Quota>>;

/** [C] users and calls of an instance, calls a second of an account; [D] Lambda; API Gateway's are in page-throttle.ts. */
export const defaults = {
  users: 500,
  concurrentCalls: 10,
  lambdaConcurrency: 1_000,
  connectPerSecond: { StopContact: 10, DescribeContact: 10, GetCurrentUserData: 2, UpdateContactRoutingData: 20 },
} as const;

/** [C] A partition of a table or of an index, units a second; [D] a unit writes 1 kB, and an item holds 400 kB. */
export const dynamoPartition = { writeUnits: 1_000, readUnits: 3_000 } as const;

/**
 * [C] What a shard takes a second, and [D] how large an agent event is, kB: snapshots with a contact or two
 * (docs/amazon-connect.md#kinesis-to-lambda).
 */
export const kinesisShard = { records: 1_000, kilobytes: 1_000, kilobytesPerRecord: 3 } as const;

/** [C] PutEvents a second, by Region; the least of any Region for those that are not listed. */
const putEventsByRegion: Readonly<Record<string, number>> = {
  'us-east-1': 10_000,
  'us-west-2': 10_000,
  'eu-west-1': 10_000,
  'us-east-2': 2_400,
  'eu-central-1': 2_400,
};

/** EventBridge's default quota of PutEvents in a Region, requests a second. */
export const putEventsPerSecond = (region: string): number => putEventsByRegion[region] ?? 400;
