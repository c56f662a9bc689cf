import type { GroupId } from '../../core/ids';
import type { RequestLine, RequestStore } from '../../core/move-requests/ports';

export class MemoryMoveRequests implements RequestStore {
  private readonly groups = new Map<GroupId, { readonly version: number; readonly lines: readonly RequestLine[] }>();

  async load(group: GroupId): Promise<{ readonly version: number; readonly lines: readonly RequestLine[] }> {
    return this.groups.get(group) ?? { version: 0, lines: [] };
  }

  async save(group: GroupId, lines: readonly RequestLine[], expected: number): Promise<'saved' | 'conflict'> {
    if ((this.groups.get(group)?.version ?? 0) !== expected) return 'conflict';
    this.groups.set(group, { version: expected + 1, lines });
    return 'saved';
  }
}
