import type { AgentStore } from '../../../core/agent/ports';
import type { RequestLine, RequestStore } from '../../../core/move-requests/ports';
import type { EndedWait, EndedWaits } from '../../../core/service-level/ports';
import type { WallboardStore } from '../../../core/wallboard/ports';
import { anAgent, start } from './builders';

/** `other`: another function's view of the same data. */
interface Two<S> {
  readonly store: S;
  readonly other: S;
}

export function endedWaitsContract(make: () => Promise<Two<EndedWaits>>): void {
  const wait = (callId: string, changes: Partial<EndedWait> = {}): EndedWait => ({
    ...{ queueId: 'q-1', callId, endedAt: start + 1_000, waitedMs: 7_654, answered: true },
    ...changes,
  });
  const minute = 60_000;

  it('gives back waits by the minute they ended in, whenever they were told', async () => {
    const { store, other } = await make();
    await store.note('sales', wait('late', { endedAt: start + 2 * minute }));
    await other.note('sales', wait('first', { waitedMs: 0 }));
    await store.note('sales', wait('gone', { answered: false, queueId: 'q-2', endedAt: start + minute }));
    await store.note('service', wait('elsewhere'));
    const seen = await other.between('sales', start + 59_999, start + minute);
    expect(seen.map(({ call: _, ...rest }) => rest).sort((a, b) => a.waitedMs - b.waitedMs)).toEqual([
      { queueId: 'q-1', waitedMs: 0, answered: true },
      { queueId: 'q-2', waitedMs: 7_654, answered: false },
    ]);
    expect(await store.between('sales', start - 2 * minute, start - 1)).toEqual([]);
    expect(await store.between('sales', start - 30 * minute, start + 5 * minute)).toHaveLength(3);
  });

  it('counts a wait once, however often it is told, and tells calls that waited as long apart', async () => {
    const { store, other } = await make();
    for (const teller of [store, other, store]) await teller.note('sales', wait('a'));
    await other.note('sales', wait('b'));
    const seen = await store.between('sales', start, start);
    expect(new Set(seen.map(({ call }) => call)).size).toBe(2);
    expect(seen).toHaveLength(2);
  });
}

export function requestStoreContract(make: () => Promise<Two<RequestStore>>): void {
  const line: RequestLine = {
    ...{ requestId: 'r-1', at: start, by: 'sam', why: 'meeting', agentId: 'bo', agent: 'bo', to: 'inbound' },
    ...{ heldUntil: null, outcome: 'refused' },
    because: { code: 'left-alone', figures: { agent: 'bo', seconds: 12 } },
  };

  it('gives back what was saved, by group', async () => {
    const { store, other } = await make();
    expect(await store.load('sales')).toEqual({ version: 0, lines: [] });
    expect(await store.save('sales', [line], 0)).toBe('saved');
    expect(await other.load('sales')).toMatchObject({ version: 1, lines: [line] });
    expect(await other.load('service')).toEqual({ version: 0, lines: [] });
  });

  it('is written by one of two who read the same', async () => {
    const { store, other } = await make();
    expect(await store.save('sales', [line], 0)).toBe('saved');
    expect(await other.save('sales', [], 0)).toBe('conflict');
    expect(await other.save('sales', [{ ...line, outcome: 'asked', because: null }], 1)).toBe('saved');
    expect(await store.save('sales', [], 1)).toBe('conflict');
    expect((await store.load('sales')).lines).toMatchObject([{ outcome: 'asked' }]);
  });
}

export function wallboardStoreContract(
  make: () => Promise<Two<WallboardStore> & { readonly agents: Pick<AgentStore, 'save'> }>,
): void {
  const snapshot = (computedAt: number) => ({ computedAt, etag: `"${computedAt}"`, body: `{"at":${computedAt}}` });

  it('shares a snapshot, and never an older one in its place', async () => {
    const { store, other } = await make();
    expect(await store.shared('sales')).toBeNull();
    await store.share('sales', snapshot(2_000));
    await other.share('sales', snapshot(1_000));
    expect(await other.shared('sales')).toEqual(snapshot(2_000));
    await other.share('sales', snapshot(3_000));
    expect(await store.shared('sales')).toEqual(snapshot(3_000));
    expect(await store.shared('service')).toBeNull();
  });

  it('gives one the turn, until its time is over', async () => {
    const { store, other } = await make();
    expect(await store.takeTurn('sales', 1_000, 3_000)).toBe(true);
    expect(await other.takeTurn('sales', 2_999, 4_999)).toBe(false);
    expect(await other.takeTurn('service', 2_999, 4_999)).toBe(true);
    expect(await other.takeTurn('sales', 3_000, 5_000)).toBe(true);
    expect(await store.takeTurn('sales', 3_000, 5_000)).toBe(false);
  });

  it('lists who is staffed in its pools, and nobody else', async () => {
    const { store, agents } = await make();
    for (const agent of [
      anAgent('ana'),
      anAgent('bo', { idle: false }),
      anAgent('off', { staffed: false, idle: false }),
      anAgent('cy', { pool: 'service/0' }),
    ]) {
      await agents.save(agent, null, { dropClaim: false });
    }
    expect((await store.staffed(['sales/0'])).map(({ agentId }) => agentId).sort()).toEqual(['ana', 'bo']);
    expect(await store.staffed(['sales/0', 'service/0'])).toHaveLength(3);
  });
}
