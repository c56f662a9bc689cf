import {
  type AgentContact,
  type AgentObservation,
  choosesAvailable,
  isClaimedForAnother,
  refusedContact,
  withDerivedIdle,
} from '../../../core/agent/agent';
import { applyObservation, setsAvailable } from '../../../core/agent/apply-observation';
import { nothingUnanswered, type OutboundState, startingOutbound } from '../../../core/agent/outbound';
import type { Directory } from '../../../core/group/directory';
import { anAgent, aTether, start } from '../../adapters/contract/builders';

const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'queue-sales', name: 'sales' }],
      routingProfiles: [
        { id: 'blended', kind: 'blended', startsOn: 'inbound' },
        { id: 'dialling', kind: 'blended', startsOn: 'outbound' },
        { id: 'only-in', kind: 'inbound', startsOn: 'inbound' },
        { id: 'only-out', kind: 'outbound', startsOn: 'outbound' },
      ],
      campaigns: [
        { name: 'spring', required: [] },
        { name: 'loans', required: [{ name: 'Product', value: 'Loans', minLevel: 2 }] },
      ],
      agentShards: 1,
    },
  ],
  ...{ missedCallStatusId: 'mc', voicemailQueueId: 'vm', voicemailTaskFlowId: 'vt' },
  tether: { number: '+1', queueId: 'tethers' },
  quotas: { concurrentCalls: 10, reservedInboundCalls: 2 },
};

const later = start + 60_000;
const available = { name: 'Available', type: 'ROUTABLE', since: start } as const;
const onBreak = { name: 'Break', type: 'CUSTOM', since: start } as const;
const offline = { name: 'Offline', type: 'OFFLINE', since: start } as const;

/** What is seen of ann a minute after the start: nothing new. */
const seen = (over: Partial<AgentObservation> = {}): AgentObservation => ({
  agentId: 'ann',
  username: null,
  observedAt: later,
  sequence: '2',
  status: available,
  nextStatus: null,
  routingProfileId: 'blended',
  queueIds: ['queue-sales'],
  proficiencies: [],
  voiceSlotsAvailable: 1,
  contacts: [],
  ...over,
});
const known = anAgent('ann', { routingProfileId: 'blended' });
const applied = (before: typeof known | null, over: Partial<AgentObservation> = {}) =>
  applyObservation(before, seen(over), directory, false);
const sideAfter = (
  outbound: Partial<OutboundState>,
  over: Partial<AgentObservation>,
  was: Partial<typeof known> = {},
) => applied({ ...known, outbound: { ...known.outbound, ...outbound }, ...was }, over).outbound;

describe('the record', () => {
  it('keeps the name where the source tells none, and has the id for want of both', () => {
    expect(applied({ ...known, username: 'Ann B.' }).username).toBe('Ann B.');
    expect(applied({ ...known, username: 'Ann B.' }, { username: 'Ann C.' }).username).toBe('Ann C.');
    expect([applied(null).username, applied(null, { username: 'Ann' }).username]).toEqual(['ann', 'Ann']);
  });

  it('counts the observations applied, and keeps the claim', () => {
    const claim = { callId: 'c', until: later };
    expect(applied({ ...known, version: 4, claim })).toMatchObject({ version: 5, claim });
    expect(applied(null)).toMatchObject({ version: 1, claim: null });
  });

  it('has group, pool, kind and campaigns by routing profile and proficiencies', () => {
    const loans = [{ name: 'Product', value: 'Loans', level: 2 }];
    expect(applied(null, { proficiencies: loans })).toMatchObject({
      ...{ group: 'sales', pool: 'sales/0', kind: 'blended', campaigns: ['spring', 'loans'] },
    });
    expect(applied(null).campaigns).toEqual(['spring']);
    expect(applied(null, { routingProfileId: 'only-in' })).toMatchObject({ kind: 'inbound', campaigns: [] });
  });

  it('is of kind inbound by a profile that is not listed, and of no group without one of our queues', () => {
    expect(applied(null, { routingProfileId: 'other' })).toMatchObject({ group: 'sales', kind: 'inbound' });
    expect(applied(null, { routingProfileId: 'other', queueIds: [] })).toMatchObject({
      ...{ group: null, pool: null, kind: 'inbound', campaigns: [] },
      outbound: { side: 'inbound' },
    });
  });

  it('is staffed in every status but Offline', () => {
    const staffed = [available, onBreak, offline].map((status) => applied(known, { status }).staffed);
    expect(staffed).toEqual([true, true, false]);
  });
});

describe('available since', () => {
  const contact = (channel: 'VOICE' | 'TASK') => ({
    ...({ contactId: 'c', initialContactId: null, channel, state: 'CONNECTED', since: start } as const),
    ...{ ownCall: false, queueId: 'queue-sales', queuedAt: null },
  });
  it('is the end of a call, and with a task the status, where nothing else is known', () => {
    const since = (channel: 'VOICE' | 'TASK') =>
      applied({ ...known, availableSince: null, contacts: [contact(channel)] }).availableSince;
    expect([since('VOICE'), since('TASK')]).toEqual([later, start]);
  });
});

describe('idle', () => {
  const isIdleWith = (outbound: Partial<OutboundState>) =>
    withDerivedIdle({ ...known, outbound: { ...known.outbound, ...outbound } }).idle;
  const move = {
    ...({ moveId: 'm', to: 'outbound', rule: 'idle', callId: null, when: 'now', phase: 'tethering' } as const),
    decidedAt: start,
  };

  it.each<[string, Partial<OutboundState>, boolean]>([
    ['on the inbound side', {}, true],
    ['on the outbound side', { side: 'outbound' }, false],
    ['moving', { move }, false],
    ['taken off', { takenOff: { why: 'tethers', count: 3, at: start } }, false],
    ['waiting for a tether', { tether: aTether('t', { state: 'requested' }) }, false],
    ['with a tether that failed', { tether: aTether('t', { state: 'failed' }) }, true],
  ])('%s', (_, outbound, idle) => {
    expect(isIdleWith(outbound)).toBe(idle);
  });
});

describe('the side', () => {
  it('begins with that of the routing profile, since the status', () => {
    const status = { ...available, since: start - 5_000 };
    expect(applied(null, { routingProfileId: 'dialling', status }).outbound).toEqual(
      startingOutbound('outbound', start - 5_000),
    );
  });

  it('begins anew when the agent logs in, but for the number of messages and the moves of the last hour', () => {
    const outbound = { side: 'outbound', fence: 7, movedAt: [start], leftAloneUntil: later } as const;
    const status = { ...available, since: later };
    const begun = { ...startingOutbound('inbound', later), fence: 7, movedAt: [start] };
    expect(sideAfter(outbound, { status }, { staffed: false, status: offline })).toEqual(begun);
    const failed = aTether('t', { state: 'failed' });
    expect(sideAfter({ ...outbound, tether: failed }, { status }, { staffed: false, status: offline })).toEqual(begun);
  });

  it.each<[string, Partial<OutboundState>, Partial<AgentObservation>, boolean]>([
    ['while the tether from before is not ended', { tether: aTether('t') }, {}, false],
    ['while logged out', {}, { status: offline }, false],
    ['while logged in', {}, {}, true],
  ])('goes on %s', (_, outbound, over, staffed) => {
    const side = { side: 'outbound', leftAloneUntil: later, ...outbound } as const;
    expect(sideAfter(side, over, { staffed })).toMatchObject(side);
  });

  it('is the only one there is for who is of another kind than blended by now', () => {
    expect(sideAfter({}, { routingProfileId: 'only-out' })).toMatchObject({ side: 'outbound', sideSince: later });
    expect(sideAfter({ side: 'outbound' }, { routingProfileId: 'other' })).toMatchObject({
      ...{ side: 'inbound', sideSince: later },
    });
    expect(sideAfter({ side: 'outbound' }, {})).toMatchObject({ side: 'outbound', sideSince: start });
    expect(sideAfter({}, { routingProfileId: 'only-in' })).toMatchObject({ side: 'inbound', sideSince: start });
  });

  it('changes by the profile only when no tether and no move is left', () => {
    const onlyOut = { routingProfileId: 'only-out' };
    const move = { moveId: 'm' } as OutboundState['move'];
    expect(sideAfter({ tether: aTether('t') }, onlyOut).side).toBe('inbound');
    expect(sideAfter({ move }, onlyOut).side).toBe('inbound');
    expect(sideAfter({ tether: aTether('t', { state: 'failed' }) }, onlyOut).side).toBe('outbound');
  });
});

describe('whether the agent sets Available', () => {
  const before = { status: available, nextStatus: null };
  it.each([
    ['by a status that ends another', { ...before, status: onBreak }, before, true],
    ['by one that is newer', before, { ...before, status: { ...available, since: later } }, true],
    ['by taking back the status that was to follow', { ...before, nextStatus: 'Break' }, before, true],
    ['not by going on', before, before, false],
    ['not by choosing what is to follow', before, { ...before, nextStatus: 'Break' }, false],
    ['not while a status is to follow', { ...before, nextStatus: 'Break' }, { ...before, nextStatus: 'Lunch' }, false],
    ['not by an older status', before, { ...before, status: { ...available, since: start - 1 } }, false],
    ['not by another status', before, { ...before, status: { ...onBreak, since: later } }, false],
    ['not where nothing is known from before', null, before, false],
  ])('%s', (_, was, is, sets) => {
    expect(setsAvailable(was, is)).toBe(sets);
  });

  it('whoever does is there: what was left unanswered is forgotten', () => {
    const takenOff = { why: 'previews', count: 3, at: start } as const;
    const unanswered = { previews: 2, tethers: [start] };
    const anew = { status: { ...available, since: later } };
    expect(sideAfter({ takenOff, unanswered }, anew)).toEqual({ ...known.outbound, unanswered: nothingUnanswered });
    expect(sideAfter({ takenOff, unanswered }, {})).toMatchObject({ takenOff, unanswered });
  });
});

describe('what is on the softphone', () => {
  const aContact = (contactId: string, state: AgentContact['state']): AgentContact => ({
    ...{ contactId, initialContactId: null, channel: 'VOICE', state, since: start },
    ...{ ownCall: false, queueId: 'queue-sales', queuedAt: null },
  });

  it('is a refused call only in a state of refusal, found by its id', () => {
    const contacts = [aContact('a', 'MISSED'), aContact('b', 'REJECTED'), aContact('c', 'CONNECTED')];
    const found = ['a', 'b', 'c', 'd'].map((id) => refusedContact({ contacts }, id)?.contactId);
    expect(found).toEqual(['a', 'b', undefined, undefined]);
  });

  it('is Available chosen only without a status to follow', () => {
    expect(choosesAvailable({ status: available, nextStatus: null })).toBe(true);
    expect(choosesAvailable({ status: available, nextStatus: 'Break' })).toBe(false);
    expect(choosesAvailable({ status: onBreak, nextStatus: null })).toBe(false);
  });
});

describe('a claim', () => {
  const binds = (claim: { callId: string; until: number } | null) => isClaimedForAnother({ claim }, 'c', start);

  it('binds for every call but its own, until its time is over', () => {
    expect(binds({ callId: 'd', until: start + 1 })).toBe(true);
    expect(binds({ callId: 'd', until: start })).toBe(false);
    expect(binds({ callId: 'c', until: start + 1 })).toBe(false);
    expect(binds(null)).toBe(false);
  });
});
