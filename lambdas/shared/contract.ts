/**
 * What the functions and the infrastructure agree on. Handlers and `lib/` both import it, so a name that only one of
 * them knows does not compile. Nothing here reads the environment or an SDK.
 */
import type { RequiredProficiency } from '../../core/group/proficiency';
import type { QueueId } from '../../core/ids';
import type { GroupMode } from '../../core/vocabulary';

/** Variables every function gets. */
export const baseEnvironment = ['ENVIRONMENT', 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'] as const;

/**
 * What every function has that takes an agent a step further on the outbound side: a step ends in timers, in commands to
 * the Campaign Manager, in the end of a contact, and in a look at the group.
 */
export const stepEnvironment = [
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'INSTANCE_ID',
  'CONNECT_PER_SECOND',
  'TIMERS_QUEUE_URL',
  'REBALANCE_QUEUE_URL',
  'CAMPAIGN_COMMANDS_QUEUE_URL',
] as const;

/** Operations of Connect whose tokens we count, as CONNECT_PER_SECOND tells their quotas: `{"GetCurrentUserData":2,...}`. */
export const countedOperations = ['GetCurrentUserData', 'UpdateContactRoutingData'] as const;

/** The environment of a function whose contract lists these names: all of them, and nothing else. */
export type EnvironmentOf<Names extends readonly string[]> = { readonly [Name in Names[number]]: string };

/** Every function: the name of its folder, of its bundle in `dist/`, and of the deployed function after `ccb-<env>-`. */
export const functionNames = [
  'agent-events',
  'contact-events',
  'plan-offer',
  'timers',
  'connect-commands',
  'thresholds',
  'voicemail',
  'reconcile',
  'number-to-flow',
  'missed-call-status',
  'map-tether',
  'rebalance',
  'campaign-commands',
  'campaign-events',
  'campaign-ingress',
  'agent-page',
  'page-files',
  'wallboard',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** Providers that can say no more than a list of roles have this one in it for those who may use the kill switches. */
export const operatorRole = 'operator';

/**
 * Seconds a function has for a custom resource, and of these for the work itself: what is left is for telling
 * CloudFormation, which would otherwise wait for an hour.
 */
export const customResourceSeconds = { function: 120, work: 90 } as const;

/** CloudWatch metrics the alarms watch; the dimension `service` is the environment's name (POWERTOOLS_SERVICE_NAME). */
export const metricsNamespace = 'ConnectCallBlending';
export const metrics = {
  /** A voicemail whose deadline passed without a delivered task; counted once each. */
  voicemailOverdue: 'VoicemailOverdue',
  /** A call rang an agent it had already tried (docs/offers.md#slot-and-claim). */
  sameAgentOfferedTwice: 'SameAgentOfferedTwice',
  /** Criteria without an agent who refused reached Connect when nothing kept that agent from being rung again. */
  criteriaLate: 'CriteriaLate',
  /** A flow outside this application sent a caller with the name of no queue, or with proficiencies nobody can read. */
  entriesMistaken: 'EntriesMistaken',
  /** The Campaign Manager said it is alive; none for minutes means that the link is lost. */
  campaignHeartbeats: 'CampaignHeartbeats',
  /** A command got no answer of the contract in time; counted at every attempt. */
  campaignManagerUnreachable: 'CampaignManagerUnreachable',
  tethersConnected: 'TethersConnected',
  /** All attempts of a tether were used up. */
  tethersFailed: 'TethersFailed',
  /** A third of a group's tethers, three at least, failed within two minutes; counted once for each time it begins. */
  tethersFailedTogether: 'TethersFailedTogether',
} as const;

/** Where admins edit thresholds: `<path>/<group>/<name>`. */
export const thresholdPath = (environment: string): string => `/connect-call-blending/${environment}`;

/**
 * Where the deployed directory is: `<path>/connect` holds a `ConnectEntry`, `<path>/groups/<group>` a `GroupDirectoryEntry`, both
 * as JSON. Another root than the thresholds', so that a deploy never looks like an admin's edit.
 */
export const directoryPath = (environment: string): string => `/connect-call-blending-directory/${environment}`;

/** Where a deploy notes the flows that phone numbers had before: `<path>/<number id>/<resource>`. */
export const numbersPath = (environment: string): string => `/connect-call-blending-numbers/${environment}`;
export { mostQueuePriority } from '../../core/group/directory';
export { groupModes } from '../../core/vocabulary';

/** JSON of `<directory>/connect`: Connect ids the functions need by role. */
export interface ConnectEntry {
  readonly missedCallStatusId: string;
  readonly voicemailQueueId: QueueId;
  readonly voicemailTaskFlowId: string;
  /** Where tethers come in: the number (E.164) and the queue; `null` without campaigns. */
  readonly tether: { readonly number: string; readonly queueId: QueueId } | null;
  readonly quotas: { readonly concurrentCalls: number; readonly reservedInboundCalls: number };
}

/** JSON of `<directory>/groups/<group>`; the last part of the parameter's name is the group's name. */
export interface GroupDirectoryEntry {
  /** `priority`: 1 is served first. `language`: of its voicemails, where it is not the environment's. */
  readonly queues: readonly {
    readonly id: string;
    readonly name: string;
    readonly priority: number;
    readonly language?: string;
  }[];
  /** What callers ask of agents, unless their number says otherwise. */
  readonly required: readonly RequiredProficiency[];
  readonly routingProfiles: readonly {
    readonly id: string;
    readonly kind: 'blended' | 'inbound' | 'outbound';
    readonly startsOn: 'inbound' | 'outbound';
  }[];
  readonly campaigns: readonly string[];
  /** What an agent has to hold to work for a campaign, by its name; one that is left out asks for nothing. */
  readonly campaignProficiencies: Readonly<Record<string, readonly RequiredProficiency[]>>;
  readonly agentShards: number;
  /** Left out: live. */
  readonly mode?: GroupMode;
  /** Usernames of those who take part; left out: everybody. */
  readonly pilot?: readonly string[];
}

/** The indexes of the table: sparse, keys only (docs/architecture.md#the-table). */
export const rankedAgentsIndex = {
  name: 'ranked-agents',
  partitionKey: 'rankedAgentsPk',
  sortKey: 'rankedAgentsSk',
} as const;
export const waitingCallsIndex = {
  name: 'waiting-calls',
  partitionKey: 'waitingCallsPk',
  sortKey: 'waitingCallsSk',
} as const;
/** Agents who may be moved to the other side; see `blendPlaceOf`. */
export const blendAgentsIndex = { name: 'blend-agents', partitionKey: 'blendPool', sortKey: 'blendRank' } as const;
/** Seconds since 1970; TTL only cleans, expiry is always compared (docs/architecture.md#the-table). */
export const timeToLiveAttribute = 'expiresAt';
export const tableLayout = {
  rankedAgents: rankedAgentsIndex,
  waitingCalls: waitingCallsIndex,
  blendAgents: blendAgentsIndex,
  timeToLive: timeToLiveAttribute,
} as const;
export const tableKeys = { partitionKey: 'pk', sortKey: 'sk' } as const;
