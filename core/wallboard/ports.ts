import type { AgentRecord } from '../agent/agent';
import type { GroupId } from '../ids';

/** A snapshot as everybody who looks at the group is sent it. */
export interface SharedSnapshot {
  /** ms since the epoch. */
  readonly computedAt: number;
  /** The same as long as nothing but time has changed. */
  readonly etag: string;
  /** JSON of a `WallboardSnapshot`. */
  readonly body: string;
}

/** The snapshot of each group that all who look at it share, and whose turn it is to compute the next. */
export interface WallboardStore {
  /** Everybody who is staffed in these index partitions (`poolsOf`); who and what may be a moment old. */
  staffed(pools: readonly string[]): Promise<readonly AgentRecord[]>;
  /** The last snapshot that was shared; `null`: none. */
  shared(group: GroupId): Promise<SharedSnapshot | null>;
  /** Shares it. An older one never replaces a newer one. */
  share(group: GroupId, snapshot: SharedSnapshot): Promise<void>;
  /** Whether it is the caller's turn to compute the next one: nobody else has it between `now` and `until` (ms). */
  takeTurn(group: GroupId, now: number, until: number): Promise<boolean>;
}
