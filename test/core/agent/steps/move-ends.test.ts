import type { AgentRecord } from '../../../../core/agent/agent';
import type { Effect } from '../../../../core/agent/effect';
import type { LastMove } from '../../../../core/agent/last-move';
import type { OutboundState } from '../../../../core/agent/outbound';
import type { Step } from '../../../../core/agent/steps/agent-step';
import { callOffMove, completeMoveOut, failMove, finishMoveIn } from '../../../../core/agent/steps/finish-move';
import { cancelMove, takeBackRelease } from '../../../../core/agent/steps/release';
import type { MoveId } from '../../../../core/ids';
import { anAgent, onTether, start } from '../../../adapters/contract/builders';
import { aMove, commandsOf, linesOf, type MoveChanges, seconds } from './outbound-steps';

const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, idleOnSideSince: start - 90_000, outbound: onTether('ann', over), ...changes });

const moving = (over: MoveChanges = {}, state: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}) =>
  ann({ move: aMove(over), movedAt: [start], ...state }, changes);
const afterWork = { when: 'after-work', phase: 'after-work' } as const;
const ending = { phase: 'ending', deadline: seconds(31) } as const;

const without = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind !== 'command' && kind !== 'decision');
/** `ann chose to leave`. */
const noMore = { code: 'agent-left', figures: { agent: 'ann' } } as const;
/** `the caller was served meanwhile`. */
const served = { code: 'caller-served', figures: {} } as const;
const nothing = (agent: AgentRecord): Step => ({ agent, effects: [] });

describe('a move that is over', () => {
  it('came about where the agent is Available without a tether; the caller is offered', () => {
    const { agent, effects } = finishMoveIn(moving(ending, { tether: null }), seconds(12.34));
    expect(agent).toMatchObject({ idle: true, idleOnSideSince: seconds(12.34) });
    expect(agent.outbound).toMatchObject({ move: null, side: 'inbound', sideSince: seconds(12.34), movedAt: [start] });
    expect(effects).toEqual([
      {
        kind: 'decision',
        decision: {
          ...{ type: 'move.completed', at: seconds(12.34), group: 'sales', moveId: 'm-1', agentId: 'ann' },
          ...{ to: 'inbound', callId: 'call-1', seconds: 12.34 },
          ...{ reason: 'ann is on the inbound side after 12.3 s', inputs: { rule: 'caller-waiting' } },
        },
      },
      { kind: 'move-over', moveId: 'm-1' },
      { kind: 'rebalance' },
      { kind: 'offer-paired', callId: 'call-1' },
    ]);
  });

  it('offers nobody where it was for no caller', () => {
    const { effects } = finishMoveIn(moving({ ...ending, callId: null }, { tether: null }), seconds(12));
    expect(without(effects)).toEqual([{ kind: 'move-over', moveId: 'm-1' }, { kind: 'rebalance' }]);
  });

  it('is not over before: not with a tether, not with a softphone in use, not on the way out', () => {
    for (const agent of [
      moving(ending),
      moving(ending, { tether: null }, { voiceSlotsAvailable: 0 }),
      moving({ to: 'outbound', phase: 'tethering' }, { tether: null }),
      ann({ tether: null }),
    ])
      expect(finishMoveIn(agent, seconds(12))).toEqual(nothing(agent));
  });

  it.each([
    ['a status', { status: { name: 'Lunch', type: 'CUSTOM', since: start } }, 'ann went Lunch'],
    ['a wish', { nextStatus: 'Break', voiceSlotsAvailable: 0 }, 'ann went Break'],
  ] as const)('came to nothing where the agent has gone elsewhere, by %s; on the inbound side', (_, changes, why) => {
    const { agent, effects } = finishMoveIn(moving(ending, { tether: null }, changes), seconds(12));
    expect(agent.outbound).toMatchObject({ move: null, side: 'inbound', sideSince: seconds(12) });
    expect(linesOf(effects)).toMatchObject([{ type: 'move.failed', reason: why }]);
  });

  it('to outbound is over with its tether', () => {
    const out = { to: 'outbound', phase: 'tethering', callId: null } as const;
    const { agent, effects } = completeMoveOut(moving(out, { side: 'inbound' }), seconds(3));
    expect(agent.idleOnSideSince).toBe(seconds(3));
    expect(agent.outbound).toMatchObject({ move: null, side: 'outbound', sideSince: seconds(3) });
    expect(linesOf(effects)).toMatchObject([{ reason: 'ann is on the outbound side after 3.0 s' }]);
    for (const other of [moving(), ann()]) expect(completeMoveOut(other, seconds(3))).toEqual(nothing(other));
  });
});

describe('the move that is shown as the last', () => {
  const shown = (moveId: MoveId): LastMove => ({
    ...{ moveId, rule: 'caller-waiting', from: 'outbound', to: 'inbound', decidedAt: start },
    ...{ because: noMore, ended: null },
  });
  const last = (agent: AgentRecord) => agent.outbound.lastMove;

  it('came about, failed or was called off, and says why', () => {
    const agent = moving({}, { lastMove: shown('m-1') });
    const here = moving(ending, { lastMove: shown('m-1'), tether: null }, { idle: true });
    const ended = { at: seconds(4), because: noMore };
    expect(last(finishMoveIn(here, seconds(4)).agent)).toEqual({
      ...shown('m-1'),
      ended: { how: 'completed', at: seconds(4), because: null },
    });
    expect(last(failMove(agent, seconds(4), noMore).agent)?.ended).toEqual({ how: 'failed', ...ended });
    expect(last(callOffMove(agent, seconds(4), noMore).agent)?.ended).toEqual({ how: 'cancelled', ...ended });
  });

  it('is left as it is by the end of another, and none where none is shown', () => {
    expect(last(failMove(moving({}, { lastMove: shown('m-0') }), seconds(4), noMore).agent)).toEqual(shown('m-0'));
    expect(last(failMove(moving({}, { lastMove: null }), seconds(4), noMore).agent)).toBeNull();
  });
});

describe('a move that is off', () => {
  const off = (agent: AgentRecord) => failMove(agent, seconds(4), noMore, 30_000);

  it('is told with its figures, and is out of the ledger', () => {
    const { agent, effects } = off(moving());
    expect(agent.outbound).toMatchObject({
      move: null,
      leftAloneUntil: seconds(34),
      movedAt: [],
      sideSince: seconds(4),
    });
    expect(effects).toEqual([
      {
        kind: 'decision',
        decision: {
          ...{ type: 'move.failed', at: seconds(4), group: 'sales', moveId: 'm-1', agentId: 'ann', to: 'inbound' },
          ...{ callId: 'call-1', seconds: 4, reason: 'ann chose to leave', because: noMore },
          inputs: { rule: 'caller-waiting', phase: 'releasing' },
        },
      },
      { kind: 'move-over', moveId: 'm-1' },
      { kind: 'rebalance' },
    ]);
  });

  it('leaves nobody alone unless it failed, and whoever is left alone as long as they were', () => {
    const agent = moving({}, { leftAloneUntil: seconds(90) });
    expect(failMove(agent, seconds(4), noMore).agent.outbound.leftAloneUntil).toBe(seconds(90));
    expect(callOffMove(agent, seconds(4), noMore).agent.outbound.leftAloneUntil).toBe(seconds(90));
    expect(linesOf(callOffMove(agent, seconds(4), noMore).effects)).toMatchObject([{ type: 'move.cancelled' }]);
  });

  it('counts in the hourly cap once the Campaign Manager has let go, and not before', () => {
    const earlier = { movedAt: [start - 60_000, start] };
    expect(off(moving({}, earlier)).agent.outbound.movedAt).toEqual([start - 60_000]);
    expect(off(moving(afterWork, earlier)).agent.outbound.movedAt).toEqual([start - 60_000]);
    expect(off(moving(ending, earlier)).agent.outbound.movedAt).toEqual([start - 60_000, start]);
    const out = { to: 'outbound', phase: 'tethering' } as const;
    expect(off(moving(out, earlier)).agent.outbound.movedAt).toEqual([start - 60_000, start]);
  });

  it('starts the dwell anew where the agent was shown as moving, and the time idle only on the inbound side', () => {
    expect(off(moving({ ...afterWork })).agent.outbound.sideSince).toBe(start);
    expect(off(moving({ ...afterWork, ...ending })).agent.outbound.sideSince).toBe(seconds(4));
    expect(off(moving()).agent.idleOnSideSince).toBe(start - 90_000);
    const inbound = { side: 'inbound', tether: null } as const;
    expect(off(moving({ to: 'outbound', phase: 'tethering' }, inbound)).agent.idleOnSideSince).toBe(seconds(4));
    expect(off(moving({ ...afterWork }, inbound)).agent.idleOnSideSince).toBe(start - 90_000);
  });

  it('is never over before it began, and is none without one', () => {
    const { agent, effects } = failMove(moving(), start - 5_000, noMore, 1);
    expect(agent.outbound.sideSince).toBe(start);
    expect(linesOf(effects)).toMatchObject([{ at: start, seconds: 0 }]);
    const still = ann();
    expect(off(still)).toEqual(nothing(still));
  });

  it('names no group where the agent has none any more', () => {
    expect(linesOf(off(moving({}, {}, { group: null })).effects)).toMatchObject([{ group: '' }]);
    const arrived = finishMoveIn(moving(ending, { tether: null }, { group: null }), seconds(5));
    expect(linesOf(arrived.effects)).toMatchObject([{ group: '' }]);
  });
});

describe('a release after work that is not wanted any more', () => {
  it('is taken back', () => {
    for (const agent of [moving(afterWork), moving({ when: 'after-work' })]) {
      const { effects } = takeBackRelease(agent, seconds(5), 'served');
      expect(effects).toEqual([
        {
          kind: 'command',
          command: {
            ...{ type: 'CancelRelease', commandId: 'ann:3', agentFence: 3, agentId: 'ann', tetherId: 'tether-ann' },
            ...{ moveId: 'm-1', deadline: seconds(65), reason: 'served' },
          },
        },
      ]);
    }
  });

  it.each<[string, AgentRecord]>([
    ['is one of now', moving()],
    ['has happened', moving({ ...afterWork, phase: 'ending' })],
    ['has no tether', moving(afterWork, { tether: null })],
    ['is none', ann()],
  ])('is not where it %s', (_, agent) => {
    expect(takeBackRelease(agent, seconds(5), 'served')).toEqual(nothing(agent));
  });

  it('goes with its move', () => {
    const { agent, effects } = cancelMove(moving(afterWork), 'm-1', seconds(5), served);
    expect(agent.outbound.move).toBeNull();
    expect(commandsOf(effects)).toMatchObject([{ type: 'CancelRelease', reason: 'the caller was served meanwhile' }]);
    expect(linesOf(effects)).toMatchObject([{ type: 'move.cancelled', reason: 'the caller was served meanwhile' }]);
  });

  it.each<[string, AgentRecord, string]>([
    ['is one of now', moving(), 'm-1'],
    ['has happened', moving({ ...afterWork, phase: 'ending' }), 'm-1'],
    ['is another', moving(afterWork), 'm-2'],
    ['is none', ann(), 'm-1'],
  ])('leaves a move that %s', (_, agent, moveId) => {
    expect(cancelMove(agent, moveId, seconds(5), served)).toEqual(nothing(agent));
  });
});
