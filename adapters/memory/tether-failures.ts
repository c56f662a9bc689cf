import { type FailedTether, togetherMs } from '../../core/agent/failed-together';
import type { TetherFailures } from '../../core/agent/ports';
import type { AgentId, GroupId } from '../../core/ids';

export class MemoryTetherFailures implements TetherFailures {
  private readonly failed = new Map<GroupId, Map<AgentId, FailedTether>>();
  private readonly ends = new Map<GroupId, Set<number>>();

  async note(group: GroupId, failure: FailedTether): Promise<readonly FailedTether[]> {
    const known = this.failed.get(group) ?? new Map<AgentId, FailedTether>();
    known.set(`${failure.agentId} ${failure.at}`, failure);
    this.failed.set(group, known);
    return [...known.values()].filter(({ at }) => Math.abs(at - failure.at) <= togetherMs);
  }

  async together(group: GroupId, end: number): Promise<'begins' | 'goes-on'> {
    const known = this.ends.get(group) ?? new Set<number>();
    known.add(end);
    this.ends.set(group, known);
    return [...known].some((at) => at < end && end - at <= togetherMs) ? 'goes-on' : 'begins';
  }

  async outages(group: GroupId, moments: readonly number[]): Promise<readonly number[]> {
    return [...(this.ends.get(group) ?? [])].filter((end) => moments.some((at) => at <= end && end - at <= togetherMs));
  }
}
