import type { AgentRecord } from '../../../../core/agent/agent';
import type { Effect } from '../../../../core/agent/effect';
import type { OutboundState } from '../../../../core/agent/outbound';
import type { PlannedMove } from '../../../../core/agent/planned-move';
import type { Step } from '../../../../core/agent/steps/agent-step';
import { onReleaseAnswer } from '../../../../core/agent/steps/answer-release';
import { beginMove } from '../../../../core/agent/steps/begin-move';
import { drain, giveBackTether } from '../../../../core/agent/steps/give-back';
import { onMoveTimer } from '../../../../core/agent/steps/move-deadline';
import { askForRelease, askWork, endTether } from '../../../../core/agent/steps/release';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';
import { aMove, aPreview, commandsOf, linesOf, type MoveChanges, seconds } from './outbound-steps';

const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, idleOnSideSince: start - 90_000, outbound: onTether('ann', over), ...changes });

const moving = (over: MoveChanges = {}, state: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}) =>
  ann({ move: aMove(over), movedAt: [start], ...state }, changes);
const afterWork = { when: 'after-work', phase: 'after-work' } as const;
const ending = { phase: 'ending', deadline: seconds(31) } as const;

const planned = (over: Partial<PlannedMove> = {}): PlannedMove => ({
  ...{ agentId: 'ann', username: 'ann', campaigns: [], to: 'inbound', rule: 'idle', callId: null, when: 'now' },
  ...{ because: { code: 'only-observed', figures: {} }, inputs: { 'blend-to-outbound/idle-seconds': 30 } },
  ...over,
});

const without = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind !== 'command' && kind !== 'decision');
const moveTimer = (dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'move', agentId: 'ann', moveId: 'm-1' },
  dueAt,
});
const nothing = (agent: AgentRecord): Step => ({ agent, effects: [] });

describe('a move that begins', () => {
  it('from a tether asks the Campaign Manager, which has 10 s', () => {
    const { agent, effects } = beginMove(ann(), planned(), 'm-1', 'sales', start);
    expect(agent.outbound.move).toEqual(aMove({ rule: 'idle', callId: null }));
    expect(agent.outbound.tether?.state).toBe('ready');
    expect(agent.outbound.work?.state).toBe('idle');
    expect(effects).toEqual([
      {
        kind: 'decision',
        decision: {
          ...{ type: 'move.decided', at: start, group: 'sales', moveId: 'm-1', agentId: 'ann', to: 'inbound' },
          ...{ rule: 'idle', callId: null, when: 'now', deadline: seconds(10) },
          ...{ reason: 'the group is only observed: nobody is moved', because: planned().because },
          inputs: { 'blend-to-outbound/idle-seconds': 30 },
        },
      },
      {
        kind: 'command',
        command: {
          ...{ type: 'ReleaseAgent', commandId: 'ann:3', agentFence: 3, agentId: 'ann', tetherId: 'tether-ann' },
          ...{ moveId: 'm-1', when: 'now', deadline: seconds(10), reason: 'idle' },
        },
      },
      moveTimer(seconds(10)),
    ]);
  });

  it('is shown as the last one, under way', () => {
    expect(beginMove(ann(), planned(), 'm-1', 'sales', start).agent.outbound.lastMove).toEqual({
      ...{ moveId: 'm-1', rule: 'idle', from: 'outbound', to: 'inbound', decidedAt: start },
      ...{ because: planned().because, ended: null },
    });
  });

  it('for a while holds the agent where they go, counted from when it is decided', () => {
    const held = (over: Partial<PlannedMove>) =>
      beginMove(ann({ held: { until: seconds(5) } }), planned(over), 'm-1', 'sales', start).agent.outbound.held;
    expect(held({ holdSeconds: 600 })).toEqual({ until: seconds(600) });
    expect(held({})).toBeNull();
  });

  it('counts in the hourly cap with those of the last hour, and no older ones', () => {
    const movedAt = [start - 3_600_000, start - 3_599_999];
    const { outbound } = beginMove(ann({ movedAt }), planned(), 'm-1', 'sales', start).agent;
    expect(outbound.movedAt).toEqual([start - 3_599_999, start]);
  });

  it('to outbound waits for its tether, 30 s; one that failed is forgotten', () => {
    const failed = { tether: aTether('tether-ann', { state: 'failed' }), side: 'inbound' } as const;
    const { agent, effects } = beginMove(ann(failed), planned({ to: 'outbound' }), 'm-1', 'sales', start);
    expect(agent.outbound).toMatchObject({
      move: aMove({ to: 'outbound', rule: 'idle', callId: null, phase: 'tethering' }),
      ...{ tether: null, work: null },
    });
    expect(without(effects)).toEqual([]);
  });

  it('without a tether is over at once where the agent is Available', () => {
    const failed = { tether: aTether('tether-ann', { state: 'failed' }), sideSince: start - 90_000 };
    const { agent, effects } = beginMove(ann(failed), planned({ callId: 'call-1' }), 'm-1', 'sales', start);
    expect(agent).toMatchObject({ idle: true, idleOnSideSince: start });
    expect(agent.outbound).toMatchObject({ move: null, tether: null, work: null, side: 'inbound', sideSince: start });
    expect(linesOf(effects).map(({ type }) => type)).toEqual(['move.decided', 'move.completed']);
    expect(without(effects)).toEqual([
      { kind: 'move-over', moveId: 'm-1' },
      { kind: 'rebalance' },
      { kind: 'offer-paired', callId: 'call-1' },
    ]);
  });

  it('without a tether waits for a softphone that is not free, 30 s', () => {
    const failed = ann({ tether: aTether('tether-ann', { state: 'failed' }) }, { voiceSlotsAvailable: 0 });
    const { agent, effects } = beginMove(failed, planned(), 'm-1', 'sales', start);
    expect(agent.outbound.move).toMatchObject({ phase: 'ending', deadline: seconds(30) });
    expect(without(effects)).toEqual([moveTimer(seconds(30))]);
  });

  it('for a caller takes back what the agent is shown, behind the release; otherwise it stays', () => {
    const typesOf = (rule: PlannedMove['rule']) =>
      commandsOf(beginMove(ann({ preview: aPreview() }), planned({ rule }), 'm-1', 'sales', start).effects);
    expect(typesOf('caller-waiting')).toMatchObject([
      { type: 'ReleaseAgent', agentFence: 3 },
      { type: 'PreviewDecided', agentFence: 4, outcome: 'withdrawn', by: 'system', reason: 'a caller waits' },
    ]);
    expect(typesOf('supervisor').map(({ type }) => type)).toEqual(['ReleaseAgent']);
  });
});

describe('a release', () => {
  it('is asked for a move of an agent on a tether only', () => {
    for (const agent of [ann(), moving({}, { tether: null })])
      expect(askForRelease(agent, start)).toEqual(nothing(agent));
  });

  it('is not asked for without a tether, nor for a move out', () => {
    expect(commandsOf(beginMove(ann({ tether: null }), planned(), 'm-1', 'sales', start).effects)).toEqual([]);
    const out = beginMove(ann(), planned({ to: 'outbound' }), 'm-1', 'sales', start);
    expect(out.agent.outbound).toMatchObject({ tether: null, move: { phase: 'tethering' } });
  });
});

describe('the answer to a release', () => {
  const answered = (agent: AgentRecord, result: 'released' | 'accepted' | 'cancelled', moveId: string | null = 'm-1') =>
    onReleaseAnswer(agent, { result }, moveId, seconds(1));
  const letGo = { state: 'ending', endingFor: 'released' } as const;

  it('`released` ends the tether, and gives what is left of the move 30 s', () => {
    const { agent, effects } = answered(moving(), 'released');
    expect(agent.outbound).toMatchObject({ tether: letGo, move: aMove(ending) });
    expect(effects).toEqual([{ kind: 'stop', contactId: 'contact-of-tether-ann' }, moveTimer(seconds(31))]);
  });

  it('`released` after work tells the ledger when the move is over', () => {
    const { agent, effects } = answered(moving(afterWork), 'released');
    expect(agent.outbound.move).toEqual(aMove({ ...afterWork, ...ending }));
    expect(effects.at(-1)).toEqual({ kind: 'move-released', moveId: 'm-1', deadline: seconds(36) });
  });

  it.each([
    ['for a wish to go home', { why: 'logged-out', since: start }, null, 'logout'],
    ['for a wish to leave', { why: 'not-ready', since: start }, null, 'released'],
    ['for a wish that was taken back', null, null, 'released'],
    ['for a move while the agent leaves', { why: 'logged-out', since: start }, 'm-0', 'logout'],
  ] as const)('`released` %s ends the tether', (_, giveBack, moveId, endingFor) => {
    const { agent, effects } = answered(ann({ giveBack }), 'released', moveId);
    expect(agent.outbound).toMatchObject({ giveBack, tether: { state: 'ending', endingFor } });
    expect(without(effects)).toEqual([{ kind: 'stop', contactId: 'contact-of-tether-ann' }]);
  });

  it.each<[string, AgentRecord]>([
    ['is over', ann()],
    ['was another', moving({ moveId: 'm-2' })],
    ['is to outbound', moving({ to: 'outbound', phase: 'tethering' })],
    ['has been answered', moving(ending)],
  ])('`released` for a move that %s brings the agent in all the same', (_, agent) => {
    const step = answered(agent, 'released');
    expect(step.agent.outbound).toMatchObject({
      ...{ giveBack: { why: 'to-inbound', since: seconds(1) }, tether: letGo },
      move: agent.outbound.move,
    });
  });

  it('`released` changes nothing without a tether', () => {
    const agent = moving({}, { tether: null });
    expect(answered(agent, 'released')).toEqual(nothing(agent));
  });

  it.each(['ending', 'failed'] as const)('`released` changes nothing on a tether that is %s', (state) => {
    const agent = moving({}, { tether: aTether('tether-ann', { state }) });
    expect(answered(agent, 'released')).toEqual(nothing(agent));
  });

  it('`accepted` waits for the work to end, and for one of now for the event', () => {
    const asked = moving({ when: 'after-work' });
    const { agent, effects } = answered(asked, 'accepted');
    expect(agent.outbound.move).toEqual(aMove(afterWork));
    expect(effects).toEqual([]);
    for (const other of [moving(), moving(afterWork), moving({ ...afterWork, ...ending }), ann()])
      expect(answered(other, 'accepted')).toEqual(nothing(other));
    const twice = moving(afterWork);
    expect(answered(twice, 'accepted').agent).toBe(twice);
    expect(answered(asked, 'accepted', 'm-2')).toEqual(nothing(asked));
  });

  it('`cancelled` calls the move off', () => {
    for (const agent of [moving(), moving(afterWork)]) {
      const step = answered(agent, 'cancelled');
      expect(step.agent.outbound).toMatchObject({ move: null, leftAloneUntil: null });
      expect(linesOf(step.effects)).toMatchObject([
        { type: 'move.cancelled', reason: 'the caller was served meanwhile' },
      ]);
    }
    expect(answered(moving(ending), 'cancelled').effects).toEqual([]);
    expect(answered(ann(), 'cancelled', null).effects).toEqual([]);
  });

  it('`refused` fails the move, and leaves the agent alone for 30 s', () => {
    const refused = (agent: AgentRecord) =>
      onReleaseAnswer(agent, { result: 'refused', why: 'busy' }, 'm-1', seconds(1));
    const { agent, effects } = refused(moving());
    expect(agent.outbound).toMatchObject({ move: null, leftAloneUntil: seconds(31) });
    expect(linesOf(effects)).toMatchObject([
      { type: 'move.failed', reason: 'the Campaign Manager would not let go: busy' },
    ]);
    expect(refused(moving({ moveId: 'm-2' })).effects).toEqual([]);
  });
});

describe('a phase of a move that runs out', () => {
  it('is given up then and not before, and only that of this move', () => {
    const agent = moving();
    expect(onMoveTimer(agent, 'm-1', seconds(10) - 1)).toEqual(nothing(agent));
    expect(onMoveTimer(agent, 'm-2', seconds(10))).toEqual(nothing(agent));
    expect(onMoveTimer(ann(), 'm-1', seconds(10)).effects).toEqual([]);
    for (const phase of [afterWork, { phase: 'tethering', to: 'outbound' } as const]) {
      const other = moving(phase);
      expect(onMoveTimer(other, 'm-1', seconds(60))).toEqual(nothing(other));
    }
  });

  it('unanswered fails, and the Campaign Manager is asked what the agent does', () => {
    const { agent, effects } = onMoveTimer(moving(), 'm-1', seconds(10));
    expect(agent.outbound).toMatchObject({ move: null, leftAloneUntil: seconds(40) });
    expect(linesOf(effects)).toMatchObject([{ reason: 'the Campaign Manager did not answer in time' }]);
    expect(commandsOf(effects)).toMatchObject([{ type: 'ReportAgentWork', deadline: seconds(70) }]);
  });

  it('unanswered after work takes the release back first', () => {
    const { effects } = onMoveTimer(moving({ when: 'after-work' }), 'm-1', seconds(10));
    expect(commandsOf(effects)).toMatchObject([
      { type: 'CancelRelease', moveId: 'm-1', reason: 'the Campaign Manager did not answer in time' },
      { type: 'ReportAgentWork' },
    ]);
  });

  it('with a tether that does not end keeps the agent on neither side', () => {
    const tether = aTether('tether-ann', { state: 'ending', endingFor: 'dropped' });
    const { agent, effects } = onMoveTimer(moving(ending, { tether }), 'm-1', seconds(31));
    expect(agent.outbound).toMatchObject({
      ...{ move: null, giveBack: { why: 'to-inbound', since: seconds(31) } },
      tether: { state: 'ending', endingFor: 'released' },
    });
    expect(linesOf(effects)).toMatchObject([{ reason: 'the tether did not end within 30 s' }]);
  });

  it('with a softphone that is not free leaves the agent on the inbound side', () => {
    const { agent, effects } = onMoveTimer(moving(ending, { tether: null }), 'm-1', seconds(31));
    expect(agent.outbound).toMatchObject({ move: null, giveBack: null, side: 'inbound', sideSince: seconds(31) });
    expect(linesOf(effects)).toMatchObject([{ reason: 'the softphone was not free within 30 s' }]);
  });
});

describe('a tether that is given back', () => {
  const moveOff = { code: 'agent-left', figures: { agent: 'ann' } } as const;
  const words = { withdrawn: 'gone', told: 'wants to leave', moveOff };
  const back = (agent: AgentRecord, why: 'not-ready' | 'logged-out' = 'not-ready') =>
    giveBackTether(agent, why, seconds(6), words);

  it('may be used no longer, and is asked back', () => {
    const { agent, effects } = back(ann());
    expect(agent.outbound.giveBack).toEqual({ why: 'not-ready', since: seconds(6) });
    expect(commandsOf(effects)).toMatchObject([
      { type: 'TetherStateChanged', state: 'not-ready', why: 'wants to leave' },
      { type: 'ChangeAgentState', state: 'not-ready', campaigns: ['spring', 'autumn'], reason: 'wants to leave' },
    ]);
    expect(commandsOf(back(ann(), 'logged-out').effects)).toMatchObject([{}, { state: 'logged-out' }]);
  });

  it('ends a move that was on its way in, unless it has let go', () => {
    const { agent, effects } = back(moving(afterWork));
    expect(agent.outbound.move).toBeNull();
    expect(commandsOf(effects).map(({ type }) => type)).toContain('CancelRelease');
    expect(linesOf(effects)).toMatchObject([{ type: 'move.failed', reason: 'ann chose to leave' }]);
    expect(back(moving(ending)).agent.outbound.move).toEqual(aMove(ending));
    const out = moving({ to: 'outbound', phase: 'tethering' });
    expect(back(out).agent.outbound.move).toEqual(out.outbound.move);
  });

  it('is ended in Connect where its call is known, and is none without one', () => {
    const none = ann({ tether: null });
    expect(endTether(none, 'released')).toEqual(nothing(none));
    const unknown = ann({ tether: aTether('tether-ann', { state: 'answered' }) });
    expect(endTether(unknown, 'released').effects).toEqual([]);
  });
});

describe('with blending switched off', () => {
  it('a tether goes back after the work in hand, to the inbound side', () => {
    const { agent, effects } = drain(ann(), seconds(7));
    expect(agent.outbound.giveBack).toEqual({ why: 'to-inbound', since: seconds(7) });
    expect(commandsOf(effects)).toMatchObject([
      { type: 'TetherStateChanged', state: 'not-ready' },
      {
        type: 'ChangeAgentState',
        state: 'not-ready',
        campaigns: ['spring', 'autumn'],
        reason: 'blending is switched off',
      },
    ]);
  });

  it('whoever has one that failed comes in', () => {
    const { agent, effects } = drain(ann({ tether: aTether('tether-ann', { state: 'failed' }) }), seconds(7));
    expect(agent).toMatchObject({ idleOnSideSince: seconds(7) });
    expect(agent.outbound).toMatchObject({ tether: null, work: null, side: 'inbound', sideSince: seconds(7) });
    expect(effects).toEqual([{ kind: 'rebalance' }]);
  });

  const failed = { tether: aTether('tether-ann', { state: 'failed' }) };
  it.each<[string, AgentRecord]>([
    ['gives it back already', ann({ giveBack: { why: 'not-ready', since: start } })],
    ['is on a move', moving()],
    ['has one on its way', ann({ tether: aTether('tether-ann', { state: 'mapped' }) })],
    ['has none', ann({ tether: null })],
    ['is on the inbound side', ann({ ...failed, side: 'inbound' })],
    ['has no inbound side', ann(failed, { kind: 'outbound' })],
  ])('whoever %s stays as they are', (_, agent) => {
    expect(drain(agent, seconds(7))).toEqual(nothing(agent));
  });
});

test('only of an agent on a ready tether is it asked what they do', () => {
  expect(askWork(ann(), start).effects).toHaveLength(1);
  for (const tether of [null, aTether('tether-ann', { state: 'ending' })])
    expect(askWork(ann({ tether }), start).effects).toEqual([]);
});
