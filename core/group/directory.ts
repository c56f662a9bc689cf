import type { AgentId, GroupId, QueueId } from '../ids';
import type { AgentKind, Side } from '../vocabulary';
import { meets, type Proficiency, type RequiredProficiency } from './proficiency';

/**
 * Who belongs where, as deployed: which queues and routing profiles make up a group. A queue belongs to one group
 * (docs/blending.md#sides); an agent belongs to the group of their routing profile.
 */
export interface GroupEntry {
  readonly name: GroupId;
  readonly queues: readonly QueueEntry[];
  /** What its callers ask of agents, where nobody says otherwise; left out: nothing. */
  readonly required?: readonly RequiredProficiency[] | undefined;
  readonly routingProfiles: readonly ProfileEntry[];
  /** Campaigns of the Campaign Manager that the group's agents work for; empty without an outbound side. */
  readonly campaigns: readonly CampaignEntry[];
  /** `observe`: what is decided is only written down; left out: it is carried out. */
  readonly mode?: 'live' | 'observe' | undefined;
  /** Usernames of those who take part; left out: everybody. */
  readonly pilot?: readonly string[] | undefined;
  /** Index partitions the group's agents are spread over; 1 up to about 2,000 agents. */
  readonly agentShards: number;
}

/**
 * A queue whose callers are offered to the group's agents. `priority`: 1 comes first, and is meant where none is given;
 * `language`: of its voicemails, such as es-US.
 */
export interface QueueEntry {
  readonly id: QueueId;
  readonly name: string;
  /** Whose callers come first: 1 before 2; left out it is 1. */
  readonly priority?: number | undefined;
  /** Of what its callers leave as voicemail, such as es-US; left out it is the environment's. */
  readonly language?: string | undefined;
}

/** A campaign the group works for, with the proficiencies it asks of an agent. */
export interface CampaignEntry {
  readonly name: string;
  /** What an agent has to hold to work for it; empty: everybody of the group may. */
  readonly required: readonly RequiredProficiency[];
}

/** A routing profile of Connect whose agents belong to the group. `startsOn`: the side of whoever logs in with it. */
export interface ProfileEntry {
  readonly id: string;
  readonly kind: AgentKind;
  /** The side an agent is on after logging in; kind blended may change it. */
  readonly startsOn: Side;
}

/** The names and ids of one instance of Connect that our groups are made of. It is set up by a deploy, and read by functions. */
export interface Directory {
  readonly groups: readonly GroupEntry[];
  /** Connect ids the application needs by role. */
  readonly missedCallStatusId: string;
  readonly voicemailQueueId: QueueId;
  readonly voicemailTaskFlowId: string;
  /** Where tethers come in; `null` without an outbound side. */
  readonly tether: { readonly number: string; readonly queueId: QueueId } | null;
  readonly quotas: {
    /** Concurrent active calls of the instance (docs/amazon-connect.md#quotas). */
    readonly concurrentCalls: number;
    /** Of these, what tethers leave to callers. */
    readonly reservedInboundCalls: number;
  };
}

/** The entry of one of our queues; `undefined` for any other queue of the instance. */
export const queueEntry = (directory: Directory, queueId: QueueId): QueueEntry | undefined =>
  groupOfQueue(directory, queueId)?.queues.find((queue) => queue.id === queueId);

/** The group whose agents are offered callers of this queue; `undefined`: the queue is none of ours. */
export const groupOfQueue = (directory: Directory, queueId: QueueId): GroupEntry | undefined =>
  directory.groups.find((group) => group.queues.some((queue) => queue.id === queueId));

/** The entry of a group; `undefined`: there is none of that name (any more). */
export const groupNamed = (directory: Directory, name: GroupId): GroupEntry | undefined =>
  directory.groups.find((group) => group.name === name);

/** The name admins know a queue by; its id when the queue is not ours. */
export const queueName = (directory: Directory, queueId: QueueId): string =>
  groupOfQueue(directory, queueId)?.queues.find((queue) => queue.id === queueId)?.name ?? queueId;

/** Whose callers come first: 1 before 2. */
export const queuePriority = ({ queues }: Pick<GroupEntry, 'queues'>, queueId: QueueId): number =>
  queues.find((queue) => queue.id === queueId)?.priority ?? usualQueuePriority;

/** Of a queue that has none of its own, and the first. */
export const usualQueuePriority = 1;
/** A routing profile takes 99: one for tethers, then as many for calls as for tasks, which come after all calls. */
export const mostQueuePriority = 49;

/**
 * The group of an agent: that of the routing profile, or, for a profile nobody listed, that of the first queue served
 * which is ours. `null`: not one of our agents.
 */
export function groupOfAgent(
  directory: Directory,
  agent: { readonly routingProfileId: string; readonly queueIds: readonly QueueId[] },
): GroupEntry | null {
  const byProfile = directory.groups.find((group) =>
    group.routingProfiles.some((profile) => profile.id === agent.routingProfileId),
  );
  if (byProfile) return byProfile;
  for (const queueId of agent.queueIds) {
    const byQueue = groupOfQueue(directory, queueId);
    if (byQueue) return byQueue;
  }
  return null;
}

/** Kind outbound is never offered inbound calls. Unlisted profiles count as inbound: they serve inbound queues. */
export const kindOfProfile = (directory: Directory, routingProfileId: string): AgentKind =>
  profileEntry(directory, routingProfileId)?.kind ?? 'inbound';

/** The entry of a routing profile, whichever group has it; `undefined`: its agents are none of ours. */
export function profileEntry(directory: Directory, routingProfileId: string): ProfileEntry | undefined {
  for (const { routingProfiles } of directory.groups) {
    const entry = routingProfiles.find((profile) => profile.id === routingProfileId);
    if (entry) return entry;
  }
  return undefined;
}

/** The group that works for this campaign; `undefined`: none does. */
export const groupOfCampaign = (directory: Directory, campaign: string): GroupEntry | undefined =>
  directory.groups.find((group) => group.campaigns.some(({ name }) => name === campaign));

/** The campaigns of a group that an agent may work for, in the order of the directory; none for kind inbound. */
export const campaignsFor = (
  group: Pick<GroupEntry, 'campaigns'> | null,
  agent: { readonly kind: AgentKind; readonly proficiencies: readonly Proficiency[] },
): readonly string[] =>
  group === null || agent.kind === 'inbound'
    ? []
    : group.campaigns.filter(({ required }) => meets(agent.proficiencies, required)).map(({ name }) => name);

/** Whether anything is blended here at all: where nobody may be on the outbound side, nothing of it costs a request. */
export const hasOutbound = (directory: Directory, group: GroupId | null): boolean =>
  directory.tether !== null &&
  group !== null &&
  (groupNamed(directory, group)?.routingProfiles.some(({ kind }) => kind !== 'inbound') ?? false);

/** The index partition of an agent: stable, and spread evenly over the group's shards. */
export function poolOf(group: Pick<GroupEntry, 'name' | 'agentShards'>, agentId: AgentId): string {
  return `${group.name}/${fnv1a(agentId) % group.agentShards}`;
}

/** 32 bits of a text. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** The partitions of the index that hold the group's agents (docs/decisions/29-no-hot-partition.md), by which they are read. */
export const poolsOf = (group: Pick<GroupEntry, 'name' | 'agentShards'>): readonly string[] =>
  Array.from({ length: group.agentShards }, (_, shard) => `${group.name}/${shard}`);
