import { type AgentContact, isOwnCall } from '../../../core/agent/agent';
import { rankOf } from '../../../core/agent/agent-place';
import { applyObservation, judgeObservation } from '../../../core/agent/apply-observation';
import { aContact, at, directory, seen, status, story } from './observations';

describe('idle', () => {
  it.each([
    ['available with nothing listed', seen(1), true],
    ['on break', seen(1, status('Break', 'CUSTOM', 1)), false],
    ['offline', seen(1, status('Offline', 'OFFLINE', 1)), false],
    ['a break chosen for later', seen(1, { nextStatus: 'Break' }), false],
    ['no voice slot', seen(1, { voiceSlotsAvailable: 0 }), false],
    ['ringing', seen(1, { contacts: [aContact('CONNECTING')] }), false],
    [
      'a missed call not cleared, slot free',
      seen(1, { contacts: [aContact('MISSED')], voiceSlotsAvailable: 1 }),
      false,
    ],
    ['after-call work, slot free', seen(1, { contacts: [aContact('ENDED')], voiceSlotsAvailable: 1 }), false],
    [
      'a task in hand',
      seen(1, { contacts: [aContact('CONNECTED', { channel: 'TASK' })], voiceSlotsAvailable: 1 }),
      true,
    ],
  ])('%s', (_, observation, idle) => {
    expect(story(observation).idle).toBe(idle);
  });
});

describe("an agent's own call", () => {
  const own = (state: AgentContact['state']) => ({ contacts: [aContact(state, { ownCall: true, queueId: null })] });

  it('keeps the agent from being idle in every state it is listed in', () => {
    for (const state of ['CONNECTING', 'CONNECTED', 'MISSED', 'ERROR', 'ENDED'] as const) {
      expect(story(seen(1, own(state))).idle).toBe(false);
    }
  });

  it.each(['MISSED', 'ERROR'] as const)('that ends %s costs no place in line, but is work that ended', (state) => {
    const record = story(seen(1), seen(10, own('CONNECTING')), seen(20, own(state)), seen(25));
    expect(record).toMatchObject({ availableSince: at(0), idleOnSideSince: at(25), placeLost: false });
  });

  it('is told by how it began, in whatever case, and only a voice call is one', () => {
    const isOwn = (initiationMethod: string | null, channel: string | null = 'voice') =>
      isOwnCall({ channel, initiationMethod });
    expect(['outbound', 'EXTERNAL_OUTBOUND', 'Callback'].map((method) => isOwn(method))).toEqual([true, true, true]);
    expect(['INBOUND', '', null].map((method) => isOwn(method))).toEqual([false, false, false]);
    expect([isOwn('OUTBOUND', 'TASK'), isOwn('OUTBOUND', null), isOwnCall({ channel: 'VOICE' })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('that was answered costs the place', () => {
    const record = story(
      seen(1),
      seen(10, own('CONNECTING')),
      seen(20, own('CONNECTED')),
      seen(50, own('ENDED')),
      seen(55),
    );
    expect(record).toMatchObject({ availableSince: at(55), idleOnSideSince: at(55) });
  });
});

describe('a task', () => {
  it('costs no place, and idle on the side begins after it', () => {
    const task = { contacts: [aContact('CONNECTED', { channel: 'TASK' })], voiceSlotsAvailable: 1 };
    expect(story(seen(1), seen(10, task))).toMatchObject({ availableSince: at(0), idleOnSideSince: at(0) });
    expect(story(seen(1), seen(10, task), seen(70))).toMatchObject({
      availableSince: at(0),
      idleOnSideSince: at(70),
    });
  });

  it('that goes on ends no work, and neither does a ring that came to nothing', () => {
    const task = { contacts: [aContact('CONNECTED', { channel: 'TASK' })], voiceSlotsAvailable: 1 };
    expect(story(seen(1), seen(10, task), seen(20, task)).idleOnSideSince).toBe(at(0));
    const ring = { contacts: [aContact('CONNECTING')] };
    expect(story(seen(1), seen(10, ring), seen(20)).idleOnSideSince).toBe(at(0));
    const both = { contacts: [aContact('CONNECTING'), aContact('CONNECTED', { contactId: 't', channel: 'TASK' })] };
    expect(story(seen(1), seen(10, both), seen(20))).toMatchObject({ availableSince: at(0), idleOnSideSince: at(20) });
  });
});

describe('the order of observations', () => {
  const known = { observedAt: at(10), sequence: '49590338271490256608559692538361571095921575989136588898' };
  it.each([
    ['a later one is new', { observedAt: at(11), sequence: '1' }, 'new'],
    ['an earlier one is stale', { observedAt: at(9), sequence: '99' }, 'stale'],
    ['the same again is a duplicate', known, 'duplicate'],
    ['same moment, later in the stream, is new', { ...known, sequence: `${known.sequence}0` }, 'new'],
    ['same moment, earlier in the stream, is stale', { ...known, sequence: '5' }, 'stale'],
    [
      'an earlier one is stale wherever it is in the stream',
      { observedAt: at(9), sequence: `${known.sequence}0` },
      'stale',
    ],
  ])('%s', (_, observation, judged) => {
    expect(judgeObservation(known, observation)).toBe(judged);
  });

  it.each([
    ['4', 'stale'],
    ['5', 'duplicate'],
    ['6', 'new'],
  ])('of two numbers of one length the higher is the later (%s after 5)', (sequence, judged) => {
    expect(judgeObservation({ ...known, sequence: '5' }, { ...known, sequence })).toBe(judged);
  });

  it('takes the first one seen as new', () => {
    expect(judgeObservation(null, known)).toBe('new');
  });
});

describe('the rank', () => {
  it('puts idle before busy, longest first, ties by username, and leaves the offline and foreign out', () => {
    const record = story(seen(1));
    const ranks = [
      rankOf({ ...record, username: 'zoe', availableSince: at(1) }),
      rankOf({ ...record, username: 'ana', availableSince: at(2) }),
      rankOf({ ...record, username: 'bo', availableSince: at(2) }),
      rankOf({ ...record, idle: false }),
    ];
    expect([...ranks].sort()).toEqual(ranks);
    expect(ranks[0]).toBe(`0#00${at(1)}#zoe#u1`);
    expect([ranks[3], rankOf({ ...record, availableSince: null })]).toEqual(['1#ana#u1', '1#ana#u1']);
    expect(rankOf({ ...record, staffed: false })).toBeNull();
    expect(rankOf({ ...record, group: null })).toBeNull();
  });

  it('changes only with idle and logged in: not with a ring that ends, a next status or a heartbeat while busy', () => {
    const busy = story(seen(1), seen(2, { contacts: [aContact('CONNECTED')] }));
    const later = applyObservation(
      busy,
      seen(3, { contacts: [aContact('CONNECTED_ONHOLD')], nextStatus: 'Break' }),
      directory,
      false,
    );
    expect(rankOf(later)).toBe(rankOf(busy));
  });
});
