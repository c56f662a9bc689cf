import type { GroupId } from '../core/ids';
/**
 * Which part of a group's agents on the outbound side a reader looks at: each time the next one, so that all have been looked
 * at after as many reads as there are parts. The clock says which is first, since function instances come and go.
 */
export class ShardTurns {
  private readonly last = new Map<GroupId, number>();

  /** From 0 to `shards` - 1. */
  next(group: GroupId, shards: number, now: number): number {
    const before = this.last.get(group) ?? Math.floor(now / 1000);
    this.last.set(group, before + 1);
    return before % shards;
  }
}

/** How many of a side stand in the index and were not read: those listed, and as many in each part that was not looked at. */
export const unreadOutbound = (listed: number, read: number, shards: number): number =>
  Math.max(0, listed - read) + (shards - 1) * listed;
