import fc from 'fast-check';
import type { ContactList } from '../../../../campaign-manager/reference/contact-list';
import { usualCallBacks } from '../../../../campaign-manager/reference/lists/call-backs';
import { weekdays } from '../../../../campaign-manager/reference/lists/calling-windows';
import { aListOf, aPerson, minutes, rules, startMs, stateOf } from './people';

/** Talks to contact a, who is promised a call. */
function promising(list: ContactList, agentId: string | null, atMs: number) {
  list.take(startMs);
  list.placed('a');
  return list.ended('a', 'completed', startMs, { agentId, atMs });
}

function dialInVain(list: ContactList, nowMs: number, agentId: string | null) {
  expect(list.take(nowMs, agentId)?.name).toBe('a');
  list.placed('a');
  return list.ended('a', 'no-answer', nowMs);
}

it('calls back at the time promised, though all attempts are used', () => {
  const once = { attempts: 1, retrySeconds: 600 };
  const list = aListOf([aPerson('a')], { rules: once });
  expect(promising(list, null, minutes(30))).toMatchObject({
    contact: { state: 'rescheduled', retryAt: minutes(30), attempts: 1, lastOutcome: 'completed' },
    reason: 'a call-back promised at attempt 1',
  });
  expect(list.advance(minutes(30))).toMatchObject([{ contact: { state: 'open' } }]);
  expect(list.take(minutes(30))?.name).toBe('a');
  list.placed('a');
  expect(list.ended('a', 'completed', minutes(31))).toMatchObject({
    contact: { state: 'completed', attempts: 2, callBack: null },
    reason: 'talked to at call-back attempt 1 of 3',
  });
});

it('goes before everybody else, whatever their priority', () => {
  const list = aListOf([aPerson('a'), aPerson('b', { priority: 1 })]);
  list.promise('a', { agentId: null, atMs: minutes(5) });
  list.advance(minutes(5));
  expect([list.take(minutes(5))?.name, list.take(minutes(5))?.name]).toEqual(['a', 'b']);
});

it('a personal one is for its agent alone, and is not counted as available to all', () => {
  const list = aListOf([aPerson('a')]);
  promising(list, 'id-ana', minutes(5));
  list.advance(minutes(5));
  expect([list.available, list.promisedTo('id-ana'), list.promisedTo('id-ben')]).toEqual([0, 1, 0]);
  expect([list.take(minutes(5)), list.take(minutes(5), 'id-ben')]).toEqual([null, null]);
  expect(list.take(minutes(5), 'id-ana')?.name).toBe('a');
});

it('falls back to general when its agent did not call in time', () => {
  const list = aListOf([aPerson('a')]);
  promising(list, 'id-ana', minutes(5));
  list.advance(minutes(5));
  expect(list.nextChangeAt(minutes(5))).toBe(minutes(20));
  expect(list.advance(minutes(20))).toEqual([]);
  expect(list.contact('a')).toMatchObject({
    state: 'open',
    callBack: { agentId: null, generalAt: null },
    reason: 'id-ana did not call back in time: anybody may',
  });
  expect([list.available, list.take(minutes(20), 'id-ben')?.name]).toEqual([1, 'a']);
});

it('falls back to general after its number of personal attempts, and is closed after all of them', () => {
  const list = aListOf([aPerson('a')], {
    rules: { ...rules, callBacks: { ...usualCallBacks, personalAttempts: 2, personalSeconds: 3600 } },
  });
  promising(list, 'id-ana', minutes(5));
  list.advance(minutes(5));
  expect(dialInVain(list, minutes(5), 'id-ana').contact).toMatchObject({
    retryAt: minutes(10),
    callBack: { agentId: 'id-ana' },
  });
  list.advance(minutes(10));
  expect(dialInVain(list, minutes(10), 'id-ana')).toMatchObject({
    contact: { callBack: { agentId: null, attempts: 2 } },
    reason: 'not answered at call-back attempt 2 of 3; anybody may call back now, not only id-ana',
  });
  list.advance(minutes(15));
  expect(dialInVain(list, minutes(15), null)).toMatchObject({
    contact: { state: 'closed', attempts: 4, callBack: null },
    reason: 'not answered at call-back attempt 3 of 3, the last',
  });
});

it('is made at the first moment the law allows after the time promised, and the agent has their time from there', () => {
  const office = Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '18:00' }]]));
  const list = aListOf([aPerson('a')], { windows: office });
  const late = Date.parse('2026-01-05T19:00:00Z');
  const morning = Date.parse('2026-01-06T08:00:00Z');
  expect(promising(list, 'id-ana', late)).toMatchObject({
    contact: { retryAt: morning, callBack: { at: late, generalAt: morning + 900_000 } },
    reason: 'a call-back by id-ana promised at attempt 1, at the first moment allowed after the time asked for',
  });
});

it('outlives the lifetime of its contact', () => {
  const list = aListOf([aPerson('a')], { lifetimeSeconds: 600 });
  promising(list, null, minutes(60));
  expect(list.advance(minutes(59))).toEqual([]);
  list.advance(minutes(60));
  expect(stateOf(list, 'a')).toBe('open');
});

it('over any story: one promise is dialled at most its number of times, always ends, and waits for its agent at most its time', () => {
  const story = fc.record({
    personalSeconds: fc.integer({ min: 0, max: 3600 }),
    personalAttempts: fc.integer({ min: 1, max: 4 }),
    attempts: fc.integer({ min: 1, max: 4 }),
    retrySeconds: fc.integer({ min: 0, max: 900 }),
    anaIsThere: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
    outcomes: fc.array(fc.constantFrom('no-answer' as const, 'failed' as const, 'abandoned' as const), {
      minLength: 1,
      maxLength: 8,
    }),
  });
  fc.assert(
    fc.property(story, ({ anaIsThere, outcomes, ...callBacks }) => {
      const list = aListOf([aPerson('a')], { rules: { ...rules, callBacks } });
      promising(list, 'id-ana', minutes(1));
      let dials = 0;
      let byAna = 0;
      for (let minute = 1; minute < 300 && stateOf(list, 'a') !== 'closed'; minute++) {
        list.advance(minutes(minute));
        const there = anaIsThere[minute % anaIsThere.length] ?? false;
        const personal = list.contact('a').callBack?.agentId === 'id-ana';
        if (personal) expect((minute - 1) * 60).toBeLessThan(Math.max(callBacks.personalSeconds, 1));
        const taken = list.take(minutes(minute), there ? 'id-ana' : 'id-ben');
        if (!taken) continue;
        if (personal) {
          expect(there).toBe(true);
          byAna += 1;
        }
        list.placed('a');
        list.ended('a', outcomes[dials % outcomes.length] ?? 'no-answer', minutes(minute));
        dials += 1;
      }
      expect(stateOf(list, 'a')).toBe('closed');
      expect(dials).toBe(callBacks.attempts);
      expect(byAna).toBeLessThanOrEqual(callBacks.attempts);
    }),
    { numRuns: 60 },
  );
});
