import fc from 'fast-check';
import type { AgentRecord } from '../../../core/agent/agent';
import { rankOf } from '../../../core/agent/agent-place';
import type { AgentStore } from '../../../core/agent/ports';
import { anAgent, type HandClock, onTether, start } from './builders';

export interface AgentStoreWorld {
  readonly store: AgentStore;
  /** Another function's view of the same data, with a memory of its own. */
  readonly other: AgentStore;
  readonly clock: HandClock;
}

/** Longer than any index lags in the tests. */
export const indexSettles = 10_000;

/** What every agent store does. `make` gives a new, empty world each time. */
export function agentStoreContract(make: () => Promise<AgentStoreWorld>): void {
  const put = (store: AgentStore, record: AgentRecord) => store.save(record, null, { dropClaim: false });
  const claimOf = async (store: AgentStore, agentId: string) => (await store.load(agentId, { fresh: true }))?.claim;

  it('knows nothing of an agent never saved', async () => {
    const { store } = await make();
    expect(await store.load('ann')).toBeNull();
    expect(await store.load('ann', { fresh: true })).toBeNull();
  });

  it('gives back what was saved, every field of it', async () => {
    const { store, other } = await make();
    const ann = anAgent('ann', {
      nextStatus: 'Lunch',
      excusedUntil: start + 8_000,
      proficiencies: [{ name: 'Language', value: 'Spanish', level: 3 }],
      contacts: [
        {
          contactId: 'c-1',
          initialContactId: null,
          channel: 'VOICE',
          state: 'MISSED',
          since: start,
          ownCall: true,
          queueId: null,
          queuedAt: start,
        },
      ],
    });
    expect(await put(store, ann)).toEqual({ saved: true, claim: null });
    expect(await store.load('ann')).toEqual(ann);
    expect(await other.load('ann')).toEqual(ann);
  });

  it('gives back the outbound side of an agent, every field of it', async () => {
    const { store, other } = await make();
    const ann = anAgent('ann', {
      kind: 'outbound',
      idle: false,
      outbound: onTether('ann', {
        movedAt: [start - 5, start],
        move: {
          moveId: 'm-1',
          to: 'inbound',
          rule: 'supervisor',
          callId: null,
          when: 'after-work',
          phase: 'after-work',
          decidedAt: start,
        },
        leftAloneUntil: start + 30_000,
        giveBack: { why: 'not-ready', since: start },
        issued: {
          cause: 'event:1',
          effects: [
            {
              kind: 'command',
              command: {
                type: 'ReleaseAgent',
                commandId: 'c-1',
                agentFence: 2,
                deadline: start + 10_000,
                agentId: 'ann',
                tetherId: 'tether-ann',
                moveId: 'm-1',
                when: 'now',
                reason: 'a caller waits',
              },
            },
            {
              kind: 'command',
              command: {
                type: 'ChangeAgentState',
                commandId: 'c-2',
                agentFence: 3,
                deadline: start + 10_000,
                agentId: 'ann',
                username: 'ann',
                group: 'sales',
                state: 'not-ready',
                campaigns: ['spring'],
                reason: 'a break',
              },
            },
          ],
        },
      }),
    });
    await put(store, ann);
    expect(await other.load('ann')).toEqual(ann);
  });

  it('refuses a save on another version than the one expected', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    expect(await other.save(anAgent('ann', { version: 2 }), null, { dropClaim: false })).toEqual({ saved: false });
    expect((await other.save(anAgent('ann', { version: 2 }), 1, { dropClaim: false })).saved).toBe(true);
    expect(await store.save(anAgent('ann', { version: 2, nextStatus: 'Lunch' }), 1, { dropClaim: false })).toEqual({
      saved: false,
    });
    expect((await store.load('ann', { fresh: true }))?.nextStatus).toBeNull();
  });

  it('refuses a save that expects an agent nobody has stored', async () => {
    const { store } = await make();
    expect(await store.save(anAgent('ann', { version: 2 }), 1, { dropClaim: false })).toEqual({ saved: false });
    expect(await store.load('ann', { fresh: true })).toBeNull();
  });

  it('sees after a refused save what the other one wrote', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    await other.save(anAgent('ann', { version: 2, nextStatus: 'Lunch' }), 1, { dropClaim: false });
    await store.save(anAgent('ann', { version: 2 }), 1, { dropClaim: false });
    expect(await store.load('ann')).toMatchObject({ version: 2, nextStatus: 'Lunch' });
  });

  it('lets exactly one of two claims win', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    const answers = await Promise.all([
      store.claim('ann', { callId: 'call-1', until: start + 30_000 }, start),
      other.claim('ann', { callId: 'call-2', until: start + 30_000 }, start),
    ]);
    expect([...answers].sort()).toEqual(['claimed', 'refused']);
    expect((await claimOf(store, 'ann'))?.callId).toBe(answers[0] === 'claimed' ? 'call-1' : 'call-2');
  });

  it('claims again for the same call, and for another once the time is over', async () => {
    const { store } = await make();
    await put(store, anAgent('ann'));
    await store.claim('ann', { callId: 'call-1', until: start + 30_000 }, start);
    expect(await store.claim('ann', { callId: 'call-1', until: start + 60_000 }, start)).toBe('claimed');
    expect(await store.claim('ann', { callId: 'call-2', until: start + 90_000 }, start + 59_999)).toBe('refused');
    expect(await store.claim('ann', { callId: 'call-2', until: start + 90_000 }, start + 60_000)).toBe('claimed');
    expect(await claimOf(store, 'ann')).toEqual({ callId: 'call-2', until: start + 90_000 });
  });

  it('claims nobody who is busy or unknown', async () => {
    const { store } = await make();
    await put(store, anAgent('ann', { idle: false }));
    const claim = { callId: 'call-1', until: start + 30_000 };
    expect(await store.claim('ann', claim, start)).toBe('refused');
    expect(await store.claim('nobody', claim, start)).toBe('refused');
    expect(await store.load('nobody', { fresh: true })).toBeNull();
  });

  it('keeps a claim through a save, and tells of it, whoever made it', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    const claim = { callId: 'call-1', until: start + 30_000 };
    await other.claim('ann', claim, start);
    const next = anAgent('ann', { version: 2, sequence: '2' });
    expect(await store.save(next, 1, { dropClaim: false })).toEqual({ saved: true, claim });
    expect(await store.load('ann')).toMatchObject({ version: 2, claim });
    expect(await claimOf(other, 'ann')).toEqual(claim);
  });

  it('never writes the claim of the record that is saved', async () => {
    const { store } = await make();
    await put(store, anAgent('ann', { claim: { callId: 'old', until: start + 1 } }));
    expect(await claimOf(store, 'ann')).toBeNull();
  });

  it('ends whatever claim there is when told to, and tells which', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    const claim = { callId: 'call-1', until: start + 30_000 };
    await store.claim('ann', claim, start);
    const busy = anAgent('ann', { version: 2, idle: false });
    expect(await other.save(busy, 1, { dropClaim: true })).toEqual({ saved: true, claim });
    expect(await claimOf(store, 'ann')).toBeNull();
    expect((await other.load('ann'))?.claim).toBeNull();
  });

  it('saves over no claim that binds when told so', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    const claim = { callId: 'call-1', until: start + 30_000 };
    const moving = anAgent('ann', { version: 2, idle: false });
    await other.claim('ann', claim, start);
    expect(await store.save(moving, 1, { dropClaim: false, unlessClaimedAt: start + 29_999 })).toEqual({
      saved: false,
    });
    expect(await store.load('ann')).toEqual(anAgent('ann', { claim }));
    expect(await store.save(moving, 2, { dropClaim: false, unlessClaimedAt: start + 30_000 })).toEqual({
      saved: false,
    });
    expect(await store.save(moving, 1, { dropClaim: true, unlessClaimedAt: start + 30_000 })).toEqual({
      saved: true,
      claim,
    });
    expect(await claimOf(other, 'ann')).toBeNull();
    expect((await store.save({ ...moving, version: 3 }, 2, { dropClaim: false, unlessClaimedAt: start })).saved).toBe(
      true,
    );
    expect((await store.save(anAgent('bob'), null, { dropClaim: false, unlessClaimedAt: start })).saved).toBe(true);
  });

  it('lets either a claim or a move away win, never both', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    const [claimed, moved] = await Promise.all([
      store.claim('ann', { callId: 'call-1', until: start + 30_000 }, start),
      other.save(anAgent('ann', { version: 2, idle: false }), 1, { dropClaim: false, unlessClaimedAt: start }),
    ]);
    expect([claimed === 'claimed', moved.saved].sort()).toEqual([false, true]);
  });

  it('releases the claim of the call named, and no other', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    await store.claim('ann', { callId: 'call-1', until: start + 30_000 }, start);
    await other.release('ann', 'call-2');
    expect((await claimOf(store, 'ann'))?.callId).toBe('call-1');
    await store.release('ann', 'call-1');
    expect(await claimOf(other, 'ann')).toBeNull();
    expect((await store.load('ann'))?.claim).toBeNull();
    await store.claim('ann', { callId: 'call-1', until: start + 30_000 }, start);
    await store.release('ann', 'call-1', start + 5_000);
    expect((await claimOf(other, 'ann'))?.until).toBe(start + 30_000);
    await store.release('ann', 'call-1', start + 30_000);
    expect(await claimOf(other, 'ann')).toBeNull();
    await store.release('nobody', 'call-1');
    expect(await store.load('nobody', { fresh: true })).toBeNull();
  });

  it('does not count a claim as a new version', async () => {
    const { store } = await make();
    await put(store, anAgent('ann'));
    await store.claim('ann', { callId: 'call-1', until: start + 30_000 }, start);
    await store.release('ann', 'call-1');
    expect((await store.save(anAgent('ann', { version: 2 }), 1, { dropClaim: false })).saved).toBe(true);
  });

  it('reads several anew in one go, in the order asked for, and leaves out who is not stored', async () => {
    const { store, other } = await make();
    await put(store, anAgent('ann'));
    await put(store, anAgent('bo'));
    await store.load('ann');
    await other.save(anAgent('ann', { version: 2, nextStatus: 'Lunch' }), 1, { dropClaim: false });
    expect(await store.loadFresh(['bo', 'nobody', 'ann'])).toEqual([
      anAgent('bo'),
      anAgent('ann', { version: 2, nextStatus: 'Lunch' }),
    ]);
    expect(await store.loadFresh([])).toEqual([]);
  });

  it('ranks idle agents by who is available longest, then by name, then the others, and leaves out who is logged out', async () => {
    const { store, clock } = await make();
    await put(store, anAgent('u-4', { username: 'dora', idle: false }));
    await put(store, anAgent('u-3', { username: 'carl', availableSince: start + 5_000 }));
    await put(store, anAgent('u-2', { username: 'bob', availableSince: start - 5_000 }));
    await put(store, anAgent('u-1', { username: 'ann', availableSince: start - 5_000 }));
    await put(store, anAgent('u-5', { username: 'eve', staffed: false, idle: false }));
    await put(store, anAgent('u-6', { username: 'fay', group: null, pool: null }));
    clock.advance(indexSettles);
    const page = await store.ranked(['sales/0'], { limit: 10, after: null });
    expect(page.agents.map((agent) => agent.username)).toEqual(['ann', 'bob', 'carl', 'dora']);
    expect(page.next).toBeNull();
  });

  it('moves an agent in the ranking, and out of it, with what is saved', async () => {
    const { store, clock } = await make();
    const names = async () => {
      clock.advance(indexSettles);
      const page = await store.ranked(['sales/0', 'service/0'], { limit: 10, after: null });
      return page.agents.map((agent) => agent.agentId);
    };
    await put(store, anAgent('ann', { availableSince: start }));
    await put(store, anAgent('bob', { availableSince: start + 1 }));
    expect(await names()).toEqual(['ann', 'bob']);
    await store.save(anAgent('ann', { version: 2, availableSince: start + 2 }), 1, { dropClaim: false });
    expect(await names()).toEqual(['bob', 'ann']);
    await store.save(anAgent('bob', { version: 2, staffed: false, idle: false }), 1, { dropClaim: false });
    expect(await names()).toEqual(['ann']);
    await store.save(anAgent('bob', { version: 3, group: 'service', pool: 'service/0' }), 2, { dropClaim: false });
    expect(await names()).toEqual(['bob', 'ann']);
  });

  it('gives each ranked agent as they are now, even where the order is of before', async () => {
    const { store, other, clock } = await make();
    await put(store, anAgent('ann'));
    clock.advance(indexSettles);
    await store.ranked(['sales/0'], { limit: 10, after: null });
    await other.save(anAgent('ann', { version: 2, idle: false, sequence: '2' }), 1, { dropClaim: false });
    await other.claim('ann', { callId: 'call-1', until: start + 1 }, start);
    const page = await store.ranked(['sales/0'], { limit: 10, after: null });
    expect(page.agents).toEqual([anAgent('ann', { version: 2, idle: false, sequence: '2' })]);
  });

  it('answers an empty page for pools nobody is in, and for no pools', async () => {
    const { store } = await make();
    expect(await store.ranked(['sales/0'], { limit: 5, after: null })).toEqual({ agents: [], next: null });
    expect(await store.ranked([], { limit: 5, after: null })).toEqual({ agents: [], next: null });
  });

  it.each([11, 12, 13])('pages over shards without losing or repeating anybody (seed %i)', async (seed) => {
    const agents = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 999 }),
        shard: fc.integer({ min: 0, max: 2 }),
        idle: fc.boolean(),
        since: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: (agent) => agent.id, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(agents, fc.integer({ min: 1, max: 7 }), async (drawn, limit) => {
        const { store, clock } = await make();
        const records = drawn.map((agent) =>
          anAgent(`u-${agent.id}`, {
            pool: `sales/${agent.shard}`,
            idle: agent.idle,
            availableSince: start + agent.since,
          }),
        );
        for (const record of records) await put(store, record);
        clock.advance(indexSettles);
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: Awaited<ReturnType<AgentStore['ranked']>> = await store.ranked(
            ['sales/0', 'sales/1', 'sales/2'],
            { limit, after },
          );
          expect(page.agents.length).toBeLessThanOrEqual(limit);
          seen.push(...page.agents.map((agent) => agent.agentId));
          after = page.next;
        } while (after !== null);
        const rank = (record: AgentRecord) => rankOf(record) ?? '';
        const expected = [...records].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).map((record) => record.agentId);
        expect(seen).toEqual(expected);
      }),
      { seed, numRuns: 6 },
    );
  });
}
