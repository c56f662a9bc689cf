import type { AgentContact, AgentRecord } from '../../../../core/agent/agent';
import type { Effect } from '../../../../core/agent/effect';
import type { OutboundState } from '../../../../core/agent/outbound';
import { followTether, tellReadyAgain, tetherLeftovers } from '../../../../core/agent/steps/tether-on-softphone';
import type { TetherRules } from '../../../../core/agent/steps/tether-rules';
import type { Tether } from '../../../../core/agent/tether-record';
import { defaultThresholds } from '../../../../core/thresholds/thresholds';
import { anAgent, aTether, onTether, start, type TetherChanges } from '../../../adapters/contract/builders';
import { directory } from '../../directory-of-two-groups';
import { aMove, aMoveOut, aPreview, commandsOf, linesOf, seconds } from './outbound-steps';

const rules: TetherRules = { thresholds: defaultThresholds, directory };

const ofTether = 'contact-of-tether-ann';
/** The tether's, connected, unless said otherwise. */
const contact = (over: Partial<AgentContact> = {}): AgentContact => ({
  ...{ contactId: ofTether, initialContactId: null, channel: 'VOICE', state: 'CONNECTED', since: start },
  ...{ ownCall: false, queueId: 'tether', queuedAt: null },
  ...over,
});
const task = contact({ contactId: 'task-1', channel: 'TASK', queueId: 'q2' });
const caller = contact({ contactId: 'call-1', state: 'CONNECTING', queueId: 'q2' });

/** On a ready tether that shows on the softphone. */
const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, outbound: onTether('ann', over), contacts: [contact()], ...changes });
const on = (state: Tether['state'], over: TetherChanges = {}) => ({
  tether: aTether('tether-ann', { state, ...over }),
});
const giveBack = { why: 'not-ready', since: start } as const;
const offline = { status: { name: 'Offline', type: 'OFFLINE', since: start } } as const;
const lunch = { status: { name: 'Lunch', type: 'CUSTOM', since: start } } as const;

const follow = (agent: AgentRecord, before: AgentRecord | null = null) => followTether(before, agent, rules);
const kinds = (effects: readonly Effect[]) => effects.map(({ kind }) => kind);

describe('an agent on a tether, as the softphone shows it', () => {
  it.each(['CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED'] as const)('stays on it while it is %s', (state) => {
    const agent = ann({}, { contacts: [contact({ state })] });
    expect(follow(agent)).toEqual({ agent, effects: [] });
  });

  it('has lost it when it ended, at that moment, or is gone', () => {
    const ended = follow(ann({}, { contacts: [contact({ state: 'ENDED', since: seconds(20) })] }));
    expect(linesOf(ended.effects)).toMatchObject([{ type: 'tether.ended', at: seconds(20), why: 'dropped' }]);
    const gone = follow(ann({}, { contacts: [], observedAt: seconds(30) }));
    expect(linesOf(gone.effects)).toMatchObject([{ type: 'tether.ended', at: seconds(30) }]);
    const ending = follow(ann(on('ending', { endingFor: 'released' }), { contacts: [], observedAt: seconds(30) }));
    expect(linesOf(ending.effects)).toMatchObject([{ type: 'tether.ended', why: 'released' }]);
  });

  it('stays on it whatever else the softphone lists before it', () => {
    const agent = ann({ move: aMove() }, { contacts: [{ ...task, state: 'ENDED' }, contact()] });
    expect(follow(agent)).toEqual({ agent, effects: [] });
  });

  it.each<[string, readonly AgentContact[], TetherChanges, number]>([
    ['seen late: when the next call came', [{ ...caller, since: seconds(12) }], {}, 12],
    ['the first of them', [12, 15].map((at) => ({ ...caller, since: seconds(at) })), {}, 12],
    ['not when a task came', [{ ...task, since: seconds(12) }], {}, 30],
    ['not with a call from before it was ready', [{ ...caller, since: start }], {}, 30],
    ['not with a call from long before it', [{ ...caller, since: start - 1 }], {}, 30],
    ['when the Campaign Manager said so', [{ ...caller, since: seconds(12) }], { overBy: seconds(11) }, 11],
  ])('that is gone ended %s', (_, contacts, over, at) => {
    const gone = follow(ann(on('ready', over), { contacts, observedAt: seconds(30) }));
    expect(linesOf(gone.effects)[0]).toMatchObject({ type: 'tether.ended', at: Math.max(start - 5_000, seconds(at)) });
  });

  it.each(['failed', 'ending'] as const)(
    'is left as it is while it is %s, whatever their profile allows now',
    (state) => {
      const agent = ann(on(state), { kind: 'inbound' });
      expect(follow(agent)).toEqual({ agent, effects: [] });
    },
  );

  it('is no news without one', () => {
    const agent = ann({ tether: null, side: 'inbound' }, { contacts: [caller] });
    expect(follow(agent)).toEqual({ agent, effects: [] });
  });

  it('wants a fresh one at once when they are free', () => {
    const { agent, effects } = follow(ann({}, { contacts: [], observedAt: seconds(30) }));
    expect(agent.outbound.tether).toMatchObject({ state: 'waiting', attempt: 1, requestedAt: seconds(30) });
    expect(effects.at(-1)).toEqual({ kind: 'start-tether' });
  });
});

describe('a tether that is mapped', () => {
  const mapped = (
    over: Partial<AgentContact>,
    tether: TetherChanges<'mapped'> = {},
    state: Partial<OutboundState> = {},
  ) => follow(ann({ ...on('mapped', tether), ...state }, { contacts: [contact(over)] }));

  it('is ready once the agent is on it', () => {
    const unanswered = { tethers: [start - 1], previews: 2 };
    const { agent, effects } = mapped({ since: seconds(1) }, { rang: true }, { unanswered });
    expect(agent.outbound).toMatchObject({ work: null, unanswered: { tethers: [], previews: 2 } });
    expect(agent.outbound.tether).toEqual(aTether('tether-ann', { readyAt: seconds(1) }));
    expect(effects).toEqual([
      { kind: 'let-go', tetherId: 'tether-ann', until: seconds(25) },
      {
        kind: 'decision',
        decision: {
          ...{ type: 'tether.connected', at: seconds(1), agentId: 'ann', tetherId: 'tether-ann' },
          ...{ reason: 'ann is on the tether and ready for campaigns', inputs: { attempt: 1, seconds: 6 } },
        },
      },
      {
        kind: 'command',
        command: {
          ...{ type: 'TetherStateChanged', commandId: 'ann:3', agentFence: 3, agentId: 'ann', tetherId: 'tether-ann' },
          ...{ state: 'ready', why: 'the agent is on it', deadline: seconds(60) },
        },
      },
    ]);
  });

  it('is never ready before it was asked for, and ends the move it was for', () => {
    const { agent } = mapped({ since: start - 60_000 }, {}, { move: aMoveOut(), side: 'inbound' });
    expect(agent.outbound).toMatchObject({ move: null, side: 'outbound', tether: { readyAt: start - 5_000 } });
  });

  it.each(['CONNECTING', 'INCOMING', 'PENDING'] as const)('rings while %s, which is noted', (state) => {
    const { agent, effects } = mapped({ state });
    expect(agent.outbound.tether).toMatchObject({ state: 'mapped', rang: true });
    expect(effects).toEqual([]);
    expect(mapped({ state }, { rang: true }).effects).toEqual([]);
  });

  it.each([
    ['MISSED', 'the softphone did not accept it'],
    ['REJECTED', 'the softphone did not accept it'],
    ['ERROR', 'the softphone did not accept it'],
    ['ENDED', 'the call ended'],
  ] as const)('has failed when it is %s, and rang', (state, why) => {
    const { agent, effects } = mapped({ state });
    expect(agent.outbound.tether).toMatchObject({ state: 'waiting', attempt: 2, why, rang: true });
    expect(kinds(effects)).toContain('stop');
  });

  it('yields to a caller who rings beside it, and before it shows', () => {
    for (const contacts of [[contact({ state: 'CONNECTING' }), caller], [caller]]) {
      const { agent, effects } = follow(ann(on('mapped'), { contacts }));
      expect(agent.outbound.tether).toBeNull();
      expect(linesOf(effects)).toMatchObject([
        { why: 'cancelled', reason: 'the tether of ann ended: a caller came first' },
      ]);
    }
  });
});

describe('a tether on its way', () => {
  it.each([
    ['a caller', caller],
    ['a call of their own', { ...caller, ownCall: true }],
    ['a task', task],
    ['a chat', { ...task, channel: 'CHAT' }],
    ['an e-mail', { ...task, channel: 'EMAIL' }],
  ] as const)('yields to %s, and so does its move, which did not fail', (what, first) => {
    const agent = ann({ ...on('requested'), move: aMoveOut(), side: 'inbound' }, { contacts: [first] });
    const step = follow(agent);
    expect(step.agent.outbound).toMatchObject({ tether: null, move: null });
    expect(linesOf(step.effects)).toMatchObject([
      { type: 'tether.ended', why: 'cancelled', reason: `the tether of ann ended: ${what} came first` },
      { type: 'move.cancelled', reason: `${what} came first` },
    ]);
  });

  it('is left alone by a tether of another name on the softphone', () => {
    const agent = ann(on('requested'), { contacts: [contact({ contactId: 'contact-before' })] });
    expect(follow(agent).agent.outbound.tether).toMatchObject({ state: 'requested' });
  });

  it.each([
    ['a break', lunch, 'cancelled', 'ann went Lunch'],
    ['the end of the day', offline, 'logout', 'ann went Offline'],
    ['a break after this', { nextStatus: 'Break' }, 'cancelled', 'ann went Break'],
  ] as const)('ends with %s', (_, changes, why, words) => {
    const { agent, effects } = follow(ann(on('requested'), { contacts: [], ...changes }));
    expect(agent.outbound.tether).toBeNull();
    expect(linesOf(effects)).toMatchObject([{ why, reason: `the tether of ann ended: ${words}` }]);
  });

  it('is done without where the routing profile has no outbound side any more', () => {
    const { agent, effects } = follow(ann(on('requested'), { contacts: [], kind: 'inbound' }));
    expect(agent.outbound).toMatchObject({ tether: null, side: 'inbound' });
    expect(linesOf(effects)[0]).toMatchObject({
      reason: 'the tether of ann ended: the routing profile has no outbound side any more',
    });
  });

  it('waiting is looked at again once the agent is free', () => {
    const waiting = on('waiting', { retryAt: seconds(5) });
    expect(follow(ann(waiting, { contacts: [] })).effects).toEqual([{ kind: 'start-tether' }]);
    expect(follow(ann(waiting, { contacts: [], voiceSlotsAvailable: 0 })).effects).toEqual([]);
    expect(follow(ann(on('requested'), { contacts: [] })).effects).toEqual([]);
  });
});

describe('a tether that failed', () => {
  const failed = ann(on('failed'), { contacts: [], ...lunch });
  const available = { ...failed, status: { name: 'Available', type: 'ROUTABLE', since: seconds(9) } } as const;

  it('is wanted anew when the agent sets Available on the outbound side', () => {
    expect(follow(available, failed).agent.outbound.tether).toMatchObject({ state: 'waiting', attempt: 1 });
    expect(follow(available, available).agent.outbound.tether).toMatchObject({ state: 'failed' });
    expect(follow(failed, available).agent.outbound.tether).toMatchObject({ state: 'failed' });
  });

  it('stays where the agent is on the inbound side', () => {
    const inbound = { ...available, outbound: { ...available.outbound, side: 'inbound' } } as const;
    expect(follow(inbound, failed)).toEqual({ agent: inbound, effects: [] });
  });
});

describe('what an agent on a tether wants', () => {
  const stateTold = (effects: readonly Effect[]) =>
    commandsOf(effects).flatMap((command) =>
      command.type === 'ChangeAgentState' ? [[command.state, command.campaigns, command.reason]] : [],
    );
  const all = ['spring', 'autumn'];

  it.each([
    ['a break', lunch, 'not-ready', 'the agent chose Lunch'],
    ['a break after this', { nextStatus: 'Break' }, 'not-ready', 'the agent chose Break'],
    ['to go home after this', { nextStatus: 'Offline' }, 'logged-out', 'the agent chose Offline'],
    ['to go home', offline, 'logged-out', 'the agent chose Offline'],
    [
      'to go home, by whatever name',
      { status: { ...offline.status, name: 'Home' } },
      ...(['logged-out', 'the agent chose Home'] as const),
    ],
    ['to do the task in hand', { contacts: [contact(), task] }, 'not-ready', 'the agent has a task in hand'],
    [
      'to write an e-mail',
      { contacts: [contact(), { ...task, channel: 'EMAIL' }] },
      ...(['not-ready', 'the agent has an e-mail in hand'] as const),
    ],
  ] as const)('%s: the tether goes back, once', (_, changes, why, words) => {
    const { agent, effects } = follow(ann({}, changes));
    expect(agent.outbound.giveBack).toEqual({ why, since: start });
    expect(stateTold(effects)).toEqual([[why === 'logged-out' ? why : 'not-ready', all, words]]);
    expect(follow(agent)).toEqual({ agent, effects: [] });
  });

  it('before a move in ends that move, and takes back what is shown', () => {
    const { agent, effects } = follow(ann({ move: aMove(), preview: aPreview() }, lunch));
    expect(agent.outbound.move).toBeNull();
    expect(linesOf(effects)).toMatchObject([
      { type: 'preview.decided', reason: 'ann chose Lunch' },
      { type: 'move.failed', reason: 'ann asked for Lunch first' },
    ]);
  });

  it('other work is no reason to leave for whoever comes back for a caller', () => {
    const move = aMove();
    const agent = ann({ move }, { contacts: [contact(), task] });
    expect(follow(agent)).toEqual({ agent, effects: [] });
    const out = ann({ move: aMoveOut() }, { contacts: [contact(), task] });
    expect(follow(out).agent.outbound.giveBack).toMatchObject({ why: 'not-ready' });
  });

  it('to stay after all: the tether may be used again', () => {
    const { agent, effects } = follow(ann({ giveBack }));
    expect(agent.outbound.giveBack).toBeNull();
    expect(stateTold(effects)).toEqual([['available', all, 'the agent stays']]);
  });

  it.each<[string, AgentRecord]>([
    ['to be on the inbound side', ann({ giveBack: { why: 'to-inbound', since: start } })],
    [
      'not to be reached',
      ann({
        ...{ giveBack: { why: 'taken-off', since: start } },
        takenOff: { why: 'previews', count: 3, at: start },
      }),
    ],
    ['a break still', ann({ giveBack }, lunch)],
    [
      'nothing, the task in hand being done, but was taken off meanwhile',
      ann({ giveBack, takenOff: { why: 'previews', count: 3, at: start } }),
    ],
  ])('%s: the tether goes back all the same', (_, agent) => {
    expect(follow(agent)).toEqual({ agent, effects: [] });
  });

  it('and who was taken off and is there again stays', () => {
    const agent = ann({ giveBack: { why: 'taken-off', since: start }, takenOff: null });
    expect(follow(agent).agent.outbound.giveBack).toBeNull();
  });

  it('other campaigns are told, once', () => {
    const { agent, effects } = follow(ann({}, { campaigns: ['spring'] }));
    expect(agent.outbound.tether).toMatchObject({ campaigns: ['spring'] });
    expect(stateTold(effects)).toEqual([['available', ['spring'], 'the agent works for other campaigns']]);
    expect(follow(agent)).toEqual({ agent, effects: [] });
    expect(follow(ann({ ...on('ready', { campaigns: [] }) })).effects).not.toEqual([]);
    const leaving = ann({ giveBack: { why: 'to-inbound', since: start } }, { campaigns: ['spring'] });
    expect(follow(leaving)).toEqual({ agent: leaving, effects: [] });
  });

  it('a routing profile without an outbound side sends the agent in, after a move at the earliest', () => {
    const { agent, effects } = follow(ann({}, { kind: 'inbound' }));
    expect(agent.outbound.giveBack).toEqual({ why: 'to-inbound', since: start });
    expect(stateTold(effects)).toEqual([['not-ready', all, 'the routing profile has no outbound side any more']]);
    const moving = ann({ move: aMoveOut() }, { kind: 'inbound' });
    expect(follow(moving)).toEqual({ agent: moving, effects: [] });
    const leaving = ann({ giveBack }, { kind: 'inbound', ...lunch });
    expect(follow(leaving)).toEqual({ agent: leaving, effects: [] });
  });

  it('nothing is asked of a tether that is ending or failed', () => {
    for (const tether of [on('ending'), on('failed')]) {
      const agent = ann({ ...tether, side: 'inbound' }, lunch);
      expect(follow(agent)).toEqual({ agent, effects: [] });
    }
  });
});

describe('what a tether leaves on the softphone', () => {
  const refused = contact({ contactId: 'c-0', state: 'MISSED' });

  it('is cleared, once', () => {
    const agent = ann({}, { contacts: [contact(), refused] });
    expect(follow(agent).effects).toMatchObject([{ timer: { kind: 'tether-contact', contactId: 'c-0' } }]);
    expect(follow(agent, agent).effects).toEqual([]);
  });

  it('is what is over and came from the queue of tethers', () => {
    const contacts = [
      refused,
      contact({ contactId: 'c-1', state: 'ENDED' }),
      contact({ contactId: 'c-2' }),
      contact({ contactId: 'c-3', state: 'ENDED', queueId: 'q2' }),
      contact({ contactId: 'c-4', state: 'ENDED', queueId: null }),
    ];
    expect(tetherLeftovers({ contacts }, directory).map(({ contactId }) => contactId)).toEqual(['c-0', 'c-1']);
    expect(tetherLeftovers({ contacts }, { tether: null })).toEqual([]);
  });
});

test('a Campaign Manager that seems not to know of a ready tether is told, and asked', () => {
  expect(commandsOf(tellReadyAgain(ann(), seconds(3)).effects)).toMatchObject([
    { type: 'TetherStateChanged', state: 'ready', why: 'the agent is on it', deadline: seconds(63) },
    { type: 'ReportAgentWork', tetherId: 'tether-ann', deadline: seconds(63) },
  ]);
  for (const agent of [ann(on('mapped')), ann({ tether: null })])
    expect(tellReadyAgain(agent, start)).toEqual({ agent, effects: [] });
});
