import type { GroupId } from '../../core/ids';
import { minuteOf } from '../../core/service-level/minutes';
import type { EndedWait, EndedWaits, NotedWait } from '../../core/service-level/ports';

export class MemoryEndedWaits implements EndedWaits {
  private readonly groups = new Map<GroupId, Map<string, EndedWait>>();

  async note(group: GroupId, wait: EndedWait): Promise<void> {
    const waits = this.groups.get(group) ?? new Map<string, EndedWait>();
    this.groups.set(group, waits.set(JSON.stringify(wait), wait));
  }

  async between(group: GroupId, from: number, until: number): Promise<readonly NotedWait[]> {
    return [...(this.groups.get(group)?.values() ?? [])]
      .filter(({ endedAt }) => minuteOf(endedAt) >= minuteOf(from) && minuteOf(endedAt) <= minuteOf(until))
      .map(({ queueId, callId, waitedMs, answered }) => ({ queueId, waitedMs, answered, call: callId }));
  }
}
