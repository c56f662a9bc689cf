import type { AgentRecord } from '../../../../core/agent/agent';
import type { OutboundState } from '../../../../core/agent/outbound';
import { isToBeParked, previewRanOut, tethersFailed } from '../../../../core/agent/steps/taken-off';
import type { TetherRules } from '../../../../core/agent/steps/tether-rules';
import { defaultThresholds, type Thresholds } from '../../../../core/thresholds/thresholds';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';
import { directory } from '../../directory-of-two-groups';
import { aMove, aPreview, commandsOf, linesOf, seconds } from './outbound-steps';

const rulesWith = (over: Partial<Thresholds> = {}): TetherRules => ({
  thresholds: { ...defaultThresholds, 'tether/give-up-after': 3, 'preview/give-up-after': 3, ...over },
  directory,
});
const rules = rulesWith();
const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, outbound: onTether('ann', over), ...changes });
const failed = { tether: aTether('tether-ann', { state: 'failed' }) };
const three = [start - 3, start - 2, start - 1];
const unanswered = { tethers: three, previews: 2 };

describe('tethers that were not taken', () => {
  it('take an agent off after so many in a row, with a line and a timer of its own', () => {
    const { agent, effects } = tethersFailed(ann({ ...failed, unanswered }), rules, three, seconds(1));
    expect(agent.outbound).toMatchObject({
      ...{ takenOff: { why: 'tethers', count: 3, at: seconds(1) }, unanswered: { tethers: [], previews: 0 } },
      ...{ side: 'inbound', sideSince: seconds(1) },
    });
    expect(effects).toEqual([
      { kind: 'timer', timer: { kind: 'taken-off', agentId: 'ann', takenOffAt: seconds(1) }, dueAt: seconds(1) },
      {
        kind: 'decision',
        decision: {
          ...{ type: 'agent.taken-off', at: seconds(1), group: 'sales', agentId: 'ann', why: 'tethers', count: 3 },
          reason: 'ann took none of 3 tethers in a row: nothing more of campaigns until they set Available again',
          inputs: { count: 3, 'tether/give-up-after': 3 },
        },
      },
      { kind: 'rebalance' },
    ]);
  });

  it('count only where nothing else was at fault, and the others are forgotten', () => {
    const { agent, effects } = tethersFailed(ann({ ...failed, unanswered }), rules, three.slice(1), seconds(1));
    expect(agent.outbound).toMatchObject({ takenOff: null, unanswered: { tethers: three.slice(1), previews: 2 } });
    expect(effects).toEqual([]);
    const known = ann({ ...failed, unanswered: { tethers: three.slice(1), previews: 0 } });
    expect(tethersFailed(known, rules, three, seconds(1)).agent).toBe(known);
  });

  it('never take anybody off at 0, nor twice', () => {
    const agent = ann({ ...failed, unanswered });
    expect(tethersFailed(agent, rulesWith({ 'tether/give-up-after': 0 }), three, start).effects).toEqual([]);
    const off = ann({ ...failed, unanswered, takenOff: { why: 'previews', count: 3, at: start - 9 } });
    expect(tethersFailed(off, rules, three, start)).toEqual({ agent: off, effects: [] });
  });

  it('name no group where the agent has none any more', () => {
    const { effects } = tethersFailed(ann({ ...failed, unanswered }, { group: null }), rules, three, start);
    expect(linesOf(effects)).toMatchObject([{ group: '' }]);
  });
});

describe('previews that ran out', () => {
  const shown = (previews: number, over: Partial<OutboundState> = {}) =>
    ann({ preview: aPreview(), unanswered: { tethers: [], previews }, ...over });
  const ranOut = (
    agent: AgentRecord,
    by: TetherRules | null = rules,
    at = seconds(20),
    pageSeenAt: number | null = null,
  ) => previewRanOut(agent, by, 'p-1', at, pageSeenAt);

  it('take an agent off after so many in a row; the tether goes back', () => {
    const { agent, effects } = ranOut(shown(2));
    expect(agent.outbound).toMatchObject({
      ...{ takenOff: { why: 'previews', count: 3, at: seconds(20) }, unanswered: { tethers: [], previews: 0 } },
      giveBack: { why: 'taken-off', since: seconds(20) },
    });
    expect(linesOf(effects).at(-1)).toMatchObject({
      reason: 'ann answered none of 3 previews in a row: nothing more of campaigns until they set Available again',
      inputs: { count: 3, 'preview/give-up-after': 3 },
    });
    expect(commandsOf(effects)).toMatchObject([
      { type: 'PreviewDecided' },
      { type: 'TetherStateChanged', state: 'not-ready', why: 'ann was taken off campaigns' },
      { type: 'ChangeAgentState', state: 'not-ready', reason: 'ann was taken off campaigns' },
    ]);
  });

  it('fewer only count, as does none before its time, after its end, or accepted', () => {
    expect(ranOut(shown(1)).agent.outbound).toMatchObject({ takenOff: null, unanswered: { previews: 2 } });
    expect(ranOut(shown(3), rules, seconds(19)).agent.outbound.takenOff).toBeNull();
    const decided = { outcome: 'reject', by: 'timeout', at: seconds(20), final: false } as const;
    expect(ranOut(shown(3, { preview: aPreview({ decided }) })).agent.outbound.takenOff).toBeNull();
    const accepted = shown(2, { preview: aPreview({ onTimeout: 'accept' }) });
    expect(ranOut(accepted, rules, seconds(20), seconds(20)).agent.outbound.takenOff).toBeNull();
    expect(previewRanOut(shown(3), rules, 'p-0', seconds(20), null).agent.outbound.takenOff).toBeNull();
  });

  it('never take anybody off at 0, or where nobody knows the limit', () => {
    expect(ranOut(shown(5), rulesWith({ 'preview/give-up-after': 0 })).agent.outbound.takenOff).toBeNull();
    expect(ranOut(shown(5), null).agent.outbound.takenOff).toBeNull();
  });

  it('end a move that was under way to the inbound side', () => {
    const move = aMove({ when: 'after-work', phase: 'after-work' });
    const { agent, effects } = ranOut(shown(2, { move }));
    expect(agent.outbound.move).toBeNull();
    expect(linesOf(effects).at(-1)).toMatchObject({ type: 'move.failed', reason: 'ann was taken off campaigns' });
  });
});

describe('an agent who is taken off', () => {
  const off = (over: Partial<OutboundState>, changes: Partial<AgentRecord> = {}) =>
    tethersFailed(ann({ unanswered, ...over }, changes), rules, three, seconds(1));

  it.each(['ready', 'ending'] as const)('gives back a tether that is %s, unless it goes back already', (state) => {
    const tether = aTether('tether-ann', { state });
    expect(off({ tether }).agent.outbound.giveBack).toEqual({ why: 'taken-off', since: seconds(1) });
    const giveBack = { why: 'not-ready', since: start } as const;
    expect(off({ tether, giveBack }).agent.outbound.giveBack).toEqual(giveBack);
  });

  it.each(['waiting', 'requested', 'mapped'] as const)('loses a tether that is %s, and comes in', (state) => {
    const { agent, effects } = off({ tether: aTether('tether-ann', { state }) });
    expect(agent.outbound).toMatchObject({ tether: null, side: 'inbound' });
    const lines = linesOf(effects).map(({ reason }) => reason);
    if (state !== 'waiting') expect(lines).toContain('the tether of ann ended: ann was taken off campaigns');
    const ends = linesOf(effects).filter(({ type }) => type === 'tether.ended');
    expect(ends).toMatchObject(state === 'waiting' ? [] : [{ why: 'cancelled' }]);
  });

  it('comes in without a tether too; one with no inbound side stays', () => {
    expect(off({ tether: null }).agent.outbound.side).toBe('inbound');
    expect(off(failed, { kind: 'outbound' }).agent.outbound.side).toBe('outbound');
  });

  it('stays where they are while a move is under way, and on the inbound side', () => {
    const move = aMove({ phase: 'ending' });
    expect(off({ tether: null, move }).agent.outbound).toMatchObject({ side: 'outbound', move });
    expect(off({ tether: null, side: 'inbound' }).agent.outbound.sideSince).toBe(start);
  });

  it('is to be parked while Connect takes them for Available', () => {
    const takenOff = { why: 'previews', count: 3, at: start } as const;
    expect(isToBeParked(ann({ takenOff }))).toBe(true);
    expect(isToBeParked(ann())).toBe(false);
    expect(isToBeParked(ann({ takenOff }, { nextStatus: 'Break' }))).toBe(false);
  });
});
