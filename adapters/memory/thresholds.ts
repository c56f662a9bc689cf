import type { GroupId } from '../../core/ids';
import type { ParameterSource, ThresholdSnapshot } from '../../core/thresholds/ports';
import { defaultThresholds } from '../../core/thresholds/thresholds';
import type { ThresholdBacking } from '../cached-thresholds';

/** Snapshots in memory. Wrap it in `cachedThresholds`, once for each function that would have a cache of its own. */
export class MemoryThresholdBacking implements ThresholdBacking {
  private readonly snapshots = new Map<GroupId, ThresholdSnapshot>();

  async fresh(group: GroupId): Promise<ThresholdSnapshot> {
    return this.stored(group);
  }

  async publish(snapshot: ThresholdSnapshot, expected: number): Promise<'published' | 'conflict'> {
    if (this.stored(snapshot.group).version !== expected) return 'conflict';
    this.snapshots.set(snapshot.group, snapshot);
    return 'published';
  }

  private stored(group: GroupId): ThresholdSnapshot {
    return this.snapshots.get(group) ?? { group, version: 0, thresholds: defaultThresholds, rejected: null };
  }
}

/** Parameters in memory. `changed` hears of every change, as a Parameter Store change event would tell it. */
export class MemoryParameterSource implements ParameterSource {
  private readonly groups = new Map<GroupId, Map<string, string>>();

  constructor(private readonly changed: (group: GroupId, name: string) => void = () => {}) {}

  async list(group: GroupId): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries(this.groups.get(group) ?? []);
  }

  async createIfAbsent(group: GroupId, name: string, value: string): Promise<'created' | 'present'> {
    if (this.groups.get(group)?.has(name)) return 'present';
    this.set(group, name, value);
    return 'created';
  }

  /** An admin's edit, whatever the value. */
  set(group: GroupId, name: string, value: string): void {
    const parameters = this.groups.get(group) ?? new Map<string, string>();
    this.groups.set(group, parameters.set(name, value));
    this.changed(group, name);
  }

  remove(group: GroupId, name: string): void {
    if (this.groups.get(group)?.delete(name)) this.changed(group, name);
  }
}
