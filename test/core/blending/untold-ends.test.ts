import type { AgentRecord } from '../../../core/agent/agent';
import type { LastMove } from '../../../core/agent/last-move';
import { untoldEnds } from '../../../core/blending/untold-ends';
import type { Reason } from '../../../core/reasons/reason';
import { anAgent, onTether } from '../../adapters/contract/builders';
import { inFlight, now, secondsAgo } from './blend-views';

const ann = (over: Partial<LastMove> = {}): AgentRecord => {
  const outbound = onTether('ann', {
    lastMove: {
      ...{ moveId: 'm-1', rule: 'caller-waiting', from: 'outbound', to: 'inbound', decidedAt: secondsAgo(20) },
      ...{ because: { code: 'blending-off', figures: {} }, ended: null },
      ...over,
    },
  });
  return anAgent('ann', { outbound });
};
const of = (agent: AgentRecord) =>
  untoldEnds('sales', [inFlight('ann', { moveId: 'm-1', agentId: agent.agentId, callId: 'c1' })], [agent]);
const ended = (how: 'completed' | 'failed' | 'cancelled', because: Reason | null) =>
  of(ann({ ended: { how, at: now, because } }));

describe('a move of the ledger that its agent is not on', () => {
  it('ended as the agent was shown it', () => {
    const about = { at: now, group: 'sales', moveId: 'm-1', agentId: 'ann', to: 'inbound', callId: 'c1', seconds: 20 };
    const because = { code: 'caller-served', figures: {} } as const;
    const inputs = { rule: 'caller-waiting' };
    expect(ended('completed', null)).toEqual([
      { type: 'move.completed', ...about, reason: 'ann is on the inbound side after 20.0 s', inputs },
    ]);
    expect(ended('cancelled', because)).toEqual([
      { type: 'move.cancelled', ...about, reason: 'the caller was served meanwhile', because, inputs },
    ]);
  });

  it('ended for a reason that only another version has words for: its code is said', () => {
    const newer = { code: 'of-tomorrow', figures: {} } as unknown as Reason;
    expect(ended('failed', newer)).toMatchObject([{ type: 'move.failed', reason: 'of-tomorrow' }]);
  });

  it('is not known to have ended: it never began, is under way, or another came after it', () => {
    expect(of(ann())).toEqual([]);
    const other = { moveId: 'm-2', ended: { how: 'completed', at: now, because: null } } as const;
    expect(of(ann(other))).toEqual([]);
    expect(untoldEnds('sales', [inFlight('ann', { moveId: 'm-1' })], [])).toEqual([]);
  });
});
