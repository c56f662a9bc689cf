import type { AgentRecord } from '../agent/agent';
import type { CampaignLink, CampaignRecord } from '../campaign-contract/campaign';
import type { GroupLedger, Staffing } from '../group/group-ledger';
import type { GroupStore } from '../group/ports';
import type { AgentId, GroupId } from '../ids';
import type { CallRecord } from '../offering/call-record';
import type { ThresholdSnapshot } from '../thresholds/ports';
import type { Side } from '../vocabulary';

/** Everything one blend decision reads, as the store has it: three index reads and one batch read, whatever the size. */
export interface BlendReading {
  readonly ledger: GroupLedger | null;
  /** Staffed agents by side; agents on the move count where they come from. */
  readonly staffed: Staffing;
  readonly thresholds: ThresholdSnapshot;
  /** Waiting calls, by the priority of their queues, then queued longest first. */
  readonly waiting: readonly CallRecord[];
  /** Idle on the inbound side, idle there longest first. */
  readonly idleInbound: readonly AgentRecord[];
  /** How many there are, up to the bound asked for. */
  readonly idleInboundCount: number;
  /** On the outbound side, in the order they would be asked back (see `blendPlaceOf`). */
  readonly outbound: readonly AgentRecord[];
  readonly campaigns: readonly CampaignRecord[];
  readonly link: CampaignLink | null;
  /** Voice contacts in progress, and tethers on their way. */
  readonly callsInProgress: number;
  /** Tasks that wait in the group's queues. */
  readonly tasksWaiting: number;
  /** How many are listed and were not read, of either list; about, where another part of the outbound side was not looked at. */
  readonly unread: Readonly<Record<Side, number>>;
  /** Ids of the agents on the outbound side who are listed and were not read, in the order of `outbound`. */
  readonly outboundUnread: readonly AgentId[];
}

/**
 * How much of a group one decision reads at most; what is beyond is only counted. All are numbers of entries, but
 * `outboundShards`, of partitions of the index.
 */
export interface BlendBounds {
  readonly waiting: number;
  readonly idleInbound: number;
  /** Counted by their index entries, of which those read are chosen (see `nominees`); at least `idleInbound`. */
  readonly idleInboundCount: number;
  readonly outbound: number;
  /** Of how many listed the outbound ones are chosen (see `nominees`); at least `outbound`. */
  readonly outboundListed: number;
  /** Index partitions of the outbound side, of which one is read, each time another; see `blendPool`. */
  readonly outboundShards: number;
}

/** What a blend decision reads, and the group's own records. */
export interface BlendStore extends GroupStore {
  /** Agents named in `also` (by a supervisor, or by a move in flight) are read in the same request. */
  read(
    group: GroupId,
    campaigns: readonly string[],
    bounds: BlendBounds,
    also: readonly AgentId[],
  ): Promise<BlendReading & { readonly also: readonly AgentRecord[] }>;
}
