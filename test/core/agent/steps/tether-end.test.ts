import type { AgentContact, AgentRecord } from '../../../../core/agent/agent';
import type { OutboundState } from '../../../../core/agent/outbound';
import { clearTimer, onCallOver, tetherOver } from '../../../../core/agent/steps/tether-end';
import type { TetherRules } from '../../../../core/agent/steps/tether-rules';
import type { Tether } from '../../../../core/agent/tether-record';
import { defaultThresholds } from '../../../../core/thresholds/thresholds';
import { anAgent, aTether, onTether, start, type TetherChanges } from '../../../adapters/contract/builders';
import { directory } from '../../directory-of-two-groups';
import { aMove, aMoveOut, aPreview, commandsOf, linesOf, seconds } from './outbound-steps';

const rules: TetherRules = { thresholds: defaultThresholds, directory };

const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, idleOnSideSince: start - 90_000, outbound: onTether('ann', over), ...changes });
const on = (state: Tether['state'], over: TetherChanges = {}) => ({
  tether: aTether('tether-ann', { state, ...over }),
});
const offline = { status: { name: 'Offline', type: 'OFFLINE', since: start } } as const;

/** Over after so many seconds; those below 10 are a moment only. */
const over = (agent: AgentRecord, after = 60) => {
  const { tether } = agent.outbound;
  if (tether?.state !== 'ready' && tether?.state !== 'ending') throw new Error('on no tether');
  return tetherOver(agent, tether, rules, seconds(after));
};

describe('a call the Campaign Manager says is over', () => {
  const told = (agent: AgentRecord, renewed = false) =>
    onCallOver(agent, rules, { at: seconds(5), why: 'no answer', renewed }, seconds(6));

  it.each(['requested', 'dialling', 'mapped'] as const)('while %s is a failed attempt', (state) => {
    expect(told(ann(on(state))).agent.outbound.tether).toMatchObject({
      ...{ state: 'waiting', attempt: 2, why: 'the call ended (no answer)' },
    });
  });

  it.each([
    ['answered', ['tether.unmapped', 'tether.ended']],
    ['unmapped', ['tether.ended']],
  ] as const)('while %s ended without its token', (state, lines) => {
    const { agent, effects } = told(ann(on(state)));
    const why = 'its token was wrong, late or missing';
    expect(agent.outbound.tether).toMatchObject({ state: 'waiting', why });
    expect(linesOf(effects).map(({ type }) => type)).toEqual(lines);
    expect(linesOf(effects).at(-1)).toEqual({
      ...{ type: 'tether.ended', at: seconds(5), agentId: 'ann', tetherId: 'tether-ann', why: 'unmapped' },
      ...{ reason: `the tether of ann ended: ${why}`, inputs: { attempt: 1, readySeconds: null } },
    });
  });

  it.each(['ready', 'ending'] as const)('while %s is over by the event of the agent, who sends one', (state) => {
    const agent = ann(on(state));
    const { agent: record, effects } = told(agent);
    expect(effects).toEqual([]);
    // It ended no later than it was told.
    expect(record.outbound.tether).toEqual({ ...agent.outbound.tether, overBy: seconds(6) });
    expect(told(record)).toEqual({ agent: record, effects: [] });
    expect(told(record).agent).toBe(record);
  });

  it('is over at once for whoever has logged out, and sends none', () => {
    for (const state of ['ready', 'ending'] as const) {
      const { agent, effects } = told(ann(on(state), offline));
      expect(agent.outbound.tether).toBeNull();
      expect(linesOf(effects)).toMatchObject([{ type: 'tether.ended', why: 'logout' }]);
    }
    const move = aMove({ phase: 'ending' });
    expect(told(ann({ move }, offline)).agent.outbound).toMatchObject({ move: null, side: 'inbound' });
  });

  it('to be renewed is ended from here, once, where the call is known', () => {
    const { agent, effects } = told(ann(), true);
    expect(agent.outbound.tether).toMatchObject({ state: 'ending', endingFor: 'renewed' });
    expect(effects).toEqual([{ kind: 'stop', contactId: 'contact-of-tether-ann' }]);
    expect(told(agent, true)).toEqual({ agent, effects: [] });
  });

  it('is no news for a tether that waits or failed, or without one', () => {
    for (const agent of [ann(on('waiting')), ann(on('failed')), ann({ tether: null })])
      expect(told(agent)).toEqual({ agent, effects: [] });
  });
});

describe('a tether that is over', () => {
  it('is told, logged, and looked at by the group', () => {
    const { agent, effects } = over(ann());
    expect(agent.outbound).toMatchObject({ tether: null, work: { over: { at: seconds(60), availableSince: start } } });
    expect(effects).toEqual([
      {
        kind: 'decision',
        decision: {
          ...{ type: 'tether.ended', at: seconds(60), agentId: 'ann', tetherId: 'tether-ann', why: 'dropped' },
          ...{ reason: 'the tether of ann ended: it was cut off', inputs: { attempt: 1, readySeconds: 60 } },
        },
      },
      { kind: 'rebalance' },
      {
        kind: 'command',
        command: {
          ...{ type: 'TetherStateChanged', commandId: 'ann:3', agentFence: 3, agentId: 'ann', tetherId: 'tether-ann' },
          ...{ state: 'ended', why: 'it was cut off', deadline: seconds(120) },
        },
      },
    ]);
  });

  it.each([
    ['the agent is offline', ann({}, offline), 'logout', 'the agent logged out'],
    [
      'they asked to go',
      ann({ giveBack: { why: 'logged-out', since: start } }),
      ...(['logout', 'the agent logged out'] as const),
    ],
    ['we let it go', ann(on('ending', { endingFor: 'released' })), 'released', 'released'],
    ['a fresh one follows', ann(on('ending', { endingFor: 'renewed' })), 'renewed', 'a fresh one follows'],
    ['it was given up', ann(on('ending', { endingFor: 'cancelled' })), 'cancelled', 'it was given up'],
    ['nothing else is known', ann({ giveBack: { why: 'not-ready', since: start } }), 'dropped', 'it was cut off'],
  ] as const)('since %s', (_, agent, why, words) => {
    const { effects } = over(agent);
    expect(linesOf(effects)[0]).toMatchObject({ why, reason: `the tether of ann ended: ${words}` });
    expect(commandsOf(effects).find(({ type }) => type === 'TetherStateChanged')).toMatchObject({ why: words });
  });

  it('takes what the agent is shown with it', () => {
    expect(commandsOf(over(ann({ preview: aPreview() })).effects)).toMatchObject([
      { type: 'PreviewDecided', outcome: 'withdrawn', reason: 'the tether ended: it was cut off' },
      { type: 'TetherStateChanged', state: 'ended' },
    ]);
  });

  it('did not end before it was ready, however early that is told', () => {
    const early = tetherOver(ann(), aTether('tether-ann'), rules, start - 60_000);
    expect(linesOf(early.effects)).toMatchObject([{ at: start, inputs: { readySeconds: 0 } }]);
  });

  it('and held a moment only is a failed attempt of the same tether', () => {
    const tether = aTether('tether-ann');
    expect(over(ann(), 9.999).agent.outbound.tether).toMatchObject({
      state: 'waiting',
      attempt: 2,
      why: 'it was cut off',
      rang: false,
    });
    expect(over(ann(), 10).agent.outbound.tether).toBeNull();
    for (const served of [{ placeLost: true }, { availableSince: start + 1 }])
      expect(over(ann({ tether }, served), 5).agent.outbound.tether).toBeNull();
    expect(over(ann({ tether }, { availableSince: null }), 5).agent.outbound.tether).toMatchObject({ attempt: 2 });
  });

  it('and was let go is none, however soon; nor while the agent is on a move', () => {
    expect(over(ann(on('ending', { endingFor: 'released' })), 5).agent.outbound.tether).toBeNull();
    const move = aMoveOut();
    expect(over(ann({ move }), 5).agent.outbound).toMatchObject({ tether: null, move });
  });

  it('during a release is what the release asked for', () => {
    const cut = over(ann({ move: aMove() }));
    expect(cut.agent.outbound.move).toEqual(aMove({ phase: 'ending', deadline: seconds(90) }));
    expect(cut.effects.at(-1)).toMatchObject({ kind: 'timer', dueAt: seconds(90) });
    const move = aMove({ phase: 'ending' });
    expect(over(ann({ move })).agent.outbound.move).toEqual(move);
  });
});

describe('a tether that was given back', () => {
  const back = (why: 'not-ready' | 'logged-out' | 'taken-off' | 'to-inbound', changes: Partial<AgentRecord> = {}) =>
    over(ann({ giveBack: { why, since: start } }, changes)).agent;

  it.each([
    ['to-inbound', 'inbound'],
    ['taken-off', 'inbound'],
    ['not-ready', 'outbound'],
    ['logged-out', 'outbound'],
  ] as const)('for %s leaves the agent on the %s side', (why, side) => {
    expect(back(why).outbound).toMatchObject({ giveBack: null, tether: null, side });
  });

  it('leaves on the outbound side who has no other, and where they are who is not there', () => {
    expect(back('to-inbound', { kind: 'outbound' }).outbound.side).toBe('outbound');
    const inbound = ann({ giveBack: { why: 'to-inbound', since: start }, side: 'inbound', sideSince: start - 1 });
    expect(over(inbound).agent.outbound.sideSince).toBe(start - 1);
  });

  it('ends a move that was under way, unless that is what it is for', () => {
    const ends = (why: 'not-ready' | 'to-inbound') => over(ann({ giveBack: { why, since: start }, move: aMove() }));
    expect(ends('not-ready').agent.outbound.move).toBeNull();
    expect(linesOf(ends('not-ready').effects)).toMatchObject([
      {},
      { type: 'move.failed', reason: 'ann chose to leave' },
    ]);
    expect(ends('to-inbound').agent.outbound.move).toEqual(aMove());
    expect(linesOf(over(ann({ giveBack: { why: 'not-ready', since: start } })).effects)).toHaveLength(1);
  });
});

test('a contact left on the softphone is cleared a second after both it and the event', () => {
  const contact: Omit<AgentContact, 'since'> = {
    ...{ contactId: 'c-1', initialContactId: null, channel: 'VOICE', state: 'ENDED' as const },
    ownCall: false,
    ...{ queueId: null, queuedAt: null },
  };
  const timer = { kind: 'tether-contact', agentId: 'ann', contactId: 'c-1' };
  expect(clearTimer(ann(), { ...contact, since: start - 1 })).toEqual({ kind: 'timer', timer, dueAt: seconds(1) });
  expect(clearTimer(ann(), { ...contact, since: seconds(4) })).toMatchObject({ dueAt: seconds(5) });
});
