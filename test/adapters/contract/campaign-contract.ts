import { TokenInUseError } from '../../../adapters/campaign-manager/tether-tokens';
import type { CallMeter, TokenStore } from '../../../core/agent/ports';
import type { CampaignStore, IngressGuard } from '../../../core/campaign-contract/ports';
import { aCampaign } from './blend-store-contract';
import { type HandClock, start } from './builders';

export function campaignStoreContract(make: () => Promise<CampaignStore>): void {
  it('keeps what a campaign has to do, each for itself', async () => {
    const store = await make();
    expect(await store.load('spring')).toBeNull();
    expect(await store.save(aCampaign('spring', { minAgents: 2, maxAgents: null }), null)).toBe('saved');
    await store.save(aCampaign('autumn'), null);
    expect(await store.load('spring')).toEqual(aCampaign('spring', { minAgents: 2, maxAgents: null }));
  });

  it('saves only on the version expected', async () => {
    const store = await make();
    expect(await store.save(aCampaign('spring', { version: 2 }), 1)).toBe('conflict');
    await store.save(aCampaign('spring'), null);
    expect(await store.save(aCampaign('spring', { seq: 5 }), null)).toBe('conflict');
    const next = aCampaign('spring', { seq: 5, version: 2 });
    expect([...(await Promise.all([store.save(next, 1), store.save(next, 1)]))].sort()).toEqual(['conflict', 'saved']);
    expect(await store.load('spring')).toEqual(next);
  });

  it('keeps the last heartbeat, on the version expected', async () => {
    const store = await make();
    const able = { capabilities: ['hold-agents'], toldAt: start };
    expect(await store.link()).toBeNull();
    expect(await store.saveLink({ lastHeartbeatAt: start, ...able, seq: 1, version: 1 }, null)).toBe('saved');
    expect(await store.saveLink({ lastHeartbeatAt: start, ...able, seq: 1, version: 1 }, null)).toBe('conflict');
    expect(await store.saveLink({ lastHeartbeatAt: start + 30_000, ...able, seq: 2, version: 2 }, 1)).toBe('saved');
    expect(await store.link()).toEqual({ lastHeartbeatAt: start + 30_000, ...able, seq: 2, version: 2 });
  });
}

export function callMeterContract(make: () => Promise<{ readonly meter: CallMeter; readonly other: CallMeter }>): void {
  const contacts = Array.from({ length: 12 }, (_, index) => `contact-${index}`);

  it('counts a contact once however often it is told', async () => {
    const { meter, other } = await make();
    expect(await meter.inProgress(start)).toBe(0);
    for (const contact of contacts) await Promise.all([meter.started(contact), other.started(contact)]);
    expect(await other.inProgress(start)).toBe(12);
    for (const contact of contacts.slice(1)) await Promise.all([meter.ended(contact), other.ended(contact)]);
    await meter.ended('unknown');
    expect(await meter.inProgress(start)).toBe(1);
    expect(await meter.list(10)).toEqual(['contact-0']);
  });

  it('keeps places for tethers on their way until they are let go or their time is over', async () => {
    const { meter, other } = await make();
    await meter.hold(['t-1', 't-2'], start + 30_000);
    await other.hold(['agent:7:t-3'], start + 60_000);
    await meter.hold([], start + 60_000);
    expect(await meter.inProgress(start)).toBe(3);
    await other.letGo('t-1', start + 30_000);
    await other.letGo('t-2', start + 29_999);
    await other.letGo('unknown', start);
    expect(await meter.inProgress(start + 29_999)).toBe(2);
    expect(await meter.inProgress(start + 30_000)).toBe(1);
    await meter.letGo('agent:7:t-3', start + 60_000);
    expect(await other.inProgress(start + 30_000)).toBe(0);
  });

  it('lists contacts only, as many as asked for, and all of them in turn', async () => {
    const { meter } = await make();
    for (const contact of contacts) await meter.started(contact);
    await meter.hold(['t-1'], start + 30_000);
    const seen = [...(await meter.list(5)), ...(await meter.list(5)), ...(await meter.list(5))];
    expect(seen).toHaveLength(15);
    expect([...new Set(seen)].sort()).toEqual([...contacts].sort());
    expect(await meter.list(0)).toEqual([]);
    expect(await meter.list(100)).toHaveLength(12);
  });
}

export function tokenStoreContract(
  make: () => Promise<{ readonly store: TokenStore; readonly clock: HandClock }>,
): void {
  const entry = { agentId: 'ann', tetherId: 't-1', expiresAt: start + 30_000 };

  it('gives an entry to one call, the first that comes, however often that asks', async () => {
    const { store } = await make();
    await store.put('hash-1', entry);
    const answers = await Promise.all(['c-1', 'c-2'].map((call) => store.redeem('hash-1', call)));
    expect(answers.filter((answer) => answer !== null)).toEqual([entry]);
    const again = await Promise.all(['c-1', 'c-2'].map((call) => store.redeem('hash-1', call)));
    expect(again).toEqual(answers);
    expect(await store.redeem('hash-2', 'c-1')).toBeNull();
  });

  it('takes the same entry again, and never gives the token of one tether to another while it lives', async () => {
    const { store, clock } = await make();
    await store.put('hash-1', entry);
    await store.put('hash-1', entry);
    const another = { agentId: 'bob', tetherId: 't-2', expiresAt: start + 90_000 };
    await expect(store.put('hash-1', another)).rejects.toThrow(TokenInUseError);
    clock.advance(30_000);
    await store.put('hash-1', another);
    expect(await store.redeem('hash-1', 'c-1')).toEqual(another);
  });

  it('tells of a late token whose it was', async () => {
    const { store, clock } = await make();
    await store.put('hash-1', entry);
    clock.advance(60_000);
    expect(await store.redeem('hash-1', 'c-1')).toEqual(entry);
  });
}

export function ingressGuardContract(
  make: () => Promise<{ readonly guard: IngressGuard; readonly other: IngressGuard; readonly clock: HandClock }>,
): void {
  it('knows the first use of a nonce, wherever the second comes', async () => {
    const { guard, other } = await make();
    const answers = await Promise.all([
      guard.firstUse('nonce-1', start + 120_000),
      other.firstUse('nonce-1', start + 120_000),
    ]);
    expect([...answers].sort()).toEqual([false, true]);
    expect(await other.firstUse('nonce-2', start + 120_000)).toBe(true);
  });

  it('forgets a nonce when its time is over, and not before', async () => {
    const { guard, clock } = await make();
    await guard.firstUse('nonce-1', start + 120_000);
    clock.advance(119_999);
    expect(await guard.firstUse('nonce-1', start + 240_000)).toBe(false);
    clock.advance(1);
    expect(await guard.firstUse('nonce-1', start + 240_000)).toBe(true);
  });
}
