import fc from 'fast-check';
import type { TokenReserve } from '../../../core/connect/ports';
import type { ThresholdSnapshots } from '../../../core/thresholds/ports';
import { defaultThresholds } from '../../../core/thresholds/thresholds';
import type { VoicemailStore } from '../../../core/voicemail/ports';
import { aVoicemail, type HandClock } from './builders';

export function voicemailStoreContract(make: () => Promise<VoicemailStore>): void {
  it('gives back what was saved in every state', async () => {
    const store = await make();
    const states = [
      { kind: 'waiting' },
      { kind: 'transcribing', recordingKey: 'ivr/x.wav' },
      { kind: 'delivering', as: 'recording', transcript: 'call me' },
      { kind: 'delivering', as: 'callback', transcript: null },
      { kind: 'delivered', as: 'callback' },
      { kind: 'cancelled' },
    ] as const;
    for (const [index, state] of states.entries()) {
      const record = aVoicemail('c-1', { state, version: index + 1 });
      expect(await store.save(record, index === 0 ? null : index)).toBe('saved');
      expect(await store.load('c-1')).toEqual(record);
    }
    expect(await store.load('c-2')).toBeNull();
  });

  it('saves only on the version expected', async () => {
    const store = await make();
    expect(await store.save(aVoicemail('c-1', { version: 2 }), 1)).toBe('conflict');
    await store.save(aVoicemail('c-1'), null);
    expect(await store.save(aVoicemail('c-1'), null)).toBe('conflict');
    const answers = await Promise.all([
      store.save(aVoicemail('c-1', { version: 2, why: 'failure' }), 1),
      store.save(aVoicemail('c-1', { version: 2, why: 'nobody-left' }), 1),
    ]);
    expect([...answers].sort()).toEqual(['conflict', 'saved']);
  });
}

export interface ThresholdWorld {
  readonly store: ThresholdSnapshots;
  /** Another function's view of the same data, with a cache of its own. */
  readonly other: ThresholdSnapshots;
  readonly clock: HandClock;
}

export function thresholdStoreContract(make: () => Promise<ThresholdWorld>): void {
  const set = (version: number, seconds: number) => ({
    group: 'sales',
    version,
    thresholds: { ...defaultThresholds, 'offer/seconds': seconds },
    rejected: null,
  });

  it('starts with the defaults as version 0', async () => {
    const { store } = await make();
    const defaults = { group: 'sales', version: 0, thresholds: defaultThresholds, rejected: null };
    expect(await store.current('sales')).toEqual(defaults);
    expect(await store.fresh('sales')).toEqual(defaults);
  });

  it('publishes on the version expected, each group for itself', async () => {
    const { store } = await make();
    expect(await store.publish(set(2, 40), 1)).toBe('conflict');
    expect(await store.publish(set(1, 40), 0)).toBe('published');
    expect(await store.publish(set(1, 50), 0)).toBe('conflict');
    expect(await store.publish(set(2, 50), 1)).toBe('published');
    expect(await store.fresh('sales')).toEqual(set(2, 50));
    expect((await store.fresh('service')).version).toBe(0);
  });

  it('keeps the complaint about a refused set beside version 0, and takes a good set after it', async () => {
    const { store } = await make();
    const refused = { ...(await store.fresh('sales')), rejected: 'offer/seconds is "x"' };
    expect(await store.publish(refused, 0)).toBe('published');
    expect(await store.fresh('sales')).toEqual(refused);
    expect(await store.publish(set(1, 40), 0)).toBe('published');
    expect(await store.fresh('sales')).toEqual(set(1, 40));
  });

  it('has what is switched off for a time off until then, beside the set as it is configured', async () => {
    const { store, other, clock } = await make();
    const until = clock.now() + 60_000;
    const word = {
      requestId: 'r-1',
      switch: 'blend/enabled',
      until,
      at: clock.now(),
      by: 'olga',
      why: 'too many',
    } as const;
    const published = { ...set(1, 40), switches: [word] };
    expect(await store.publish(published, 0)).toBe('published');
    expect(await other.configured('sales')).toEqual(published);
    const enabled = async () =>
      [await other.current('sales'), await other.fresh('sales')].map(({ thresholds }) => thresholds['blend/enabled']);
    expect(await enabled()).toEqual([false, false]);
    clock.advance(59_999);
    expect(await enabled()).toEqual([false, false]);
    clock.advance(1);
    expect(await enabled()).toEqual([true, true]);
  });

  it('lets exactly one of two publishers of one version win', async () => {
    const { store, other } = await make();
    const answers = await Promise.all([store.publish(set(1, 40), 0), other.publish(set(1, 50), 0)]);
    expect([...answers].sort()).toEqual(['conflict', 'published']);
  });

  it('gives a set that is at most 2 s old, and its own at once', async () => {
    const { store, other, clock } = await make();
    expect((await store.current('sales')).version).toBe(0);
    await other.publish(set(1, 40), 0);
    expect((await other.current('sales')).version).toBe(1);
    clock.advance(1_999);
    expect((await store.current('sales')).version).toBe(0);
    clock.advance(1);
    expect((await store.current('sales')).version).toBe(1);
  });
}

export interface LimiterWorld {
  readonly limiter: TokenReserve;
  /** Another function that takes from the same buckets. */
  readonly other: TokenReserve;
  readonly clock: HandClock;
}

export function rateLimiterContract(make: () => Promise<LimiterWorld>): void {
  it('gives five at once and then one each half second', async () => {
    const { limiter, clock } = await make();
    for (let count = 0; count < 5; count++) expect(await limiter.take('PutUserStatus', 0)).toEqual({ taken: true });
    expect(await limiter.take('PutUserStatus', 0)).toEqual({ taken: false, retryAfterMs: 500 });
    clock.advance(499);
    expect(await limiter.take('PutUserStatus', 0)).toEqual({ taken: false, retryAfterMs: 1 });
    clock.advance(1);
    expect(await limiter.take('PutUserStatus', 0)).toEqual({ taken: true });
    expect(await limiter.take('PutUserStatus', 0)).toEqual({ taken: false, retryAfterMs: 500 });
  });

  it('leaves two tokens for the urgent', async () => {
    const { limiter, other } = await make();
    for (let count = 0; count < 3; count++) expect((await limiter.take('PutUserStatus', 2)).taken).toBe(true);
    expect(await limiter.take('PutUserStatus', 2)).toEqual({ taken: false, retryAfterMs: 500 });
    expect((await other.take('PutUserStatus', 0)).taken).toBe(true);
    expect((await other.take('PutUserStatus', 0)).taken).toBe(true);
    expect((await other.take('PutUserStatus', 0)).taken).toBe(false);
  });

  it('gives twenty criteria at once, and reserves those to come for whoever goes first', async () => {
    const { limiter, other, clock } = await make();
    const api = 'UpdateContactRoutingData';
    for (let count = 0; count < 15; count++) expect(await limiter.take(api, 5)).toEqual({ taken: true });
    expect(await limiter.take(api, 5)).toEqual({ taken: false, retryAfterMs: 50 });
    for (let count = 0; count < 5; count++) expect(await other.reserve(api)).toBe(0);
    expect(await other.reserve(api)).toBe(50);
    expect(await limiter.reserve(api)).toBe(100);
    expect(await limiter.take(api, 0)).toEqual({ taken: false, retryAfterMs: 150 });
    clock.advance(149);
    expect(await other.take(api, 0)).toEqual({ taken: false, retryAfterMs: 1 });
    clock.advance(1);
    expect(await limiter.take(api, 0)).toEqual({ taken: true });
  });

  it('reserves one after the other for those who come at the same moment', async () => {
    const { limiter, other } = await make();
    const waits = await Promise.all(
      Array.from({ length: 12 }, () => [limiter, other].map((one) => one.reserve('UpdateContactRoutingData'))).flat(),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
    expect(Math.max(...waits)).toBeLessThanOrEqual(200);
  });

  it('keeps a bucket for each API', async () => {
    const { limiter } = await make();
    for (let count = 0; count < 5; count++) await limiter.take('PutUserStatus', 0);
    expect((await limiter.take('PutUserStatus', 0)).taken).toBe(false);
    expect((await limiter.take('StartTaskContact', 0)).taken).toBe(true);
  });

  it('gives each key of the ingress fifty at once and one each 20 ms', async () => {
    const { limiter, clock } = await make();
    const take = () => limiter.take('campaign-ingress:0a1b2c3d', 0);
    for (let count = 0; count < 50; count++) expect(await take()).toEqual({ taken: true });
    expect(await take()).toEqual({ taken: false, retryAfterMs: 20 });
    expect(await limiter.take('campaign-ingress:ffffffff', 0)).toEqual({ taken: true });
    clock.advance(19);
    expect(await take()).toEqual({ taken: false, retryAfterMs: 1 });
    clock.advance(1);
    expect(await take()).toEqual({ taken: true });
    expect((await take()).taken).toBe(false);
  });

  it('gives five, no more and no fewer, to functions that ask at the same moment', async () => {
    const { limiter, other } = await make();
    const answers = await Promise.all([1, 2, 3, 4].flatMap(() => [limiter.take('x', 0), other.take('x', 0)]));
    expect(answers.filter((answer) => answer.taken)).toHaveLength(5);
  });

  it('gives everybody a token who comes at the same moment, as long as there are some', async () => {
    const { limiter, other, clock } = await make();
    const crowd = (each: number) =>
      Promise.all(
        Array.from({ length: each }, () =>
          [limiter, other].map((one) => one.take('campaign-ingress:0a1b2c3d', 0)),
        ).flat(),
      );
    expect((await crowd(25)).filter((answer) => !answer.taken)).toEqual([]);
    expect((await crowd(5)).filter((answer) => answer.taken)).toEqual([]);
    clock.advance(200);
    expect((await crowd(10)).filter((answer) => answer.taken)).toHaveLength(10);
  });

  it.each([21, 22, 23])('never gives more than 5 and 2 a second in any stretch of time (seed %i)', async (seed) => {
    const steps = fc.array(
      fc.record({
        waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_500 })),
        keep: fc.integer({ min: 0, max: 2 }),
        mine: fc.boolean(),
      }),
      { minLength: 10, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (drawn) => {
        const { limiter, other, clock } = await make();
        const taken: number[] = [];
        for (const step of drawn) {
          clock.advance(step.waitMs);
          const answer = await (step.mine ? limiter : other).take('x', step.keep);
          if (answer.taken) taken.push(clock.now());
          else expect(answer.retryAfterMs).toBeGreaterThan(0);
        }
        for (const [first, from] of taken.entries()) {
          for (const [last, to] of taken.entries()) {
            if (last < first) continue;
            expect(last - first + 1).toBeLessThanOrEqual(5 + ((to - from) / 1000) * 2);
          }
        }
      }),
      { seed, numRuns: 8 },
    );
  });
}
