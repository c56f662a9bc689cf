import { weekdays } from '../../../../campaign-manager/reference/lists/calling-windows';
import { DoNotCallList } from '../../../../campaign-manager/reference/lists/do-not-call';
import { aListOf, aPerson, minutes, openList, startMs, stateOf } from './people';

const office = Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '18:00' }]]));

it('dials by priority, then who was dialled least often, then who has been open longest', () => {
  const list = aListOf([aPerson('a'), aPerson('b'), aPerson('c', { priority: 1 }), aPerson('d')]);
  list.take(startMs);
  list.placed('c');
  list.ended('c', 'failed', startMs);
  list.take(startMs);
  list.rejected('c');
  const taken = [1, 2, 3, 4].map(() => list.take(startMs)?.name);
  expect(taken).toEqual(['c', 'a', 'b', 'd']);
});

describe('do not call', () => {
  it('closes who may not be called when the list is opened, with the reason', () => {
    const doNotCall = new DoNotCallList();
    doNotCall.add(aPerson('a').number, 'asked in writing');
    const { list, changes } = openList({ people: [aPerson('a'), aPerson('b')], doNotCall });
    expect(changes).toMatchObject([
      { contact: { name: 'a', state: 'closed' }, reason: 'do not call: asked in writing' },
    ]);
    expect(list.available).toBe(1);
  });

  it('closes who came on it since when they are chosen, and tells so with the next advance', () => {
    const doNotCall = new DoNotCallList();
    const list = aListOf([aPerson('a'), aPerson('b')], { doNotCall });
    doNotCall.add(aPerson('a').number);
    expect(list.take(startMs)?.name).toBe('b');
    expect(list.advance(startMs)).toMatchObject([{ contact: { name: 'a', state: 'closed', attempts: 0 } }]);
    expect(list.advance(startMs)).toEqual([]);
  });

  it('closes who came on it between being chosen and being dialled, and never dials them', () => {
    const doNotCall = new DoNotCallList();
    const list = aListOf([aPerson('a')], { doNotCall });
    list.take(startMs);
    expect(list.heldBack('a', startMs)).toBeNull();
    doNotCall.add(aPerson('a').number);
    expect(() => list.placed('a')).toThrow('contact a must not be dialled (do not call: on the do-not-call list)');
    expect(list.heldBack('a', startMs)).toMatchObject({ contact: { state: 'closed', attempts: 0 } });
  });

  it('leaves a dial in progress alone, and ends there', () => {
    const doNotCall = new DoNotCallList();
    const list = aListOf([aPerson('a')], { doNotCall });
    list.take(startMs);
    list.placed('a');
    doNotCall.add(aPerson('a').number);
    expect(list.closeBarred()).toEqual([]);
    list.ended('a', 'no-answer', startMs);
    expect(list.closeBarred()).toMatchObject([{ contact: { name: 'a', state: 'closed' } }]);
  });
});

describe('calling windows', () => {
  const people = [aPerson('berlin'), aPerson('newyork', { timeZone: 'America/New_York', priority: 1 })];

  it('counts and takes only those whose window is open, and knows when that changes', () => {
    const list = aListOf(people, { windows: office });
    expect([list.available, list.nextChangeAt(startMs)]).toEqual([1, Date.parse('2026-01-05T14:00:00Z')]);
    expect([list.take(startMs)?.name, list.take(startMs)?.name]).toEqual(['berlin', undefined]);
    const open = Date.parse('2026-01-05T14:00:00Z');
    expect([list.availableAt(open), list.take(open)?.name]).toEqual([1, 'newyork']);
  });

  it('puts a retry off until the window opens, and says nothing is due before', () => {
    const list = aListOf([aPerson('a')], { windows: office });
    const evening = Date.parse('2026-01-05T16:55:00Z');
    list.take(evening);
    list.placed('a');
    const { contact } = list.ended('a', 'no-answer', evening);
    expect(contact).toMatchObject({ state: 'rescheduled', retryAt: Date.parse('2026-01-06T08:00:00Z') });
    expect(list.nextChangeAt(evening)).toBe(contact.retryAt);
  });

  it('opens a contact again whose window closed while an agent looked at it', () => {
    const list = aListOf([aPerson('a')], { windows: office });
    list.take(Date.parse('2026-01-05T16:59:00Z'));
    const change = list.heldBack('a', Date.parse('2026-01-05T17:00:00Z'));
    expect(change).toMatchObject({ contact: { state: 'open', attempts: 0 }, reason: 'its calling window has closed' });
    expect(list.available).toBe(0);
  });

  it('refuses windows, zones and lifetimes that cannot be kept, all at once', () => {
    const wrong = () => openList({ people: [aPerson('a', { timeZone: 'Berlin' })], windows: {}, lifetimeSeconds: 0 });
    expect(wrong).toThrow(/no calling window: .*; "Berlin" is not a time zone; .*; lifetimeSeconds is 0; /);
  });
});

describe('lifetime', () => {
  it('closes the open and the rescheduled, but not who is being dialled', () => {
    const list = aListOf([aPerson('a'), aPerson('b'), aPerson('c')], { lifetimeSeconds: 600 });
    for (const name of ['a', 'b']) {
      list.take(startMs);
      list.placed(name);
    }
    list.ended('a', 'no-answer', startMs);
    expect(list.nextChangeAt(startMs)).toBe(minutes(10));
    expect(list.advance(minutes(10)).map(({ contact, reason }) => [contact.name, contact.state, reason])).toEqual([
      ['a', 'closed', 'on the list for longer than its lifetime'],
      ['c', 'closed', 'on the list for longer than its lifetime'],
    ]);
    list.ended('b', 'no-answer', minutes(11));
    expect(list.advance(minutes(11))).toMatchObject([{ contact: { name: 'b', state: 'closed' } }]);
  });

  it('closes at the choice whoever is over it, though nobody advanced the list', () => {
    const list = aListOf([aPerson('a')], { lifetimeSeconds: 600 });
    expect(list.take(minutes(10))).toBeNull();
    expect(stateOf(list, 'a')).toBe('closed');
  });
});

describe('previews', () => {
  it('a rejected contact is behind the others, a withdrawn one before them, neither with an attempt', () => {
    const list = aListOf([aPerson('a'), aPerson('b'), aPerson('c')]);
    list.take(startMs);
    list.rejected('a');
    list.take(startMs);
    list.withdrawn('b');
    expect(['b', 'c', 'a'].map(() => list.take(startMs)?.name)).toEqual(['b', 'c', 'a']);
    expect(list.contact('a').attempts).toBe(0);
  });

  it('reject-and-reschedule opens at its time with attempts unchanged, close is for ever', () => {
    const list = aListOf([aPerson('a'), aPerson('b')]);
    list.take(startMs);
    list.take(startMs);
    expect(list.rescheduled('a', minutes(10))).toMatchObject({
      contact: { state: 'rescheduled', retryAt: minutes(10) },
    });
    expect(list.closed('b', 'closed by an agent')).toMatchObject({ contact: { state: 'closed', attempts: 0 } });
    expect(list.advance(minutes(9))).toEqual([]);
    expect(list.advance(minutes(10))).toMatchObject([{ contact: { name: 'a', state: 'open', attempts: 0 } }]);
    expect(() => list.closed('b', 'again')).toThrow('contact b cannot be closed: it is closed');
  });

  it('decides nothing about a contact that is being dialled', () => {
    const list = aListOf([aPerson('a')]);
    list.take(startMs);
    list.placed('a');
    for (const step of [
      () => list.placed('a'),
      () => list.withdrawn('a'),
      () => list.rejected('a'),
      () => list.rescheduled('a', minutes(1)),
      () => list.closed('a', 'closed'),
      () => list.promise('a', { agentId: null, atMs: minutes(1) }),
    ]) {
      expect(step).toThrow('its number is being dialled');
    }
  });
});
