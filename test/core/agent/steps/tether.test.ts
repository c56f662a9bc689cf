import type { AgentRecord } from '../../../../core/agent/agent';
import type { Effect } from '../../../../core/agent/effect';
import type { AgentMove } from '../../../../core/agent/move-record';
import { failAttempt, onTetherTimer } from '../../../../core/agent/steps/tether-attempts';
import { noteProgress, requestTether } from '../../../../core/agent/steps/tether-on-its-way';
import type { TetherRules } from '../../../../core/agent/steps/tether-rules';
import {
  hasOutboundSide,
  holdTether,
  nextTetherId,
  wantsTether,
  wantTether,
} from '../../../../core/agent/steps/tether-wanted';
import type { Tether } from '../../../../core/agent/tether-record';
import { defaultThresholds } from '../../../../core/thresholds/thresholds';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';
import { directory } from '../../directory-of-two-groups';

const rules: TetherRules = { thresholds: defaultThresholds, directory };

/** On the outbound side, with this tether or none. */
const outbound = (tether: Tether | null = null, over: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ana', { idle: false, outbound: onTether('ana', { tether, work: null, fence: 4 }), ...over });

const timersOf = (effects: readonly Effect[]): readonly number[] =>
  effects.flatMap((effect) => (effect.kind === 'timer' ? [effect.dueAt - start] : []));
const saidBy = (effects: readonly Effect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.kind === 'decision' ? [effect.decision.type] : []));

describe('whoever wants a tether', () => {
  const busy = { name: 'Break', type: 'CUSTOM', since: start } as const;
  test.each<[string, AgentRecord, boolean]>([
    ['is free on the outbound side, without one', outbound(), true],
    ['has none yet', outbound(aTether('ana:4')), false],
    [
      'gives none back',
      outbound(null, { outbound: { ...outbound().outbound, giveBack: { why: 'not-ready', since: start } } }),
      false,
    ],
    ['is not on a break', outbound(null, { status: busy }), false],
    ['has no next status', outbound(null, { nextStatus: 'Break' }), false],
    ['belongs to a group', outbound(null, { group: null }), false],
    ['has a profile with an outbound side', outbound(null, { kind: 'inbound' }), false],
    ['is not on the inbound side', anAgent('ana'), false],
  ])('%s', (_, agent, wants) => {
    expect(wantsTether(agent)).toBe(wants);
  });

  test('may work outbound at all', () => {
    const { kind: _, ...agent } = anAgent('ana');
    expect(hasOutboundSide({ ...agent, kind: 'outbound' })).toBe(true);
    expect(hasOutboundSide({ ...agent, kind: 'inbound' })).toBe(false);
  });
});

describe('a tether that is held', () => {
  test('is looked at again after 2 s, then later, then every 10 s; and says why once', () => {
    let agent = wantTether(outbound(), start).agent;
    const looks: number[] = [];
    const said: string[] = [];
    for (let now = start; now < start + 60_000; ) {
      const step = holdTether(agent, now, 'there is no room');
      said.push(...saidBy(step.effects));
      agent = step.agent;
      now = agent.outbound.tether?.state === 'waiting' ? agent.outbound.tether.retryAt : Number.NaN;
      looks.push((now - start) / 1000);
    }
    expect(looks).toEqual([2, 4, 8, 16, 26, 36, 46, 56, 66]);
    expect(said).toEqual(['tether.held']);
    expect(saidBy(holdTether(agent, start + 66_000, 'the heartbeat is lost').effects)).toEqual(['tether.held']);
  });

  test('is none that was asked for already', () => {
    const agent = outbound(aTether('ana:4', { state: 'requested' }));
    expect(holdTether(agent, start, 'late')).toEqual({ agent, effects: [] });
  });
});

describe('the name of a tether', () => {
  test('is that of the command that asks for it', () => {
    const agent = outbound();
    expect(nextTetherId(agent)).toBe('ana:5');
    const asked = requestTether(agent, rules, { now: start, tetherId: nextTetherId(agent), token: '12345678' });
    const command = asked.effects.find((effect) => effect.kind === 'command');
    expect(command).toMatchObject({ command: { agentFence: 5, commandId: 'ana:5', tether: { tetherId: 'ana:5' } } });
  });

  test('is news to a decision where callers may need the agent, and no move has been decided on', () => {
    const isAsked = (agent: AgentRecord) =>
      requestTether(agent, rules, { now: start, tetherId: 'ana:5', token: '12345678' }).effects.some(
        ({ kind }) => kind === 'rebalance',
      );
    const moving = { ...outbound(), outbound: { ...outbound().outbound, move: { moveId: 'm' } as AgentMove } };
    expect([outbound(), { ...outbound(), kind: 'outbound' } as const, moving].map(isAsked)).toEqual([
      true,
      false,
      false,
    ]);
    const { effects } = requestTether(moving, rules, { now: start, tetherId: 'ana:5', token: '12345678' });
    expect(effects.map(({ kind }) => kind)).toStrictEqual(['timer', 'decision', 'command']);
  });

  test('is not what tells its fence, which is that of the command', () => {
    const asked = requestTether(outbound(), rules, { now: start, tetherId: 'another', token: '12345678' });
    const command = asked.effects.find((effect) => effect.kind === 'command');
    expect(command).toMatchObject({ command: { agentFence: 5 } });
    expect(asked.agent.outbound).toMatchObject({ fence: 5, tether: { tetherId: 'another', fence: 5 } });
  });
});

describe('an attempt that fails', () => {
  test.each([
    [1, 2],
    [2, 4],
  ])('as number %i is followed by the next after %i s', (attempt, seconds) => {
    const { agent, effects } = failAttempt(
      outbound(aTether('ana:4', { state: 'mapped', attempt })),
      rules,
      start,
      'why',
    );
    expect(agent.outbound.tether).toMatchObject({ state: 'waiting', attempt: attempt + 1, why: 'why' });
    expect(timersOf(effects)).toEqual([seconds * 1000]);
    expect(effects.filter(({ kind }) => kind === 'stop' || kind === 'let-go')).toHaveLength(2);
  });

  test('as the last turns the icon red; it is weighed, and nothing more comes of itself', () => {
    const { agent, effects } = failAttempt(
      outbound(aTether('ana:4', { state: 'mapped', attempt: 3 })),
      rules,
      start,
      'why',
    );
    expect(agent.outbound.tether).toMatchObject({ state: 'failed' });
    expect(agent.outbound.tether).not.toHaveProperty('contactId');
    expect(effects.filter(({ kind }) => kind === 'timer')).toMatchObject([
      { timer: { kind: 'tether-failed', failedAt: start }, dueAt: start },
    ]);
    expect(wantsTether(agent)).toBe(false);
  });
});

describe('the timer of a tether', () => {
  const at = (tether: Tether, now: number) => onTetherTimer(outbound(tether), rules, tether.tetherId, now);
  const expiresAt = start + 25_000;

  test.each(['requested', 'dialling', 'answered', 'unmapped', 'mapped'] as const)('ends one that is %s', (state) => {
    const tether = aTether('ana:4', { state, upAt: start + 24_000 });
    expect(at(tether, expiresAt - 1).effects).toEqual([]);
    expect(at(tether, expiresAt).agent.outbound.tether).toMatchObject({ state: 'waiting', attempt: 2 });
  });

  test.each(['ready', 'ending', 'failed'] as const)('leaves one that is %s', (state) => {
    expect(at(aTether('ana:4', { state }), expiresAt + 60_000).effects).toEqual([]);
  });

  test('greys one that is up and without its token after 3 s, and leaves one of another name', () => {
    const up = aTether('ana:4', { state: 'answered', upAt: start });
    expect(at(up, start + 2_999).effects).toEqual([]);
    expect(at(up, start + 3_000).agent.outbound.tether?.state).toBe('unmapped');
    expect(onTetherTimer(outbound(up), rules, 'ana:3', expiresAt).effects).toEqual([]);
  });

  test('starts one that waits only if the agent is free', () => {
    const waiting = aTether('ana:4', { state: 'waiting', retryAt: start });
    expect(at(waiting, start).effects).toEqual([{ kind: 'start-tether' }]);
    const away = outbound(waiting, { nextStatus: 'Break' });
    expect(onTetherTimer(away, rules, 'ana:4', start).effects).toEqual([]);
  });
});

describe('all attempts together', () => {
  const seconds = (count: number) => start + count * 1000;
  const first = requestTether(wantTether(outbound(), start).agent, rules, {
    now: start,
    tetherId: 'ana:5',
    token: '1',
  }).agent;
  const missed = (at: number) => failAttempt(first, rules, seconds(at), 'the softphone did not accept it').agent;
  const notFree = { nextStatus: 'Break' };

  test('last as long as their times and back-offs: three of 30 s, 2 s and 4 s', () => {
    expect(first.outbound.tether).toMatchObject({ lastsUntil: seconds(96) });
  });

  test('are given up when the softphone is not free in time for another', () => {
    const waits = { ...missed(20), ...notFree };
    const { tetherId } = waits.outbound.tether as Tether;
    const looked = onTetherTimer(waits, rules, tetherId, seconds(22));
    expect(timersOf(looked.effects)).toEqual([91_001]);
    const over = onTetherTimer(looked.agent, rules, tetherId, seconds(91.001));
    expect(over.agent.outbound.tether).toMatchObject({ state: 'failed', why: 'the softphone did not accept it' });
    expect(saidBy(over.effects)).toContain('tether.failed');
  });

  test('end together: an attempt that begins late is shorter', () => {
    const late = missed(70);
    const { agent } = requestTether(late, rules, { now: seconds(80), tetherId: 'ana:7', token: '2' });
    expect(agent.outbound.tether).toMatchObject({ attempt: 2, expiresAt: seconds(96), lastsUntil: seconds(96) });
  });

  test('come to an end where the next would have no time', () => {
    expect(missed(89).outbound.tether).toMatchObject({ state: 'waiting', attempt: 2 });
    expect(missed(90).outbound.tether).toMatchObject({ state: 'failed', attempt: 1 });
  });
});

test('progress that is told again, or too late, changes nothing', () => {
  for (const state of ['answered', 'mapped', 'ready', 'waiting'] as const) {
    const agent = outbound(aTether('ana:4', { state }));
    expect(noteProgress(agent, 'dialling', start)).toEqual({ agent, effects: [] });
  }
  const dialling = outbound(aTether('ana:4', { state: 'dialling' }));
  expect(noteProgress(dialling, 'dialling', start).agent).toBe(dialling);
  expect(timersOf(noteProgress(dialling, 'answered', start).effects)).toEqual([3_000]);
});
