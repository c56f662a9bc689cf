import { createHash } from 'node:crypto';
import type { ConnectSetup, RoutingProfileSetup } from './connect-setup';

/** A queue of the instance, with the id of its hours. */
export type Queue = ConnectSetup['queues'][number];

/** A flow of the instance, with its document. */
export type Flow = ConnectSetup['flows'][number];

/** Hours of operation, in a time zone of their own. */
export type Hours = ConnectSetup['hours'][number];

/** A status agents may have. Only in a ROUTABLE one contacts come (docs/amazon-connect.md#agent-statuses). */
export interface AgentStatus {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE';
}

/** The resources of an instance, each found by its id or its ARN, as the API and flows take either. */
export interface Instance {
  readonly arn: string;
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly setup: ConnectSetup;
  readonly recordings: { readonly bucket: string; readonly prefix: string };
  readonly available: AgentStatus;
  readonly offline: AgentStatus;
  /** These two and the custom ones. */
  readonly statuses: readonly AgentStatus[];
  queue(idOrArn: string): Queue | undefined;
  flow(idOrArn: string): Flow | undefined;
  hours(idOrArn: string): Hours | undefined;
  profile(idOrArn: string): RoutingProfileSetup | undefined;
  status(idOrArn: string): AgentStatus | undefined;
  statusNamed(name: string): AgentStatus | undefined;
  number(idOrArn: string): ConnectSetup['numbers'][number] | undefined;
}

/** Indexes a setup. Throws when the instance ARN is not one. */
export function readInstance(setup: ConnectSetup): Instance {
  const match = /^arn:[^:]+:connect:([^:]+):([^:]+):instance\/([^/]+)$/.exec(setup.instanceArn);
  if (!match) {
    throw new Error(
      `instanceArn ${JSON.stringify(setup.instanceArn)} is no instance ARN; arn:aws:connect:REGION:ACCOUNT:instance/ID would be right`,
    );
  }
  const [, region = '', accountId = '', id = ''] = match;
  const system = (name: string, type: AgentStatus['type']): AgentStatus => {
    const statusId = createHash('sha256').update(`${setup.instanceArn}/${name}`).digest('hex').slice(0, 32);
    const uuid = statusId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return { id: uuid, arn: `${setup.instanceArn}/agent-state/${uuid}`, name, type };
  };
  const available = system('Available', 'ROUTABLE');
  const offline = system('Offline', 'OFFLINE');
  const custom = setup.statuses.map((status): AgentStatus => ({ ...status, type: 'CUSTOM' }));
  const queues = byIdAndArn(setup.queues);
  const flows = byIdAndArn(setup.flows);
  const hours = byIdAndArn(setup.hours);
  const profiles = byIdAndArn(setup.routingProfiles);
  const numbers = byIdAndArn(setup.numbers);
  const all = [available, offline, ...custom];
  const statuses = byIdAndArn(all);
  return {
    arn: setup.instanceArn,
    id,
    accountId,
    region,
    setup,
    recordings: setup.recordings ?? { bucket: 'recordings', prefix: `connect/${id}/CallRecordings` },
    available,
    offline,
    statuses: all,
    queue: (key) => queues.get(key),
    flow: (key) => flows.get(key),
    hours: (key) => hours.get(key),
    profile: (key) => profiles.get(key),
    status: (key) => statuses.get(key),
    statusNamed: (name) => all.find((status) => status.name === name),
    number: (key) => numbers.get(key),
  };
}

function byIdAndArn<T extends { readonly id: string; readonly arn: string }>(items: readonly T[]): Map<string, T> {
  const index = new Map<string, T>();
  for (const item of items) {
    index.set(item.id, item);
    index.set(item.arn, item);
  }
  return index;
}
