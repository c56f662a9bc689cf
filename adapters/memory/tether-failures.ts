import { type FailedTether, togetherMs } from '../../core/agent/failed-together';
import type { TetherFailures } from '../../core/agent/ports';

export class MemoryTetherFailures implements TetherFailures {
  private readonly failed = new Map<string, Map<string, FailedTether>>();
  private readonly ends = new Map<string, Set<number>>();

  async note(group: string, failure: FailedTether): Promise<readonly FailedTether[]> {
    const known = this.failed.get(group) ?? new Map<string, FailedTether>();
    known.set(`${failure.agentId} ${failure.at}`, failure);
    this.failed.set(group, known);
    return [...known.values()].filter(({ at }) => Math.abs(at - failure.at) <= togetherMs);
  }

  async together(group: string, end: number): Promise<'begins' | 'goes-on'> {
    const known = this.ends.get(group) ?? new Set<number>();
    known.add(end);
    this.ends.set(group, known);
    return [...known].some((at) => at < end && end - at <= togetherMs) ? 'goes-on' : 'begins';
  }

  async outages(group: string, moments: readonly number[]): Promise<readonly number[]> {
    return [...(this.ends.get(group) ?? [])].filter((end) => moments.some((at) => at <= end && end - at <= togetherMs));
  }
}
