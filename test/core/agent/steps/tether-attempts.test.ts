import type { AgentRecord } from '../../../../core/agent/agent';
import type { Effect } from '../../../../core/agent/effect';
import type { OutboundState } from '../../../../core/agent/outbound';
import { cancelTether, doWithoutTether } from '../../../../core/agent/steps/cancel-tether';
import { failAttempt, onTetherTimer, tryAgain } from '../../../../core/agent/steps/tether-attempts';
import { mapTetherTo, noteProgress, noteUnmapped, requestTether } from '../../../../core/agent/steps/tether-on-its-way';
import { allAttemptsMs, type TetherRules } from '../../../../core/agent/steps/tether-rules';
import { hasOutboundSide, holdTether, wantsTether, wantTether } from '../../../../core/agent/steps/tether-wanted';
import type { Tether } from '../../../../core/agent/tether-record';
import { defaultThresholds } from '../../../../core/thresholds/thresholds';
import { anAgent, aTether, onTether, start, type TetherChanges } from '../../../adapters/contract/builders';
import { directory } from '../../directory-of-two-groups';
import { aMove, aMoveOut, linesOf, seconds } from './outbound-steps';

const rules: TetherRules = { thresholds: defaultThresholds, directory };

/** On the outbound side with this tether or none, the last command number 4. */
const ann = (tether: Tether | null = null, over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}) =>
  anAgent('ann', { idle: false, outbound: onTether('ann', { tether, work: null, fence: 4, ...over }), ...changes });
const tether = <S extends Tether['state']>(state: S, over: TetherChanges<S> = {}) =>
  aTether<S>('ann:4', { ...over, state });

const others = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind !== 'decision');
const tetherTimer = (tetherId: string, dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'tether', agentId: 'ann', tetherId },
  dueAt,
});
const ended = {
  kind: 'command',
  command: {
    ...{ type: 'TetherStateChanged', commandId: 'ann:5', agentFence: 5, agentId: 'ann', tetherId: 'ann:4' },
    ...{ state: 'ended', why: 'why', deadline: seconds(61) },
  },
};

describe('a tether that is wanted', () => {
  it('waits to be asked for', () => {
    const { agent, effects } = wantTether(ann(), start);
    expect(agent.outbound.tether).toEqual({
      ...{ tetherId: `waiting-${start}-1`, state: 'waiting', attempt: 1, rang: false, requestedAt: start },
      ...{ retryAt: start, lastsUntil: null, why: null },
    });
    expect(effects).toEqual([{ kind: 'start-tether' }]);
  });

  it('is one for the side the agent goes to, and none for one who is off campaigns or has work in hand', () => {
    expect(wantsTether(ann(null, { side: 'inbound', move: aMoveOut() }))).toBe(true);
    expect(wantsTether(ann(null, { move: aMove() }))).toBe(false);
    expect(wantsTether(ann(null, { takenOff: { why: 'previews', count: 3, at: start } }))).toBe(false);
    const contact = {
      ...{ contactId: 't', initialContactId: null, channel: 'TASK', state: 'CONNECTED' as const, since: start },
      ...{ ownCall: false, queueId: null, queuedAt: null },
    };
    expect(wantsTether(ann(null, {}, { contacts: [contact] }))).toBe(false);
    expect(hasOutboundSide({ group: null, kind: 'blended' })).toBe(false);
  });

  it('and cannot be asked for is looked at again, with what it says and keeps', () => {
    const waits = ann(tether('waiting', { requestedAt: start, attempt: 2 }));
    const { agent, effects } = holdTether(waits, seconds(3), 'there is no room');
    expect(agent.outbound.tether).toMatchObject({ retryAt: seconds(6), why: 'there is no room' });
    expect(effects).toEqual([
      tetherTimer('ann:4', seconds(6)),
      {
        kind: 'decision',
        decision: {
          ...{ type: 'tether.held', at: seconds(3), agentId: 'ann', inputs: { attempt: 2 } },
          reason: 'ann waits for a tether: there is no room',
        },
      },
    ]);
    const none = ann();
    expect(holdTether(none, start, 'late')).toEqual({ agent: none, effects: [] });
  });
});

describe('a tether that is asked for', () => {
  it('goes out with its token, its number and its time, and is remembered without the token', () => {
    const agent = ann(tether('waiting', { rang: true, attempt: 2, lastsUntil: seconds(40.5) }));
    const step = requestTether(agent, rules, { now: seconds(12), tetherId: 'ann:5', token: '12345678' });
    expect(step.agent.outbound).toMatchObject({
      work: null,
    });
    expect(step.agent.outbound.tether).toEqual({
      fence: 5,
      ...{ tetherId: 'ann:5', state: 'requested', attempt: 2, rang: true, requestedAt: seconds(12) },
      ...{ expiresAt: seconds(40.5), lastsUntil: seconds(40.5), campaigns: ['spring', 'autumn'] },
    });
    expect(step.effects).toEqual([
      tetherTimer('ann:5', seconds(40.5)),
      { kind: 'rebalance' },
      {
        kind: 'decision',
        decision: {
          ...{ type: 'tether.requested', at: seconds(12), agentId: 'ann', tetherId: 'ann:5', attempt: 2 },
          reason: 'ann is Available for campaigns: tether asked for, attempt 2 of 3',
          inputs: { 'tether/timeout-seconds': 30, 'tether/attempts': 3 },
        },
      },
      {
        kind: 'command',
        command: {
          ...{ type: 'ChangeAgentState', commandId: 'ann:5', agentFence: 5, agentId: 'ann', username: 'ann' },
          ...{ group: 'sales', state: 'available', deadline: seconds(40.5), campaigns: ['spring', 'autumn'] },
          tether: {
            ...{ tetherId: 'ann:5', number: '+18005550100', token: '12345678', attempt: 2 },
            expiresAt: seconds(40.5),
          },
          reason: 'the agent is Available',
        },
      },
    ]);
  });

  it('by a move is the first attempt, and rang nobody yet', () => {
    const request = { now: start, tetherId: 'ann:5', token: '1' };
    const first = requestTether(
      ann(null, {}, { group: null }),
      { ...rules, directory: { ...directory, tether: null } },
      request,
    );
    expect(first.agent.outbound.tether).toMatchObject({ attempt: 1, rang: false, lastsUntil: seconds(96) });
    const afterAnother = requestTether(ann(tether('failed', { attempt: 3 })), rules, request);
    expect(afterAnother.agent.outbound.tether).toMatchObject({ attempt: 1, rang: false });
    const command = first.effects.find(({ kind }) => kind === 'command');
    expect(command).toMatchObject({ command: { group: '', tether: { number: '', attempt: 1 } } });
  });

  it.each([
    [1, 30, 30],
    [2, 30, 62],
    [3, 20, 66],
    [5, 30, 180],
  ])('lasts with %i attempts of %i s and their back-offs %i s', (attempts, timeout, all) => {
    const thresholds = { ...defaultThresholds, 'tether/attempts': attempts, 'tether/timeout-seconds': timeout };
    expect(allAttemptsMs(thresholds)).toBe(all * 1000);
  });
});

describe('a call that is on its way', () => {
  it('is dialled, then up, with 3 s for its token', () => {
    const dialling = noteProgress(ann(tether('requested')), 'dialling', seconds(1));
    expect(dialling.agent.outbound.tether?.state).toBe('dialling');
    expect(dialling.effects).toEqual([]);
    const up = noteProgress(dialling.agent, 'answered', seconds(2));
    expect(up.agent.outbound.tether).toMatchObject({ state: 'answered', upAt: seconds(2) });
    expect(up.effects).toEqual([tetherTimer('ann:4', seconds(5))]);
    const none = ann();
    expect(noteProgress(none, 'dialling', start)).toEqual({ agent: none, effects: [] });
  });

  it("is the agent's once the token was right", () => {
    const { agent, effects } = mapTetherTo(ann(tether('answered')), 'contact-9', seconds(4));
    expect(agent.outbound.tether).toMatchObject({ state: 'mapped', contactId: 'contact-9' });
    expect(effects).toEqual([
      {
        kind: 'decision',
        decision: {
          ...{ type: 'tether.mapped', at: seconds(4), agentId: 'ann', tetherId: 'ann:4', contactId: 'contact-9' },
          ...{ reason: "the token was right: the call is ann's tether", inputs: { attempt: 1 } },
        },
      },
    ]);
    const none = ann();
    expect(mapTetherTo(none, 'contact-9', start)).toEqual({ agent: none, effects: [] });
  });

  it("is nobody's where the token does not come", () => {
    const { agent, effects } = noteUnmapped(ann(tether('answered')), seconds(5));
    expect(agent.outbound.tether?.state).toBe('unmapped');
    expect(linesOf(effects)).toEqual([
      {
        ...{ type: 'tether.unmapped', at: seconds(5), agentId: 'ann', tetherId: 'ann:4', inputs: { attempt: 1 } },
        reason: 'the call for ann is up, but its token was wrong, late or missing',
      },
    ]);
    const none = ann();
    expect(noteUnmapped(none, start)).toEqual({ agent: none, effects: [] });
  });
});

describe('an attempt that came to nothing', () => {
  it('is ended on both ends, and gives its place back', () => {
    const { agent, effects } = failAttempt(ann(tether('mapped')), rules, seconds(1), 'why');
    expect(others(effects)).toEqual([
      { kind: 'let-go', tetherId: 'ann:4', until: seconds(25) },
      { kind: 'stop', contactId: 'contact-of-ann:4' },
      ended,
      tetherTimer(`waiting-${seconds(1)}-2`, seconds(3)),
    ]);
    expect(agent.outbound.tether).toMatchObject({ tetherId: `waiting-${seconds(1)}-2`, requestedAt: seconds(1) });
    const none = ann();
    expect(failAttempt(none, rules, start, 'why')).toEqual({ agent: none, effects: [] });
  });

  it('keeps that it rang, and until when all last', () => {
    const rang = tether('mapped', { rang: true, lastsUntil: seconds(60) });
    const { agent } = failAttempt(ann(rang), rules, start, 'why');
    expect(agent.outbound.tether).toMatchObject({ rang: true, lastsUntil: seconds(60) });
  });

  it('as the last is weighed at once, with its line, and the move it was for is off', () => {
    const last = tether('mapped', { attempt: 3 });
    const { agent, effects } = failAttempt(ann(last, { move: aMoveOut(), side: 'inbound' }), rules, seconds(1), 'why');
    expect(agent.outbound).toMatchObject({
      ...{ move: null, unanswered: { tethers: [], previews: 0 } },
    });
    expect(agent.outbound.tether).toEqual({
      ...{ tetherId: 'ann:4', state: 'failed', attempt: 3, requestedAt: start - 5_000, why: 'why' },
    });
    expect(others(effects).slice(3)).toEqual([
      { kind: 'timer', timer: { kind: 'tether-failed', agentId: 'ann', failedAt: seconds(1) }, dueAt: seconds(1) },
      { kind: 'rebalance' },
      { kind: 'move-over', moveId: 'm-1' },
      { kind: 'rebalance' },
    ]);
    expect(linesOf(effects)).toMatchObject([
      {
        ...{ type: 'tether.failed', at: seconds(1), agentId: 'ann', tetherId: 'ann:4' },
        reason: 'no tether for ann after 3 of 3 attempts: why',
        inputs: { attempt: 3, 'tether/attempts': 3 },
      },
      { type: 'move.failed', reason: 'the tether failed: why' },
    ]);
  });

  it('counts against the agent only if it rang; as many are remembered as anybody can ask for', () => {
    const known = Array.from({ length: 40 }, (_, index) => start - 40 + index);
    const last = tether('mapped', { attempt: 3, rang: true });
    const unanswered = { tethers: known, previews: 1 };
    const { tethers, previews } = failAttempt(ann(last, { unanswered }), rules, start, 'why').agent.outbound.unanswered;
    expect(previews).toBe(1);
    expect(tethers.at(-1)).toBe(start);
    expect(tethers).toEqual([...known, start].slice(-tethers.length));
    expect(tethers).toHaveLength(10);
  });

  it('is tried again while what is left is worth it', () => {
    const again = (lastsUntil: number | null) => {
      const failing = tether('mapped');
      return tryAgain(ann(failing), { ...failing, lastsUntil }, rules, start, 'why').agent.outbound.tether?.state;
    };
    expect(again(null)).toBe('waiting');
    expect(again(seconds(7))).toBe('waiting');
    expect(again(seconds(6.999))).toBe('failed');
  });
});

describe('a tether that is given up', () => {
  const why = { code: 'came-first', figures: { what: 'a caller' } } as const;
  const given = { ...ended, command: { ...ended.command, why: 'a caller came first' } };
  const cancel = (state: Tether['state'], over: Partial<OutboundState> = {}, at = seconds(1)) =>
    cancelTether(ann(tether(state), { work: onTether('ann').work, ...over }), at, 'cancelled', why);

  it('on its way is ended on both ends, with a line', () => {
    const { agent, effects } = cancel('mapped');
    expect(agent.outbound).toMatchObject({ tether: null, work: null });
    expect(others(effects)).toEqual([
      { kind: 'let-go', tetherId: 'ann:4', until: seconds(25) },
      { kind: 'stop', contactId: 'contact-of-ann:4' },
      given,
    ]);
    expect(linesOf(effects)).toMatchObject([{ type: 'tether.ended', why: 'cancelled', at: seconds(1) }]);
    expect(others(cancel('requested').effects)).toEqual([
      { kind: 'let-go', tetherId: 'ann:4', until: seconds(25) },
      given,
    ]);
    expect(cancel('requested', {}, start - 60_000).effects.at(-1)).toMatchObject({ decision: { at: start - 5_000 } });
  });

  it('before it was asked for is told to nobody', () => {
    const { agent, effects } = cancel('waiting');
    expect(agent.outbound.tether).toBeNull();
    expect(effects).toStrictEqual([{ kind: 'let-go', tetherId: 'ann:4', until: start }]);
  });

  it('between two attempts is over with a line, since the first was asked for with one', () => {
    const { agent, effects } = cancelTether(
      ann(tether('waiting', { attempt: 2, lastsUntil: seconds(60) })),
      seconds(1),
      'cancelled',
      why,
    );
    expect(agent.outbound.tether).toBeNull();
    expect(effects.map(({ kind }) => kind)).toEqual(['let-go', 'decision']);
    expect(linesOf(effects)).toMatchObject([{ type: 'tether.ended', why: 'cancelled', at: seconds(1) }]);
  });

  it('after it failed has no end of its own', () => {
    expect(linesOf(cancel('failed').effects)).toEqual([]);
  });

  it('ends the move it was for, by itself or as it is told to', () => {
    expect(linesOf(cancel('requested', { move: aMoveOut() }).effects)).toMatchObject([
      {},
      { type: 'move.failed', reason: 'a caller came first' },
    ]);
    const none = ann();
    expect(cancelTether(none, start, 'cancelled', why)).toEqual({ agent: none, effects: [] });
  });

  it('for good leaves the agent on the inbound side', () => {
    const { agent } = doWithoutTether(ann(tether('waiting')), seconds(1), 'why');
    expect(agent.outbound).toMatchObject({ tether: null, side: 'inbound', sideSince: seconds(1) });
    const { effects } = doWithoutTether(ann(tether('requested')), seconds(1), 'why');
    expect(linesOf(effects)).toMatchObject([{ type: 'tether.ended', why: 'cancelled' }]);
    const there = doWithoutTether(ann(tether('waiting'), { side: 'inbound' }), seconds(1), 'why');
    expect(there.agent.outbound.sideSince).toBe(start);
  });
});

describe('the timer of a tether', () => {
  const fires = <S extends Tether['state']>(
    state: S,
    over: TetherChanges<S>,
    now: number,
    changes: Partial<AgentRecord> = {},
  ) => onTetherTimer(ann(tether(state, over), {}, changes), rules, 'ann:4', now);

  it('ends an attempt with a sentence', () => {
    expect(fires('requested', {}, seconds(25)).agent.outbound.tether).toMatchObject({
      why: 'nobody was on it within 30 s',
    });
    expect(onTetherTimer(ann(), rules, 'ann:4', seconds(25)).effects).toEqual([]);
  });

  it('ends one that is up and without its token when the time of the attempt is over too', () => {
    expect(fires('answered', { upAt: seconds(23) }, seconds(26)).agent.outbound.tether?.state).toBe('waiting');
    expect(fires('answered', { upAt: seconds(20) }, seconds(25)).agent.outbound.tether?.state).toBe('waiting');
    expect(fires('answered', { upAt: seconds(20) }, seconds(24.999)).agent.outbound.tether?.state).toBe('unmapped');
  });

  it('gives one that waits up once no attempt is worth it, also where it never said why', () => {
    const waiting = { why: null, lastsUntil: seconds(50) };
    expect(fires('waiting', waiting, seconds(45)).effects).toEqual([{ kind: 'start-tether' }]);
    expect(fires('waiting', waiting, seconds(45.001)).agent.outbound.tether).toMatchObject({
      ...{ state: 'failed', why: 'the softphone was not free in time' },
    });
    const busy = fires('waiting', waiting, seconds(10), { voiceSlotsAvailable: 0 });
    expect(busy.effects).toEqual([tetherTimer('ann:4', seconds(45.001))]);
  });
});
