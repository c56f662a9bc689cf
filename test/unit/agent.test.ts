import {
  type AgentContact,
  type AgentObservation,
  type AgentRecord,
  applyObservation,
  judgeObservation,
  rankOf,
} from '../../core/domain/agent';
import type { Directory } from '../../core/domain/directory';

const start = 1_700_000_000_000;
const at = (seconds: number) => start + seconds * 1000;
const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'q1', name: 'sales-inbound' }],
      routingProfiles: [{ id: 'rp', kind: 'inbound', startsOn: 'inbound' }],
      campaigns: [],
      agentShards: 1,
    },
  ],
  missedCallStatusId: 'mc',
  voicemailQueueId: 'vm',
  voicemailTaskFlowId: 'vt',
  tether: null,
  quotas: { concurrentCalls: 10, reservedInboundCalls: 2 },
};

let sequence = 0;
const seen = (seconds: number, over: Partial<AgentObservation> = {}): AgentObservation => ({
  agentId: 'u1',
  username: 'ana',
  observedAt: at(seconds),
  sequence: String(++sequence),
  status: { name: 'Available', type: 'ROUTABLE', since: at(0) },
  nextStatus: null,
  routingProfileId: 'rp',
  queueIds: ['q1'],
  proficiencies: [],
  voiceSlotsAvailable: over.contacts && over.contacts.length > 0 ? 0 : 1,
  contacts: [],
  ...over,
});
const aContact = (state: AgentContact['state'], over: Partial<AgentContact> = {}): AgentContact => ({
  contactId: 'c1',
  initialContactId: null,
  channel: 'VOICE',
  state,
  since: at(0),
  ownCall: false,
  queueId: 'q1',
  queuedAt: null,
  ...over,
});
const status = (name: string, type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE', seconds: number) => ({
  status: { name, type, since: at(seconds) },
});

/** Applies observations in order; `gone` marks those at which the caller is known to have hung up. */
const story = (...observations: (AgentObservation & { gone?: true })[]): AgentRecord =>
  observations.reduce<AgentRecord | null>(
    (known, { gone, ...observation }) => applyObservation(known, observation, directory, gone ?? false),
    null,
  ) as AgentRecord;

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
});

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

  it('is kept over heartbeats and over a break that was chosen and taken back', () => {
    expect(story(seen(1), seen(121), seen(130, { nextStatus: 'Break' }), seen(140)).availableSince).toBe(at(0));
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
  ])('%s', (_, observation, judged) => {
    expect(judgeObservation(known, observation)).toBe(judged);
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
