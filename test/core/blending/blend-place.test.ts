import type { AgentContact, AgentRecord } from '../../../core/agent/agent';
import { blendPlaceOf, blendPool, teamOfRank } from '../../../core/agent/agent-place';
import type { OutboundState } from '../../../core/agent/outbound';
import type { Tether } from '../../../core/agent/tether-record';
import { anAgent, aTether, onTether, start } from '../../adapters/contract/builders';

/** A record's partition and its rank up to the name. */
const place = (record: AgentRecord): string | null => {
  const found = blendPlaceOf(record);
  return found && `${found.pool} ${found.rank.split('#').slice(0, 2).join('#')}`;
};
const since = `00${start}`;
const task: AgentContact = {
  ...{ contactId: 't', initialContactId: null, channel: 'TASK', state: 'CONNECTED', since: start },
  ...{ ownCall: false, queueId: null, queuedAt: null },
};

test('one partition takes the inbound side of a group, one per shard the outbound side', () => {
  expect([blendPool('sales', 'inbound'), blendPool('sales', 'outbound'), blendPool('sales', 'outbound', 3)]).toEqual([
    ...['sales#inbound', 'sales#outbound', 'sales#outbound/3'],
  ]);
});

test('a rank ends in the name, the id and a mark of the team: the same for the same campaigns, in whatever order', () => {
  const rank = (campaigns: readonly string[]) =>
    blendPlaceOf(anAgent('u1', { username: 'ann', campaigns }))?.rank ?? 'none';
  expect(rank(['spring', 'autumn'])).toMatch(new RegExp(`^0#${since}#ann#u1#[0-9a-z]+$`));
  expect(rank(['spring', 'autumn']).endsWith(`#u1#${teamOfRank(rank(['autumn', 'spring']))}`)).toBe(true);
  expect(teamOfRank(rank(['spring']))).not.toBe(teamOfRank(rank(['autumn'])));
});

describe('on the inbound side', () => {
  it.each<[string, Partial<AgentRecord>, string | null]>([
    ['idle: those idle longest first', { idleOnSideSince: start + 5 }, `0#00${start + 5}`],
    ['idle since nobody knows when: first', { idleOnSideSince: null }, '0#000000000000000'],
    ['not idle: nowhere', { idle: false }, null],
    ['with a task in hand: behind', { contacts: [task] }, `1#${since}`],
    ['of another kind than blended: behind', { kind: 'inbound' }, `1#${since}`],
    ['of no group: nowhere', { group: null }, null],
    ['logged out: nowhere', { staffed: false }, null],
  ])('%s', (_, over, rank) => {
    expect(place(anAgent('ann', { pool: 'sales/3', ...over }))).toBe(rank && `sales#inbound ${rank}`);
  });
});

describe('on the outbound side', () => {
  const out = (outbound: Partial<OutboundState>, over: Partial<AgentRecord> = {}) =>
    place(anAgent('ann', { idle: false, availableSince: start, outbound: onTether('ann', outbound), ...over }));
  const work = (state: NonNullable<OutboundState['work']>['state'], tetherId = 'tether-ann') =>
    out({ work: { ...onTether('ann').work, tetherId, state } as OutboundState['work'] });
  const tether = (state: Tether['state']) => ({ tether: aTether('tether-ann', { state }) });

  it('agents come by what they do: the idle, then those soonest free, those of whom nothing is known last', () => {
    const states = ['idle', 'wrap-up', 'reserved', 'dialling', 'preview', 'talking'] as const;
    expect(states.map((state) => work(state))).toEqual(states.map((_, order) => `sales#outbound ${order}#${since}`));
    expect([out({ work: null }), work('idle', 'an earlier tether')]).toEqual([
      `sales#outbound 6#${since}`,
      `sales#outbound 6#${since}`,
    ]);
  });

  it('in the partition of their shard', () => {
    expect(out({}, { pool: 'sales/12' })).toBe(`sales#outbound/12 0#${since}`);
    expect(out({}, { pool: null })).toBe(`sales#outbound 0#${since}`);
  });

  it.each<[string, Partial<OutboundState>, Partial<AgentRecord>, string | null]>([
    ['whose tether failed count as idle', tether('failed'), {}, `0#${since}`],
    ['whose tether failed, on a break: nowhere', tether('failed'), { nextStatus: 'Break' }, null],
    ['whose tether is asked for stand last: callers may have them held', tether('requested'), {}, `9#${since}`],
    ['whose tether rings them, too', tether('mapped'), {}, `9#${since}`],
    ['whose tether is on its way and who are to leave: nowhere', tether('dialling'), { nextStatus: 'Break' }, null],
    ['of kind outbound whose tether is on its way: nowhere', tether('dialling'), { kind: 'outbound' }, null],
    ['who wait for a tether: nowhere', tether('waiting'), {}, null],
    ['without a tether: nowhere', { tether: null }, {}, null],
    ['who are to leave: nowhere', {}, { nextStatus: 'Break' }, null],
    ['who give the tether back: nowhere', { giveBack: { why: 'not-ready', since: start } }, {}, null],
    ['who are moving: nowhere', { move: { moveId: 'm' } as OutboundState['move'] }, {}, null],
    ['of no group: nowhere', {}, { group: null }, null],
    ['logged out: nowhere', {}, { staffed: false }, null],
    ['of kind outbound come behind', {}, { kind: 'outbound' }, `8#${since}`],
    ['of kind outbound without a tether that is ready: nowhere', tether('failed'), { kind: 'outbound' }, null],
    ['of kind outbound without a tether: nowhere', { tether: null }, { kind: 'outbound' }, null],
  ])('agents %s', (_, outbound, over, rank) => {
    expect(out(outbound, over)).toBe(rank && `sales#outbound ${rank}`);
  });
});
