import type { Clock } from '../core/clock';
import type { GroupId } from '../core/ids';
import { inForce } from '../core/thresholds/kill-switches';
import type { ThresholdSnapshot, ThresholdSnapshots } from '../core/thresholds/ports';

/** Where snapshots are kept, without any cache. */
export interface ThresholdBacking extends Pick<ThresholdSnapshots, 'publish'> {
  /** Read anew, kill switches not applied. */
  fresh(group: GroupId): Promise<ThresholdSnapshot>;
}

/** How old a set in force may be (docs/thresholds.md#change-one). */
export const thresholdCacheMs = 2_000;

/**
 * The threshold store of one function: `current` asks the backing at most every 2 s for a group, `fresh` and `configured` always. Only
 * an answer is kept; a failure is thrown and asked for anew.
 */
export function cachedThresholds(backing: ThresholdBacking, clock: Clock): ThresholdSnapshots {
  const kept = new Map<GroupId, { readonly readAt: number; readonly snapshot: ThresholdSnapshot }>();
  const configured = async (group: GroupId): Promise<ThresholdSnapshot> => {
    // The time before the answer: a set replaced while it was under way is not kept longer than it may be.
    const readAt = clock.now();
    const snapshot = await backing.fresh(group);
    kept.set(group, { readAt, snapshot });
    return snapshot;
  };
  return {
    configured,
    fresh: async (group) => inForce(await configured(group), clock.now()),
    async current(group) {
      const known = kept.get(group);
      const isKept = known !== undefined && clock.now() - known.readAt < thresholdCacheMs;
      return inForce(isKept ? known.snapshot : await configured(group), clock.now());
    },
    async publish(snapshot, expected) {
      const outcome = await backing.publish(snapshot, expected);
      kept.delete(snapshot.group);
      return outcome;
    },
  };
}
