import type { CallStore } from '../../../core/offering/ports';
import { indexSettles } from './agent-store-contract';
import { aCall, type HandClock, start } from './builders';

export interface CallStoreWorld {
  readonly store: CallStore;
  readonly clock: HandClock;
}

/** What every call store does. `make` gives a new, empty world each time. */
export function callStoreContract(make: () => Promise<CallStoreWorld>): void {
  it('gives back what was saved, every field of it', async () => {
    const { store } = await make();
    const call = aCall('call-1', {
      tried: ['ann', 'bob'],
      ringing: { agentId: 'carl', since: start + 1 },
      required: [{ name: 'Language', value: 'Spanish', minLevel: 2 }],
      voicemailDecidedAt: start + 9,
      plan: {
        kind: 'offer',
        agentId: 'carl',
        slotEndsAt: start + 30_000,
        holdUntil: null,
        decidedAt: start,
        cause: { kind: 'flow', stage: 'tick', at: start },
        ...{ pending: true, repliedAt: start + 2, leftOpen: true, observed: true, overtakenUntil: start + 3 },
        stepsBefore: [{ who: { kind: 'agents', agentIds: ['ann'] }, endsAt: start + 4 }],
        steps: [
          { who: { kind: 'agents', agentIds: ['carl'] }, seconds: 22 },
          { who: { kind: 'anyone', required: [{ name: 'Language', value: 'Spanish', minLevel: 2 }] }, seconds: 8 },
          { who: { kind: 'hold' }, seconds: null },
        ],
      },
    });
    expect(await store.save(call, null)).toBe('saved');
    expect(await store.load('call-1')).toEqual(call);
    expect(await store.load('call-2')).toBeNull();
  });

  it('saves only on the version expected', async () => {
    const { store } = await make();
    expect(await store.save(aCall('call-1', { version: 2 }), 1)).toBe('conflict');
    expect(await store.save(aCall('call-1'), null)).toBe('saved');
    expect(await store.save(aCall('call-1', { tried: ['x'] }), null)).toBe('conflict');
    expect(await store.save(aCall('call-1', { version: 2, tried: ['ann'] }), 1)).toBe('saved');
    expect(await store.save(aCall('call-1', { version: 2, tried: ['bob'] }), 1)).toBe('conflict');
    expect((await store.load('call-1'))?.tried).toEqual(['ann']);
  });

  it('lets exactly one of two writers of one version win', async () => {
    const { store } = await make();
    await store.save(aCall('call-1'), null);
    const answers = await Promise.all([
      store.save(aCall('call-1', { version: 2, tried: ['ann'] }), 1),
      store.save(aCall('call-1', { version: 2, tried: ['bob'] }), 1),
    ]);
    expect([...answers].sort()).toEqual(['conflict', 'saved']);
  });

  it('notes a ring on a waiting call, as a new version', async () => {
    const { store } = await make();
    await store.save(aCall('call-1', { tried: ['ann'] }), null);
    const ringing = { agentId: 'bob', since: start + 5 };
    const noted = aCall('call-1', { tried: ['ann'], ringing, version: 2 });
    expect(await store.noteRinging('call-1', ringing)).toEqual(noted);
    expect(await store.load('call-1')).toEqual(noted);
    expect(await store.save(aCall('call-1', { version: 2 }), 1)).toBe('conflict');
  });

  it('notes no ring that is older than the one it knows', async () => {
    const { store } = await make();
    await store.save(aCall('call-1'), null);
    const younger = { agentId: 'bob', since: start + 30_000 };
    await store.noteRinging('call-1', younger);
    expect(await store.noteRinging('call-1', { agentId: 'ann', since: start })).toBeNull();
    expect(await store.load('call-1')).toMatchObject({ ringing: younger, version: 2 });
    expect(await store.noteRinging('call-1', younger)).toMatchObject({ version: 3 });
  });

  it('notes no ring on a call that is unknown or over', async () => {
    const { store } = await make();
    await store.save(aCall('call-1', { state: 'answered' }), null);
    expect(await store.noteRinging('call-1', { agentId: 'bob', since: start })).toBeNull();
    expect(await store.noteRinging('call-2', { agentId: 'bob', since: start })).toBeNull();
    expect(await store.load('call-2')).toBeNull();
    expect((await store.load('call-1'))?.ringing).toBeNull();
  });

  it('remembers a refusal whatever else changes the call meanwhile', async () => {
    const { store } = await make();
    const ringing = { agentId: 'ann', since: start };
    await store.save(aCall('call-1', { ringing }), null);
    const noted = aCall('call-1', { ringing, tried: ['ann'], version: 2 });
    expect(await store.noteRefusal('call-1', 'ann')).toEqual(noted);
    expect(await store.load('call-1')).toEqual(noted);
    expect(await store.noteRefusal('call-1', 'ann')).toEqual(noted);
    // A plan made without knowing of it comes too late.
    expect(await store.save(aCall('call-1', { version: 2 }), 1)).toBe('conflict');
  });

  it('loses none of the refusals that come at once', async () => {
    const { store } = await make();
    await store.save(aCall('call-1'), null);
    const agentIds = Array.from({ length: 20 }, (_, index) => `agent-${index}`);
    await Promise.all([
      ...agentIds.map((agentId) => store.noteRefusal('call-1', agentId)),
      store.noteRinging('call-1', { agentId: 'bob', since: start }),
      store.save(aCall('call-1', { version: 2 }), 1),
    ]);
    expect([...((await store.load('call-1'))?.tried ?? [])].sort()).toEqual([...agentIds].sort());
  });

  it('notes no refusal of a call that is unknown or over', async () => {
    const { store } = await make();
    await store.save(aCall('call-1', { state: 'answered' }), null);
    expect(await store.noteRefusal('call-1', 'ann')).toBeNull();
    expect(await store.noteRefusal('call-2', 'ann')).toBeNull();
    expect(await store.load('call-2')).toBeNull();
    expect((await store.load('call-1'))?.tried).toEqual([]);
  });

  it('closes a call once, and tells how it was', async () => {
    const { store } = await make();
    const call = aCall('call-1', { tried: ['ann'] });
    await store.save(call, null);
    expect(await store.close('call-1', 'answered')).toEqual(call);
    expect(await store.close('call-1', 'abandoned')).toBeNull();
    expect(await store.close('call-2', 'abandoned')).toBeNull();
    expect(await store.load('call-1')).toEqual({ ...call, state: 'answered', version: 2 });
    expect(await store.save(aCall('call-1', { version: 2 }), 1)).toBe('conflict');
  });

  it('lists the waiting calls of a group, queued longest first', async () => {
    const { store, clock } = await make();
    await store.save(aCall('call-c', { queuedAt: start + 2 }), null);
    await store.save(aCall('call-b', { queuedAt: start + 1 }), null);
    await store.save(aCall('call-a', { queuedAt: start + 1 }), null);
    await store.save(aCall('call-d', { queuedAt: start, group: 'service' }), null);
    await store.save(aCall('call-e', { queuedAt: start, state: 'voicemail' }), null);
    clock.advance(indexSettles);
    const ids = async (limit: number) => (await store.waiting('sales', limit)).map((call) => call.callId);
    expect(await ids(10)).toEqual(['call-a', 'call-b', 'call-c']);
    expect(await ids(2)).toEqual(['call-a', 'call-b']);
    expect(await store.waiting('nobody', 10)).toEqual([]);
  });

  it('lists those of a queue of priority 1 before those of 2, and of 2 before 10', async () => {
    const { store, clock } = await make();
    await store.save(aCall('call-a', { queuedAt: start, priority: 10 }), null);
    await store.save(aCall('call-b', { queuedAt: start + 1, priority: 2 }), null);
    await store.save(aCall('call-c', { queuedAt: start + 2 }), null);
    clock.advance(indexSettles);
    const listed = (await store.waiting('sales', 10)).map((call) => call.callId);
    expect(listed).toEqual(['call-c', 'call-b', 'call-a']);
  });

  it('never lists a call as waiting that is closed, even where the list is of before', async () => {
    const { store, clock } = await make();
    await store.save(aCall('call-a'), null);
    await store.save(aCall('call-b', { queuedAt: start + 1 }), null);
    clock.advance(indexSettles);
    await store.close('call-a', 'answered');
    expect((await store.waiting('sales', 10)).map((call) => call.callId)).toEqual(['call-b']);
    clock.advance(indexSettles);
    expect((await store.waiting('sales', 1)).map((call) => call.callId)).toEqual(['call-b']);
  });
}
