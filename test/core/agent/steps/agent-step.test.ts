import type { AgentRecord } from '../../../../core/agent/agent';
import { isIdleOnTether, type OutboundState, shownSide } from '../../../../core/agent/outbound';
import {
  shownChanges,
  staffingBy,
  stepTo,
  tell,
  tellState,
  then,
  unchanged,
} from '../../../../core/agent/steps/agent-step';
import { indicatorOf } from '../../../../core/agent/tether-record';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';
import { aMove } from './outbound-steps';

const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, outbound: onTether('ann', over), ...changes });

describe('steps', () => {
  it('follow one another, with what follows from both in order', () => {
    const first = stepTo(ann(), { fence: 3 }, { kind: 'rebalance' });
    const both = then(first, (agent) => stepTo(agent, { fence: agent.outbound.fence + 1 }, { kind: 'start-tether' }));
    expect(both.agent.outbound.fence).toBe(4);
    expect(both.effects).toEqual([{ kind: 'rebalance' }, { kind: 'start-tether' }]);
    expect(then(first, unchanged).effects).toEqual([{ kind: 'rebalance' }]);
  });

  it('tell whether the agent is idle on the inbound side then', () => {
    expect(stepTo(ann(), { side: 'inbound', tether: null }).agent.idle).toBe(true);
    expect(stepTo(anAgent('ann'), { side: 'outbound' }).agent.idle).toBe(false);
  });

  it('send commands by name and number, the next one higher, until a whole millisecond', () => {
    const { agent, effects } = tell(ann(), { type: 'ReportAgentWork', tetherId: 't', deadline: start + 0.5 });
    expect(agent.outbound.fence).toBe(3);
    expect(effects).toEqual([
      {
        kind: 'command',
        command: {
          ...{ type: 'ReportAgentWork', tetherId: 't', deadline: start + 1 },
          ...{ commandId: 'ann:3', agentFence: 3, agentId: 'ann' },
        },
      },
    ]);
  });
});

describe('what an agent wants', () => {
  const told = (agent: AgentRecord, state: 'available' | 'not-ready' | 'logged-out') =>
    tellState(agent, start, { state, campaigns: ['spring'], reason: 'why' }).effects.map((effect) =>
      effect.kind === 'command' ? effect.command : effect,
    );
  const wish = {
    ...{ type: 'ChangeAgentState', agentId: 'ann', username: 'ann', group: 'sales', campaigns: ['spring'] },
    ...{ reason: 'why', deadline: start + 300_000 },
  };
  const usable = {
    ...{ type: 'TetherStateChanged', agentId: 'ann', tetherId: 'tether-ann', why: 'why', deadline: start + 300_000 },
  };

  it('reaches the Campaign Manager within the time in which it may use the agent, and no other', () => {
    expect(told(ann(), 'available')).toEqual([
      { ...wish, state: 'available', commandId: 'ann:3', agentFence: 3 },
      { ...usable, state: 'ready', commandId: 'ann:4', agentFence: 4 },
    ]);
    for (const state of ['not-ready', 'logged-out'] as const)
      expect(told(ann(), state)).toEqual([
        { ...usable, state: 'not-ready', commandId: 'ann:3', agentFence: 3 },
        { ...wish, state, commandId: 'ann:4', agentFence: 4 },
      ]);
  });

  it('is all there is to tell without a tether that is ready', () => {
    for (const tether of [null, aTether('tether-ann', { state: 'mapped' })])
      expect(told(ann({ tether }, { group: null }), 'not-ready')).toEqual([
        { ...wish, group: '', state: 'not-ready', commandId: 'ann:3', agentFence: 3 },
      ]);
  });
});

describe('what is shown of an agent', () => {
  const move = aMove({ rule: 'idle', callId: null, deadline: start });
  const inputs = { agent: 'ann' };

  it('is told where it changed: the side and the icon', () => {
    const inbound = ann({ side: 'inbound', tether: null });
    expect(shownChanges(ann(), ann({ fence: 9 }), start)).toEqual([]);
    expect(shownChanges(ann(), ann({ move }), start)).toEqual([
      { type: 'agent.side', at: start, agentId: 'ann', side: 'moving', reason: 'ann is on the way', inputs },
    ]);
    expect(shownChanges(ann(), inbound, start)).toEqual([
      { type: 'agent.side', at: start, agentId: 'ann', side: 'inbound', reason: 'ann is on the inbound side', inputs },
      { type: 'indicator', at: start, agentId: 'ann', colour: 'none', reason: 'the icon of ann is off', inputs },
    ]);
  });

  it('begins with the icon, if there is one', () => {
    expect(shownChanges(null, ann(), start)).toEqual([
      { type: 'indicator', at: start, agentId: 'ann', colour: 'green', reason: 'the icon of ann is green', inputs },
    ]);
    expect(shownChanges(null, anAgent('ann'), start)).toEqual([]);
  });

  it.each([
    ['ready', 'green'],
    ['ending', 'green'],
    ['unmapped', 'grey'],
    ['failed', 'red'],
    ['mapped', 'none'],
  ] as const)('of a tether that is %s is %s', (state, colour) => {
    expect(indicatorOf(aTether('t', { state }))).toBe(colour);
  });

  it('is the side they work on while they are only to come after work', () => {
    const afterWork = (phase: 'after-work' | 'ending') => aMove({ when: 'after-work', phase });
    expect(shownSide({ move: null, side: 'outbound' })).toBe('outbound');
    expect(shownSide({ move: afterWork('after-work'), side: 'outbound' })).toBe('outbound');
    expect(shownSide({ move: afterWork('ending'), side: 'outbound' })).toBe('moving');
  });
});

describe('an agent is idle on the tether', () => {
  const work = onTether('ann').work;
  it.each<[boolean, string, Partial<OutboundState>]>([
    [true, 'with nothing to do', {}],
    [false, 'on the inbound side', { side: 'inbound' }],
    [false, 'without a tether', { tether: null }],
    [false, 'on one that is ending', { tether: aTether('tether-ann', { state: 'ending' }) }],
    [false, 'before anything was said', { work: null }],
    [false, 'by a word about another tether', { work: work && { ...work, tetherId: 'before' } }],
    [false, 'while talking', { work: work && { ...work, state: 'talking' } }],
  ])('%s: %s', (idle, _, over) => {
    expect(isIdleOnTether(onTether('ann', over))).toBe(idle);
  });
});

it('an agent counts on their side, outside by campaigns, and not without a group', () => {
  expect(staffingBy(anAgent('ann'), -1)).toEqual([{ group: 'sales', inbound: -1, outbound: 0, teams: {} }]);
  expect(staffingBy(ann(), 1)).toEqual([{ group: 'sales', inbound: 0, outbound: 1, teams: { 'autumn,spring': 1 } }]);
  for (const record of [null, ann({}, { group: null }), ann({}, { staffed: false })])
    expect(staffingBy(record, 1)).toEqual([]);
});
