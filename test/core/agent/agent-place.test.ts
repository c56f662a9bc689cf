import { applyObservation } from '../../../core/agent/apply-observation';
import { aContact, at, directory, seen, status, story } from './observations';

describe('availableSince', () => {
  it('starts with the status at login, however long ago', () => {
    expect(story(seen(50)).availableSince).toBe(at(0));
  });

  it('starts anew after a call, when the softphone is clear again', () => {
    const record = story(
      seen(1),
      seen(10, { contacts: [aContact('CONNECTING')] }),
      seen(13, { contacts: [aContact('CONNECTED')] }),
      seen(60, { contacts: [aContact('ENDED')] }),
      seen(75),
    );
    expect(record.availableSince).toBe(at(75));
    expect(record.idleOnSideSince).toBe(at(75));
  });

  it('is kept when the caller hangs up while ringing, page closed', () => {
    const record = story(
      seen(1),
      seen(10, { contacts: [aContact('CONNECTING')] }),
      { ...seen(15, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(16),
    );
    expect(record.availableSince).toBe(at(0));
  });

  it('is kept when the page shows "Missed call" for a moment before it learns that the caller hung up', () => {
    const record = story(
      seen(1),
      seen(10, { contacts: [aContact('CONNECTING')] }),
      { ...seen(15, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(15.1, { ...status('Missed call', 'CUSTOM', 15.1), contacts: [aContact('REJECTED')] }),
      seen(16, status('Missed call', 'CUSTOM', 15.1)),
      seen(16.5, status('Available', 'ROUTABLE', 16.5)),
    );
    expect(record.availableSince).toBe(at(0));
  });

  it('starts anew after a real miss parked the agent', () => {
    const record = story(
      seen(1),
      seen(30, { contacts: [aContact('MISSED')] }),
      seen(30.1, { ...status('Missed call', 'CUSTOM', 30.1), contacts: [aContact('MISSED')] }),
      seen(40, status('Missed call', 'CUSTOM', 30.1)),
      seen(90, status('Available', 'ROUTABLE', 90)),
    );
    expect(record.availableSince).toBe(at(90));
  });

  it('starts anew over a miss that was cleared without leaving Available (after-miss: available)', () => {
    expect(story(seen(1), seen(30, { contacts: [aContact('MISSED')] }), seen(40)).availableSince).toBe(at(40));
  });

  it('starts anew over a decline seconds after another caller hung up', () => {
    const record = story(
      seen(1),
      seen(10, { contacts: [aContact('CONNECTING')] }),
      { ...seen(12, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(13),
      seen(14, { contacts: [aContact('CONNECTING', { contactId: 'c2' })] }),
      seen(16, { contacts: [aContact('REJECTED', { contactId: 'c2' })] }),
      seen(17),
    );
    expect(record.availableSince).toBe(at(17));
  });

  it('is kept when the call of a caller who hung up stays on the screen for long', () => {
    const record = story(
      seen(1),
      seen(10, { contacts: [aContact('CONNECTING')] }),
      { ...seen(15, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(60, { contacts: [aContact('REJECTED')] }),
      seen(70),
    );
    expect(record.availableSince).toBe(at(0));
  });

  it('starts anew after a break, and after a break whose events were lost', () => {
    expect(
      story(seen(1), seen(5, status('Break', 'CUSTOM', 5)), seen(9, status('Available', 'ROUTABLE', 9))).availableSince,
    ).toBe(at(9));
    expect(story(seen(1), seen(120, status('Available', 'ROUTABLE', 60))).availableSince).toBe(at(60));
  });

  it.each([
    [8, at(0)],
    [8.001, at(30)],
  ])('a hang-up excuses a "Missed call" status for 8 s (seen after %f s)', (seconds, since) => {
    const record = story(
      seen(1),
      { ...seen(10, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(10 + seconds, status('Missed call', 'CUSTOM', 10.5)),
    );
    expect(record.excusedUntil).toBe(seconds === 8 ? at(18) : null);
    const freed = applyObservation(record, seen(30, status('Available', 'ROUTABLE', 30)), directory, true);
    expect(freed.availableSince).toBe(since);
  });

  it('a hang-up excuses no break', () => {
    const record = story(
      seen(1),
      { ...seen(10, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(11, status('Break', 'CUSTOM', 11)),
    );
    expect(record.placeLost).toBe(true);
  });

  it('is kept within the excuse where Available was set anew by a "Missed call" status nobody heard of', () => {
    const record = story(
      seen(1),
      { ...seen(10, { contacts: [aContact('REJECTED')] }), gone: true },
      seen(12, status('Available', 'ROUTABLE', 11)),
    );
    expect(record.availableSince).toBe(at(0));
  });

  it('is lost by a break before the excuse, and not by a "Missed call" status that follows', () => {
    // The outbound side keeps a place over a break: by the Campaign Manager's word the agent was idle.
    const onBreak = { ...story(seen(1)), ...seen(5, status('Break', 'CUSTOM', 5)), excusedUntil: at(20) };
    const known = { ...onBreak, username: 'ana' };
    const parked = applyObservation(known, seen(6, status('Missed call', 'CUSTOM', 6)), directory, false);
    expect(parked.placeLost).toBe(false);
    const back = applyObservation(known, seen(7, status('Available', 'ROUTABLE', 7)), directory, false);
    expect(back.availableSince).toBe(at(7));
  });

  it.each([
    ['after-call work', { contacts: [aContact('ENDED')] }, true],
    ['a call', { contacts: [aContact('PAUSED')] }, true],
    ['a break', status('Break', 'CUSTOM', 5), true],
    ['a "Missed call" status', status('Missed call', 'CUSTOM', 5), true],
    ['a ring', { contacts: [aContact('CONNECTING')] }, false],
    ['a tether', { contacts: [aContact('CONNECTED', { queueId: 'tq' })] }, false],
    ['a chat', { contacts: [aContact('CONNECTED', { channel: 'CHAT' })] }, false],
  ])('%s: whether it costs the place at once', (_, over, lost) => {
    const withTethers = { ...directory, tether: { number: '+1', queueId: 'tq' } };
    expect(applyObservation(story(seen(1)), seen(10, over), withTethers, false).placeLost).toBe(lost);
  });

  it('is lost until the first idle moment, and stays lost while the agent is not idle', () => {
    const ringing = { contacts: [aContact('CONNECTING')] };
    expect(story(seen(1, ringing)).placeLost).toBe(true);
    expect(story(seen(1), seen(5, { contacts: [aContact('ENDED')] }), seen(6, ringing)).placeLost).toBe(true);
  });

  it('is lost by a miss of another call while one missed before is still listed', () => {
    const first = aContact('MISSED', { contactId: 'c0' });
    const known = { ...story(seen(1), { ...seen(5, { contacts: [first] }), gone: true }), excusedUntil: null };
    const record = applyObservation(known, seen(9, { contacts: [first, aContact('MISSED')] }), directory, false);
    expect(record.placeLost).toBe(true);
  });

  it('starts with the first idle moment of somebody who has no place', () => {
    const known = { ...story(seen(1)), availableSince: null, idleOnSideSince: null };
    expect(applyObservation(known, seen(9), directory, false).availableSince).toBe(at(0));
  });

  it('starts with the status that follows a call, or with the end of the call where that came later', () => {
    const talking = seen(10, { contacts: [aContact('CONNECTED')] });
    const freed = (seconds: number) => story(seen(1), talking, seen(75, status('Available', 'ROUTABLE', seconds)));
    const since = [70, 10.001, 10].map((seconds) => freed(seconds).availableSince);
    expect(since).toEqual([at(70), at(10.001), at(75)]);
  });

  it('starts with the status that ends a break, also where that began when the agent was last seen', () => {
    const onBreak = seen(5, { ...status('Break', 'CUSTOM', 2), contacts: [aContact('ENDED')] });
    expect(story(seen(1), onBreak, seen(9, status('Available', 'ROUTABLE', 5))).availableSince).toBe(at(5));
  });

  it('starts with the later status where only a slot was missing', () => {
    const noSlot = (seconds: number) =>
      seen(10, { ...status('Available', 'ROUTABLE', seconds), voiceSlotsAvailable: 0 });
    const freed = (before: number, after: number) =>
      story(noSlot(before), seen(20, status('Available', 'ROUTABLE', after))).availableSince;
    expect([freed(3, 0), freed(3, 8)]).toEqual([at(3), at(8)]);
  });

  it('is kept over heartbeats and over a break that was chosen and taken back', () => {
    expect(story(seen(1), seen(121), seen(130, { nextStatus: 'Break' }), seen(140)).availableSince).toBe(at(0));
  });
});
